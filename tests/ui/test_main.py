"""The window's process as `paddock` starts it, up to its first paint."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from paddock.application import build
from paddock.config.secrets import MemoryBackend
from paddock.engine.fake import FakeEngine
from paddock.ui.single_instance import RaiseServer

APP = Path(__file__).parents[2] / "app"
START = """
import os
{before}
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from paddock.application import build
from paddock.config.secrets import MemoryBackend
from paddock.engine.fake import FakeEngine
from paddock.ui.main import run
from paddock.ui.main_window import MainWindow

def painted():
    (window,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
    {look}
    QTimer.singleShot(0, window.close)

raise SystemExit(run(lambda: build(os.environ, engine=FakeEngine(), secrets=MemoryBackend()), ["paddock"], painted))
"""


NO_LIMIT = "resource.setrlimit(resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE)[1:] * 2)"


def start(home: Path, look: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run until the window is painted; `look` is a line of Python that prints something about `window`."""
    environment = {**os.environ, "PYTHONPATH": str(APP), "PADDOCK_HOME": str(home)}
    command = [sys.executable, "-c", START.format(look=look, before=before)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_without_a_log_the_window_opens_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "cache" / "logs" / "paddock.log").mkdir(parents=True)
    ended = start(tmp_path, "print(window.bar.isVisible(), *[text.text() for text in window.bar.findChildren(QLabel)])")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("True")
    assert "paddock.log” cannot be written" in ended.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_crash_would_write_no_chat_to_the_disk(tmp_path: Path) -> None:
    ended = start(
        tmp_path, look="print(*resource.getrlimit(resource.RLIMIT_CORE))", before="import resource; " + NO_LIMIT
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split()[0] in ("0", "1")


def test_a_second_start_says_where_the_window_is(qtbot: QtBot, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(APP), "PADDOCK_HOME": str(tmp_path)}
    with build(environment, engine=FakeEngine(), secrets=MemoryBackend()) as first:
        assert first.claim()
        server = RaiseServer(first.paths.data)
        command = [sys.executable, "-m", "paddock"]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as second:
            qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
            assert second.stdout is not None
            said = second.stdout.read()
        server.close()
    assert second.returncode == 0
    assert said == "Paddock is already open; its window was brought to the front.\n"


def test_qt_does_not_complain_about_fonts(tmp_path: Path) -> None:
    look = "from PySide6.QtCore import QLoggingCategory as Log; print(Log('qt.text.font.db').isWarningEnabled())"
    ended = start(tmp_path, look)
    assert (ended.returncode, ended.stdout) == (0, "False\n"), ended.stderr
