"""The form of a file that holds one block of a KV cache.

One rule: what was not written under this name with this key, to the last bit, is not read.

    4 bytes   "PKV1"
    4 bytes   number of tokens, little-endian
    tokens    sealed: 4 bytes each
    state     sealed: what `llama_state_seq_get_data` gave

Sealed is AES-256-GCM: 12 random bytes of nonce, the ciphertext, 16 bytes of tag; the file's name and the part's are
authenticated with it. Nothing is used before its tag was verified.
"""

from __future__ import annotations

import mmap
import os
import struct
from pathlib import Path
from typing import IO

HEAD = struct.Struct("<4sI")
MAGIC = b"PKV1"
NONCE, TAG = 12, 16
OVERHEAD = HEAD.size + 2 * (NONCE + TAG)
"""Bytes of a file besides tokens and state."""
CHUNK = 2**20
"""Bytes that are in memory twice while a block is written or read."""
MOST_TOKENS = 4096
"""A count beyond this is damage, whatever it says."""


class DamagedError(Exception):
    """The file is not what was written."""


def write_block(path: Path, key: bytes, name: str, tokens: bytes, state: mmap.mmap) -> None:
    """Write a new file that only its owner may read.

    Raises:
        OSError: the disk is full, …; what there is of the file is left.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        _write(file, HEAD.pack(MAGIC, len(tokens) // 4))
        _seal(file, key, name + ".tokens", memoryview(tokens))
        with memoryview(state) as view:
            _seal(file, key, name + ".state", view)


def read_tokens(path: Path, key: bytes, name: str) -> bytes:
    """The tokens of a block.

    Raises:
        DamagedError: it is not what was written.
        OSError: there is no such file, …
    """
    with path.open("rb", buffering=0) as file:
        return _read_tokens(file, key, name)


def read_state(path: Path, key: bytes, name: str) -> mmap.mmap:
    """The state of a block; whoever gets it closes it.

    Raises:
        DamagedError: it is not what was written.
        OSError: there is no such file, …
    """
    with path.open("rb", buffering=0) as file:
        _read_tokens(file, key, name)
        size = os.fstat(file.fileno()).st_size - file.tell() - NONCE - TAG
        if size <= 0:
            raise DamagedError(name)
        state = mmap.mmap(-1, size)
        try:
            with memoryview(state) as view:
                _open(file, key, name + ".state", view)
        except BaseException:
            state.close()
            raise
        return state


def _read_tokens(file: IO[bytes], key: bytes, name: str) -> bytes:
    head = file.read(HEAD.size)
    magic, count = HEAD.unpack(head) if len(head) == HEAD.size else (b"", 0)
    if magic != MAGIC or not 0 < count <= MOST_TOKENS:
        raise DamagedError(name)
    tokens = bytearray(4 * count)
    with memoryview(tokens) as view:
        _open(file, key, name + ".tokens", view)
    return bytes(tokens)


def _seal(file: IO[bytes], key: bytes, label: str, data: memoryview) -> None:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # late: only who keeps KV pays

    nonce = os.urandom(NONCE)
    cipher = Cipher(algorithms.AES(key), modes.GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(label.encode())
    _write(file, nonce)
    for at in range(0, len(data), CHUNK):
        _write(file, cipher.update(data[at : at + CHUNK]))
    cipher.finalize()
    _write(file, cipher.tag)


def _open(file: IO[bytes], key: bytes, label: str, into: memoryview) -> None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    nonce = file.read(NONCE)
    if len(nonce) < NONCE:
        raise DamagedError(label)
    cipher = Cipher(algorithms.AES(key), modes.GCM(nonce)).decryptor()
    cipher.authenticate_additional_data(label.encode())
    for at in range(0, len(into), CHUNK):
        with into[at : at + CHUNK] as part:  # released at once, or what it is of cannot be closed
            sealed = file.read(len(part))
            if len(sealed) < len(part):
                raise DamagedError(label)
            part[:] = cipher.update(sealed)
    try:
        cipher.finalize_with_tag(file.read(TAG))
    except (InvalidTag, ValueError) as error:  # a short tag is a ValueError
        raise DamagedError(label) from error


def _write(file: IO[bytes], data: bytes) -> None:
    """All of it: an unbuffered file may take less than it is given."""
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]
