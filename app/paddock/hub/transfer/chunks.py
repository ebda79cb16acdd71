"""Which chunks of a file are here, on their way, or missing. One rule: they are handed out in the file's order.

In order, so that SHA-256 can follow close behind the connections, while the bytes are still in the system's cache.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from paddock.hub.journal import UNCHECKED, Mark


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes of a file that one connection fetches: from `offset` to before `end`."""

    first: int  # chunk
    offset: int
    end: int


class Chunks:
    """The chunks of one file; whoever shares it between threads guards it.

    Args:
        marks: of an earlier run; those chunks are `inherited`, and compared with their CRC before they count.
    """

    def __init__(self, size: int, chunk: int, marks: Mapping[int, Mark]) -> None:
        self.size = size
        self.chunk = chunk
        self.count = (size + chunk - 1) // chunk
        self._written = [0] * self.count
        self._crc = [0] * self.count
        self._taken = [False] * self.count
        self.inherited = set[int]()
        for index, mark in marks.items():
            if 0 <= index < self.count and mark.count <= self.length(index):
                self._written[index], self._crc[index] = mark.count, mark.crc
                self.inherited.add(index)
        self.done = sum(self._written)
        self._next = 0  # no chunk before it is missing

    def length(self, index: int) -> int:
        """Of a chunk, in bytes; the last one may be shorter."""
        return min(self.chunk, self.size - index * self.chunk)

    def is_whole(self, index: int) -> bool:
        """Whether all bytes of a chunk are written."""
        return self._written[index] == self.length(index)

    def crc(self, index: int) -> int:
        """The CRC-32 of what is written of a chunk."""
        return self._crc[index]

    def missing(self) -> int:
        """Bytes that are not written yet."""
        return self.size - self.done

    def take(self, most: int) -> Span | None:
        """The next missing bytes that nobody fetches, of at most so many chunks; None: there are none."""
        while self._next < self.count and self.is_whole(self._next):
            self._next += 1
        first = next((i for i in range(self._next, self.count) if not self._taken[i] and not self.is_whole(i)), None)
        if first is None:
            return None
        end = first + 1
        while end < min(self.count, first + most) and not self._taken[end] and not self._written[end]:
            end += 1
        self._taken[first:end] = [True] * (end - first)
        return Span(first, first * self.chunk + self._written[first], min(end * self.chunk, self.size))

    def take_all(self, span: Span) -> Span:
        """The same to the end of the file, for a server that only sends it whole. Nobody else may hold one."""
        self._taken[span.first :] = [True] * (self.count - span.first)
        return Span(span.first, span.offset, self.size)

    def give_back(self, span: Span) -> None:
        """Nobody fetches these any more."""
        for index in range(span.first, -(-span.end // self.chunk)):
            self._taken[index] = False

    def wrote(self, index: int, count: int, crc: int) -> Mark:
        """`count` more bytes of a chunk are written, all of it has this CRC."""
        self._written[index] += count
        self._crc[index] = UNCHECKED if self._crc[index] == UNCHECKED else crc
        self.done += count
        return Mark(self._written[index], self._crc[index])

    def lost(self, index: int) -> None:
        """A chunk's bytes are not what was written: it is missing again."""
        self.done -= self._written[index]
        self._written[index] = self._crc[index] = 0
        self.inherited.discard(index)
        self._next = min(self._next, index)
