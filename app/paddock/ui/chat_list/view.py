"""The view over the chats: mouse, keyboard, menu. One rule: it says what the person wants and does nothing else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleTableModelChangeEvent,
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu

from paddock.core.chats import Chat, Folder
from paddock.ui.chat_list.delegate import ChatDelegate
from paddock.ui.chat_list.folder_order import dragged_folder, last_rows, moved, slot_at, stepped
from paddock.ui.chat_list.model import ChatListModel, Index, Row
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Want(Enum):
    """What can be wanted of chats or of a folder; what `Wanted.value` is with it."""

    PIN = auto()  # whether
    ARCHIVE = auto()  # whether
    PUT = auto()  # the folder's number, or None
    TAG = auto()  # the tag; likewise UNTAG
    UNTAG = auto()
    NEW_FOLDER = auto()  # nothing: the name is asked for; likewise NEW_TAG
    NEW_TAG = auto()
    RENAME_FOLDER = auto()  # its present name; `ids` is the folder; likewise REMOVE_FOLDER
    REMOVE_FOLDER = auto()
    ORDER_FOLDERS = auto()  # nothing; `ids` are all folders, in the new order


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants done, and with which chats or folder."""

    want: Want
    ids: tuple[int, ...]
    value: str | int | bool | None = None


class ChatListView(QListView):
    """Chats by date.

    Signals:
        looked_at: a chat's id: a click; the list keeps the focus.
        opened: a chat's id: Enter.
        typed: what was typed here, and is meant for the message.
        delete_requested: chats, from the keyboard or the menu. export_requested: one chat.
        hit_opened: a `Hit`. folded: the folders that are folded now.
        wanted: what is to be done with chats: a `Wanted`.
    """

    looked_at = Signal(int)
    opened = Signal(int)
    typed = Signal(str)
    delete_requested = Signal(object)
    export_requested = Signal(object)
    hit_opened = Signal(object)
    folded = Signal(object)
    wanted = Signal(object)

    def __init__(self, appearance: Appearance, model: ChatListModel) -> None:
        super().__init__()
        self._appearance = appearance
        self._model = model
        self._tags: Sequence[str] = ()
        self._current: tuple[int | None, int | None] = None, None  # chat or folder, before the rows were made anew
        self._chosen: Sequence[Chat] = ()  # likewise
        self._line: int | None = None  # where a folder that is being dragged would go, px
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._keep_current)
        # First of all: whatever asks for a row's place lays all of them out, and hits are higher than chats.
        model.modelReset.connect(lambda: self.setUniformItemSizes(not model.has_hits))
        model.modelReset.connect(self._restore_current)
        delegate = ChatDelegate(appearance, self)
        delegate.editing.connect(self._hold)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(True)  # onto rows; the order is the dates'
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(tr("Chats"))
        self.customContextMenuRequested.connect(self._show_menu)
        self.clicked.connect(self._look_at)
        self.doubleClicked.connect(self.edit)
        appearance.changed.connect(self._dress)

    def rename(self, chat_id: int) -> bool:
        """Edit the title in place; False if the chat is not shown."""
        index = self._model.index_of(chat_id)
        if not index.isValid():
            return False
        self.scrollTo(index)
        self.setCurrentIndex(index)
        self.edit(index)
        return True

    def rename_folder(self) -> bool:
        """Have the folder that has the focus renamed; False if none has it."""
        row = self._model.row_at(self.currentIndex())
        if row is None or row.folder is None or not self.hasFocus():
            return False
        self.wanted.emit(Wanted(Want.RENAME_FOLDER, (row.folder.id,), row.folder.name))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete deletes, the arrows move; what is typed is meant for the message."""
        row = self._model.row_at(self.currentIndex())
        chat = row.chat if row is not None else None
        editing = self.state() == QAbstractItemView.State.EditingState  # a title's editor passes its Enter on to us
        if not editing and is_typing(event):
            self.typed.emit(event.text())
        elif row is None or editing:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(row)
        elif row.folder is not None and event.key() in STEPS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.step_folder(row.folder, STEPS[Qt.Key(event.key())])
        elif row.folder is not None and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if row.folded != (event.key() == Qt.Key.Key_Left):
                self._fold(row.folder)
        elif chat is not None and event.matches(QKeySequence.StandardKey.Delete):
            self.delete_requested.emit(self.chosen(chat))
        else:
            super().keyPressEvent(event)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Rows that only look different are painted: Qt would lay all out anew, a sixtieth of a second for 10,000."""
        if not self.uniformItemSizes():
            super().dataChanged(first, last, roles)
            return
        for row in range(first.row(), last.row() + 1):
            self.update(self._model.index(row, 0))
        told = QAccessibleTableModelChangeEvent(self, QAccessibleTableModelChangeEvent.ModelChangeType.DataChanged)
        told.setFirstRow(first.row())
        told.setLastRow(last.row())
        told.setFirstColumn(0)
        told.setLastColumn(0)
        QAccessible.updateAccessibility(told)

    def _hold(self, editing: bool) -> None:
        """Hold the rows at once; let them go when Qt is done with the editor."""
        if editing:
            self._model.set_held(True)
        else:
            QTimer.singleShot(0, self, lambda: self._model.set_held(False))

    def _keep_current(self) -> None:
        row = self._model.row_at(self.currentIndex())
        chat, folder = (row.chat, row.folder) if row is not None else (None, None)
        self._current = chat.id if chat is not None else None, folder.id if folder is not None else None
        self._chosen = self._selected()

    def _restore_current(self) -> None:
        """The focus only for the keyboard: elsewhere the list would scroll under the person's eyes.

        Chats that were chosen stay so: one that is titled or answered meanwhile is no reason to let them go.
        """
        chat, folder = self._current
        if self.hasFocus():
            index = self._model.index_of(chat) if folder is None else self._model.index_of_folder(folder)
            if index.isValid():
                self.setCurrentIndex(index)
        if self._chosen:
            self._select({one.id for one in self._chosen})

    def _select(self, ids: Collection[int]) -> None:
        """Choose these chats, too, as far as they are shown."""
        wanted = QItemSelection()
        for first, last in self._model.spans_of(ids):
            wanted.select(self._model.index(first, 0), self._model.index(last, 0))
        self.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.Select)

    # --- the order of the folders

    def step_folder(self, folder: Folder, by: int) -> None:
        """Move a folder a place up (-1) or down (1)."""
        self._order(stepped(self._model.folders, folder.id, by))

    def _order(self, folders: Sequence[Folder]) -> None:
        """Show the folders so at once, and say that the person wants it."""
        if list(folders) != list(self._model.folders):
            self._model.set_folders(folders)
            self.wanted.emit(Wanted(Want.ORDER_FOLDERS, tuple(folder.id for folder in folders)))

    def _spans(self) -> list[tuple[int, int]]:
        rects = [(self.visualRect(self._model.index(row, 0)) for row in rows) for rows in last_rows(self._model)]
        return [(first.top(), last.bottom()) for first, last in rects]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Chats and folders of this list."""
        super().dragEnterEvent(event)
        if dragged_folder(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """A folder goes between two others; chats go onto a place."""
        super().dragMoveEvent(event)
        spans = self._spans() if dragged_folder(event.mimeData()) is not None else []
        if spans:
            slot = slot_at(spans, event.position().toPoint().y())
            self._show_line(spans[slot][0] if slot < len(spans) else spans[-1][1] + 1)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Not here, then."""
        super().dragLeaveEvent(event)
        self._show_line(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """A folder was let fall, or chats were."""
        self._show_line(None)
        folder_id = dragged_folder(event.mimeData())
        if folder_id is None:
            super().dropEvent(event)
            return
        event.setDropAction(Qt.DropAction.CopyAction)  # of a move Qt would empty the row that was dragged
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        slot = slot_at(self._spans(), event.position().toPoint().y())
        self._order(moved(self._model.folders, folder_id, slot))

    def _show_line(self, y: int | None) -> None:
        if y != self._line:
            self._line = y
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and where a dragged folder would go."""
        super().paintEvent(event)
        if self._line is not None:
            painter = QPainter(self.viewport())
            painter.fillRect(4, max(0, self._line - 1), self.viewport().width() - 8, 2,
                             QColor(self._appearance.palette.accent))  # fmt: skip
            painter.end()

    def chosen(self, chat: Chat) -> list[Chat]:
        """The chats that are chosen, if this is one of them; else this one alone."""
        chats = self._selected()
        return chats if chat.id in {found.id for found in chats} else [chat]

    def _selected(self) -> list[Chat]:
        rows = sorted(self.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [found for index in rows if (found := self._model.chat_at(index)) is not None]

    def _enter(self, row: Row) -> None:
        if row.chat is not None:
            self.opened.emit(row.chat.id)
        elif row.hit is not None:
            self.hit_opened.emit(row.hit)
        elif row.folder is not None:
            self._fold(row.folder)

    def _fold(self, folder: Folder) -> None:
        self.folded.emit(self._model.fold(folder.id))

    def _look_at(self, index: QModelIndex) -> None:
        choosing = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        row = self._model.row_at(index)
        if row is None or QGuiApplication.keyboardModifiers() & choosing:
            return
        if row.chat is not None:
            self.looked_at.emit(row.chat.id)
        else:
            self._enter(row)

    def _show_menu(self, where: QPoint) -> None:
        row = self._model.row_at(self.indexAt(where))
        at = self.viewport().mapToGlobal(where)
        if row is not None and row.chat is not None:
            self.menu_for(row.chat).popup(at)
        elif row is not None and row.folder is not None:
            self.folder_menu(row.folder).popup(at)

    def menu_for(self, chat: Chat) -> QMenu:
        """What can be done with a chat, or with all that are chosen with it."""
        chats = self.chosen(chat)
        menu = self._menu()
        icon = self._appearance.icon
        if len(chats) == 1:
            menu.addAction(icon("pencil"), tr("Rename"), lambda: self.rename(chat.id))
        self._add_places(menu, chats)
        menu.addAction(icon("file"), tr("Export…"), lambda: self.export_requested.emit(chats))
        menu.addSeparator()
        menu.addAction(icon("trash"), tr("Delete"), lambda: self.delete_requested.emit(chats))
        return menu

    def places_of(self, chat: Chat) -> QMenu:
        """Where a chat can be put, listed or not."""
        menu = self._menu()
        menu.setTitle(tr("This chat"))
        self._add_places(menu, [chat])
        return menu

    def offered(self) -> QMenu | None:
        """For the palette: the menu of the row that has the focus."""
        row = self._model.row_at(self.currentIndex())
        if row is None:
            return None
        if row.chat is not None:
            menu = self.menu_for(row.chat)
            menu.setTitle(row.chat.title or tr("New chat"))
            return menu
        if row.folder is None:
            return None
        menu = self.folder_menu(row.folder)
        menu.setTitle(row.folder.name)
        return menu

    def folder_menu(self, folder: Folder) -> QMenu:
        """What can be done with a folder."""
        menu = self._menu()
        icon, one = self._appearance.icon, (folder.id,)
        rename, remove = Wanted(Want.RENAME_FOLDER, one, folder.name), Wanted(Want.REMOVE_FOLDER, one, folder.name)
        menu.addAction(icon("pencil"), tr("Rename folder…"), lambda: self.wanted.emit(rename))
        folders = self._model.folders
        for icon_name, words, by, end in (("arrow-up", tr("Move up"), -1, 0), ("arrow-down", tr("Move down"), 1, -1)):
            action = menu.addAction(icon(icon_name), words, partial(self.step_folder, folder, by))
            action.setEnabled(bool(folders) and folders[end].id != folder.id)
        menu.addAction(icon("trash"), tr("Remove folder (its chats stay)"), lambda: self.wanted.emit(remove))
        return menu

    def tell_current(self) -> None:
        """Have a screen reader told of the row: where the list gets the focus, Qt tells of the list alone."""
        event = QAccessibleEvent(self, QAccessible.Event.Focus)
        event.setChild(self.currentIndex().row())
        QAccessible.updateAccessibility(event)

    def set_tags(self, tags: Sequence[str]) -> None:
        """All tags there are, for the menu."""
        self._tags = tags

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _add_places(self, menu: QMenu, chats: Sequence[Chat]) -> None:
        ids, icon = tuple(one.id for one in chats), self._appearance.icon
        pinned = all(one.pinned for one in chats)
        words = tr("Unpin") if pinned else tr("Pin")
        menu.addAction(icon("pin"), words, lambda: self.wanted.emit(Wanted(Want.PIN, ids, not pinned)))
        self._add_folders(menu, chats, ids)
        self._add_tags(menu, chats, ids)
        menu.addAction(icon("archive"), tr("Archive"), lambda: self.wanted.emit(Wanted(Want.ARCHIVE, ids, True)))

    def _add_folders(self, menu: QMenu, chats: Sequence[Chat], ids: tuple[int, ...]) -> None:
        within = {chat.folder_id for chat in chats}
        inner = menu.addMenu(self._appearance.icon("folder"), tr("Move to"))
        for folder in self._model.folders:
            action = inner.addAction(folder.name, partial(self.wanted.emit, Wanted(Want.PUT, ids, folder.id)))
            action.setEnabled(within != {folder.id})
        none = inner.addAction(tr("No folder"), lambda: self.wanted.emit(Wanted(Want.PUT, ids, None)))
        none.setEnabled(within != {None})
        inner.addSeparator()
        inner.addAction(tr("New folder…"), lambda: self.wanted.emit(Wanted(Want.NEW_FOLDER, ids)))

    def _add_tags(self, menu: QMenu, chats: Sequence[Chat], ids: tuple[int, ...]) -> None:
        inner = menu.addMenu(self._appearance.icon("tag"), tr("Tags"))
        for tag in self._tags:
            has = all(tag in chat.tags for chat in chats)
            wanted = Wanted(Want.UNTAG if has else Want.TAG, ids, tag)
            action = inner.addAction(tag, partial(self.wanted.emit, wanted))
            action.setCheckable(True)
            action.setChecked(has)
        if self._tags:
            inner.addSeparator()
        inner.addAction(tr("New tag…"), lambda: self.wanted.emit(Wanted(Want.NEW_TAG, ids)))

    def _dress(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def is_typing(event: QKeyEvent) -> bool:
    """Whether a key writes a character, and is no command."""
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & commands
