"""What the real window takes while an answer streams into it: how long a flush holds it up, and how much of a core.

Its one rule: everything between the engine's pipe and the screen is real. The engine is a process of its own, which
speaks the messages that the real one speaks and says 200 tokens a second; so what it computes is not the window's.
First the window runs as it always does, and the system says what of a core its process took; then each turn of its
event loop is timed, painting included.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QApplication

    from paddock.ui.main_window import MainWindow

TESTS = Path(__file__).resolve().parent.parent
TOKENS = 200  # a second
CHARACTERS = 50_000
SECONDS = 10.0  # of each of the two
CALM = 2.0  # s before either
ANSWER = (
    "Some **bold** words, some `code` and a [link](https://example.org), then a list that goes on for a while:\n\n"
    "- one thing\n- another *thing*\n  1. nested\n  2. deeper\n\n"
    "| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n"
    "```python\ndef area(r: float) -> float:\n    return 3.14159 * r**2  # square metres\n```\n\n"
)
TOKEN = 4  # characters


def engine() -> None:
    """The engine's process: `CHARACTERS` characters at once, then a token every 5 ms until the program ends it."""
    from paddock.core.events import PromptProgress
    from paddock.core.models import LoadedModel
    from paddock.engine import wire
    from paddock.engine.api import DeviceReport, PromptMeasure

    pipe, lock = os.fdopen(os.dup(1), "wb"), threading.Lock()

    def say(event: wire.Event) -> None:
        with lock:
            pipe.write(wire.encode(event))
            pipe.flush()

    def answer(number: int) -> None:
        say(wire.PromptProcessed(number, PromptProgress(10, 10)))
        repeated = ANSWER * (CHARACTERS // len(ANSWER) + 1)
        say(wire.TextArrived(number, repeated[:CHARACTERS]))
        began, at = time.monotonic(), 0
        while True:
            at += 1
            time.sleep(max(0.0, began + at / TOKENS - time.monotonic()))
            place = (CHARACTERS + at * TOKEN) % len(ANSWER)
            say(wire.TextArrived(number, (ANSWER + ANSWER)[place : place + TOKEN]))

    for command in wire.read_messages(sys.stdin.buffer):
        match command:
            case wire.Confine():
                say(wire.Hello(os.getpid()))
            case wire.Load(id=number, path=path):
                model = LoadedModel(path, "paced", 131_072, 131_072, 1, 1, "CPU", "It is paced.", "file", 1.0)
                say(wire.Loaded(number, model))
            case wire.Generate(id=number):
                threading.Thread(target=answer, args=(number,), daemon=True).start()
            case wire.Measure(id=number):
                say(wire.Measured(number, PromptMeasure(10, (10,), 131_072)))
            case wire.ListDevices(id=number):
                say(wire.DevicesListed(number, DeviceReport((), "CPU", "It is paced.", "paced", "")))
            case wire.Ping(id=number):
                say(wire.Pong(number))
            case wire.Shutdown():
                os._exit(0)


class Turns:
    """Every turn of the window's event loop, ms; a flush is the turn that brought text, and all until it is painted."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.flushes: list[float] = []
        self.computing: list[float] = []
        self.came = self.painted = False
        self._open = False

    def add(self, wall: float, own: float) -> None:
        self.wall.append(wall)
        if self.came:
            self.flushes.append(0.0)
            self.computing.append(0.0)
            self._open = True
        if self._open:
            self.flushes[-1] += wall
            self.computing[-1] += own
        self._open = self._open and not self.painted
        self.came = self.painted = False


def window() -> None:
    """The window's process: prints the figures."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    shown = opened(app)
    talk, view = shown.conversation, shown.page.transcript

    def run(seconds: float) -> None:
        QTimer.singleShot(round(seconds * 1e3), lambda: app.exit(0))  # `quit` would close the window
        app.exec()

    while talk.loading or not shown.models.models:
        run(0.1)
    talk.send("Go on for ever")
    while not talk.messages or len(view.model.message(view.model.rowCount() - 1).text) < CHARACTERS or view.reading:
        run(0.1)
    run(CALM)
    process = psutil.Process()
    began, before, own = time.perf_counter(), process.cpu_times(), time.thread_time()
    run(SECONDS)
    took, after, gui = time.perf_counter() - began, process.cpu_times(), time.thread_time() - own
    share = (after.user - before.user + after.system - before.system) / took * 100
    json.dump(figures(share, gui / took * 100, timed(app, shown)), sys.stdout, indent=1)
    sys.stdout.flush()
    os._exit(0)  # the answer has no end


def opened(app: QApplication) -> MainWindow:
    """The real window, with the paced engine."""
    from paddock.application import build
    from paddock.config.paths import resource
    from paddock.config.secrets import MemoryBackend
    from paddock.engine.supervisor import EngineSupervisor
    from paddock.ui.icons import IconSet
    from paddock.ui.main import LOGO
    from paddock.ui.main_window import MainWindow
    from paddock.ui.style import Appearance
    from paddock.ui.theme import ThemeChoice

    paced = EngineSupervisor([sys.executable, "-P", __file__, "--engine"])
    application = build(dict(os.environ), engine=paced, secrets=MemoryBackend())
    application.claim()
    application.settings.update(model_titles=False)
    look = Appearance(app, IconSet(resource("icons")), ThemeChoice.LIGHT, 1.0)
    made = MainWindow(application, look, resource(LOGO))
    made.resize(1100, 800)
    made.show()
    made.activateWindow()
    made.begin()
    return made


def watching(painted: Callable[[], None]) -> QObject:
    """Calls `painted` whenever the widget is painted that it watches."""
    from PySide6.QtCore import QEvent, QObject

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                painted()
            return False

    return Watch()


def timed(app: QApplication, shown: MainWindow) -> Turns:
    """Times the window's turns."""
    turns = Turns()

    def came() -> None:
        turns.came = True

    def painted() -> None:
        turns.painted = True

    watch = watching(painted)
    shown.bridge.part.connect(came)
    shown.page.transcript.viewport().installEventFilter(watch)
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        began, own = time.perf_counter(), time.thread_time()
        app.processEvents()
        turns.add((time.perf_counter() - began) * 1e3, (time.thread_time() - own) * 1e3)
        time.sleep(0.001)  # as an idle loop waits
    return turns


def figures(share: float, gui: float, turns: Turns) -> list[dict[str, object]]:
    """`share` is what the whole process took of a core, `gui` what of that its GUI thread; %."""
    name = f"window: {TOKENS} tok/s into {CHARACTERS:,} characters"
    return [
        figure(f"{name}, its process, share of a core", share, 15.0, "%"),
        figure(f"{name}, of that the GUI thread", gui, None, "%"),
        figure(f"{name}, flushes a second", len(turns.flushes) / SECONDS, None, "/s"),
        figure(f"{name}, flush, median", statistics.median(turns.flushes)),
        figure(f"{name}, flush, 99th percentile", p99(turns.flushes), 16.0),
        figure(f"{name}, flush, 99th percentile, computing", p99(turns.computing)),
        figure(f"{name}, longest turn", max(turns.wall), 100.0),
    ]


def p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


def figure(name: str, value: float, bar: float | None = None, unit: str = "ms") -> dict[str, object]:
    return {"name": name, "value": round(value, 2), "unit": unit, "bar": bar}


def main() -> int:
    """On an X server without a screen, where there is one to be had, as on a person's desk."""
    sys.path.insert(0, str(TESTS))
    from xvfb import x_server

    with tempfile.TemporaryDirectory() as folder, x_server() if shutil.which("Xvfb") else nullcontext() as display:
        screen = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display} if display else {"QT_QPA_PLATFORM": "offscreen"}
        env = {**os.environ, **screen, "PADDOCK_HOME": str(Path(folder, "home"))}
        return subprocess.run([sys.executable, __file__, "--window"], env=env, check=False).returncode


if __name__ == "__main__":
    if "--engine" in sys.argv:
        engine()
    elif "--window" in sys.argv:
        window()
    else:
        sys.exit(main())
