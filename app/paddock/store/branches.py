"""Changing what was said: edits beside, removals that can be undone, forks.

One rule: no message is ever changed or lost; an edit is a sibling, a removal hides, and both are one transaction.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from paddock.core.chats import Chat, Titled, another_title
from paddock.core.errors import UserError
from paddock.core.messages import Message, Part
from paddock.core.said import say
from paddock.store import index
from paddock.store.chats import ChatStore
from paddock.store.database import Database
from paddock.store.rows import dump_parts, storable

if TYPE_CHECKING:
    from sqlite3 import Connection

# All of a message but its place in the tree.
_COPIED = (
    "role, parts, status, created_at, model, finish_reason, error, seed, prompt_tokens, completion_tokens, "
    "cached_tokens, load_ms, ttft_ms, prompt_tok_s, decode_tok_s, restored_tokens, drafted_tokens, accepted_tokens, "
    "sampling, build"
)


class Branches:
    """Works on the trees of chats; any thread may call.

    Args:
        clock: seconds since the epoch, for showing only.
    """

    def __init__(self, db: Database, store: ChatStore, clock: Callable[[], float] = time.time) -> None:
        self._db = db
        self._store = store
        self._clock = clock

    def edit(self, message_id: int, parts: Sequence[Part]) -> Message:
        """Put a changed copy beside a message and show it; what was below the old one stays there.

        Raises:
            UserError: "no-such-message".
        """
        old = self._store.message(message_id)

        def work(connection: Connection) -> int:
            stored, now = dump_parts(parts), self._clock()
            cursor = connection.execute(
                "INSERT INTO messages (chat_id, parent_id, role, parts, status, created_at, model) "
                "VALUES (?, ?, ?, ?, 'complete', ?, ?)",
                (old.chat_id, old.parent_id, old.role.value, stored, now, storable(old.model)),
            )
            new = cursor.lastrowid or 0
            index.add(connection, new, old.chat_id, old.role.value, storable(old.model), now, stored)
            connection.execute("UPDATE chats SET head_id = ? WHERE id = ?", (new, old.chat_id))
            return new

        return self._store.message(self._db.write(work))

    def remove(self, message_id: int, *, all_after: bool = False) -> int:
        """Take a message out of the chat, alone or with all that follows it; the number that `undo` takes.

        Alone, what follows it moves up to what was before it.

        Raises:
            UserError: "no-such-message", "still-streaming".
        """
        message = self._store.message(message_id)
        return self._db.write(lambda connection: self._remove(connection, message, all_after))

    def undo(self, removal_id: int) -> int:
        """Put back what a removal took; the chat's number.

        Raises:
            UserError: "no-such-removal".
        """

        def work(connection: Connection) -> int:
            row = connection.execute("SELECT chat_id, what FROM removals WHERE id = ?", (removal_id,)).fetchone()
            if row is None:
                raise UserError(
                    say("There is nothing to put back."), say("It was put back already."), code="no-such-removal"
                )
            what = json.loads(row[1])
            for message_id in what["messages"]:
                connection.execute(
                    "UPDATE messages SET deleted_at = NULL, parent_id = ? WHERE id = ?",
                    (_shown_above(connection, message_id), message_id),
                )
                _index(connection, message_id)
            for child, parent in what["moved"]:
                connection.execute("UPDATE messages SET parent_id = ? WHERE id = ?", (parent, child))
            connection.execute(
                "UPDATE chats SET head_id = ? WHERE id = ? AND ? IN (SELECT id FROM messages WHERE deleted_at IS NULL)",
                (what["head"], row[0], what["head"]),
            )
            connection.execute("DELETE FROM removals WHERE id = ?", (removal_id,))
            return int(row[0])

        return self._db.write(work)

    def purge_removed(self, before: float) -> int:
        """Remove, for good, messages that were taken out before this moment; how many that were."""

        def work(connection: Connection) -> int:
            # Children of a hidden message are hidden, too, so the cascade takes nothing that is shown.
            gone = connection.execute("DELETE FROM messages WHERE deleted_at < ?", (before,)).rowcount
            connection.execute("DELETE FROM removals WHERE removed_at < ?", (before,))
            return gone

        return self._db.write(work)

    def fork(self, message_id: int) -> Chat:
        """A new chat that begins with the path down to this message, with everything that is known of it.

        Its title has a number, so that the list tells them apart, and no model takes that away.

        Raises:
            UserError: "no-such-message".
        """
        message = self._store.message(message_id)
        path = self._store.path(message.chat_id, message_id)

        def work(connection: Connection) -> int:
            now = self._clock()
            (before,) = connection.execute("SELECT title FROM chats WHERE id = ?", (message.chat_id,)).fetchone()
            title = another_title(before, {title for (title,) in connection.execute("SELECT title FROM chats")})
            titled = Titled.PERSON if title else Titled.WORDS
            cursor = connection.execute(
                "INSERT INTO chats (title, titled, model, system_prompt, draft, created_at, updated_at, touched, "
                "overflow, folder_id, persona_id, sampling, uid) SELECT ?, ?, model, system_prompt, '', ?, ?, "
                "(SELECT max(touched) + 1 FROM chats), overflow, folder_id, persona_id, sampling, "
                "lower(hex(randomblob(16))) FROM chats WHERE id = ?",
                (title, titled.value, now, now, message.chat_id),
            )
            chat_id, above = cursor.lastrowid or 0, None
            index.add_title(connection, chat_id, title)
            for said in path:
                copied = connection.execute(
                    f"INSERT INTO messages (chat_id, parent_id, {_COPIED}) SELECT ?, ?, {_COPIED} "
                    "FROM messages WHERE id = ?",
                    (chat_id, above, said.id),
                )
                above = copied.lastrowid
                _index(connection, above or 0)
            connection.execute("UPDATE chats SET head_id = ? WHERE id = ?", (above, chat_id))
            return chat_id

        return self._store.get_chat(self._db.write(work))

    def _remove(self, connection: Connection, message: Message, all_after: bool) -> int:
        gone = _below(connection, message.id) if all_after else [message.id]
        marks = ", ".join("?" * len(gone))
        if connection.execute(
            f"SELECT 1 FROM messages WHERE status = 'streaming' AND id IN ({marks})", gone
        ).fetchone():
            raise UserError(say("This answer is still being written."), say("Stop it first."), code="still-streaming")
        children = [] if all_after else _children(connection, message.id)
        (head,) = connection.execute("SELECT head_id FROM chats WHERE id = ?", (message.chat_id,)).fetchone()
        connection.executemany(
            "UPDATE messages SET deleted_at = ? WHERE id = ?", [(self._clock(), number) for number in gone]
        )
        for number in gone:
            index.remove(connection, number)
        connection.executemany(
            "UPDATE messages SET parent_id = ? WHERE id = ?", [(message.parent_id, child) for child in children]
        )
        if head in gone:
            connection.execute(
                "UPDATE chats SET head_id = ? WHERE id = ?", (_next_head(connection, message), message.chat_id)
            )
        what = {"messages": gone, "moved": [[child, message.id] for child in children], "head": head}
        cursor = connection.execute(
            "INSERT INTO removals (chat_id, removed_at, what) VALUES (?, ?, ?)",
            (message.chat_id, self._clock(), json.dumps(what)),
        )
        return cursor.lastrowid or 0


def _shown_above(connection: Connection, message_id: int) -> int | None:
    """The nearest message above that is shown: what was right above may have been removed since."""
    row = connection.execute("SELECT parent_id FROM messages WHERE id = ?", (message_id,)).fetchone()
    while row[0] is not None:
        above = connection.execute("SELECT parent_id, deleted_at FROM messages WHERE id = ?", (row[0],)).fetchone()
        if above[1] is None:
            return int(row[0])
        row = above
    return None


def _next_head(connection: Connection, removed: Message) -> int | None:
    """What is shown where the end of the path has gone: the newest message beside it, else what was before it."""
    beside = connection.execute(
        "SELECT max(id) FROM messages WHERE chat_id = ? AND parent_id IS ? AND deleted_at IS NULL",
        (removed.chat_id, removed.parent_id),
    ).fetchone()[0]
    if beside is None:
        return removed.parent_id
    return max(_below(connection, int(beside)))


def _below(connection: Connection, message_id: int) -> list[int]:
    """A message and all below it that are shown."""
    rows = connection.execute(
        "WITH RECURSIVE down (node) AS (VALUES (?) UNION ALL SELECT messages.id FROM down "
        "JOIN messages ON messages.parent_id = down.node AND messages.deleted_at IS NULL) SELECT node FROM down",
        (message_id,),
    )
    return [int(node) for (node,) in rows]


def _children(connection: Connection, message_id: int) -> list[int]:
    query = "SELECT id FROM messages WHERE parent_id = ? AND deleted_at IS NULL ORDER BY id"
    return [int(child) for (child,) in connection.execute(query, (message_id,))]


def _index(connection: Connection, message_id: int) -> None:
    query = "SELECT id, chat_id, role, model, created_at, parts FROM messages WHERE id = ?"
    index.add(connection, *connection.execute(query, (message_id,)).fetchone())
