"""Find in chat: counts, goes round, unfolds, marks, and never holds the window up."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from view_kit import Make, colours, rows

from paddock.core.messages import Message, MessageStatus, ReasoningPart, Role, TextPart
from paddock.ui.theme import LIGHT
from paddock.ui.transcript import TranscriptView
from paddock.ui.transcript.finder import Finder


@pytest.fixture
def finder(view: TranscriptView) -> Finder:
    return Finder(view)


def settle(qtbot: QtBot, finder: Finder) -> tuple[int, int]:
    with qtbot.waitSignal(finder.changed, check_params_cb=lambda number, total, done: done) as told:
        pass
    assert told.args is not None
    return told.args[0], told.args[1]


def test_it_counts_what_is_shown_and_goes_round(
    qtbot: QtBot, view: TranscriptView, finder: Finder, ask: Make, answer: Make
) -> None:
    text = "A **bold** word.\n\n| bold |\n|---|\n| Bold |\n\n```\nbold\n```\n\n$bold$ [x](https://bold.org)"
    view.set_messages([ask(1, "bold?"), answer(2, text), ask(3), answer(4, "b*ol*d")])
    finder.find("bold")
    assert settle(qtbot, finder) == (1, 6)
    told: list[int] = []
    finder.changed.connect(lambda number, total, done: told.append(number))
    for _ in range(7):
        finder.step(1)
    finder.step(-1)
    assert told == [2, 3, 4, 5, 6, 1, 2, 1]
    finder.find("nowhere")
    assert settle(qtbot, finder) == (0, 0)


def test_it_finds_what_was_read_after_the_end_too(
    qtbot: QtBot, view: TranscriptView, finder: Finder, ask: Make, answer: Make
) -> None:
    chat = [ask(n, f"bold {n}") if n % 2 else answer(n, "bold") for n in range(1, 41)]
    view.set_messages(chat[30:])
    finder.find("bold")
    assert settle(qtbot, finder)[1] == 10
    finder.step(1)
    before = finder._at
    assert before is not None
    view.prepend_messages(chat[20:30])
    view.prepend_messages(chat[:20])  # while it still looks at those
    assert settle(qtbot, finder)[1] == 40
    assert finder._at == (before[0] + 30, before[1])


def test_it_goes_to_the_nearest_place_above_when_the_end_has_none(
    qtbot: QtBot, view: TranscriptView, finder: Finder, ask: Make, answer: Make
) -> None:
    chat = [ask(n, "gold") if n in (3, 9) else answer(n, "words " * 300) for n in range(1, 21)]
    view.set_messages(chat[15:])
    finder.find("gold")
    assert settle(qtbot, finder) == (0, 0)
    view.prepend_messages(chat[:15])
    assert settle(qtbot, finder) == (2, 2)
    assert 9 in rows(view)


def test_it_scrolls_there_and_marks(
    qtbot: QtBot, view: TranscriptView, finder: Finder, long_chat: list[Message]
) -> None:
    view.set_messages(long_chat)
    finder.find("Answer 6.")
    assert settle(qtbot, finder) == (1, 1)
    assert 6 in rows(view)
    before = colours(view)
    finder.find("")
    view.viewport().update()
    assert before - colours(view)
    assert LIGHT.surface in colours(view)


def test_it_unfolds(qtbot: QtBot, view: TranscriptView, finder: Finder, ask: Make) -> None:
    parts = (ReasoningPart("A hidden thought."), TextPart("The answer."))
    message = Message(2, 1, 1, Role.ASSISTANT, parts, status=MessageStatus.COMPLETE, siblings=(2,))
    view.set_messages([ask(1), message])
    document = rows(view)[2].document
    assert document is not None
    assert not document.asides.is_open(-1)
    finder.find("hidden")
    assert settle(qtbot, finder) == (1, 1)
    assert document.asides.is_open(-1)


def test_what_comes_meanwhile_is_found(
    qtbot: QtBot, view: TranscriptView, finder: Finder, ask: Make, answer: Make
) -> None:
    view.set_messages([ask(1, "needle")])
    finder.find("needle")
    assert settle(qtbot, finder) == (1, 1)
    view.append_message(answer(2, "", MessageStatus.STREAMING))
    view.append_text(2, "needle")
    view.update_message(answer(2, "needle"))
    assert settle(qtbot, finder) == (1, 2)


def test_words_of_a_search_are_marked_until_another_chat_is_shown(
    view: TranscriptView, finder: Finder, ask: Make, answer: Make
) -> None:
    view.set_messages([ask(1), answer(2, "some words here")])
    finder.mark(["words", "here"])
    assert view.documents.marks.pattern is not None
    view.set_messages([ask(3)])
    assert view.documents.marks.pattern is None
