"""From a chat's first message to the one that is shown last, however long that is.

One rule: what was read of the chat that is open is not read again. The way is found in an index alone, but for its end,
which is walked from below, so that a chat is shown in the same time however long it is; a message is read once, since
nothing of one that has ended changes but its place in the tree, and an edit is another message.

What is kept of a long chat is hidden from Python's collector of garbage, which would else go through all of it again
and again while it grows, a tenth of a second each time, and let no thread do anything meanwhile.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from paddock.core.messages import Message, MessageStatus, Part
from paddock.store.rows import MESSAGE_COLUMNS, of_chunks, to_messages

if TYPE_CHECKING:
    from sqlite3 import Connection

PORTION = 2_000
"""Messages; rows and their JSON take three times the room of what they become."""
ROWS = 500
"""Of a path at once: as long as rows come in one call, no other thread gets the interpreter, the window's neither."""
MANY = 500  # messages that are read at once; fewer are not worth a collection


class End(NamedTuple):
    """The last messages of a path, or of a part of it.

    Attributes:
        earlier: how many come before them, at least; 0 where none do.
    """

    messages: list[Message]
    earlier: int


class Outline(NamedTuple):
    """A path, or the end of one, without what its messages say.

    Attributes:
        ids: of its messages, the first one first.
        parents: of its messages at least.
        children: that are shown, below each message that has more than one, in order.
    """

    ids: Sequence[int]
    parents: Mapping[int, int | None]
    children: Mapping[int | None, tuple[int, ...]]


class Paths:
    """Reads paths, and keeps the messages of the chat that was read last; on the store's thread only."""

    def __init__(self) -> None:
        self._chat_id = 0
        self._kept: dict[int, Message] = {}
        self._outline: tuple[object, Outline] = None, Outline((), {}, {})
        self._others = 0  # changes when another process has written

    def whole(self, connection: Connection, chat_id: int, head: int | None) -> list[Message]:
        """The path down to `head`; [] where that is in another chat."""
        outline = self._outline_of(connection, chat_id, head)
        return self._messages(connection, chat_id, outline, outline.ids)

    def end(self, connection: Connection, chat_id: int, head: int | None, count: int, at: int | None) -> End:
        """The last `count` messages of it, or more: from `count` before the message `at` on."""
        if at is None and self._outline[0] != self._state(connection, chat_id, head):
            tail = tail_of(connection, chat_id, head, count)
            earlier = tail.parents[tail.ids[0]] is not None if tail.ids else False
            return End(self._messages(connection, chat_id, tail, tail.ids), int(earlier))
        outline = self._outline_of(connection, chat_id, head)
        first = len(outline.ids)
        if at is not None and at in outline.ids:
            first = outline.ids.index(at)
        first = max(first - count, 0)
        return End(self._messages(connection, chat_id, outline, outline.ids[first:]), first)

    def above(self, connection: Connection, chat_id: int, head: int | None, count: int, below: int) -> End:
        """The `count` messages of it that come before `below`; none, where that is not on it."""
        outline = self._outline_of(connection, chat_id, head)
        last = outline.ids.index(below) if below in outline.ids else 0
        first = max(last - count, 0)
        return End(self._messages(connection, chat_id, outline, outline.ids[first:last]), first)

    def forget(self, message_id: int) -> None:
        """It is being written again."""
        self._kept.pop(message_id, None)

    def _state(self, connection: Connection, chat_id: int, head: int | None) -> object:
        """The same as long as nothing is written; what another process wrote may be of any message."""
        (others,) = connection.execute("PRAGMA data_version").fetchone()
        if others != self._others:
            self._others, self._kept = others, {}
        return chat_id, head, connection.total_changes, others

    def _outline_of(self, connection: Connection, chat_id: int, head: int | None) -> Outline:
        state = self._state(connection, chat_id, head)
        if self._outline[0] != state:
            self._outline = state, outline_of(connection, chat_id, head)
        return self._outline[1]

    def _messages(self, connection: Connection, chat_id: int, outline: Outline, ids: Sequence[int]) -> list[Message]:
        if chat_id != self._chat_id:
            self._chat_id, self._kept = chat_id, {}
            gc.unfreeze()
        missing = [number for number in ids if number not in self._kept]
        read: dict[int, Message] = {}
        for first in range(0, len(missing), PORTION):
            some = _read(connection, chat_id, outline, missing[first : first + PORTION])
            read |= {message.id: message for message in some}
            if len(some) >= MANY:
                _hide_from_collector()
        self._kept |= {number: item for number, item in read.items() if item.status is not MessageStatus.STREAMING}
        return [read.get(number) or self._placed(number, outline) for number in ids]

    def _placed(self, number: int, outline: Outline) -> Message:
        """A message that was read before, where it is in the tree now."""
        message, parent = self._kept[number], outline.parents[number]
        siblings = outline.children.get(parent) or (number,)
        if (message.parent_id, message.siblings) != (parent, siblings):
            message = self._kept[number] = replace(message, parent_id=parent, siblings=siblings)
        return message


def _hide_from_collector() -> None:
    """All that there is now; without what is garbage already, and until another chat is read."""
    gc.collect()
    gc.freeze()


def outline_of(connection: Connection, chat_id: int, head: int | None) -> Outline:
    """The way from the first message to `head`, out of an index that holds nothing else."""
    query = "SELECT id, parent_id FROM messages WHERE chat_id = ? ORDER BY parent_id, id"
    parents: dict[int, int | None] = {}
    rows = connection.execute(query, (chat_id,))
    while some := rows.fetchmany(ROWS):
        parents.update(some)
    ids: list[int] = []
    above = head
    while above in parents and not (ids and above >= ids[-1]):  # a parent is always older than its child
        ids.append(above)
        above = parents[above]
    ids.reverse()
    return Outline(ids, parents, _children(connection, parents.items()))


def tail_of(connection: Connection, chat_id: int, head: int | None, count: int) -> Outline:
    """The last `count` messages of the way to `head`: what that takes does not grow with the chat."""
    query = """
        WITH RECURSIVE up (id, parent_id, place) AS (
            SELECT id, parent_id, 1 FROM messages WHERE id = :head AND chat_id = :chat
            UNION ALL
            SELECT above.id, above.parent_id, place + 1 FROM up JOIN messages AS above ON above.id = up.parent_id
            WHERE place < :count AND above.chat_id = :chat AND above.id < up.id
        )
        SELECT id, parent_id FROM up ORDER BY id
    """
    path = connection.execute(query, {"head": head, "chat": chat_id, "count": count}).fetchall()
    beside = (
        "SELECT id, parent_id FROM messages WHERE chat_id = ? AND parent_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY parent_id, id"
    )
    first = "SELECT id, parent_id FROM messages WHERE chat_id = ? AND parent_id IS NULL ORDER BY id"
    above = [parent for _, parent in path if parent is not None]
    rows = connection.execute(beside, (chat_id, json.dumps(above))).fetchall()
    if len(above) < len(path):
        rows = connection.execute(first, (chat_id,)).fetchall() + rows
    return Outline([number for number, _ in path], dict(path), _children(connection, rows))


def _children(connection: Connection, rows: Iterable[tuple[int, int | None]]) -> dict[int | None, tuple[int, ...]]:
    """From ids and parents in the order of the parents: those that have the same one are neighbours."""
    several: dict[int | None, list[int]] = {}
    for (one, parent), (other, its_parent) in pairwise(rows):
        if parent == its_parent:
            several.setdefault(parent, [one]).append(other)
    if not several:
        return {}
    query = "SELECT id FROM messages WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NOT NULL"
    among = json.dumps([number for numbers in several.values() for number in numbers])
    hidden = {number for (number,) in connection.execute(query, (among,))}
    shown = {parent: tuple(n for n in numbers if n not in hidden) for parent, numbers in several.items()}
    return {parent: numbers for parent, numbers in shown.items() if len(numbers) > 1}


def _read(connection: Connection, chat_id: int, outline: Outline, ids: Sequence[int]) -> list[Message]:
    # With ORDER BY, SQLite would go through the whole table.
    query = f"SELECT {MESSAGE_COLUMNS} FROM messages WHERE id IN (SELECT value FROM json_each(?))"
    rows = connection.execute(query, (json.dumps(ids),)).fetchall()
    return to_messages(rows, _streamed(connection, chat_id), outline.children)


def _streamed(connection: Connection, chat_id: int) -> dict[int, tuple[Part, ...]]:
    """What was not joined yet, by message; empty unless an answer of this chat streams."""
    # The plus keeps SQLite from going through the whole chat: there is an index of what streams.
    query = "SELECT id FROM messages WHERE status = 'streaming' AND +chat_id = ?"
    streaming = connection.execute(query, (chat_id,)).fetchall()
    return {message_id: chunks_of(connection, message_id) for (message_id,) in streaming}


def chunks_of(connection: Connection, message_id: int) -> tuple[Part, ...]:
    """What streamed of an answer and was not joined yet."""
    query = "SELECT kind, text, seconds FROM chunks WHERE message_id = ? ORDER BY id"
    return of_chunks(connection.execute(query, (message_id,)))
