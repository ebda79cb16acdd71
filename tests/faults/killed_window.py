"""F7 for the window: SIGKILL the whole program while it downloads, again and again; each start goes on by itself.

One rule: the window is the real one, in a process of its own; the first download is begun with a click,
and what becomes of it after a kill nobody helps with.
"""

from __future__ import annotations

import hashlib
import json
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil
from downloads import LARGE, at_home, bytes_done, environment, judge_kill
from fault_kit import Killer, Report
from standin import StandInHub
from tiny_model import write_tiny_model

from paddock.hub.catalog import recommended

DRIVEN = Path(__file__).resolve().parents[1] / "e2e" / "driven_window.py"
PATIENCE = 120.0  # s for anything that a window is asked
AT_MOST = 0.5  # s after its first byte a window is killed


class Window:
    """One start of the program; see `driven_window.py` for what it can be told."""

    def __init__(self, env: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(DRIVEN)],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._deadline = threading.Timer(PATIENCE, self.process.kill)
        self._deadline.daemon = True
        self._deadline.start()

    def wait(self, event: str, **facts: Any) -> dict[str, Any]:
        """The next event of that name with those facts.

        Raises:
            TimeoutError: it ended before, or took too long.
        """
        assert self.process.stdout is not None
        for line in self.process.stdout:
            seen: dict[str, Any] = json.loads(line)
            if seen["event"] == event and all(seen.get(name) == fact for name, fact in facts.items()):
                return seen
        raise TimeoutError(f"no {event!r} {facts}")

    def ask(self, do: str, **arguments: Any) -> Any:
        """Give a command; its result."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **arguments}) + "\n")
        self.process.stdin.flush()
        return self.wait("done", command=do)["result"]

    def see(self, text: str) -> None:
        """Wait until that can be read."""
        self.ask("see", text=text, patient=True)

    def killed(self, delay: float) -> list[psutil.Process]:
        """SIGKILL in so many seconds; which of its processes outlived it by five seconds."""
        others = psutil.Process(self.process.pid).children(recursive=True)
        Killer(self.process.pid, signal.SIGKILL, delay).join()
        self.process.wait()
        self._deadline.cancel()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()
        return psutil.wait_procs(others, timeout=5.0)[1]


def window_killed(folder: Path, count: int, seed: int) -> Report:
    """SIGKILL the window's process while it downloads 200 MiB; the last one brings it to its end."""
    report, draw = Report("F7, the window is killed while it downloads", seed), random.Random(seed)
    entry, home = recommended()[0], folder / "home"
    settings = home / "config" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"download_limit": 2 * LARGE // max(count, 4)}))  # bytes a second
    model = write_tiny_model(folder / "tiny.gguf").read_bytes()  # the window offers to use what has come
    with StandInHub(model + draw.randbytes(LARGE)) as hub:
        env = environment(hub) | {
            "PADDOCK_HOME": str(home),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "QT_QPA_PLATFORM": "offscreen",
        }
        downloads = at_home(hub, home, entry)
        while report.count < count:
            report.count += 1
            before, asked, window = bytes_done(downloads.journal_file), len(hub.ranges()), Window(env)
            if not downloads.journal_file.exists():
                window.wait("shown")
                window.ask("click", text="Models")
                window.see(entry.name)
                report.check(window.ask("click", text=f"Download: {entry.name}"), "there was no button to press")
            report.check(_asked(hub, asked, window), "the window did not go on by itself")
            left = window.killed(draw.uniform(0.0, AT_MOST))
            report.check(not left, f"left over: {left}")
            judge_kill(report, downloads, before)
        settings.write_text("{}")
        _to_its_end(report, Window(env), downloads.journal_file)
        report.check(downloads.files() == [downloads.target.name], f"left over: {downloads.files()}")
        if downloads.target.exists():
            right = hashlib.sha256(downloads.target.read_bytes()).hexdigest() == hub.sha256
            report.check(right, "the file is not the hub's")
    return report


def _asked(hub: StandInHub, before: int, window: Window) -> bool:
    """Wait until the hub is asked for more of the file."""
    deadline = time.monotonic() + PATIENCE
    while len(hub.ranges()) == before and window.process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    return len(hub.ranges()) > before


def _to_its_end(report: Report, window: Window, journal: Path) -> None:
    """Until it is offered, and safe on the disk, too."""
    try:
        window.see("is on this computer now")
    except TimeoutError as error:
        report.check(False, f"it did not come to its end: {error}")
    deadline = time.monotonic() + PATIENCE
    while journal.exists() and window.process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    window.killed(0.0)
