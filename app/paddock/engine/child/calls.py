"""Calls of tools in an answer that is still being written.

One rule: however the text is cut into pieces, the same comes of it; and what is no call comes back as it was written.

Text that cannot be the beginning of a call is let out at once. A call without a tag (JSON, a list) counts only at the
beginning of a line, or behind another call: there models write it, and elsewhere it is talked about. Nothing
is looked at over and over: what took more than `SHORT` characters to turn out to be no call is text as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from paddock.core.tools import ToolCall
from paddock.engine.child.call_syntax import Found, More, Reader

_BEGINNING = re.compile(r"[<{\[]")
_BLANKS = re.compile(r"\s*")
_BETWEEN = re.compile(r"[\s;,]*")  # of two calls
SHORT = 1024
"""Characters within which a call may begin that is part of what turned out to be none."""
LAST_TRIES = 100
"""Beginnings that are looked at once nothing more comes: whoever leaves more open than that calls nothing."""


class CallParser:
    """Splits the text of one answer.

    Args:
        names: of the tools that were offered; nothing else is a call.

    Attributes:
        made: calls so far.
    """

    def __init__(self, names: Collection[str]) -> None:
        self._names = frozenset(names)
        self.made = 0
        self._held = ""
        self._gap: list[str] | None = []  # blanks since the beginning, or since a call; None behind other text
        self._blank = True  # nothing but blanks on this line yet
        self._reader: Reader | None = None

    def feed(self, text: str) -> list[str | ToolCall]:
        """Text that can be shown, and calls that are complete, now that `text` has come."""
        self._held += text
        return self._split(final=False)

    def flush(self) -> list[str | ToolCall]:
        """What is still held back, once nothing more comes."""
        found = self._split(final=True)
        if self._gap and not self.made:
            found.append("".join(self._gap))
        self._gap = None
        return found

    def _split(self, *, final: bool) -> list[str | ToolCall]:
        found: list[str | ToolCall] = []
        tries = 0
        while self._held:
            if final and (tries := tries + 1) > LAST_TRIES:
                self._say(self._held, found)
                self._held = ""
                break
            if self._reader is None:
                start = self._next_beginning()
                self._say(self._held[:start], found)
                self._held = self._held[start:]
                if not self._held:
                    break
                self._reader = Reader(self._names)
            reading = self._reader.read(self._held, final=final)
            if isinstance(reading, More):
                break
            seen, self._reader = self._reader.seen, None
            if isinstance(reading, Found):
                found += reading.calls
                self.made += len(reading.calls)
                self._held = self._held[reading.length :]
                self._gap, self._blank = [], False
            else:
                said = seen if seen > SHORT else 1
                self._say(self._held[:said], found)
                self._held = self._held[said:]
        return found

    def _next_beginning(self) -> int:
        """Where in what is held a call may begin; its end if nowhere."""
        at, gap, blank = 0, self._gap is not None, self._blank
        for match in _BEGINNING.finditer(self._held):
            before = self._held[at : match.start()]
            gap = gap and self._blanks(before) == len(before)
            blank = _ends_blank(before, blank)
            if match[0] == "<" or gap or blank:
                return match.start()
            at, gap, blank = match.end(), False, False
        return len(self._held)

    def _blanks(self, text: str) -> int:
        """How many there are before the text's first word; between calls, separators are some."""
        match = (_BETWEEN if self.made else _BLANKS).match(text)
        return match.end() if match else 0

    def _say(self, text: str, found: list[str | ToolCall]) -> None:
        if self._gap is not None:
            self._gap.append(text)
            if self._blanks(text) == len(text):
                return
            text, self._gap = "".join(self._gap), None
        if text:
            found.append(text)
            self._blank = _ends_blank(text, self._blank)


def _ends_blank(text: str, blank: bool) -> bool:
    """Whether the line on which `text` ends is blank so far; `blank` says it of that on which it begins."""
    *lines, line = text.rsplit("\n", 1)
    return not line.strip() and (bool(lines) or blank)
