"""The app lock in the real window: set, locked by key and by nobody being there, opened again, asked for at a start.

One rule: while the chats are locked, nothing of them can be read in the window, nor opened without the passphrase.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

pytestmark = pytest.mark.offscreen

QUESTION = "Who made Paddock?"
PASSPHRASE = "correct horse battery staple"
LOCKED = "Your chats are locked"


def test_the_chats_are_locked_and_opened(start: Start, tmp_path: Path) -> None:
    window = start()
    answer = window.answer(QUESTION)["text"]
    window.ask("type", text="a draft")
    it_is_set(window, tmp_path / "home")

    window.ask("key", key="L", modifier="ControlModifier")
    nothing_is_shown(window, answer)
    window.fill(Passphrase="not the right one")
    window.click("Open")
    window.see("The passphrase does not open your chats.")
    open_(window, answer)

    window.do("nobody_there")
    nothing_is_shown(window, answer)
    open_(window, answer)
    window.quit()

    again = start(until="painted")
    again.see(LOCKED)
    assert QUESTION not in again.ask("words")
    open_(again, answer)
    again.quit()


def it_is_set(window: DrivenWindow, home: Path) -> None:
    assert list(home.rglob("store.key")), "without a keyring the key is in a file"
    window.click("Settings", "Privacy", "Set…")
    window.fill(Passphrase=PASSPHRASE, The_same_again=PASSPHRASE)
    window.click("Set it")
    window.see("It is set: nobody opens your chats without it, or the recovery key.")
    window.do("choose", field="Lock when nobody is there", text="1 minute")
    window.ask("key", key="Escape")
    assert window.ask("settled")
    assert json.loads((home / "config" / "settings.json").read_text())["lock_after_minutes"] == 1
    assert not list(home.rglob("store.key")), "the key is still there without the passphrase"


def nothing_is_shown(window: DrivenWindow, answer: str) -> None:
    window.see(LOCKED)
    window.until(texts=[], draft="")
    assert not [words for words in window.ask("words") if QUESTION in words or answer in words]


def open_(window: DrivenWindow, answer: str) -> None:
    """With the passphrase; everything is there again, what was typed as well."""
    window.fill(Passphrase=PASSPHRASE)
    window.click("Open")
    window.until(title=QUESTION, texts=[QUESTION, answer], draft="a draft")
