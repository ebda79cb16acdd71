"""The program as a screen reader finds it, over AT-SPI on an X server, from the window's name to an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pytest
from screen_reader import ScreenReader, missing, reading

if TYPE_CHECKING:
    from conftest import Start

pytestmark = [pytest.mark.xcb, pytest.mark.skipif(bool(missing()), reason=missing())]


@pytest.fixture
def reader() -> Iterator[tuple[ScreenReader, Mapping[str, str]]]:
    with reading() as made:
        yield made


def test_the_window_is_read(start: Start, reader: tuple[ScreenReader, Mapping[str, str]]) -> None:
    reads, env = reader
    start(**env)
    assert [program.name for program in reads.programs()] == ["Paddock"]
    everything = reads.all()
    named = {(each.role, each.name) for each in everything}
    assert {("frame", "Paddock"), ("text", "Message"), ("list", "Chats"), ("list", "Messages")} <= named
    assert {("push button", name) for name in ("New chat", "Models", "Settings", "Add to the message", "Send")} <= named


def test_a_question_is_written_and_sent_and_its_answer_announced_and_read(
    start: Start, reader: tuple[ScreenReader, Mapping[str, str]]
) -> None:
    reads, env = reader
    window = start(**env)
    reads.hear()
    reads.write(reads.find("text", "Message"), "What is Paddock?")
    assert window.ask("state")["draft"] == "What is Paddock?"
    reads.press(reads.find("push button", "Send"))
    assert reads.announced() == "Guide answers"
    answer = window.wait("finished")["text"]
    assert reads.announced() == f"Answer finished: {answer}"
    rows = [each for each in reads.below(reads.find("list", "Messages")) if each.role == "list item"]
    assert [(row.name, row.description) for row in rows] == [("You", "What is Paddock?"), ("Guide", answer)]
    buttons = {each.name for each in reads.below(rows[1]) if each.role == "push button"}
    assert {"Copy", "Again: write another answer"} <= buttons


def test_a_dialog_is_opened_and_read(start: Start, reader: tuple[ScreenReader, Mapping[str, str]]) -> None:
    reads, env = reader
    window = start(**env)
    reads.press(reads.find("push button", "Settings"))
    window.see("Text size")
    dialog = reads.find("dialog", "Settings — Paddock")
    choices = [reads.labels(each) for each in reads.below(dialog) if each.role == "combo box"]
    assert ["Text size"] in choices
