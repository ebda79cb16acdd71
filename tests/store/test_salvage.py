"""Damaged chats: what can be read comes out, what is lost is said, and the file is only read."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from test_migrations import written_by_the_first_version

from paddock.core.chats import Chat
from paddock.core.errors import UserError
from paddock.core.messages import Message, Role
from paddock.core.searching import ChatQuery
from paddock.store.chats import ChatStore
from paddock.store.database import Database
from paddock.store.organise import Organiser
from paddock.store.salvage import Salvaged, salvage
from paddock.store.search import ChatSearch

PAGE = 4096
CHATS, TURNS = 30, 12


def fill(path: Path, key: bytes) -> None:
    database = Database.open(path, key)
    store, organiser = ChatStore(database), Organiser(database)
    folder = organiser.add_folder("Work")
    for number in range(CHATS):
        chat = store.create_chat()
        store.rename(chat.id, f"Chat {number}")
        head = None
        for turn in range(TURNS):
            head = store.add_message(chat.id, head, Role.USER, f"word{number}x{turn} " * 30).id
        organiser.tag([chat.id], f"tag {number}")
    organiser.put([1, 2], folder.id)
    store.set_state("a", "b")
    database.close()


def damage(path: Path, pages: Iterable[int]) -> None:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * PAGE + 200] ^= 0xFF
    path.write_bytes(content)


def read(path: Path, key: bytes) -> tuple[list[Chat], dict[int, list[Message]]]:
    database = Database.open(path, key)
    store = ChatStore(database)
    assert database.check() == []
    chats = store.list_chats()
    paths = {chat.id: store.path(chat.id) for chat in chats}
    if chats and paths[chats[0].id]:
        word = paths[chats[0].id][0].text.split()[0]
        assert chats[0].id in {hit.chat_id for hit in ChatSearch(database).find(ChatQuery(word))}
    database.close()
    return chats, paths


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "salvaged.db"


def test_of_a_sound_one_everything_comes(path: Path, key: bytes, target: Path) -> None:
    fill(path, key)
    before = path.read_bytes()
    report = salvage(path, key, target)
    assert report.whole
    assert report.rows["messages"] == CHATS * TURNS
    assert read(target, key) == read(path, key)
    assert path.read_bytes() == before
    database = Database.open(target, key)
    assert ChatStore(database).get_state("a") == "b"
    assert [folder.name for folder in Organiser(database).folders()] == ["Work"]
    database.close()


@pytest.mark.parametrize("seed", range(12))
def test_around_damaged_pages(path: Path, key: bytes, target: Path, seed: int) -> None:
    fill(path, key)
    pages = path.stat().st_size // PAGE
    draw = random.Random(seed)
    damage(path, draw.sample(range(1, pages), draw.randrange(1, 4)))
    damaged = path.read_bytes()
    try:
        report = salvage(path, key, target)
    except UserError as error:  # the schema itself is gone
        if error.code != "nothing-salvaged":
            raise
        return
    assert path.read_bytes() == damaged
    chats, paths = read(target, key)
    messages = [message for path in paths.values() for message in path]
    assert len(messages) == report.rows["messages"]  # all that were read can be seen
    for chat in chats:
        for message in paths[chat.id]:
            assert set(message.text.split()) == {message.text.split()[0]}
            assert message.text.startswith(f"word{chat.id - 1}x")
    if len(messages) < CHATS * TURNS:
        assert not report.whole
        assert report.gaps["messages"]


def test_each_page_in_turn_costs_little(path: Path, key: bytes, tmp_path: Path) -> None:
    """Most pages hold messages or their index: one of them costs its own rows and no others."""
    fill(path, key)
    whole = path.read_bytes()
    pages = range(1, len(whole) // PAGE)
    lost: list[int] = []
    for page in list(pages)[::4]:
        damage(path, [page])
        try:
            report = salvage(path, key, tmp_path / f"{page}.db")
            lost.append(CHATS * TURNS - report.rows["messages"])
        except UserError:
            lost.append(CHATS * TURNS)
        path.write_bytes(whole)
    few = [count for count in lost if count <= 20]
    assert len(few) >= 0.8 * len(lost)


def test_rows_without_their_chat_are_gathered(path: Path, key: bytes, target: Path) -> None:
    fill(path, key)
    database = Database.open(path, key)
    database._run(lambda: database._open_connection().execute("PRAGMA foreign_keys = OFF"))
    database.write(lambda c: c.execute("DELETE FROM chats WHERE id = 3"))
    database.write(lambda c: c.execute("DELETE FROM messages WHERE id = 5"))  # of chat 1, in the middle
    database.close()
    report = salvage(path, key, target)
    assert (report.titles_lost, report.moved) == (1, 1)
    chats, paths = read(target, key)
    assert {chat.title for chat in chats if chat.id == 3} == {"Salvaged messages 3"}
    assert len(paths[3]) == TURNS
    assert len(paths[1]) == TURNS - 1


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_an_old_schema(path: Path, key: bytes, target: Path, steps: int) -> None:
    written_by_the_first_version(path, key, steps)
    assert salvage(path, key, target).whole
    chats, paths = read(target, key)
    assert [chat.title for chat in chats] == ["Old"]
    assert [message.text for message in paths[1]] == ["hello", "hi"]


def test_the_first_page_takes_all_with_it(path: Path, key: bytes, target: Path) -> None:
    fill(path, key)
    damage(path, [0])
    with pytest.raises(UserError) as caught:
        salvage(path, key, target)
    assert caught.value.code == "nothing-salvaged"


def test_what_is_in_the_log_comes_too(path: Path, key: bytes, tmp_path: Path, target: Path) -> None:
    database = Database.open(path, key)
    store = ChatStore(database)
    store.add_message(store.create_chat().id, None, Role.USER, "hello")
    left = tmp_path / "left"
    left.mkdir()
    for name in ("chats.db", "chats.db-wal"):
        (left / name).write_bytes((path.parent / name).read_bytes())
    database.close()
    assert salvage(left / "chats.db", key, target).rows["messages"] == 1


def test_a_report_says_whether_anything_is_missing() -> None:
    assert Salvaged().whole
    assert not Salvaged(gaps={"chats": 1}).whole
    assert not Salvaged(moved=1).whole


def test_of_a_file_that_was_cut_short_the_rest_comes(path: Path, key: bytes, target: Path) -> None:
    fill(path, key)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 4 // 5])
    report = salvage(path, key, target)
    assert not report.whole
    assert report.rows["messages"] > CHATS * TURNS // 3
    read(target, key)
