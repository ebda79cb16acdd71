"""What the desktop wants of motion: as it says through the portal of settings, and nothing where nobody says it."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney import HeaderFields, MessageType, message_bus, new_method_return
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from paddock.ui.motion import PORTAL, SETTING, wants_stillness

pytestmark = pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="dbus-daemon is not installed")


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a D-Bus session that nobody else is on."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


def portal(connection: DBusConnection, moves: bool, asked: list[tuple[str, ...]]) -> None:
    """Answers one question as a desktop does: a variant in a variant."""
    while True:
        message = connection.receive()
        if message.header.message_type is MessageType.method_call:
            assert message.header.fields[HeaderFields.member] == "Read"
            asked.append(message.body)
            connection.send(new_method_return(message, "v", (("v", ("b", moves)),)))
            return


@pytest.mark.parametrize("moves", [True, False])
def test_the_desktop_says_it(bus: str, moves: bool) -> None:
    with open_dbus_connection(bus=bus) as connection:
        connection.send_and_get_reply(message_bus.RequestName(PORTAL))
        asked: list[tuple[str, ...]] = []
        answers = threading.Thread(target=portal, args=(connection, moves, asked))
        answers.start()
        assert wants_stillness({"DBUS_SESSION_BUS_ADDRESS": bus}) is not moves
        answers.join()
    assert asked == [SETTING]


def test_without_a_portal_everything_may_move(bus: str) -> None:
    assert wants_stillness({"DBUS_SESSION_BUS_ADDRESS": bus}) is False


def test_without_a_bus_everything_may_move(tmp_path: Path) -> None:
    assert wants_stillness({}) is False
    assert wants_stillness({"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path / 'nobody'}"}) is False
    assert wants_stillness({"DBUS_SESSION_BUS_ADDRESS": "no address"}) is False
