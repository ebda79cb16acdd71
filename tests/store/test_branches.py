"""What was said is changed beside, removed so that it can be put back, and forked; no message is lost."""

from __future__ import annotations

import random
from typing import Any

import pytest

from paddock.core.chats import Titled
from paddock.core.errors import UserError
from paddock.core.messages import MessageStatus, Role, TextPart
from paddock.store.branches import Branches
from paddock.store.chats import ChatStore
from paddock.store.database import Database


@pytest.fixture
def branches(db: Database, store: ChatStore) -> Branches:
    return Branches(db, store)


def chat_of(store: ChatStore, *texts: str) -> tuple[int, list[int]]:
    chat, ids, parent = store.create_chat(), [], None
    for number, text in enumerate(texts):
        parent = store.add_message(chat.id, parent, Role.ASSISTANT if number % 2 else Role.USER, text).id
        ids.append(parent)
    return chat.id, ids


def texts(store: ChatStore, chat_id: int) -> list[str]:
    return [message.text for message in store.path(chat_id)]


def test_an_edit_stands_beside(store: ChatStore, branches: Branches) -> None:
    chat, (a, b, c, _) = chat_of(store, "a", "b", "c", "d")
    edited = branches.edit(b, (TextPart("B"),))
    assert texts(store, chat) == ["a", "B"]
    assert store.path(chat)[1].siblings == (b, edited.id)
    assert (edited.role, edited.status, edited.parent_id) == (Role.ASSISTANT, MessageStatus.COMPLETE, a)
    store.set_head(chat, store.leaf_below(b))
    assert texts(store, chat) == ["a", "b", "c", "d"]
    first = branches.edit(a, (TextPart("A"),))
    assert texts(store, chat) == ["A"]
    assert store.path(chat)[0].siblings == (a, first.id)
    assert c


def test_one_message_goes_and_comes_back(store: ChatStore, branches: Branches) -> None:
    chat, ids = chat_of(store, "a", "b", "c", "d")
    removal = branches.remove(ids[1])
    assert texts(store, chat) == ["a", "c", "d"]
    with pytest.raises(UserError):
        store.message(ids[1])
    assert branches.undo(removal) == chat
    assert texts(store, chat) == ["a", "b", "c", "d"]
    with pytest.raises(UserError) as caught:
        branches.undo(removal)
    assert caught.value.code == "no-such-removal"


def test_all_after_goes_and_comes_back(store: ChatStore, branches: Branches) -> None:
    chat, ids = chat_of(store, "a", "b", "c", "d")
    removal = branches.remove(ids[2], all_after=True)
    assert texts(store, chat) == ["a", "b"]
    branches.undo(removal)
    assert texts(store, chat) == ["a", "b", "c", "d"]
    removal = branches.remove(ids[0], all_after=True)
    assert texts(store, chat) == []
    assert store.get_chat(chat).head_id is None
    branches.undo(removal)
    assert texts(store, chat) == ["a", "b", "c", "d"]


def test_the_answer_beside_it_is_shown_where_the_last_one_goes(store: ChatStore, branches: Branches) -> None:
    chat, (a, b) = chat_of(store, "a", "b")
    other = store.add_message(chat, a, Role.ASSISTANT, "b2").id
    branches.remove(other)
    assert texts(store, chat) == ["a", "b"]
    assert store.path(chat)[1].siblings == (b,)


def test_put_back_below_something_that_is_gone(store: ChatStore, branches: Branches) -> None:
    chat, ids = chat_of(store, "a", "b", "c")
    last = branches.remove(ids[2])
    middle = branches.remove(ids[1])
    branches.undo(last)
    assert texts(store, chat) == ["a", "c"]
    branches.undo(middle)
    assert "b" in [store.message(ids[1]).text]


def test_what_streams_is_not_removed(store: ChatStore, branches: Branches) -> None:
    chat = store.create_chat()
    asked, answer = store.add_exchange(chat.id, "q", "", "Guide")
    for message_id, after in ((answer.id, False), (asked.id, True)):
        with pytest.raises(UserError) as caught:
            branches.remove(message_id, all_after=after)
        assert caught.value.code == "still-streaming"
    assert texts(store, chat.id) == ["q", ""]


def test_a_fork_is_a_chat_of_its_own(store: ChatStore, branches: Branches, db: Database) -> None:
    chat, ids = chat_of(store, "a", "b", "c", "d")
    store.rename(chat, "Title")
    store.set_system_prompt(chat, "Be brief.")
    fork = branches.fork(ids[2])
    assert (fork.title, fork.system_prompt) == ("Title (2)", "Be brief.")
    assert texts(store, fork.id) == ["a", "b", "c"]
    assert texts(store, chat) == ["a", "b", "c", "d"]
    assert store.list_chats()[0].id == fork.id
    store.add_message(fork.id, fork.head_id, Role.ASSISTANT, "other")
    assert texts(store, chat) == ["a", "b", "c", "d"]
    assert db.check() == []


def test_forks_are_told_apart_by_their_titles(store: ChatStore, branches: Branches) -> None:
    chat, ids = chat_of(store, "a", "b")
    assert branches.fork(ids[1]).title == ""  # one that has none yet gets it from its first words
    store.rename(chat, "Title", Titled.WORDS)
    fork = branches.fork(ids[1])
    again = branches.fork(store.path(fork.id)[1].id)
    assert (fork.title, again.title) == ("Title (2)", "Title (3)")
    assert {fork.titled, again.titled} == {Titled.PERSON}


def test_removed_messages_are_purged_with_time(db: Database, store: ChatStore, clock: Any) -> None:
    branches = Branches(db, store, clock)
    chat, ids = chat_of(store, "a", "b", "c")
    branches.remove(ids[1])
    assert branches.purge_removed(clock.now) == 0
    assert branches.purge_removed(clock.now + 1) == 1
    assert texts(store, chat) == ["a", "c"]


def test_any_order_of_removals_and_returns_loses_nothing(db: Database, store: ChatStore, branches: Branches) -> None:
    """Whatever is removed and put back, every message that is shown hangs below one that is shown."""
    seed = 11
    print(f"seed {seed}")
    draw = random.Random(seed)
    chat, ids = chat_of(store, *"abcdefgh")
    for parent in (ids[1], ids[3], ids[3]):
        ids.append(store.add_message(chat, parent, Role.USER, f"beside {parent}").id)
    removals: list[int] = []
    for _ in range(300):
        if removals and draw.random() < 0.5:
            branches.undo(removals.pop(draw.randrange(len(removals))))
        else:
            shown = db.read(
                lambda connection: [
                    row[0] for row in connection.execute("SELECT id FROM messages WHERE deleted_at IS NULL")
                ]
            )
            if shown:
                removals.append(branches.remove(draw.choice(shown), all_after=draw.random() < 0.3))
        orphans = db.read(
            lambda connection: connection.execute(
                "SELECT count(*) FROM messages JOIN messages above ON above.id = messages.parent_id "
                "WHERE messages.deleted_at IS NULL AND above.deleted_at IS NOT NULL"
            ).fetchone()
        )
        assert orphans == (0,)
        assert all(message.id in ids for message in store.path(chat))
    for removal in reversed(removals):
        branches.undo(removal)
    assert {store.message(message_id).id for message_id in ids} == set(ids)
    assert db.check() == []
