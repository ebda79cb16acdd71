"""Reads a file of many gigabytes through, with a person watching. One rule: it stops within one piece when asked to."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from paddock.core.errors import Remedy, UserError
from paddock.core.refusals import why_not
from paddock.core.said import say

PIECE = 4 * 1024 * 1024
"""Bytes that are read at once."""

Report = Callable[[int, int], None]
"""Told how many bytes are done, and of how many."""


class Readable(Protocol):
    """A file without a buffer of its own."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """The next bytes, into `buffer`; how many."""


def cancelled(what: str) -> UserError:
    """The person stopped it; nobody needs to be told."""
    return UserError(say("{what} was stopped.", what=what), code="cancelled")


def sha256_of(files: Sequence[Path], report: Report, stop: threading.Event) -> tuple[str, ...]:
    """The SHA-256 of each of several files, hexadecimal; the report is over all of them.

    Raises:
        UserError: cancelled.
        OSError: one cannot be read.
    """
    total = sum(path.stat().st_size for path in files)
    done = 0
    hashes = []
    report(0, total)
    for path in files:
        digest = hashlib.sha256()
        with path.open("rb", buffering=0) as file:
            for piece in pieces(file):
                if stop.is_set():
                    raise cancelled(say("Verifying"))
                digest.update(piece)
                done += len(piece)
                report(min(done, total), total)
        hashes.append(digest.hexdigest())
    return tuple(hashes)


def pieces(file: Readable, size: int | None = None) -> Iterator[memoryview]:
    """What is in a file from where it stands, `size` bytes at most; each piece holds until the next is asked for."""
    buffer = memoryview(bytearray(PIECE))
    left = size
    while left is None or left > 0:
        count = file.readinto(buffer if left is None else buffer[: min(left, PIECE)])
        if not count:
            return
        yield buffer[:count]
        if left is not None:
            left -= count


def unreadable(path: Path, error: OSError) -> UserError:
    """A file that cannot be read through."""
    return UserError(
        say("“{name}” cannot be read: {why}.", name=path.name, why=why_not(error)),
        say("Check that the file is there, that its disk is sound, and that you may read it."),
        code="unreadable",
        remedy=Remedy.RETRY,
    )
