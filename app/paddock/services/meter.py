"""How fast a download is and how long it will take. One rule: the mean of the last seconds, not of the whole."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from paddock.hub.transfer.fetch import Progress

SPAN = 5.0  # seconds that the speed is the mean of


class Meter:
    """Fed with every report of one download.

    Attributes:
        speed: bytes a second; 0 while unknown.
        seconds_left: 0 while unknown.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.speed = 0.0
        self.seconds_left = 0.0
        self._clock = clock
        self._checking = False
        self._seen: deque[tuple[float, int]] = deque()

    def saw(self, progress: Progress) -> None:
        """One report; where it goes back, or begins to count something else, the mean begins anew."""
        now = self._clock()
        back = self._seen and progress.done < self._seen[-1][1]
        if back or progress.checking != self._checking or progress.waiting is not None:
            self._checking = progress.checking
            self._seen.clear()
        self._seen.append((now, progress.done))
        while now - self._seen[0][0] > SPAN:
            self._seen.popleft()
        start, before = self._seen[0]
        self.speed = (progress.done - before) / (now - start) if now > start else 0.0
        self.seconds_left = (progress.total - progress.done) / self.speed if self.speed else 0.0
