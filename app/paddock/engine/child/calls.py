"""Calls of tools in an answer that is still being written.

One rule: however the text is cut into pieces, the same comes of it; and what is no call comes back as it was written.

Text that cannot be the beginning of a call is let out at once. A call without a tag (JSON, a list) counts only at the
beginning of a line, or behind another call: there models write it, and elsewhere it is talked about.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from paddock.core.tools import ToolCall
from paddock.engine.child.call_syntax import Found, More, Reader

_BEGINNING = re.compile(r"[<{\[]")
_SEPARATORS = ";,"
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
        self._gap: str | None = ""  # blanks since the beginning, or since a call; None behind other text
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
            found.append(self._gap)
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
            self._reader = None
            if isinstance(reading, Found):
                found += reading.calls
                self.made += len(reading.calls)
                self._held = self._held[reading.length :]
                self._gap, self._blank = "", False
            else:
                self._say(self._held[0], found)
                self._held = self._held[1:]
        return found

    def _next_beginning(self) -> int:
        """Where in what is held a call may begin; its end if nowhere."""
        for match in _BEGINNING.finditer(self._held):
            if match[0] == "<" or self._is_blank(self._held[: match.start()]):
                return match.start()
        return len(self._held)

    def _is_blank(self, before: str) -> bool:
        if self._gap is not None and not self._without_blanks(before):
            return True
        *lines, line = before.rsplit("\n", 1)
        return not line.strip() and (bool(lines) or self._blank)

    def _without_blanks(self, text: str) -> str:
        """The text from its first word on; between calls, separators are none."""
        while text and (text[0].isspace() or (self.made and text[0] in _SEPARATORS)):
            text = text.lstrip().lstrip(_SEPARATORS if self.made else None)
        return text

    def _say(self, text: str, found: list[str | ToolCall]) -> None:
        if self._gap is not None:
            rest = self._without_blanks(text)
            self._gap += text[: len(text) - len(rest)]
            if not rest:
                return
            text, self._gap = self._gap + rest, None
        if text:
            found.append(text)
            self._blank = self._is_blank(text)
