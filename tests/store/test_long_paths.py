"""What was read of a chat is not read again, and whatever is done to the chat, what is shown of it is right."""

from __future__ import annotations

import gc
import random
from pathlib import Path
from sqlite3 import Connection

import pytest

from paddock.core.errors import UserError
from paddock.core.messages import MessageStatus, Role, TextPart
from paddock.store.branches import Branches
from paddock.store.chats import ChatStore
from paddock.store.database import Database
from paddock.store.paths import MANY


@pytest.fixture
def fresh(db: Database, path: Path, key: bytes) -> ChatStore:
    """Another program that reads the same file, and has read nothing before."""
    return ChatStore(Database.open(path, key, read_only=True))


def long_chat(store: ChatStore, count: int) -> tuple[int, list[int]]:
    chat, ids, parent = store.create_chat(), [], None
    for number in range(count):
        parent = store.add_message(chat.id, parent, Role.USER, f"message {number}").id
        ids.append(parent)
    return chat.id, ids


def test_the_end_comes_first_and_the_rest_in_portions(store: ChatStore) -> None:
    chat, ids = long_chat(store, 30)
    end = store.end_of_path(chat, 7)
    assert [message.id for message in end.messages] == ids[-7:]
    assert 0 < end.earlier <= 23
    for first, last in ((13, 23), (3, 13), (0, 3)):
        above = store.path_above(chat, 10, ids[last])
        assert ([message.id for message in above.messages], above.earlier) == (ids[first:last], first)
    assert store.path_above(chat, 10, ids[0]) == ([], 0)
    for count in (30, 31):
        assert store.end_of_path(chat, count) == (store.path(chat), 0)


def test_nothing_comes_before_what_is_not_shown(store: ChatStore) -> None:
    chat, ids = long_chat(store, 4)
    other = store.add_message(chat, ids[0], Role.USER, "another branch")
    store.set_head(chat, other.id)
    assert store.path_above(chat, 10, ids[2]) == ([], 0)
    assert [message.id for message in store.path_above(chat, 10, other.id).messages] == ids[:1]


def test_the_end_reaches_up_to_what_is_wanted(store: ChatStore) -> None:
    chat, ids = long_chat(store, 30)
    end = store.end_of_path(chat, 5, at=ids[11])
    assert ([message.id for message in end.messages], end.earlier) == (ids[6:], 6)
    assert store.end_of_path(chat, 50, at=ids[11]).earlier == 0
    assert store.end_of_path(chat, 5, at=12_345).earlier == 25


def test_of_a_chat_that_is_not_there_nothing_is_read(store: ChatStore) -> None:
    with pytest.raises(UserError) as error:
        store.end_of_path(9, 5)
    assert error.value.code == "no-such-chat"
    with pytest.raises(UserError):
        store.path_above(9, 5, 1)


def test_the_collector_of_garbage_passes_over_a_long_chat_until_another_is_read(store: ChatStore, db: Database) -> None:
    (short, _), (long, ids) = long_chat(store, 2), long_chat(store, 1)

    def fill(connection: Connection) -> None:
        for number in range(MANY):
            said = (TextPart(f"message {number}"),)
            ids.append(store._add(connection, long, ids[-1], Role.USER, said, MessageStatus.COMPLETE, "").id)

    db.write(fill)
    path = store.path(long)
    assert len(path) == MANY + 1
    seen = set(map(id, gc.get_objects()))
    assert not [message for message in path if id(message) in seen]
    store.path(short)
    seen = set(map(id, gc.get_objects()))
    assert not [message for message in path if id(message) not in seen]


def test_what_was_read_is_not_read_again(store: ChatStore) -> None:
    chat, _ = long_chat(store, 5)
    before = store.path(chat)
    added = store.add_message(chat, before[-1].id, Role.ASSISTANT, "more")
    after = store.path(chat)
    assert after == [*before, added]
    assert all(one is other for one, other in zip(before, after, strict=False))


def test_an_answer_that_goes_on_is_read_again(store: ChatStore) -> None:
    chat, ids = long_chat(store, 3)
    store.path(chat)
    store.reopen_message(ids[-1])
    store.append_text(ids[-1], " and on")
    assert store.path(chat)[-1].text == "message 2 and on"
    store.append_text(ids[-1], " and on")
    store.finish_message(ids[-1], MessageStatus.STOPPED)
    last = store.path(chat)[-1]
    assert (last.text, last.status) == ("message 2 and on and on", MessageStatus.STOPPED)


def test_whatever_is_done_a_reader_who_kept_nothing_reads_the_same(
    db: Database, store: ChatStore, fresh: ChatStore
) -> None:
    seed = 23
    print(f"seed {seed}")
    draw = random.Random(seed)
    branches = Branches(db, store)
    chats = [long_chat(store, 8)[0], long_chat(store, 5)[0]]
    removals: list[int] = []
    for step in range(250):
        chat = draw.choice(chats)
        shown = [message for message in fresh.path(chat) if message.status is not MessageStatus.STREAMING]
        at = draw.choice(shown) if shown else None
        match draw.randrange(6):
            case 0:
                store.add_message(chat, at.id if at else None, draw.choice([Role.USER, Role.ASSISTANT]), f"new {step}")
            case 1 if at:
                branches.edit(at.id, at.parts)
            case 2 if at:
                removals.append(branches.remove(at.id, all_after=draw.random() < 0.3))
            case 3 if removals:
                branches.undo(removals.pop(draw.randrange(len(removals))))
            case 4 if at:
                store.set_head(chat, store.leaf_below(draw.choice(at.siblings)))
            case 5 if at:
                store.reopen_message(at.id)
                store.append_text(at.id, f" {step}")
                assert store.path(chat) == fresh.path(chat)
                store.finish_message(at.id, MessageStatus.COMPLETE)
        if at and draw.random() < 0.3:
            store.path_above(chat, 2, at.id)
        count = draw.randrange(1, 9)
        ends = [reader.end_of_path(chat, count) for reader in (store, fresh)]  # before they know the whole way
        whole = store.path(chat)
        assert whole == fresh.path(chat)
        for end in ends:
            assert end.messages == whole[-count:]
            assert bool(end.earlier) == (len(whole) > count)
        end = store.end_of_path(chat, 3)
        assert end.messages == whole[-3:]
