"""Text at 200 %, in a window of 1280 × 800: nothing that is written is cut off, and nothing lies off the screen."""

from __future__ import annotations

import contextlib

import pytest
from desk import Desk, Start
from every_screen import SCREENS as EVERY_SCREEN
from every_screen import Open
from measures import cut_off
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import TimeoutError

SIZE = (1280, 800)


def notice(desk: Desk) -> QWidget:
    desk.ask("Hello")
    todo = "When it is full there is no answer any more, unless you choose otherwise."
    choices = [
        (words, lambda: None) for words in ("Leave the oldest messages out", "Summarise them", "Larger context…")
    ]
    desk.window.bar.say("This chat nearly fills the context: 3.7K of 4K tokens.", todo, choices=choices)
    desk.window.find_in_chat()
    return desk.window


SCREENS: dict[str, Open] = EVERY_SCREEN | {"a notice": notice}


@pytest.mark.parametrize("contrast", ["normal", "high"])
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_cut_off(start: Start, screen: str, contrast: str) -> None:
    desk = start(text_scale=2.0, contrast=contrast)
    desk.window.resize(*SIZE)
    root = SCREENS[screen](desk)
    desk.settle()
    assert desk.window.size().toTuple() == SIZE
    with contextlib.suppress(TimeoutError):
        desk.qtbot.waitUntil(lambda: not cut_off(root), timeout=3000)  # what has just come is laid out a moment later
    assert cut_off(root) == []
