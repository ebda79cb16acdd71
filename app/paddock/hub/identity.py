"""Which file this is, wherever it lies and whatever it is called.

One rule: an identity says that two files are most likely the same, never that one is sound: that takes its SHA-256.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

HEAD = 1024 * 1024
"""Bytes of a file's beginning that go into its identity: the header, or most of it."""
SAMPLE = 64 * 1024
"""Bytes of its middle and of its end: fine-tunings of one model have equal headers and differ in their weights."""


def identity_of(path: Path) -> str:
    """The size and a hash of the beginning, the middle and the end of a file. Raises OSError."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        digest = hashlib.sha256(file.read(HEAD))
        for at in (size // 2, size - SAMPLE):
            if at > HEAD:
                file.seek(at)
                digest.update(file.read(SAMPLE))
    return f"{size}-{digest.hexdigest()[:32]}"
