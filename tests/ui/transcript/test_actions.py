"""The buttons of a message, and what they ask for."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from view_kit import CODE, Make, button, click, names, rows

from paddock.core.events import Timings, Usage
from paddock.core.messages import TIMED_FROM, Message, MessageStatus
from paddock.ui.transcript import TranscriptView
from paddock.ui.transcript.buttons import FlatButton
from paddock.ui.transcript.notices import notice_of
from paddock.ui.transcript.row import MessageRow

MORE = "More about this message"

# --- actions ---


def test_actions_of_the_last_answer_and_of_others(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2), ask(3), answer(4, siblings=(4, 6))])
    assert names(view, 1) == ["Copy", "Edit and ask again", MORE]
    assert names(view, 2) == ["Copy", MORE]
    assert names(view, 4) == ["Copy", "Again: write another answer", "Previous answer", "Next answer", MORE]
    assert not button(view, 4, "Copy").quiet
    assert button(view, 2, "Copy").quiet


def test_that_there_are_others_is_seen_without_the_pointer(view: TranscriptView, ask: Make, answer: Make) -> None:
    several = replace(ask(4), siblings=(3, 4)), answer(5, siblings=(5, 6))
    view.set_messages([ask(1), answer(2), *several, ask(7), answer(8)])
    for number, kind in ((4, "version"), (5, "answer")):
        assert button(view, number, "Copy").quiet
        assert not button(view, number, f"Previous {kind}").quiet
        assert not button(view, number, f"Next {kind}").quiet
        row = rows(view)[number]
        between = button(view, number, f"Previous {kind}").geometry().right() + 1
        place = QRect(between, button(view, number, f"Next {kind}").y(), 30, 28)
        place.setRight(button(view, number, f"Next {kind}").geometry().left() - 1)
        image = row.grab(place).toImage()
        colours = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
        assert len(colours) > 2, f"{kind}: no 2/2 is drawn"


def test_a_streaming_answer_offers_nothing(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, "Half", MessageStatus.STREAMING, siblings=(2, 3))])
    assert names(view, 2) == []


def test_again_and_siblings_are_asked_for(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(4, siblings=(2, 4, 9))])
    with qtbot.waitSignal(view.again_requested) as again:
        click(qtbot, button(view, 4, "Again: write another answer"))
    with qtbot.waitSignal(view.sibling_requested) as before:
        click(qtbot, button(view, 4, "Previous answer"))
    with qtbot.waitSignal(view.sibling_requested) as after:
        click(qtbot, button(view, 4, "Next answer"))
    assert (again.args, before.args, after.args) == ([4], [2], [9])
    view.set_messages([ask(1), answer(9, siblings=(2, 4, 9))])
    assert not button(view, 9, "Next answer").isEnabled()


@pytest.mark.parametrize("width", [360, 900])
def test_a_question_as_it_was_before_is_one_step_away(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make, width: int
) -> None:
    view.resize(width, 600)
    view.set_messages([replace(ask(4, "Why? " * 60), siblings=(1, 4)), answer(5)])
    back, on = button(view, 4, "Previous version"), button(view, 4, "Next version")
    assert not on.isEnabled()
    assert rows(view)[4].rect().contains(back.geometry().united(on.geometry()))
    with qtbot.waitSignal(view.sibling_requested) as before:
        click(qtbot, back)
    assert before.args == [1]


def test_copy_gives_the_markdown_source(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    source = "# Title\n\nsome **bold** text\n\n- [x] done\n"
    view.set_messages([ask(1, "line one\n**not** Markdown"), answer(2, source)])
    click(qtbot, button(view, 2, "Copy"))
    assert QGuiApplication.clipboard().text() == source
    assert button(view, 2, "Copy").is_done()
    click(qtbot, button(view, 1, "Copy"))
    assert QGuiApplication.clipboard().text() == "line one\n**not** Markdown"


def test_code_has_its_own_copy(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, CODE)])
    copy = button(view, 2, "Copy code")
    click(qtbot, copy)
    assert QGuiApplication.clipboard().text() == "print('hello')"
    assert copy.is_done()
    qtbot.waitUntil(lambda: not copy.is_done(), timeout=5000)


@pytest.mark.parametrize(
    ("status", "reason", "label"),
    [
        (MessageStatus.STOPPED, "cancelled", "Continue"),
        (MessageStatus.STOPPED, "length", "Continue"),
        (MessageStatus.INTERRUPTED, "interrupted", "Continue"),
    ],
)
def test_an_unfinished_answer_can_be_continued(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make, status: MessageStatus, reason: str, label: str
) -> None:
    view.set_messages([ask(1), answer(2, "Half", status, finish_reason=reason)])
    with qtbot.waitSignal(view.continue_requested) as asked:
        click(qtbot, button(view, 2, label))
    assert asked.args == [2]
    view.append_message(ask(3))
    assert label not in names(view, 2), "only the last answer can go on"


def test_an_interruption_does_not_say_what_ended(ask: Make, answer: Make) -> None:
    """The engine may have died, or the whole program: nobody knows afterwards."""
    notice = notice_of(answer(2, "Half", MessageStatus.INTERRUPTED, finish_reason="interrupted"), last=True)
    assert notice is not None
    assert notice[0].text == "Interrupted. What was written is kept."


def test_a_full_context_offers_a_new_chat(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, "Half", MessageStatus.STOPPED, finish_reason="context")])
    with qtbot.waitSignal(view.remedy_requested) as asked:
        click(qtbot, button(view, 2, "New chat"))
    assert asked.args == ["new-chat", 2]


@pytest.mark.parametrize(
    ("remedy", "label"),
    [
        ("open-models", "Open Models"),
        ("open-file", "Open a file…"),
        ("choose-model", "Choose a model…"),
        ("smaller-context", "Try with a smaller context"),
        ("retry", "Try again"),
        ("new-chat", "New chat"),
        ("enter-recovery-key", "Enter the recovery key…"),
    ],
)
def test_a_failed_answer_offers_what_mends_it(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make, remedy: str, label: str
) -> None:
    failed = answer(2, "", MessageStatus.FAILED, error="Not enough memory.", finish_reason=remedy)
    view.set_messages([ask(1), failed])
    with qtbot.waitSignal(view.remedy_requested) as asked:
        click(qtbot, button(view, 2, label))
    assert asked.args == [remedy, 2]
    document = rows(view)[2].document
    assert document is not None
    document.select_all()
    assert document.selected_text() == "Not enough memory."


def test_a_failed_answer_without_a_remedy_has_no_button(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, "", MessageStatus.FAILED, error="Broken.")])
    assert names(view, 2) == ["Again: write another answer", MORE]


def test_tab_goes_through_the_buttons_from_top_to_bottom(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make
) -> None:
    view.set_messages([ask(1), answer(2, CODE), ask(3), answer(4)])
    qtbot.waitActive(view)
    view.setFocus()
    reached = []
    for _ in range(14):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert isinstance(focused, FlatButton)
        row = focused.parentWidget()
        assert isinstance(row, MessageRow)
        assert row.document is not None
        assert not focused.quiet
        reached.append((row.document.message.id, focused.accessibleName()))
    assert reached == [
        (1, "Copy"),
        (1, "Edit and ask again"),
        (1, MORE),
        (2, "Wrap long lines"),
        (2, "Save code"),
        (2, "Copy code"),
        (2, "Copy"),
        (2, MORE),
        (3, "Copy"),
        (3, "Edit and ask again"),
        (3, MORE),
        (4, "Copy"),
        (4, "Again: write another answer"),
        (4, MORE),
    ]


def test_a_row_that_scrolls_away_gives_the_focus_to_the_view(
    qtbot: QtBot, view: TranscriptView, long_chat: list[Message]
) -> None:
    view.set_messages(long_chat)
    qtbot.waitActive(view)
    button(view, 100, "Copy").setFocus()
    view.verticalScrollBar().setValue(0)
    assert view.hasFocus()


def test_rows_say_who_speaks(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1, "Hello?"), answer(2, "Hi!")])
    described = [(row.accessibleName(), row.accessibleDescription()) for _, row in sorted(rows(view).items())]
    assert described == [("You", "Hello?"), ("Guide", "Hi!")]


def test_the_end_of_an_answer_is_announced_once(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    told: list[str] = []
    view.announced.connect(told.append)
    view.set_messages([ask(1), answer(2, "", MessageStatus.STREAMING)])
    view.append_text(2, "Hello")
    assert told == []
    view.update_message(answer(2, "Hello"))
    view.update_message(answer(2, "Hello", siblings=(2, 3)))
    assert told == ["Answer finished: Hello"]
    view.update_message(answer(2, "Hello", MessageStatus.STREAMING))
    view.update_message(answer(2, "Hello", MessageStatus.FAILED, error="No memory."))
    assert told[1:] == ["The answer failed: No memory."]


def test_text_from_right_to_left_stands_on_the_right(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1, "שלום"), answer(2, "שלום עולם\n\n- מרחבא\n\nhello")])
    row = rows(view)[2]
    assert row.document is not None
    assert row.geometry_used is not None
    width = row.geometry_used.width
    assert row.document.place_at(QPointF(width - 1, 8)) == (0, 0)
    assert row.document.left(1) == 0
    last = row.document.origin(2)
    assert row.document.place_at(QPointF(0, last.y() + 8)) == (2, 0)


def test_speed_is_shown_once_it_is_known(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2)])
    without = view.viewport().grab().toImage()
    few = answer(2, timings=Timings(decode_tok_s=41.3), usage=Usage(10, TIMED_FROM - 1))
    view.set_messages([ask(1), few])  # of so few it would be chance
    assert view.viewport().grab().toImage() == without
    view.set_messages([ask(1), replace(few, usage=Usage(10, TIMED_FROM))])
    assert view.viewport().grab().toImage() != without
