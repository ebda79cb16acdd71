"""The list of chats: groups, filter, keys, rename, delete with undo; and that 10,000 of them cost nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from desk import Desk, Start
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from paddock.core.chats import Chat
from paddock.services.exchange.names import file_name
from paddock.ui.chat_list.model import ChatListModel, Index, Roles
from paddock.ui.chat_list.view import ChatListView
from paddock.ui.dialogs import RenameDialog
from paddock.ui.style import Appearance

NOON = datetime(2026, 11, 21, 12, 0).timestamp()
HOUR, DAY = timedelta(hours=1).total_seconds(), timedelta(days=1).total_seconds()


def chats(*ages: float) -> list[Chat]:
    return [Chat(number, f"Chat {number}", updated_at=NOON - age) for number, age in enumerate(ages, 1)]


@pytest.fixture
def model(qapp: QApplication, qtmodeltester: ModelTester) -> Iterator[ChatListModel]:
    made = ChatListModel(qapp, clock=lambda: NOON)
    qtmodeltester.check(made)
    yield made
    made.deleteLater()


def texts(model: ChatListModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_chats_are_grouped_by_the_day_they_were_written_to(model: ChatListModel) -> None:
    model.set_chats(chats(-60, 0, 11.5 * HOUR, 13 * HOUR, 2 * DAY, 7 * DAY, 9 * DAY, 400 * DAY))
    assert texts(model) == [
        "Today", "Chat 1", "Chat 2", "Chat 3",
        "Yesterday", "Chat 4",
        "Previous 7 days", "Chat 5", "Chat 6",
        "Older", "Chat 7", "Chat 8",
    ]  # fmt: skip


def test_every_group_stands_once_and_in_its_place_whatever_the_order_of_the_chats(model: ChatListModel) -> None:
    model.set_chats(chats(400 * DAY, 0, 2 * DAY, 13 * HOUR, 60))
    assert texts(model) == [
        "Today", "Chat 2", "Chat 5",
        "Yesterday", "Chat 4",
        "Previous 7 days", "Chat 3",
        "Older", "Chat 1",
    ]  # fmt: skip


def written(*touched: int) -> list[Chat]:
    """Chats in the order of the list, each written to at its number."""
    return [Chat(n, f"Chat {n}", updated_at=NOON - DAY * 30 + n, touched=n) for n in touched]


def ids(model: ChatListModel) -> list[int]:
    found = (model.chat_at(model.index(row, 0)) for row in range(model.rowCount()))
    return [chat.id for chat in found if chat is not None]


def test_of_one_that_is_called_otherwise_only_the_row_changes(model: ChatListModel) -> None:
    model.set_chats(written(5, 4, 3, 2, 1))
    changed: list[tuple[int, int]] = []
    resets: list[None] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    model.modelReset.connect(lambda: resets.append(None))
    model.change_chats((3,), [replace(written(3)[0], title="Renamed")])
    assert texts(model) == ["Older", "Chat 5", "Chat 4", "Renamed", "Chat 2", "Chat 1"]
    assert changed == [(3, 3)]
    model.set_chats([replace(written(n)[0], title="Renamed" if n == 3 else "Chat") for n in (5, 4, 3, 2, 1)])
    assert changed[1:] == [(1, 1), (2, 2), (4, 4), (5, 5)]
    assert not resets


def test_those_that_changed_come_go_and_move_as_if_all_were_read_anew(model: ChatListModel) -> None:
    model.set_chats(written(5, 4, 3, 2, 1))
    model.change_chats((2, 6), [Chat(6, "New", touched=8), Chat(2, "Written to", touched=7)])
    assert ids(model) == [6, 2, 5, 4, 3, 1]
    model.change_chats((4, 9), [])
    assert ids(model) == [6, 2, 5, 3, 1]
    model.change_chats((4,), written(4))
    assert ids(model) == [6, 2, 5, 4, 3, 1]
    model.change_chats((3,), [replace(written(3)[0], pinned=True)])
    assert texts(model)[:3] == ["Pinned", "Chat 3", "Older"]
    model.change_chats((3,), [replace(written(3)[0], archived=True)])
    assert ids(model) == [6, 2, 5, 4, 1]
    model.change_chats((3,), written(3))
    assert ids(model) == [6, 2, 5, 4, 3, 1]


def test_the_model_keeps_what_changes_while_it_is_held(model: ChatListModel) -> None:
    model.set_chats(written(2, 1))
    model.set_held(True)
    model.change_chats((1,), [Chat(1, "Too early", touched=1)])
    model.set_chats(written(3, 2, 1))
    model.change_chats((2,), [Chat(2, "Later", touched=2)])
    assert texts(model) == ["Older", "Chat 2", "Chat 1"]
    model.set_held(False)
    assert texts(model) == ["Older", "Chat 3", "Later", "Chat 1"]


def test_headings_cannot_be_chosen(model: ChatListModel) -> None:
    model.set_chats(chats(0))
    assert not model.flags(model.index(0, 0)) & (Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsEditable


def test_the_filter_finds_titles_whatever_the_case(model: ChatListModel) -> None:
    model.set_chats([Chat(1, "Straße nach Gent"), Chat(2, "Soup"), Chat(3, "", updated_at=NOON)])
    model.set_filter(" STRASSE ")
    assert texts(model) == ["Older", "Straße nach Gent"]
    model.set_filter("new")
    assert texts(model) == ["Today", "New chat"]
    model.set_filter("nothing like it")
    assert texts(model) == []


def test_open_and_answering_are_roles_of_their_rows(model: ChatListModel) -> None:
    model.set_chats(chats(0, 60))
    changed: list[int] = []
    model.dataChanged.connect(lambda first, last, roles: changed.append(first.row()))
    model.set_open(2)
    model.set_answering([1])
    assert model.index(2, 0).data(Roles.OPEN)
    assert not model.index(1, 0).data(Roles.OPEN)
    assert model.index(1, 0).data(Roles.ANSWERING)
    assert changed == [2, 1]


def test_ten_thousand_chats_are_rows_of_one_height(start: Start) -> None:
    desk = start()
    desk.window.chat_model.set_chats(chats(*(number * HOUR for number in range(10_000))))
    assert len(desk.titles()) == 10_000
    view = desk.window.sidebar.list
    assert view.uniformItemSizes()
    assert view.sizeHintForIndex(desk.window.chat_model.index(0, 0)) == view.sizeHintForIndex(
        desk.window.chat_model.index(1, 0)
    )


class Counted(ChatListModel):
    """Counts how often it is asked for how many rows there are: once or twice a row, where all are laid out."""

    asked = 0

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        self.asked += 1
        return super().rowCount(parent)


def test_of_a_row_that_looks_different_the_others_are_not_laid_out_anew(qtbot: QtBot, look: Appearance) -> None:
    model = Counted(clock=lambda: NOON)
    view = ChatListView(look, model)
    qtbot.addWidget(view)
    model.set_chats(written(*range(1_000, 0, -1)))
    view.show()
    view.grab()
    row = model.index_of(998)
    place = view.visualRect(row)
    before, others = view.grab(place), view.grab(place.translated(0, place.height()))
    model.asked = 0
    model.change_chats((998,), [replace(written(998)[0], title="Renamed")])
    view.executeDelayedItemsLayout()
    assert view.visualRect(row) == place
    assert view.grab(place).toImage() != before.toImage()
    assert view.grab(place.translated(0, place.height())).toImage() == others.toImage()
    assert model.asked < 500


@pytest.fixture
def desk(start: Start) -> Desk:
    """Two chats, "First" and "Second"; the second is open."""
    made = start()
    made.ask("First")
    made.window.new_chat()
    made.wait(lambda: made.window.conversation.chat is None)
    made.ask("Second")
    made.wait(lambda: made.titles() == ["Second", "First"])
    return made


def row_of(desk: Desk, title: str) -> QPoint:
    model, view = desk.window.chat_model, desk.window.sidebar.list
    index = next(model.index(row, 0) for row in range(model.rowCount()) if model.index(row, 0).data() == title)
    return view.visualRect(index).center()


def click_on(desk: Desk, title: str) -> None:
    """A click on a chat, until it is shown."""
    desk.qtbot.mouseClick(desk.window.sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=row_of(desk, title))
    desk.wait(lambda: desk.messages and desk.messages[0].text == title)


def test_a_click_shows_a_chat_and_what_is_typed_then_goes_into_its_message(desk: Desk) -> None:
    click_on(desk, "First")
    assert desk.window.header.title.text() == "First"
    assert desk.window.sidebar.list.hasFocus()
    for key in (Qt.Key.Key_H, Qt.Key.Key_I):
        desk.press(key)
    assert desk.window.page.composer.edit.hasFocus()
    assert desk.window.page.composer.text() == "hi"


def test_delete_takes_away_the_chat_that_was_clicked(desk: Desk) -> None:
    click_on(desk, "First")
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: desk.titles() == ["Second"])


def test_after_a_new_title_the_list_has_the_focus_and_delete_means_that_chat(desk: Desk) -> None:
    click_on(desk, "First")
    desk.press(Qt.Key.Key_F2)
    editor = desk.window.sidebar.list.findChild(QLineEdit)
    assert editor is not None
    desk.qtbot.keyClicks(editor, "Renamed")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    desk.wait(lambda: desk.titles() == ["Second", "Renamed"])
    assert desk.window.sidebar.list.hasFocus()
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: desk.titles() == ["Second"])


def test_the_keyboard_filters_moves_and_opens(desk: Desk) -> None:
    desk.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.keyClicks(desk.window.focusWidget(), "fir")
    assert desk.titles() == ["First"]
    desk.press(Qt.Key.Key_Down)
    assert desk.window.sidebar.list.hasFocus()
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.messages and desk.messages[0].text == "First")
    desk.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    desk.press(Qt.Key.Key_Escape)
    assert desk.titles() == ["Second", "First"]
    assert desk.window.page.composer.edit.hasFocus()


def test_the_filter_does_not_hide_the_chat_that_is_being_written(desk: Desk) -> None:
    search = desk.window.sidebar.filter
    search.setText("fir")
    desk.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert search.text() == ""
    desk.wait(lambda: desk.window.conversation.chat is None)
    search.setText("fir")
    desk.ask("Third")
    assert search.text() == ""
    desk.wait(lambda: desk.titles() == ["Third", "Second", "First"])


def test_the_filter_can_be_cleared_with_the_mouse(desk: Desk) -> None:
    desk.window.sidebar.filter.setText("fir")
    desk.click("Clear the search")
    assert desk.titles() == ["Second", "First"]


def test_f2_renames_in_place(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F2)
    editor = desk.window.sidebar.list.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "Second"
    assert editor.selectedText() == "Second"
    desk.qtbot.keyClicks(editor, "Another  title")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    desk.wait(lambda: desk.titles() == ["Another title", "First"])
    desk.wait(lambda: desk.window.header.title.text() == "Another title")


def test_esc_leaves_the_title_as_it_was(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F2)
    editor = desk.window.sidebar.list.findChild(QLineEdit)
    assert editor is not None
    desk.qtbot.keyClicks(editor, "Nothing")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert desk.titles() == ["Second", "First"]


def test_without_the_sidebar_f2_asks_in_a_dialog(desk: Desk) -> None:
    desk.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    desk.press(Qt.Key.Key_F2)
    dialog = desk.window.findChild(RenameDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.field.setText("By dialog")
    desk.qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    desk.wait(lambda: desk.window.header.title.text() == "By dialog")


def test_delete_takes_a_chat_away_and_undo_brings_it_back(desk: Desk) -> None:
    model, view = desk.window.chat_model, desk.window.sidebar.list
    view.setFocus()
    view.setCurrentIndex(model.index(1, 0))
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: desk.titles() == ["First"])
    assert desk.window.conversation.chat is None  # it was the open one
    assert desk.window.sidebar.undo.words.text() == "Deleted “Second”"
    desk.click("Undo")
    assert desk.window.page.composer.edit.hasFocus()
    desk.wait(lambda: desk.titles() == ["Second", "First"])
    desk.wait(lambda: desk.messages and desk.messages[0].text == "Second")
    assert not desk.window.sidebar.undo.isVisible()


@pytest.mark.parametrize("focus", ["list", "message"])
def test_ctrl_z_brings_a_deleted_chat_back(desk: Desk, focus: str) -> None:
    view = desk.window.sidebar.list
    view.setFocus()
    view.setCurrentIndex(desk.window.chat_model.index(1, 0))
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: desk.titles() == ["First"])
    if focus == "message":
        desk.window.page.composer.edit.setFocus()
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: desk.titles() == ["Second", "First"])


def test_ctrl_z_is_the_texts_while_something_was_typed(desk: Desk) -> None:
    desk.window.chats.delete([desk.window.conversation.chat])
    desk.wait(desk.window.sidebar.undo.isVisible)
    desk.window.page.composer.edit.setFocus()
    desk.type("words")
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.page.composer.text() == ""
    assert desk.window.sidebar.undo.isVisible()


def test_undo_is_offered_beside_the_chat_where_the_sidebar_is_hidden(desk: Desk) -> None:
    desk.window.toggle_sidebar()
    desk.window.chats.delete([desk.window.conversation.chat])
    desk.wait(desk.window.page.undo.isVisible)
    desk.click("Undo")
    desk.wait(lambda: desk.messages and desk.messages[0].text == "Second")


def test_backspace_deletes_no_chat(desk: Desk) -> None:
    model, view = desk.window.chat_model, desk.window.sidebar.list
    view.setFocus()
    view.setCurrentIndex(model.index(1, 0))
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        desk.qtbot.keyClick(view, Qt.Key.Key_Backspace, modifier)
    desk.settle()
    assert desk.titles() == ["Second", "First"]
    assert desk.application.places.trashed() == []
    assert not desk.window.sidebar.undo.isVisible()


def test_undo_waits_while_the_pointer_is_on_it(desk: Desk) -> None:
    undo = desk.window.sidebar.undo
    undo.offer((Chat(1, "First"),))
    assert undo.timer.isActive()
    assert undo.timer.interval() >= 30_000
    middle = undo.rect().center().toPointF()
    QApplication.sendEvent(undo, QEnterEvent(middle, middle, middle))
    assert not undo.timer.isActive()
    QApplication.sendEvent(undo, QEvent(QEvent.Type.Leave))
    assert undo.timer.isActive()
    undo.timer.timeout.emit()
    assert undo.isHidden()


def test_the_menus_offer_the_same_as_the_keys(desk: Desk) -> None:
    model = desk.window.chat_model
    index = model.index(1, 0)
    chat = model.chat_at(index)
    assert chat is not None
    words = [action.text() for action in desk.window.sidebar.list.menu_for(chat).actions() if action.text()]
    assert words == ["Rename", "Pin", "Move to", "Tags", "Archive", "Export…", "Delete"]
    more = [action.text() for action in desk.window.header.make_menu().actions() if action.text()]
    assert more == [
        "Rename",
        "System prompt…",
        "Persona…",
        "Prompt format…",
        "Save as Markdown…",
        "Why is this slow?",
        "All commands…",
        "Delete",
    ]


def test_the_system_prompt_reaches_the_model(desk: Desk) -> None:
    dialog = desk.window.chats.ask_prompt()
    dialog.field.setPlainText("Answer in rhymes.")
    dialog.accept()
    desk.wait(lambda: desk.window.conversation.chat and desk.window.conversation.chat.system_prompt)
    desk.ask("And now?")
    assert desk.engine.requests[-1].turns[0].text == "Answer in rhymes."


def test_a_new_chat_takes_its_prompt_with_it(start: Start) -> None:
    desk = start()
    dialog = desk.window.chats.ask_prompt()
    dialog.field.setPlainText("Be brief.")
    dialog.accept()
    desk.ask("Hello")
    assert desk.engine.requests[-1].turns[0].text == "Be brief."
    assert desk.window.conversation.chat is not None
    assert desk.window.conversation.chat.system_prompt == "Be brief."


@pytest.mark.parametrize(
    ("title", "expected"), [("What is 1/2?", "What is 1 2"), (" .. ", "chat"), ("a\\b:c*d", "a b c d")]
)
def test_titles_become_file_names(title: str, expected: str) -> None:
    assert file_name(title) == expected


def test_a_double_click_renames(desk: Desk) -> None:
    viewport, where = desk.window.sidebar.list.viewport(), row_of(desk, "First")
    desk.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=where)
    desk.qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=where)
    desk.wait(lambda: desk.messages and desk.messages[0].text == "First")
    editor = desk.window.sidebar.list.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "First"
    desk.qtbot.keyClicks(editor, "Twice")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    desk.wait(lambda: "Twice" in desk.titles())


def test_what_changes_while_a_title_is_edited_waits(desk: Desk) -> None:
    desk.settle()  # or a list that was asked for before comes after the one below
    desk.press(Qt.Key.Key_F2)
    editor = desk.window.sidebar.list.findChild(QLineEdit)
    assert editor is not None
    desk.window.chat_model.set_chats([])
    assert desk.titles() == ["Second", "First"]
    assert editor.isVisible()
    desk.qtbot.keyClick(editor, Qt.Key.Key_Escape)
    desk.wait(lambda: desk.titles() == [])
