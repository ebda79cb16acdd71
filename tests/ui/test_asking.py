"""Asking and being answered: what is sent, shown, stopped, gone on with, and there again tomorrow."""

from __future__ import annotations

import threading

from desk import Start
from PySide6.QtCore import Qt

from paddock.config.secrets import MemoryBackend
from paddock.core.errors import Remedy, UserError
from paddock.core.messages import MessageStatus, Role
from paddock.engine.fake import FakeAnswer

LONG = "One two three four five six seven eight nine ten."


class SlowKeyring(MemoryBackend):
    """A keyring whose dialog is answered when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.unlocked = threading.Event()

    def get(self, user: str) -> str | None:
        assert self.unlocked.wait(30)
        return super().get(user)

    def set(self, user: str, secret: str) -> None:
        assert self.unlocked.wait(30)
        super().set(user, secret)


def test_a_message_is_answered_word_by_word_and_stored(start: Start) -> None:
    desk = start([FakeAnswer("Hello **there**, you.")])
    portions: list[str] = []
    desk.window.conversation.text_added.connect(lambda number, text: portions.append(text))
    desk.ask("Good morning")
    assert "".join(portions) == "Hello **there**, you."
    question, answer = desk.stored()
    assert (question.role, question.text) == (Role.USER, "Good morning")
    assert (answer.role, answer.text, answer.status) == (
        Role.ASSISTANT,
        "Hello **there**, you.",
        MessageStatus.COMPLETE,
    )
    assert desk.titles() == ["Good morning"]
    assert desk.window.header.title.text() == "Good morning"
    assert desk.window.page.transcript.isVisible()
    assert not desk.window.page.greeting.isVisible()


def test_shift_enter_breaks_the_line_and_enter_sends(start: Start) -> None:
    desk = start()
    desk.type("first")
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    desk.type("second")
    assert desk.window.page.composer.text() == "first\nsecond"
    desk.press(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    desk.wait(lambda: len(desk.messages) == 2 and not desk.window.conversation.answering)
    assert desk.stored()[0].text == "first\nsecond"


def test_enter_without_words_sends_nothing(start: Start) -> None:
    desk = start()
    desk.type("   ")
    desk.press(Qt.Key.Key_Return)
    assert not desk.window.conversation.answering
    assert not desk.window.page.composer.button.isEnabled()


def test_esc_stops_and_keeps_what_is_there(start: Start) -> None:
    desk = start([FakeAnswer(LONG, gate=threading.Event())])
    composer = desk.window.page.composer
    desk.type("Count")
    desk.press(Qt.Key.Key_Return)
    assert composer.button.accessibleName() == "Stop"
    with desk.qtbot.waitSignal(desk.window.conversation.text_added):
        pass
    desk.press(Qt.Key.Key_Escape)
    desk.wait(lambda: not desk.window.conversation.answering)
    answer = desk.stored()[-1]
    assert answer.status is MessageStatus.STOPPED
    assert answer.text
    assert LONG.startswith(answer.text)
    assert composer.button.accessibleName() == "Send"
    assert composer.edit.hasFocus()


def test_while_an_answer_comes_enter_lets_the_next_message_wait_for_its_end(start: Start) -> None:
    gate = threading.Event()
    desk = start([FakeAnswer(LONG, gate=gate), "And the second."])
    desk.type("First")
    desk.press(Qt.Key.Key_Return)
    desk.type("Second")
    desk.press(Qt.Key.Key_Return)
    assert desk.window.page.composer.text() == ""
    assert desk.window.conversation.queue == ("Second",)
    assert desk.window.page.composer.queue.isVisible()
    gate.set()
    desk.wait(lambda: len(desk.messages) == 4 and not desk.window.conversation.answering)
    assert [message.text for message in desk.stored()] == ["First", LONG, "Second", "And the second."]
    assert not desk.window.page.composer.queue.isVisible()


def test_what_is_sent_before_the_chats_are_open_waits_and_is_sent(start: Start) -> None:
    keyring = SlowKeyring()
    desk = start(secrets=keyring, ready=False)
    desk.type("Early")
    desk.press(Qt.Key.Key_Return)
    assert desk.window.page.composer.text() == ""
    assert desk.window.page.transcript.model.rowCount() == 1  # it is seen at once
    keyring.unlocked.set()
    desk.wait(lambda: len(desk.messages) == 2 and not desk.window.conversation.answering)
    assert [message.text for message in desk.stored()] == ["Early", "This is an answer."]


def test_a_waiting_message_can_be_taken_back(start: Start) -> None:
    keyring = SlowKeyring()
    desk = start(secrets=keyring, ready=False)
    desk.type("Early")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.page.composer.text() == "Early"
    assert desk.window.page.transcript.model.rowCount() == 0
    with desk.qtbot.waitSignal(desk.window.conversation.draft_loaded):
        keyring.unlocked.set()
    assert desk.window.page.composer.text() == "Early"
    assert not desk.messages


def test_a_dead_engine_leaves_the_part_and_continue_goes_on(start: Start) -> None:
    desk = start([FakeAnswer("Half of the", dies=True), " answer."])
    desk.ask("Tell me")
    assert desk.stored()[-1].status is MessageStatus.INTERRUPTED
    assert desk.stored()[-1].text == "Half of the"
    desk.click("Continue")
    assert desk.window.page.composer.edit.hasFocus()
    desk.wait(lambda: desk.messages[-1].status is MessageStatus.COMPLETE)
    assert desk.stored()[-1].text == "Half of the answer."
    assert desk.engine.requests[-1].continue_last


def test_again_makes_a_second_answer_and_the_arrows_show_the_first(start: Start) -> None:
    desk = start(["First answer.", "Second answer."])
    desk.ask("Tell me")
    first = desk.messages[-1].id
    desk.window.page.transcript.again_requested.emit(first)
    desk.wait(lambda: desk.messages[-1].text == "Second answer." and not desk.window.conversation.answering)
    assert len(desk.messages) == 2
    assert len(desk.stored()[-1].siblings) == 2
    desk.window.page.transcript.sibling_requested.emit(first)
    desk.wait(lambda: desk.messages[-1].text == "First answer.")
    assert desk.stored()[-1].id == first


def test_an_answer_goes_on_while_another_chat_is_open(start: Start) -> None:
    gate = threading.Event()
    desk = start([FakeAnswer(LONG, gate=gate)])
    desk.type("Count")
    desk.press(Qt.Key.Key_Return)
    with desk.qtbot.waitSignal(desk.window.conversation.text_added):
        pass
    chat = desk.window.conversation.chat
    assert chat is not None
    desk.window.new_chat()
    desk.wait(lambda: desk.window.conversation.chat is None)
    assert desk.window.conversation.live_chats == {chat.id}
    assert not desk.window.conversation.answering
    desk.window.open_chat(chat.id)
    desk.wait(lambda: desk.window.conversation.chat is not None)
    assert LONG.startswith(desk.messages[-1].text)
    assert desk.messages[-1].text
    gate.set()
    desk.wait(lambda: not desk.window.conversation.answering)
    assert desk.messages[-1].text == LONG
    assert desk.window.page.transcript.model.message(1).text == LONG


def test_a_failed_answer_says_why_and_its_button_mends_it(start: Start) -> None:
    broken = UserError("There is not enough memory.", "Use less.", remedy=Remedy.SMALLER_CONTEXT)
    desk = start([FakeAnswer(error=broken), "Better now."])
    desk.ask("Tell me")
    assert desk.stored()[-1].status is MessageStatus.FAILED
    desk.click("Try with a smaller context")
    desk.wait(lambda: desk.messages[-1].text == "Better now." and not desk.window.conversation.answering)
    assert desk.application.settings.current.n_ctx == 0, "it is that model's, not everybody's"
    assert desk.engine.loads[-1][1].n_ctx == 2048


def test_the_open_chat_and_its_draft_come_back(start: Start) -> None:
    desk = start()
    desk.ask("Remember me")
    desk.type("half a tho")
    desk.close()
    again = start()
    assert [message.text for message in again.messages] == ["Remember me", "This is an answer."]
    assert again.window.page.composer.text() == "half a tho"
    assert again.window.page.composer.edit.hasFocus()
    again.type("ught")
    again.ask("")
    assert again.stored()[-2].text == "half a thought"
    assert again.application.open_store().draft(again.stored()[0].chat_id) == ""


def test_the_draft_of_the_new_chat_comes_back_too(start: Start) -> None:
    desk = start()
    desk.type("not yet")
    with desk.qtbot.waitSignal(desk.window.page.composer.draft_changed):  # 300 ms after the last key
        pass
    desk.ask(" sent")
    desk.type("a second thought")
    desk.window.new_chat()
    desk.wait(lambda: desk.window.conversation.chat is None and not desk.window.page.composer.text())
    desk.type("something new")
    desk.close()
    again = start()
    assert again.window.conversation.chat is None
    assert again.window.page.composer.text() == "something new"
    again.window.open_chat(1)
    again.wait(lambda: again.window.page.composer.text() == "a second thought")


def test_closing_in_the_middle_of_an_answer_keeps_what_was_there(start: Start) -> None:
    desk = start([FakeAnswer(LONG, gate=threading.Event())])
    desk.type("Count")
    desk.press(Qt.Key.Key_Return)
    with desk.qtbot.waitSignal(desk.window.conversation.text_added):
        pass
    desk.close()
    assert desk.window.ended_well
    again = start()
    assert again.messages[-1].status is MessageStatus.STOPPED
    assert again.messages[-1].text
    assert LONG.startswith(again.messages[-1].text)


def test_size_and_sidebar_come_back(start: Start) -> None:
    desk = start()
    desk.window.resize(731, 542)
    desk.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert not desk.window.sidebar.isVisible()
    assert desk.window.header.new_button.isVisible()
    desk.close()
    again = start()
    assert (again.window.width(), again.window.height()) == (731, 542)
    assert not again.window.sidebar.isVisible()
    again.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert again.window.sidebar.isVisible()
    assert not again.window.header.new_button.isVisible()


def test_esc_right_after_enter_stops_as_well(start: Start) -> None:
    desk = start([FakeAnswer(LONG, gate=threading.Event())])
    desk.type("Count")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    desk.wait(lambda: len(desk.messages) == 2 and not desk.window.conversation.answering)
    assert desk.stored()[-1].status is MessageStatus.STOPPED


def test_a_second_chat_is_answered_too_while_the_first_one_is(start: Start) -> None:
    gate = threading.Event()
    desk = start([FakeAnswer(LONG, gate=gate), "Second answer."])
    desk.type("First")
    desk.press(Qt.Key.Key_Return)
    with desk.qtbot.waitSignal(desk.window.conversation.text_added):
        pass
    desk.window.new_chat()
    desk.wait(lambda: desk.window.conversation.chat is None)
    desk.type("Second")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.engine.requests) == 2)
    assert len(desk.window.conversation.live_chats) == 2
    gate.set()
    desk.wait(lambda: not desk.window.conversation.live_chats)
    assert desk.stored()[-1].text == "Second answer."
