"""The model of messages, held to Qt's rules by Qt's own tester."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from paddock.core.messages import Message
from paddock.ui.transcript.model import MESSAGE_ROLE, TranscriptModel


@pytest.fixture
def model(qtmodeltester: ModelTester) -> TranscriptModel:
    model = TranscriptModel()
    qtmodeltester.check(model, force_py=False)
    return model


def test_it_keeps_qts_rules_through_every_change(
    model: TranscriptModel, ask: Callable[..., Message], answer: Callable[..., Message]
) -> None:
    model.reset([ask(1), answer(2)])
    model.append(ask(3))
    model.append(answer(4, ""))
    model.append_text(4, "Hel")
    model.append_text(4, "lo")
    model.update(answer(2, "Other"))
    assert [model.message(row).text for row in range(model.rowCount())] == [
        "A question",
        "Other",
        "A question",
        "Hello",
    ]
    index = model.index(3)
    assert index.data() == "Hello"
    assert index.data(MESSAGE_ROLE) == model.message(3)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Hello"
    model.reset([])
    assert model.rowCount() == 0


def test_messages_of_another_chat_are_ignored(model: TranscriptModel, answer: Callable[..., Message]) -> None:
    model.reset([answer(2)])
    model.append_text(99, "text")
    model.update(answer(99))
    assert model.row_of(99) == -1
    assert list(model.messages()) == [answer(2)]


def test_what_changed_is_told(model: TranscriptModel, answer: Callable[..., Message]) -> None:
    changed: list[int] = []
    model.dataChanged.connect(lambda first, last: changed.append(first.row()))
    model.reset([answer(2), answer(4)])
    model.append_text(4, "!")
    assert changed == [1]


def test_a_message_that_has_been_stored_takes_the_place_of_what_was_shown(
    ask: Callable[..., Message], answer: Callable[..., Message]
) -> None:
    model = TranscriptModel()
    model.reset([answer(1)])
    model.append(ask(-1, "Just sent"))
    model.renumber(-1, ask(7, "Just sent"))
    assert [message.id for message in model.messages()] == [1, 7]
    assert (model.row_of(-1), model.row_of(7)) == (-1, 1)
    model.reset([answer(1)])  # the chat was read anew meanwhile
    model.renumber(-2, ask(8, "Just sent"))
    assert [message.id for message in model.messages()] == [1, 8]


def test_what_comes_before_the_others_is_found_by_its_number_and_so_are_they(
    model: TranscriptModel, ask: Callable[..., Message], answer: Callable[..., Message]
) -> None:
    model.reset([ask(11), answer(12)])
    model.prepend([ask(7), answer(8), ask(9), answer(10)])
    model.append(ask(-1))
    model.prepend([ask(5), answer(6)])
    model.renumber(-1, ask(13))
    model.append(answer(14))
    assert [message.id for message in model.messages()] == list(range(5, 15))
    assert [model.row_of(number) for number in range(5, 15)] == list(range(10))
    model.reset([ask(20)])
    assert (model.row_of(20), model.row_of(5)) == (0, -1)
