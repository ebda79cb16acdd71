"""A chat's title by the model that answers there, in the window."""

from __future__ import annotations

import threading

from desk import Start
from PySide6.QtCore import Qt

from paddock.engine.api import Priority
from paddock.engine.fake import FakeAnswer


def test_a_new_chat_is_titled_after_its_first_answer(start: Start) -> None:
    desk = start(["Because of the rain.", "Horses In The Rain", "More."], model_titles=True)
    desk.ask("Why do the horses stand there?")
    desk.wait(lambda: desk.titles() == ["Horses In The Rain"])
    desk.wait(lambda: desk.window.header.title.text() == "Horses In The Rain")
    assert desk.engine.requests[-1].priority is Priority.BACKGROUND
    desk.ask("And now?")
    desk.settle()
    assert desk.titles() == ["Horses In The Rain"]


def test_not_where_the_person_does_not_want_it(start: Start) -> None:
    desk = start(["Because of the rain.", "Horses In The Rain"], model_titles=False)
    desk.ask("Why do the horses stand there?")
    desk.settle()
    assert desk.titles() == ["Why do the horses stand there?"]
    assert len(desk.engine.requests) == 1


def test_not_while_another_answer_runs(start: Start) -> None:
    gate = threading.Event()
    desk = start(["One.", FakeAnswer("Two words.", gate=gate), "A Title", "Another Title"], model_titles=True)
    desk.type("First")
    desk.press(Qt.Key.Key_Return)
    desk.type("Second")
    desk.press(Qt.Key.Key_Return)  # waits, and is sent before anything is titled
    desk.wait(lambda: len(desk.engine.requests) == 2)
    assert {request.priority for request in desk.engine.requests} == {Priority.FOREGROUND}
    gate.set()
    desk.wait(lambda: desk.titles() == ["A Title"])
