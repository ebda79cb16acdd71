"""What every connection to an encrypted database does first. One rule: no key ever meets a file without a page of it.

A copy is made page by page through SQLite's online backup: in one snapshot, the write-ahead log included, beside
whoever writes, and under a key of its own. https://www.sqlite.org/backup.html
"""

from __future__ import annotations

import hashlib
import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2 as driver

from paddock.core.errors import BugError

if TYPE_CHECKING:
    from sqlite3 import Connection  # SQLCipher's driver has the same interface and no types of its own


TRIES = 2
"""A page that another process is writing at this moment may be read half."""


class DamagedPage(driver.DatabaseError):  # type: ignore[misc]  # the driver ships no types
    """What SQLite calls SQLITE_CORRUPT, where it does not say so by itself."""

    sqlite_errorcode = 11


def unlock(connection: Connection, key: bytes) -> None:
    """Give a connection that has read nothing yet its key of 32 bytes."""
    # The salt is made from the key, so damage to the file's first 16 bytes, where SQLCipher keeps it, does no harm
    # and does not look like a wrong key. With a random 256-bit key a salt protects nothing.
    salt = hashlib.sha256(b"paddock salt" + key).digest()[:16]
    connection.execute("PRAGMA cipher_log_level = NONE")  # or it prints to stderr
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise BugError("This build of SQLite cannot encrypt.")


def copy(source: Connection, path: Path, key: bytes) -> None:
    """Write what `source` sees now into a new database under another key, or the same.

    SQLCipher's online backup goes on past a page that does not authenticate, and copies zeros in its place; so every
    page of the file is authenticated first, and whoever needs to know of pages in the log has the copy checked.

    Raises:
        driver.Error: no room, a page of the source is damaged; `path` is then of no use.
        OSError: `path` is there already, or cannot be made.
    """
    if not any(source.execute("PRAGMA cipher_integrity_check").fetchall() == [] for _ in range(TRIES)):
        raise DamagedPage("a page does not authenticate")
    with closing(create(path, key)) as target:
        source.backup(target)


def create(path: Path, key: bytes) -> Connection:
    """A connection to a new, empty database that only its owner may read.

    Raises:
        OSError: `path` is there already, or cannot be made.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    connection: Connection = driver.connect(str(path), isolation_level=None)
    unlock(connection, key)
    return connection


def empty_log(path: Path, key: bytes) -> None:
    """Move what is in a database's write-ahead log into its file; nobody else may have it open.

    Raises:
        driver.Error: it is damaged, or the key is another's.
    """
    with closing(driver.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)) as connection:
        unlock(connection, key)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
