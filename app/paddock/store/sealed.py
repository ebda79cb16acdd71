"""A file that only a passphrase opens: a stream of bytes, encrypted and authenticated in chunks.

One rule: nothing is handed out that was not authenticated, and an end that is not the writer's end is an error.

All numbers are big-endian. The header has 70 bytes:

    16  magic, b"PADDOCK BACKUP\\r\\n" (a transfer that changes the ends of lines is found)
     2  version of this format, 1
     4  Argon2id: memory in KiB
     4  Argon2id: iterations
     4  Argon2id: lanes
     4  bytes of plain text in a chunk, 1 MiB
    16  salt, random
    16  check: the beginning of HMAC-SHA256(second half of the key, all of the header before it)
     4  CRC-32 of all of the header before it

Argon2id (RFC 9106) makes 64 bytes of the passphrase and the salt: the first half encrypts, the second makes the check,
which tells a wrong passphrase from a damaged file. Chunks follow, each with its tag of 16 bytes: AES-256-GCM, with the
header as associated data. A nonce is the chunk's number (11 bytes) and 1 for the last chunk, else 0: the STREAM
construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015, section 7; age uses the same). So chunks that are cut off,
exchanged, doubled or taken from another file do not authenticate. All chunks but the last are full.
"""

from __future__ import annotations

import hmac
import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from paddock.core.errors import UserError
from paddock.core.passphrase import Cost, encoded, wrong
from paddock.core.said import say

MAGIC = b"PADDOCK BACKUP\r\n"
VERSION = 1
CHUNK = 1 << 20
LARGEST_CHUNK = 16 << 20
TAG = 16
KEY = 32
_FIXED = struct.Struct(">16sHIIII16s")
_CHECK = 16
_CRC = struct.Struct(">I")
HEADER = _FIXED.size + _CHECK + _CRC.size


@dataclass(frozen=True, slots=True)
class _Opened:
    """A header and the key that its passphrase makes."""

    header: bytes
    key: bytes
    chunk: int


class SealedWriter:
    """Encrypts what is written to it into an open file. `finish` makes it whole."""

    def __init__(self, file: BinaryIO, passphrase: str, cost: Cost) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        fixed = _FIXED.pack(MAGIC, VERSION, cost.memory, cost.iterations, cost.lanes, CHUNK, os.urandom(16))
        key, checking = _keys(fixed, passphrase)
        header = fixed + _check(fixed, checking)
        self._header = header + _CRC.pack(zlib.crc32(header))
        self._cipher = AESGCM(key)
        self._file = file
        self._number = 0
        self._held = bytearray()
        file.write(self._header)

    def write(self, content: bytes) -> None:
        """Add bytes. Raises OSError."""
        self._held += content
        while len(self._held) > CHUNK:  # the last chunk is known by nothing coming after it, so one is held back
            self._put(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]

    def finish(self) -> None:
        """Write the last chunk. Raises OSError."""
        self._put(bytes(self._held), last=True)

    def _put(self, plain: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), plain, self._header))
        self._number += 1


class SealedReader:
    """Decrypts a file that SealedWriter wrote.

    Raises:
        UserError: "not-a-backup", "newer-backup", "damaged-backup", "wrong-passphrase"; so do its methods.
    """

    def __init__(self, file: BinaryIO, path: Path, passphrase: str) -> None:
        self._file = file
        self._path = path
        self._opened = _open(file.read(HEADER), path, passphrase)
        self._chunks = self._decrypted()
        self._held = bytearray()

    def read(self, count: int) -> bytes:
        """The next `count` bytes."""
        while len(self._held) < count:
            chunk = next(self._chunks, None)
            if chunk is None:
                raise damaged_backup(self._path)
            self._held += chunk
        content = bytes(self._held[:count])
        del self._held[:count]
        return content

    def rest(self) -> Iterator[bytes]:
        """All that is left, in pieces, up to the writer's end."""
        if self._held:
            yield bytes(self._held)
            self._held.clear()
        yield from self._chunks

    def _decrypted(self) -> Iterator[bytes]:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        cipher, size, number = AESGCM(self._opened.key), self._opened.chunk + TAG, 0
        sealed = self._file.read(size)
        while True:
            following = self._file.read(size)
            try:
                yield cipher.decrypt(_nonce(number, not following), sealed, self._opened.header)
            except InvalidTag as error:
                raise damaged_backup(self._path) from error
            if not following:
                return
            sealed, number = following, number + 1


def check_header(header: bytes, path: Path) -> None:
    """Whether a file's first `HEADER` bytes are those of a backup; needs no passphrase.

    Raises:
        UserError: "not-a-backup", "newer-backup", "damaged-backup".
    """
    if header[: len(MAGIC)] != MAGIC:
        raise UserError(
            say("“{path}” is not a backup of Paddock.", path=path),
            say("Choose a file that Paddock wrote as a backup."),
            code="not-a-backup",
        )
    if len(header) < HEADER:
        raise damaged_backup(path)
    _, version, memory, iterations, lanes, chunk, _ = _FIXED.unpack(header[: _FIXED.size])
    if version > VERSION:
        raise UserError(
            say("A newer version of Paddock wrote “{path}”.", path=path),
            say("Update this one, then try again."),
            code="newer-backup",
        )
    sealed, crc = header[: -_CRC.size], header[-_CRC.size :]
    if zlib.crc32(sealed) != _CRC.unpack(crc)[0]:
        raise damaged_backup(path)
    if not Cost(memory, iterations, lanes).sane or not 0 < chunk <= LARGEST_CHUNK:
        raise damaged_backup(path)


def _open(header: bytes, path: Path, passphrase: str) -> _Opened:
    check_header(header, path)
    fixed, check = header[: _FIXED.size], header[_FIXED.size : -_CRC.size]
    key, checking = _keys(fixed, passphrase)
    if not hmac.compare_digest(_check(fixed, checking), check):
        raise wrong("this backup")
    return _Opened(header, key, chunk=_FIXED.unpack(fixed)[5])


def _keys(fixed: bytes, passphrase: str) -> tuple[bytes, bytes]:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    _, _, memory, iterations, lanes, _, salt = _FIXED.unpack(fixed)
    kdf = Argon2id(salt=salt, length=2 * KEY, iterations=iterations, lanes=lanes, memory_cost=memory)
    both = kdf.derive(encoded(passphrase))
    return both[:KEY], both[KEY:]


def _check(fixed: bytes, key: bytes) -> bytes:
    return hmac.digest(key, fixed, "sha256")[:_CHECK]


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def damaged_backup(path: Path) -> UserError:
    """The file is not what was written."""
    return UserError(
        say("The backup “{path}” is damaged or not whole; nothing was changed.", path=path),
        say("Try another backup, or another copy of this one."),
        code="damaged-backup",
    )
