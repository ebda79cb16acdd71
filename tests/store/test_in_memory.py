"""A database in no file: the same chats, and nothing of them anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from paddock.core.errors import UserError
from paddock.core.messages import Role
from paddock.store.chats import ChatStore
from paddock.store.database import MEMORY_IDS, Database
from paddock.store.organise import Organiser


def test_it_keeps_chats_and_writes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    database = Database.in_memory()
    store = ChatStore(database)
    chat = store.create_chat()
    asked, _ = store.add_exchange(chat.id, "A secret", "A secret", "", begin="It begins")
    assert [message.text for message in store.path(chat.id)] == ["A secret", "It begins"]
    assert min(chat.id, asked.id) > MEMORY_IDS
    assert max(chat.id, asked.id) < 1 << 31
    assert list(tmp_path.iterdir()) == []
    database.close()
    assert list(tmp_path.iterdir()) == []


def test_two_know_nothing_of_each_other_and_what_is_purged_is_gone() -> None:
    one, other = Database.in_memory(), Database.in_memory()
    chat = ChatStore(one).create_chat()
    ChatStore(one).add_message(chat.id, None, Role.USER, "A secret")
    assert ChatStore(other).list_chats() == []
    Organiser(one).trash([chat.id])
    assert Organiser(one).purge([chat.id]) == 1
    with pytest.raises(UserError):
        ChatStore(one).get_chat(chat.id)
    one.close()
    other.close()
