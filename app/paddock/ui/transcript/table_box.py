"""A table with a frame; too wide a one scrolls sideways. One rule: wide columns give way before narrow ones."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from paddock.ui.transcript.boxes import Box, Selection, SideScroll
from paddock.ui.transcript.style import Style
from paddock.ui.transcript.text_box import TextBox

_UNBOUND = 100_000  # px; a width that no cell reaches
_COMFORTABLE = 260  # px of a column, at most, where the table scrolls anyway


class TableBox(Box):
    """Cells in rows; the first row is the header. Its text is tab-separated, one row a line."""

    def __init__(self, rows: Sequence[Sequence[TextBox]], style: Style) -> None:
        self._rows = list(rows)
        self._style = style
        self._scroll = SideScroll()
        self._columns: list[int] = []
        self._tops: list[int] = []
        self._wishes: list[list[tuple[int, int]]] = []  # of each cell: the width it would take, and needs at least
        self._laid = 0  # rows that are laid out in these columns
        self._width = 0
        self._count()

    def _count(self) -> None:
        self._starts = [0, *accumulate(cell.length + 1 for row in self._rows for cell in row)]
        self.length = max(self._starts[-1] - 1, 0)

    def grow(self, kept: int, rows: Sequence[Sequence[TextBox]]) -> None:
        """Put `rows` in place of those below the first `kept`, which stay as they are."""
        self._rows[kept:] = rows
        del self._wishes[kept:]
        self._laid = min(self._laid, kept)
        self._count()
        self.layout(self._width)

    @property
    def _pad_x(self) -> int:
        return self._style.px(12)

    @property
    def _pad_y(self) -> int:
        return self._style.px(7)

    def layout(self, width: int) -> None:
        self._width = width
        before, self._columns = self._columns, self._column_widths(width)
        self._tops = [0]
        for number, row in enumerate(self._rows):
            for i, cell in enumerate(row):
                if number >= self._laid or not self._stays(cell, self._wishes[number][i][0], before[i], i):
                    cell.layout(self._columns[i] - 2 * self._pad_x)
            height = max((cell.height for cell in row), default=0)
            self._tops.append(self._tops[-1] + height + 2 * self._pad_y + 1)
        self._laid = len(self._rows)
        self._scroll.resize(sum(self._columns), width)
        self.height = self._tops[-1] + 1 + (SideScroll.BAR if self._scroll.needed else 0)

    def _stays(self, cell: TextBox, wish: int, before: int, column: int) -> bool:
        """Whether a cell looks the same in its column as in the width that the column had before."""
        width = self._columns[column]
        return width == before or (cell.leads_left and wish <= min(width, before) - 2 * self._pad_x)

    def _wish(self, cell: TextBox) -> tuple[int, int]:
        cell.layout(_UNBOUND)
        return cell.natural_width() + 1, min(cell.minimum_width() + 1, self._style.px(220))

    def _column_widths(self, width: int) -> list[int]:
        """Natural widths where they fit; otherwise the widest columns give way, down to their longest words.

        Where not even these fit, the table scrolls, and then nothing has to be narrow.
        """
        count = max((len(row) for row in self._rows), default=0)
        natural, least = [0] * count, [0] * count
        for row in self._rows[len(self._wishes) :]:
            self._wishes.append([self._wish(cell) for cell in row])
        for wishes in self._wishes:
            for i, (wide, narrow) in enumerate(wishes):
                natural[i] = max(natural[i], wide)
                least[i] = max(least[i], narrow)
        pads = 2 * self._pad_x
        room = width - count * pads
        least = [min(a, b) for a, b in zip(least, natural, strict=True)]
        widths = _fit(natural, least, room) if sum(least) <= room else self._too_wide(natural, least)
        return [w + pads for w in widths]

    def _too_wide(self, natural: Sequence[int], least: Sequence[int]) -> Sequence[int]:
        """The columns of a table that scrolls: as they would be, but that long texts are wrapped."""
        most = self._style.px(_COMFORTABLE)
        return [max(min(wide, most), narrow) for wide, narrow in zip(natural, least, strict=True)]

    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        style = self._style
        shown = min(sum(self._columns), self._scroll.width)
        bottom = self._tops[-1]
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(0.5, 0.5, shown - 1, bottom), style.px(8), style.px(8))
        painter.save()
        painter.setClipPath(frame, Qt.ClipOperation.IntersectClip)
        if len(self._tops) > 1:
            painter.fillRect(QRectF(0, 0, shown, self._tops[1]), style.colour("code_header"))
        for number, row in enumerate(self._rows):
            if self._tops[number + 1] < clip.top() or self._tops[number] > clip.bottom():
                continue
            if number:
                painter.fillRect(QRectF(0, self._tops[number], shown, 1), style.colour("border"))
            self._paint_row(painter, number, row, selection)
        painter.restore()
        painter.setPen(QPen(style.colour("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(frame)
        self._scroll.paint(painter, style, 0, self.height)

    def _paint_row(self, painter: QPainter, number: int, row: Sequence[TextBox], selection: Selection) -> None:
        index = self._index(number)
        for column, cell in enumerate(row):
            at = self._cell_at(number, column)
            part = self._part(index + column, cell, selection)
            painter.save()
            painter.translate(at)
            cell.paint(painter, QRectF(0, 0, self._columns[column], cell.height), part)
            painter.restore()

    def _index(self, row: int) -> int:
        return sum(len(r) for r in self._rows[:row])

    def _cell_at(self, row: int, column: int) -> QPointF:
        x = sum(self._columns[:column]) + self._pad_x - self._scroll.x
        return QPointF(x, self._tops[row] + self._pad_y + 1)

    def _part(self, index: int, cell: TextBox, selection: Selection) -> Selection:
        """The selected part of a cell."""
        if selection is None:
            return None
        start = self._starts[index]
        first, last = max(selection[0] - start, 0), min(selection[1] - start, cell.length)
        return (first, last) if first < last else None

    def _cell_under(self, point: QPointF) -> tuple[int, int] | None:
        """Row and column nearest to a point."""
        if not self._rows:
            return None
        row = next((i for i in range(len(self._rows)) if point.y() < self._tops[i + 1]), len(self._rows) - 1)
        x, right = point.x() + self._scroll.x, 0
        last = len(self._rows[row]) - 1
        for column, width in enumerate(self._columns):
            right += width
            if x < right or column >= last:
                return row, min(column, last)
        return None

    def hit(self, point: QPointF) -> int:
        under = self._cell_under(point)
        if under is None:
            return 0
        row, column = under
        return self._starts[self._index(row) + column] + self._rows[row][column].hit(point - self._cell_at(row, column))

    def text(self, start: int, end: int) -> str:
        lines = []
        cells = itertools.count()
        for row in self._rows:
            parts = []
            for cell in row:
                index = next(cells)
                begin = self._starts[index]
                if begin < end and begin + cell.length >= start:
                    parts.append(cell.text(max(start - begin, 0), min(end - begin, cell.length)))
            if parts:
                lines.append("\t".join(parts))
        return "\n".join(lines)

    def shown(self) -> str:
        return "\n".join("\t".join(cell.shown() for cell in row) for row in self._rows)

    def rects(self, start: int, end: int) -> list[QRectF]:
        found = []
        index = itertools.count()
        shown = QRectF(0, 0, self._scroll.width, self.height)
        for number, row in enumerate(self._rows):
            for column, cell in enumerate(row):
                part = self._part(next(index), cell, (start, end))
                if part is not None:
                    at = self._cell_at(number, column)
                    found += [rect.translated(at) & shown for rect in cell.rects(*part)]
        return [rect for rect in found if not rect.isEmpty()]

    def word(self, position: int) -> tuple[int, int]:
        cells = [cell for row in self._rows for cell in row]
        for start, cell in zip(self._starts, cells, strict=False):
            if start <= position <= start + cell.length:
                first, last = cell.word(position - start)
                return start + first, start + last
        return position, position

    def link_at(self, point: QPointF) -> str:
        under = self._cell_under(point)
        if under is None:
            return ""
        return self._rows[under[0]][under[1]].link_at(point - self._cell_at(*under))

    def scroll_by(self, dx: float) -> bool:
        return self._scroll.by(dx)

    def grip(self, point: QPointF) -> float:
        return self._scroll.grip(point, self.height)


def _fit(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Column widths (px) that fill `room`: narrow columns keep what they want, the others share what is left."""
    if sum(natural) <= room:
        return list(natural)
    widths = list(least)
    spare = room - sum(widths)
    growing = [i for i in range(len(widths)) if widths[i] < natural[i]]
    while spare > 0 and growing:
        share = max(spare // len(growing), 1)
        for i in growing:
            grown = min(share, natural[i] - widths[i], spare)
            widths[i] += grown
            spare -= grown
        growing = [i for i in growing if widths[i] < natural[i]]
    return widths
