"""Folders, tags, pins, the archive and the trash."""

from __future__ import annotations

from typing import Any

import pytest

from paddock.core.chats import Titled
from paddock.core.errors import UserError
from paddock.store.chats import ChatStore
from paddock.store.database import Database
from paddock.store.organise import LONGEST_NAME, Organiser


@pytest.fixture
def organiser(db: Database, clock: Any) -> Organiser:
    return Organiser(db, clock)


def test_folders(store: ChatStore, organiser: Organiser) -> None:
    first, second = (store.create_chat().id for _ in range(2))
    work, home = organiser.add_folder("  Work \n things "), organiser.add_folder("Home")
    assert [folder.name for folder in organiser.folders()] == ["Work things", "Home"]
    organiser.put([first, second], work.id)
    assert [folder.chats for folder in organiser.folders()] == [2, 0]
    organiser.order_folders([home.id])
    assert [folder.name for folder in organiser.folders()] == ["Home", "Work things"]
    organiser.rename_folder(home.id, "At home")
    organiser.put([first], None)
    assert store.get_chat(first).folder_id is None
    organiser.remove_folder(work.id)
    assert store.get_chat(second).folder_id is None
    assert [(folder.name, folder.chats) for folder in organiser.folders()] == [("At home", 0)]
    assert store.list_chats()[0].id == second


@pytest.mark.parametrize("name", ["", "  \n", "x" * (LONGEST_NAME + 1)])
def test_names_that_are_none(organiser: Organiser, name: str) -> None:
    with pytest.raises(UserError) as caught:
        organiser.add_folder(name)
    assert caught.value.code == "bad-name"
    with pytest.raises(UserError):
        organiser.tag([1], name)


def test_a_folder_that_has_gone(store: ChatStore, organiser: Organiser) -> None:
    chat = store.create_chat().id
    for action in (
        lambda: organiser.put([chat], 7),
        lambda: organiser.rename_folder(7, "x"),
        lambda: organiser.remove_folder(7),
    ):
        with pytest.raises(UserError) as caught:
            action()
        assert caught.value.code == "no-such-folder"


def test_pins_tags_and_the_archive(store: ChatStore, organiser: Organiser) -> None:
    first, second = (store.create_chat().id for _ in range(2))
    organiser.pin([first])
    organiser.archive([second])
    organiser.tag([first, second], "b")
    organiser.tag([first], "A")
    organiser.tag([first], "A")
    chat = store.get_chat(first)
    assert (chat.pinned, chat.archived, chat.tags) == (True, False, ("A", "b"))
    assert organiser.tags() == [("A", 1), ("b", 2)]
    organiser.untag([first], "b")
    organiser.pin([first], False)
    organiser.archive([second], False)
    assert store.get_chat(first).tags == ("A",)
    assert not store.get_chat(first).pinned
    assert not store.get_chat(second).archived


def test_the_trash(store: ChatStore, organiser: Organiser, clock: Any) -> None:
    first, second = (store.create_chat().id for _ in range(2))
    organiser.trash([first])
    clock.now += 10
    organiser.trash([first, second])
    assert [(c.id, c.deleted_at) for c in organiser.trashed()] == [(second, clock.now), (first, clock.now - 10)]
    organiser.untrash([first])
    assert [chat.id for chat in store.list_chats()] == [first]
    assert organiser.purge([first, second]) == 1
    assert organiser.trashed() == []
    assert [chat.id for chat in store.list_chats()] == [first]


def test_a_model_titles_only_what_nobody_titled(store: ChatStore) -> None:
    chat = store.create_chat().id
    store.add_exchange(chat, "hello there", "hello there", "Guide")
    assert store.get_chat(chat).titled is Titled.WORDS
    store.rename(chat, "A greeting", Titled.MODEL)
    assert (store.get_chat(chat).title, store.get_chat(chat).titled) == ("A greeting", Titled.MODEL)
    store.rename(chat, "Mine")
    store.rename(chat, "Another greeting", Titled.MODEL)
    assert (store.get_chat(chat).title, store.get_chat(chat).titled) == ("Mine", Titled.PERSON)
