"""Ctrl-C as a wish, not as an exception. One rule: the handler only takes a note; the loop acts on it."""

from __future__ import annotations

import signal
from types import FrameType


class Interrupts:
    """While entered, Ctrl-C sets `wanted` instead of raising in the middle of something."""

    def __init__(self) -> None:
        self.wanted = False

    def __enter__(self) -> Interrupts:
        self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.wanted = True
