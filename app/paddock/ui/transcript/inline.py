"""Inline Markdown to text and the runs that are set differently. One rule: what is not understood is shown as typed.

Positions are UTF-16 code units, as Qt counts them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from paddock.core.writing import bare_links

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_INLINE = 6_000  # characters; longer text is shown as typed (some inline rules are quadratic)
MAX_NESTING = 8  # of brackets within each other: every "[" is read once for each level that it may stand in
NOTE = "#note-"  # begins the address of a footnote within its message
MAX_MARKS = 1_200  # characters that may mean something; text with more of them is no prose, and is shown as typed
_MARKS = "*_`[$\\<&!~"
LINE_BREAK = "\u2028"  # Qt's line break within a paragraph


class Run(NamedTuple):
    """A stretch of text that is set differently."""

    start: int
    length: int
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    image: bool = False  # the alternative text of a picture, which is never loaded
    href: str = ""
    note: bool = False  # the number of a footnote, raised
    formula: str = ""  # its LaTeX; the text is the source with its marks
    display: bool = False  # of a formula: set as if it stood by itself


def len16(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text) + sum(c > "\uffff" for c in text)


def slice16(text: str, start: int, end: int) -> str:
    """`text[start:end]` with positions in UTF-16 code units."""
    if text.isascii():
        return text[start:end]
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")


def render(
    content: str, parser: MarkdownIt, references: dict[str, Any], notes: Mapping[str, int] | None = None
) -> tuple[str, list[Run]]:
    """The shown text of inline Markdown, and its runs in order."""
    if len(content) > MAX_INLINE or sum(map(content.count, _MARKS)) > MAX_MARKS:
        return content.replace("\n", LINE_BREAK), []
    tokens: list[Token] = []
    notes = notes or {}
    known = {"refs": {f":{label}": -1 for label in notes}, "list": {}}
    nesting, parser.options["maxNesting"] = parser.options["maxNesting"], MAX_NESTING  # that of blocks may be deeper
    try:
        parser.inline.parse(content, parser, {"references": references, "footnotes": known}, tokens)
    finally:
        parser.options["maxNesting"] = nesting
    return _Builder(notes).build(tokens)


class _Builder:
    def __init__(self, notes: Mapping[str, int]) -> None:
        self._notes = notes
        self._parts: list[str] = []
        self._at = 0
        self._runs: list[Run] = []
        self._depth = {"strong": 0, "em": 0, "s": 0}
        self._href = ""
        self._text = ""  # neighbouring text tokens: an address may be spread over several

    def build(self, tokens: list[Token]) -> tuple[str, list[Run]]:
        for token in tokens:
            if token.type in ("text", "text_special"):
                self._text += token.content
            else:
                self._flush()
                self._take(token)
        self._flush()
        return "".join(self._parts), self._runs

    def _flush(self) -> None:
        text, self._text = self._text, ""
        for piece, href in [(text, "")] if self._href else bare_links(text):
            self._add(piece, href=href)

    def _take(self, token: Token) -> None:
        kind = token.type
        if kind in ("softbreak", "hardbreak"):
            self._add(LINE_BREAK)
        elif kind == "code_inline":
            self._add(token.content, code=True)
        elif kind == "footnote_ref":
            number = str(self._notes[token.meta["label"]])
            self._add(number, href=NOTE + number, note=True)
        elif kind in ("math_inline", "math_inline_double"):
            double = kind == "math_inline_double"
            begin = token.markup if token.markup.startswith("\\") else "$$" if double else "$"
            end = {"\\(": "\\)", "\\[": "\\]"}.get(begin, begin)
            source = (begin + token.content + end).replace("\n", " ")
            self._add(source, formula=token.content.strip(), display=double)
        elif kind == "image":
            source = str(token.attrs.get("src", ""))
            self._add(token.content or source, image=True, href=source)
        elif kind == "link_open":
            self._href = str(token.attrs.get("href", ""))
        elif kind == "link_close":
            self._href = ""
        elif kind.endswith(("_open", "_close")):
            self._depth[token.tag] += token.nesting
        else:
            self._add(token.content)

    def _add(
        self,
        text: str,
        *,
        code: bool = False,
        image: bool = False,
        href: str = "",
        note: bool = False,
        formula: str = "",
        display: bool = False,
    ) -> None:
        length = len16(text)
        run = Run(
            self._at,
            length,
            bold=self._depth["strong"] > 0,
            italic=self._depth["em"] > 0,
            strike=self._depth["s"] > 0,
            code=code,
            image=image,
            href=self._href or href,
            note=note,
            formula=formula,
            display=display,
        )
        self._parts.append(text)
        self._at += length
        if length and any(run[2:]):
            self._runs.append(run)
