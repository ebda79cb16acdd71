"""Stop texts in an answer that is still being written. One rule: what comes out is never taken back.

So what may become a stop text waits until it cannot.
"""

from __future__ import annotations

from collections.abc import Sequence


class StopTexts:
    """Ends the text of one answer.

    Args:
        stops: texts that end it and are not part of it.

    Attributes:
        stopped: one of them came.
    """

    def __init__(self, stops: Sequence[str] = ()) -> None:
        self._stops = tuple(stop for stop in stops if stop)
        self._held = ""
        self.stopped = False

    def feed(self, text: str) -> str:
        """Text that can be shown now that `text` has come."""
        if self.stopped:
            return ""
        text = self._held + text
        found = [at for stop in self._stops if (at := text.find(stop)) >= 0]
        if found:
            self.stopped = True
            self._held = ""
            return text[: min(found)]
        keep = max((overlap(text, stop) for stop in self._stops), default=0)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]

    def flush(self) -> str:
        """What is still held back, once nothing more comes."""
        held, self._held = self._held, ""
        return held


def overlap(text: str, whole: str) -> int:
    """Length of the longest end of `text` that begins `whole`, and is not all of it."""
    for length in range(min(len(whole) - 1, len(text)), 0, -1):
        if text.endswith(whole[:length]):
            return length
    return 0
