"""The view over the chats: mouse, keyboard, menu. One rule: it says what the person wants and does nothing else."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu

from paddock.core.chats import Chat
from paddock.ui.chat_list.delegate import ChatDelegate
from paddock.ui.chat_list.model import ChatListModel
from paddock.ui.style import Appearance


class ChatListView(QListView):
    """Chats by date.

    Signals:
        looked_at: a chat's id: a click; the list keeps the focus.
        opened: a chat's id: Enter.
        typed: what was typed here, and is meant for the message.
        delete_requested, export_requested: a chat, from the keyboard or the menu.
    """

    looked_at = Signal(int)
    opened = Signal(int)
    typed = Signal(str)
    delete_requested = Signal(object)
    export_requested = Signal(object)

    def __init__(self, appearance: Appearance, model: ChatListModel) -> None:
        super().__init__()
        self._appearance = appearance
        self._model = model
        self._current: int | None = None  # the chat that was current before the rows were made anew
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._keep_current)
        model.modelReset.connect(self._restore_current)
        delegate = ChatDelegate(appearance, self)
        delegate.editing.connect(self._hold)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Chats"))
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete deletes, the arrows move; what is typed is meant for the message."""
        chat = self._model.chat_at(self.currentIndex())
        editing = self.state() == QAbstractItemView.State.EditingState  # a title's editor passes its Enter on to us
        if not editing and is_typing(event):
            self.typed.emit(event.text())
        elif chat is None or editing:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(chat.id)
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.delete_requested.emit(chat)
        else:
            super().keyPressEvent(event)

    def _hold(self, editing: bool) -> None:
        """Hold the rows at once; let them go when Qt is done with the editor."""
        if editing:
            self._model.set_held(True)
        else:
            QTimer.singleShot(0, self, lambda: self._model.set_held(False))

    def _keep_current(self) -> None:
        chat = self._model.chat_at(self.currentIndex())
        self._current = chat.id if chat is not None else None

    def _restore_current(self) -> None:
        """Only for the keyboard: elsewhere the list would scroll under the person's eyes."""
        index = self._model.index_of(self._current)
        if self.hasFocus() and index.isValid():
            self.setCurrentIndex(index)

    def _look_at(self, index: QModelIndex) -> None:
        chat = self._model.chat_at(index)
        if chat is not None:
            self.looked_at.emit(chat.id)

    def _show_menu(self, where: QPoint) -> None:
        index = self.indexAt(where)
        chat = self._model.chat_at(index)
        if chat is not None:
            self.menu_for(index, chat).popup(self.viewport().mapToGlobal(where))

    def menu_for(self, index: QModelIndex, chat: Chat) -> QMenu:
        """What can be done with one chat."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        icon = self._appearance.icon
        menu.addAction(icon("pencil"), self.tr("Rename"), lambda: self.rename(chat.id))
        menu.addAction(icon("file"), self.tr("Save as Markdown…"), lambda: self.export_requested.emit(chat))
        menu.addSeparator()
        menu.addAction(icon("trash"), self.tr("Delete"), lambda: self.delete_requested.emit(chat))
        return menu

    def _dress(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def is_typing(event: QKeyEvent) -> bool:
    """Whether a key writes a character, and is no command."""
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & commands
