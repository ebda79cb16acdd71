"""What an answer consists of, before any font is known. One rule: plain values, equal when they look the same.

Markdown is parsed into a flat list of these; lists and quotes become insets and markers of what stands in them.
Text keeps its Markdown source: inline markup is parsed only when the text is really laid out (see `inline.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_NESTING = 32  # lists and quotes within each other; deeper ones are shown as plain text
MAX_CODE_LINE = 5_000  # characters; code with longer lines is shown as wrapped text
MAX_CELLS = 700  # of one table; bigger ones are shown as code
CHUNK = 4_000  # characters; plain text is laid out in pieces of this size


class Inset(StrEnum):
    """What a block stands in, from the outside to the inside."""

    LIST = "list"
    QUOTE = "quote"
    NOTE = "note"  # a footnote
    THOUGHT = "thought"  # what a model thought before it answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One block.

    Attributes:
        insets: what it stands in.
        opens: how many of the innermost insets begin with this block.
        marker: of the list item that begins here: "•", "1.", "[ ]" or "[x]"; empty for none.
        tight: it stands in a list, and no blank line stands above it. (CommonMark makes a list loose as a whole;
            here each item is by itself, so that a blank line does not move what was read before.)
        starts: a list begins here that stands in no other list.
    """

    insets: tuple[Inset, ...] = ()
    opens: int = 0
    marker: str = ""
    tight: bool = False
    starts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSpec(Spec):
    """A paragraph or a heading (`level` 1 to 6); `plain` text is shown as it is, other text is inline Markdown.

    `joins` text goes on from the block before without a gap.
    """

    content: str
    level: int = 0
    plain: bool = False
    joins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSpec(Spec):
    """A code block; `language` is the first word of the fence's info string.

    `title` stands in its head instead, with an icon: a call.
    """

    code: str
    language: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpec(Spec):
    """A table: the first row is the header; `aligns` holds "left", "center", "right" or "" for each column."""

    rows: tuple[tuple[str, ...], ...]
    aligns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaSpec(Spec):
    """A formula that stands by itself, with its marks."""

    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSpec(Spec):
    """A horizontal rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldSpec(Spec):
    """A line that unfolds what stands below it when it is `open`; `key` names it within its message."""

    key: int
    title: str
    open: bool


class NoticeKind(StrEnum):
    """What stands below the text of an answer."""

    PROGRESS = "progress"  # nothing has been written yet
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSpec(Spec):
    """How an answer ended or what it waits for; `button` is the label of what mends it, "" for none."""

    kind: NoticeKind
    text: str
    button: str = ""


def plain_specs(text: str) -> list[TextSpec]:
    """`text` as it is, cut into pieces that are quick to lay out, at ends of lines or words where there are any."""
    specs: list[TextSpec] = []
    start = 0
    while start < len(text) or not specs:
        end = min(start + CHUNK, len(text))
        drop = 0
        if end < len(text):
            newline = text.rfind("\n", start, end)
            space = text.rfind(" ", start, end)
            if newline > start:
                end, drop = newline, 1  # the break between two pieces stands for it
            elif space > start:
                end = space + 1
        specs.append(TextSpec(content=text[start:end], plain=True, joins=bool(specs)))
        start = end + drop
    return specs


class Continuation(NamedTuple):
    """The text begins with an item of a list whose earlier items are already finished."""

    number: int  # of the item, in an ordered list
    loose: bool  # a blank line stands above it


def code_specs(code: str, info: str) -> list[Spec]:
    """A code block, or plain text where its lines are too long to be shown unwrapped."""
    code = code.removesuffix("\n").expandtabs(4)
    if len(code) > MAX_CODE_LINE and max(map(len, code.split("\n"))) > MAX_CODE_LINE:
        return [*plain_specs(code)]
    return [CodeSpec(code=code, language=info.split(maxsplit=1)[0][:40] if info.strip() else "")]


def table_spec(rows: tuple[tuple[str, ...], ...], aligns: tuple[str, ...]) -> TableSpec | CodeSpec:
    """A table; code where there are more cells than can be laid out in no time."""
    if len(rows) * len(aligns) > MAX_CELLS:
        return CodeSpec(code="\n".join("\t".join(row) for row in rows).expandtabs(4))
    return TableSpec(rows=rows, aligns=aligns)


def specs_of(
    tokens: Sequence[Token], text: str, continues: Continuation | None = None, notes: Mapping[str, int] | None = None
) -> list[Spec]:
    """The blocks of block-level markdown-it tokens (inline content unparsed).

    Args:
        text: what they were parsed from.
        continues: set when it begins in the middle of a list.
        notes: the numbers of footnotes by label.
    """
    walker = _Walker(text.split("\n"), continues, notes or {})
    for i, token in enumerate(tokens):
        walker.take(token, tokens, i)
    return walker.specs


class _Walker:
    """Goes through the flat token list, keeping what it stands in."""

    def __init__(self, lines: Sequence[str], continues: Continuation | None, notes: Mapping[str, int]) -> None:
        self.specs: list[Spec] = []
        self._lines = lines
        self._notes = notes
        self._continues = continues
        self._first_line = -1  # of the outermost open list
        self._numbers: list[int] = []  # of the next item, for each open list
        self._insets: list[Inset] = []
        self._opened = 0  # of the innermost insets, how many have no block yet
        self._marker = ""
        self._starts = False
        self._level = 0
        self._tight = False
        self._table: list[list[str]] | None = None
        self._aligns: list[str] = []

    def take(self, token: Token, tokens: Sequence[Token], i: int) -> None:
        kind = token.type
        if kind == "inline":
            self._inline(token, tokens[i - 1])
        elif kind in ("fence", "code_block"):
            self._code(token)
        elif kind == "formula":
            self._add(FormulaSpec(source=token.content))
        elif kind == "footnote_reference_open":
            self._push(Inset.NOTE)
            self._marker = f"{self._notes.get(token.meta['label'], 0)}."
        elif kind == "hr":
            self._add(RuleSpec())
        elif kind == "heading_open":
            self._level, self._tight = int(token.tag[1]), False
        elif kind == "heading_close":
            self._level = 0
        elif kind == "paragraph_open":
            self._tight = self._is_tight(token)
        elif kind == "blockquote_open":
            self._push(Inset.QUOTE)
        elif kind in ("bullet_list_open", "ordered_list_open"):
            self._open_list(token)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._numbers.pop()
        elif kind == "list_item_open":
            self._flush_marker()
            self._push(Inset.LIST)
            self._marker = f"{self._numbers[-1]}{token.markup}" if token.info else "•"
            self._numbers[-1] += 1
        elif kind in ("blockquote_close", "list_item_close", "footnote_reference_close"):
            self._flush_marker()
            self._insets.pop()
            self._opened = 0
        elif kind.startswith(("table", "tr", "th", "td")):
            self._table_token(token)

    def _open_list(self, token: Token) -> None:
        number = int(token.attrs.get("start", 1))
        if self._continues is not None and not self.specs and not self._insets:
            number = self._continues.number
        elif Inset.LIST not in self._insets:
            self._starts = True
            self._first_line = (token.map or [0])[0]
        self._numbers.append(number)

    def _is_tight(self, token: Token) -> bool:
        if Inset.LIST not in self._insets or token.map is None or self._starts:
            return False
        if token.map[0] == self._first_line:
            return True
        if token.map[0] == 0:
            return self._continues is None or not self._continues.loose
        return bool(self._lines[token.map[0] - 1].strip(" >\t"))

    def _push(self, inset: Inset) -> None:
        self._insets.append(inset)
        self._opened += 1

    def _flush_marker(self) -> None:
        """An item without content still shows its marker."""
        if self._marker:
            self._add(TextSpec(content="", tight=True))

    def _add(self, spec: Spec) -> None:
        place: dict[str, Any] = {
            "insets": tuple(self._insets),
            "opens": self._opened,
            "marker": self._marker,
            "starts": self._starts,
        }
        self.specs.append(replace(spec, **place))
        self._opened, self._marker, self._starts = 0, "", False

    def _inline(self, token: Token, before: Token) -> None:
        if self._table is not None:
            self._table[-1].append(token.content)
            return
        content = token.content
        if self._marker and before.type == "paragraph_open" and content[:4].lower() in ("[ ] ", "[x] "):
            self._marker = content[:3].lower()
            content = content[4:].lstrip()
        self._add(TextSpec(content=content, level=self._level, tight=self._tight))

    def _code(self, token: Token) -> None:
        for spec in code_specs(token.content, token.info):
            self._add(spec)

    def _table_token(self, token: Token) -> None:
        if token.type == "table_open":
            self._table, self._aligns = [], []
        elif token.type == "tr_open" and self._table is not None:
            self._table.append([])
        elif token.type == "th_open":
            style = str(token.attrs.get("style", ""))
            self._aligns.append(style.removeprefix("text-align:"))
        elif token.type == "table_close" and self._table is not None:
            rows = tuple(tuple(row) for row in self._table)
            self._table = None
            self._add(table_spec(rows, tuple(self._aligns)))
