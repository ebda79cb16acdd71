"""What a screen reader is given: every thing that can be used has a name and is what it is."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from desk import Desk, Start
from every_screen import opened
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QDialog, QWidget
from told import Description, Name, Role, Value, below, nameless, told

from paddock.core.chats import Chat
from paddock.engine.fake import FakeAnswer
from paddock.ui.chat_list.model import ChatListModel
from paddock.ui.chat_list.view import ChatListView
from paddock.ui.fields import Group, Toggle
from paddock.ui.meter import Meter
from paddock.ui.settings.dialog import SettingsDialog
from paddock.ui.style import Appearance
from paddock.ui.transcript.row import MessageRow
from paddock.ui.widgets import TextButton


def find(root: QWidget, role: QAccessible.Role, name: str) -> QAccessibleInterface:
    return next(each for each in below(told(root)) if each.role() is role and each.text(Name) == name)


def test_everything_that_can_be_used_has_a_name(start: Start) -> None:
    desk = start()
    window = desk.window
    assert not nameless(window)
    desk.ask("Hello")
    for page in range(3):
        window.show_inspector(page)
        for group in window.inspector.findChildren(Group):
            group.header.setChecked(True)
        assert not nameless(window)
    window.inspector_control.toggle()
    for tab in range(3):
        window.library.show().show_tab(tab)
        assert not nameless(window)
    window.back_to_chat()
    window.bar.say("What happened", "What to do", "Mend it")
    window.command_palette.open()
    assert not nameless(window)


@pytest.mark.parametrize("command", ["settings", "system_prompt", "prompt_format", "prompt_templates", "archive"])
def test_dialogs_have_names_and_all_in_them(start: Start, command: str) -> None:
    desk = start()
    desk.ask("Hello")
    next(each for each in desk.window.command_palette.commands if each.name == command).run()
    desk.wait(lambda: any(each.isVisible() for each in desk.window.findChildren(QDialog)))
    dialog = next(each for each in desk.window.findChildren(QDialog) if each.isVisible())
    assert told(dialog).role() is Role.Dialog
    assert told(dialog).text(Name)
    assert not nameless(dialog)


def test_the_transcript_exposes_its_messages_and_their_buttons(start: Start) -> None:
    desk = start(["**An** answer."])
    desk.ask("A question")
    messages = find(desk.window, Role.List, "Messages")
    rows = [each for each in below(messages) if each.role() is Role.ListItem]
    assert [(row.text(Name), row.text(Description)) for row in rows] == [
        ("You", "A question"),
        ("Small Llama", "**An** answer."),
    ]
    buttons = {each.text(Name) for each in below(rows[1]) if each.role() is Role.Button}
    assert {"Copy", "Again: write another answer", "More about this message"} <= buttons


def test_a_message_that_is_being_written_is_not_read_again_with_every_word(start: Start) -> None:
    gate = threading.Event()
    desk = start([FakeAnswer(pieces=("One ", "two ", "three."), gate=gate)])
    desk.type("Hello")
    desk.window.page.composer.submitted.emit()
    shown = desk.window.page.transcript.model
    desk.wait(lambda: any(message.text == "One two " for message in shown.messages()))
    answer = max(desk.window.page.transcript.findChildren(MessageRow), key=lambda row: row.y())
    assert answer.accessibleDescription() == ""
    gate.set()
    desk.wait(lambda: not desk.window.conversation.answering)
    desk.wait(lambda: answer.accessibleDescription() == "One two three.")


def test_roles_are_those_of_what_is_seen(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    window = desk.window
    window.show_inspector(0)
    assert told(window).text(Name) == "Paddock"
    assert told(window.page.composer.edit).role() is Role.EditableText
    assert told(window.header.chip).role() is Role.ButtonMenu
    assert told(window.sidebar.list).role() is Role.List
    assert told(window.bar).role() is Role.Notification
    tabs = [told(button) for button in window.inspector.tabs.buttons()]
    assert {tab.role() for tab in tabs} == {Role.PageTab}
    assert [tab.state().selected for tab in tabs] == [1, 0, 0]
    meter = told(window.page.composer.findChildren(Meter)[0])
    assert meter.role() is Role.ProgressBar
    assert meter.text(Value).endswith("%")


def test_what_can_be_switched_says_how_it_is_and_can_be_pressed(start: Start) -> None:
    desk = start()
    desk.window.show_settings()
    dialog = desk.window.findChild(SettingsDialog)
    assert dialog is not None
    toggle = dialog.findChildren(Toggle)[0]
    switch = told(toggle)
    assert switch.role() is Role.Switch
    before = toggle.isChecked()
    action = switch.actionInterface()
    assert action is not None
    action.doAction(action.actionNames()[0])
    assert toggle.isChecked() is not before
    assert bool(switch.state().checked) is not before
    theme = told(dialog.appearance_section.themes.buttons()[0])
    assert theme.role() is Role.RadioButton


def test_what_folds_says_whether_it_is_open(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    desk.window.show_inspector(1)
    group = desk.window.inspector.findChildren(Group)[0]
    for open_ in (True, False):
        group.header.setChecked(open_)
        state = told(group.header).state()
        assert (bool(state.expandable), bool(state.expanded), bool(state.collapsed)) == (True, open_, not open_)


def test_a_tooltip_that_repeats_the_name_is_not_read_twice(start: Start) -> None:
    more = told(start().window.header.more)
    assert more.text(Name)
    assert more.text(Description) == ""


@pytest.fixture
def reader() -> Iterator[None]:
    """Qt believes that a screen reader listens: it then tells of changes, and forgets rows that are gone."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.usefixtures("reader")
def test_rows_of_the_chat_list_say_what_their_signs_say(start: Start) -> None:
    gate = threading.Event()
    desk: Desk = start([FakeAnswer(pieces=("One ", "two."), gate=gate)])
    desk.type("A title")
    desk.window.page.composer.submitted.emit()
    desk.wait(lambda: desk.titles() == ["A title"])
    rows = told(desk.window.sidebar.list)
    names = [rows.child(number).text(Name) for number in range(rows.childCount())]
    assert names == ["Heading: Today", "A title, an answer is on its way"]
    gate.set()
    desk.wait(lambda: not desk.window.conversation.answering)
    desk.wait(lambda: rows.child(1).text(Name) == "A title")


def test_of_ten_thousand_chats_only_those_are_made_that_are_asked_for(look: Appearance) -> None:
    """Qt makes an interface for a row when it is asked for it; nothing of ours goes through all rows."""
    asked = []

    class Counting(ChatListModel):
        def data(self, index: object, role: int = 0) -> object:
            asked.append(index)
            return super().data(index, role)  # type: ignore[arg-type]

    model = Counting()
    view = ChatListView(look, model)
    model.set_chats(
        [Chat(id=n, title=f"Chat {n}", created_at=0.0, updated_at=float(10_000 - n)) for n in range(10_000)]
    )
    tree = told(view)
    assert tree.childCount() == 10_001
    asked.clear()
    assert tree.child(10_000).text(Name) == "Chat 9999"
    view.selectionModel().setCurrentIndex(model.index(5000), QItemSelectionModel.SelectionFlag.Select)
    assert len(asked) < 10
    view.deleteLater()


@pytest.mark.usefixtures("reader")
def test_what_a_button_became_after_it_had_its_name_is_told(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    dialog = opened(desk, desk.window.show_settings)
    assert isinstance(dialog, SettingsDialog)
    assert told(dialog.appearance_section.themes.buttons()[0]).role() is Role.RadioButton
    dialog.reject()
    desk.window.show_inspector(1)
    header = told(desk.window.inspector.findChildren(Group)[0].header)
    assert header.state().expandable
    assert [told(tab).role() for tab in desk.window.inspector.tabs.buttons()] == [Role.PageTab] * 3


def test_a_button_without_a_name_is_called_what_is_written_on_it(look: Appearance) -> None:
    button = TextButton(look, "")
    button.setText("Show && tell")
    assert told(button).text(Name) == "Show & tell"
    button.setAccessibleName("Show and tell")
    assert told(button).text(Name) == "Show and tell"
