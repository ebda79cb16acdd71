"""Markdown that grows: only its last, still open top-level block is parsed again when text arrives.

One rule: at every moment the blocks are those that parsing the whole text at once would give.

CommonMark is read line by line, and complete lines can only change the last top-level block. So a block is finished
when another one has begun in complete lines, and from then on its text is dropped. Setext headings are off: a dash
that begins a list or a rule would turn the paragraph above it into a heading until the next character comes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from paddock.ui.transcript import grammar
from paddock.ui.transcript.specs import (
    MAX_NESTING,
    Continuation,
    Spec,
    TableSpec,
    code_specs,
    plain_specs,
    specs_of,
    table_spec,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_BLOCK = 20_000  # characters of one open block; longer ones are shown as plain text
MAX_FENCE = 200_000  # characters of one open code block
MAX_TEXT = 1_000_000  # characters of one message that are shown
MAX_LINES = 100_000  # lines of one message that are shown: a widget is at most 2^24 px high
_PIECE = 50_000  # a long text is read in pieces of this size

_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` without what Qt cannot draw: lone surrogates and NUL become U+FFFD, every end of line is "\\n"."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def limited(text: str, characters: int = MAX_TEXT, lines: int = MAX_LINES) -> str:
    """The beginning of `text` that is within both bounds."""
    text = text[: max(characters, 0)]
    if text.count("\n") <= lines:
        return text
    return "\n".join(text.split("\n", lines + 1)[: lines + 1])


def make_parser() -> MarkdownIt:
    """Reads Markdown of GitHub with formulas; block level only in `parse`."""
    return grammar.make_parser(MAX_NESTING * 2)


class _Fence(NamedTuple):
    """An open code block that the whole tail consists of."""

    head: int  # length of its first line, the end of line included
    info: str
    end: re.Pattern[str]  # a line that closes it


class BlockSplitter:
    """The blocks of a Markdown text that grows at its end.

    Attributes:
        closed: blocks that no further text can change.
        open: the blocks of the rest; replaced on every `feed`.
        references: link reference definitions (`[label]: url`) seen so far.
        notes: the numbers of the footnotes seen so far, by label.
        truncated: the text was longer than `MAX_TEXT`; the rest is not shown.
    """

    def __init__(self, parser: MarkdownIt) -> None:
        self._parser = parser
        self._tail = ""
        self._continues: Continuation | None = None  # the tail begins within a list
        self._fence: _Fence | None = None
        self._table: TableSpec | None = None  # the tail has the head of a table, and goes on below these rows of it
        self._held = ""  # a trailing "\r" that may be the first half of "\r\n"
        self._length = self._lines = 0
        self._references: dict[str, Any] = {}
        self._notes: dict[str, int] = {}
        self.closed: list[Spec] = []
        self.open: list[Spec] = []
        self.references: dict[str, Any] = {}
        self.notes: dict[str, int] = {}
        self.truncated = False

    def feed(self, text: str) -> None:
        """Add `text` at the end."""
        text = self._held + text
        self._held = "\r" if text.endswith("\r") else ""
        text = clean(text.removesuffix("\r"))
        shown = limited(text, MAX_TEXT - self._length, MAX_LINES - self._lines)
        self.truncated = self.truncated or len(shown) < len(text)
        self._length += len(shown)
        self._lines += shown.count("\n")
        if self._grow_fence(shown):
            return
        for start in range(0, len(shown), _PIECE):
            self._take(shown[start : start + _PIECE])
        tokens, references, self.notes = self._parse(self._tail)
        specs = self._specs(tokens, self._tail, self.notes)
        self.open = self._with_rows(specs)
        self._keep_rows(tokens, specs)
        self.references = references | self._references
        self._fence = _open_fence(tokens, self._tail)

    def _grow_fence(self, text: str) -> bool:
        """A code block that is still open needs no parser; False where there is none or it may have been closed."""
        fence = self._fence
        if fence is None or len(self._tail) + len(text) > MAX_FENCE:
            return False
        line = max(self._tail.rfind("\n") + 1, fence.head)
        tail = self._tail + text
        if fence.end.search(tail, line):
            return False
        self._tail = tail
        begun = max(tail.rfind("\n") + 1, fence.head)
        code = tail[fence.head :] if tail[begun:].strip(" \t") else tail[fence.head : begun]  # as the parser has it
        self.open = code_specs(code, fence.info)
        return True

    def _take(self, text: str) -> None:
        self._tail += text
        if "\n" in text:
            self._close()
        if len(self._tail) > MAX_BLOCK:
            self._close_plain()

    def _parse(self, text: str) -> tuple[list[Token], dict[str, Any], dict[str, int]]:
        """Its blocks, the addresses of links, and the numbers of footnotes with those before."""
        env: dict[str, Any] = {}
        tokens = self._parser.parse(text, env)
        notes = dict(self._notes)
        for label in env.get("footnotes", {}).get("refs", ()):
            notes.setdefault(label[1:], len(notes) + 1)
        return tokens, env.get("references", {}), notes

    def _specs(self, tokens: list[Token], text: str, notes: dict[str, int]) -> list[Spec]:
        """The blocks of `tokens`, parsed from the beginning of the tail; what is nested too deep becomes plain text."""
        if not tokens or max(token.level for token in tokens) < MAX_NESTING * 2 - 2:
            return specs_of(tokens, text, self._continues, notes)
        return [*plain_specs(text.strip("\n"))]

    def _keep_rows(self, tokens: list[Token], specs: list[Spec]) -> None:
        """Where the tail is nothing but a table, its complete rows will not change: they need not be read again."""
        table = specs[0] if len(specs) == 1 else None
        lines = self._tail.count("\n")
        if not isinstance(table, TableSpec) or table.insets or lines < 3 or tokens[0].map is None:
            return
        if tokens[0].map[0] or tokens[0].map[1] < lines:
            return
        before = self._table.rows if self._table is not None else table.rows[:1]
        self._table = TableSpec(rows=before + table.rows[1 : lines - 1], aligns=table.aligns)
        self._tail = self._tail[: _line_start(self._tail, 2)] + self._tail[self._tail.rfind("\n") + 1 :]

    def _with_rows(self, specs: list[Spec]) -> list[Spec]:
        """The blocks of the tail, together with the rows that were kept."""
        if self._table is None:
            return specs
        if not specs or not isinstance(specs[0], TableSpec):
            return [self._table, *specs]
        return [table_spec(self._table.rows + specs[0].rows[1:], self._table.aligns), *specs[1:]]

    def _close(self) -> None:
        """Finish every block, and every item of a list, after which another one has begun in complete lines."""
        complete = self._tail[: self._tail.rfind("\n") + 1]
        tokens, references, notes = self._parse(complete)
        last = max((i for i, t in enumerate(tokens) if t.level == 0 and t.nesting >= 0), default=-1)
        if last < 0:
            return
        item = _last_item(tokens, last)
        line = (tokens[item].map or [0])[0]
        if not line:
            return
        cut = _line_start(complete, line)
        done = complete[:cut]
        self.closed += self._with_rows(self._specs(tokens[:item], done, notes))
        self._table = None
        for token in tokens[:item]:
            if token.type == "footnote_reference_open":
                self._notes.setdefault(token.meta["label"], notes[token.meta["label"]])
        self._continues = self._continuation(tokens, last, item, done)
        for label, reference in references.items():
            if reference["map"][0] < line:
                self._references.setdefault(label, reference)
        self._tail = self._tail[cut:]

    def _continuation(self, tokens: list[Token], last: int, item: int, done: str) -> Continuation | None:
        """What the tail has to know when it begins with the item at `item` of the list at `last`."""
        before = sum(t.type == "list_item_open" and t.level == 1 for t in tokens[last:item])
        if not before:
            return self._continues if last == 0 and item > last else None
        first = int(tokens[last].attrs.get("start", 1))
        if last == 0 and self._continues is not None:
            first = self._continues.number
        return Continuation(first + before, loose=not done[:-1].rsplit("\n", 1)[-1].strip())

    def _close_plain(self) -> None:
        """Stop reading Markdown in a block that has no end: what is there is plain text."""
        fenced = self._tail.lstrip().startswith(("```", "~~~"))
        if fenced and len(self._tail) <= MAX_FENCE:
            return
        if self._table is not None:  # a row without end
            self.closed += self._with_rows([])
            self._tail, self._table = self._tail[_line_start(self._tail, 2) :], None
        cut = self._tail.rfind("\n") + 1 or len(self._tail)
        self.closed += plain_specs(self._tail[:cut].rstrip("\n"))
        self._tail = self._tail[cut:]
        self._continues = None


def _last_item(tokens: Sequence[Token], last: int) -> int:
    """Where the last thing that can still change begins: the last item of a list, else the last block itself."""
    if not tokens[last].type.endswith("list_open"):
        return last
    return max(i for i in range(last, len(tokens)) if tokens[i].type == "list_item_open" and tokens[i].level == 1)


def _open_fence(tokens: Sequence[Token], text: str) -> _Fence | None:
    """The code block, if `text` is nothing but one that is not closed yet."""
    head = text.find("\n") + 1
    if len(tokens) != 1 or tokens[0].type != "fence" or not head or text[0] not in "`~":
        return None
    if "|" in tokens[0].info:
        return None  # its first line may still turn out to be the header of a table
    markup = tokens[0].markup
    end = re.compile(rf"^ {{0,3}}{re.escape(markup[0])}{{{len(markup)},}}[ \t]*$", re.MULTILINE)
    return None if end.search(text, head) else _Fence(head, tokens[0].info, end)


def _line_start(text: str, line: int) -> int:
    """The offset at which line number `line` begins."""
    offset = 0
    for _ in range(line):
        offset = text.index("\n", offset) + 1
    return offset
