"""The archive and the trash, each as a list in a dialog. One rule: it shows and asks; it changes nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from paddock.core.chats import Chat
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr, trn
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton, label, of_kind

SIZE = (520, 440)


class ShelfDialog(QDialog):
    """Chats that are out of the list, to be brought back.

    Signals:
        back_requested: numbers of the chats to bring back.
        gone_requested: numbers of the chats to remove for good (of the trash alone).
    """

    back_requested = Signal(object)
    gone_requested = Signal(object)

    def __init__(self, appearance: Appearance, title: str, told: str, parent: QWidget, *, trash: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(appearance.px(SIZE[0]), appearance.px(SIZE[1]))
        self.list = of_kind(QListWidget(), "field")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(title)
        self.empty = label(tr("There is nothing here."), "muted")
        self.back = TextButton(appearance, tr("Bring back"), kind="primary")
        self.gone = TextButton(appearance, tr("Delete for good…"))
        self.gone.setVisible(trash)
        self.close_button = TextButton(appearance, tr("Close"))
        row = QHBoxLayout()
        row.addWidget(self.gone)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 6, GRID * 6, GRID * 6, GRID * 5)
        column.setSpacing(GRID * 3)
        column.addWidget(label(title, "section"))
        column.addWidget(label(told, "muted", wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.back.clicked.connect(lambda: self.back_requested.emit(self.chosen()))
        self.gone.clicked.connect(lambda: self.gone_requested.emit(self.chosen()))
        self.list.itemSelectionChanged.connect(self._show_buttons)
        self.list.itemActivated.connect(lambda item: self.back_requested.emit(self.chosen()))
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.show_chats(())

    def chosen(self) -> list[int]:
        """Numbers of the chats that are chosen."""
        return [int(item.data(Qt.ItemDataRole.UserRole)) for item in self.list.selectedItems()]

    def show_chats(self, chats: Sequence[Chat]) -> None:
        """List these."""
        self.list.clear()
        for chat in chats:
            moment = chat.deleted_at if chat.deleted_at is not None else chat.updated_at
            when = QDateTime.fromSecsSinceEpoch(round(moment))
            day = QLocale().toString(when.date(), QLocale.FormatType.ShortFormat)
            item = QListWidgetItem(f"{chat.title or tr('New chat')}    {day}")
            item.setData(Qt.ItemDataRole.UserRole, chat.id)
            self.list.addItem(item)
        self.list.setVisible(bool(chats))
        self.empty.setVisible(not chats)
        if chats:
            self.list.setCurrentRow(0)
        self._show_buttons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing here is removed by a key alone."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return
        super().keyPressEvent(event)

    def _show_buttons(self) -> None:
        some = bool(self.chosen())
        self.back.setEnabled(some)
        self.gone.setEnabled(some)


def ask_for_good(appearance: Appearance, count: int, parent: QWidget, yes: Callable[[], object]) -> QDialog:
    """Ask before chats are removed for good."""
    dialog = Question(appearance, parent)
    title = trn("Delete this chat for good?", "Delete {n} chats for good?", count)
    dialog.set_words(title, tr("Delete for good"))
    dialog.body.addWidget(label(tr("Nothing brings them back then."), wrap=True))
    dialog.accepted.connect(yes)
    dialog.open()
    return dialog
