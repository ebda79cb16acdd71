"""The schema grows by steps; a newer one is left alone; a step that fails or is killed leaves no half."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from paddock.core.errors import UserError
from paddock.core.events import Timings, Usage
from paddock.core.params import Overflow
from paddock.store import migrations
from paddock.store.chats import ChatStore
from paddock.store.database import Database
from paddock.store.migrations import MIGRATIONS, applied, migrate, refuse_newer


def test_every_step_is_recorded_in_order(db: Database) -> None:
    assert db.read(applied) == [step.__name__ for step in MIGRATIONS]
    names = [step.__name__ for step in MIGRATIONS]
    assert names == sorted(set(names))
    assert all(name[0] == "m" and name[1:4].isdigit() for name in names)


def test_opening_again_goes_no_step_twice(path: Path, key: bytes) -> None:
    for _ in range(2):
        database = Database.open(path, key)
        assert database.read(applied) == [step.__name__ for step in MIGRATIONS]
        database.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_schema_is_refused_and_untouched(path: Path, key: bytes, read_only: bool) -> None:
    database = Database.open(path, key)
    ChatStore(database).create_chat()
    database.write(
        lambda connection: connection.execute("INSERT INTO migrations (name, applied_at) VALUES ('m999_folders', 0)")
    )
    database.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="newer version") as caught:
        Database.open(path, key, read_only=read_only)
    assert caught.value.code == "newer-schema"
    assert path.read_bytes() == before


def m998_colour(connection: Any) -> None:
    connection.execute("ALTER TABLE chats ADD COLUMN colour TEXT NOT NULL DEFAULT 'green'")


def m999_broken(connection: Any) -> None:
    connection.execute("UPDATE chats SET colour = 'red'")
    connection.execute("CREATE TABLE half (a)")
    raise ZeroDivisionError


def connection_of(database: Database) -> Any:
    return database._open_connection()


def test_a_later_step_keeps_every_chat(db: Database) -> None:
    chat = ChatStore(db).create_chat(model="guide")
    db._run(lambda: migrate(connection_of(db), 0.0, (*MIGRATIONS, m998_colour)))
    assert ChatStore(db).get_chat(chat.id) == chat
    assert db.read(lambda connection: connection.execute("SELECT colour FROM chats").fetchall()) == [("green",)]
    with pytest.raises(UserError):
        db.read(refuse_newer)


def test_a_step_that_fails_leaves_what_the_ones_before_it_made(db: Database) -> None:
    ChatStore(db).create_chat()
    with pytest.raises(ZeroDivisionError):
        db._run(lambda: migrate(connection_of(db), 0.0, (*MIGRATIONS, m998_colour, m999_broken)))
    assert db.read(applied)[-1] == "m998_colour"
    assert db.read(lambda connection: connection.execute("SELECT colour FROM chats").fetchall()) == [("green",)]
    names = db.read(lambda connection: connection.execute("SELECT name FROM sqlite_master").fetchall())
    assert ("half",) not in names


KILLED = """
import os, signal, sys
from pathlib import Path
from paddock.store import migrations
from paddock.store.database import Database
statements = 0
class Counting:
    def __init__(self, connection): self.connection = connection
    def execute(self, *args):
        global statements
        if statements == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
        statements += 1
        return self.connection.execute(*args)
    @property
    def in_transaction(self): return self.connection.in_transaction
original = migrations.migrate
migrations.migrate = lambda connection, now: original(Counting(connection), now)
Database.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])).close()
print(statements)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_at_any_statement_it_opens_the_next_time(tmp_path: Path, key: bytes, child_env: dict[str, str]) -> None:
    def start(path: Path, at: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", KILLED, str(path), key.hex(), str(at)]
        return subprocess.run(command, env=child_env, capture_output=True, text=True, check=False, timeout=60)

    whole = start(tmp_path / "whole.db", -1)
    total = int(whole.stdout)
    assert total > len(migrations.MIGRATIONS)
    for at in range(total):
        path = tmp_path / f"{at}.db"
        assert start(path, at).returncode == -9
        database = Database.open(path, key)
        assert database.read(applied) == [step.__name__ for step in MIGRATIONS]
        assert ChatStore(database).create_chat().id == 1
        database.close()


def written_by_the_first_version(path: Path, key: bytes, steps: int = 1) -> None:
    """A chat of two messages and one that was deleted, in a database that knows only the first steps."""
    path.touch()
    database = Database(path, read_only=False)

    def work() -> None:
        database._connection = connection = database._connect(key)
        migrate(connection, 0.0, MIGRATIONS[:steps])
        connection.executescript(
            """
            INSERT INTO chats (title, model, system_prompt, draft, created_at, updated_at, touched)
                VALUES ('Old', 'guide', 'Be kind.', 'half', 1, 2, 1);
            INSERT INTO chats (title, model, system_prompt, draft, created_at, updated_at, touched, deleted_at)
                VALUES ('Gone', '', '', '', 1, 2, 2, 3);
            INSERT INTO messages (chat_id, parent_id, role, parts, status, created_at, model)
                VALUES (1, NULL, 'user', '[{"type":"text","text":"hello"}]', 'complete', 1, '');
            INSERT INTO messages (chat_id, parent_id, role, parts, status, created_at, model, finish_reason, seed,
                prompt_tokens, completion_tokens, cached_tokens, load_ms, ttft_ms, prompt_tok_s, decode_tok_s)
                VALUES (1, 1, 'assistant', '[{"type":"text","text":"hi"}]', 'complete', 1, 'Guide', 'stop', 7,
                10, 2, 3, 1.5, 2.5, 3.5, 4.5);
            UPDATE chats SET head_id = 2 WHERE id = 1;
            """
        )

    database._run(work)
    database.close()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("steps", [1, 2])
def test_an_answer_that_an_older_version_left_half_written_is_there(
    path: Path, key: bytes, read_only: bool, steps: int
) -> None:
    written_by_the_first_version(path, key, steps)
    database = Database(path, read_only=False)

    def work() -> None:
        database._connection = connection = database._connect(key)
        connection.execute("UPDATE messages SET status = 'streaming' WHERE id = 2")
        connection.execute("INSERT INTO chunks (message_id, text) VALUES (2, ' th'), (2, 'ere')")

    database._run(work)
    database.close()
    again = Database.open(path, key, read_only=read_only)
    store = ChatStore(again)
    assert store.path(1)[-1].text == store.message(2).text == "hi there"
    if not read_only:
        assert store.mark_interrupted() == 1
        assert store.path(1)[-1].text == "hi there"
    again.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_chats_of_the_first_version_are_all_there(path: Path, key: bytes, read_only: bool) -> None:
    written_by_the_first_version(path, key)
    before = path.read_bytes()
    database = Database.open(path, key, read_only=read_only)
    store = ChatStore(database)
    (chat,) = store.list_chats()
    assert (chat.title, chat.system_prompt, chat.draft, chat.head_id) == ("Old", "Be kind.", "half", 2)
    assert chat.overflow is Overflow.SHIFT
    asked, answer = store.path(1)
    assert (asked.text, answer.text, answer.seed) == ("hello", "hi", 7)
    assert answer.usage == Usage(10, 2, 3)
    assert answer.timings == Timings(1.5, 2.5, 3.5, 4.5)
    assert (answer.sampling, answer.build, answer.first_kept) == ("", "", None)
    assert store.summaries(1) == []
    done = database.read(applied)
    database.close()
    assert done == [step.__name__ for step in (MIGRATIONS[:1] if read_only else MIGRATIONS)]
    if read_only:
        assert path.read_bytes() == before


def test_chats_of_the_first_version_go_on(path: Path, key: bytes) -> None:
    written_by_the_first_version(path, key)
    database = Database.open(path, key)
    store = ChatStore(database)
    store.restore(2)
    store.set_overflow(1, Overflow.SUMMARISE)
    store.add_exchange(1, "more", "", "Guide")
    assert [message.text for message in store.path(1)] == ["hello", "hi", "more", ""]
    assert {chat.title: chat.overflow for chat in store.list_chats()} == {
        "Old": Overflow.SUMMARISE,
        "Gone": Overflow.SHIFT,
    }
    assert database.check() == []
    database.close()


def test_an_old_database_looks_like_a_new_one(tmp_path: Path, key: bytes) -> None:
    """What stands in for the steps that were not gone has the columns that those steps would have made."""

    def columns(database: Database) -> dict[str, list[str]]:
        def work(connection: Any) -> dict[str, list[str]]:
            return {
                table: [column[0] for column in connection.execute(f"SELECT * FROM {table}").description]
                for table in ("chats", "messages", "summaries", "chunks")
            }

        return database.read(work)

    written_by_the_first_version(tmp_path / "old.db", key)
    old = Database.open(tmp_path / "old.db", key, read_only=True)
    new = Database.open(tmp_path / "new.db", key)
    assert columns(old) == columns(new)
    old.close()
    new.close()
