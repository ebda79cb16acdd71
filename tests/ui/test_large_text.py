"""Text at 200 %, in a window of 1280 × 800: nothing that is written is cut off, and nothing lies over another thing.

So too in high contrast, and where the window begins at the right.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, Start
from every_screen import SCREENS as EVERY_SCREEN
from every_screen import Open
from measures import still_cut_off
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from paddock.ui.widgets import ElidedLabel

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


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    """Everything begins at the right."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_cut_off(start: Start, screen: str) -> None:
    desk = start(text_scale=2.0)
    desk.window.resize(*SIZE)
    root = SCREENS[screen](desk)
    desk.settle()
    assert desk.window.size().toTuple() == SIZE
    assert still_cut_off(desk, root) == []


@pytest.mark.usefixtures("mirrored")
@pytest.mark.parametrize("screen", SCREENS)
def test_nor_from_right_to_left_in_high_contrast(start: Start, screen: str) -> None:
    desk = start(text_scale=2.0, contrast="high")
    desk.window.resize(*SIZE)
    root = SCREENS[screen](desk)
    desk.settle()
    assert still_cut_off(desk, root) == []
    assert at_the_left(root) == []


def at_the_left(root: QWidget) -> list[str]:
    """Labels that begin at the left all the same, since their words are of a script that does."""
    centred = Qt.AlignmentFlag.AlignHCenter
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
    found = []
    for label in root.findChildren(QLabel):
        shown = label.isVisible() and label.window() is root.window() and label.text()
        if isinstance(label, ElidedLabel):
            continue  # paints its words as the window begins
        if shown and not label.alignment() & centred and label.alignment() & right != right:
            found.append(label.text())
    return found
