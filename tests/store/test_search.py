"""Every message is found by its words, wherever it lies and however it came; nothing else is."""

from __future__ import annotations

from typing import Any

import pytest

from paddock.core.errors import UserError
from paddock.core.messages import MessageStatus, ReasoningPart, Role, TextPart
from paddock.core.searching import ChatQuery
from paddock.store.branches import Branches
from paddock.store.chats import ChatStore
from paddock.store.database import Database
from paddock.store.organise import Organiser
from paddock.store.search import MODELS, ChatSearch


@pytest.fixture
def search(db: Database) -> ChatSearch:
    return ChatSearch(db)


def said(store: ChatStore, *texts: str, title: str = "") -> int:
    chat = store.create_chat()
    if title:
        store.rename(chat.id, title)
    parent = None
    for number, text in enumerate(texts):
        role = Role.ASSISTANT if number % 2 else Role.USER
        parent = store.add_message(chat.id, parent, role, text, model="Guide" if number % 2 else "").id
    return chat.id


def found(search: ChatSearch, text: str, **narrow: Any) -> list[str]:
    return [hit.snippet for hit in search.find(ChatQuery(text, **narrow))]


def test_words_phrases_and_beginnings(store: ChatStore, search: ChatSearch) -> None:
    said(store, "How much memory does it take?", "It takes two gigabytes of memory.", "And on disk?")
    assert found(search, "memory ") == ["It takes two gigabytes of memory.", "How much memory does it take?"]
    assert found(search, "giga") == ["It takes two gigabytes of memory."]
    assert found(search, '"two gigabytes"') == ["It takes two gigabytes of memory."]
    assert found(search, '"gigabytes two"') == []
    assert found(search, "memory take -gigabytes ") == ["How much memory does it take?"]
    assert found(search, "absent ") == []
    assert found(search, "") == found(search, "-memory ") == []


@pytest.mark.parametrize("text", ["*", '"', "NEAR(", "text:", "a^b", "'; DROP TABLE messages", "(((", "{x}", "\x00"])
def test_nothing_a_person_types_is_an_operator(store: ChatStore, search: ChatSearch, text: str) -> None:
    said(store, "words")
    assert found(search, text) == []


def test_other_scripts(store: ChatStore, search: ChatSearch) -> None:
    said(store, "我在学习机器学习", "Обучение машин", "ภาษาไทยง่าย", "Zürich ist schön")
    assert found(search, "机器") == ["我在学习机器学习"]
    assert found(search, "习") == ["我在学习机器学习"]
    assert found(search, "器机 ") == []
    assert found(search, "обуч") == ["Обучение машин"]
    assert found(search, "ไทย") == ["ภาษาไทยง่าย"]
    assert found(search, "zurich ") == ["Zürich ist schön"]


def test_titles_come_first(store: ChatStore, search: ChatSearch) -> None:
    chat = said(store, "Which soup?", title="Soup of the day")
    hits = search.find(ChatQuery("soup "))
    assert [(hit.chat_id, hit.message_id is None) for hit in hits] == [(chat, True), (chat, False)]
    assert [hit.snippet[slice(*hit.marks[0])] for hit in hits] == ["Soup", "soup"]
    assert search.find(ChatQuery("机 ")) == []


def test_what_was_said_last_comes_first_however_it_came(
    store: ChatStore, search: ChatSearch, db: Database, clock: Any
) -> None:
    """A fork writes again what was said before."""
    old = said(store, "An old soup")
    clock.now += 60
    said(store, "A new soup")
    clock.now += 60
    copy = Branches(db, store, clock).fork(store.path(old)[0].id).id
    assert found(search, "soup ") == ["A new soup", "An old soup", "An old soup"]
    assert [hit.chat_id for hit in search.find(ChatQuery("soup "))][1:] == [copy, old]
    assert found(search, "soup ", limit=1) == ["A new soup"]


def test_filters(store: ChatStore, search: ChatSearch, db: Database, clock: Any) -> None:
    organiser = Organiser(db, clock)
    first = said(store, "apple one", "apple answer")
    clock.now += 1000
    second = said(store, "apple two")
    folder = organiser.add_folder("Fruit")
    organiser.put([second], folder.id)
    organiser.tag([first], "old")
    assert found(search, "apple ", folder_id=folder.id) == ["apple two"]
    assert found(search, "apple ", tag="old") == ["apple answer", "apple one"]
    assert found(search, "apple ", role=Role.ASSISTANT) == ["apple answer"]
    assert found(search, "apple ", model="Guide") == ["apple answer"]
    assert found(search, "apple ", after=clock.now) == ["apple two"]
    assert found(search, "apple ", before=clock.now) == ["apple answer", "apple one"]
    assert found(search, "apple ", limit=1) == ["apple two"]
    assert found(search, "apple ", folder_id=99) == []


def test_an_answer_is_found_when_it_has_ended(store: ChatStore, search: ChatSearch) -> None:
    chat = store.create_chat()
    _, answer = store.add_exchange(chat.id, "question", "", "Guide")
    store.append(answer.id, (ReasoningPart("hidden thought"), TextPart("visible ")))
    store.append_text(answer.id, "answer")
    assert found(search, "visible ") == []
    store.finish_message(answer.id, MessageStatus.COMPLETE)
    assert found(search, '"visible answer"') == ["visible answer"]
    assert found(search, "thought ") == []


def test_an_answer_that_was_cut_off_is_found(store: ChatStore, search: ChatSearch) -> None:
    chat = store.create_chat()
    _, answer = store.add_exchange(chat.id, "question", "", "Guide")
    store.append_text(answer.id, "half an answer")
    store.mark_interrupted()
    assert found(search, "half ") == ["half an answer"]
    store.reopen_message(answer.id)
    store.append_text(answer.id, " and the rest")
    store.finish_message(answer.id, MessageStatus.COMPLETE)
    assert found(search, '"answer and the rest"') == ["half an answer and the rest"]


def test_the_trash_and_what_was_removed_are_not_found(store: ChatStore, search: ChatSearch, db: Database) -> None:
    branches = Branches(db, store)
    chat = said(store, "kept words", "removed words")
    message = store.path(chat)[1]
    removal = branches.remove(message.id)
    assert found(search, "words ") == ["kept words"]
    branches.undo(removal)
    assert found(search, "words ") == ["removed words", "kept words"]
    store.delete(chat)
    assert found(search, "words ") == []
    store.restore(chat)
    assert len(found(search, "words ")) == 2
    store.delete(chat)
    assert store.purge_deleted(older_than_days=-1) == 1
    assert db.read(lambda connection: connection.execute("SELECT count(*) FROM words").fetchone()) == (0,)


def test_an_index_of_an_old_database_that_is_only_read(tmp_path: Any, key: bytes) -> None:
    from test_migrations import written_by_the_first_version  # type: ignore[import-not-found]

    path = tmp_path / "old.db"
    written_by_the_first_version(path, key)
    old = Database.open(path, key, read_only=True)
    with pytest.raises(UserError) as caught:
        ChatSearch(old).find(ChatQuery("hello "))
    assert caught.value.code == "not-indexed"
    old.close()
    new = Database.open(path, key)
    assert found(ChatSearch(new), "hello ") == ["hello"]
    new.close()


def test_which_models_answered(db: Database, store: ChatStore, search: ChatSearch) -> None:
    assert search.models() == []
    said(store, "One?", "Yes.")
    chat = store.create_chat()
    for model in ("zebra 1B", "Llama 3.2 1B", "zebra 1B", ""):
        store.add_message(chat.id, None, Role.ASSISTANT, "Yes.", model=model)
    assert search.models() == ["Guide", "Llama 3.2 1B", "zebra 1B"]
    plan = db.read(lambda connection: list(connection.execute(f"EXPLAIN QUERY PLAN {MODELS}")))
    assert [row[3] for row in plan if "messages" in row[3]] == [
        "SEARCH messages USING COVERING INDEX messages_model (model>?)"
    ] * 2
