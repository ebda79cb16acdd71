"""The chats as rows: pinned ones, folders, groups by date; while somebody searches, what was found.

One rule: built in one pass, and what did not change is not made again, so 10,000 chats cost nothing.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from paddock.core.chats import Chat, Folder
from paddock.core.personas import Persona
from paddock.core.searching import ChatQuery, Hit
from paddock.ui.i18n import tr

Index = QModelIndex | QPersistentModelIndex
DAYS_OF_PREVIOUS = 7
CHATS_MIME = "application/x-paddock-chats"  # numbers of dragged chats, with commas
FOLDER_MIME = "application/x-paddock-folder"  # number of a dragged folder
DAY = 86_400  # s; a day with a change of clocks is an hour off, and right again the next time


class Roles(IntEnum):
    """What the delegate and the view ask for."""

    CHAT = Qt.ItemDataRole.UserRole + 1  # the Chat, or None for a heading
    OPEN = Qt.ItemDataRole.UserRole + 2  # whether it is the chat that is shown
    ANSWERING = Qt.ItemDataRole.UserRole + 3  # whether an answer is on its way
    ROW = Qt.ItemDataRole.UserRole + 4  # the whole Row
    PERSONA = Qt.ItemDataRole.UserRole + 5  # the Persona that plays there, or None


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a heading, a folder, a chat, or a message that was found.

    Attributes:
        folded: of a folder: its chats are not shown.
        place: what a chat that is dropped here gets: ("pinned", None), ("folder", its number or None); None: nothing.
    """

    text: str
    chat: Chat | None = None
    folder: Folder | None = None
    folded: bool = False
    hit: Hit | None = None
    place: tuple[str, int | None] | None = None


class ChatListModel(QAbstractListModel):
    """Rows of headings, folders, chats and hits. Archived chats are not among them.

    Signals:
        renamed: chat id and the title the person typed; the row changes when the store has it.
        dropped: numbers of chats, and the place they were dropped on, see `Row.place`.
    """

    renamed = Signal(int, str)
    dropped = Signal(object, object)

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._clock = clock
        self._chats: list[Chat] = []
        self._made: dict[int, Row] = {}  # by chat
        self._filter = ""
        self._narrowed = ChatQuery("")
        self._rows: list[Row] = []
        self._open: int | None = None
        self._answering: frozenset[int] = frozenset()
        self._midnight = QTimer(self)
        self._midnight.setSingleShot(True)
        self._midnight.timeout.connect(self._rebuild)
        self._held = False
        self._late: list[Callable[[], None]] = []
        self._folders: Sequence[Folder] = ()
        self._folded_folders: set[int] = set()
        self._hits: Sequence[Hit] = ()
        self._personas: Mapping[int, Persona] = {}

    def set_chats(self, chats: Sequence[Chat]) -> None:
        """Show these, newest first; while a title is being edited they wait, or the editor would be swept away."""
        if self._held:
            self._late = [lambda: self.set_chats(chats)]
            return
        known = {chat.id: chat for chat in self._chats}
        self._chats = [_same(known.get(chat.id), chat) for chat in chats]
        self._made = {chat.id: row for chat in chats if (row := self._made.get(chat.id)) is not None}
        self._rebuild()

    def change_chats(self, chat_ids: Collection[int], now: Sequence[Chat]) -> None:
        """Of these chats those are listed `now`, newest first; the others stand where they stood."""
        if self._held:
            self._late.append(lambda: self.change_chats(chat_ids, now))
            return
        moved = {chat.id: chat for chat in now}
        for at in reversed(range(len(self._chats))):
            before = self._chats[at]
            if before.id not in chat_ids:
                continue
            after = moved.get(before.id)
            if after is not None and after.touched == before.touched:
                self._chats[at] = moved.pop(before.id)
            else:
                del self._chats[at]
                self._made.pop(before.id, None)
        for chat in moved.values():
            after_it = (at for at, other in enumerate(self._chats) if _order(other) < _order(chat))
            self._chats.insert(next(after_it, len(self._chats)), chat)
        self._rebuild()

    def set_personas(self, personas: Mapping[int, Persona]) -> None:
        """By number, those that play in chats: a chat without a title is called after its persona."""
        self._personas = personas
        if any(chat.persona_id is not None for chat in self._chats):
            self._made.clear()
            self.set_chats(self._chats)

    def set_held(self, held: bool) -> None:
        """Hold the rows still, or let go and show what came meanwhile."""
        self._held = held
        if not held:
            late, self._late = self._late, []
            for change in late:
                change()

    def set_filter(self, text: str) -> None:
        """Show only chats whose title contains this, whatever the case."""
        folded = text.strip().casefold()
        if folded != self._filter:
            self._filter = folded
            self._hits = ()
            self._rebuild()

    def set_narrowed(self, query: ChatQuery) -> None:
        """While somebody searches, show only chats that this takes; its text does not count."""
        if query != self._narrowed:
            self._narrowed = query
            if self._filter:
                self._hits = ()
                self._rebuild()

    def set_folders(self, folders: Sequence[Folder]) -> None:
        """The folders, in the person's order."""
        if folders != self._folders:
            self._folders = folders
            self._rebuild()

    @property
    def folders(self) -> Sequence[Folder]:
        """The folders, in the person's order."""
        return self._folders

    def set_folded(self, folder_ids: Iterable[int]) -> None:
        """Folders whose chats are not shown."""
        self._folded_folders = set(folder_ids)
        self._rebuild()

    def fold(self, folder_id: int) -> tuple[int, ...]:
        """Fold a folder, or unfold it; all that are folded now."""
        self._folded_folders ^= {folder_id}
        self._rebuild()
        return tuple(sorted(self._folded_folders))

    def set_hits(self, hits: Sequence[Hit]) -> None:
        """Messages that have what is being looked for; gone with the next change of the filter."""
        self._hits = hits
        self._rebuild()

    @property
    def has_hits(self) -> bool:
        """Whether there are rows of two heights."""
        return bool(self._hits)

    def row_at(self, index: Index) -> Row | None:
        """A whole row."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

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

    def spans_of(self, chat_ids: Collection[int]) -> list[tuple[int, int]]:
        """The rows of these chats: first and last of those that stand together."""
        spans: list[tuple[int, int]] = []
        for row, item in enumerate(self._rows):
            if item.chat is None or item.chat.id not in chat_ids:
                continue
            if spans and spans[-1][1] == row - 1:
                spans[-1] = (spans[-1][0], row)
            else:
                spans.append((row, row))
        return spans

    def index_of_folder(self, folder_id: int | None) -> QModelIndex:
        """The row of a folder; an invalid index if it is not shown."""
        for row, item in enumerate(self._rows):
            if item.folder is not None and item.folder.id == folder_id:
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
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said(row, answering=row.chat is not None and row.chat.id in self._answering)
        if role == Roles.CHAT:
            return row.chat
        if role == Roles.ROW:
            return row
        if role == Roles.OPEN:
            return row.chat is not None and row.chat.id == self._open
        if role == Roles.ANSWERING:
            return row.chat is not None and row.chat.id in self._answering
        if role == Roles.PERSONA:
            return self._personas.get(row.chat.persona_id or 0) if row.chat is not None else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings of dates cannot be chosen; folders and headings of places take what is dropped."""
        row = self.row_at(index)
        if row is None:
            return Qt.ItemFlag.ItemIsDropEnabled  # below all rows
        drop = Qt.ItemFlag.ItemIsDropEnabled if row.place is not None else Qt.ItemFlag.NoItemFlags
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if row.chat is not None:
            return chosen | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled | drop
        if row.folder is not None:
            return chosen | drop | Qt.ItemFlag.ItemIsDragEnabled
        return chosen | drop if row.hit is not None else drop

    # --- drag and drop

    def mimeTypes(self) -> list[str]:
        """Chats of this list, or a folder."""
        return [CHATS_MIME, FOLDER_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The numbers of the chats that are dragged; where there are none, that of the folder."""
        ids = [str(chat.id) for index in indexes if (chat := self.chat_at(index)) is not None]
        data = QMimeData()
        folders = [
            row.folder for index in indexes if (row := self.row_at(index)) is not None and row.folder is not None
        ]
        if ids:
            data.setData(CHATS_MIME, ",".join(ids).encode())
        elif folders:
            data.setData(FOLDER_MIME, str(folders[0].id).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Chats are moved."""
        return Qt.DropAction.MoveAction

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """On a folder, a heading of a place, or a chat that lies in one."""
        return data.hasFormat(CHATS_MIME) and self._place(row, parent) is not None

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Says where they were dropped; the rows change when the store has it. False: the view removes no row."""
        place = self._place(row, parent)
        if data.hasFormat(CHATS_MIME) and place is not None:
            numbers = bytes(data.data(CHATS_MIME).data()).decode("ascii", "replace")
            ids = [int(number) for number in numbers.split(",") if number.isdecimal()]
            if ids:
                self.dropped.emit(ids, place)
        return False

    def _place(self, row: int, parent: Index) -> tuple[str, int | None] | None:
        if parent.isValid():
            target = self.row_at(parent)
            return target.place if target is not None else None
        if row < 0 and not self._filter:
            return ("folder", None)  # below all rows: into none
        above = self._rows[row - 1] if 0 < row <= len(self._rows) else None
        return above.place if above is not None else None

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
        bounds = self._bounds()
        listed = list(self._listed())
        self._show([*self._of_places(listed), *self._of_dates(listed, bounds), *self._of_hits()])
        tomorrow = bounds[0][0] + DAY
        self._midnight.start(round(1000 * (tomorrow - self._clock())) + 1000)

    def _show(self, rows: list[Row]) -> None:
        """Show these rows; where each stands for what it stood for before, only those that look different change."""
        before = self._rows
        changed = [at for at, (row, old) in enumerate(zip(rows, before, strict=False)) if row is not old and row != old]
        if len(rows) == len(before) and all(_stands_for(rows[at]) == _stands_for(before[at]) for at in changed):
            self._rows = rows
            for at in changed:
                index = self.index(at, 0)
                self.dataChanged.emit(index, index)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _row(self, chat: Chat, place: tuple[str, int | None] | None) -> Row:
        row = self._made.get(chat.id)
        if row is None or row.chat is not chat or row.place != place:
            row = self._made[chat.id] = Row(self._title(chat), chat, place=place)
        return row

    def _listed(self) -> Iterable[Chat]:
        """The chats that are not in the archive; while somebody searches, those whose title has it."""
        if not self._filter:
            return (chat for chat in self._chats if not chat.archived)
        found = (chat for chat in self._chats if not chat.archived and self._filter in self._title(chat).casefold())
        return (chat for chat in found if self._narrowed.takes(chat))

    def _of_places(self, listed: Sequence[Chat]) -> Iterator[Row]:
        """The pinned chats, then the folders; a search takes all chats as one list."""
        if self._filter:
            return
        pinned = [chat for chat in listed if chat.pinned]
        place: tuple[str, int | None] = ("pinned", None)
        if pinned:
            yield Row(tr("Pinned"), place=place)
            yield from (self._row(chat, place) for chat in pinned)
        inside: defaultdict[int | None, list[Chat]] = defaultdict(list)
        for chat in listed:
            if not chat.pinned and chat.folder_id is not None:
                inside[chat.folder_id].append(chat)
        for folder in self._folders:
            place, folded = ("folder", folder.id), folder.id in self._folded_folders
            yield Row(folder.name, folder=folder, folded=folded, place=place)
            if not folded:
                yield from (self._row(chat, place) for chat in inside[folder.id])

    def _of_dates(self, listed: Sequence[Chat], bounds: tuple[tuple[float, str], ...]) -> Iterator[Row]:
        """The other chats by when they were written to; each group once, whatever the clock did meanwhile."""
        known = {folder.id for folder in self._folders}
        place: tuple[str, int | None] | None = None if self._filter else ("folder", None)  # what is found lies anywhere
        groups: list[list[Row]] = [[] for _ in bounds]
        ages = [-since for since, _ in bounds]
        for chat in listed:
            if self._filter or not (chat.pinned or chat.folder_id in known):
                groups[bisect_left(ages, -chat.updated_at)].append(self._row(chat, place))
        for (_, name), rows in zip(bounds, groups, strict=True):
            if rows:
                yield Row(name, place=place)
                yield from rows

    def _of_hits(self) -> Iterator[Row]:
        if self._hits:
            yield Row(tr("In messages"))
            yield from (Row(hit.title or tr("New chat"), hit=hit) for hit in self._hits)

    def _bounds(self) -> tuple[tuple[float, str], ...]:
        """Since when (local midnight, seconds since the epoch) each group counts."""
        today = datetime.fromtimestamp(self._clock()).replace(hour=0, minute=0, second=0, microsecond=0)
        return (
            (today.timestamp(), tr("Today")),
            ((today - timedelta(days=1)).timestamp(), tr("Yesterday")),
            ((today - timedelta(days=DAYS_OF_PREVIOUS)).timestamp(), tr("Previous 7 days")),
            (float("-inf"), tr("Older")),
        )

    def _title(self, chat: Chat) -> str:
        persona = self._personas.get(chat.persona_id or 0)
        return chat.title or (persona.name if persona is not None else tr("New chat"))


def _same(known: Chat | None, chat: Chat) -> Chat:
    """A chat as it was known, if it is still so."""
    return known if known is not None and known.touched == chat.touched and known == chat else chat


def _order(chat: Chat) -> tuple[int, int]:
    return chat.touched, chat.id


def _stands_for(row: Row) -> object:
    """The same of two rows that differ at most in how they look."""
    if row.chat is not None:
        return row.chat.id, row.place
    if row.folder is not None:
        return row.folder.id, row.folded
    return row


def said(row: Row, *, answering: bool) -> str:
    """A row in words, for those who do not see its signs."""
    if row.hit is not None:
        return f"{row.text}: {row.hit.snippet}"
    if row.folder is not None:
        how = tr("folded") if row.folded else tr("unfolded")
        return tr("Folder {name}, {how}, {count}", name=row.text, how=how, count=row.folder.chats)
    if row.chat is None:
        return tr("Heading: {name}", name=row.text)
    return tr("{title}, an answer is on its way", title=row.text) if answering else row.text
