"""The sidebar's foot and the taskbar: all downloads in one place."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keeping_kit as kit
import pytest
from PySide6.QtCore import Qt
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from paddock.core.downloads import DownloadState
from paddock.ui.download_bar import DownloadBar
from paddock.ui.style import Appearance
from paddock.ui.taskbar import CONNECTION, LauncherEntry, Taskbar, bus_address, indicator_for
from paddock.ui.tasks import Tasks

ONE, CHECKED, OFFLINE, QUEUED, PAUSED, GATED, FAILED, DONE = kit.usual_items()


@pytest.fixture
def bar(qtbot: QtBot, appearance: Appearance) -> DownloadBar:
    made = DownloadBar(appearance)
    qtbot.addWidget(made)
    made.resize(248, 100)
    return made


def test_it_shows_what_runs_how_fast_how_long_and_how_many_more(bar: DownloadBar) -> None:
    assert bar.isHidden()
    for item in (PAUSED, QUEUED, ONE):
        bar.show_item(item.id, item)
    assert bar.isVisible()
    assert bar.name.text() == "Llama 3.1 8B Instruct"
    assert bar.words.text() == "18 MB/s · 3 min left"
    assert bar.more.text() == "1 more in the queue"
    assert bar.bar.value() == round(1000 * ONE.done_bytes / ONE.total_bytes)


def test_several_that_run_are_summed_up(bar: DownloadBar) -> None:
    bar.show_item("a", ONE)
    bar.show_item("z", replace(ONE, id="z", speed=1_600_000.0))
    assert bar.name.text() == "2 downloads"
    assert bar.words.text() == "20 MB/s · 5 min left"
    assert not bar.more.isVisible()


def test_one_that_failed_is_not_lost(bar: DownloadBar) -> None:
    bar.show_item("g", FAILED)
    bar.show_item("e", PAUSED)
    assert bar.name.text() == FAILED.name
    assert bar.words.text() == FAILED.error
    bar.show_item("g", None)
    bar.show_item("e", DONE)
    assert bar.isHidden()


def test_pause_and_resume_what_is_shown(bar: DownloadBar, qtbot: QtBot) -> None:
    bar.show_item("a", ONE)
    with qtbot.waitSignal(bar.pause_requested) as paused:
        bar.toggle.click()
    assert paused.args == ["a"]
    bar.show_item("a", replace(ONE, state=DownloadState.PAUSED, speed=0.0))
    assert bar.toggle.accessibleName() == "Resume"
    with qtbot.waitSignal(bar.resume_requested) as resumed:
        bar.toggle.click()
    assert resumed.args == ["a"]


def test_a_press_and_enter_open_the_list(bar: DownloadBar, qtbot: QtBot) -> None:
    bar.show_item("a", ONE)
    with qtbot.waitSignal(bar.opened):
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.opened):
        qtbot.keyClick(bar, Qt.Key.Key_Return)
    assert bar.accessibleName().startswith("Downloads: 39 % of Llama 3.1 8B Instruct")


def test_the_taskbar_is_told_when_a_percent_has_passed(qtbot: QtBot) -> None:
    told: list[tuple[int, float]] = []
    tasks = Tasks()
    taskbar = Taskbar(tasks, lambda count, share: told.append((count, share)))
    taskbar.show_item("a", ONE)
    qtbot.waitUntil(lambda: len(told) == 1)
    taskbar.show_item("a", replace(ONE, done_bytes=ONE.done_bytes + 1))
    taskbar.show_item("d", QUEUED)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[-1][0] == 2
    assert told[-1][1] == pytest.approx(ONE.done_bytes / (ONE.total_bytes + QUEUED.total_bytes))
    taskbar.show_item("a", None)  # nothing runs any more: what only waits is no progress
    qtbot.waitUntil(lambda: told[-1] == (0, 0.0))
    tasks.close()


def test_without_a_dock_nothing_is_told(qapp, tmp_path: Path) -> None:
    tasks = Tasks()
    assert qapp.platformName() not in ("xcb", "wayland", "windows", "cocoa")
    assert indicator_for(qapp, {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"}, tasks) is None
    assert bus_address({}) == ""
    assert bus_address({"XDG_RUNTIME_DIR": str(tmp_path)}) == ""
    (tmp_path / "bus").touch()
    assert bus_address({"XDG_RUNTIME_DIR": str(tmp_path)}) == f"unix:path={tmp_path}/bus"
    tasks.close()


def test_a_bus_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    entry = LauncherEntry(f"unix:path={tmp_path}/none", "paddock")
    entry(1, 0.5)
    assert entry._bus is not None
    assert not entry._bus.isConnected()


@pytest.fixture
def bus() -> Iterator[str]:
    """A session bus of the test's own."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address", "--nofork", "--nopidfile"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    yield address
    QDBusConnection.disconnectFromBus(CONNECTION + address)
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def heard(bus: str) -> Iterator[list[str]]:
    """What a dock hears on that bus, line by line."""
    lines: list[str] = []
    monitor = subprocess.Popen(
        ["dbus-monitor", "--address", bus, "interface='com.canonical.Unity.LauncherEntry'"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "LC_ALL": "C"},
    )
    reader = threading.Thread(target=lambda: lines.extend(iter(monitor.stdout.readline, "")))  # type: ignore[union-attr]
    reader.start()
    yield lines
    monitor.terminate()
    monitor.wait()
    reader.join()
    assert monitor.stdout is not None
    monitor.stdout.close()


@pytest.mark.skipif(
    not shutil.which("dbus-daemon") or not shutil.which("dbus-monitor"), reason="dbus-daemon and dbus-monitor"
)
def test_a_dock_on_the_bus_hears_it(bus: str, heard: list[str], qtbot: QtBot) -> None:
    entry = LauncherEntry(bus, "paddock")

    def told() -> bool:
        entry(2, 0.25)  # again, until the monitor listens
        return "double 0.25" in "".join(heard)

    qtbot.waitUntil(told, timeout=10_000)
    said = "".join(heard)
    assert "application://paddock.desktop" in said
    assert "int32 2" in said
