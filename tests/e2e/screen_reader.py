"""What a screen reader on Linux does: reads the windows of other programs over AT-SPI, and hears what they announce.

One rule: it knows nothing of Paddock, and speaks with buses of its own alone: a private D-Bus session, with the
accessibility bus that at-spi2-core starts on it.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

BUS_SERVICE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
REGISTRY = "org.a11y.atspi.Registry"
REGISTRY_PATH = "/org/a11y/atspi/registry"
ACCESSIBLE = "org.a11y.atspi.Accessible"
LABELLED_BY = 2  # the kind of a relation
CHECKED, SHOWING = 4, 25  # numbers of states
PATIENCE = 30.0  # s
KEY_SYMBOL = 3  # what a key that is pressed is told by


def missing() -> str:
    """Why this cannot be had here; "" where it can."""
    if not shutil.which("dbus-daemon"):
        return "dbus-daemon is not installed"
    return "" if BUS_SERVICE.exists() else "at-spi2-core is not installed"


@contextmanager
def session_bus() -> Iterator[str]:
    """Yields the address of a D-Bus session that nobody else is on."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    try:
        yield daemon.stdout.readline().strip()
    finally:
        daemon.terminate()
        daemon.wait()
        daemon.stdout.close()


@dataclass(frozen=True)
class Seen:
    """Something in a window: where it is asked for, and what it said of itself."""

    bus: str
    path: str
    role: str
    name: str
    description: str


class ScreenReader:
    """Reads."""

    def __init__(self, bus: DBusConnection) -> None:
        self._bus = bus

    def _call(self, bus: str, path: str, interface: str, method: str, signature: str = "", *body: Any) -> Any:
        address = DBusAddress(path, bus_name=bus, interface=interface)
        asked = new_method_call(address, method, signature or None, body)
        said = self._bus.send_and_get_reply(asked, timeout=PATIENCE)
        if HeaderFields.error_name in said.header.fields:
            raise LookupError(said.body)
        return said.body[0] if said.body else None

    def _told(self, bus: str, path: str, name: str) -> Any:
        asked = Properties(DBusAddress(path, bus_name=bus, interface=ACCESSIBLE)).get(name)
        return self._bus.send_and_get_reply(asked, timeout=PATIENCE).body[0][1]

    def _look(self, bus: str, path: str) -> Seen:
        role = self._call(bus, path, ACCESSIBLE, "GetRoleName")
        return Seen(bus, path, role, self._told(bus, path, "Name"), self._told(bus, path, "Description"))

    def _children(self, bus: str, path: str) -> list[tuple[str, str]]:
        return list(self._call(bus, path, ACCESSIBLE, "GetChildren"))

    def below(self, seen: Seen) -> Iterator[Seen]:
        """All of a tree."""
        for bus, path in self._children(seen.bus, seen.path):
            child = self._look(bus, path)
            yield child
            yield from self.below(child)

    def programs(self) -> list[Seen]:
        """Those that can be read."""
        return [self._look(*each) for each in self._children(REGISTRY, "/org/a11y/atspi/accessible/root")]

    def all(self) -> list[Seen]:
        """Everything of every program."""
        return [each for program in self.programs() for each in self.below(program)]

    def find(self, role: str, name: str) -> Seen:
        """The one of that role and name."""
        found = [each for each in self.all() if (each.role, each.name) == (role, name)]
        assert found, f"no {role} {name!r}"
        return found[0]

    def labels(self, seen: Seen) -> list[str]:
        """What it is labelled by."""
        relations = self._call(seen.bus, seen.path, ACCESSIBLE, "GetRelationSet")
        return [self._look(*each).name for kind, targets in relations if kind == LABELLED_BY for each in targets]

    def press(self, seen: Seen) -> None:
        """What a press of its key or the mouse does."""
        assert self._call(seen.bus, seen.path, "org.a11y.atspi.Action", "DoAction", "i", 0)

    def focus(self, seen: Seen) -> None:
        """Put the keyboard's focus there."""
        assert self._call(seen.bus, seen.path, "org.a11y.atspi.Component", "GrabFocus")

    def is_in_state(self, seen: Seen, state: int) -> bool:
        """Whether it is so, a `CHECKED` or `SHOWING`."""
        low, high = self._call(seen.bus, seen.path, ACCESSIBLE, "GetState")
        return bool((low | high << 32) >> state & 1)

    def write(self, seen: Seen, text: str) -> None:
        """Into a field."""
        assert self._call(seen.bus, seen.path, "org.a11y.atspi.EditableText", "SetTextContents", "s", text)

    def hear(self) -> None:
        """From now on, what is announced is heard, and where the focus goes."""
        self._announcements = self._listen("Announcement", "object:announcement")
        self._states = self._listen("StateChanged", "object:state-changed:focused")

    def _listen(self, member: str, event: str) -> deque[Message]:
        heard = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object", member=member)
        self._bus.send_and_get_reply(message_bus.AddMatch(heard), timeout=PATIENCE)
        queue: deque[Message] = self._bus.filter(heard, bufsize=1000).__enter__()
        self._call(REGISTRY, REGISTRY_PATH, REGISTRY, "RegisterEvent", "sass", event, [], "")
        return queue

    def announced(self) -> str:
        """The next thing that is announced."""
        message = self._bus.recv_until_filtered(self._announcements, timeout=PATIENCE)
        return str(message.body[3][1])

    def await_focus(self, role: str, name: str) -> Seen:
        """What gets the focus, once it is of that role and its name begins so."""
        for bus, path in self._becoming("focused", 1):
            seen = self._look(bus, path)
            if seen.role == role and seen.name.startswith(name):
                return seen
        raise AssertionError("unreachable")

    def await_name(self, seen: Seen, name: str) -> None:
        """Until its name begins so."""
        end = time.monotonic() + PATIENCE
        while not (called := self._told(seen.bus, seen.path, "Name")).startswith(name):
            assert time.monotonic() < end, called

    def await_hidden(self, seen: Seen) -> None:
        """Until it is not shown any more."""
        next(each for each in self._becoming("showing", 0) if each == (seen.bus, seen.path))

    def _becoming(self, state: str, value: int) -> Iterator[tuple[str, str]]:
        """What comes to be so, one after the other."""
        while True:
            message = self._bus.recv_until_filtered(self._states, timeout=PATIENCE)
            if message.body[:2] == (state, value):
                fields = message.header.fields
                yield fields[HeaderFields.sender], fields[HeaderFields.path]

    def key(self, symbol: int) -> None:
        """Press a key of the keyboard, and let it go: an X key symbol."""
        path, interface = f"{REGISTRY_PATH}/deviceeventcontroller", "org.a11y.atspi.DeviceEventController"
        self._call(REGISTRY, path, interface, "GenerateKeyboardEvent", "isu", symbol, "", KEY_SYMBOL)


@contextmanager
def reading() -> Iterator[tuple[ScreenReader, Mapping[str, str]]]:
    """Yields a reader, and the environment in which a program can be read by it."""
    with session_bus() as address, open_dbus_connection(bus=address) as session:
        where = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
        a11y = session.send_and_get_reply(new_method_call(where, "GetAddress"), timeout=PATIENCE).body[0]
        with open_dbus_connection(bus=a11y) as bus:
            yield (
                ScreenReader(bus),
                {
                    "DBUS_SESSION_BUS_ADDRESS": address,
                    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                },
            )
