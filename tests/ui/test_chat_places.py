"""Folders, pins, tags, the archive, the trash and the search, in the real window over the real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from desk import Desk, Start
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QStyleOptionViewItem
from pytestqt.modeltest import ModelTester

from paddock.core.chats import Chat, Folder
from paddock.core.messages import Role
from paddock.core.searching import ChatQuery, Hit
from paddock.ui.chat_list.delegate import ChatDelegate
from paddock.ui.chat_list.model import CHATS_MIME, ChatListModel
from paddock.ui.chat_list.view import Want, Wanted
from paddock.ui.chat_places import PAUSE
from paddock.ui.transcript.boxes import cursor_x

NOON = datetime(2026, 11, 21, 12, 0).timestamp()


@pytest.fixture
def model(qapp: QApplication, qtmodeltester: ModelTester) -> Iterator[ChatListModel]:
    made = ChatListModel(qapp, clock=lambda: NOON)
    qtmodeltester.check(made)
    yield made
    made.deleteLater()


def texts(model: ChatListModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def filled(model: ChatListModel) -> None:
    model.set_folders([Folder(1, "Work", 2), Folder(2, "Empty")])
    model.set_chats(
        [
            Chat(1, "Plain", updated_at=NOON),
            Chat(2, "Inside", updated_at=NOON, folder_id=1),
            Chat(3, "Pinned one", updated_at=NOON, folder_id=1, pinned=True),
            Chat(4, "Archived", updated_at=NOON, archived=True),
            Chat(5, "Of a folder that has gone", updated_at=NOON, folder_id=9),
        ]
    )


def test_places_come_before_dates(model: ChatListModel) -> None:
    filled(model)
    assert texts(model) == [
        "Pinned", "Pinned one",
        "Work", "Inside",
        "Empty",
        "Today", "Plain", "Of a folder that has gone",
    ]  # fmt: skip
    assert model.fold(1) == (1,)
    assert texts(model)[2:5] == ["Work", "Empty", "Today"]
    assert model.fold(1) == ()


def test_a_search_is_one_list_and_what_was_found_in_messages_follows(model: ChatListModel) -> None:
    filled(model)
    model.set_filter("in")
    assert texts(model) == ["Today", "Plain", "Inside", "Pinned one"]
    model.set_hits([Hit(2, "Inside", 7, Role.USER, NOON, "a word in it", ((7, 9),))])
    assert texts(model)[-2:] == ["In messages", "Inside"]
    assert model.has_hits
    model.set_filter("ins")
    assert texts(model) == ["Today", "Inside"]
    assert not model.has_hits


def test_chats_are_dropped_on_places(model: ChatListModel) -> None:
    filled(model)
    dropped: list[object] = []
    model.dropped.connect(lambda ids, place: dropped.append((ids, place)))
    data = model.mimeData([model.index(6, 0), model.index(0, 0)])
    assert bytes(data.data(CHATS_MIME).data()) == b"1"
    move = Qt.DropAction.MoveAction
    for row in (0, 1, 2, 3, 5):
        assert model.canDropMimeData(data, move, -1, -1, model.index(row, 0))
        assert not model.dropMimeData(data, move, -1, -1, model.index(row, 0))
    assert dropped == [
        ([1], ("pinned", None)),
        ([1], ("pinned", None)),
        ([1], ("folder", 1)),
        ([1], ("folder", 1)),
        ([1], ("folder", None)),
    ]
    assert not model.canDropMimeData(QMimeData(), move, -1, -1, model.index(2, 0))
    other = QMimeData()
    other.setData(CHATS_MIME, b"x,,1;2")
    model.dropMimeData(other, move, -1, -1, model.index(2, 0))
    assert len(dropped) == 5


@pytest.fixture
def desk(start: Start) -> Desk:
    """Two chats, "First" and "Second"; the second is open."""
    made = start(("An answer with giraffes.", "Another answer."))
    made.ask("First")
    made.window.new_chat()
    made.wait(lambda: made.window.conversation.chat is None)
    made.ask("Second")
    made.wait(lambda: made.titles() == ["Second", "First"])
    return made


def chat_named(desk: Desk, title: str) -> Chat:
    model = desk.window.chat_model
    found = (model.chat_at(model.index(row, 0)) for row in range(model.rowCount()))
    return next(chat for chat in found if chat is not None and chat.title == title)


def lines(desk: Desk) -> list[str]:
    return texts(desk.window.chat_model)


def test_a_folder_is_made_filled_folded_and_removed(desk: Desk) -> None:
    window = desk.window
    first = chat_named(desk, "First")
    window.places.do(Wanted(Want.NEW_FOLDER, (first.id,)))
    desk.wait(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    dialog.field.setText("Work")
    dialog.accept()
    desk.wait(lambda: lines(desk) == ["Work", "First", "Today", "Second"])
    folder = window.chat_model.folders[0]
    row = window.sidebar.list.visualRect(window.chat_model.index(0, 0)).center()
    desk.qtbot.mouseClick(window.sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=row)
    desk.wait(lambda: lines(desk) == ["Work", "Today", "Second"])
    desk.wait(lambda: desk.application.settings.current.folded_folders == (folder.id,))
    window.places.do(Wanted(Want.REMOVE_FOLDER, (folder.id,), "Work"))
    desk.wait(lambda: lines(desk) == ["Today", "Second", "First"])


def test_pin_tag_and_archive(desk: Desk) -> None:
    window = desk.window
    first = chat_named(desk, "First")
    for action in window.sidebar.list.menu_for(first).actions():
        if action.text() == "Pin":
            action.trigger()
    desk.wait(lambda: lines(desk) == ["Pinned", "First", "Today", "Second"])
    window.places.do(Wanted(Want.TAG, (first.id,), "later"))
    desk.wait(lambda: chat_named(desk, "First").tags == ("later",))
    desk.settle()  # which tags there are is read after the chats
    tags = next(a.menu() for a in window.sidebar.list.menu_for(first).actions() if a.text() == "Tags")
    assert isinstance(tags, QMenu)
    assert [action.text() for action in tags.actions() if action.text()] == ["later", "New tag…"]
    window.places.do(Wanted(Want.ARCHIVE, (first.id,), True))
    desk.wait(lambda: lines(desk) == ["Today", "Second"])
    shelf = window.places.show_archive()
    assert shelf is not None
    desk.wait(lambda: shelf.list.count() == 1)
    shelf.back.click()
    desk.wait(lambda: "First" in lines(desk))
    desk.wait(lambda: shelf.list.count() == 0)
    shelf.reject()


def test_the_trash_gives_back_and_removes_for_good(desk: Desk) -> None:
    window = desk.window
    window.chats.delete([chat_named(desk, "First"), chat_named(desk, "Second")])
    desk.wait(lambda: lines(desk) == [])
    assert window.sidebar.undo.accessibleName() == "2 chats deleted"
    shelf = window.places.show_trash()
    assert shelf is not None
    desk.wait(lambda: shelf.list.count() == 2)
    desk.qtbot.keyClick(shelf.list, Qt.Key.Key_Delete)
    desk.qtbot.keyClick(shelf.list, Qt.Key.Key_Backspace)
    assert shelf.list.count() == 2
    shelf.list.setCurrentRow(0)
    shelf.back.click()
    desk.wait(lambda: shelf.list.count() == 1 and len(desk.titles()) == 1)
    shelf.gone.click()
    desk.wait(lambda: QApplication.activeModalWidget() is not shelf)
    QApplication.activeModalWidget().accept()
    desk.wait(lambda: shelf.list.count() == 0)
    assert desk.application.places.trashed() == []
    shelf.reject()


def test_messages_are_searched_and_opened(desk: Desk) -> None:
    window = desk.window
    assert PAUSE < 300
    window.sidebar.filter.setText("giraf")
    desk.wait(lambda: window.chat_model.has_hits)
    assert lines(desk) == ["In messages", "First"]
    view = window.sidebar.list
    assert not view.uniformItemSizes()
    view.grab()
    row = view.visualRect(window.chat_model.index(1, 0)).center()
    desk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=row)
    desk.wait(lambda: desk.messages and desk.messages[0].text == "First")
    window.places.narrow(ChatQuery("", role=Role.USER))
    desk.wait(lambda: not window.chat_model.has_hits)
    window.places.narrow(ChatQuery(""))
    desk.wait(lambda: window.chat_model.has_hits)
    window.sidebar.filter.clear()
    desk.wait(lambda: "Today" in lines(desk))
    window.sidebar.filter.setText("zebra")
    desk.wait(lambda: window.sidebar.empty.isVisible())
    assert "zebra" in window.sidebar.empty.text()
    window.sidebar.filter.setText("okapi")
    assert "okapi" in window.sidebar.empty.text()


def test_several_chats_are_chosen(desk: Desk) -> None:
    window = desk.window
    view, model = window.sidebar.list, window.chat_model
    view.selectAll()
    chats = view.chosen(chat_named(desk, "First"))
    assert {chat.title for chat in chats} == {"First", "Second"}
    where = view.visualRect(model.index(1, 0)).center()
    assert isinstance(where, QPoint)
    words = [action.text() for action in view.menu_for(chats[0]).actions() if action.text()]
    assert "Rename" not in words
    view.clearSelection()
    assert len(view.chosen(chats[0])) == 1


def test_several_that_are_chosen_stay_so_when_the_list_is_made_anew(desk: Desk) -> None:
    view = desk.window.sidebar.list
    view.selectAll()
    window, first = desk.window, chat_named(desk, "First")
    window.places.do(Wanted(Want.PIN, (first.id,), True))
    desk.wait(lambda: lines(desk) == ["Pinned", "First", "Today", "Second"])
    assert {chat.title for chat in view.chosen(first)} == {"First", "Second"}
    window.places.do(Wanted(Want.ARCHIVE, (chat_named(desk, "Second").id,), True))
    desk.wait(lambda: lines(desk) == ["Pinned", "First"])
    assert [chat.title for chat in view.chosen(first)] == ["First"]


@pytest.mark.parametrize("width", [60, 120, 200])
def test_what_was_found_is_in_sight_and_no_word_is_torn_at_the_beginning(desk: Desk, width: int) -> None:
    delegate = desk.window.sidebar.list.itemDelegate()
    assert isinstance(delegate, ChatDelegate)
    words = "Why do giraffes, of all animals, have such long necks today?"
    marks = [(words.index("necks"), words.index("necks") + 5)]
    layout = delegate._in_sight(words, marks, width, QStyleOptionViewItem())
    shown = layout.text()
    assert shown.startswith("…")
    assert f" {shown.strip('…')}" in words
    assert cursor_x(layout.lineAt(0), shown.index("necks") + 5) <= width
    wide = delegate._in_sight(words, marks, 2000, QStyleOptionViewItem())
    assert wide.text() == words
