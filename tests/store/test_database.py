"""The file: encrypted, refused politely, never overwritten."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from paddock.core.errors import BugError, Remedy, UserError
from paddock.core.messages import Role
from paddock.store.chats import ChatStore
from paddock.store.database import Database

WORDS = ("Rumpelstiltskin", "Schneewittchen", "Dornroeschen", "Froschkoenig")
WRONG = bytes(32)


def fill(database: Database, count: int = 40) -> None:
    store = ChatStore(database)
    chat = store.create_chat(model=WORDS[0])
    store.rename(chat.id, WORDS[1])
    head = None
    for number in range(count):
        head = store.add_message(chat.id, head, Role.USER, f"{WORDS[2]} {number} " * 50).id
    store.set_draft(chat.id, WORDS[3])


def make(path: Path, key: bytes, count: int = 40) -> None:
    database = Database.open(path, key)
    fill(database, count)
    database.close()


def flip(path: Path, start: int, count: int = 1) -> bytes:
    content = bytearray(path.read_bytes())
    for place in range(start, start + count):
        content[place] ^= 0xFF
    path.write_bytes(content)
    return bytes(content)


class TestSecrecy:
    def test_no_word_of_a_chat_is_on_the_disk(self, path: Path, key: bytes) -> None:
        database = Database.open(path, key)
        fill(database, 200)
        names = {file.name for file in path.parent.iterdir()}
        assert names == {"chats.db", "chats.db-wal", "chats.db-shm"}
        for _ in range(2):  # while it is open, with its log, and after it was closed
            content = b"".join(file.read_bytes() for file in path.parent.iterdir())
            assert len(content) > 200 * 50 * len(WORDS[2])
            assert [word for word in WORDS if word.encode() in content or word.encode("utf-16-le") in content] == []
            assert b"SQLite format 3" not in content
            assert key not in content
            database.close()

    @pytest.mark.skipif(sys.platform == "win32", reason="modes are a matter of access lists on Windows")
    def test_only_the_owner_may_read(self, path: Path, db: Database) -> None:
        fill(db, 1)
        assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}

    def test_settings_of_the_connection(self, db: Database) -> None:
        def pragmas(connection: object) -> dict[str, object]:
            names = ("journal_mode", "synchronous", "foreign_keys", "temp_store", "secure_delete")
            return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names}  # type: ignore[attr-defined]

        found = db.read(pragmas)
        assert found == {
            "journal_mode": "wal",
            "synchronous": 2,  # FULL
            "foreign_keys": 1,
            "temp_store": 2,  # MEMORY
            "secure_delete": 1,
        }


class TestTheKey:
    def test_it_opens_again_with_its_key(self, path: Path, key: bytes) -> None:
        make(path, key)
        database = Database.open(path, key)
        assert len(ChatStore(database).list_chats()) == 1
        assert database.check() == []
        database.close()

    @pytest.mark.parametrize("read_only", [False, True])
    def test_a_wrong_key_changes_nothing(self, path: Path, key: bytes, read_only: bool) -> None:
        make(path, key)
        before = path.read_bytes()
        with pytest.raises(UserError) as caught:
            Database.open(path, WRONG, read_only=read_only)
        assert (caught.value.code, caught.value.remedy) == ("wrong-key", Remedy.ENTER_RECOVERY_KEY)
        assert path.read_bytes() == before
        Database.open(path, key).close()

    def test_a_wrong_key_prints_nothing(self, path: Path, key: bytes, capfd: pytest.CaptureFixture[str]) -> None:
        make(path, key)
        with pytest.raises(UserError):
            Database.open(path, WRONG)
        assert capfd.readouterr() == ("", "")


class TestDamage:
    def test_of_the_salt_does_no_harm(self, path: Path, key: bytes) -> None:
        make(path, key)
        flip(path, 0, 16)
        database = Database.open(path, key)
        assert len(ChatStore(database).list_chats()) == 1
        database.close()

    @pytest.mark.parametrize("count", [1, 4080])
    def test_of_the_first_page_is_told_from_a_wrong_key(self, path: Path, key: bytes, count: int) -> None:
        make(path, key)
        damaged = flip(path, 16, count)
        with pytest.raises(UserError) as caught:
            Database.open(path, key)
        assert caught.value.code == "damaged"
        assert str(path) in caught.value.what
        assert path.read_bytes() == damaged  # kept as it is

    def test_of_a_later_page_is_found_when_it_is_read(self, path: Path, key: bytes) -> None:
        make(path, key)
        for page in range(1, path.stat().st_size // 4096):
            flip(path, page * 4096 + 100)
        database_error = None
        try:
            database = Database.open(path, key)
            try:
                assert database.check() != []
                ChatStore(database).path(1)
            finally:
                database.close()
        except UserError as error:
            database_error = error.code
        assert database_error == "damaged"

    def test_a_file_that_was_cut_short(self, path: Path, key: bytes) -> None:
        make(path, key)
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2 - 1000])
        with pytest.raises(UserError) as caught:  # noqa: PT012 - which of the two finds it is SQLite's affair
            database = Database.open(path, key)
            try:
                ChatStore(database).path(1)
            finally:
                database.close()
        assert caught.value.code == "damaged"

    def test_something_else_entirely(self, path: Path, key: bytes) -> None:
        content = b"This was never a database. " * 1000
        path.write_bytes(content)
        with pytest.raises(UserError) as caught:
            Database.open(path, key)
        assert caught.value.code == "wrong-key"
        assert path.read_bytes() == content


class TestReadOnly:
    def test_there_has_to_be_something(self, path: Path, key: bytes) -> None:
        with pytest.raises(UserError) as caught:
            Database.open(path, key, read_only=True)
        assert caught.value.code == "no-store"
        assert list(path.parent.iterdir()) == []

    def test_it_reads_beside_the_writer_and_writes_nothing(self, path: Path, key: bytes, db: Database) -> None:
        fill(db)
        reader = Database.open(path, key, read_only=True)
        store = ChatStore(reader)
        assert len(store.path(1)) == 40
        fill(db)
        assert len(store.list_chats()) == 2
        with pytest.raises(UserError) as caught:
            store.rename(1, "no")
        assert caught.value.code == "read-only-folder"
        reader.close()


class TestDisk:
    def test_a_full_disk_loses_nothing_that_was_acknowledged(self, path: Path, key: bytes, db: Database) -> None:
        fill(db)
        store = ChatStore(db)
        pages = db.read(lambda connection: int(connection.execute("PRAGMA page_count").fetchone()[0]))
        db._run(lambda: db._open_connection().execute(f"PRAGMA max_page_count = {pages + 2}"))
        head = store.get_chat(1).head_id
        with pytest.raises(UserError) as caught:
            store.add_message(1, head, Role.USER, "x" * 100_000)
        assert caught.value.code == "disk-full"
        assert len(store.path(1)) == 40
        db._run(lambda: db._open_connection().execute("PRAGMA max_page_count = 1000000"))
        store.add_message(1, head, Role.USER, "x" * 100_000)  # there is room again
        assert len(store.path(1)) == 41

    @pytest.mark.skipif(sys.platform == "win32", reason="no file size limits on Windows")
    def test_a_disk_that_stops_taking_bytes(self, path: Path, key: bytes, child_env: dict[str, str]) -> None:
        acknowledged = run(LIMITED, path, key, child_env)
        assert acknowledged.stdout.split()[-1] in {"disk-full", "disk-error"}
        count = len(acknowledged.stdout.split()) - 1
        database = Database.open(path, key)
        assert len(ChatStore(database).path(1)) == count > 0
        assert database.check() == []
        database.close()

    @pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
    def test_a_folder_that_is_read_only(self, key: bytes, child_env: dict[str, str]) -> None:
        """In a process that has given up root's rights, if the tests run as root."""
        import tempfile

        with tempfile.TemporaryDirectory() as folder:  # not below pytest's, which only the owner may enter
            path = Path(folder) / "chats.db"
            make(path, key)
            path.chmod(0o444)
            Path(folder).chmod(0o555)
            try:
                result = run(UNPRIVILEGED, path, key, child_env)
            finally:
                Path(folder).chmod(0o755)
            assert result.stdout.split() == ["read-only-folder", "40", "read-only-folder"]

    def test_a_folder_that_is_gone(self, tmp_path: Path, key: bytes) -> None:
        with pytest.raises(UserError) as caught:
            Database.open(tmp_path / "gone" / "chats.db", key)
        assert caught.value.code == "read-only-folder"


class TestThreads:
    def test_many_threads_write(self, db: Database) -> None:
        store = ChatStore(db)
        chat = store.create_chat()
        threads = [
            threading.Thread(target=lambda: store.add_message(chat.id, None, Role.USER, "hello")) for _ in range(20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        (message,) = store.path(chat.id)
        assert len(message.siblings) == 20

    def test_a_failed_transaction_leaves_nothing(self, db: Database) -> None:
        store = ChatStore(db)

        def work(connection: object) -> None:
            connection.execute("INSERT INTO state VALUES ('a', 'b')")  # type: ignore[attr-defined]
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            db.write(work)
        assert store.get_state("a") == ""
        store.set_state("a", "c")
        assert store.get_state("a") == "c"

    def test_the_stores_own_thread_may_not_wait_for_itself(self, db: Database) -> None:
        with pytest.raises(BugError):
            db.read(lambda _: db.read(lambda _: None))

    def test_after_closing(self, db: Database) -> None:
        db.close()
        db.close()
        with pytest.raises(UserError) as caught:
            db.read(lambda _: None)
        assert caught.value.code == "store-closed"

    def test_a_thread_that_begins_after_closing_is_not_taken_for_the_stores(self, db: Database) -> None:
        db.close()
        said: list[Exception] = []
        begun = threading.Barrier(8)  # the system gives one of them the number of the store's thread

        def late() -> None:
            begun.wait(10)
            try:
                db.read(lambda _: None)
            except (BugError, UserError) as error:
                said.append(error)

        threads = [threading.Thread(target=late) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [getattr(error, "code", "") for error in said] == ["store-closed"] * 8

    def test_our_own_mistakes_are_ours(self, db: Database) -> None:
        with pytest.raises(BugError) as caught:
            db.read(lambda connection: connection.execute("SELECT secret_word FROM nowhere"))
        assert "secret_word" not in str(caught.value) + caught.value.details


def test_exists(path: Path, key: bytes) -> None:
    assert not Database.exists(path)
    path.touch()
    assert not Database.exists(path)
    make(path, key)
    assert Database.exists(path)
    path.rename(path.with_name("chats.db-wal"))  # the log alone may hold everything
    assert Database.exists(path)


def run(script: str, path: Path, key: bytes, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, str(path), key.hex()],
        env=env,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )


LIMITED = """
import resource, sys
from pathlib import Path
from paddock.core.errors import UserError
from paddock.core.messages import Role
from paddock.store.chats import ChatStore
from paddock.store.database import Database
store = ChatStore(Database.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])))
head = None
chat = store.create_chat()
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
while True:
    try:
        head = store.add_message(chat.id, head, Role.USER, "word " * 2000).id
    except UserError as error:
        print(error.code)
        break
    print(head, flush=True)
"""

UNPRIVILEGED = """
import os, sys
from pathlib import Path
from paddock.core.errors import UserError
from paddock.store.chats import ChatStore
from paddock.store.database import Database
if os.getuid() == 0:
    os.setuid(65534)
path, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
try:
    Database.open(path, key)
except UserError as error:
    print(error.code)
database = Database.open(path, key, read_only=True)
store = ChatStore(database)
print(len(store.path(1)))
try:
    store.rename(1, "no")
except UserError as error:
    print(error.code)
database.close()
"""
