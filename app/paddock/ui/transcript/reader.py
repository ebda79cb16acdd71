"""Reads a text that grows, or is long, piece by piece. One rule: the window gets a turn before a slice is over.

How long a piece takes depends on what a stranger wrote, so it is the clock that ends a slice, not a number of pieces.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from paddock.ui.transcript.splitter import BlockSplitter

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

PIECE = 2_000  # characters
SLICE = 0.006  # s; less than half of a frame, the rest is for laying out and painting


class TextReader:
    """The blocks of a text, as far as it has been read.

    Attributes:
        splitter: the blocks; another one whenever another text is read.
        unread: there is more of the text than was read.
    """

    def __init__(self, parser: MarkdownIt) -> None:
        self._parser = parser
        self._read = ""
        self.splitter = BlockSplitter(parser)
        self.unread = False

    def read(self, text: str) -> bool:
        """Read on for a slice; False where it is another text than before, which is then read from its beginning."""
        same = text.startswith(self._read)
        if not same:
            self._read, self.splitter = "", BlockSplitter(self._parser)
        at, end = len(self._read), time.perf_counter() + SLICE
        while at < len(text) and not self.splitter.truncated:
            self.splitter.feed(text[at : at + PIECE])
            at += PIECE
            if time.perf_counter() >= end:
                break
        self.unread = at < len(text) and not self.splitter.truncated
        self._read = text[:at] if self.unread else text
        return same
