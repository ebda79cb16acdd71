"""A transcript on the screen. Qt's own warnings fail a test (pyproject.toml)."""

import os
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtGui import QColor, QIcon, QPixmap
from pytestqt.qtbot import QtBot

from paddock.core.messages import Message, MessageStatus, Role, TextPart
from paddock.ui.theme import LIGHT
from paddock.ui.transcript import TranscriptView

MakeMessage = Callable[..., Message]


def icon(name: str, colour: str, px: int) -> QIcon:
    assert name
    pixmap = QPixmap(px, px)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)


@pytest.fixture
def view(qtbot: QtBot) -> TranscriptView:
    transcript = TranscriptView(LIGHT, icon)
    qtbot.addWidget(transcript)
    transcript.resize(900, 600)
    with qtbot.waitExposed(transcript):
        transcript.show()
    return transcript


@pytest.fixture
def ask() -> MakeMessage:
    """Makes a message of the person."""

    def make(number: int, text: str = "A question") -> Message:
        return Message(number, 1, number - 1 or None, Role.USER, (TextPart(text),), siblings=(number,))

    return make


@pytest.fixture
def answer() -> MakeMessage:
    """Makes an answer; keywords are those of `Message`."""

    def make(
        number: int, text: str = "An answer.", status: MessageStatus = MessageStatus.COMPLETE, **more: object
    ) -> Message:
        facts: dict[str, object] = {"model": "Guide", "siblings": (number,), **more}
        return Message(number, 1, number - 1, Role.ASSISTANT, (TextPart(text),), status=status, **facts)  # type: ignore[arg-type]

    return make


@pytest.fixture
def long_chat(ask: MakeMessage, answer: MakeMessage) -> list[Message]:
    """A hundred messages, each several lines high."""
    text = (
        "A paragraph that is long enough to need a second line in the column, because it goes on for a while.\n\n" * 4
    )
    return [ask(i) if i % 2 else answer(i, f"Answer {i}.\n\n{text}") for i in range(1, 101)]
