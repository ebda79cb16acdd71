"""The encrypted database file and the one thread that touches it.

One rule: what `write` has returned from survives a power cut, and no page ever reaches the disk in the clear.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlcipher3 import dbapi2 as driver

from paddock.core.errors import BugError, Remedy, UserError
from paddock.core.refusals import why_not
from paddock.core.said import say
from paddock.store import migrations
from paddock.store.cipher import copy, unlock
from paddock.store.copies import Copies, Copy, Reason
from paddock.store.errors import DRIVER_ERRORS, damaged, explain, is_unreadable, needs_write_access, wrong_key
from paddock.store.paths import Paths

if TYPE_CHECKING:
    from sqlite3 import Connection  # SQLCipher's driver has the same interface and no types of its own

T = TypeVar("T")

BUSY_SECONDS = 5.0
BACKUPS = "backups"
"""The folder beside the database for copies of it."""
MEMORY_IDS = 1 << 30
"""Far from what a file reaches, and a number of 31 bits as Qt's signals carry."""


class Database:
    """An open database. `open` makes one; every method may be called from any thread but its own.

    Attributes:
        paths: what was read of its open chat, for its own thread alone.
    """

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.copies = Copies(path.parent / BACKUPS)
        self.paths = Paths()
        self.read_only = read_only
        self._ident = 0
        self._thread = ThreadPoolExecutor(1, "store", initializer=self._remember_thread)
        self._connection: Connection | None = None
        self._closing = threading.Lock()

    @staticmethod
    def exists(path: Path) -> bool:
        """Whether there are chats at `path`, be it only in the write-ahead log."""
        return any(file.is_file() and file.stat().st_size > 0 for file in (path, path.with_name(path.name + "-wal")))

    @classmethod
    def open(cls, path: Path, key: bytes, *, read_only: bool = False) -> Database:
        """Open the database, bring its schema up to date (a copy is kept first), or make it if there is none.

        Args:
            key: 32 bytes.
            read_only: write nothing, not even a newer schema; there have to be chats then.

        Raises:
            UserError: "no-store" (read_only and no chats), "wrong-key", "newer-schema", "damaged", "disk-full",
                "read-only-folder", "cannot-open", "disk-error", "busy-store"; "no-copy" (the schema is old, and no
                copy could be kept before it changes). The file is as it was.
        """
        if read_only and not cls.exists(path):
            raise _no_store()
        database = cls(path, read_only=read_only)
        try:
            database._run(lambda: database._open(key))
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    def in_memory(cls) -> Database:
        """A new database that is in no file and gone when it is closed.

        Its numbers begin at MEMORY_IDS, so that none of them is one in the file.
        """
        database = cls(Path(":memory:"), read_only=False)
        try:
            database._run(database._make_in_memory)
        except BaseException:
            database.close()
            raise
        return database

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on the store's thread, in one snapshot, and return what it returns.

        Raises:
            UserError: see `open`.
        """
        return self._run(lambda: self._transaction("BEGIN", work))

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a transaction; it is on the disk when this returns, or nothing of it is.

        Raises:
            UserError: see `open`.
        """
        return self._run(lambda: self._transaction("BEGIN IMMEDIATE", work))

    def check(self) -> list[str]:
        """Read and verify every page; what is wrong, in SQLite's words, empty if nothing is. Slow on large files."""

        def run(connection: Connection) -> list[str]:
            found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
            if not found:
                found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            return [] if found == ["ok"] else found

        return self._run(lambda: run(self._open_connection()))

    def copy_to(self, path: Path, key: bytes) -> None:
        """Copy what is stored now into a new database under another key, or the same; see `store.cipher.copy`.

        Raises:
            UserError: see `open`.
            OSError: `path` is there already, or cannot be made.
        """
        self._run(lambda: copy(self._open_connection(), path, key))

    def keep_copy(self, reason: Reason, key: bytes) -> Copy:
        """Keep a copy of what is stored now, with the same key, in the folder beside the database.

        Raises:
            UserError: "no-copy".
        """
        return self._run(lambda: self.copies.keep(self._open_connection(), key, reason))

    def close(self) -> None:
        """Finish what was begun and close the file. Idempotent."""
        with self._closing:
            # A second call finds the thread gone, which is what it asked for.
            with suppress(RuntimeError):
                self._thread.submit(self._close).result()
            self._thread.shutdown()

    def _run(self, work: Callable[[], T]) -> T:
        if threading.get_ident() == self._ident:
            raise BugError("The chats were used from within the store.")
        try:
            future = self._thread.submit(work)
        except RuntimeError as error:
            raise _closed() from error
        try:
            return future.result()
        except DRIVER_ERRORS as error:
            raise explain(error, self.path) from error

    def _remember_thread(self) -> None:
        self._ident = threading.get_ident()

    def _open_connection(self) -> Connection:
        if self._connection is None:
            raise _closed()
        return self._connection

    def _transaction(self, begin: str, work: Callable[[Connection], T]) -> T:
        connection = self._open_connection()
        connection.execute(begin)
        try:
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            # SQLite has already rolled back by itself after a full disk or an I/O error.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return result

    def _open(self, key: bytes) -> None:
        if not self.read_only:
            _create_private(self.path)
        try:
            self._connection = self._connect(key)
        except DRIVER_ERRORS as error:
            if not (self.read_only and needs_write_access(error)):
                raise
            # A folder that cannot be written to has no place for the log's index; then the file alone is read.
            self._connection = self._connect(key, "&immutable=1")
        migrations.refuse_newer(self._connection)
        if self.read_only:
            if not migrations.applied(self._connection):  # the first start was cut off before there was a table
                raise _no_store()
            migrations.show_as_newest(self._connection)
            return
        if migrations.changes(self._connection):
            self.copies.keep(self._connection, key, Reason.MIGRATION)
        migrations.migrate(self._connection, time.time())

    def _make_in_memory(self) -> None:
        connection: Connection = driver.connect(":memory:", isolation_level=None, cached_statements=256)
        self._connection = connection
        _protect(connection)
        migrations.migrate(connection, time.time())
        for table in ("chats", "messages"):
            connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
            connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, MEMORY_IDS))

    def _connect(self, key: bytes, options: str = "") -> Connection:
        mode = "ro" if self.read_only else "rw"
        connection: Connection = driver.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}{options}",
            uri=True,
            isolation_level=None,
            timeout=BUSY_SECONDS,
            cached_statements=256,
        )
        try:
            unlock(connection, key)
            _read_first_page(connection, self.path)
            _configure(connection, self.read_only)
        except BaseException:
            connection.close()
            raise
        return connection

    def _close(self) -> None:
        self._ident = 0  # the system gives it to another thread once this one has ended
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _no_store() -> UserError:
    return UserError(say("There are no chats yet."), say("Write one in the window."), code="no-store")


def _closed() -> UserError:
    """They were locked, or the program ends, while somebody still wanted something of them."""
    return UserError(
        say("Your chats are not open."), say("Open them first."), code="store-closed", remedy=Remedy.ENTER_RECOVERY_KEY
    )


def _create_private(path: Path) -> None:
    """An empty file that only its owner may read, if there is none; SQLite gives its logs the same mode."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        if not path.exists() or not os.access(path, os.W_OK):
            raise UserError(
                say("“{path}” cannot be written ({why}).", path=path, why=why_not(error)),
                say("Make the file and its folder writable for you, then try again."),
                code="read-only-folder",
            ) from error
        raise UserError(
            say("“{path}” cannot be opened ({why}).", path=path, why=why_not(error)), "", code="cannot-open"
        ) from error


def _read_first_page(connection: Connection, path: Path) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DRIVER_ERRORS as error:
        if not is_unreadable(error):
            raise
        raise (damaged(path) if _some_page_fits(connection, path) else wrong_key(path)) from error


def _some_page_fits(connection: Connection, path: Path) -> bool:
    """Whether the key is right after all: some page carries its authentication code."""
    pages = max(1, path.stat().st_size // 4096)
    failed = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    return len(failed) < pages


def _protect(connection: Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")  # no sorter spills into a plain file
    connection.execute("PRAGMA trusted_schema = OFF")


def _configure(connection: Connection, read_only: bool) -> None:
    _protect(connection)
    if read_only:
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")  # macOS: fsync alone leaves it in the drive's cache
    connection.execute("PRAGMA secure_delete = ON")
    # A power cut in the middle of a checkpoint leaves torn pages in the file, which the log still has whole; the file
    # is made whole before anyone authenticates or copies its pages. Without room for that it is as sound as before.
    with suppress(*DRIVER_ERRORS):
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
