"""How far long work is, and how it is stopped. One rule: whoever works asks at every step; whoever waits may stop.

It goes from a front end down to whatever copies bytes; without a front end that listens it costs nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from paddock.core.errors import UserError
from paddock.core.said import say

Report = Callable[[int, int], None]
"""Told how much is done, and of how much; 0 of 0 while nobody knows."""
CANCELLED = "cancelled"
"""The code of the error that says that the person stopped it."""


class Progress:
    """One piece of work, as both sides see it; safe from any thread.

    Args:
        what: it, as a sentence begins ("The backup").
        report: told of each step, on the thread of whoever works.

    Attributes:
        stopped: set once it is to end, for whoever waits for something else.
    """

    def __init__(self, what: str = "It", report: Report = lambda done, total: None) -> None:
        self._what = what
        self._report = report
        self.stopped = threading.Event()

    def stop(self) -> None:
        """End it at its next step."""
        self.stopped.set()

    def tell(self, done: int, total: int) -> None:
        """So far it is; where something else looks at `stopped`."""
        self._report(done, total)

    def at(self, done: int, total: int) -> None:
        """So far it is.

        Raises:
            UserError: "cancelled".
        """
        if self.stopped.is_set():
            raise UserError(say("{what} was stopped.", what=self._what), say("Nothing was changed."), code=CANCELLED)
        self.tell(done, total)
