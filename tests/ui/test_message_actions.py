"""What is done with one message in the window: by its menu, its buttons and the keyboard."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from desk import Desk, Start
from gguf_bytes import LLAMA, gguf
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from paddock.core.messages import MessageStatus
from paddock.core.models import GUIDE
from paddock.engine.fake import FakeAnswer
from paddock.ui.compare import CompareDialog
from paddock.ui.inspector.panel import ANSWERS
from paddock.ui.transcript.row import MessageRow


@pytest.fixture
def other(home: Path) -> str:
    """A second model."""
    path = home / "models" / "other.gguf"
    path.write_bytes(gguf({**LLAMA, "general.name": "Other Llama"}))
    return str(path)


pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


def row(desk: Desk, place: int) -> MessageRow:
    number = desk.messages[place].id
    rows = desk.window.page.transcript.findChildren(MessageRow)
    return next(r for r in rows if r.document is not None and r.document.message.id == number)


def menu(desk: Desk, place: int) -> QMenu:
    """The menu of a message, opened by its button."""
    desk.qtbot.mouseClick(row(desk, place).more, Qt.MouseButton.LeftButton)
    return popped(desk)


def popped(desk: Desk) -> QMenu:
    desk.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def action(menu: QMenu, *words: str) -> QAction:
    """What is under these words, menu by menu."""
    for word in words[:-1]:
        found = action(menu, word).menu()
        assert isinstance(found, QMenu)
        menu = found
    return next(each for each in menu.actions() if each.text() == words[-1])


def choose(desk: Desk, place: int, *words: str) -> None:
    opened = menu(desk, place)
    action(opened, *words).trigger()
    opened.close()


def quiet(desk: Desk) -> None:
    desk.settle()
    desk.wait(lambda: not desk.window.conversation.answering)


def test_up_in_an_empty_field_edits_the_last_question_and_enter_asks_anew(start: Start) -> None:
    desk = start(["One.", "Two."])
    desk.ask("First try")
    composer = desk.window.page.composer
    desk.press(Qt.Key.Key_Up)
    assert composer.text() == "First try"
    assert composer.banner.isVisible()
    desk.type(" again")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.messages) == 2 and desk.messages[1].text == "Two.")
    quiet(desk)
    assert [message.text for message in desk.stored()] == ["First try again", "Two."]
    assert len(desk.stored()[0].siblings) == 2
    assert composer.text() == ""
    assert not composer.banner.isVisible()


def test_esc_leaves_the_message_as_it_was_and_gives_back_what_was_typed(start: Start) -> None:
    desk = start(["One."])
    desk.ask("A question")
    desk.type("half a thought")
    desk.click("Edit and ask again")
    composer = desk.window.page.composer
    assert composer.text() == "A question"
    desk.type("!")
    desk.press(Qt.Key.Key_Escape)
    assert composer.text() == "half a thought"
    assert composer.editing is None
    assert [message.text for message in desk.stored()] == ["A question", "One."]


def test_an_edit_that_was_begun_is_kept_in_the_draft_when_the_chat_is_left(start: Start) -> None:
    desk = start(["One."])
    desk.ask("A question")
    number = desk.messages[0].chat_id
    desk.type("before")
    desk.click("Edit and ask again")
    desk.type(", changed")
    desk.window.new_chat()
    desk.settle()
    assert desk.window.page.composer.text() == ""
    assert desk.application.open_store().get(number).draft == "before\n\nA question, changed"


def test_the_answer_can_be_edited_beside_the_old_one(start: Start) -> None:
    desk = start(["An answer."])
    desk.ask("Hello")
    choose(desk, 1, "Edit the answer…")
    desk.window.page.composer.set_text("A better answer.")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.messages[-1].text == "A better answer.")
    assert len(desk.messages[-1].siblings) == 2
    assert not desk.window.conversation.answering


def test_a_message_is_deleted_by_its_menu_alone_and_comes_back(start: Start) -> None:
    desk = start(["One.", "Two."])
    desk.ask("First")
    desk.ask("Second")
    row(desk, 1).copy.setFocus()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        desk.press(key)
    desk.settle()
    assert len(desk.stored()) == 4
    choose(desk, 1, "Delete this and all after it")
    desk.wait(lambda: len(desk.messages) == 1)
    undo = desk.window.page.undo
    assert undo.isVisible()
    undo.button.click()
    desk.wait(lambda: [message.text for message in desk.messages] == ["First", "One.", "Second", "Two."])
    choose(desk, 3, "Delete this message")
    desk.wait(lambda: len(desk.messages) == 3)
    assert [message.text for message in desk.stored()] == ["First", "One.", "Second"]


def test_a_fork_is_a_chat_of_its_own(start: Start) -> None:
    desk = start(["One.", "Two."])
    desk.ask("First")
    desk.ask("Second")
    before = desk.messages[0].chat_id
    choose(desk, 1, "Fork from here")
    desk.wait(lambda: desk.messages and desk.messages[0].chat_id != before and not desk.window.conversation.loading)
    assert [message.text for message in desk.messages] == ["First", "One."]
    assert desk.window.header.title.text() == "First (2)"
    desk.wait(lambda: desk.titles() == ["First (2)", "First"])
    assert len(desk.application.open_store().messages(before)) == 4


def test_again_with_another_model_and_at_another_temperature(start: Start, other: str) -> None:
    desk = start(["One.", "Two.", "Three."])
    desk.ask("Hello")
    choose(desk, 1, "Again with", "Other Llama")
    desk.wait(lambda: desk.messages[-1].text == "Two.")
    quiet(desk)
    assert desk.messages[-1].model == "Other Llama"
    assert desk.engine.requests[-1].model == Path(other)
    choose(desk, 1, "Again with", "Temperature 1.5")
    desk.wait(lambda: desk.messages[-1].text == "Three.")
    assert desk.engine.requests[-1].sampling.temperature == 1.5
    assert desk.messages[-1].model == "Small Llama"
    assert len(desk.messages[-1].siblings) == 3


def test_again_with_other_settings_leads_to_them(start: Start) -> None:
    desk = start(["One."])
    desk.ask("Hello")
    choose(desk, 1, "Again with", "Other settings…")
    panel = desk.window.inspector
    desk.wait(lambda: panel.isVisible() and panel.stack.currentIndex() == ANSWERS)


def test_an_answer_goes_on(start: Start) -> None:
    desk = start(["One", " and more."])
    desk.ask("Hello")
    choose(desk, 1, "Continue")
    desk.wait(lambda: desk.messages[-1].text == "One and more.")
    assert desk.engine.requests[-1].continue_last


def test_a_message_is_copied_as_markdown_or_as_it_is_read(start: Start) -> None:
    desk = start(["Some **bold** words."])
    desk.ask("Hello")
    choose(desk, 1, "Copy as", "Markdown")
    assert QGuiApplication.clipboard().text() == "Some **bold** words."
    choose(desk, 1, "Copy as", "Plain text")
    assert QGuiApplication.clipboard().text() == "Some bold words."


def test_the_context_menu_key_opens_the_menu_of_what_has_the_focus(start: Start) -> None:
    desk = start(["One.", "Two."])
    desk.ask("First")
    desk.ask("Second")
    button = row(desk, 0).copy
    button.setFocus()
    key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), button.mapToGlobal(QPoint(1, 1)))
    QApplication.sendEvent(button, key)
    opened = popped(desk)
    assert "Edit…" in texts(opened)
    opened.close()
    transcript = desk.window.page.transcript
    transcript.setFocus()
    key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), transcript.mapToGlobal(QPoint(1, 1)))
    QApplication.sendEvent(transcript, key)
    opened = popped(desk)
    assert "Edit the answer…" in texts(opened)
    opened.close()


def test_while_an_answer_comes_only_copying_is_offered(start: Start) -> None:
    gate = threading.Event()
    desk = start(["One.", FakeAnswer("Two words.", gate=gate)])
    desk.ask("First")
    desk.type("Second")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.messages) == 4)
    opened = menu(desk, 1)
    assert not action(opened, "Again").isEnabled()
    assert not action(opened, "Delete this message").isEnabled()
    assert action(opened, "Copy message").isEnabled()
    opened.close()
    gate.set()
    quiet(desk)


def compared(desk: Desk) -> CompareDialog:
    desk.wait(lambda: desk.window.findChildren(CompareDialog))
    (dialog,) = desk.window.findChildren(CompareDialog)
    desk.wait(dialog.isVisible)
    return dialog


def test_two_models_answer_side_by_side_and_one_is_kept(start: Start, other: str) -> None:
    assert other
    gate = threading.Event()
    desk = start(["One.", FakeAnswer("This side.", gate=gate), FakeAnswer("That side.", gate=gate)])
    desk.ask("Hello")
    choose(desk, 1, "Compare with", "Other Llama")
    dialog = compared(desk)
    shown = [view.model.message(0) for view in dialog.columns]
    assert [message.model for message in shown] == ["Small Llama", "Other Llama"]
    gate.set()
    quiet(desk)
    said = [view.model.message(0).text for view in dialog.columns]
    assert sorted(said) == ["That side.", "This side."]
    dialog.keep[1].click()
    desk.wait(lambda: desk.messages[-1].id == shown[1].id)
    assert desk.messages[-1].model == "Other Llama"
    assert len(desk.messages[-1].siblings) == 3
    desk.wait(lambda: not desk.window.findChildren(CompareDialog))


def test_esc_stops_both_and_a_choice_made_meanwhile_holds(start: Start, other: str) -> None:
    assert other
    gate = threading.Event()
    desk = start(["One.", FakeAnswer("This side.", gate=gate), FakeAnswer("That side.", gate=gate)])
    desk.ask("Hello")
    choose(desk, 1, "Compare with", "Other Llama")
    dialog = compared(desk)
    desk.wait(lambda: len(desk.window.conversation.live_messages) == 2)
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    quiet(desk)
    assert dialog.isVisible()
    statuses = {view.model.message(0).status for view in dialog.columns}
    assert statuses == {MessageStatus.STOPPED}
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    desk.wait(lambda: not desk.window.findChildren(CompareDialog))


def test_a_choice_while_they_still_answer_stops_them_first(start: Start, other: str) -> None:
    assert other
    gate = threading.Event()
    desk = start(["One.", FakeAnswer("This side.", gate=gate), FakeAnswer("That side.", gate=gate)])
    desk.ask("Hello")
    choose(desk, 1, "Compare with", "Other Llama")
    dialog = compared(desk)
    wanted = dialog.columns[0].model.message(0).id
    other_one = dialog.columns[1].model.message(0).id
    dialog.keep[0].click()
    desk.wait(lambda: desk.messages[-1].id == wanted and not desk.window.findChildren(CompareDialog))
    assert other_one in desk.messages[-1].siblings
    assert not desk.window.conversation.answering


def test_the_answer_is_begun_for_the_model(start: Start) -> None:
    desk = start([" blue whale."])
    composer = desk.window.page.composer
    action(composer.make_menu(), "Begin the answer…").trigger()
    assert composer.begin.hasFocus()
    desk.qtbot.keyClicks(composer.begin, "The largest is the")
    composer.edit.setFocus()
    desk.type("Which animal is the largest?")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.messages) == 2 and not desk.window.conversation.answering)
    assert [m.text for m in desk.stored()] == ["Which animal is the largest?", "The largest is the blue whale."]
    assert desk.engine.requests[-1].continue_last
    assert not composer.begin.isVisible()
    desk.wait(lambda: desk.titles() == ["Which animal is the largest?"])


def test_after_a_choice_the_chat_goes_on_below_what_was_kept(start: Start, other: str) -> None:
    assert other
    desk = start(["One.", "This side.", "That side.", "Three."])
    desk.ask("Hello")
    choose(desk, 1, "Compare with", "Other Llama")
    dialog = compared(desk)
    quiet(desk)
    dialog.keep[0].click()
    desk.wait(lambda: not desk.window.findChildren(CompareDialog))
    desk.settle()
    kept = desk.messages[-1]
    desk.ask("Go on")
    shown = [message.text for message in desk.window.page.transcript.model.messages()]
    assert shown == ["Hello", kept.text, "Go on", "Three."]
    assert all(row(desk, place).isVisible() for place in range(4))


def run(desk: Desk, name: str) -> None:
    """A command of the palette, which must be offered now."""
    command = next(each for each in desk.window.command_palette.commands if each.name == name)
    assert command.enabled(), name
    command.run()


def pick(desk: Desk, words: str) -> None:
    """What a menu that popped up offers."""
    opened = popped(desk)
    action(opened, words).trigger()
    opened.close()


def test_the_palette_does_with_the_last_message_what_its_menu_does(start: Start, other: str) -> None:
    desk = start(["One.", "Two.", "Three.", " And more.", "Four."])
    desk.ask("Hello")
    run(desk, "again")
    desk.wait(lambda: desk.messages[-1].text == "Two.")
    quiet(desk)
    run(desk, "again_with")
    pick(desk, "Other Llama")
    desk.wait(lambda: desk.messages[-1].text == "Three.")
    quiet(desk)
    assert desk.engine.requests[-1].model == Path(other)
    run(desk, "continue")
    desk.wait(lambda: desk.messages[-1].text == "Three. And more.")
    quiet(desk)
    before = desk.messages[0].chat_id
    run(desk, "fork")
    desk.wait(lambda: desk.messages and desk.messages[0].chat_id != before and not desk.window.conversation.loading)
    run(desk, "delete_message")
    desk.wait(lambda: [message.text for message in desk.messages] == ["Hello"])
    run(desk, "undo")
    desk.wait(lambda: len(desk.messages) == 2)
    run(desk, "edit_last")
    assert desk.window.page.composer.text() == "Hello"


def test_the_palette_compares_two_models(start: Start, other: str) -> None:
    assert other
    desk = start(["One.", "This side.", "That side."])
    desk.ask("Hello")
    run(desk, "compare")
    pick(desk, "Other Llama")
    dialog = compared(desk)
    quiet(desk)
    dialog.keep[0].click()
    desk.wait(lambda: not desk.window.findChildren(CompareDialog))


def test_nothing_of_it_is_offered_without_a_message_or_while_one_comes(start: Start) -> None:
    gate = threading.Event()
    desk = start([FakeAnswer("One word.", gate=gate)])
    names = ("again", "again_with", "compare", "continue", "edit_last", "fork", "delete_message", "undo")
    commands = [each for each in desk.window.command_palette.commands if each.name in names]
    assert len(commands) == len(names)
    assert not any(command.enabled() for command in commands)
    desk.type("Hello")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.window.conversation.live_message is not None)
    assert not any(command.enabled() for command in commands)
    gate.set()
    quiet(desk)


def press(desk: Desk) -> None:
    """The pointer was pressed in the transcript, which takes the focus by that."""
    desk.window.page.transcript.setFocus(Qt.FocusReason.MouseFocusReason)


def test_esc_from_a_menu_that_was_pressed_gives_the_focus_back_to_the_field(start: Start) -> None:
    desk = start(["One."])
    desk.ask("Hello")
    press(desk)
    opened = menu(desk, -1)
    desk.qtbot.keyClick(opened, Qt.Key.Key_Escape)
    desk.wait(desk.window.page.composer.edit.hasFocus)


def test_esc_from_a_menu_leaves_the_focus_where_a_key_or_a_selection_had_brought_it(start: Start) -> None:
    desk = start(["One."])
    desk.ask("Hello")
    transcript = desk.window.page.transcript
    transcript.setFocus(Qt.FocusReason.TabFocusReason)
    desk.qtbot.keyClick(menu(desk, -1), Qt.Key.Key_Escape)
    desk.wait(transcript.hasFocus)
    press(desk)
    desk.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.keyClick(menu(desk, -1), Qt.Key.Key_Escape)
    desk.wait(transcript.hasFocus)


def test_what_is_typed_in_the_transcript_goes_into_the_message(start: Start) -> None:
    desk = start(["One."])
    desk.ask("Hello")
    composer = desk.window.page.composer
    press(desk)
    desk.press(Qt.Key.Key_Space)  # turns the page
    assert composer.text() == ""
    desk.press(Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    assert (composer.text(), composer.edit.hasFocus()) == ("", False)
    desk.press(Qt.Key.Key_W)
    desk.press(Qt.Key.Key_H)
    assert (composer.text(), composer.edit.hasFocus()) == ("wh", True)


NONE_BESIDE = ["There is no other model on this computer.", "Get a real model…"]


def guide_alone(start: Start) -> Desk:
    desk = start(["One.", "Two."])
    desk.window.conversation.set_model(GUIDE)
    desk.settle()
    desk.window.models.models = tuple(model for model in desk.window.models.models if model.is_guide)
    desk.ask("Hello")
    return desk


@pytest.mark.parametrize("words", ["Again with", "Compare with"])
def test_without_another_model_that_is_said_and_there_is_a_way_to_some(start: Start, words: str) -> None:
    desk = guide_alone(start)
    opened = menu(desk, -1)
    assert action(opened, words).isEnabled()
    within = action(opened, words).menu()
    assert isinstance(within, QMenu)
    assert texts(within)[:2] == NONE_BESIDE
    assert not action(within, NONE_BESIDE[0]).isEnabled()
    action(within, NONE_BESIDE[1]).trigger()
    opened.close()
    assert desk.window.stack.currentWidget() is desk.window.library.page


def test_the_command_says_it_as_well(start: Start) -> None:
    desk = guide_alone(start)
    run(desk, "compare")
    opened = popped(desk)
    assert texts(opened) == NONE_BESIDE
    assert opened.activeAction().text() == NONE_BESIDE[1]
    opened.close()


def test_a_model_whose_file_is_gone_leads_to_all_models(start: Start, home: Path) -> None:
    desk = start(["One."])
    (home / "models" / "small.gguf").unlink()
    desk.ask("Hello")
    (answer,) = [message for message in desk.messages if message.status is MessageStatus.FAILED]
    assert "choose another model" in answer.error
    desk.click("Choose a model…")
    opened = popped(desk)
    assert {"Guide – answers questions about Paddock", *NONE_BESIDE[1:], "Open a file…"} <= set(texts(opened))
    opened.close()
