"""Folders are dragged, or moved by key, to another place among the folders. One rule: it computes; it moves nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData

from paddock.core.chats import Folder
from paddock.ui.chat_list.model import FOLDER_MIME, ChatListModel

Span = tuple[int, int]  # px from where to where a folder and its chats stand in the view


def dragged_folder(data: QMimeData) -> int | None:
    """The number of the folder that is dragged; None: it is something else."""
    number = bytes(data.data(FOLDER_MIME).data()).decode("ascii", "replace") if data.hasFormat(FOLDER_MIME) else ""
    return int(number) if number.isdecimal() else None


def last_rows(model: ChatListModel) -> list[Span]:
    """First and last row of each folder with its chats, in the folders' order."""
    rows: list[Span] = []
    inside: int | None = None
    for row in range(model.rowCount()):
        found = model.row_at(model.index(row, 0))
        if found is None:
            break
        if found.folder is not None:
            rows.append((row, row))
            inside = found.folder.id
        elif inside is not None and found.chat is not None and found.place == ("folder", inside):
            rows[-1] = (rows[-1][0], row)
        else:
            inside = None
    return rows


def slot_at(spans: Sequence[Span], y: int) -> int:
    """Between which folders (0: before the first) something is let fall at `y`: before or after the nearer half."""
    return sum(y > (top + bottom) // 2 for top, bottom in spans)


def moved(folders: Sequence[Folder], folder_id: int, slot: int) -> list[Folder]:
    """The folders with one of them put between two others; `slot` counts with it where it stood."""
    rest = [folder for folder in folders if folder.id != folder_id]
    one = [folder for folder in folders if folder.id == folder_id]
    before = sum(folder.id != folder_id for folder in folders[:slot])
    return [*rest[:before], *one, *rest[before:]]


def stepped(folders: Sequence[Folder], folder_id: int, by: int) -> list[Folder]:
    """The folders with one of them a place further up (-1) or down (1)."""
    numbers = [folder.id for folder in folders]
    place = numbers.index(folder_id) if folder_id in numbers else 0
    return moved(folders, folder_id, max(0, place - 1) if by < 0 else place + 2)
