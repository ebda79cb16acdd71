"""Folders are put in order by drag and drop, by key and by menu; chats are dragged, several at once, too."""

from __future__ import annotations

import pytest
from desk import Desk, Start
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

from paddock.core.chats import Folder
from paddock.ui.chat_list.folder_order import moved, slot_at, stepped
from paddock.ui.chat_list.view import ChatListView
from paddock.ui.dialogs import NameDialog

ALT = Qt.KeyboardModifier.AltModifier
MOVE, BUTTON, NONE = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def desk(start: Start) -> Desk:
    """Three folders, with two chats in the first, and three chats in none."""
    desk = start(["One.", "Two.", "Three.", "Four.", "Five."])
    places = desk.application.places
    work, play, rest = (places.add_folder(name) for name in ("Work", "Play", "Rest"))
    chats = desk.application.open_store()
    ids = [chats.new_chat().id for _ in range(5)]
    for number, chat_id in enumerate(ids):
        chats.rename(chat_id, f"Chat {number}")
    places.put(ids[:2], work.id)
    del play, rest
    desk.wait(lambda: names(desk) == ["Work", "Play", "Rest"])
    model = desk.window.chat_model
    desk.wait(lambda: model.rowCount() == 9 and model.chat_at(model.index(2, 0)) is not None)
    return desk


def names(desk: Desk) -> list[str]:
    """The folders as they stand in the list."""
    model = desk.window.chat_model
    rows = [model.row_at(model.index(row, 0)) for row in range(model.rowCount())]
    return [row.text for row in rows if row is not None and row.folder is not None]


def stored(desk: Desk) -> list[str]:
    return [folder.name for folder in desk.application.places.folders()]


def middle(view: ChatListView, row: int) -> QPoint:
    return view.visualRect(view.model().index(row, 0)).center()


def drag(view: ChatListView, rows: list[int], to: QPoint) -> QMimeData:
    """Drag rows of the list over it, and let them go."""
    data = view.model().mimeData([view.model().index(row, 0) for row in rows])
    view.dragEnterEvent(QDragEnterEvent(to, MOVE, data, BUTTON, NONE))
    view.dragMoveEvent(QDragMoveEvent(to, MOVE, data, BUTTON, NONE))
    view.grab()
    view.dropEvent(QDropEvent(QPointF(to), MOVE, data, BUTTON, NONE))
    return data


def test_a_folder_is_dragged_to_another_place_and_stays_there(desk: Desk, start: Start) -> None:
    view = desk.window.sidebar.list
    assert names(desk) == ["Work", "Play", "Rest"]
    drag(view, [0], middle(view, 4) + QPoint(0, 6))  # below the last
    assert names(desk) == ["Play", "Rest", "Work"]
    desk.wait(lambda: stored(desk) == ["Play", "Rest", "Work"])
    drag(view, [2], middle(view, 0) - QPoint(0, 6))  # above the first
    assert names(desk) == ["Work", "Play", "Rest"]
    drag(view, [4], middle(view, 3) - QPoint(0, 6))  # between two
    assert names(desk) == ["Work", "Rest", "Play"]
    desk.wait(lambda: stored(desk) == ["Work", "Rest", "Play"])
    desk.close()
    again = start()
    again.wait(lambda: names(again) == ["Work", "Rest", "Play"])


def test_a_folder_that_is_let_fall_where_it_was_changes_nothing(desk: Desk) -> None:
    view = desk.window.sidebar.list
    wanted: list[object] = []
    view.wanted.connect(wanted.append)
    for y in (middle(view, 0), middle(view, 1)):
        drag(view, [0], y)
    data = view.model().mimeData([view.model().index(0, 0)])
    view.dragMoveEvent(QDragMoveEvent(middle(view, 4), MOVE, data, BUTTON, NONE))
    view.dragLeaveEvent(QDragLeaveEvent())
    assert wanted == []
    assert names(desk) == ["Work", "Play", "Rest"]


def test_keys_and_menu_move_a_folder_and_it_stays_current(desk: Desk) -> None:
    view = desk.window.sidebar.list
    view.setCurrentIndex(view.model().index(0, 0))
    view.setFocus()
    desk.press(Qt.Key.Key_Up, ALT)
    assert names(desk) == ["Work", "Play", "Rest"]
    desk.press(Qt.Key.Key_Down, ALT)
    desk.press(Qt.Key.Key_Down, ALT)
    assert names(desk) == ["Play", "Rest", "Work"]
    desk.wait(lambda: stored(desk) == ["Play", "Rest", "Work"])
    desk.settle()
    row = desk.window.chat_model.row_at(view.currentIndex())
    assert row is not None
    assert row.text == "Work", "the keys go on with it"
    actions = {action.text(): action for action in view.folder_menu(desk.window.chat_model.folders[2]).actions()}
    assert not actions["Move down"].isEnabled()
    actions["Move up"].trigger()
    desk.wait(lambda: stored(desk) == ["Play", "Work", "Rest"])
    assert names(desk) == ["Play", "Work", "Rest"]


def test_several_chats_are_dragged_into_a_folder_and_out_of_it(desk: Desk) -> None:
    view, model = desk.window.sidebar.list, desk.window.chat_model
    assert [str(model.index(row, 0).data()) for row in (6, 7, 8)] == ["Chat 4", "Chat 3", "Chat 2"]
    drag(view, [6, 8], middle(view, 3))  # onto Play
    play = model.folders[1].id

    def inside(folder: int | None) -> set[str]:
        return {chat.title for chat in desk.application.open_store().chats() if chat.folder_id == folder}

    desk.wait(lambda: inside(play) == {"Chat 2", "Chat 4"})
    desk.wait(lambda: model.folders[1].chats == 2)
    drag(view, [1, 2, 4], QPoint(20, view.viewport().height() - 4))  # below all rows
    desk.wait(lambda: len(inside(None)) == 4)
    assert len(inside(play)) == 1


def test_nothing_is_moved_out_of_its_folder_by_a_drag_while_somebody_searches(desk: Desk) -> None:
    model = desk.window.chat_model
    model.set_filter("chat")
    data = model.mimeData([model.index(1, 0)])
    for row in range(model.rowCount()):
        assert not model.canDropMimeData(data, MOVE, -1, -1, model.index(row, 0))
    assert not model.canDropMimeData(data, MOVE, -1, -1, model.index(-1, 0))


def test_f2_renames_the_folder_that_has_the_focus(desk: Desk) -> None:
    view = desk.window.sidebar.list
    folder = desk.window.chat_model.folders[0]
    view.setFocus()
    view.setCurrentIndex(desk.window.chat_model.index_of_folder(folder.id))
    desk.press(Qt.Key.Key_F2)
    (dialog,) = desk.window.findChildren(NameDialog)
    assert dialog.field.text() == folder.name
    dialog.field.setText("Another name")
    dialog.accept()
    desk.wait(lambda: desk.window.chat_model.folders[0].name == "Another name")


def test_orders() -> None:
    a, b, c = (Folder(number, name) for number, name in enumerate("abc", 1))
    three = (a, b, c)
    assert moved(three, 1, 0) == moved(three, 1, 1) == [a, b, c]
    assert moved(three, 1, 2) == [b, a, c]
    assert moved(three, 1, 3) == [b, c, a]
    assert moved(three, 3, 0) == [c, a, b]
    assert moved(three, 9, 1) == [a, b, c]
    assert stepped(three, 1, -1) == stepped(three, 3, 1) == [a, b, c]
    assert stepped(three, 2, -1) == stepped(three, 1, 1) == [b, a, c]
    assert [slot_at(((0, 10), (11, 51)), y) for y in (0, 5, 6, 31, 32, 99)] == [0, 0, 1, 1, 2, 2]
