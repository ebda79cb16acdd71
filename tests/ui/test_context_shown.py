"""What the model sees of a chat is shown: by a meter, by a line in the transcript, by a choice before it is full."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from desk import Desk, Start
from PySide6.QtCore import Qt

from paddock.core.errors import Remedy
from paddock.core.messages import MessageStatus
from paddock.core.params import Overflow
from paddock.engine.fake import FakeAnswer, FakeEngine
from paddock.services.insight import ContextUse
from paddock.ui.context_watch import first_of_turns
from paddock.ui.dialogs import SummaryDialog

ANSWER = "one two three four five six seven eight nine ten"
SHORTEN = "Shorten the message or the system prompt, or give more context."


def talk(desk: Desk, questions: int) -> Desk:
    for number in range(questions):
        desk.ask(f"Question number {number}")
    return desk


def divider_row(desk: Desk) -> int:
    """The row that the line stands above; -1 for none."""
    shown = desk.window.page.transcript._divider
    return shown[0] if shown is not None else -1


def test_the_line_below_the_message_says_how_full_the_context_is(start: Start) -> None:
    desk = talk(start([ANSWER], engine=FakeEngine([ANSWER], n_ctx=60)), 1)
    composer = desk.window.page.composer
    desk.wait(lambda: composer.meter.isVisible())
    before = composer.meter.share
    desk.type("and a few words more")
    desk.wait(lambda: composer.meter.share > before)
    assert "of 60" in composer.model_line.text()


def test_it_is_said_before_the_first_message_is_sent(start: Start) -> None:
    desk = talk(start(engine=FakeEngine([ANSWER], n_ctx=60)), 1)
    desk.window.new_chat()
    desk.wait(lambda: desk.window.conversation.chat is None and not desk.messages)
    line = desk.window.page.composer.model_line
    desk.wait(lambda: "of 60" not in line.text())
    desk.type("one two three")
    desk.wait(lambda: "of 60" in line.text())
    before = line.text()
    desk.type(" four five")
    desk.wait(lambda: line.text() != before)
    desk.window.page.composer.set_text("")
    desk.wait(lambda: "of 60" not in line.text())


def said(desk: Desk) -> str:
    return desk.window.page.composer.model_line.text()


def test_the_tokens_of_what_is_typed_grow_while_one_types(start: Start) -> None:
    desk = start([ANSWER])
    desk.wait(lambda: desk.window.models.is_loaded(desk.window.conversation.model_ref))
    assert "your message" not in said(desk)
    desk.type("one two three")
    desk.wait(lambda: said(desk).endswith("your message: 4 tokens"))
    assert desk.window.page.composer.meter.isVisible()
    desk.type(" four five")
    desk.wait(lambda: said(desk).endswith("your message: 6 tokens"))
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.messages) == 2 and not desk.window.conversation.answering)
    desk.wait(lambda: "context" in said(desk) and "your message" not in said(desk))
    desk.type("more")
    desk.wait(lambda: said(desk).endswith("your message: 2 tokens"))


def test_a_new_chats_system_prompt_counts_before_it_exists(start: Start) -> None:
    desk = start([ANSWER])
    desk.wait(lambda: desk.window.models.is_loaded(desk.window.conversation.model_ref))
    desk.window.conversation.set_prompt("You answer in rhymes")
    desk.type("Hello")
    desk.wait(lambda: desk.window.watch.use is not None)
    assert desk.window.watch.use == ContextUse(7, desk.window.watch.use.n_ctx, draft=2)


def test_what_the_model_no_longer_sees_is_above_a_line(start: Start) -> None:
    desk = talk(start(engine=FakeEngine([ANSWER], n_ctx=40)), 4)
    desk.wait(lambda: divider_row(desk) > 0)
    transcript = desk.window.page.transcript
    document = transcript._document(divider_row(desk))
    assert document.divider is not None
    assert document.divider.text == "The model does not see what is above this line"
    assert not document.divider.button
    desk.window.show_inspector(0)
    left_out = desk.window.watch.left_out()
    assert left_out > 1
    assert f"The first {left_out} messages are left out." in desk.window.inspector.now.context.text()
    desk.window.new_chat()
    desk.wait(lambda: desk.window.conversation.chat is None and not desk.messages)
    assert divider_row(desk) == -1


@pytest.mark.parametrize(
    ("use", "left_out", "words"),
    [
        (ContextUse(10, 512), 0, "The model sees the whole chat."),
        (ContextUse(10, 512, 2), 1, "The first message is left out."),
        (ContextUse(10, 512, 2), 3, "The first 3 messages are left out."),
        (ContextUse(10, 512, 2, summarised=True), 1, "A summary stands for the first message."),
        (ContextUse(10, 512, 2, summarised=True), 2, "A summary stands for the first 2 messages."),
        (ContextUse(636, 512), 0, f"This does not fit. {SHORTEN}"),
        (ContextUse(636, 512, 2), 2, f"The first 2 messages are left out.\nThis does not fit. {SHORTEN}"),
    ],
)
def test_the_inspector_says_what_of_a_chat_the_model_sees(
    start: Start, use: ContextUse, left_out: int, words: str
) -> None:
    """Above all, not that it sees the whole of a chat that does not fit."""
    desk = start([ANSWER])
    desk.window.show_inspector(0)
    now = desk.window.inspector.now
    now.set_context(use, left_out)
    counts, said = now.context.text().split("\n", 1)
    assert counts == f"{use.used} of 512 tokens"
    assert said == words


def test_a_chat_that_is_too_long_is_not_nearly_full(start: Start) -> None:
    desk = start(engine=FakeEngine([ANSWER], n_ctx=20), overflow="stop")
    desk.ask("Question number one of this chat")
    desk.wait(desk.window.bar.isVisible)
    desk.window.bar.dismiss()
    desk.click("New chat")
    desk.wait(lambda: desk.window.conversation.chat is None)
    desk.ask(" ".join(["word"] * 40))
    desk.wait(desk.window.bar.isVisible)
    assert desk.window.bar.what.text().startswith("This chat does not fit into the context:")


def test_the_line_comes_while_the_answer_does(start: Start) -> None:
    gate = threading.Event()
    desk = talk(start(["Short.", "Short.", FakeAnswer(ANSWER, dropped=2, gate=gate)]), 2)
    assert divider_row(desk) == -1
    desk.type("More")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: divider_row(desk) == 2)
    gate.set()
    desk.wait(lambda: not desk.window.conversation.answering)
    assert desk.stored()[-1].first_kept == desk.stored()[2].id


def test_a_summary_can_be_read(start: Start) -> None:
    desk = start(engine=FakeEngine(["one two three four five six", "A summary."], n_ctx=256), overflow="summarise")
    text = "word " * 100
    desk.window.conversation.send(text)
    desk.wait(lambda: len(desk.messages) == 2 and not desk.window.conversation.answering)
    desk.window.conversation.send(text)
    desk.wait(lambda: len(desk.messages) == 4 and not desk.window.conversation.answering)
    desk.wait(lambda: divider_row(desk) > 0)
    document = desk.window.page.transcript._document(divider_row(desk))
    assert document.divider is not None
    assert document.divider.text == "The model sees a summary of what is above this line"
    desk.window.page.transcript.divider_pressed.emit()
    desk.wait(lambda: desk.window.findChild(SummaryDialog))
    dialog = desk.window.findChild(SummaryDialog)
    assert dialog.field.toPlainText() == "A summary."
    dialog.accept()


def test_before_a_chat_that_stops_is_full_there_is_a_choice(start: Start) -> None:
    desk = start(engine=FakeEngine([ANSWER], n_ctx=20), overflow="stop")
    desk.ask("Question number one of this chat")
    bar = desk.window.bar
    desk.wait(bar.isVisible)
    assert bar.what.text().startswith("This chat nearly fills the context:")
    desk.click("Leave the oldest messages out")
    chat = desk.window.conversation.chat
    assert chat is not None
    desk.wait(lambda: desk.application.open_store().get(chat.id).overflow is Overflow.SHIFT)
    assert not bar.isVisible()


def test_the_choice_goes_with_the_chat(start: Start) -> None:
    desk = start(engine=FakeEngine([ANSWER], n_ctx=20), overflow="stop")
    desk.ask("Question number one of this chat")
    desk.wait(desk.window.bar.isVisible)
    desk.click("New chat")
    desk.wait(lambda: desk.window.conversation.chat is None)
    assert not desk.window.bar.isVisible()


def test_turns_are_counted_as_the_model_is_given_them(start: Start) -> None:
    desk = talk(start(["One.", "Two."]), 2)
    messages = desk.messages
    ids = [message.id for message in messages]
    assert [first_of_turns(messages, dropped) for dropped in range(5)] == [None, *ids[1:], None]
    refused = replace(messages[1], parts=(), status=MessageStatus.FAILED, finish_reason=Remedy.NEW_CHAT.value)
    assert first_of_turns([messages[0], refused, *messages[2:]], 1) == ids[3], "what was too long is no turn"
