"""Starts driven windows over one folder, on the platform that is asked for, and ends them."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paddock.config.paths import resource

HERE = Path(__file__).parent
EXPECTED = (
    "This plugin does not support propagateSizeHints()",  # Qt's offscreen platform, at every window
    "This plugin does not support grabbing",  # likewise, at every menu
    "This plugin does not support raise()",
    "ended: signal SIGKILL",  # the log's line about a child that a test killed
)
PATIENCE = 30.0  # s; a test that waits longer has failed


class DrivenWindow:
    """A window in a process of its own; see `driven_window.py` for what it can be told."""

    def __init__(self, home: Path, **env: str) -> None:
        # The test's keyring is none, so that nothing reaches the keyring of whoever runs the tests.
        env = {
            **os.environ,
            "PADDOCK_HOME": str(home),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            **env,
        }
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "driven_window.py")],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.seen: list[dict[str, Any]] = []
        self.noise: list[str] = []
        self._events: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._readers = [threading.Thread(target=work, daemon=True) for work in (self._read, self._listen)]
        for reader in self._readers:
            reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._events.put(json.loads(line))
        self._events.put(None)

    def _listen(self) -> None:
        assert self.process.stderr is not None
        self.noise.extend(self.process.stderr)

    def wait(self, event: str, **facts: Any) -> dict[str, Any]:
        """The next event of that name with those facts; what comes before it is passed over."""
        while True:
            try:
                seen = self._events.get(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"no {event!r} {self._story()}") from None
            if seen is None:
                raise AssertionError(f"ended before {event!r}, {self._story()}")
            self.seen.append(seen)
            if seen["event"] == event and all(seen.get(name) == fact for name, fact in facts.items()):
                return seen

    def _story(self) -> str:
        """What happened before something was missed, in short."""
        return f"after {[str(event)[:200] for event in self.seen[-5:]]}; stderr: {self.noise[-12:]}"

    def tell(self, do: str, **arguments: Any) -> None:
        """Give a command and go on."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **arguments}) + "\n")
        self.process.stdin.flush()

    def ask(self, do: str, **arguments: Any) -> Any:
        """Give a command and wait for its result."""
        self.tell(do, **arguments)
        return self.wait("done", command=do)["result"]

    # --- what takes as long as it takes

    def do(self, command: str, **arguments: Any) -> Any:
        """Let it be tried until it can be done; its result."""
        try:
            return self.ask(command, patient=True, **arguments)
        except AssertionError as error:
            shown = self.ask("words") if self.process.poll() is None else []
            raise AssertionError(f"{command} {arguments}: {error}; shown are {shown}") from None

    def see(self, text: str) -> str:
        """Wait until that can be read in the window; all of what it stands in."""
        return str(self.do("see", text=text))

    def gone(self, text: str) -> None:
        """Wait until that can be read nowhere."""
        self.do("gone", text=text)

    def until(self, **facts: Any) -> dict[str, Any]:
        """Wait until that is what is shown; all of it."""
        self.do("is", **facts)
        return dict(self.ask("state"))

    def click(self, *texts: str, place: int | None = None) -> None:
        """Click these buttons, one after the other; `place` is a message's, in the chat."""
        for text in texts:
            self.do("click", text=text, place=place)

    def fill(self, **fields: str) -> None:
        """Fill fields in; an underscore stands for a space in their names."""
        for field, text in fields.items():
            self.do("fill", field=field.replace("_", " "), text=text)

    def menu(self, place: int, *words: str) -> None:
        """Choose in the menu of a message."""
        self.click("More about this message", place=place)
        self.do("pick", words=words)

    def context(self, row: str, *words: str) -> None:
        """Choose in the menu of a row of a list."""
        self.do("context", text=row)
        self.do("pick", words=words)

    def answer(self, text: str) -> dict[str, Any]:
        """Send that, and wait for the answer to it."""
        self.ask("send", text=text)
        answer = self.wait("finished")
        self.until(answering=False)
        return answer

    def new_chat(self) -> None:
        """Click *New chat*, and wait until it is shown."""
        self.click("New chat")
        self.until(texts=[], title="")

    def open_chat(self, title: str) -> dict[str, Any]:
        """Click that chat in the list, and wait until it is shown; see `until`."""
        self.do("open", text=title)
        return self.until(title=title)

    def quit(self) -> None:
        """Close the window, and wait for the program's end."""
        self.tell("close")
        assert self.ended() == 0

    # --- its end

    def rest(self) -> list[dict[str, Any]]:
        """What was said until the process's end and not yet waited for."""
        events = []
        while (event := self._events.get(timeout=PATIENCE)) is not None:
            events.append(event)
        return events

    def ended(self) -> int:
        """Wait for the process's end; its exit code."""
        code = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join(PATIENCE)
        return code


Start = Callable[..., DrivenWindow]


@pytest.fixture(params=["offscreen", pytest.param("xcb", marks=pytest.mark.xcb)])
def start(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Start]:
    """Starts a window over this test's PADDOCK_HOME and waits until its chats are open.

    On "offscreen" and, where there is an X server, on "xcb". Nothing may have been said on stderr at the end.
    """
    if request.param != os.environ.get("QT_QPA_PLATFORM"):
        pytest.skip(f"{request.param}: this run is on {os.environ.get('QT_QPA_PLATFORM')}")
    if request.param == "xcb" and request.node.get_closest_marker("offscreen"):
        pytest.skip("it is the same on every platform")
    if not resource("guide/guide.gguf").exists():
        pytest.skip("the guide has not been trained: `make guide`")
    windows: list[DrivenWindow] = []

    def begin(home: Path | None = None, until: str = "shown", **env: str) -> DrivenWindow:
        windows.append(DrivenWindow(home or tmp_path / "home", **env))
        windows[-1].wait(until)
        return windows[-1]

    yield begin
    for window in windows:
        window.process.send_signal(signal.SIGKILL)
        window.ended()
        for stream in (window.process.stdin, window.process.stdout, window.process.stderr):
            if stream is not None:
                stream.close()
    noise = [line for window in windows for line in window.noise if not any(text in line for text in EXPECTED)]
    assert not noise, f"said on stderr: {noise}"
