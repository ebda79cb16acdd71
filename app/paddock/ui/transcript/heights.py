"""Heights of many rows and the offset of each, in logarithmic time. One rule: heights are whole pixels, never negative.

A Fenwick tree (binary indexed tree): P. M. Fenwick, "A new data structure for cumulative frequency tables",
Software: Practice and Experience 24 (3), 1994.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate


class Heights:
    """A list of heights (px) that answers "where does row i begin" and "which row is at y" in O(log n)."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._values = list(heights)
        sums = [0, *accumulate(self._values)]
        self._tree = [total - sums[i & (i - 1)] for i, total in enumerate(sums)]

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[int]:
        return iter(self._values)

    def __getitem__(self, row: int) -> int:
        return self._values[row]

    def __setitem__(self, row: int, height: int) -> None:
        delta = height - self._values[row]
        if not delta:
            return
        self._values[row] = height
        i = row + 1
        while i < len(self._tree):
            self._tree[i] += delta
            i += i & -i

    @property
    def total(self) -> int:
        """The sum of all heights."""
        return self.top(len(self._values))

    def top(self, row: int) -> int:
        """The sum of the heights before `row`; `row` may be the length."""
        total = 0
        while row > 0:
            total += self._tree[row]
            row -= row & -row
        return total

    def at(self, y: int) -> int:
        """The row that covers offset `y`; the first for y < 0, the last for y beyond the end, -1 when there is none."""
        if not self._values:
            return -1
        row, step = 0, 1 << (len(self._values).bit_length() - 1)
        while step:
            after = row + step
            if after < len(self._tree) and self._tree[after] <= y:
                row = after
                y -= self._tree[after]
            step >>= 1
        return min(row, len(self._values) - 1)

    def append(self, height: int) -> None:
        """Add a row at the end."""
        self._values.append(height)
        i = len(self._values)
        first = i - (i & -i)
        self._tree.append(height + self.top(i - 1) - self.top(first))

    def truncate(self, length: int) -> None:
        """Drop the rows from `length` on."""
        del self._values[length:]
        del self._tree[length + 1 :]
