"""What the window wrote, on the command line: listed, read, found, taken out and in, thrown away, backed up, and back.

One rule: window and commands take turns over one folder and one keyring; what either did, the other has.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from shell import Shell

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

pytestmark = pytest.mark.offscreen

PADDOCK, LEAVE = "What is Paddock?", "Does anything leave my computer?"
PASSPHRASE = "correct horse battery staple"


def test_window_and_command_line_have_the_same_chats(start: Start, tmp_path: Path) -> None:
    keyring = {"PYTHON_KEYRING_BACKEND": "kept_keyring.Keyring", "KEPT_KEYRING": str(tmp_path / "keyring.json")}
    paddock, elsewhere = Shell(tmp_path), Shell(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    window = start(**keyring)
    said = {}
    for question in (PADDOCK, LEAVE):
        said[question] = window.answer(question)["text"]
        window.new_chat()
    beside_the_window_they_are_read(paddock, said)
    window.quit()
    chats_go_out_and_come_in(paddock, elsewhere, tmp_path)
    one_is_thrown_away_and_brought_back(paddock)
    everything_is_backed_up_and_restored(paddock, Shell(tmp_path / "third"), tmp_path)
    paddock("config", "set", "theme", "dark")
    again = start(**keyring)
    the_window_has_what_was_done(again, said)


def beside_the_window_they_are_read(paddock: Shell, said: dict[str, str]) -> None:
    listed = paddock.json("chats", "list")
    assert [chat["title"] for chat in listed] == [LEAVE, PADDOCK]
    for chat in listed:
        shown = paddock("chats", "show", str(chat["id"]))
        assert chat["title"] in shown
        assert said[chat["title"]] in shown
        messages = paddock.json("chats", "show", str(chat["id"]))["messages"]
        assert [message["text"] for message in messages] == [chat["title"], said[chat["title"]]]
    found = paddock.json("chats", "search", '"anything leave"', "--role", "user")
    assert [(hit["title"], hit["role"]) for hit in found] == [(LEAVE, "user")]
    assert not paddock.json("chats", "search", '"leave anything"')
    assert "window keeps the settings" in paddock.refused("config", "set", "theme", "light")


def number_of(paddock: Shell, title: str) -> str:
    return next(str(chat["id"]) for chat in paddock.json("chats", "list") if chat["title"] == title)


def chats_go_out_and_come_in(paddock: Shell, elsewhere: Shell, folder: Path) -> None:
    """Every branch and fact, byte for byte."""
    first, second = folder / "first.json", folder / "second.json"
    paddock("chats", "export", number_of(paddock, PADDOCK), "-o", str(first))
    came = elsewhere.json("chats", "import", str(first))
    assert (came["program"], came["messages"]) == ("Paddock", 2)
    elsewhere("chats", "export", "-o", str(second))
    assert json.loads(second.read_bytes())["chats"] == json.loads(first.read_bytes())["chats"]


def one_is_thrown_away_and_brought_back(paddock: Shell) -> None:
    number = number_of(paddock, PADDOCK)
    assert "30 days" in paddock("chats", "delete", number)
    assert [chat["title"] for chat in paddock.json("chats", "list")] == [LEAVE]
    assert [chat["title"] for chat in paddock.json("chats", "list", "--trash")] == [PADDOCK]
    paddock("chats", "restore", number)
    assert number_of(paddock, PADDOCK) == number
    paddock("chats", "set", number, "--title", "Renamed", "--pin", "--folder", "Stable")


def everything_is_backed_up_and_restored(paddock: Shell, third: Shell, folder: Path) -> None:
    """To a computer without any of it; a wrong passphrase opens nothing."""
    (folder / "third").mkdir()
    backup = str(folder / "all.backup")
    assert paddock.json("backup", backup, typed=f"{PASSPHRASE}\n")["chats"] == 2
    third.refused("restore", backup, typed="not the right one\n")
    assert third.json("restore", backup, typed=f"{PASSPHRASE}\n")["messages"] == 4
    assert third.json("chats", "list") == paddock.json("chats", "list")


def the_window_has_what_was_done(window: DrivenWindow, said: dict[str, str]) -> None:
    window.until(rows=["Pinned", "Renamed", "Stable", "Today", LEAVE])
    window.open_chat("Renamed")
    window.until(texts=[PADDOCK, said[PADDOCK]])
    window.click("Settings")
    window.do("pressed", name="Dark")
