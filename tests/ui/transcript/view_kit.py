"""What the tests of the transcript's view share: finding what is on the screen, and pressing it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from paddock.core.messages import Message
from paddock.ui.transcript import TranscriptView
from paddock.ui.transcript.buttons import FlatButton, Pill
from paddock.ui.transcript.row import MessageRow

Make = Callable[..., Message]
APP = str(Path(__file__).parents[3] / "app")
CODE = "Look:\n\n```python\nprint('hello')\n```\n\nDone."


def rows(view: TranscriptView) -> dict[int, MessageRow]:
    """The rows on the screen by message id."""
    found = [row for row in view.findChildren(MessageRow) if row.isVisibleTo(view) and row.document is not None]
    return {row.document.message.id: row for row in found if row.document is not None}


def tops(view: TranscriptView) -> dict[tuple[int, int], int]:
    """Where on the screen every laid-out visible block begins, by message and number of the block."""
    places = {}
    for number, row in rows(view).items():
        document = row.document
        assert document is not None
        assert row.geometry_used is not None
        for block in range(len(document)):
            if document.is_measured(block):
                places[number, block] = row.y() + row.geometry_used.above(document) + document.top(block)
    return {place: y for place, y in places.items() if 0 <= y < view.viewport().height()}


def button(view: TranscriptView, number: int, name: str) -> FlatButton:
    (found,) = [b for b in rows(view)[number].findChildren(FlatButton) if b.accessibleName() == name and b.isVisible()]
    return found


def names(view: TranscriptView, number: int) -> list[str]:
    return [b.accessibleName() for b in rows(view)[number].buttons() if b.isVisible()]


def pill(view: TranscriptView) -> Pill:
    found = view.findChild(Pill)
    assert found is not None
    return found


def click(qtbot: QtBot, target: FlatButton | Pill) -> None:
    qtbot.mouseClick(target, Qt.MouseButton.LeftButton)


def colours(view: TranscriptView) -> set[str]:
    image = view.viewport().grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
