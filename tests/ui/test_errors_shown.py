"""Every error reaches the person with its remedy; a mistake of ours once, and never a word of a chat."""

from __future__ import annotations

import pytest
from desk import Start
from PySide6.QtGui import QGuiApplication

from paddock.core.errors import BugError, Remedy, UserError
from paddock.ui.errors import BugDialog, details_of

SECRET = "my very private words"


def failing() -> None:
    raise ValueError(SECRET)


def a_bug() -> ValueError:
    with pytest.raises(ValueError, match="private") as caught:
        failing()
    return caught.value


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # offscreen, of the menu of models
@pytest.mark.parametrize("remedy", [remedy for remedy in Remedy if remedy is not Remedy.NONE])
def test_every_remedy_has_words_and_an_action(start: Start, remedy: Remedy) -> None:
    desk = start()
    chosen: list[Remedy] = []
    desk.window.presenter.remedy_chosen.connect(chosen.append)
    desk.window.presenter.present(UserError("It did not work.", "Do this.", remedy=remedy))
    bar = desk.window.bar
    assert bar.isVisible()
    assert bar.accessibleName() == "It did not work. Do this."
    assert (bar.what.text(), bar.todo.text()) == ("It did not work.", "Do this.")
    desk.click(desk.window.presenter.remedy_label(remedy))
    assert chosen == [remedy]
    assert bar.isHidden()


def test_an_error_without_remedy_is_said_and_can_be_closed(start: Start) -> None:
    desk = start()
    desk.window.presenter.present(UserError("It did not work."))
    assert not desk.window.bar.button.isVisible()
    assert not desk.window.bar.todo.isVisible()
    desk.click("Close")
    assert desk.window.bar.isHidden()


def test_try_again_does_what_failed(start: Start) -> None:
    desk = start()
    tried: list[bool] = []
    desk.window.presenter.present(UserError("It did not work."), retry=lambda: tried.append(True))
    desk.click("Try again")
    assert tried == [True]


def test_an_error_of_a_task_reaches_the_bar(start: Start) -> None:
    desk = start()

    def work() -> None:
        raise UserError("The disk is full.", "Make room.")

    desk.window.tasks.store(work)
    desk.wait(desk.window.bar.isVisible)
    assert desk.window.bar.what.text() == "The disk is full."


@pytest.mark.allow_log("paddock.ui.errors")
def test_a_mistake_of_ours_is_shown_once_with_details_to_copy(start: Start) -> None:
    desk = start()
    error = a_bug()
    desk.window.presenter.present(error)
    desk.window.presenter.present(error)
    dialogs = desk.window.findChildren(BugDialog)
    assert len(dialogs) == 1
    assert dialogs[0].isVisible()
    dialogs[0].copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "ValueError" in copied
    assert "failing" in copied
    dialogs[0].accept()


def test_details_carry_no_values() -> None:
    assert SECRET not in details_of(a_bug())
    assert details_of(BugError("What.", "Where.")) == "What.\nWhere."


def test_a_model_that_cannot_be_used_says_so(start: Start) -> None:
    desk = start()
    path = desk.application.paths.cache / "notes.gguf"
    path.write_bytes(b"not a model")
    desk.window.model_actions.open_file(path)
    desk.wait(desk.window.bar.isVisible)
    assert "notes.gguf" in desk.window.bar.what.text() or "not a model" in desk.window.bar.what.text().lower()


def test_an_error_is_over_once_a_model_is_chosen_or_another_chat_is_shown(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    window, error = desk.window, UserError("It did not work.")
    window.presenter.present(error)
    window.model_actions.choose(window.conversation.model_ref)
    assert window.bar.isHidden()
    window.presenter.present(error)
    window.new_chat()
    assert window.bar.isHidden()


def test_what_can_be_tried_again_and_what_is_no_error_stay(start: Start) -> None:
    desk = start()
    window = desk.window
    window.presenter.present(UserError("The chats do not open."), retry=lambda: None)
    window.model_actions.choose(window.conversation.model_ref)
    assert window.bar.isVisible()
    window.bar.say("A model is here.")
    window.model_actions.choose(window.conversation.model_ref)
    assert window.bar.isVisible()
