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
    """

    def __init__(self, what: str = "It", report: Report = lambda done, total: None) -> None:
        self._what = what
        self._report = report
        self._stop = threading.Event()

    def stop(self) -> None:
        """End it at its next step."""
        self._stop.set()

    def at(self, done: int, total: int) -> None:
        """So far it is.

        Raises:
            UserError: "cancelled".
        """
        if self._stop.is_set():
            raise UserError(say("{what} was stopped.", what=self._what), say("Nothing was changed."), code=CANCELLED)
        self._report(done, total)
