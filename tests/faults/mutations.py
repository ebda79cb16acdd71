"""Damages GGUF files in every way that chance or malice may. One rule: the same random numbers give the same bytes."""

from __future__ import annotations

import random
import re
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

NUMBERS = (
    0, 1, 2, 3, 7, 31, 32, 33, 255, 256, 65_535, 65_536, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**40, 2**62, 2**63 - 1,
    2**63, 2**64 - 1, 2**64 - 2, 2**64 - 32,
)  # fmt: skip
"""What a count, a length, an offset or a setting becomes."""
_KEY = re.compile(rb"(?:general|llama|tokenizer|split)\.[a-z_.]{3,60}|x\.[A-Za-z?]")
_NAME = re.compile(rb"[a-z][a-z0-9_]{2,30}\.[a-z0-9_.]{2,40}")
_MOST_FLIPS = 8
_LONGEST_PATCH = 64
_TRIES = 20
_ARRAY, _NUMBERS_OF_32_BITS = 9, (4, 5, 6)
"""gguf_metadata_value_type"""


@dataclass(frozen=True, slots=True)
class Seed:
    """A sound file.

    Attributes:
        header: bytes until its tensors' data; mutations stay in there, but for one in ten.
        keys: where the names of its settings lie; `names` those of its tensors as well.
    """

    name: str
    content: bytes
    header: int
    keys: tuple[tuple[int, int], ...]
    names: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, name: str, content: bytes, header: int) -> Seed:
        """Looks for the names."""
        keys, names = (tuple(m.span() for m in p.finditer(content, 24, header)) for p in (_KEY, _NAME))
        return cls(name, content, header, keys or ((0, 0),), names or ((0, 0),))


def mutated(seed: Seed, others: Sequence[Seed], draw: random.Random, *, quiet: bool = False) -> bytes:
    """The file after one to four mutations of its header; one in ten also has its data damaged or cut.

    Args:
        quiet: only what leaves every byte in its place.
    """
    file = _File(seed, draw.choice(others), draw)
    for _ in range(draw.choice((1, 1, 1, 2, 4))):
        draw.choice(QUIET if quiet else ALL)(file)
    if draw.random() < 0.1:
        file.damage_data()
    return bytes(file.content)


class _File:
    """A file on its way down."""

    def __init__(self, seed: Seed, other: Seed, draw: random.Random) -> None:
        self.content = bytearray(seed.content)
        self._seed = seed
        self._other = other
        self._draw = draw
        self._order: Literal["little", "big"] = "big" if seed.content[4:6] == b"\0\0" else "little"
        self._array = _ARRAY.to_bytes(4, self._order)
        self._numbers = tuple(kind.to_bytes(4, self._order) for kind in _NUMBERS_OF_32_BITS)
        width = 4 if 1 in seed.content[4:8] else 8  # of counts; version 1 has shorter ones
        self._counts = ((8, width), (8 + width, width), (8 + width, width), (4, 4))

    @property
    def _end(self) -> int:
        """Of the header, about: insertions may have moved it."""
        return max(1, min(self._seed.header, len(self.content)))

    def damage_data(self) -> None:
        if len(self.content) > self._end:
            if self._draw.random() < 0.5:
                self._flip_until(len(self.content))
            else:
                del self.content[self._draw.randrange(self._end, len(self.content)) :]

    def flip(self) -> None:
        self._flip_until(self._end)

    def _flip_until(self, end: int) -> None:
        for _ in range(self._draw.randint(1, _MOST_FLIPS)):
            if self.content:
                self.content[self._draw.randrange(min(end, len(self.content)))] ^= 1 << self._draw.randrange(8)

    def overwrite(self) -> None:
        self._put(self._draw.randrange(self._end), self._number(self._draw.choice((1, 2, 4, 8))))

    def inflate(self) -> None:
        """The counts of tensors and entries, or the version."""
        at, width = self._draw.choice(self._counts)
        old = int.from_bytes(self.content[at : at + width], self._order)
        new = self._draw.choice((old + 1, old - 1, old * 2, old + 1000, self._draw.choice(NUMBERS)))
        self._put(at, (new % (1 << 8 * width)).to_bytes(width, self._order))

    def change_value(self) -> None:
        """What follows a setting's name: its type, then a value, or a length."""
        _, end = self._draw.choice(self._seed.keys)
        self._put(end + self._draw.choice((0, 4, 4, 4, 4, 8, 12, 16)), self._number(self._draw.choice((1, 4, 8))))

    def change_tensor(self) -> None:
        """What follows a tensor's name: the number of dimensions, those, its type, where it lies."""
        _, end = self._draw.choice(self._seed.names)
        self._put(end + self._draw.choice((0, 4, 4, 12, 20, 24, 28)), self._number(self._draw.choice((4, 8))))

    def nudge(self) -> None:
        """A setting that stays plausible."""
        at = self._setting()
        old = int.from_bytes(self.content[at : at + 4], self._order)
        new = self._draw.choice((old + 1, old - 1, old // 2, old * 2, old + 256, old ^ 1))
        self._put(at, (new % 2**32).to_bytes(4, self._order))

    def set(self) -> None:
        """A setting that is not plausible."""
        self._put(self._setting(), self._number(4))

    def retype(self) -> None:
        """A number, or an array of numbers, becomes one of another type of the same width."""
        for _ in range(_TRIES):
            _, end = self._draw.choice(self._seed.keys)
            at = end + 4 if self.content[end : end + 4] == self._array else end
            if self.content[at : at + 4] in self._numbers:
                self._put(at, self._draw.choice(self._numbers))
                return

    def _setting(self) -> int:
        """Where the number of a setting lies."""
        for _ in range(_TRIES):
            _, end = self._draw.choice(self._seed.keys)
            if self.content[end : end + 4] in self._numbers:
                break
        return end + 4

    def rename(self) -> None:
        """A name becomes the beginning of another one, or has one letter changed."""
        start, end = self._draw.choice(self._draw.choice((self._seed.keys, self._seed.names)))
        if self._draw.random() < 0.5:
            other, other_end = self._draw.choice(self._seed.names)
            self._put(start, self.content[other : min(other_end, other + end - start)])
        elif start < end:
            self._put(self._draw.randrange(start, end), bytes([self._draw.choice(b"abz.0_\0\xff")]))

    def scramble(self) -> None:
        """A letter somewhere: words and merges make up most of a header."""
        at = next((at for _ in range(_TRIES) if self.content[at := self._draw.randrange(self._end)] > 32), 0)
        self._put(at, self._draw.randbytes(1))

    def swap(self) -> None:
        width = self._draw.randint(1, _LONGEST_PATCH)
        one, two = (self._draw.randrange(max(1, self._end - width)) for _ in range(2))
        first, second = self.content[one : one + width], self.content[two : two + width]
        self._put(one, second)
        self._put(two, first)

    def truncate(self) -> None:
        del self.content[self._draw.randrange(self._end) :]
        self.content += bytes([self._draw.choice((0, 255))]) * self._draw.choice((0, 0, 8, 4096))

    def insert(self) -> None:
        at = self._draw.randrange(self._end)
        self.content[at:at] = self._draw.randbytes(self._draw.randint(1, _LONGEST_PATCH))

    def delete(self) -> None:
        at = self._draw.randrange(self._end)
        del self.content[at : at + self._draw.randint(1, _LONGEST_PATCH)]

    def repeat(self) -> None:
        at = self._draw.randrange(self._end)
        self.content[at:at] = self.content[at : at + self._draw.randint(1, 512)]

    def splice(self) -> None:
        """The beginning of this file, the rest of another."""
        rest = self._other.content[self._draw.randrange(self._other.header) :]
        self.content[self._draw.randrange(self._end) :] = rest

    def _put(self, at: int, data: bytes | bytearray) -> None:
        """Overwrite, and leave every other byte where it is."""
        fits = max(0, min(len(data), len(self.content) - at))
        self.content[at : at + fits] = data[:fits]

    def _number(self, width: int) -> bytes:
        if self._draw.random() < 0.1:
            return struct.pack("<d", self._draw.choice((float("nan"), float("inf"), -1.0, 1e300)))[-width:]
        return (self._draw.choice(NUMBERS) % (1 << 8 * width)).to_bytes(width, self._order)


Mutation = Callable[[_File], None]
ALL: Sequence[Mutation] = (
    _File.flip, _File.flip, _File.overwrite, _File.overwrite, _File.inflate, _File.change_value, _File.change_tensor,
    _File.nudge, _File.rename, _File.scramble, _File.swap, _File.truncate, _File.insert, _File.delete, _File.repeat,
    _File.splice,
)  # fmt: skip
QUIET: Sequence[Mutation] = (
    _File.set, _File.set, _File.set, _File.nudge, _File.nudge, _File.nudge, _File.rename, _File.rename, _File.scramble,
    _File.scramble, _File.change_value, _File.change_tensor, _File.retype, _File.retype, _File.overwrite,
)  # fmt: skip
