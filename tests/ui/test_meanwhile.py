"""What happens between two of a person's steps: an answer that waits, a chat that is being made, read or deleted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desk import Desk, Start
from PySide6.QtCore import Qt

from paddock.core.chats import Chat
from paddock.core.errors import UserError
from paddock.core.messages import Message, MessageStatus
from paddock.engine.fake import FakeAnswer
from paddock.services.chat_set import ChatSet
from paddock.services.chats import ChatService
from paddock.store.paths import End

LONG = "One two three four five six seven eight nine ten."


@dataclass
class Chats:
    """The real service, but for how one chat is read."""

    service: ChatService
    get: Callable[[int], Chat]
    last_messages: Callable[[int, int | None], End]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.service, name)


def open_chat(desk: Desk) -> Chat:
    chat = desk.window.conversation.chat
    assert chat is not None
    return chat


def begin_answer(desk: Desk, text: str) -> Chat:
    """Ask, and wait until the answer has begun."""
    desk.type(text)
    with desk.qtbot.waitSignal(desk.window.conversation.text_added):
        desk.press(Qt.Key.Key_Return)
    return open_chat(desk)


def go_to_new_chat(desk: Desk) -> None:
    desk.window.new_chat()
    desk.wait(lambda: desk.window.conversation.chat is None)


def test_an_answer_that_waits_for_another_chat_stops_at_once(start: Start) -> None:
    gate = threading.Event()
    desk = start([FakeAnswer(LONG, gate=gate)])
    first = begin_answer(desk, "First")
    go_to_new_chat(desk)
    desk.type("Second")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.window.conversation.live_chats) == 2)
    desk.press(Qt.Key.Key_Escape)
    desk.wait(lambda: not desk.window.conversation.answering)
    assert desk.window.conversation.live_chats == {first.id}
    assert desk.stored()[-1].status is MessageStatus.STOPPED
    gate.set()
    desk.wait(lambda: not desk.window.conversation.live_chats)
    desk.window.open_chat(first.id)
    desk.wait(lambda: desk.window.conversation.chat is not None and desk.messages[0].text == "First")
    assert desk.messages[-1].text == LONG


def test_closing_stores_the_answers_that_wait_too(start: Start) -> None:
    desk = start([FakeAnswer(LONG, gate=threading.Event())])
    begin_answer(desk, "First")
    go_to_new_chat(desk)
    desk.type("Second")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.window.conversation.live_chats) == 2)
    desk.press(Qt.Key.Key_Escape)
    desk.close()
    again = start()
    assert again.messages[-1].status is MessageStatus.STOPPED


def test_what_could_not_be_sent_is_a_draft(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    desk.type("more")
    desk.window.conversation.text_returned.emit("It could not be sent")
    assert desk.window.page.composer.text() == "It could not be sent\nmore"
    desk.close()
    again = start()
    assert again.window.page.composer.text() == "It could not be sent\nmore"


def test_what_is_returned_into_an_empty_field_is_a_draft_too(start: Start) -> None:
    desk = start()
    desk.window.conversation.text_returned.emit("It could not be sent")
    assert desk.window.page.composer.text() == "It could not be sent"
    desk.close()
    assert start().window.page.composer.text() == "It could not be sent"


def test_what_is_typed_while_a_chat_is_read_comes_along_to_the_next(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    number = open_chat(desk).id
    go_to_new_chat(desk)
    desk.wait(lambda: not desk.messages)
    desk.window.open_chat(number)
    desk.type("typed at once")
    desk.window.new_chat()
    with desk.qtbot.waitSignal(desk.window.conversation.draft_loaded):
        pass
    assert desk.window.page.composer.text() == "typed at once"


def test_a_chat_that_cannot_be_read_is_said_and_opened_next_time(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    number = open_chat(desk).id
    desk.wait(lambda: desk.application.settings.current.open_chat == number)
    service = desk.application.open_store()

    def refuse(chat_id: int) -> Chat:
        raise UserError("The chats cannot be read.", "Look at the disk.", code="disk")

    talk = desk.window.conversation
    with desk.qtbot.waitSignals([talk.failed, talk.draft_loaded]):
        talk.start(ChatSet(Chats(service, refuse, service.last_messages), desk.application.branching), number)  # type: ignore[arg-type]
    assert "The chats cannot be read." in desk.window.bar.what.text()
    assert talk.chat is None
    desk.close()
    again = start()
    assert open_chat(again).id == number


def test_a_chat_that_has_gone_becomes_a_new_one_in_silence(start: Start) -> None:
    desk = start(open_chat=77)
    desk.wait(lambda: desk.application.settings.current.open_chat is None)
    assert desk.window.conversation.chat is None
    assert desk.window.bar.isHidden()


def test_an_answer_that_ends_while_its_chat_is_read_has_ended(start: Start) -> None:
    gate, ended = threading.Event(), threading.Event()
    desk = start([FakeAnswer(LONG, gate=gate)])
    chat = begin_answer(desk, "Count")
    service = desk.application.open_store()

    def slowly(chat_id: int, at: int | None) -> End:
        read = service.last_messages(chat_id, at)
        gate.set()
        assert ended.wait(10)
        return read

    talk = desk.window.conversation
    talk.finished.connect(lambda message: ended.set())
    talk.start(ChatSet(Chats(service, service.get, slowly), desk.application.branching), chat.id)  # type: ignore[arg-type]
    with desk.qtbot.waitSignal(talk.draft_loaded):
        pass
    assert desk.messages[-1].status is MessageStatus.COMPLETE
    assert desk.messages[-1].text == LONG


def test_a_chat_deleted_right_after_enter_is_not_answered(start: Start) -> None:
    desk = start(["Hello.", FakeAnswer(LONG, gate=threading.Event())])
    desk.ask("Hello")
    chat = open_chat(desk)
    desk.type("And more")
    desk.press(Qt.Key.Key_Return)
    desk.window.chats.delete([chat])
    answers: list[Message] = []
    desk.window.conversation.finished.connect(answers.append)
    desk.wait(lambda: answers)
    assert answers[0].status is MessageStatus.STOPPED


def test_a_chat_brought_back_is_answered_again(start: Start) -> None:
    desk = start(["Hello.", "Again."])
    desk.ask("Hello")
    chat = open_chat(desk)
    with desk.qtbot.waitSignal(desk.window.chats.deleted):
        desk.window.chats.delete([chat])
    desk.window.chats.undo_delete([chat])
    desk.wait(lambda: len(desk.messages) == 2)
    desk.ask("Are you there?")
    assert desk.stored()[-1].text == "Again."


def test_a_new_chat_can_be_opened_right_after_enter(start: Start) -> None:
    desk = start([FakeAnswer(LONG, gate=threading.Event())])
    desk.type("Count")
    desk.press(Qt.Key.Key_Return)
    desk.type("for later")
    desk.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    with desk.qtbot.waitSignal(desk.window.conversation.draft_loaded):
        pass
    talk = desk.window.conversation
    assert talk.chat is None
    assert not desk.messages
    assert desk.window.page.composer.text() == ""
    assert desk.window.page.greeting.isVisible()
    (number,) = talk.live_chats
    desk.window.open_chat(number)
    desk.wait(lambda: desk.window.page.composer.text() == "for later")
    assert desk.messages[0].text == "Count"


def test_a_prompt_written_while_the_chat_becomes_real_is_kept(start: Start) -> None:
    desk = start()
    dialog = desk.window.chats.ask_prompt()
    desk.window.conversation.send("Hello")
    desk.wait(lambda: len(desk.messages) == 2)
    dialog.field.setPlainText("Answer briefly.")
    dialog.accept()
    desk.wait(lambda: open_chat(desk).system_prompt == "Answer briefly.")


def test_a_prompt_saved_before_the_chat_is_real_is_kept(start: Start) -> None:
    desk = start()
    dialog = desk.window.chats.ask_prompt()
    dialog.field.setPlainText("Answer briefly.")
    desk.window.conversation.send("Hello")
    dialog.accept()
    desk.wait(lambda: desk.window.conversation.chat is not None)
    desk.wait(lambda: open_chat(desk).system_prompt == "Answer briefly.")
