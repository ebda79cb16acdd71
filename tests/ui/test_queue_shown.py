"""Messages that were written while an answer came."""

from __future__ import annotations

import threading

from desk import Desk, Start
from PySide6.QtCore import Qt

from paddock.core.errors import UserError
from paddock.engine.fake import FakeAnswer
from paddock.ui.widgets import IconButton


def send(desk: Desk, text: str) -> None:
    desk.type(text)
    desk.press(Qt.Key.Key_Return)


def test_they_are_sent_one_after_the_other(start: Start) -> None:
    gate = threading.Event()
    desk = start([FakeAnswer("One.", gate=gate), "Two.", "Three."])
    for text in ("First", "Second", "Third"):
        send(desk, text)
    assert desk.window.conversation.queue == ("Second", "Third")
    gate.set()
    desk.wait(lambda: len(desk.messages) == 6 and not desk.window.conversation.answering)
    assert [message.text for message in desk.stored()] == ["First", "One.", "Second", "Two.", "Third", "Three."]


def test_one_can_be_taken_back(start: Start) -> None:
    gate = threading.Event()
    desk = start([FakeAnswer("One.", gate=gate), "Two."])
    for text in ("First", "Second", "Third"):
        send(desk, text)
    queue = desk.window.page.composer.queue

    def back() -> list[IconButton]:
        return [each for each in queue.findChildren(IconButton) if each.isVisible()]

    desk.wait(lambda: len(back()) == 2)
    back()[0].click()
    assert desk.window.page.composer.text() == "Second"
    assert desk.window.conversation.queue == ("Third",)
    gate.set()
    desk.wait(lambda: len(desk.messages) == 4 and not desk.window.conversation.answering)
    assert desk.messages[2].text == "Third"
    assert desk.window.page.composer.text() == "Second"


def test_stopping_gives_them_back(start: Start) -> None:
    desk = start([FakeAnswer("One.", gate=threading.Event())])
    send(desk, "First")
    send(desk, "Second")
    desk.wait(lambda: desk.window.conversation.live_message is not None)
    desk.press(Qt.Key.Key_Escape)
    desk.wait(lambda: not desk.window.conversation.answering)
    assert desk.window.page.composer.text() == "Second"
    assert len(desk.messages) == 2


def test_after_a_failure_they_come_back(start: Start) -> None:
    gate = threading.Event()
    error = UserError("Not enough memory.", "Close something.", code="out-of-memory")
    desk = start([FakeAnswer("One", error=error, gate=gate)])
    send(desk, "First")
    send(desk, "Second")
    gate.set()
    desk.wait(lambda: not desk.window.conversation.answering)
    assert desk.window.page.composer.text() == "Second"


def test_leaving_the_chat_keeps_them_as_its_draft_and_so_does_a_crash(start: Start) -> None:
    gate = threading.Event()
    desk = start([FakeAnswer("One.", gate=gate)])
    send(desk, "First")
    desk.wait(lambda: len(desk.messages) == 2)
    number = desk.messages[0].chat_id
    send(desk, "Second")
    desk.settle()
    assert desk.application.open_store().get(number).draft == "Second"  # whatever happens now
    desk.window.new_chat()
    desk.settle()
    desk.window.open_chat(number)
    desk.wait(lambda: desk.window.page.composer.text() == "Second")
    gate.set()
    desk.wait(lambda: not desk.window.conversation.live_chats)
    assert len(desk.messages) == 2
