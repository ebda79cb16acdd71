"""Colours of code that may still be growing. One rule: only what is shown is read, and hardly anything twice.

Pygments' lexers cannot be resumed, so reading begins again at a line at which a lexer is in its first state as far as
can be seen: not indented, and not inside a string or a comment.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from paddock.core.writing import known_language

if TYPE_CHECKING:
    from pygments.lexer import Lexer

CHUNK_LINES = 120  # read at once
_PLAIN = frozenset(("", "text", "txt", "plain", "plaintext", "none", "output"))


class Span(NamedTuple):
    """A coloured stretch of a line, in characters; `kind` is one of the palette's `syn_` names without the prefix."""

    start: int
    end: int
    kind: str


class Highlighter:
    """Finds the coloured stretches of code, line by line."""

    def __init__(self, language: str) -> None:
        self._lexer = _lexer(language)
        self._lines: list[str] = []
        self._spans: list[list[Span]] = []  # of the lines read so far
        self._safe = 0  # lines before this one are final

    def set_lines(self, lines: list[str]) -> None:
        """The code now; what the last reading found is kept as far as more text cannot change it."""
        keep = min(self._safe, len(lines))
        if self._lines[:keep] != lines[:keep]:
            keep = 0
        self._safe = keep
        del self._spans[keep:]
        self._lines = lines

    def line(self, number: int) -> list[Span]:
        """The coloured stretches of a line."""
        if self._lexer is None:
            return []
        while len(self._spans) <= number:
            self._read()
        return self._spans[number]

    def _read(self) -> None:
        """Read one chunk more, from the last safe line on; a bigger one where it holds no other safe line."""
        start, count = self._safe, CHUNK_LINES
        while True:
            end = min(start + count, len(self._lines))
            spans, safe = self._lex(start, end)
            if end == len(self._lines):
                break
            if safe > start:
                spans = spans[: safe - start]
                break
            count *= 2
        self._spans[start:] = spans
        self._safe = safe

    def _lex(self, start: int, end: int) -> tuple[list[list[Span]], int]:
        """The stretches of the lines, and the last line at which reading may begin again (`start` for none)."""
        assert self._lexer is not None
        spans: list[list[Span]] = [[]]
        safe, column = start, 0
        for _, token, value in self._lexer.get_tokens_unprocessed("\n".join(self._lines[start:end]) + "\n"):
            kind = _kind(token)
            line = len(spans) - 1
            begins = column == 0 and line > 0 and start + line < end
            if begins and value[:1].strip(" \t\n)}]") and kind not in ("string", "comment"):
                safe = start + line
            for i, part in enumerate(value.split("\n")):
                if i:
                    spans.append([])
                    column = 0
                if part and kind:
                    spans[-1].append(Span(column, column + len(part), kind))
                column += len(part)
        spans += [[] for _ in range(end - start - len(spans))]
        return spans[: end - start], safe


@lru_cache(maxsize=32)  # finding one takes a millisecond and more; between two readings none remembers anything
def _lexer(language: str) -> Lexer | None:
    if language.lower() in _PLAIN:
        return None
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(known_language(language), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None  # an unknown language is shown without colours


_KINDS = (
    ("Token.Comment.Preproc", "keyword"),
    ("Token.Comment", "comment"),
    ("Token.Keyword.Type", "type"),
    ("Token.Keyword", "keyword"),
    ("Token.Operator.Word", "keyword"),
    ("Token.Name.Tag", "keyword"),
    ("Token.Name.Function", "function"),
    ("Token.Name.Decorator", "function"),
    ("Token.Name.Builtin", "function"),
    ("Token.Name.Attribute", "function"),
    ("Token.Name.Class", "type"),
    ("Token.Name.Exception", "type"),
    ("Token.Name.Namespace", "type"),
    ("Token.Name.Constant", "number"),
    ("Token.Literal.String", "string"),
    ("Token.Literal.Number", "number"),
    ("Token.Generic.Inserted", "string"),
    ("Token.Generic.Deleted", "type"),
    ("Token.Generic.Heading", "function"),
    ("Token.Generic.Subheading", "function"),
)


@cache
def _kind(token: object) -> str:
    """The palette's name for a Pygments token, "" for plain text."""
    name = str(token)
    for prefix, kind in _KINDS:
        if name.startswith(prefix):
            return kind
    return ""
