"""Blocks as paper takes them: whole, however wide they are, and cut between lines where a page ends.

Rule: what a screen would scroll, paper wraps, or sets smaller.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextLayout, QTransform

from paddock.ui.transcript.boxes import Box, Selection
from paddock.ui.transcript.code_box import CodeBox
from paddock.ui.transcript.fold_box import FoldBox
from paddock.ui.transcript.formula_box import FormulaBox
from paddock.ui.transcript.formulas import Formula, Formulas, Maker, Wanted
from paddock.ui.transcript.style import Style
from paddock.ui.transcript.table_box import TableBox
from paddock.ui.transcript.text_box import TextBox

_NARROWEST = 44  # px of a column of a table, its padding included
_SMALLEST = 0.6  # of its size, down to which a table is set before its words are cut
_KEPT_ROWS = 2  # of code or of a table: what stands with its head
_SHORT = 240  # px at 100 %: code and tables that are not higher are not cut


def cuts(box: Box) -> Sequence[float]:
    """Where a block may be cut, px from its top, ascending; none where it has to stay whole."""
    if isinstance(box, TextBox):
        lines = box.lines()
        return [line.top for line in lines[2:-1]] if len(lines) > 3 else []  # no line stands alone
    if isinstance(box, PaperCode | PaperTable):
        return box.cuts()
    return []


class PaperText(TextBox):
    """Text of which a line that is cut off is not written at all: whoever searches the file finds it once."""

    def draw(self, painter: QPainter, layout: QTextLayout, clip: QRectF) -> None:
        draw_lines(painter, layout, QPointF(0, 0), clip)


def draw_lines(painter: QPainter, layout: QTextLayout, at: QPointF, clip: QRectF) -> None:
    """Write the lines whose middle lies in `clip`; Qt itself writes one more above it."""
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        if clip.top() <= at.y() + line.y() + line.height() / 2 <= clip.bottom():
            line.draw(painter, at)


class DrawnFormula(Formula):
    """A formula that stays sharp at any size."""

    def __init__(self, svg: str) -> None:
        # QtSvg gives a shape without a stroke a pen without a brush, which Qt's PDF draws as a black line.
        super().__init__(svg.replace("<svg ", '<svg stroke="currentColor" stroke-opacity="0" ', 1))

    def paint(self, painter: QPainter, at: QPointF, factor: float = 1.0) -> None:
        height = (self.ascent + self.descent) * factor
        place = QRectF(at.x(), at.y() - self.ascent * factor, self.width * factor, height)
        self.drawing.render(painter, place)


class PaperFormulas(Formulas):
    """Formulas that are there when they are asked for: nobody waits at a window here."""

    def __init__(self) -> None:
        super().__init__()
        self._maker = Maker(self._command, self._jobs, lambda wanted, svg: None)

    def get(self, wanted: Wanted) -> Formula | None:
        if wanted not in self._made:
            svg = self._maker.make(wanted)
            formula = DrawnFormula(svg) if svg else None
            self._made[wanted] = formula if formula is not None and formula.sound else None
            if len(self._made) > 600:
                self._made.popitem(last=False)
        return self._made[wanted]

    def close(self) -> None:
        """End what draws them."""
        self._maker.end()


class PaperFormula(FormulaBox):
    """A formula in a line of its own; too wide a one is set smaller."""

    def layout(self, width: int) -> None:
        self._factor = min(1.0, width / self.formula.width)
        self._width = width
        self.height = round((self.formula.ascent + self.formula.descent) * self._factor) + self._style.px(8)

    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        del clip, selection
        left = (self._width - self.formula.width * self._factor) / 2
        self.formula.paint(painter, QPointF(left, self._style.px(4) + self.formula.ascent * self._factor), self._factor)


class PaperFold(FoldBox):
    """The heading of thoughts or of a result."""

    def __init__(self, box: FoldBox, style: Style) -> None:
        super().__init__(box.spec, style)
        self._style = style

    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        del clip, selection
        painter.setFont(self._style.small_bold)
        painter.setPen(self._style.colour("muted"))
        place = QRectF(0, 0, self.width, self.height)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.spec.title)


class PaperCode(CodeBox):
    """Code, wrapped."""

    _headless = False  # what is painted begins below its head

    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        self._headless = clip.top() >= self.header
        super().paint(painter, clip, selection)

    def _title(self) -> str:
        return "" if self._headless else super()._title()

    def cuts(self) -> Sequence[float]:
        """Between its lines."""
        if self.height <= self._style.px(_SHORT):
            return []
        rows = self._tops[-1]
        return [self._top + row * self._style.code_line for row in range(_KEPT_ROWS, rows - 1)]

    def _paint_lines(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        del selection
        first = max(self._number_at(clip.top()), 0)
        for number in range(first, min(self._number_at(clip.bottom()) + 1, len(self._lines))):
            painter.setPen(self._style.colour("text"))
            at = QPointF(self._pad, self._top + self._tops[number] * self._style.code_line)
            draw_lines(painter, self._line(number), at, clip)


class PaperTable(TableBox):
    """A table, set smaller as a whole where its columns have no room."""

    def __init__(self, rows: Sequence[Sequence[TextBox]], style: Style) -> None:
        super().__init__(rows, style)
        self._factor = 1.0
        self._cut_to = 0  # px that its columns may take together
        self._clip = QRectF()

    def layout(self, width: int) -> None:
        self._factor = 1.0
        super().layout(width)
        needed = sum(self._columns)
        if needed <= width:
            return
        narrowest = len(self._columns) * self._style.px(_NARROWEST)
        room = max(min(needed, round(width / _SMALLEST)), narrowest)
        self._cut_to = room if room < needed else 0
        super().layout(room)
        self._factor = width / room
        self.height = math.ceil(self.height * self._factor)

    def _column_widths(self, width: int) -> list[int]:
        """As wide as their words; where together they must not be, words are cut."""
        widths = super()._column_widths(width)
        if not self._cut_to:
            return widths
        least = self._style.px(_NARROWEST)
        spare, wish = self._cut_to - least * len(widths), [max(each - least, 0) for each in widths]
        return [least + each * spare // max(sum(wish), 1) for each in wish]

    def _too_wide(self, natural: Sequence[int], least: Sequence[int]) -> Sequence[int]:
        """Paper does not scroll."""
        del natural
        return least

    def cuts(self) -> Sequence[float]:
        """Between its rows, and between the lines of a high one."""
        if self.height <= self._style.px(_SHORT):
            return []
        found: list[float] = []
        line = self._style.table_line
        for number in range(1, len(self._rows)):
            top, bottom = self._tops[number], self._tops[number + 1]
            if number >= _KEPT_ROWS:
                found.append(top)
            lines = (bottom - top - 2 * self._pad_y) // line
            found += [top + self._pad_y + 1 + row * line for row in range(2, lines - 1)] if lines > 8 else []
        return [each * self._factor for each in found]

    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        shrunk = QTransform.fromScale(self._factor, self._factor)
        painter.save()
        painter.setTransform(shrunk, combine=True)
        self._clip = shrunk.inverted()[0].mapRect(clip)
        super().paint(painter, self._clip, selection)
        painter.restore()

    def _paint_row(self, painter: QPainter, number: int, row: Sequence[TextBox], selection: Selection) -> None:
        for column, cell in enumerate(row):
            at = self._cell_at(number, column)
            painter.save()
            painter.translate(at)
            cell.paint(painter, self._clip.translated(-at), None)
            painter.restore()


def ground(painter: QPainter, style: Style, area: QRectF) -> None:
    """What a person wrote stands on it."""
    painter.setPen(QPen(Qt.PenStyle.NoPen))
    painter.setBrush(style.colour("raised"))
    painter.drawRoundedRect(area, style.px(10), style.px(10))
