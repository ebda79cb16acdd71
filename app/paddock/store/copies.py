"""Copies of the database that Paddock keeps by itself, encrypted as it is and with the same key, in a folder beside it.

One rule: a copy is only deleted when newer ones of its kind were verified, and what a person replaced never is.

They are named `000007-20261130-0203-weekly.db`. The number orders them, whatever the clock did; the time (UTC) is for
people.
"""

from __future__ import annotations

import re
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2 as driver

from paddock.core.errors import UserError
from paddock.core.refusals import why_not
from paddock.core.said import say
from paddock.store.cipher import DamagedPage, copy, unlock
from paddock.store.errors import DRIVER_ERRORS
from paddock.store.files import duplicate, settle, sync_folder, workshop

if TYPE_CHECKING:
    from sqlite3 import Connection

KEPT = 5
"""Copies of each kind that makes them by itself."""
WEEK = 7 * 24 * 3600.0  # s
_NAME = re.compile(r"(\d{6,})-(\d{8}-\d{4})-([a-z]+)\.db")


class Reason(StrEnum):
    """Why there is a copy."""

    MIGRATION = "migration"
    WEEKLY = "weekly"
    REPLACED = "replaced"
    DAMAGED = "damaged"


ROTATING = (Reason.MIGRATION, Reason.WEEKLY)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that is there.

    Attributes:
        made_at: by the clock of then; seconds since 1970, to the minute.
        size: bytes, its log included.
    """

    path: Path
    number: int
    reason: Reason
    made_at: float
    size: int

    @property
    def name(self) -> str:
        """What a person calls it by."""
        return self.path.stem


class Copies:
    """The copies in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[Copy]:
        """Those that are there, the newest first."""
        found = [_read(path) for path in self.folder.glob("*.db")] if self.folder.is_dir() else []
        return sorted((each for each in found if each is not None), key=lambda each: -each.number)

    def find(self, name: str) -> Copy:
        """A copy by its name, its number or the word for the newest, "latest".

        Raises:
            UserError: "no-such-copy".
        """
        copies = self.all()
        for found in copies:
            if name in (found.name, found.path.name, str(found.number), "latest"):
                return found
        raise UserError(
            say("There is no automatic copy “{name}”.", name=name),
            say("`paddock backup --list` shows what there is."),
            code="no-such-copy",
        )

    def due(self, now: float) -> bool:
        """Whether a week has passed since the last weekly copy, or the clock has been set back behind it."""
        last = next((found.made_at for found in self.all() if found.reason is Reason.WEEKLY), None)
        return last is None or not -60.0 <= now - last < WEEK

    def keep(self, source: Connection, key: bytes, reason: Reason) -> Copy:
        """Copy what `source` sees, verify the copy, and let go of the oldest of its kind.

        Raises:
            UserError: "no-copy": the disk is full, cannot be written, or a page of the chats is damaged.
        """
        try:
            self._make_folder()
            with workshop(self.folder) as work:
                made = work / "copy.db"
                copy(source, made, key)
                _verify(made, key)
                path = self._next(reason)
                settle(made, path)
        except (OSError, *DRIVER_ERRORS) as error:
            raise _no_copy(error) from error
        self._rotate(reason)
        return self._found(path)

    def take(self, database: Path, reason: Reason) -> Copy:
        """Copy a database that nobody has open byte by byte, sound or not, with its log.

        Raises:
            UserError: "no-copy".
        """
        try:
            self._make_folder()
            with workshop(self.folder) as work:
                path = self._next(reason)
                log = database.with_name(database.name + "-wal")
                if log.is_file() and log.stat().st_size:
                    duplicate(log, work / "log")
                    settle(work / "log", path.with_name(path.name + "-wal"))
                duplicate(database, work / "copy.db")
                settle(work / "copy.db", path)
        except OSError as error:
            raise _no_copy(error) from error
        return self._found(path)

    def _make_folder(self) -> None:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(self.folder.parent)

    def _next(self, reason: Reason) -> Path:
        number = max((found.number for found in self.all()), default=0) + 1
        return self.folder / f"{number:06}-{datetime.fromtimestamp(time.time(), UTC):%Y%m%d-%H%M}-{reason}.db"

    def _found(self, path: Path) -> Copy:
        found = _read(path)
        assert found is not None
        return found

    def _rotate(self, reason: Reason) -> None:
        if reason not in ROTATING:
            return
        for old in [found for found in self.all() if found.reason is reason][KEPT:]:
            old.path.unlink(missing_ok=True)


def _read(path: Path) -> Copy | None:
    parts = _NAME.fullmatch(path.name)
    if parts is None:
        return None
    number, made, reason = parts.groups()
    try:
        made_at = datetime.strptime(made, "%Y%m%d-%H%M").replace(tzinfo=UTC).timestamp()
        log = path.with_name(path.name + "-wal")
        size = path.stat().st_size + (log.stat().st_size if log.exists() else 0)
        return Copy(path, int(number), Reason(reason), made_at, size)
    except (OSError, ValueError):  # it has just gone, or has another's name
        return None


def _verify(path: Path, key: bytes) -> None:
    """Read every page back. Raises driver.Error."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(driver.connect(uri, uri=True, isolation_level=None)) as connection:
        unlock(connection, key)
        wrong = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if wrong or connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise DamagedPage("the copy is not whole")


def _no_copy(error: BaseException) -> UserError:
    why = why_not(error) if isinstance(error, OSError) else str(error)
    return UserError(
        say("No copy of your chats could be kept ({why}), so nothing was changed.", why=why),
        say("Make room on the disk, or see whether it is failing; then try again."),
        code="no-copy",
    )
