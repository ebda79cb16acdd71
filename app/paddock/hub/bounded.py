"""The bytes of a file that a stranger wrote, front to back, within bounds of size and time.

Its one rule: at most `MAX_HEADER` bytes are read and `MAX_SECONDS` computed, of them no more than `READ_SIZE` and what
is asked for at once are in memory, and what does not hold ends in a `UserError`. What is kept is up to the format.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from paddock.core.errors import Remedy, UserError
from paddock.core.said import say

MAX_HEADER = 64 * 1024 * 1024  # bytes; the largest tokenizers take about 15 MB
MAX_SECONDS = 1.0  # of computing; a tokenizer of Llama 3's size takes a tenth
READ_SIZE = 1024 * 1024


class Readable(Protocol):
    """What the bytes come from."""

    def read(self, count: int, /) -> bytes:
        """The next bytes, `count` at most; none at the end."""


class BoundedReading:
    """One reading of one file; what knows the file's format derives from it.

    Args:
        path: what errors call it; nothing there is looked at.
        size: of the whole file, bytes.
        clock: seconds that were computed.
    """

    def __init__(self, path: Path, stream: Readable, size: int, clock: Callable[[], float]) -> None:
        self._path = path
        self._stream = stream
        self._size = size
        self._limit = min(size, MAX_HEADER)
        self._clock = clock
        self._deadline = clock() + MAX_SECONDS
        self._data = b""  # the file from `_base` on, as far as it was read
        self._base = 0
        self._at = 0  # in `_data`; behind its end where something is stepped over

    @property
    def _position(self) -> int:
        """Of the next byte, from the start of the file."""
        return self._base + self._at

    def _take(self, count: int) -> bytes:
        self._have(count)
        taken = self._data[self._at : self._at + count]
        self._at += count
        return taken

    def _skip(self, count: int) -> None:
        self._at += count
        self._have(0)

    def _have(self, count: int) -> None:
        """Have the next `count` bytes in memory, and no more than was read with them."""
        end = self._position + count
        if end > self._limit:
            raise self._truncated() if end > self._size else self._damaged(say("its header has no end"))
        while len(self._data) - self._at < count or self._at > len(self._data):
            waited = self._clock()
            chunk = self._stream.read(READ_SIZE)
            self._deadline += self._clock() - waited
            if not chunk:  # the file became shorter meanwhile
                raise self._truncated()
            gone = min(self._at, len(self._data))
            self._data = self._data[gone:] + chunk
            self._base += gone
            self._at -= gone
        self._check_time()

    def _check_count(self, count: int, smallest: int, most: int, what: str) -> None:
        """Refuse more things than the rest of the file can hold, before any of them is looked at."""
        if count > most:
            raise self._damaged(say("it claims to have {count} {what}", count=count, what=what))
        if count * smallest > self._size - self._position:
            raise self._truncated()

    def _check_time(self) -> None:
        if self._clock() > self._deadline:
            raise UserError(
                say(
                    "“{name}” was given up: its header takes longer to read than that of any real model.",
                    name=self._path.name,
                ),
                say("It is damaged, or was made to do harm. Download the model from a source that you trust."),
                code="too-slow",
                remedy=Remedy.OPEN_MODELS,
            )

    def _damaged(self, because: str) -> UserError:
        return UserError(
            say("“{name}” is damaged, or was made to do harm: {because}.", name=self._path.name, because=because),
            say("Download it again, from a source that you trust."),
            code="damaged",
            remedy=Remedy.OPEN_MODELS,
        )

    def _truncated(self) -> UserError:
        return UserError(
            say("“{name}” is incomplete: the file ends before its contents do.", name=self._path.name),
            say("Download it again."),
            code="truncated",
            remedy=Remedy.OPEN_MODELS,
        )
