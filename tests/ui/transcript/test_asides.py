"""Thoughts fold above an answer, calls are cards, results fold below; the answer's text stays by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from view_kit import Make, button, click, names, rows, tops

from paddock.core.messages import (
    Message,
    MessageStatus,
    Part,
    ReasoningPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from paddock.core.tools import ToolCall
from paddock.ui.transcript import TranscriptView
from paddock.ui.transcript.asides import thoughts_title
from paddock.ui.transcript.document import MessageDocument
from paddock.ui.transcript.notices import notice_of
from paddock.ui.transcript.specs import CodeSpec, FoldSpec

THOUGHTS = "First **this**.\n\n- then that\n\nAnd so on."
CALL = ToolCall("get_weather", '{"city":"Köln"}', "c1")
STREAMING = MessageStatus.STREAMING


def with_parts(message: Message, *parts: Part) -> Message:
    return replace(message, parts=parts)


def document(view: TranscriptView, number: int) -> MessageDocument:
    found = rows(view)[number].document
    assert found is not None
    return found


def shown(view: TranscriptView, number: int) -> str:
    """The text of a message as it is on the screen."""
    found = document(view, number)
    found.select_all()
    return found.selected_text()


def test_thoughts_are_folded_and_unfold_by_pointer_and_by_key(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make
) -> None:
    view.set_messages([ask(1), with_parts(answer(2), ReasoningPart(THOUGHTS, 12.3), TextPart("Yes."))])
    assert shown(view, 2) == "Yes."
    fold = button(view, 2, "Thought for 12 s")
    assert not fold.isChecked()
    assert names(view, 2)[0] == "Thought for 12 s", "it is read, and reached, before the rest"
    click(qtbot, fold)
    assert fold.isChecked()
    assert shown(view, 2) == "First this.\n\n• then that\n\nAnd so on.\n\nYes."
    fold.setFocus()
    qtbot.keyClick(fold, Qt.Key.Key_Space)
    assert fold.hasFocus()
    assert shown(view, 2) == "Yes."


def test_folding_and_more_text_leave_the_selection(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), with_parts(answer(2), ReasoningPart(THOUGHTS, 12.3), TextPart("Yes."))])
    row = rows(view)[2]
    row.part_selected.emit(2, (1, 0), (1, 3))
    assert document(view, 2).selected_text() == "Yes"
    click(qtbot, button(view, 2, "Thought for 12 s"))
    assert document(view, 2).selected_text() == "Yes"
    view.update_message(with_parts(answer(2), ReasoningPart(THOUGHTS, 12.3), TextPart("Yes. And no.")))
    assert document(view, 2).selected_text() == "Yes"


def test_copy_takes_the_answer_alone(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    parts = (ReasoningPart(THOUGHTS, 12.3), TextPart("**Yes.**"), ToolCallPart(CALL))
    view.set_messages([ask(1), with_parts(answer(2), *parts)])
    click(qtbot, button(view, 2, "Copy"))
    assert QGuiApplication.clipboard().text() == "**Yes.**"


def test_thoughts_are_open_while_they_come_and_fold_when_the_answer_begins(
    view: TranscriptView, ask: Make, answer: Make
) -> None:
    view.set_messages([ask(1), answer(2, "", STREAMING)])
    for piece in ("First **th", "is**.\n\nAnd", " so on."):
        view.append_part(2, ReasoningPart(piece, 4.0))
    assert names(view, 2) == ["Thinking…"]
    assert shown(view, 2) == "First this.\n\nAnd so on."
    view.append_text(2, "Yes")
    view.append_text(2, ".")
    assert names(view, 2) == ["Thought for 12 s"]
    assert shown(view, 2) == "Yes."
    assert view.model.message(1).parts == (ReasoningPart("First **this**.\n\nAnd so on.", 12.0), TextPart("Yes."))


def test_what_the_person_folded_or_unfolded_stays_so(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make
) -> None:
    view.set_messages([ask(1), answer(2, "", STREAMING)])
    view.append_part(2, ReasoningPart("Hm."))
    click(qtbot, button(view, 2, "Thinking…"))
    assert shown(view, 2) == ""
    view.append_part(2, ReasoningPart(" Well."))
    assert shown(view, 2) == ""
    click(qtbot, button(view, 2, "Thinking…"))
    view.append_text(2, "Yes.")
    assert shown(view, 2) == "Hm. Well.\n\nYes."


def test_thoughts_that_are_being_read_do_not_go_away(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make
) -> None:
    """A reader who went up from the end sees the same lines when the answer begins below."""
    view.set_messages([ask(1), answer(2, "", STREAMING)])
    view.append_part(2, ReasoningPart("A thought.\n\n" * 60))
    assert view.follow()
    view.verticalScrollBar().setValue(100)
    assert not view.follow()
    before = tops(view)
    view.append_text(2, "Yes.")
    assert tops(view) == before
    assert "A thought." in shown(view, 2)


@pytest.mark.parametrize("part", ["top", "end"])
def test_what_is_pressed_stays_where_it_is(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make, part: str
) -> None:
    messages: list[Message] = []
    for number in range(1, 30, 2):
        parts = (ReasoningPart("A thought.\n\n" * 20, 3.0), TextPart("Yes.\n\n" * 4))
        messages += [ask(number), with_parts(answer(number + 1), *parts)]
    view.set_messages(messages)
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2 if part == "top" else bar.maximum())
    number = max(number for number, row in rows(view).items() if number % 2 == 0 and row.y() >= 0)
    place = button(view, number, "Thought for 3 s")
    before = place.mapTo(view, place.rect().topLeft()).y()
    click(qtbot, place)
    assert place.mapTo(view, place.rect().topLeft()).y() == before
    click(qtbot, place)
    assert abs(place.mapTo(view, place.rect().topLeft()).y() - before) <= view.height() // 2
    assert button(view, number, "Thought for 3 s") is place


def test_a_call_is_a_card_with_its_arguments_set_in_lines(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make
) -> None:
    broken = ToolCall("odd\nname", "{not json")
    view.set_messages([ask(1), with_parts(answer(2), TextPart("Look:"), ToolCallPart(CALL), ToolCallPart(broken))])
    cards = [spec for spec in document(view, 2).specs if isinstance(spec, CodeSpec)]
    assert [(card.title, card.code) for card in cards] == [
        ("Calls get_weather", '{\n  "city": "Köln"\n}'),
        ("Calls odd name", "{not json"),
    ]
    copies = [b for b in rows(view)[2].code.buttons if b.accessibleName() == "Copy code"]
    click(qtbot, copies[0])
    assert QGuiApplication.clipboard().text() == '{\n  "city": "Köln"\n}'


def test_a_call_comes_while_the_answer_streams(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, "", STREAMING)])
    view.append_text(2, "Let me look.")
    view.append_part(2, ToolCallPart(CALL))
    assert shown(view, 2) == 'Let me look.\n\n{\n  "city": "Köln"\n}'
    view.append_part(99, ToolCallPart(CALL))  # of a chat that is not open


def test_results_fold_and_stand_in_the_column(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    results = (ToolResultPart('{"sky":"grey"}', "get_weather", "c1"), ToolResultPart("plain\ntext"))
    told = Message(3, 1, 2, Role.TOOL, results, siblings=(3,))
    view.set_messages([ask(1), with_parts(answer(2), ToolCallPart(CALL)), told, answer(4)])
    assert rows(view)[3].accessibleName() == "Tool"
    assert names(view, 3) == ["Result of get_weather", "Result of a tool"]
    assert shown(view, 3) == ""
    click(qtbot, button(view, 3, "Result of get_weather"))
    assert shown(view, 3) == '{\n  "sky": "grey"\n}'
    click(qtbot, button(view, 3, "Result of a tool"))
    assert shown(view, 3) == '{\n  "sky": "grey"\n}\n\nplain\ntext'


def test_thoughts_grow_without_reading_what_is_finished_again(view: TranscriptView, ask: Make, answer: Make) -> None:
    """At every moment the blocks are those that the whole text gives at once."""
    view.set_messages([ask(1), answer(2, "", STREAMING)])
    for line in THOUGHTS.splitlines(keepends=True):
        view.append_part(2, ReasoningPart(line))
    grown = [spec for spec in document(view, 2).specs if not isinstance(spec, FoldSpec)]
    whole = with_parts(answer(2, status=STREAMING), ReasoningPart(THOUGHTS))
    view.set_messages([ask(1), whole])
    assert [spec for spec in document(view, 2).specs if not isinstance(spec, FoldSpec)] == grown


@pytest.mark.parametrize(
    ("seconds", "title"),
    [
        (0.0, "Thought for a moment"),
        (0.4, "Thought for a moment"),
        (1.2, "Thought for 1 s"),
        (59.4, "Thought for 59 s"),
        (60.0, "Thought for 1 min 0 s"),
        (131.0, "Thought for 2 min 11 s"),
    ],
)
def test_how_long_it_thought(answer: Make, seconds: float, title: str) -> None:
    assert thoughts_title(with_parts(answer(2), ReasoningPart("Hm.", seconds), TextPart("Yes."))) == title


def test_a_thought_that_was_cut_off_is_open_and_offers_another_try(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make
) -> None:
    cut = with_parts(
        answer(2, status=MessageStatus.INTERRUPTED, finish_reason="interrupted"), ReasoningPart("Half a", 2.0)
    )
    view.set_messages([ask(1), cut])
    assert shown(view, 2).startswith("Half a\n\n")
    with qtbot.waitSignal(view.remedy_requested) as asked:
        click(qtbot, button(view, 2, "Try again"))
    assert asked.args == ["retry", 2]


def test_a_verdict_is_explained(answer: Make) -> None:
    notice = notice_of(answer(2, "unsafe\nS9"), last=True)
    assert notice is not None
    assert (notice[0].text, notice[0].button, notice[1]) == ("Unsafe: S9 Indiscriminate Weapons.", "", None)
    assert notice_of(answer(2, "safe"), last=True) is None
    assert notice_of(answer(2, "It is unsafe."), last=True) is None
