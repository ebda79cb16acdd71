"""The chats as rows: groups by date, filtered by title. One rule: built in one pass, so 10,000 chats cost nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from paddock.core.chats import Chat

Index = QModelIndex | QPersistentModelIndex
DAYS_OF_PREVIOUS = 7
DAY = 86_400  # s; a day with a change of clocks is an hour off, and right again the next time


class Roles(IntEnum):
    """What the delegate and the view ask for."""

    CHAT = Qt.ItemDataRole.UserRole + 1  # the Chat, or None for a heading
    OPEN = Qt.ItemDataRole.UserRole + 2  # whether it is the chat that is shown
    ANSWERING = Qt.ItemDataRole.UserRole + 3  # whether an answer is on its way


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a heading, or a chat."""

    text: str
    chat: Chat | None = None


class ChatListModel(QAbstractListModel):
    """Rows of headings and chats.

    Signals:
        renamed: chat id and the title the person typed; the row changes when the store has it.
    """

    renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._clock = clock
        self._chats: Sequence[Chat] = ()
        self._folded: list[str] = []
        self._filter = ""
        self._rows: list[Row] = []
        self._open: int | None = None
        self._answering: frozenset[int] = frozenset()
        self._midnight = QTimer(self)
        self._midnight.setSingleShot(True)
        self._midnight.timeout.connect(self._rebuild)
        self._held = False
        self._late: Sequence[Chat] | None = None

    def set_chats(self, chats: Sequence[Chat]) -> None:
        """Show these, newest first; while a title is being edited they wait, or the editor would be swept away."""
        if self._held:
            self._late = chats
            return
        self._chats = chats
        self._folded = [self._title(chat).casefold() for chat in chats]
        self._rebuild()

    def set_held(self, held: bool) -> None:
        """Hold the rows still, or let go and show what came meanwhile."""
        self._held = held
        if not held and self._late is not None:
            late, self._late = self._late, None
            self.set_chats(late)

    def set_filter(self, text: str) -> None:
        """Show only chats whose title contains this, whatever the case."""
        folded = text.strip().casefold()
        if folded != self._filter:
            self._filter = folded
            self._rebuild()

    def set_open(self, chat_id: int | None) -> None:
        """Mark the chat that is shown."""
        if chat_id != self._open:
            changed, self._open = (self._open, chat_id), chat_id
            self._touch(changed, Roles.OPEN)

    def set_answering(self, chat_ids: Iterable[int]) -> None:
        """Mark the chats that an answer is on its way to."""
        now = frozenset(chat_ids)
        changed, self._answering = self._answering ^ now, now
        self._touch(changed, Roles.ANSWERING)

    def chat_at(self, index: Index) -> Chat | None:
        """The chat of a row; None for a heading."""
        return self._rows[index.row()].chat if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, chat_id: int | None) -> QModelIndex:
        """The row of a chat; an invalid index if it is not shown."""
        for row, item in enumerate(self._rows):
            if item.chat is not None and item.chat.id == chat_id:
                return self.index(row, 0)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Headings and chats."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Title or heading, and our own roles."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.text
        if role == Roles.CHAT:
            return row.chat
        if role == Roles.OPEN:
            return row.chat is not None and row.chat.id == self._open
        if role == Roles.ANSWERING:
            return row.chat is not None and row.chat.id in self._answering
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if self.chat_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The inline editor's result: asks for the new title."""
        chat = self.chat_at(index)
        title = " ".join(str(value).split())
        if chat is None or role != Qt.ItemDataRole.EditRole or not title or title == chat.title:
            return False
        self.renamed.emit(chat.id, title)
        return True

    def _touch(self, chat_ids: Iterable[int | None], role: Roles) -> None:
        for chat_id in chat_ids:
            index = self.index_of(chat_id)
            if index.isValid():
                self.dataChanged.emit(index, index, [role])

    def _rebuild(self) -> None:
        self.beginResetModel()
        rows: list[Row] = []
        heading = ""
        bounds = self._bounds()
        for chat, folded in zip(self._chats, self._folded, strict=True):
            if self._filter not in folded:
                continue
            group = next(name for since, name in bounds if chat.updated_at >= since)
            if group != heading:
                heading = group
                rows.append(Row(group))
            rows.append(Row(self._title(chat), chat))
        self._rows = rows
        self.endResetModel()
        tomorrow = bounds[0][0] + DAY
        self._midnight.start(round(1000 * (tomorrow - self._clock())) + 1000)

    def _bounds(self) -> tuple[tuple[float, str], ...]:
        """Since when (local midnight, seconds since the epoch) each group counts."""
        today = datetime.fromtimestamp(self._clock()).replace(hour=0, minute=0, second=0, microsecond=0)
        return (
            (today.timestamp(), self.tr("Today")),
            ((today - timedelta(days=1)).timestamp(), self.tr("Yesterday")),
            ((today - timedelta(days=DAYS_OF_PREVIOUS)).timestamp(), self.tr("Previous 7 days")),
            (float("-inf"), self.tr("Older")),
        )

    def _title(self, chat: Chat) -> str:
        return chat.title or self.tr("New chat")
