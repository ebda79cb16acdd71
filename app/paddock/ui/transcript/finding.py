"""Words that are looked for within laid-out text. One rule: what is found is what is shown, not its Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from paddock.ui.transcript import inline
from paddock.ui.transcript.asides import THOUGHTS
from paddock.ui.transcript.specs import CodeSpec, FoldSpec, Inset, NoticeSpec, TableSpec, TextSpec

if TYPE_CHECKING:
    from paddock.ui.transcript.document import MessageDocument

UNFOUND = "\ufffc"
"""Stands for what cannot be looked for: a formula."""
_MARKUP = re.compile(r"[\s*_~`$\\\[\]()<>|#\-+.:!]+")
"""What Markdown may put between the characters of a word or between words."""


class Found(NamedTuple):
    """A place where the words stand: a block, and positions within it."""

    block: int
    start: int
    end: int


class Marks:
    """What is looked for; all layouts of a view share it.

    Attributes:
        pattern: what to mark; None for nothing.
        now: message, and the place in it that the person is at.
    """

    def __init__(self) -> None:
        self.pattern: re.Pattern[str] | None = None
        self.now: tuple[int, Found] | None = None
        self._squeezed: list[str] = []

    def set_words(self, words: Sequence[str]) -> None:
        """Look for each of these; none of them: mark nothing."""
        words = sorted((word for word in words if word.strip()), key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE) if words else None
        self._squeezed = [_MARKUP.sub("", word).casefold() for word in words]
        self.now = None

    def may_be_in(self, source: str) -> bool:
        """Whether Markdown may show the words: quick, and never false where they stand."""
        if self.pattern is None:
            return False
        if "" in self._squeezed or "&" in source:
            return True
        squeezed = _MARKUP.sub("", source).casefold()
        return any(word in squeezed for word in self._squeezed)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand in a text, in UTF-16 code units."""
        if self.pattern is None:
            return []
        found = [match.span() for match in self.pattern.finditer(text)]
        if text.isascii() or not found:
            return found
        return [(inline.len16(text[:start]), inline.len16(text[:end])) for start, end in found]


def shown(document: MessageDocument, block: int) -> str:
    """The text of a block as positions count it, without laying it out; formulas are masked."""
    spec = document.specs[block]
    if isinstance(spec, CodeSpec):
        return spec.code
    if isinstance(spec, TextSpec):
        return spec.content.replace("\n", inline.LINE_BREAK) if spec.plain else _masked(document, spec.content)
    if isinstance(spec, TableSpec):
        return "\n".join("\t".join(_masked(document, cell) for cell in row) for row in spec.rows)
    return ""


def _masked(document: MessageDocument, content: str) -> str:
    text, runs = document.read(content)
    for run in reversed(runs):
        if run.formula:
            text = (
                inline.slice16(text, 0, run.start)
                + UNFOUND
                + inline.slice16(text, run.start + run.length, inline.len16(text))
            )
    return text


def places(document: MessageDocument, marks: Marks) -> list[Found]:
    """Where the words stand in a message as it is unfolded now."""
    return [
        Found(block, *place)
        for block in range(len(document))
        if not isinstance(document.specs[block], NoticeSpec | FoldSpec)
        for place in marks.places(shown(document, block))
    ]


def folds_with(document: MessageDocument, found: Sequence[Found]) -> set[int]:
    """The keys of the folds that these places stand in, of a message of which everything is unfolded."""
    keys: set[int] = set()
    key: int | None = None
    blocks = {place.block for place in found}
    for block, spec in enumerate(document.specs):
        if isinstance(spec, FoldSpec):
            key = spec.key
        elif key == THOUGHTS and Inset.THOUGHT not in spec.insets:
            key = None
        if key is not None and block in blocks:
            keys.add(key)
    return keys
