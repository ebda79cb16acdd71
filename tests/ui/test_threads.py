"""What the window does off its thread: in order, home again, and no faster than it can be shown."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk import Start
from pytestqt.qtbot import QtBot

import paddock
from paddock.application import build
from paddock.config.secrets import MemoryBackend
from paddock.engine.fake import FakeAnswer, FakeEngine
from paddock.ui.single_instance import RaiseServer, raise_other, server_name
from paddock.ui.tasks import Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def test_the_store_thread_keeps_the_order(tasks: Tasks, qtbot: QtBot) -> None:
    results: list[int] = []
    for number in range(100):
        tasks.store(lambda number=number: number, results.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(results) == 100)
    assert results == list(range(100))


def test_results_come_home_to_the_gui_thread(tasks: Tasks, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []
    tasks.pool(threading.current_thread, lambda worker: threads.extend((worker, threading.current_thread())))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_errors_go_to_who_asked_or_to_the_presenter(tasks: Tasks, qtbot: QtBot) -> None:
    own: list[Exception] = []

    def work() -> None:
        raise ValueError

    tasks.pool(work, failed=own.append)
    qtbot.waitUntil(lambda: len(own) == 1)
    with qtbot.waitSignal(tasks.failed) as signal:
        tasks.store(work)
    assert isinstance(signal.args[0], ValueError)
    with qtbot.waitSignal(tasks.failed):
        tasks.pool(lambda: 1, lambda result: work())


def test_close_waits_for_the_store_and_takes_nothing_more(tasks: Tasks) -> None:
    gate, ended = threading.Event(), threading.Event()
    tasks.store(gate.wait)
    tasks.store(ended.set)
    threading.Thread(target=gate.set).start()
    assert tasks.close()
    assert ended.is_set()
    assert tasks.store(ended.clear) is None
    assert ended.is_set()


def test_close_does_not_wait_for_ever(tasks: Tasks) -> None:
    gate = threading.Event()
    tasks.store(gate.wait)
    assert not tasks.close(seconds=0.0)
    gate.set()


def of_the_engine(home: Path) -> None:
    engine = FakeEngine()
    engine.close()
    engine.devices()


def of_the_chats(home: Path) -> None:
    application = build({"PADDOCK_HOME": str(home)}, engine=FakeEngine(), secrets=MemoryBackend())
    chats = application.open_store()
    application.close()
    chats.chats()


def of_the_program(home: Path) -> None:
    raise ValueError


@pytest.mark.allow_log("paddock.ui.tasks")
@pytest.mark.parametrize(("asks", "told"), [(of_the_engine, False), (of_the_chats, False), (of_the_program, True)])
def test_what_finds_engine_or_chats_closed_while_the_window_closes_is_no_mistake(
    tasks: Tasks, tmp_path: Path, caplog: pytest.LogCaptureFixture, asks: Callable[[Path], None], told: bool
) -> None:
    gate = threading.Event()

    def work() -> None:
        gate.wait()
        asks(tmp_path)

    late = tasks.pool(work)
    assert late is not None
    tasks.close()
    gate.set()
    late.result()
    assert bool(caplog.records) is told


def test_many_tokens_become_few_portions(start: Start) -> None:
    words = tuple(f"{number} " for number in range(2000))
    desk = start([FakeAnswer(pieces=words)])
    portions: list[str] = []
    desk.window.conversation.text_added.connect(lambda number, text: portions.append(text))
    desk.ask("Count")
    assert "".join(portions) == "".join(words)
    assert len(portions) < len(words) / 4


def test_another_start_raises_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    server = RaiseServer(tmp_path)
    assert server.listening
    code = (
        "import sys, pathlib; from PySide6.QtCore import QCoreApplication; app = QCoreApplication([]);"
        "from paddock.ui.single_instance import raise_other; sys.exit(not raise_other(pathlib.Path(sys.argv[1])))"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(paddock.__file__).parent.parent)}
    with qtbot.waitSignal(server.raise_requested, timeout=30_000):
        other = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], env=env)
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=30_000)
    server.close()
    assert other.returncode == 0


def test_without_a_first_one_nobody_answers(tmp_path: Path) -> None:
    assert not raise_other(tmp_path, patience=0)


def test_two_folders_are_two_programs(tmp_path: Path) -> None:
    assert server_name(tmp_path / "a") != server_name(tmp_path / "b")


@pytest.mark.xcb
def test_the_window_comes_to_the_front(start: Start) -> None:
    desk = start()
    desk.window.showMinimized()
    desk.window.raise_window()
    desk.wait(lambda: not desk.window.isMinimized() and desk.window.isVisible())
