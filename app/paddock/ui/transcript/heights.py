"""Heights of many rows and the offset of each, in logarithmic time. One rule: heights are whole pixels, never negative.

A Fenwick tree (binary indexed tree): P. M. Fenwick, "A new data structure for cumulative frequency tables",
Software: Practice and Experience 24 (3), 1994. It grows at its end alone, so there are two: what was put before the
first rows stands in one of its own, from its last row to its first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain


class Sums:
    """Numbers in a row, the sum of the first so many of them, and how many fit below a sum."""

    def __init__(self) -> None:
        self.values: list[int] = []
        self._tree = [0]

    def add(self, values: Sequence[int]) -> None:
        """Put these at the end."""
        old = len(self.values)
        sums = list(accumulate(values, initial=self.first(old)))
        self.values += values
        for i in range(old + 1, len(self.values) + 1):
            below = i & (i - 1)
            self._tree.append(sums[i - old] - (sums[below - old] if below >= old else self.first(below)))

    def put(self, place: int, value: int) -> None:
        """Change one of them."""
        delta = value - self.values[place]
        if not delta:
            return
        self.values[place] = value
        i = place + 1
        while i < len(self._tree):
            self._tree[i] += delta
            i += i & -i

    def truncate(self, length: int) -> None:
        """Drop those from `length` on."""
        del self.values[length:]
        del self._tree[length + 1 :]

    def first(self, count: int) -> int:
        """The sum of the first `count`."""
        total = 0
        while count > 0:
            total += self._tree[count]
            count -= count & -count
        return total

    def within(self, total: int) -> int:
        """How many, from the first one on, are together no more than `total`."""
        count, step = 0, 1 << len(self.values).bit_length()
        while step:
            after = count + step
            if after < len(self._tree) and self._tree[after] <= total:
                count = after
                total -= self._tree[after]
            step >>= 1
        return count


class Heights:
    """A list of heights (px) that answers "where does row i begin" and "which row is at y" in O(log n)."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._before = Sums()  # the last one first
        self._above = 0  # the sum of those
        self._rows = Sums()
        self._rows.add(list(heights))

    def __len__(self) -> int:
        return len(self._before.values) + len(self._rows.values)

    def __iter__(self) -> Iterator[int]:
        return chain(reversed(self._before.values), self._rows.values)

    def __getitem__(self, row: int) -> int:
        sums, place = self._place(row)
        return sums.values[place]

    def __setitem__(self, row: int, height: int) -> None:
        sums, place = self._place(row)
        if sums is self._before:
            self._above += height - sums.values[place]
        sums.put(place, height)

    def _place(self, row: int) -> tuple[Sums, int]:
        place = row - len(self._before.values)
        return (self._rows, place) if place >= 0 else (self._before, -place - 1)

    @property
    def total(self) -> int:
        """The sum of all heights."""
        return self.top(len(self))

    def top(self, row: int) -> int:
        """The sum of the heights before `row`; `row` may be the length."""
        place = row - len(self._before.values)
        return self._above + self._rows.first(place) if place >= 0 else self._above - self._before.first(-place)

    def at(self, y: int) -> int:
        """The row that covers offset `y`; the first for y < 0, the last for y beyond the end, -1 when there is none."""
        count = len(self._before.values)
        y -= self._above
        row = count + self._rows.within(y) if y >= 0 else count - 1 - self._before.within(-y - 1)
        return min(max(row, 0), len(self) - 1)

    def append(self, height: int) -> None:
        """Add a row at the end."""
        self._rows.add((height,))

    def prepend(self, heights: Sequence[int]) -> None:
        """Add rows before the first one."""
        self._before.add(heights[::-1])
        self._above += sum(heights)

    def truncate(self, length: int) -> None:
        """Drop the rows from `length` on."""
        place = length - len(self._before.values)
        if place >= 0:
            self._rows.truncate(place)
        else:
            kept, self._before, self._above, self._rows = list(self)[:length], Sums(), 0, Sums()
            self._rows.add(kept)
