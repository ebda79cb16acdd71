"""What SQLite's and SQLCipher's errors mean for the person. One rule: no statement and no value shows through."""

from __future__ import annotations

from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from paddock.core.errors import BugError, Remedy, UserError
from paddock.core.said import say

# https://www.sqlite.org/rescode.html; extended codes carry the primary one in their low byte.
_PRIMARY = 0xFF
_BUSY, _LOCKED, _NOMEM, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 7, 8, 10, 11, 13, 14, 26

# What the online backup raises carries no code; these are SQLite's words for them (sqlite3_errstr).
_BY_WORDS = {
    "database is locked": _BUSY,
    "attempt to write a readonly database": _READONLY,
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
    "database or disk is full": _FULL,
    "unable to open database file": _CANTOPEN,
}

DRIVER_ERRORS = (driver.Error, MemoryError)


def code_of(error: BaseException) -> int:
    """SQLite's primary result code; a MemoryError is what SQLCipher makes of a page it cannot decrypt."""
    if isinstance(error, MemoryError):
        return _CORRUPT
    return int(getattr(error, "sqlite_errorcode", _BY_WORDS.get(str(error), 0))) & _PRIMARY


def is_unreadable(error: BaseException) -> bool:
    """The first page does not decrypt: the key is wrong or the file is damaged."""
    return code_of(error) in (_NOTADB, _CORRUPT)


def needs_write_access(error: BaseException) -> bool:
    """A log that is there, or would have to be, cannot be opened in this folder."""
    return code_of(error) in (_CANTOPEN, _READONLY)


def damaged(path: Path) -> UserError:
    """The file, or a page of it, is not what was written."""
    return UserError(
        say("The file with your chats is damaged: “{path}”.", path=path),
        say("It was left as it is. Check the disk and put back a copy from your backup."),
        code="damaged",
    )


def wrong_key(path: Path) -> UserError:
    """No page of the file belongs to the key."""
    return UserError(
        say("The key does not fit the chats in “{path}”.", path=path),
        say("Enter the recovery key of these chats; they are untouched."),
        code="wrong-key",
        remedy=Remedy.ENTER_RECOVERY_KEY,
    )


def explain(error: BaseException, path: Path) -> UserError | BugError:
    """The error that a front end can show for `error`, which came from the driver."""
    folder = path.parent
    code = code_of(error)
    if code in (_NOTADB, _CORRUPT):
        return damaged(path)
    if code == _FULL:
        return UserError(
            say("The disk is full: nothing more can be saved."), say("Make room, then try again."), code="disk-full"
        )
    if code == _READONLY:
        return UserError(
            say("The folder “{folder}” is read-only: nothing can be saved.", folder=folder),
            say("Make it writable for you, then try again."),
            code="read-only-folder",
        )
    if code == _CANTOPEN:
        return UserError(
            say("“{path}” cannot be opened.", path=path),
            say("Make it and its folder readable for you."),
            code="cannot-open",
        )
    if code == _IOERR:
        return UserError(
            say("The disk does not take or give the chats in “{folder}”.", folder=folder),
            say("See whether it is full or failing, then try again."),
            code="disk-error",
            remedy=Remedy.RETRY,
        )
    if code in (_BUSY, _LOCKED):
        return UserError(
            say("Another program is using the chats."),
            say("Close it, then try again."),
            code="busy-store",
            remedy=Remedy.RETRY,
        )
    name = str(getattr(error, "sqlite_errorname", "")) or type(error).__name__
    return BugError("The chats could not be read or saved.", f"{name} (code {code})")
