"""Backed up, erased and restored in the window: every chat is there again, on another computer.

One rule: window, store, key and guide are the real ones; between the windows nothing is left but the backup. The first
computer has a keyring, the other has none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

QUESTIONS = ("Does anything leave my computer?", "What is Paddock?")
PASSPHRASE = "correct horse battery staple"


def data_page(window: DrivenWindow) -> None:
    """Settings, Data."""
    assert window.ask("click", text="Settings")
    assert window.ask("click", text="Data")


def chats(window: DrivenWindow) -> dict[str, list[Any]]:
    """What each chat in the sidebar holds, by its title."""
    found = {}
    for question in QUESTIONS:
        window.see(question)
        assert window.ask("open", text=question)
        shown = window.wait("shown")["messages"]
        found[question] = [(message["role"], message["text"], message["status"]) for message in shown]
    return found


def test_backed_up_erased_and_restored(start: Start, tmp_path: Path) -> None:
    home, backup, keyring = tmp_path / "home", tmp_path / "stick.backup", tmp_path / "keyring.json"
    window = start(PYTHON_KEYRING_BACKEND="kept_keyring.Keyring", KEPT_KEYRING=str(keyring))
    for question in QUESTIONS:
        window.ask("send", text=question)
        window.wait("finished")
        assert window.ask("click", text="New chat")
        window.wait("shown")
    assert json.loads(keyring.read_text()), "the key is in the keyring"
    before = chats(window)
    assert all(len(messages) == 2 for messages in before.values())

    data_page(window)
    assert window.ask("click", text="Back up…")
    assert window.ask("fill", field="Passphrase, ", text=PASSPHRASE)
    assert window.ask("fill", field="The same again", text=PASSPHRASE)
    assert window.ask("fill", field="Backup file", text=str(backup))
    assert window.ask("click", text="Back up")
    window.see("The backup is written")
    assert window.ask("click", text="Done")

    assert window.ask("click", text="Erase everything…")
    window.see("• Chats and drafts")
    assert window.ask("fill", field="Type “erase”", text="erase")
    assert window.ask("click", text="Erase everything")
    window.see("Everything that Paddock had stored is gone")
    window.tell("click", text="Close Paddock")
    assert window.ended() == 0
    left = {path.name for path in home.rglob("*") if path.is_file()}
    assert left <= {"paddock.lock", "paddock.log"}
    assert json.loads(keyring.read_text()) == {}

    again = start(tmp_path / "another computer")
    assert again.ask("state")["messages"] == []
    data_page(again)
    assert again.ask("click", text="Restore…")
    assert again.ask("fill", field="Backup file", text=str(backup))
    assert again.ask("fill", field="Passphrase of the backup", text=PASSPHRASE)
    assert again.ask("click", text="Look inside")
    again.see("2 chats with 4 messages")
    assert again.ask("click", text="Restore")
    again.see("Here now: 2 chats with 4 messages.")
    assert again.ask("click", text="Done")
    assert chats(again) == before
    again.ask("click", text="New chat")
    again.wait("shown")
    again.ask("send", text=QUESTIONS[0])
    assert again.wait("finished")["status"] == "complete"
    again.tell("close")
    assert again.ended() == 0
