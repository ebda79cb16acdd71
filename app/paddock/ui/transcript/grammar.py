"""What Markdown of GitHub has beyond CommonMark: tables, footnotes, formulas. One rule: nothing it reads names a file.

A formula that stands by itself (`$$ … $$`, `\\[ … \\]`) ends with its mark or at a blank line, as in LaTeX. Without the
mark it is a paragraph; so a mark that comes later can never change blocks that were already finished.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_ENDS = {"$$": "$$", "\\[": "\\]"}
_INLINE_ENDS = {"\\(": "\\)", "\\[": "\\]"}


def safe_link(url: str) -> bool:
    """Whether a link may be followed at all: http, https and mailto only."""
    return url.lower().startswith(("http://", "https://", "mailto:"))


def make_parser(max_nesting: int) -> MarkdownIt:
    """CommonMark with tables, strikethrough, footnotes and formulas, no HTML, no other link schemes.

    Block level only in `parse`.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": max_nesting, "breaks": True})
    parser.enable(["table", "strikethrough"]).disable("lheading")
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    # "$5 and $10" is text: no space within the marks, no digit after them.
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    parser.disable(["math_block", "math_block_label"], ignoreInvalid=True)
    alt = {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]}
    parser.block.ruler.before("fence", "formula", _block, alt)  # type: ignore[arg-type]  # a dict is right, too
    parser.inline.ruler.before("escape", "bracket_formula", _bracketed)
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.validateLink = safe_link  # type: ignore[method-assign]  # as its documentation says
    return parser


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def _block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A formula that stands by itself: from a line that begins with its mark to one that ends with it."""
    if state.is_code_block(first):
        return False
    line = _line(state, first)
    begin = line[:2]
    if begin not in _ENDS or line[2:3] == "$":
        return False
    end = _ENDS[begin]
    at = line.find(end, 2)
    if at >= 0 and at + 2 < len(line):
        return False  # more stands behind it: it is part of a paragraph
    if silent:
        return True
    lines, closed, number = [line], at >= 0, first + 1
    while not closed and number < last and not state.isEmpty(number) and state.sCount[number] >= state.blkIndent:
        lines.append(_line(state, number))
        closed = lines[-1].endswith(end)
        number += 1
    state.line = number
    source = "\n".join(lines)
    if closed:
        token = state.push("formula", "", 0)
        token.content, token.map = source, [first, number]
        return True
    for kind, nesting in (("paragraph_open", 1), ("inline", 0), ("paragraph_close", -1)):
        token = state.push(kind, "p" if nesting else "", nesting)  # type: ignore[arg-type]  # it is one of the three
        token.map = [first, number]
        if not nesting:
            token.content, token.children = source, []
    return True


def _bracketed(state: StateInline, silent: bool) -> bool:
    r"""`\( … \)` and `\[ … \]` within a paragraph."""
    begin = state.src[state.pos : state.pos + 2]
    end = _INLINE_ENDS.get(begin)
    at = state.src.find(end, state.pos + 2, state.posMax) if end else -1
    content = state.src[state.pos + 2 : at].strip() if at >= 0 else ""
    if not content:
        return False
    if not silent:
        token = state.push("math_inline" if begin == "\\(" else "math_inline_double", "math", 0)
        token.content, token.markup = content, begin
    state.pos = at + 2
    return True


def latex_of(source: str) -> str:
    """The LaTeX of a formula that stands by itself, without its marks."""
    return source[2:-2].strip()
