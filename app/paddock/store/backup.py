"""One file with all chats and settings, for another disk or another computer, and back.

One rule: a backup has its name only after it was read back and compared, and a database that comes out of one is
whole before it is put where the chats are.

Inside the sealed stream (`store/sealed.py`): 4 bytes, big-endian, the length of a JSON object (`Manifest`); the object;
then the database as SQLCipher keeps it, under a key of its own that the object holds. So no page is ever in the clear
on the disk, and no backup holds the key of the chats on this computer.
"""

from __future__ import annotations

import json
import os
import secrets
import struct
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from paddock.core.errors import UserError
from paddock.core.passphrase import USUAL, Cost, chosen
from paddock.core.progress import Progress
from paddock.core.refusals import why_not
from paddock.core.said import say
from paddock.store.database import Database
from paddock.store.errors import damaged
from paddock.store.files import settle, workshop
from paddock.store.sealed import CHUNK, HEADER, SealedReader, SealedWriter, check_header, damaged_backup

if TYPE_CHECKING:
    from sqlite3 import Connection

_LENGTH = struct.Struct(">I")
LONGEST_MANIFEST = 16 << 20  # bytes
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a backup.

    Attributes:
        program: the version of Paddock that wrote it.
        made_at: seconds since 1970.
        chats: how many, with those in the trash.
        messages: of all branches.
        size: of the database, bytes.
        settings: as they were.
        models: where the model files lay, by their names; the files are not in it.
    """

    program: str
    made_at: float
    chats: int
    messages: int
    size: int
    key: str = field(repr=False)
    settings: Mapping[str, Any] = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> bytes:
        """As it is stored, JSON."""
        return json.dumps(asdict(self)).encode()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a backup holds beside the chats; see `Manifest`."""

    program: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)


def write_backup(
    database: Path,
    key: bytes,
    target: Path,
    passphrase: str,
    beside: Surroundings,
    cost: Cost = USUAL,
    progress: Progress | None = None,
) -> Manifest:
    """Write a backup of a database, beside whoever has it open, in place of what has the name.

    Raises:
        UserError: "passphrase-too-short"; "no-backup": the disk does not take it; "cancelled"; "damaged" and the other
            errors of `Database.open`. What had the name still has it.
    """
    chosen(passphrase)
    progress = progress or Progress()
    progress.at(0, 0)
    try:
        with workshop(target.absolute().parent) as work:
            own = secrets.token_bytes(KEY_BYTES)
            snapshot = work / "snapshot.db"
            _snapshot(database, key, snapshot, own)
            chats, messages = check_whole(snapshot, own)
            size = snapshot.stat().st_size
            manifest = Manifest(
                beside.program, time.time(), chats, messages, size, own.hex(), beside.settings, beside.models
            )
            sealed = work / "backup"
            with _private(sealed) as file:
                _seal(file, snapshot, manifest, passphrase, cost, progress)
            snapshot.unlink()
            if unpack(sealed, passphrase, work / "again.db", progress, before=size).text() != manifest.text():
                raise damaged_backup(target)
            progress.at(2 * size, 2 * size)
            settle(sealed, target)
    except OSError as error:
        raise UserError(
            say("The backup could not be written to “{target}” ({why}).", target=target, why=why_not(error)),
            say("Make room there, or choose another place; nothing was changed."),
            code="no-backup",
        ) from error
    return manifest


def look_into(source: Path, passphrase: str) -> Manifest:
    """What a backup says of itself; of the chats in it nothing is unpacked or checked.

    Raises:
        UserError: as `unpack`, but for "newer-schema".
    """
    with _opened(source) as file:
        return _manifest(SealedReader(file, source, passphrase), source)


def check_backup(source: Path) -> None:
    """Whether a file is a backup at all, as its first bytes say; needs no passphrase.

    Raises:
        UserError: "not-a-backup", "newer-backup", "damaged-backup", "cannot-read-backup".
    """
    with _opened(source) as file:
        check_header(file.read(HEADER), source)


def unpack(
    source: Path, passphrase: str, database: Path, progress: Progress | None = None, before: int = 0
) -> Manifest:
    """Take the database out of a backup, under the key that the backup has for it, and see that it is whole.

    Args:
        before: bytes of the same work that are done already.

    Raises:
        UserError: "wrong-passphrase", "damaged-backup", "not-a-backup", "newer-backup", "newer-schema",
            "cannot-read-backup", "cancelled".
        OSError: there is no room for it.
    """
    progress = progress or Progress()
    with _opened(source) as file:
        reader = SealedReader(file, source, passphrase)
        manifest = _manifest(reader, source)
        done = before
        with _private(database) as out:
            for piece in reader.rest():
                progress.at(done, before + manifest.size)
                done += out.write(piece)
    try:
        whole = database.stat().st_size == manifest.size
        if not whole or check_whole(database, bytes.fromhex(manifest.key)) != (manifest.chats, manifest.messages):
            raise damaged_backup(source)
    except UserError as error:
        if error.code in ("damaged", "wrong-key"):
            raise damaged_backup(source) from error
        raise
    return manifest


def rekey(database: Path, old: bytes, target: Path, new: bytes) -> None:
    """Copy a database under another key, and see that the copy is whole.

    Raises:
        UserError: see `Database.open`.
        OSError: no room.
    """
    _snapshot(database, old, target, new)
    check_whole(target, new)


def _snapshot(database: Path, key: bytes, target: Path, new: bytes) -> None:
    source = Database.open(database, key, read_only=True)
    try:
        source.copy_to(target, new)
    finally:
        source.close()


def check_whole(path: Path, key: bytes) -> tuple[int, int]:
    """How many chats and messages there are, once every page and the index were checked.

    Raises:
        UserError: "damaged", and see `Database.open`.
    """

    def work(connection: Connection) -> tuple[int, int]:
        query = "SELECT (SELECT count(*) FROM main.chats), (SELECT count(*) FROM main.messages)"
        chats, messages = connection.execute(query).fetchone()
        return int(chats), int(messages)

    database = Database.open(path, key, read_only=True)
    try:
        if database.check():
            raise damaged(path)
        return database.read(work)
    finally:
        database.close()


def _seal(file: BinaryIO, snapshot: Path, manifest: Manifest, passphrase: str, cost: Cost, progress: Progress) -> None:
    writer = SealedWriter(file, passphrase, cost)
    content = manifest.text()
    writer.write(_LENGTH.pack(len(content)) + content)
    done = 0
    with snapshot.open("rb") as plain:
        while piece := plain.read(CHUNK):
            progress.at(done, 2 * manifest.size)
            writer.write(piece)
            done += len(piece)
    writer.finish()


def _opened(source: Path) -> BinaryIO:
    try:
        return source.open("rb")
    except OSError as error:
        raise UserError(
            say("“{source}” cannot be read ({why}).", source=source, why=why_not(error)),
            say("Choose another file."),
            code="cannot-read-backup",
        ) from error


def _manifest(reader: SealedReader, source: Path) -> Manifest:
    (length,) = _LENGTH.unpack(reader.read(_LENGTH.size))
    if length > LONGEST_MANIFEST:
        raise damaged_backup(source)
    try:
        return Manifest(**json.loads(reader.read(length)))
    except (ValueError, TypeError) as error:
        raise damaged_backup(source) from error


def _private(path: Path) -> BinaryIO:
    """A new file that only its owner may read."""
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600), "wb")
