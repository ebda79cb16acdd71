"""Selected text as others take it: plain, as Markdown, and set (rich text).

Rule: what is taken as a whole needs no layout, so that ten thousand messages can be copied.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from paddock.services.markdown import fenced
from paddock.ui.transcript import inline
from paddock.ui.transcript.geometry import in_bubble
from paddock.ui.transcript.inline import Run, slice16
from paddock.ui.transcript.specs import (
    CodeSpec,
    FoldSpec,
    FormulaSpec,
    Inset,
    NoticeKind,
    NoticeSpec,
    RuleSpec,
    Spec,
    TableSpec,
    TextSpec,
)
from paddock.ui.transcript.text_box import TextBox

if TYPE_CHECKING:
    from paddock.services.exchange.page import Fragments
    from paddock.ui.transcript.document import MessageDocument

END = 1 << 30  # a position beyond every end
Place = tuple[int, int]  # block, position within it
_RULES = {"left": ":--", "center": ":-:", "right": "--:"}


def plain(document: MessageDocument, first: Place, last: Place) -> str:
    """As it is shown, with the markers of lists."""
    parts: list[str] = []
    for block, spec, start, end in _between(document, first, last):
        marker = f"{spec.marker} " if spec.marker and start == 0 else ""
        text = _whole(document, spec) if (start, end) == (0, END) else document.box(block).text(start, end)
        parts.append(_glue(spec, first=not parts) + marker + text)
    return "".join(parts)


def markdown(document: MessageDocument, first: Place, last: Place) -> str:
    """As it could have been written; a message of a person's as it was."""
    whole = first == (0, 0) and last[1] == END and last[0] >= len(document.specs) - 1
    if whole:
        return document.message.text
    parts: list[str] = []
    widths: dict[int, int] = {}  # of the markers of the list items that a block stands in
    for block, spec, start, end in _between(document, first, last):
        if isinstance(spec, NoticeSpec):
            continue
        text = _source(document, block, spec, start, end)
        begin, rest = _margins(spec, widths, marked=start == 0)
        lines = [begin + text.split("\n")[0], *((rest + line).rstrip() for line in text.split("\n")[1:])]
        parts.append(_glue(spec, first=not parts) + "\n".join(lines))
    return "".join(parts)


def _between(document: MessageDocument, first: Place, last: Place) -> Iterator[tuple[int, Spec, int, int]]:
    """The blocks with text, and from where to where."""
    for block in range(first[0], min(last[0] + 1, len(document.specs))):
        spec = document.specs[block]
        if not isinstance(spec, FoldSpec):
            yield block, spec, first[1] if block == first[0] else 0, last[1] if block == last[0] else END


def _glue(spec: Spec, *, first: bool) -> str:
    joined = (isinstance(spec, TextSpec) and spec.joins) or spec.tight
    return "" if first else "\n" if joined else "\n\n"


def _whole(document: MessageDocument, spec: Spec) -> str:
    if isinstance(spec, TextSpec):
        text = spec.content if spec.plain else document.read(spec.content)[0]
        return text.replace(inline.LINE_BREAK, "\n")
    if isinstance(spec, CodeSpec):
        return spec.code
    if isinstance(spec, TableSpec):
        rows = (row[: len(spec.aligns)] for row in spec.rows)
        return "\n".join("\t".join(document.read(cell)[0] for cell in row) for row in rows)
    if isinstance(spec, NoticeSpec):
        return spec.text if spec.kind is not NoticeKind.PROGRESS else ""
    return spec.source if isinstance(spec, FormulaSpec) else ""


def _source(document: MessageDocument, block: int, spec: Spec, start: int, end: int) -> str:
    whole = (start, end) == (0, END)
    if isinstance(spec, TextSpec):
        head = "#" * spec.level + " " if spec.level and start == 0 else ""
        if spec.plain:
            return document.box(block).text(start, end) if not whole else spec.content
        box = None if whole else document.box(block)
        return head + (_marked(box, start, end) if isinstance(box, TextBox) else spec.content)
    if isinstance(spec, CodeSpec):
        return fenced(slice16(spec.code, start, end), spec.language)
    if isinstance(spec, TableSpec) and whole:
        lines = ["| " + " | ".join(row) + " |" for row in spec.rows]
        lines.insert(1, "| " + " | ".join(_RULES.get(align, "---") for align in spec.aligns) + " |")
        return "\n".join(lines)
    if isinstance(spec, RuleSpec):
        return "---"
    return _whole(document, spec) if whole else document.box(block).text(start, end)


def _marked(box: TextBox, start: int, end: int) -> str:
    """A stretch of a paragraph with the marks of what is set differently in it."""
    parts, at, end = [], start, min(end, box.length)
    for run in box.runs:
        first, last = max(run.start, start), min(run.start + run.length, end)
        if first < last:
            parts += [box.text(at, first), _wrapped(box.text(first, last), run)]
            at = last
    return "".join([*parts, box.text(at, end)])


def _wrapped(text: str, run: Run) -> str:
    if run.note:
        return f"[^{text}]"
    if run.code:
        text = f"`{text}`"
    for mark, there in (("~~", run.strike), ("*", run.italic), ("**", run.bold)):
        text = f"{mark}{text}{mark}" if there else text
    if run.href and run.href != text:
        return f"{'!' if run.image else ''}[{text}]({run.href})"
    return text


def _margins(spec: Spec, widths: dict[int, int], *, marked: bool) -> tuple[str, str]:
    """What stands before the first line of a block, and before the others."""
    begin = rest = ""
    innermost = max((i for i, inset in enumerate(spec.insets) if inset in (Inset.LIST, Inset.NOTE)), default=-1)
    for depth, inset in enumerate(spec.insets):
        if inset not in (Inset.LIST, Inset.NOTE):
            begin, rest = f"{begin}> ", f"{rest}> "
        elif depth == innermost and spec.marker and marked:
            marker = _marker(spec.marker, note=inset is Inset.NOTE)
            widths[depth] = 4 if inset is Inset.NOTE else 2 if marker.startswith("-") else len(marker) + 1
            begin, rest = f"{begin}{marker} ", rest + " " * widths[depth]
        else:
            space = " " * widths.get(depth, 2)
            begin, rest = begin + space, rest + space
    return begin, rest


def _marker(marker: str, *, note: bool) -> str:
    if note:
        return f"[^{marker.removesuffix('.')}]:"
    return f"- {marker}" if marker.startswith("[") else "-" if marker == "•" else marker


def rich(document: MessageDocument, source: str, fragments: Fragments) -> str:
    """Markdown of a message as HTML; what a person wrote is no Markdown."""
    return fragments.plain(source) if in_bubble(document.message.role) else fragments.markdown(source)
