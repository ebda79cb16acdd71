"""The engine reads along: at once after a paste, a moment after the last key, and never the same twice."""

from __future__ import annotations

import threading

from desk import Desk, Start
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QSignalSpy

from paddock.core.messages import Role
from paddock.engine.api import GenerationRequest
from paddock.engine.fake import FakeAnswer


def last(desk: Desk) -> GenerationRequest | None:
    return desk.engine.prefills[-1] if desk.engine.prefills else None


def draft(desk: Desk) -> str:
    """The unfinished turn of what is processed ahead."""
    request = last(desk)
    return request.turns[-1].text if request is not None and request.turns else ""


def paste(desk: Desk, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    desk.window.page.composer.edit.insertFromMimeData(data)


def loaded(desk: Desk) -> Desk:
    desk.ask("Hello")
    desk.wait(lambda: last(desk) is not None and len(last(desk).turns) > 1)  # type: ignore[union-attr]
    return desk


def test_an_answer_that_has_ended_is_processed_for_the_next_question(start: Start) -> None:
    desk = loaded(start())
    request = last(desk)
    assert request is not None
    assert [turn.role for turn in request.turns[:2]] == [Role.USER, Role.ASSISTANT]


def test_typing_is_read_a_moment_after_the_last_key(start: Start) -> None:
    desk = loaded(start())
    before = len(desk.engine.prefills)
    desk.type("What is a llama")
    desk.wait(lambda: draft(desk) == "What is a llama")
    assert len(desk.engine.prefills) - before <= 3, "not once for every key"


def test_a_paste_is_read_at_once(start: Start) -> None:
    desk = loaded(start())
    timer = desk.window.prefiller._timer
    paste(desk, "a long text " * 100)
    assert not timer.isActive()
    desk.wait(lambda: draft(desk).startswith("a long text"))


def test_nothing_is_asked_twice(start: Start) -> None:
    desk = loaded(start())
    paste(desk, "one two three")
    desk.wait(lambda: draft(desk) == "one two three")
    count = len(desk.engine.prefills)
    timeouts = QSignalSpy(desk.window.prefiller._timer.timeout)
    desk.type("x")
    desk.press(Qt.Key.Key_Backspace)
    desk.window.models.status_changed.emit()
    desk.wait(lambda: timeouts.count() > 0)
    with desk.qtbot.waitSignal(desk.window.conversation.chat_changed):
        desk.window.conversation.refresh()  # the store's thread has done all that came before
    assert len(desk.engine.prefills) == count


def test_sending_ends_it_and_so_does_closing(start: Start) -> None:
    gate = threading.Event()
    desk = loaded(start(["Hi.", FakeAnswer("One two", gate=gate), "Three."]))
    paste(desk, "Go on")
    desk.wait(lambda: draft(desk) == "Go on")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: last(desk) is None)
    gate.set()
    desk.wait(lambda: last(desk) is not None)
    desk.window.close()
    assert last(desk) is None


def test_a_chat_that_is_opened_is_read(start: Start) -> None:
    desk = loaded(start())
    chat = desk.window.conversation.chat
    assert chat is not None
    desk.window.new_chat()
    desk.wait(lambda: desk.window.conversation.chat is None and not desk.messages)
    desk.type("something else")
    desk.wait(lambda: draft(desk) == "something else")
    desk.window.open_chat(chat.id)
    desk.wait(lambda: last(desk) is not None and last(desk).turns[0].text == "Hello")  # type: ignore[union-attr]


def test_without_a_loaded_model_nothing_is_asked(start: Start) -> None:
    desk = start(preload=False)
    timeouts = QSignalSpy(desk.window.prefiller._timer.timeout)
    desk.type("Hello")
    desk.wait(lambda: timeouts.count() > 0)
    assert desk.engine.prefills == []


def test_a_new_chat_is_read_with_what_the_model_is_told(start: Start) -> None:
    desk = start()
    desk.window.conversation.set_prompt("Be brief.")
    desk.wait(lambda: desk.window.models.is_loaded(desk.window.conversation.model_ref))
    desk.type("Hello")
    desk.wait(lambda: draft(desk) == "Hello")
    request = last(desk)
    assert request is not None
    assert [turn.text for turn in request.turns] == ["Be brief.", "Hello"]
