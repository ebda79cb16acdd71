"""Copies that are kept unasked: before the schema changes and weekly; the newest stay, whatever the clock does."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from test_migrations import written_by_the_first_version

from paddock.core.errors import UserError
from paddock.core.messages import Role
from paddock.store.chats import ChatStore
from paddock.store.copies import KEPT, WEEK, Copies, Reason
from paddock.store.database import Database
from paddock.store.migrations import applied


def texts(path: Path, key: bytes) -> list[str]:
    database = Database.open(path, key, read_only=True)
    try:
        return [message.text for message in ChatStore(database).path(1)]
    finally:
        database.close()


def test_a_new_database_needs_no_copy(path: Path, db: Database) -> None:
    assert not (path.parent / "backups").exists()


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_the_schema_changes_after_a_copy_was_kept(path: Path, key: bytes, steps: int) -> None:
    written_by_the_first_version(path, key, steps)
    before = Database.open(path, key, read_only=True)
    old_steps = before.read(applied)
    before.close()
    database = Database.open(path, key)
    (copy,) = database.copies.all()
    assert copy.reason is Reason.MIGRATION
    assert (copy.number, copy.size) == (1, copy.path.stat().st_size)
    database.close()
    kept = Database.open(copy.path, key, read_only=True)
    assert kept.read(applied) == old_steps
    assert [message.text for message in ChatStore(kept).path(1)] == ["hello", "hi"]
    kept.close()
    Database.open(path, key).close()  # up to date now
    assert len(Copies(path.parent / "backups").all()) == 1


def test_what_is_only_in_the_log_is_in_the_copy(path: Path, key: bytes, db: Database) -> None:
    store = ChatStore(db)
    store.add_message(store.create_chat().id, None, Role.USER, "hello")
    assert path.with_name("chats.db-wal").stat().st_size > 0
    copy = db.keep_copy(Reason.WEEKLY, key)
    assert texts(copy.path, key) == ["hello"]
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(copy.path.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_where_no_copy_can_be_kept_the_schema_stays(path: Path, key: bytes) -> None:
    written_by_the_first_version(path, key)
    (path.parent / "backups").mkdir(mode=0o500)
    with pytest.raises(UserError) as caught:
        Database.open(path, key)
    assert caught.value.code == "no-copy"


def test_a_folder_that_is_none_stops_the_change(path: Path, key: bytes) -> None:
    written_by_the_first_version(path, key)
    before = path.read_bytes()
    (path.parent / "backups").write_text("not a folder")
    with pytest.raises(UserError) as caught:
        Database.open(path, key)
    assert caught.value.code == "no-copy"
    assert path.read_bytes() == before
    (path.parent / "backups").unlink()
    Database.open(path, key).close()


def test_a_damaged_database_is_not_changed(path: Path, key: bytes) -> None:
    written_by_the_first_version(path, key)
    content = bytearray(path.read_bytes())
    content[-2000] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        Database.open(path, key)
    assert caught.value.code == "no-copy"
    assert path.read_bytes() == content


def test_the_newest_of_each_kind_stay_and_what_was_replaced_always(path: Path, key: bytes, db: Database) -> None:
    for _ in range(KEPT + 3):
        db.keep_copy(Reason.WEEKLY, key)
    db.keep_copy(Reason.MIGRATION, key)
    for _ in range(KEPT + 1):
        db.copies.take(path, Reason.REPLACED)
    found = db.copies.all()
    assert [copy.number for copy in found] == sorted((copy.number for copy in found), reverse=True)
    count = {reason: sum(copy.reason is reason for copy in found) for reason in Reason}
    assert count == {Reason.WEEKLY: KEPT, Reason.MIGRATION: 1, Reason.REPLACED: KEPT + 1, Reason.DAMAGED: 0}
    assert min(copy.number for copy in found) == 4  # 1 to 3 went
    assert {entry.name for entry in db.copies.folder.iterdir()} == {copy.path.name for copy in found} | {
        copy.path.name + "-wal" for copy in found if copy.reason is Reason.REPLACED
    }


def test_names(db: Database, key: bytes) -> None:
    first, second = (db.keep_copy(Reason.WEEKLY, key) for _ in range(2))
    for name in (second.name, second.path.name, "2", "latest"):
        assert db.copies.find(name) == second
    assert db.copies.find("1") == first
    for name in ("3", "", "../chats"):
        with pytest.raises(UserError) as caught:
            db.copies.find(name)
        assert caught.value.code == "no-such-copy"


@pytest.mark.parametrize(
    ("later", "due"), [(0.0, False), (WEEK - 3600, False), (WEEK + 60, True), (-WEEK, True), (10 * 52 * WEEK, True)]
)
def test_one_a_week_whatever_the_clock_does(db: Database, key: bytes, later: float, due: bool) -> None:
    assert db.copies.due(0.0)
    db.keep_copy(Reason.MIGRATION, key)
    assert db.copies.due(0.0)
    made = db.keep_copy(Reason.WEEKLY, key).made_at
    assert db.copies.due(made + later) is due


def test_strangers_in_the_folder_are_none(db: Database, key: bytes) -> None:
    db.keep_copy(Reason.WEEKLY, key)
    for name in ("my.db", "000009-20261399-9999-weekly.db", "000009-20261130-0203-someday.db"):
        (db.copies.folder / name).write_text("x")
    assert [copy.number for copy in db.copies.all()] == [1]


def test_a_copy_of_a_log_goes_with_its_database(path: Path, key: bytes, tmp_path: Path) -> None:
    database = Database.open(path, key)
    store = ChatStore(database)
    store.add_message(store.create_chat().id, None, Role.USER, "hello")
    # As a process that was killed leaves it.
    left = tmp_path / "left"
    left.mkdir()
    for name in ("chats.db", "chats.db-wal"):
        (left / name).write_bytes((path.parent / name).read_bytes())
    database.close()
    copy = Copies(tmp_path / "kept").take(left / "chats.db", Reason.DAMAGED)
    assert copy.size == sum(file.stat().st_size for file in left.iterdir())
    assert texts(copy.path, key) == ["hello"]
