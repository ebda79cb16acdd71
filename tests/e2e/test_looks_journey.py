"""How the window looks: with large letters, strong contrast, at rest, from right to left, and without a dictionary.

One rule: what is chosen in the settings is measured in what the window then paints, and once more after a start.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

pytestmark = pytest.mark.offscreen

QUESTION = "Does anything leave my computer?"
STRONGEST = 20.9  # of 21, which is black on white
LARGE = 1.9  # times as high: 200 %, in whole px


def test_the_window_is_made_to_be_seen(start: Start, tmp_path: Path) -> None:
    no_library = tmp_path / "libenchant.so"
    no_library.write_bytes(b"This is no library.")
    window = start(PYENCHANT_LIBRARY_PATH=str(no_library))
    answer = window.answer(QUESTION)["text"]
    usual = window.ask("look")
    assert not usual["mirrored"]
    assert usual["contrast"] < STRONGEST

    letters_are_larger_by_key(window, usual["letters"])
    window.click("Settings", "Chats")
    assert "no dictionary" in window.see("Install one for Hunspell or Enchant")
    window.click("Appearance", "Keep everything still")
    window.do("choose", field="Contrast", text="High")
    window.do("choose", field="Direction", text="From right to left")
    window.do("choose", field="Text size", text="200 %")
    window.ask("key", key="Escape")
    window.do("looks", letters=LARGE * usual["letters"], contrast=STRONGEST)
    a_word_is_not_underlined_where_nobody_knows_it(window)
    window.quit()

    stored = json.loads((tmp_path / "home" / "config" / "settings.json").read_text())
    assert (stored["contrast"], stored["motion"], stored["text_scale"]) == ("high", "reduced", 2.0)
    again = start()
    again.until(texts=[QUESTION, answer])
    again.click("I understand")  # of the key in a file; with so large letters it leaves the chat little room
    again.do("looks", letters=LARGE * usual["letters"], contrast=STRONGEST)
    assert again.ask("look")["mirrored"]
    assert again.answer("What is Paddock?")["status"] == "complete"
    again.click("Settings")
    again.do("choose", field="Contrast", text="Normal")
    again.ask("key", key="Escape")
    assert again.ask("look")["contrast"] < STRONGEST


def letters_are_larger_by_key(window: DrivenWindow, usual: int) -> None:
    window.ask("key", key="Plus", modifier="ControlModifier")
    assert window.ask("look")["letters"] > usual
    window.ask("key", key="0", modifier="ControlModifier")
    assert window.ask("look")["letters"] == usual


def a_word_is_not_underlined_where_nobody_knows_it(window: DrivenWindow) -> None:
    window.ask("type", text="teh xzqv ")
    assert window.ask("settled")
    assert window.ask("underlined") == []
