"""A backup holds everything, opens with its passphrase alone, and is there whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from paddock.core.errors import UserError
from paddock.core.messages import Role
from paddock.core.passphrase import Cost
from paddock.store.backup import Manifest, Surroundings, rekey, unpack, write_backup
from paddock.store.chats import ChatStore
from paddock.store.database import Database
from paddock.store.organise import Organiser
from paddock.store.sealed import SealedReader

CHEAP = Cost(64, 1, 1)
WORDS = "correct horse battery"
OTHER = bytes(range(1, 33))
BESIDE = Surroundings("1.2", {"theme": "dark", "opened_models": ("/a.gguf",)}, {"Llama": "/models/llama.gguf"})


def fill(database: Database) -> None:
    store, organiser = ChatStore(database), Organiser(database)
    for number in range(5):
        chat = store.create_chat()
        store.rename(chat.id, f"Schneewittchen {number}")
        head = None
        for turn in range(20):
            head = store.add_message(chat.id, head, Role.USER, f"Rumpelstiltskin {turn} " * 20).id
    organiser.tag([1], "tagged")
    store.delete(2)


def dump(database: Database) -> list[list[Any]]:
    """Every row of every table, the index's own included."""

    def work(connection: Any) -> list[list[Any]]:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        ).fetchall()
        return [
            [name, *sorted(map(repr, connection.execute(f"SELECT * FROM {name}").fetchall()))] for (name,) in tables
        ]

    return database.read(work)


def test_everything_comes_back_under_another_key(path: Path, key: bytes, db: Database, tmp_path: Path) -> None:
    fill(db)
    target = tmp_path / "chats.backup"
    manifest = write_backup(path, key, target, WORDS, BESIDE, CHEAP)
    assert (manifest.chats, manifest.messages, manifest.program) == (5, 100, "1.2")
    found = unpack(target, WORDS, tmp_path / "unpacked.db")
    assert found.text() == manifest.text()
    assert found.settings == {"theme": "dark", "opened_models": ["/a.gguf"]}
    assert found.models == BESIDE.models
    rekey(tmp_path / "unpacked.db", bytes.fromhex(found.key), tmp_path / "new.db", OTHER)
    new = Database.open(tmp_path / "new.db", OTHER)
    assert dump(new) == dump(db)
    assert new.check() == []
    new.close()


def test_it_is_written_beside_an_open_transaction_and_leaves_nothing_else(
    path: Path, key: bytes, db: Database, tmp_path: Path
) -> None:
    fill(db)
    before = {file.name for file in tmp_path.iterdir()}

    def work(connection: Any) -> Manifest:
        connection.execute("UPDATE messages SET deleted_at = 1")
        return write_backup(path, key, tmp_path / "b", WORDS, BESIDE, CHEAP)

    assert db.write(work).messages == 100
    unpacked = unpack(tmp_path / "b", WORDS, tmp_path / "u.db")
    database = Database.open(tmp_path / "u.db", bytes.fromhex(unpacked.key), read_only=True)
    removed = database.read(lambda c: c.execute("SELECT count(*) FROM messages WHERE deleted_at = 1").fetchone())
    assert removed == (0,)  # what was committed, and no more
    database.close()
    for left in tmp_path.glob("u.db*"):
        left.unlink()
    assert {file.name for file in tmp_path.iterdir()} == {*before, "b"}


def test_no_word_is_in_the_file_or_in_what_it_unpacks_to(path: Path, key: bytes, db: Database, tmp_path: Path) -> None:
    fill(db)
    manifest = write_backup(path, key, tmp_path / "b", WORDS, BESIDE, CHEAP)
    unpack(tmp_path / "b", WORDS, tmp_path / "u.db")
    content = (tmp_path / "b").read_bytes() + (tmp_path / "u.db").read_bytes()
    for secret in (b"Rumpelstiltskin", b"Schneewittchen", b"SQLite format", key, bytes.fromhex(manifest.key), b"dark"):
        assert secret not in content
    assert manifest.key not in repr(manifest)


def test_the_key_of_the_chats_is_not_in_it(path: Path, key: bytes, db: Database, tmp_path: Path) -> None:
    write_backup(path, key, tmp_path / "b", WORDS, BESIDE, CHEAP)
    with (tmp_path / "b").open("rb") as file:
        plain = b"".join(SealedReader(file, tmp_path / "b", WORDS).rest())
    assert key not in plain
    assert key.hex().encode() not in plain


def test_a_short_passphrase_is_refused(path: Path, key: bytes, db: Database, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        write_backup(path, key, tmp_path / "b", "1234567", BESIDE, CHEAP)
    assert caught.value.code == "passphrase-too-short"
    assert not (tmp_path / "b").exists()


def test_damaged_chats_give_no_backup_and_keep_the_old_one(
    path: Path, key: bytes, db: Database, tmp_path: Path
) -> None:
    fill(db)
    db.close()
    content = bytearray(path.read_bytes())
    content[-2000] ^= 0xFF
    path.write_bytes(content)
    target = tmp_path / "b"
    target.write_text("the old one")
    with pytest.raises(UserError) as caught:
        write_backup(path, key, target, WORDS, BESIDE, CHEAP)
    assert caught.value.code == "damaged"
    assert target.read_text() == "the old one"


def test_nowhere_to_write(path: Path, key: bytes, db: Database, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        write_backup(path, key, tmp_path / "gone" / "b", WORDS, BESIDE, CHEAP)
    assert caught.value.code == "no-backup"


def test_a_backup_of_a_newer_schema_is_refused(path: Path, key: bytes, db: Database, tmp_path: Path) -> None:
    write_backup(path, key, tmp_path / "b", WORDS, BESIDE, CHEAP)
    manifest = unpack(tmp_path / "b", WORDS, tmp_path / "u.db")
    newer = Database.open(tmp_path / "u.db", bytes.fromhex(manifest.key))
    newer.write(lambda c: c.execute("INSERT INTO migrations (name, applied_at) VALUES ('m999_later', 0)"))
    newer.close()
    with pytest.raises(UserError) as caught:
        rekey(tmp_path / "u.db", bytes.fromhex(manifest.key), tmp_path / "n.db", OTHER)
    assert caught.value.code == "newer-schema"


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        unpack(tmp_path / "none", WORDS, tmp_path / "u.db")
    assert caught.value.code == "cannot-read-backup"


def test_the_manifest_is_json(path: Path, key: bytes, db: Database, tmp_path: Path) -> None:
    manifest = write_backup(path, key, tmp_path / "b", WORDS, BESIDE, CHEAP)
    fields = {"program", "made_at", "chats", "messages", "size", "key", "settings", "models"}
    assert json.loads(manifest.text()).keys() == fields
