"""The SHA-256 of a model file, computed bit by bit while there is nothing else to do, and remembered.

One rule: a hash is only believed for the very file it was computed of: same device, inode, size and time of change.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
from pathlib import Path
from typing import Any, BinaryIO

STEP = 8 * 2**20
REMEMBERED = 200
"""Files; the ones that were hashed first are forgotten."""


class Fingerprint:
    """Of one file.

    Args:
        path: the file, which need not be there any more.
        index: a JSON file that remembers hashes; it is made where it is missing.

    Attributes:
        value: the hash in hex; "" as long as it is not known, and for ever if the file cannot be read.
        identity: what a remembered hash is believed of: device, inode, size and time; "" if it cannot be read.
    """

    def __init__(self, path: Path, index: Path) -> None:
        self.value = self.identity = ""
        self._index = index
        self._hash = hashlib.sha256()
        self._file: BinaryIO | None = None
        try:
            self._file = path.open("rb", buffering=0)
            self.identity = _identity(self._file)
        except OSError as error:
            self._give_up(error)
            return
        self.value = _read_index(index).get(self.identity, "")
        if self.value:
            self.close()

    def step(self) -> bool:
        """Hash the next 8 MiB; False once there is nothing more to do."""
        if self._file is None:
            return False
        try:
            data = self._file.read(STEP)
            if data:
                self._hash.update(data)
                return True
            if _identity(self._file) == self.identity:  # else it was written to in the meantime
                self.value = self._hash.hexdigest()
                self._remember()
        except OSError as error:
            self._give_up(error)
        self.close()
        return False

    def close(self) -> None:
        """Stop; idempotent."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _remember(self) -> None:
        known = _read_index(self._index)
        known.pop(self.identity, None)
        known[self.identity] = self.value
        data = json.dumps(dict(list(known.items())[-REMEMBERED:]), indent=0)
        self._index.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = self._index.with_name(f"{self._index.name}.{secrets.token_hex(4)}")
        try:
            temporary.write_text(data, encoding="ascii")
            temporary.replace(self._index)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise

    def _give_up(self, error: OSError) -> None:
        self.close()
        print(f"The model file cannot be fingerprinted: {error.strerror}.", file=sys.stderr, flush=True)


def known_fingerprint(path: Path, index: Path) -> str:
    """What is remembered of a file; "" where nothing is."""
    try:
        with path.open("rb", buffering=0) as file:
            return _read_index(index).get(_identity(file), "")
    except OSError:
        return ""  # loading it says what is wrong


def _identity(file: BinaryIO) -> str:
    status = os.fstat(file.fileno())
    return f"{status.st_dev}-{status.st_ino}-{status.st_size}-{status.st_mtime_ns}"


def _read_index(path: Path) -> dict[str, str]:
    """What is remembered; nothing where the index is missing or damaged, for it can be computed again."""
    try:
        data: Any = json.loads(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {name: value for name, value in data.items() if isinstance(value, str) and len(value) == 64}
