"""What the disk says of one installation: its chats, its key, its settings and its copies, each as one value.

One rule: it is read as the next start of the program reads it, and what is not sound is said, not passed over.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as driver

from paddock.config.paths import Paths
from paddock.config.secrets import KeyVault
from paddock.config.settings import SettingsFile
from paddock.core.errors import UserError
from paddock.core.passphrase import Cost
from paddock.store import index
from paddock.store.backup import unpack
from paddock.store.database import Database

if TYPE_CHECKING:
    from sqlite3 import Connection

COST = Cost(64, 1, 1)
"""Of a try of a passphrase: none to speak of."""
PASSPHRASES = ("the first phrase", "the second phrase", "the third phrase")
BACKUP_PASSPHRASE = "the phrase of a backup"
NONE, CLOSED, DAMAGED = "none", "closed", "damaged"
State = dict[str, Any]


class FileKeyring:
    """A keyring that outlives a process: a file with a line for each change, which comes whole or not at all."""

    name = "a file"

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, user: str) -> str | None:
        """See `SecretBackend`."""
        lines = self._path.read_text().splitlines() if self._path.exists() else []
        return dict(json.loads(line) for line in lines).get(user)

    def set(self, user: str, secret: str | None) -> None:
        """See `SecretBackend`."""
        descriptor = os.open(self._path, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        try:
            os.write(descriptor, json.dumps([user, secret]).encode() + b"\n")
        finally:
            os.close(descriptor)

    def delete(self, user: str) -> None:
        """See `SecretBackend`."""
        self.set(user, None)


@dataclass(frozen=True)
class Home:
    """One installation."""

    folder: Path
    keyring: FileKeyring

    @property
    def paths(self) -> Paths:
        """Where its files lie."""
        return Paths.from_environment({"PADDOCK_HOME": str(self.folder)})

    def vault(self) -> KeyVault:
        """As a start of the program has it."""
        return KeyVault(self.paths, self.keyring, COST)

    def key(self) -> tuple[bytes, str]:
        """The key of the chats that are there, and the passphrase that gave it; "" where none is needed.

        Raises:
            UserError: it cannot be had.
        """
        vault = self.vault()
        if not vault.has_lock:
            return vault.open(True).key, ""
        for passphrase in PASSPHRASES:
            try:
                return vault.unlock(passphrase).key, passphrase
            except UserError as error:
                if error.code != "wrong-passphrase":
                    raise
        raise AssertionError("it is locked with a passphrase that nobody chose")


def state_of(home: Home, *, read_only: bool, copies: Callable[[str], bool] = lambda name: True) -> State:
    """Everything that is there; `broken` is what must never be.

    Args:
        copies: which of the copies are looked into; that takes a while. What the others hold is None.
    """
    broken: list[str] = []
    chats, lock, key = NONE, "", b""
    if Database.exists(home.paths.database):
        try:
            key, lock = home.key()
            chats = _said_by(home.paths.database, key, read_only, broken)
        except UserError as error:
            if error.code not in ("key-missing", "wrong-key", "no-store"):
                broken.append(f"{home.folder.name} does not open: {error.code}")
            chats = NONE if error.code == "no-store" else CLOSED
    settings = SettingsFile(home.paths.settings_file)
    chosen = json.loads(json.dumps(asdict(settings.load())))
    if settings.problem:
        broken.append(f"settings: {settings.problem}")
    for own in ("last_backup", "last_backup_at"):  # a path and the real clock's time
        chosen[own] = bool(chosen[own])
    found = {}
    for path in sorted(home.paths.backups.glob("*.db")) if home.paths.backups.is_dir() else ():
        number, *_, reason = path.stem.split("-")
        name = f"{number}-{reason}"
        found[name] = _copy(path, key, path.stat().st_mtime_ns) if copies(name) else None
    return {"chats": chats, "lock": lock, "settings": chosen, "copies": found, "broken": broken}


@lru_cache(maxsize=100)
def _copy(path: Path, key: bytes, written: int) -> str:
    """What is in a copy, which is never written again; looked up once."""
    try:
        return _said_by(path, key, True) if key else CLOSED
    except UserError:
        return CLOSED


def _said_by(path: Path, key: bytes, read_only: bool, broken: list[str] | None = None) -> str:
    """What a database says, as a hash of all of it; `broken` gets what is wrong with its index."""
    database = Database.open(path, key, read_only=read_only)
    try:
        if database.check():
            return _once_whole(path, key, broken) if read_only and _log(path).exists() else DAMAGED
        if broken is not None:
            broken += [f"{path.name}: {what}" for what in database.read(_wrong)]
        return database.read(said_by)
    finally:
        database.close()


def _once_whole(path: Path, key: bytes, broken: list[str] | None) -> str:
    """The same, where the log may still have what a page of the file lacks: the next who writes makes it whole."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(_log(path), _log(copy))
        return _said_by(copy, key, False, broken)


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def backup_at(path: Path) -> str:
    """What is in a backup; `NONE` where there is no file of that name."""
    return _backup(path, path.stat().st_mtime_ns) if path.exists() else NONE


@lru_cache(maxsize=10)
def _backup(path: Path, written: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        manifest = unpack(path, BACKUP_PASSPHRASE, Path(folder) / "chats.db")
        return _said_by(Path(folder) / "chats.db", bytes.fromhex(manifest.key), True)


def said_by(connection: Connection) -> str:
    """Every row of every table, but what is different each time: the number that a chat has wherever it goes.

    Returns:
        how many there are, and a hash of them; `NONE` where there are none, whatever the schema.
    """
    query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    names = [str(name) for (name,) in connection.execute(query) if not name.startswith(("sqlite_", "words", "migr"))]
    found, counts = hashlib.sha256(), []
    for name in names:
        columns = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({name})")]
        chosen = ", ".join("length(uid)" if column == "uid" else column for column in columns)
        rows = connection.execute(f"SELECT {chosen} FROM {name} ORDER BY 1, 2").fetchall()
        found.update(repr((name, columns, rows)).encode())
        if rows:
            counts.append(f"{len(rows)} {name}")
    return f"{', '.join(counts)} ({found.hexdigest()[:16]})" if counts else NONE


def _wrong(connection: Connection) -> list[str]:
    """References to what is not there, and words that the index does not know or should not."""
    wrong = [f"a row of {row[0]} refers to none" for row in connection.execute("PRAGMA foreign_key_check")]
    titles = connection.execute("SELECT id, title FROM chats WHERE title <> ''").fetchall()
    query = "SELECT id, chat_id, role, model, created_at, parts, status, deleted_at FROM messages"
    messages = connection.execute(query).fetchall()
    with closing(driver.connect(":memory:", isolation_level=None)) as fresh:
        fresh.execute(index.CREATE)
        fresh.execute("BEGIN")
        for chat_id, title in titles:
            index.add_title(fresh, chat_id, title)
        for *row, _, deleted_at in messages:
            if deleted_at is None:
                index.add(fresh, *row)
        expected = _words(fresh)
    # What streams is in the index when it ends, and a chat without a title has no words.
    loose = {row[0] for row in messages if row[6] == "streaming"}
    meant = {row[0] for row in messages} | {-chat_id for chat_id, _ in titles}
    untitled = {-chat_id for (chat_id,) in connection.execute("SELECT id FROM chats WHERE title = ''")}
    found = {word for word in _words(connection) if word[1] not in loose | untitled}
    expected = {word for word in expected if word[1] not in loose}
    if found != expected:
        wrong.append(f"the index lacks {sorted(expected - found)[:3]} and has {sorted(found - expected)[:3]}")
    wrong += [f"the index knows {word[1]}, which is not there" for word in found if word[1] not in meant]
    return wrong


def _words(connection: Connection) -> set[tuple[Any, ...]]:
    """Every word of an index with where it stands; none where an older schema has no index."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'words'").fetchone():
        return set()
    connection.execute("CREATE VIRTUAL TABLE temp.said USING fts5vocab(main, words, instance)")
    try:
        return set(connection.execute("SELECT term, doc, col, offset FROM temp.said").fetchall())
    finally:
        connection.execute("DROP TABLE temp.said")


def unfit(seen: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What of a state is neither as it was before the step that was under way, nor as it is after it."""
    wrong = list(seen["broken"])
    for part in ("chats", "lock", "settings"):
        if seen[part] not in (before[part], after[part]):
            wrong.append(f"{part}: {seen[part]}; before {before[part]}; after {after[part]}")
    for name in before["copies"].keys() & after["copies"].keys():
        possible = (before["copies"][name], after["copies"][name])
        if seen["copies"].get(name, NONE) not in (None, *possible):
            wrong.append(f"copy {name}: {seen['copies'].get(name, NONE)}, not one of {possible}")
    return wrong
