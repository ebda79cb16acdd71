"""The messages of the open chat as a Qt model. One rule: the model knows no pixels, the view no messages of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from paddock.core.messages import Message, Part, TextPart, joined

MESSAGE_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class TranscriptModel(QAbstractListModel):
    """Messages in the order they are shown, found by id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages: list[Message] = []
        self._places: dict[int, int] = {}  # by id; from the message that was the first one at the last reset
        self._before = 0  # messages that were put before that one

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self._messages)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._messages):
            return None
        message = self._messages[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return message.text
        return message if role == MESSAGE_ROLE else None

    def message(self, row: int) -> Message:
        """The message shown at `row`."""
        return self._messages[row]

    def messages(self) -> Sequence[Message]:
        """All of them, to be read only."""
        return self._messages

    def row_of(self, message_id: int) -> int:
        """Where a message is shown, -1 when it is not."""
        place = self._places.get(message_id)
        return -1 if place is None else self._before + place

    def reset(self, messages: Sequence[Message]) -> None:
        """Show other messages."""
        self.beginResetModel()
        self._messages, self._before = list(messages), 0
        self._places = {message.id: row for row, message in enumerate(self._messages)}
        self.endResetModel()

    def prepend(self, messages: Sequence[Message]) -> None:
        """Add messages before the first one; what that takes does not grow with those that are there."""
        self.beginInsertRows(QModelIndex(), 0, len(messages) - 1)
        self._messages[:0] = messages
        self._before += len(messages)
        self._places.update((message.id, place) for place, message in enumerate(messages, -self._before))
        self.endInsertRows()

    def append(self, message: Message) -> None:
        """Add a message at the end."""
        row = len(self._messages)
        self.beginInsertRows(QModelIndex(), row, row)
        self._messages.append(message)
        self._places[message.id] = row - self._before
        self.endInsertRows()

    def update(self, message: Message) -> None:
        """Replace the message of the same id; one that is not shown is ignored (its chat is not open)."""
        row = self.row_of(message.id)
        if row >= 0:
            self._messages[row] = message
            self.dataChanged.emit(self.index(row), self.index(row))

    def renumber(self, number: int, message: Message) -> None:
        """Show a message in place of the one that was shown under another number; at the end, where none is."""
        place = self._places.pop(number, None)
        if place is None:
            self.append(message)
            return
        self._places[message.id] = place
        self.update(message)

    def append_text(self, message_id: int, text: str) -> None:
        """Add to the text of a message; one that is not shown is ignored (its chat is not open)."""
        self.append_part(message_id, TextPart(text))

    def append_part(self, message_id: int, part: Part) -> None:
        """Add to a message; one that is not shown is ignored (its chat is not open)."""
        row = self.row_of(message_id)
        if row >= 0:
            message = self._messages[row]
            self.update(replace(message, parts=joined((*message.parts, part))))
