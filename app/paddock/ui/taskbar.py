"""Downloads in the taskbar. One rule: where a system shows nothing there, nothing happens and nothing is said.

On Linux the docks of GNOME, KDE and Ubuntu listen to the D-Bus signal of Unity's launcher
(https://wiki.ubuntu.com/Unity/LauncherAPI), which carries a number and a bar; Qt itself only sends the number. On
Windows and macOS it is the number that Qt puts on the icon.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QGuiApplication

from paddock.core.downloads import DownloadItem
from paddock.ui.library.downloads_words import ACTIVE, UNDER_WAY
from paddock.ui.tasks import Tasks

OBJECT = "/com/canonical/unity/launcherentry/1"
INTERFACE = "com.canonical.Unity.LauncherEntry"
CONNECTION = "paddock-taskbar "  # with the address: Qt gives a name's first connection to all who ask for it


class Indicator(Protocol):
    """Shows a number and a share (0 to 1); 0 takes both away. Called from any thread."""

    def __call__(self, count: int, share: float) -> None: ...


class LauncherEntry:
    """The icon in a Linux dock.

    Args:
        address: of the session bus, as D-Bus writes it.
        desktop_file: name of the program's .desktop file, without its ending; by that a dock knows the icon.
    """

    def __init__(self, address: str, desktop_file: str) -> None:
        self._address = address
        self._uri = f"application://{desktop_file}.desktop"
        self._bus: QDBusConnection | None = None

    def __call__(self, count: int, share: float) -> None:
        """Tell whoever listens; nothing happens where nobody does."""
        if self._bus is None:
            self._bus = QDBusConnection.connectToBus(self._address, CONNECTION + self._address)
        if not self._bus.isConnected():
            return
        message = QDBusMessage.createSignal(OBJECT, INTERFACE, "Update")
        there = count > 0
        told = {"count": count, "count-visible": there, "progress": share, "progress-visible": there}
        message.setArguments([self._uri, told])
        self._bus.send(message)


class Taskbar:
    """Follows the downloads; used on the GUI thread."""

    def __init__(self, tasks: Tasks, indicator: Indicator | None) -> None:
        self._tasks = tasks
        self._indicator = indicator
        self._items: dict[str, DownloadItem] = {}
        self._told = (0, 0)  # how many, and how many hundredths

    def show_item(self, number: str, item: DownloadItem | None) -> None:
        """One download moved on, or left the list."""
        if item is None:
            self._items.pop(number, None)
        else:
            self._items[number] = item
        count, share = self.state()
        told = (count, round(100 * share))
        if self._indicator is not None and told != self._told:
            self._told = told
            indicator = self._indicator
            self._tasks.pool(lambda: indicator(count, share))

    def state(self) -> tuple[int, float]:
        """How many downloads are under way, and how much of them is here (0 to 1)."""
        moving = [item for item in self._items.values() if item.state in UNDER_WAY]
        if not any(item.state in ACTIVE for item in moving):
            return 0, 0.0
        total = sum(item.total_bytes for item in moving)
        return len(moving), (sum(item.done_bytes for item in moving) / total if total else 0.0)


def indicator_for(app: QGuiApplication, env: Mapping[str, str], tasks: Tasks) -> Indicator | None:
    """What this system shows; None where it is nothing."""
    if app.platformName() in ("xcb", "wayland"):
        address = bus_address(env)
        return LauncherEntry(address, app.desktopFileName()) if address and app.desktopFileName() else None
    if sys.platform in ("win32", "darwin") and app.platformName() in ("windows", "cocoa"):
        return _badge(app, tasks.on_gui)
    return None


def bus_address(env: Mapping[str, str]) -> str:
    """Of the session bus; "" without one. Libraries would start a bus of their own where there is none."""
    if address := env.get("DBUS_SESSION_BUS_ADDRESS", ""):
        return address
    folder = env.get("XDG_RUNTIME_DIR", "")
    path = Path(folder) / "bus"
    return f"unix:path={path}" if folder and os.path.lexists(path) else ""


def _badge(app: QGuiApplication, on_gui: Callable[[Callable[[], object]], None]) -> Indicator:
    def show(count: int, share: float) -> None:
        del share
        on_gui(lambda: app.setBadgeNumber(count))

    return show
