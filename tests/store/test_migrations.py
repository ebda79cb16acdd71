"""The schema grows by steps; a newer one is left alone; a step that fails or is killed leaves no half."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from paddock.core.errors import UserError
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


def m002_colour(connection: Any) -> None:
    connection.execute("ALTER TABLE chats ADD COLUMN colour TEXT NOT NULL DEFAULT 'green'")


def m003_broken(connection: Any) -> None:
    connection.execute("UPDATE chats SET colour = 'red'")
    connection.execute("CREATE TABLE half (a)")
    raise ZeroDivisionError


def connection_of(database: Database) -> Any:
    return database._open_connection()


def test_a_later_step_keeps_every_chat(db: Database) -> None:
    chat = ChatStore(db).create_chat(model="guide")
    db._run(lambda: migrate(connection_of(db), 0.0, (*MIGRATIONS, m002_colour)))
    assert ChatStore(db).get_chat(chat.id) == chat
    assert db.read(lambda connection: connection.execute("SELECT colour FROM chats").fetchall()) == [("green",)]
    with pytest.raises(UserError):
        db.read(refuse_newer)


def test_a_step_that_fails_leaves_what_the_ones_before_it_made(db: Database) -> None:
    ChatStore(db).create_chat()
    with pytest.raises(ZeroDivisionError):
        db._run(lambda: migrate(connection_of(db), 0.0, (*MIGRATIONS, m002_colour, m003_broken)))
    assert db.read(applied)[-1] == "m002_colour"
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
