"""Whole chats out of the store and into it. One rule: a chat comes in whole, in one transaction, or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from paddock.core.exchange import ChatRecord
from paddock.core.messages import Message, MessageStatus
from paddock.store import index
from paddock.store.chats import ChatStore
from paddock.store.database import Database
from paddock.store.rows import MESSAGE_COLUMNS, dump_parts, load_parts, of_chunks, storable, to_message

if TYPE_CHECKING:
    from sqlite3 import Connection


class Transfer:
    """Reads and writes whole chats; any thread may call."""

    def __init__(self, db: Database, store: ChatStore) -> None:
        self._db = db
        self._store = store

    def record(self, chat_id: int) -> ChatRecord:
        """Everything of one chat; an answer that streams is taken as far as it has come.

        Raises:
            UserError: "no-such-chat".
        """
        chat = self._store.get_chat(chat_id)

        def work(connection: Connection) -> tuple[str, str, str, tuple[Message, ...]]:
            row = connection.execute(
                "SELECT uid, (SELECT name FROM folders WHERE id = folder_id), "
                "(SELECT name FROM personas WHERE id = persona_id) FROM chats WHERE id = ?",
                (chat_id,),
            ).fetchone()
            return row[0], row[1] or "", row[2] or "", tuple(_messages(connection, chat_id))

        uid, folder, persona, messages = self._db.read(work)
        return ChatRecord(uid, chat, messages, folder, persona, tuple(self._store.summaries(chat_id)))

    def known(self, uids: Iterable[str]) -> dict[str, int]:
        """Of these chats those that are here, the trash included: each with its number."""

        def work(connection: Connection) -> dict[str, int]:
            found = {}
            for uid in uids:
                row = connection.execute("SELECT id FROM chats WHERE uid = ? AND uid <> ''", (uid,)).fetchone()
                if row is not None:
                    found[uid] = int(row[0])
            return found

        return self._db.read(work)

    def messages(self, chat_id: int) -> tuple[Message, ...]:
        """All messages of a chat, in the trash, too; those above come first."""
        return self._db.read(lambda connection: tuple(_messages(connection, chat_id)))

    def bring_back(self, chat_id: int) -> bool:
        """Take a chat out of the trash; whether it was there."""
        statement = "UPDATE chats SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL"
        return self._db.write(lambda connection: connection.execute(statement, (chat_id,)).rowcount > 0)

    def folders(self) -> dict[int, str]:
        """The names of all folders, by their numbers."""
        return self._db.read(lambda connection: dict(connection.execute("SELECT id, name FROM folders").fetchall()))

    def add(self, record: ChatRecord) -> int:
        """Put a chat into the store, with its folder (made if need be), tags, branches and summaries; its number."""
        return self._db.write(lambda connection: _add(connection, record))


def _messages(connection: Connection, chat_id: int) -> Iterable[Message]:
    query = f"SELECT {MESSAGE_COLUMNS} FROM messages WHERE chat_id = ? AND deleted_at IS NULL ORDER BY id"
    for row in connection.execute(query, (chat_id,)).fetchall():
        chunks = connection.execute(
            "SELECT kind, text, seconds FROM chunks WHERE message_id = ? ORDER BY id", (row[0],)
        ).fetchall()
        parts = load_parts(row[4])
        if chunks:
            parts = load_parts(dump_parts((*parts, *of_chunks(chunks))))
        yield to_message(row, parts, ())


def _add(connection: Connection, record: ChatRecord) -> int:
    chat = record.chat
    cursor = connection.execute(
        "INSERT INTO chats (title, titled, model, system_prompt, draft, created_at, updated_at, overflow, touched, "
        "folder_id, pinned, archived, persona_id, sampling, uid) VALUES (?, ?, ?, ?, ?, ?, ?, ?, "
        "(SELECT coalesce(max(touched), 0) + 1 FROM chats), ?, ?, ?, "
        "(SELECT id FROM personas WHERE name = ? AND deleted_at IS NULL), ?, ?)",
        (
            *(storable(chat.title), chat.titled.value, storable(chat.model), storable(chat.system_prompt)),
            *(storable(chat.draft), chat.created_at, chat.updated_at, chat.overflow.value),
            *(_folder(connection, record.folder), chat.pinned, chat.archived, record.persona, chat.sampling),
            record.uid or uuid.uuid4().hex,
        ),
    )
    chat_id = cursor.lastrowid or 0
    index.add_title(connection, chat_id, storable(chat.title))
    numbers = _add_messages(connection, chat_id, record.messages)
    head = numbers.get(chat.head_id) if chat.head_id is not None else None
    connection.execute("UPDATE chats SET head_id = ? WHERE id = ?", (head, chat_id))
    connection.executemany(
        "INSERT OR IGNORE INTO tags (chat_id, tag) VALUES (?, ?)", [(chat_id, storable(tag)) for tag in chat.tags]
    )
    for summary in record.summaries:
        connection.execute(
            "INSERT INTO summaries (chat_id, message_id, text, model, created_at) VALUES (?, ?, ?, ?, ?)",
            (chat_id, numbers[summary.message_id], storable(summary.text), storable(summary.model), summary.created_at),
        )
    return chat_id


def _folder(connection: Connection, name: str) -> int | None:
    """The folder of that name, made if there is none."""
    if not name:
        return None
    row = connection.execute("SELECT id FROM folders WHERE name = ? ORDER BY id", (storable(name),)).fetchone()
    if row is not None:
        return int(row[0])
    cursor = connection.execute(
        "INSERT INTO folders (name, position) VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM folders))",
        (storable(name),),
    )
    return cursor.lastrowid


def _add_messages(connection: Connection, chat_id: int, messages: Iterable[Message]) -> dict[int, int]:
    """Number in the record to number in the store."""
    numbers: dict[int, int] = {}
    for message in messages:
        # What streamed elsewhere does not go on here.
        streams = message.status is MessageStatus.STREAMING
        status = MessageStatus.INTERRUPTED if streams else message.status
        usage, timings = message.usage, message.timings
        parts = dump_parts(message.parts)
        cursor = connection.execute(
            "INSERT INTO messages (chat_id, parent_id, role, parts, status, created_at, model, finish_reason, error, "
            "seed, prompt_tokens, completion_tokens, cached_tokens, load_ms, ttft_ms, prompt_tok_s, decode_tok_s, "
            "restored_tokens, drafted_tokens, accepted_tokens, sampling, build, first_kept) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(chat_id, numbers[message.parent_id] if message.parent_id is not None else None),
                *(message.role.value, parts, status.value, message.created_at, storable(message.model)),
                *(message.finish_reason, storable(message.error), message.seed),
                *(usage.prompt_tokens, usage.completion_tokens, usage.cached_tokens),
                *(timings.load_ms, timings.ttft_ms, timings.prompt_tok_s, timings.decode_tok_s),
                *(usage.restored_tokens, usage.drafted_tokens, usage.accepted_tokens),
                *(storable(message.sampling), message.build),
                numbers.get(message.first_kept) if message.first_kept is not None else None,
            ),
        )
        numbers[message.id] = cursor.lastrowid or 0
        index.add(
            connection,
            numbers[message.id],
            chat_id,
            message.role.value,
            storable(message.model),
            message.created_at,
            parts,
        )
    return numbers
