"""What a screen reader is told without being asked: an answer begins and ends, errors, notices, what can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk, Start
from every_screen import SCREENS, locked

from paddock.core.errors import UserError
from paddock.engine.fake import FakeAnswer
from paddock.ui.lock import UnlockDialog
from paddock.ui.settings.transfer import ExportDialog


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


def test_what_the_pages_say_is_announced(told: tuple[Desk, list[str]]) -> None:
    desk, said = told
    page = desk.window.library.show()
    page.here.notice.say("The file is good.")
    page.discover.repo.notice.say("The Hub cannot be reached.", error=True)
    desk.window.personas.show().undo.offer_call("Persona deleted", lambda: None)
    assert said == ["The file is good.", "The Hub cannot be reached.", "Persona deleted"]


def test_a_wrong_passphrase_is_announced(start: Start) -> None:
    desk = start()
    asked = locked(desk)
    assert isinstance(asked, UnlockDialog)
    said: list[str] = []
    asked.announcer.said.connect(said.append)
    asked.field.setText("something else")
    asked.yes.click()
    desk.wait(lambda: said)
    assert said == [asked.problem.text()]


def test_what_came_of_an_export_is_announced(start: Start, tmp_path: Path) -> None:
    desk = start()
    desk.ask("Hello")
    asked = SCREENS["export of all chats"](desk)
    assert isinstance(asked, ExportDialog)
    said: list[str] = []
    asked.announcer.said.connect(said.append)
    asked.folder.set_path(tmp_path)
    asked.yes.click()
    desk.wait(lambda: said)
    assert said == [f"Exported. {asked.outcome.text()}"]
