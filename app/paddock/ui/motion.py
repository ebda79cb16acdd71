"""Whether the desktop wants nothing to move. One rule: asked off the GUI thread; an answer that does not come is no.

Qt says it of no system: GNOME, KDE and others tell it through the portal of settings
(https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html), Windows by one call.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QProgressBar

from paddock.ui.style import Appearance

PORTAL = "org.freedesktop.portal.Desktop"
OBJECT = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Settings"
SETTING = ("org.gnome.desktop.interface", "enable-animations")
PATIENCE = 2.0  # s
SPI_GETCLIENTAREAANIMATION = 0x1042


def wants_stillness(env: Mapping[str, str]) -> bool:
    """Ask the desktop; may take two seconds."""
    if sys.platform == "win32":
        return _windows()
    address = env.get("DBUS_SESSION_BUS_ADDRESS", "") if sys.platform.startswith("linux") else ""
    return bool(address) and _portal(address)


def _portal(address: str) -> bool:
    # Not by QtDBus: PySide6 keeps the interpreter's lock while it waits, and the window would wait, too.
    from jeepney import DBusAddress, MessageType, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    asked = new_method_call(DBusAddress(OBJECT, PORTAL, INTERFACE), "Read", "ss", SETTING)
    try:
        with open_dbus_connection(bus=address) as bus:
            said = bus.send_and_get_reply(asked, timeout=PATIENCE)
    except (OSError, ValueError, RuntimeError, EOFError):  # no bus there, or nobody who answers in time
        return False
    if said.header.message_type is not MessageType.method_return:
        return False
    value: object = said.body
    while isinstance(value, tuple) and value:  # a variant in a variant, each with its signature
        value = value[-1]
    return value is False


def _windows() -> bool:
    import ctypes

    moves = ctypes.c_int(1)
    user32 = ctypes.WinDLL("user32")  # type: ignore[attr-defined,unused-ignore]  # Windows alone has it
    user32.SystemParametersInfoW(SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(moves), 0)
    return moves.value == 0


class Busy(QObject):
    """Lets a bar say that something goes on, of which nobody knows how long: it moves, or is half full where it must
    not move."""

    def __init__(self, bar: QProgressBar, appearance: Appearance) -> None:
        super().__init__(bar)
        self._bar = bar
        self._appearance = appearance
        appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        still = self._appearance.still
        self._bar.setRange(0, 2 if still else 0)
        self._bar.setValue(1 if still else 0)
