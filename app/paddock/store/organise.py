"""Where chats lie: folders, tags, pins, the archive and the trash.

One rule: each method is one transaction, and only `purge` ever removes a chat.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from paddock.core.chats import Chat, Folder
from paddock.core.errors import UserError
from paddock.core.said import say
from paddock.store.database import Database
from paddock.store.rows import CHAT_COLUMNS, TAG_SEPARATOR, storable, to_chat

if TYPE_CHECKING:
    from sqlite3 import Connection

LONGEST_NAME = 80  # characters of a folder's name or a tag


class Organiser:
    """Reads and writes the order of chats; any thread may call.

    Args:
        clock: seconds since the epoch.
    """

    def __init__(self, db: Database, clock: Callable[[], float] = time.time) -> None:
        self._db = db
        self._clock = clock

    # --- folders

    def folders(self) -> list[Folder]:
        """All folders in the person's order."""
        query = (
            "SELECT id, name, (SELECT count(*) FROM chats WHERE folder_id = folders.id AND deleted_at IS NULL) "
            "FROM folders ORDER BY position, id"
        )
        return self._db.read(lambda connection: [Folder(*row) for row in connection.execute(query)])

    def add_folder(self, name: str) -> Folder:
        """A new folder, the last.

        Raises:
            UserError: "bad-name".
        """
        name = clean_name(name, "A folder's name")

        def work(connection: Connection) -> Folder:
            cursor = connection.execute(
                "INSERT INTO folders (name, position) VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM folders))",
                (name,),
            )
            return Folder(cursor.lastrowid or 0, name)

        return self._db.write(work)

    def rename_folder(self, folder_id: int, name: str) -> None:
        """Call it something else. Raises `UserError`: "bad-name", "no-such-folder"."""
        name = clean_name(name, "A folder's name")
        self._change_folder("UPDATE folders SET name = ? WHERE id = ?", (name, folder_id), folder_id)

    def remove_folder(self, folder_id: int) -> None:
        """Take a folder away; its chats stay, in no folder. Raises `UserError`: "no-such-folder"."""
        self._change_folder("DELETE FROM folders WHERE id = ?", (folder_id,), folder_id)

    def order_folders(self, ids: Sequence[int]) -> None:
        """Put the folders into this order; those that are not named come last, in their order."""

        def work(connection: Connection) -> None:
            connection.execute("UPDATE folders SET position = position + ?", (len(ids),))
            for position, folder_id in enumerate(ids):
                connection.execute("UPDATE folders SET position = ? WHERE id = ?", (position, folder_id))

        self._db.write(work)

    # --- chats

    def put(self, chat_ids: Iterable[int], folder_id: int | None) -> None:
        """Put chats into a folder; None: into none. Raises `UserError`: "no-such-folder"."""

        def work(connection: Connection) -> None:
            if (
                folder_id is not None
                and not connection.execute("SELECT 1 FROM folders WHERE id = ?", (folder_id,)).fetchone()
            ):
                raise _no_such_folder()
            for chat_id in chat_ids:
                connection.execute("UPDATE chats SET folder_id = ? WHERE id = ?", (folder_id, chat_id))

        self._db.write(work)

    def pin(self, chat_ids: Iterable[int], pinned: bool = True) -> None:
        """Keep chats above all others, or no longer."""
        self._each("UPDATE chats SET pinned = ? WHERE id = ?", pinned, chat_ids)

    def archive(self, chat_ids: Iterable[int], archived: bool = True) -> None:
        """Take chats out of the list without deleting them, or bring them back."""
        self._each("UPDATE chats SET archived = ? WHERE id = ?", archived, chat_ids)

    def trash(self, chat_ids: Iterable[int]) -> None:
        """Put chats into the trash; those that lie there keep their day."""
        self._each("UPDATE chats SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL", self._clock(), chat_ids)

    def untrash(self, chat_ids: Iterable[int]) -> None:
        """Bring chats back from the trash."""
        self._each("UPDATE chats SET deleted_at = ? WHERE id = ?", None, chat_ids)

    def trashed(self) -> list[Chat]:
        """What lies in the trash, the latest first."""
        query = f"SELECT {CHAT_COLUMNS} FROM chats WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC"
        return self._db.read(lambda connection: [to_chat(row) for row in connection.execute(query)])

    def purge(self, chat_ids: Iterable[int]) -> int:
        """Remove, for good, what lies in the trash of these; how many chats that were."""
        ids = tuple(chat_ids)

        def work(connection: Connection) -> int:
            query = "DELETE FROM chats WHERE id = ? AND deleted_at IS NOT NULL"
            return sum(connection.execute(query, (chat_id,)).rowcount for chat_id in ids)

        return self._db.write(work)

    # --- tags

    def tags(self) -> list[tuple[str, int]]:
        """All tags in alphabetical order, each with the number of its chats."""
        query = (
            "SELECT tag, count(*) FROM tags JOIN chats ON chats.id = tags.chat_id WHERE deleted_at IS NULL "
            "GROUP BY tag ORDER BY tag COLLATE NOCASE"
        )
        return self._db.read(lambda connection: [(str(tag), int(count)) for tag, count in connection.execute(query)])

    def tag(self, chat_ids: Iterable[int], tag: str) -> None:
        """Give chats a tag. Raises `UserError`: "bad-name"."""
        name = clean_name(tag, "A tag")
        self._db.write(
            lambda connection: connection.executemany(
                "INSERT OR IGNORE INTO tags (chat_id, tag) SELECT id, ? FROM chats WHERE id = ?",
                [(name, chat_id) for chat_id in chat_ids],
            )
        )

    def untag(self, chat_ids: Iterable[int], tag: str) -> None:
        """Take a tag from chats."""
        self._each("DELETE FROM tags WHERE tag = ? AND chat_id = ?", tag, chat_ids)

    def _each(self, statement: str, value: object, chat_ids: Iterable[int]) -> None:
        rows = [(value, chat_id) for chat_id in chat_ids]
        self._db.write(lambda connection: connection.executemany(statement, rows))

    def _change_folder(self, statement: str, values: tuple[Any, ...], folder_id: int) -> None:
        def work(connection: Connection) -> None:
            if not connection.execute(statement, values).rowcount:
                raise _no_such_folder()

        self._db.write(work)


def clean_name(text: str, what: str) -> str:
    """A folder's name or a tag as it is stored. Raises `UserError`: "bad-name"."""
    name = storable(" ".join(text.replace(TAG_SEPARATOR, " ").split()))
    if not name or len(name) > LONGEST_NAME:
        raise UserError(
            say("{what} has one to {longest_name} characters.", what=what, longest_name=LONGEST_NAME),
            say("Write another one."),
            code="bad-name",
        )
    return name


def _no_such_folder() -> UserError:
    return UserError(say("This folder is no longer there."), say("Choose another one."), code="no-such-folder")
