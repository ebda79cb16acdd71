"""The program as a screen reader finds it, over AT-SPI on an X server, from the window's name to an answer.

One rule: what is done is done over AT-SPI or with the keyboard, and what came of it is read or heard over AT-SPI.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from screen_reader import CHECKED, SHOWING, ScreenReader, Seen, missing, reading

from paddock.config.paths import resource

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

TAB, RETURN, ESC, DOWN = 0xFF09, 0xFF0D, 0xFF1B, 0xFF54  # X key symbols

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


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A second model in the folder of models."""
    place = tmp_path / "home" / "models" / "other.gguf"
    place.parent.mkdir(parents=True)
    shutil.copy(resource("guide/guide.gguf"), place)
    return place


def ask(reads: ScreenReader, window: DrivenWindow, text: str) -> None:
    """Over AT-SPI, until the answer is there."""
    reads.write(reads.find("text", "Message"), text)
    reads.press(reads.find("push button", "Send"))
    window.wait("finished")


def chip(reads: ScreenReader) -> Seen:
    (found,) = [each for each in reads.all() if each.role == "button menu"]
    return found


def test_a_model_is_picked_with_the_keyboard(
    start: Start, reader: tuple[ScreenReader, Mapping[str, str]], other: Path
) -> None:
    reads, env = reader
    reads.hear()
    window = start(**env)
    reads.focus(chip(reads))
    assert reads.await_focus("button menu", "Model: Guide")
    reads.key(RETURN)
    assert reads.await_focus("menu item", "Guide – answers questions about Paddock")
    reads.key(DOWN)
    assert reads.await_focus("menu item", "Paddock Guide")
    reads.key(RETURN)
    assert reads.await_focus("text", "Message")
    reads.await_name(chip(reads), "Model: Paddock Guide")
    assert Path(window.ask("state")["model"]) == other


def test_a_chat_is_found_by_what_was_said_and_opened(
    start: Start, reader: tuple[ScreenReader, Mapping[str, str]]
) -> None:
    reads, env = reader
    reads.hear()
    window = start(**env)
    ask(reads, window, "What is Paddock?")
    reads.press(reads.find("push button", "New chat"))
    window.wait("shown")
    ask(reads, window, "Which model fits my computer?")
    field = reads.find("text", "Search the titles and messages of all chats")
    reads.focus(field)
    reads.write(field, "what is paddock")
    window.see("In messages")
    reads.key(DOWN)
    assert reads.await_focus("list item", "What is Paddock?")
    reads.key(RETURN)
    window.wait("shown")
    assert reads.await_focus("text", "Message")
    rows = [each for each in reads.below(reads.find("list", "Messages")) if each.role == "list item"]
    assert rows[0].description == "What is Paddock?"


def test_settings_are_changed(start: Start, reader: tuple[ScreenReader, Mapping[str, str]]) -> None:
    reads, env = reader
    reads.hear()
    window = start(**env)
    reads.press(reads.find("push button", "Settings"))
    window.see("Text size")
    dark = reads.find("radio button", "Dark")
    assert not reads.is_in_state(dark, CHECKED)
    reads.press(dark)
    assert reads.is_in_state(dark, CHECKED)
    for _ in ("the language", "the size"):
        reads.key(TAB)
    assert reads.await_focus("combo box", "100 %")
    reads.key(DOWN)
    still = reads.find("check box", "Keep everything still")
    reads.press(still)
    assert reads.is_in_state(still, CHECKED)
    reads.key(ESC)
    reads.await_hidden(dark)
    reads.press(reads.find("push button", "Settings"))
    window.see("Text size")
    assert reads.is_in_state(reads.find("radio button", "Dark"), CHECKED)
    assert reads.is_in_state(reads.find("check box", "Keep everything still"), CHECKED)
    assert [each for each in reads.all() if (each.role, each.name) == ("combo box", "110 %")]


def test_a_notice_is_announced_and_its_button_pressed(
    start: Start, reader: tuple[ScreenReader, Mapping[str, str]]
) -> None:
    reads, env = reader
    reads.hear()
    start(**env)
    words = "Your chats are encrypted, but their key lies in a file."
    assert reads.announced().startswith(words)
    notice = next(each for each in reads.all() if each.role == "notification" and each.name.startswith(words))
    button = next(each for each in reads.below(notice) if each.name == "I understand")
    reads.press(button)
    assert not reads.is_in_state(notice, SHOWING)


def test_an_error_is_announced_and_its_button_leads_to_what_helps(
    start: Start, reader: tuple[ScreenReader, Mapping[str, str]], other: Path
) -> None:
    reads, env = reader
    reads.hear()
    window = start(**env)
    reads.announced()
    window.ask("use", ref=str(other))
    other.unlink()
    ask(reads, window, "What is Paddock?")
    said = reads.announced()
    while not said.startswith("The answer failed: "):
        said = reads.announced()
    assert str(other) in said
    answer = [each for each in reads.below(reads.find("list", "Messages")) if str(other) in each.description][-1]
    button = next(each for each in reads.below(answer) if each.name == "Choose a model…")
    reads.press(button)
    assert reads.await_focus("menu item", "Guide – answers questions about Paddock")
