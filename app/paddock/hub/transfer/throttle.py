"""A limit for all connections together. One rule: it changes at once, and without one it costs nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

BURST = 0.25  # seconds' worth of bytes that may come at once
LEAST = 4096  # bytes that are worth a read
_LONGEST = 0.25  # seconds between two looks at whether the work still goes on


class Throttle:
    """A token bucket: bytes are taken out before they are read.

    Args:
        limit: bytes a second; 0: none.
    """

    def __init__(self, limit: int = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._changed = threading.Condition()
        self._level = 0.0
        self._filled = clock()

    @property
    def limit(self) -> int:
        """Bytes a second; 0: none."""
        return self._limit

    def set_limit(self, limit: int) -> None:
        """From now on; whoever waits looks again."""
        with self._changed:
            if self._limit == max(0, limit):
                return
            self._limit = max(0, limit)
            self._level, self._filled = 0.0, self._clock()
            self._changed.notify_all()

    def take(self, wanted: int, check: Callable[[], None]) -> int:
        """How many of the `wanted` bytes may be read now, at least one; waits until there are some.

        Args:
            check: called now and then; what it raises ends the wait.
        """
        if not self._limit:
            return wanted
        with self._changed:
            while self._limit:
                self._fill()
                least = min(wanted, LEAST, max(1, int(self._limit * BURST)))
                if self._level >= least:
                    count = min(wanted, int(self._level))
                    self._level -= count
                    return count
                self._changed.wait(min(_LONGEST, (least - self._level) / self._limit))
                check()
        return wanted

    def put_back(self, count: int) -> None:
        """So many bytes were taken and did not come."""
        if self._limit and count:
            with self._changed:
                self._level += count
                self._changed.notify()

    def _fill(self) -> None:
        now = self._clock()
        self._level = min(self._limit * BURST, self._level + (now - self._filled) * self._limit)
        self._filled = now
