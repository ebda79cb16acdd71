"""From what a message consists of to boxes that can be laid out. One rule: a box is made when it is to be seen.

Inline Markdown is read here, with the addresses and footnotes that the whole message names.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from paddock.ui.transcript import inline
from paddock.ui.transcript.boxes import Box, RuleBox
from paddock.ui.transcript.code_box import CodeBox
from paddock.ui.transcript.fold_box import FoldBox
from paddock.ui.transcript.formula_box import FormulaBox, Placed, placed
from paddock.ui.transcript.formulas import Formula, Formulas, Wanted
from paddock.ui.transcript.grammar import latex_of
from paddock.ui.transcript.notice_box import NoticeBox, ProgressBox
from paddock.ui.transcript.reader import TextReader
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
from paddock.ui.transcript.splitter import BlockSplitter
from paddock.ui.transcript.style import FORMULA, Style
from paddock.ui.transcript.table_box import TableBox
from paddock.ui.transcript.text_box import TextBox

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_ALIGN = {"center": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight}


class BoxMaker:
    """Makes the boxes of one message.

    Args:
        style: how they look.
        parser: reads the Markdown of answers.
        formulas: where their pictures come from.

    Attributes:
        text_box: what shows a text.
    """

    text_box = TextBox

    def __init__(self, style: Style, parser: MarkdownIt, formulas: Formulas) -> None:
        self._style = style
        self._parser = parser
        self._formulas = formulas
        self._reader = TextReader(parser)
        self._awaited: dict[Wanted, set[int]] = {}  # formulas that are being made, and the blocks they stand in
        self._laying = 0  # the block that is being made

    @property
    def _splitter(self) -> BlockSplitter:
        return self._reader.splitter

    def _make(self, spec: Spec) -> Box:
        style = self._style
        if isinstance(spec, TextSpec):
            return self._text_box(spec)
        if isinstance(spec, CodeSpec):
            return CodeBox(spec, style)
        if isinstance(spec, FormulaSpec):
            return self._formula_box(spec)
        if isinstance(spec, TableSpec):
            return TableBox([self._cells(row, spec.aligns, header=not i) for i, row in enumerate(spec.rows)], style)
        if isinstance(spec, FoldSpec):
            return FoldBox(spec, style)
        if isinstance(spec, NoticeSpec):
            return ProgressBox(spec, style) if spec.kind is NoticeKind.PROGRESS else NoticeBox(spec, style)
        assert isinstance(spec, RuleSpec)
        return RuleBox(style)

    def read(self, content: str) -> tuple[str, list[inline.Run]]:
        """Inline Markdown of this message, as it is shown."""
        return inline.render(content, self._parser, self._splitter.references, self._splitter.notes)

    def _render(self, content: str, font: QFont, colour: str) -> Placed:
        text, runs = self.read(content)
        return placed(text, runs, partial(self._formula, size=font.pixelSize(), colour=colour))

    def _formula(self, latex: str, display: bool, *, size: float, colour: str) -> Formula | None:
        """Its picture; None while it is being made, and where it cannot be."""
        wanted = Wanted(latex, display, round(size * FORMULA, 1), self._style.colour(colour).name())
        formula = self._formulas.get(wanted)
        if formula is None and self._formulas.awaits(wanted):
            self._awaited.setdefault(wanted, set()).add(self._laying)
        return formula

    def _formula_box(self, spec: FormulaSpec) -> Box:
        style = self._style
        colour = "muted" if Inset.THOUGHT in spec.insets else "text"
        formula = self._formula(latex_of(spec.source), True, size=style.body.pixelSize(), colour=colour)
        if formula is not None:
            return FormulaBox(formula, spec.source, style)
        text = spec.source.replace("\n", inline.LINE_BREAK)
        return self.text_box(text, [], style, font=style.body, line_height=style.body_line, colour=colour)

    def _text_box(self, spec: TextSpec) -> TextBox:
        style = self._style
        font, line = style.body, style.body_line
        if spec.level:
            font, line = style.headings[spec.level], style.heading_line(spec.level)
        elif Inset.NOTE in spec.insets:
            font, line = style.table, style.table_line
        colour = "muted" if Inset.THOUGHT in spec.insets else "text"
        if spec.plain:
            return self.text_box(
                spec.content.replace("\n", inline.LINE_BREAK), [], style, font=font, line_height=line, colour=colour
            )
        text, runs, pictures = self._render(spec.content, font, colour)
        return self.text_box(text, runs, style, font=font, line_height=line, colour=colour, pictures=pictures)

    def _lengthen(self, box: Box, old: Spec, spec: Spec) -> bool:
        """Let a box that showed `old` show `spec`; False where it has to be made anew."""
        if isinstance(box, CodeBox) and isinstance(spec, CodeSpec):
            return box.grow(spec)
        if not (isinstance(box, TableBox) and isinstance(old, TableSpec) and isinstance(spec, TableSpec)):
            return False
        pairs = enumerate(zip(old.rows, spec.rows, strict=False))
        kept = next((i for i, (before, row) in pairs if before != row), min(len(old.rows), len(spec.rows)))
        if not kept or old.aligns != spec.aligns:
            return False
        box.grow(kept, [self._cells(row, spec.aligns, header=False) for row in spec.rows[kept:]])
        return True

    def _cells(self, row: Sequence[str], aligns: Sequence[str], *, header: bool) -> list[TextBox]:
        style = self._style
        font = style.table_header if header else style.table
        cells = []
        for content, align in zip(row, aligns, strict=False):
            text, runs, pictures = self._render(content, font, "text")
            side = _ALIGN.get(align, Qt.AlignmentFlag.AlignLeft)
            cells.append(
                self.text_box(text, runs, style, font=font, line_height=style.table_line, align=side, pictures=pictures)
            )
        return cells
