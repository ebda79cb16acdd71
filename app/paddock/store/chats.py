"""Chats and their trees of messages.

One rule: each method is one transaction; when it returns, what it did is on the disk.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from paddock.core.chats import Chat, Summary, Titled
from paddock.core.errors import BugError, UserError
from paddock.core.events import Timings, Usage
from paddock.core.messages import Message, MessageStatus, Part, Role, TextPart, joined
from paddock.core.params import Overflow
from paddock.core.said import say
from paddock.store import index
from paddock.store.database import Database
from paddock.store.paths import End, chunks_of
from paddock.store.rows import (
    CHAT_COLUMNS,
    MESSAGE_COLUMNS,
    SUMMARY_COLUMNS,
    dump_parts,
    dump_said,
    load_parts,
    storable,
    to_chat,
    to_chunk,
    to_message,
    to_summary,
)

if TYPE_CHECKING:
    from sqlite3 import Connection

DAY = 86_400.0


class ChatStore:
    """Reads and writes chats; any thread may call, all block on the store's thread.

    Args:
        clock: seconds since the epoch; only for showing, the order of things never depends on it.
    """

    def __init__(self, db: Database, clock: Callable[[], float] = time.time) -> None:
        self._db = db
        self._clock = clock

    # --- chats

    def create_chat(self, model: str = "", system_prompt: str = "", overflow: Overflow = Overflow.SHIFT) -> Chat:
        """A new, empty chat, first in the list."""

        def work(connection: Connection) -> Chat:
            now = self._clock()
            cursor = connection.execute(
                "INSERT INTO chats (title, titled, model, system_prompt, draft, created_at, updated_at, overflow, "
                f"touched, uid) VALUES ('', 'words', ?, ?, '', ?, ?, ?, {_NEXT_TOUCH}, lower(hex(randomblob(16))))",
                (storable(model), storable(system_prompt), now, now, overflow.value),
            )
            return _chat(connection, cursor.lastrowid or 0)

        return self._db.write(work)

    def get_chat(self, chat_id: int) -> Chat:
        """One chat.

        Raises:
            UserError: "no-such-chat": there is none of that number, or it is deleted.
        """
        return self._db.read(lambda connection: _chat(connection, chat_id))

    def list_chats(self) -> list[Chat]:
        """All chats that are not deleted, the one written to last first."""
        query = f"SELECT {CHAT_COLUMNS} FROM chats WHERE deleted_at IS NULL ORDER BY touched DESC, id DESC"
        return self._db.read(lambda connection: [to_chat(row) for row in connection.execute(query)])

    def list_some(self, chat_ids: Iterable[int]) -> list[Chat]:
        """Those of these chats that `list_chats` has, in its order."""
        query = (
            f"SELECT {CHAT_COLUMNS} FROM chats WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL "
            "ORDER BY touched DESC, id DESC"
        )
        among = json.dumps([*chat_ids])
        return self._db.read(lambda connection: [to_chat(row) for row in connection.execute(query, (among,))])

    def rename(self, chat_id: int, title: str, by: Titled = Titled.PERSON) -> None:
        """Give a chat a title. A model's replaces no title but one of first words."""

        def work(connection: Connection) -> None:
            chat = _chat(connection, chat_id)
            if by is Titled.MODEL and chat.titled is not Titled.WORDS:
                return
            connection.execute(
                "UPDATE chats SET title = ?, titled = ? WHERE id = ?", (storable(title), by.value, chat_id)
            )
            index.add_title(connection, chat_id, storable(title))

        self._db.write(work)

    def set_model(self, chat_id: int, ref: str) -> None:
        """Which model answers."""
        self._set(chat_id, "model", ref)

    def set_system_prompt(self, chat_id: int, text: str) -> None:
        """What the model is told first."""
        self._set(chat_id, "system_prompt", text)

    def set_overflow(self, chat_id: int, overflow: Overflow) -> None:
        """What happens when the chat grows beyond the context."""
        self._set(chat_id, "overflow", overflow.value)

    def set_sampling(self, chat_id: int, sampling: str) -> None:
        """How answers are drawn where it differs from how the model draws: JSON, see `config.overrides`; "" if not."""
        self._set(chat_id, "sampling", sampling)

    def set_draft(self, chat_id: int, text: str) -> None:
        """Text that was written and not sent."""
        self._set(chat_id, "draft", text)

    def set_head(self, chat_id: int, message_id: int) -> None:
        """Let the visible path end at this message."""

        def work(connection: Connection) -> None:
            _require_in_chat(connection, message_id, chat_id)
            connection.execute("UPDATE chats SET head_id = ? WHERE id = ?", (message_id, chat_id))

        self._db.write(work)

    def delete(self, chat_id: int) -> None:
        """Hide a chat; `restore` brings it back until it is purged."""
        self._update_chat("deleted_at = ?", (self._clock(),), chat_id)

    def restore(self, chat_id: int) -> None:
        """Show a deleted chat again."""
        self._update_chat("deleted_at = NULL", (), chat_id)

    def purge_deleted(self, older_than_days: float = 30) -> int:
        """Remove, for good, what was deleted longer ago; how many chats that were."""
        before = self._clock() - older_than_days * DAY
        return self._db.write(
            lambda connection: connection.execute("DELETE FROM chats WHERE deleted_at < ?", (before,)).rowcount
        )

    # --- messages

    def add_message(
        self,
        chat_id: int,
        parent_id: int | None,
        role: Role,
        content: str | Sequence[Part],
        status: MessageStatus = MessageStatus.COMPLETE,
        model: str = "",
    ) -> Message:
        """Add a message below `parent_id`; it becomes the head of the chat in the same transaction.

        Args:
            content: its text, or its parts.

        Raises:
            UserError: "no-such-chat".
            BugError: the parent is in another chat.
        """
        parts = (TextPart(content),) if isinstance(content, str) else tuple(content)
        return self._db.write(lambda connection: self._add(connection, chat_id, parent_id, role, parts, status, model))

    def add_exchange(self, chat_id: int, text: str, title: str, model: str, begin: str = "") -> tuple[Message, Message]:
        """Add a question below the chat's head, and the answer to come, STREAMING: both, or neither.

        Args:
            title: the chat's, if it has none yet.
            begin: what of the answer is there already.

        Raises:
            UserError: "no-such-chat".
        """

        said = (TextPart(text),)
        begun = (TextPart(begin),) if begin else ()

        def work(connection: Connection) -> tuple[Message, Message]:
            chat = _chat(connection, chat_id)
            asked = self._add(connection, chat_id, chat.head_id, Role.USER, said, MessageStatus.COMPLETE, "")
            answer = self._add(connection, chat_id, asked.id, Role.ASSISTANT, begun, MessageStatus.STREAMING, model)
            if not chat.title:
                connection.execute("UPDATE chats SET title = ? WHERE id = ?", (storable(title), chat_id))
                index.add_title(connection, chat_id, storable(title))
            return asked, answer

        return self._db.write(work)

    def _add(
        self,
        connection: Connection,
        chat_id: int,
        parent_id: int | None,
        role: Role,
        parts: Sequence[Part],
        status: MessageStatus,
        model: str,
    ) -> Message:
        _chat(connection, chat_id)
        if parent_id is not None:
            _require_in_chat(connection, parent_id, chat_id)
        now = self._clock()
        cursor = connection.execute(
            "INSERT INTO messages (chat_id, parent_id, role, parts, status, created_at, model) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (chat_id, parent_id, role.value, (stored := dump_parts(parts)), status.value, now, storable(model)),
        )
        message_id = cursor.lastrowid or 0
        if parts:
            index.add(connection, message_id, chat_id, role.value, storable(model), now, stored)
        connection.execute(
            f"UPDATE chats SET head_id = ?, updated_at = ?, touched = {_NEXT_TOUCH} WHERE id = ?",
            (message_id, now, chat_id),
        )
        return _message(connection, message_id)

    def append_text(self, message_id: int, text: str) -> None:
        """Add text to an answer that streams."""
        self.append(message_id, (TextPart(text),))

    def append(self, message_id: int, parts: Sequence[Part]) -> None:
        """Add to an answer that streams. Costs what is new only, however long the answer is."""
        chunks = [(message_id, *to_chunk(part)) for part in parts]
        self._db.write(
            lambda connection: connection.executemany(
                "INSERT INTO chunks (message_id, kind, text, seconds) VALUES (?, ?, ?, ?)", chunks
            )
        )

    def finish_message(
        self,
        message_id: int,
        status: MessageStatus,
        *,
        finish_reason: str = "",
        usage: Usage = Usage(),  # noqa: B008 - frozen
        timings: Timings = Timings(),  # noqa: B008 - frozen
        seed: int | None = None,
        error: str = "",
        sampling: str = "",
        build: str = "",
        first_kept: int | None = None,
    ) -> None:
        """End an answer: join what was streamed and note how it went; see `Message` for the notes."""

        def work(connection: Connection) -> None:
            _join_chunks(connection, message_id)
            connection.execute(
                "UPDATE messages SET status = ?, finish_reason = ?, seed = ?, error = ?, prompt_tokens = ?, "
                "completion_tokens = ?, cached_tokens = ?, restored_tokens = ?, drafted_tokens = ?, "
                "accepted_tokens = ?, load_ms = ?, ttft_ms = ?, prompt_tok_s = ?, decode_tok_s = ?, "
                "sampling = ?, build = ?, first_kept = ? WHERE id = ?",
                (
                    *(status.value, finish_reason, seed, dump_said(error)),
                    *(usage.prompt_tokens, usage.completion_tokens, usage.cached_tokens),
                    *(usage.restored_tokens, usage.drafted_tokens, usage.accepted_tokens),
                    *(timings.load_ms, timings.ttft_ms, timings.prompt_tok_s, timings.decode_tok_s),
                    *(storable(sampling), build, first_kept),
                    message_id,
                ),
            )

        self._db.write(work)

    def reopen_message(self, message_id: int) -> None:
        """Let an ended answer stream on from where it ended."""

        def work(connection: Connection) -> None:
            connection.execute(
                "UPDATE messages SET status = ?, finish_reason = '', error = '' WHERE id = ?",
                (MessageStatus.STREAMING.value, message_id),
            )
            self._db.paths.forget(message_id)

        self._db.write(work)

    def mark_interrupted(self) -> int:
        """After a start: answers that still stream were cut off; how many that were."""

        def work(connection: Connection) -> int:
            cut = [row[0] for row in connection.execute("SELECT id FROM messages WHERE status = 'streaming'")]
            for message_id in cut:
                _join_chunks(connection, message_id)
                connection.execute(
                    "UPDATE messages SET status = ?, finish_reason = 'interrupted' WHERE id = ?",
                    (MessageStatus.INTERRUPTED.value, message_id),
                )
            return len(cut)

        return self._db.write(work)

    def message(self, message_id: int) -> Message:
        """One message with its siblings.

        Raises:
            UserError: "no-such-message".
        """
        return self._db.read(lambda connection: _message(connection, message_id))

    def path(self, chat_id: int, head_id: int | None = None) -> list[Message]:
        """From the first message to `head_id` (the chat's head), with siblings.

        Raises:
            UserError: "no-such-chat".
        """

        def work(connection: Connection) -> list[Message]:
            head = head_id if head_id is not None else _chat(connection, chat_id).head_id
            return self._db.paths.whole(connection, chat_id, head)

        return self._db.read(work)

    def end_of_path(self, chat_id: int, count: int, at: int | None = None) -> End:
        """The last `count` messages of what is shown, or more: from `count` before the message `at` on.

        Raises:
            UserError: "no-such-chat".
        """
        return self._db.read(
            lambda connection: self._db.paths.end(connection, chat_id, _chat(connection, chat_id).head_id, count, at)
        )

    def path_above(self, chat_id: int, count: int, below: int) -> End:
        """The `count` messages of what is shown that come before `below`; none, where that is not shown.

        Raises:
            UserError: "no-such-chat".
        """

        def work(connection: Connection) -> End:
            return self._db.paths.above(connection, chat_id, _chat(connection, chat_id).head_id, count, below)

        return self._db.read(work)

    def leaf_below(self, message_id: int) -> int:
        """The newest message below this one, or itself: where a person who left this branch was last."""
        return self._db.read(lambda connection: int(connection.execute(_LEAF, (message_id,)).fetchone()[0]))

    # --- summaries

    def add_summary(self, chat_id: int, message_id: int, text: str, model: str) -> Summary:
        """Keep what a model wrote of all messages up to `message_id`.

        Raises:
            BugError: that message is in another chat.
        """

        def work(connection: Connection) -> Summary:
            _require_in_chat(connection, message_id, chat_id)
            cursor = connection.execute(
                "INSERT INTO summaries (chat_id, message_id, text, model, created_at) VALUES (?, ?, ?, ?, ?)",
                (chat_id, message_id, storable(text), storable(model), self._clock()),
            )
            query = f"SELECT {SUMMARY_COLUMNS} FROM summaries WHERE id = ?"
            return to_summary(connection.execute(query, (cursor.lastrowid,)).fetchone())

        return self._db.write(work)

    def summaries(self, chat_id: int) -> list[Summary]:
        """Those of a chat, of all its branches, the oldest first."""
        query = f"SELECT {SUMMARY_COLUMNS} FROM summaries WHERE chat_id = ? ORDER BY id"
        return self._db.read(lambda connection: [to_summary(row) for row in connection.execute(query, (chat_id,))])

    # --- small facts

    def get_state(self, key: str, default: str = "") -> str:
        """A fact that was kept under `key`."""

        def work(connection: Connection) -> str:
            row = connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
            return default if row is None else str(row[0])

        return self._db.read(work)

    def set_state(self, key: str, value: str) -> None:
        """Keep a fact."""
        self._db.write(
            lambda connection: connection.execute(
                "INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, storable(value)),
            )
        )

    def _set(self, chat_id: int, column: str, value: str) -> None:
        self._update_chat(f"{column} = ?", (storable(value),), chat_id)

    def _update_chat(self, assignment: str, values: tuple[Any, ...], chat_id: int) -> None:
        def work(connection: Connection) -> None:
            changed = connection.execute(f"UPDATE chats SET {assignment} WHERE id = ?", (*values, chat_id)).rowcount
            if not changed:
                raise _no_such_chat(chat_id)

        self._db.write(work)


_NEXT_TOUCH = "(SELECT coalesce(max(touched), 0) + 1 FROM chats)"

# The newest message of a subtree has no children: they would be newer.
_LEAF = """
    WITH RECURSIVE down (node) AS (
        VALUES (?)
        UNION ALL
        SELECT messages.id FROM down JOIN messages ON messages.parent_id = down.node AND messages.deleted_at IS NULL
    )
    SELECT max(node) FROM down
"""


def _no_such_chat(chat_id: int) -> UserError:
    return UserError(
        say("There is no chat {chat_id}.", chat_id=chat_id),
        say("`paddock chats list` shows the chats there are."),
        code="no-such-chat",
    )


def _chat(connection: Connection, chat_id: int) -> Chat:
    query = f"SELECT {CHAT_COLUMNS} FROM chats WHERE id = ? AND deleted_at IS NULL"
    row = connection.execute(query, (chat_id,)).fetchone()
    if row is None:
        raise _no_such_chat(chat_id)
    return to_chat(row)


def _message(connection: Connection, message_id: int) -> Message:
    query = f"SELECT {MESSAGE_COLUMNS} FROM messages WHERE id = ? AND deleted_at IS NULL"
    row = connection.execute(query, (message_id,)).fetchone()
    if row is None:
        raise UserError(
            say("There is no message {message_id}.", message_id=message_id),
            say("Its chat may have been deleted."),
            code="no-such-message",
        )
    chat_id, parent_id = row[1], row[2]
    siblings = connection.execute(
        "SELECT id FROM messages WHERE chat_id = ? AND parent_id IS ? AND deleted_at IS NULL ORDER BY id",
        (chat_id, parent_id),
    )
    parts = joined((*load_parts(row[4]), *chunks_of(connection, message_id)))
    return to_message(row, parts, tuple(sibling for (sibling,) in siblings))


def _require_in_chat(connection: Connection, message_id: int, chat_id: int) -> None:
    if not connection.execute("SELECT 1 FROM messages WHERE id = ? AND chat_id = ?", (message_id, chat_id)).fetchone():
        raise BugError("A message was looked for in another chat.", f"message {message_id}, chat {chat_id}")


def _join_chunks(connection: Connection, message_id: int) -> None:
    streamed = chunks_of(connection, message_id)
    if not streamed:
        return
    query = "SELECT chat_id, role, model, created_at, parts FROM messages WHERE id = ?"
    chat_id, role, model, created, stored = connection.execute(query, (message_id,)).fetchone()
    parts = dump_parts((*load_parts(stored), *streamed))
    connection.execute("UPDATE messages SET parts = ? WHERE id = ?", (parts, message_id))
    index.add(connection, message_id, chat_id, role, model, created, parts)
    connection.execute("DELETE FROM chunks WHERE message_id = ?", (message_id,))
