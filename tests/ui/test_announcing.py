"""What a screen reader is told without being asked: an answer begins and ends, errors, notices, what can be undone."""

from __future__ import annotations

import pytest
from desk import Desk, Start

from paddock.core.errors import UserError
from paddock.engine.fake import FakeAnswer


@pytest.fixture
def told(start: Start) -> tuple[Desk, list[str]]:
    desk = start()
    said: list[str] = []
    desk.window.announcer.said.connect(said.append)
    return desk, said


def test_an_answer_is_announced_at_its_beginning_and_at_its_end(told: tuple[Desk, list[str]]) -> None:
    desk, said = told
    desk.ask("Hello")
    assert said == ["Small Llama answers", "Answer finished: This is an answer."]


def test_an_answer_that_failed_is_announced(start: Start) -> None:
    desk = start([FakeAnswer("Half", error=UserError("It broke.", "Try again.", code="broke"))])
    said: list[str] = []
    desk.window.announcer.said.connect(said.append)
    desk.ask("Hello")
    assert said[-1].startswith("The answer failed: It broke.")


def test_errors_and_notices_are_announced_with_what_to_do(told: tuple[Desk, list[str]]) -> None:
    desk, said = told
    desk.window.presenter.present(UserError("The disk is full.", "Make room.", code="full"))
    desk.window.bar.say("Saved as letter.md.")
    assert said == ["The disk is full. Make room.", "Saved as letter.md."]


def test_what_can_be_undone_is_announced(told: tuple[Desk, list[str]]) -> None:
    desk, said = told
    desk.ask("Hello")
    chat = desk.window.conversation.chat
    assert chat is not None
    desk.window.chats.delete([chat])
    desk.wait(lambda: said[-1] == "Deleted “Hello”")
