"""A paragraph, heading or table cell, with formulas in its lines. One rule: a line is as high as what stands in it."""

from __future__ import annotations

import math
import string
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from paddock.core.writing import right_to_left
from paddock.ui.transcript.boxes import Box, Selection, cursor_x
from paddock.ui.transcript.formulas import Formula
from paddock.ui.transcript.inline import Run, len16, slice16
from paddock.ui.transcript.style import Style

STAND_IN = "…"
"""Stands for a formula: never drawn, as wide as the formula, no line ends before it. On paper it is what is read."""

_CHIP = 3  # px beside inline code
_CLINGING = frozenset(f"{string.punctuation}{string.ascii_letters}{string.digits}“”‘’„…–—")
"""What may stand beside inline code without a space; other letters would not be joined any more."""


class Picture(NamedTuple):
    """A formula within text, and its source with its marks."""

    formula: Formula
    source: str


class Line(NamedTuple):
    """A laid-out line: its top and height (px) and the line itself."""

    top: int
    height: int
    line: QTextLine


class TextBox(Box):
    """A paragraph, heading or table cell, wrapped at words."""

    def __init__(
        self,
        text: str,
        runs: Sequence[Run],
        style: Style,
        *,
        font: QFont,
        line_height: int,
        colour: str = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        pictures: Mapping[int, Picture] | None = None,
    ) -> None:
        self._pictures = pictures or {}
        self.leads_left = False  # its lines begin at the left edge, however wide it is
        self._factor = 1.0  # of formulas wider than the box
        self._padded: set[int] = set()  # beginnings of chips whose last letter has the room behind it
        self._text = text
        self._runs = runs
        self._style = style
        self._colour = colour
        self._line_height = line_height
        self.length = len16(text)
        self._layout = QTextLayout(text, font)
        mirrored = right_to_left(text.replace(STAND_IN, "") if self._pictures else text)
        if mirrored and align is Qt.AlignmentFlag.AlignLeft:
            align = Qt.AlignmentFlag.AlignRight
        self.leads_left = not mirrored and align is Qt.AlignmentFlag.AlignLeft
        option = QTextOption(align | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._stand_in = QFontMetricsF(font).horizontalAdvance(STAND_IN)
        self._set_formats()
        self._lines: list[Line] = []
        self._starts: list[int] = []  # of each line, as `textStart`

    def _set_formats(self) -> None:
        if self._runs:
            self._layout.setFormats([*(self._format(run) for run in self._runs), *self._spaces()])

    def _format(self, run: Run) -> QTextLayout.FormatRange:
        style = self._style
        form = QTextCharFormat()
        if run.code:
            form.setFontFamilies(style.code.families())
            form.setProperty(QTextCharFormat.Property.FontPixelSize, round(self._layout.font().pixelSize() * 0.88))
        picture = self._pictures.get(run.start) if run.formula else None
        if picture is not None:
            form.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            form.setFontLetterSpacing(picture.formula.width * self._factor - self._stand_in)
            form.setForeground(Qt.GlobalColor.transparent)
        elif run.bold:
            form.setFontWeight(QFont.Weight.DemiBold)
        if run.italic and picture is None:
            form.setFontItalic(True)
        if run.strike:
            form.setFontStrikeOut(True)
        if run.href:
            if not run.note:
                form.setAnchorHref(run.href)  # on paper it can be pressed, too
            form.setForeground(style.colour("link") if picture is None else Qt.GlobalColor.transparent)
            form.setFontUnderline(not (run.image or run.note))
        if run.note:
            form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        return _range(run.start, run.length, form)

    def _spaces(self) -> list[QTextLayout.FormatRange]:
        """Wider spaces beside chips, so that their padding does not touch the words; the same room before a comma."""
        chips = [run for run in self._runs if run.code or run.image]
        if not chips:
            return []
        taken = {at for run in self._runs for at in range(run.start, run.start + run.length)}
        wider, apart = QTextCharFormat(), QTextCharFormat()
        wider.setFontWordSpacing(self._style.px(_CHIP))
        apart.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
        apart.setFontLetterSpacing(self._style.px(_CHIP))
        formats: dict[int, QTextCharFormat] = {}
        for run in chips:
            before, last = run.start - 1, run.start + run.length - 1
            for at in (before, last + 1):
                if at not in taken and self._at(at) == " ":
                    formats[at] = wider
            if before not in taken and self._at(before) in _CLINGING:
                formats[before] = apart
            if last + 1 not in taken and self._at(last + 1) in _CLINGING and self._at(last).isascii():
                formats[last] = apart
                self._padded.add(run.start)
        return [_range(at, 1, form) for at, form in formats.items()]

    def _at(self, position: int) -> str:
        """The character at a position; "" beyond the text."""
        return slice16(self._text, position, position + 1) if 0 <= position < self.length else ""

    def layout(self, width: int) -> None:
        self._fit_pictures(width)
        self._lines, y = [], 0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            height = max(self._line_height, math.ceil(line.height()))
            baseline = (height - line.height()) / 2 + line.ascent()
            if self._pictures:
                baseline, height = self._make_room(line, baseline, height)
            line.setPosition(QPointF(0, y + baseline - line.ascent()))
            self._lines.append(Line(y, height, line))
            y += height
        self._layout.endLayout()
        self._starts = [line.line.textStart() for line in self._lines]
        self.height = max(y, self._line_height)

    def _fit_pictures(self, width: int) -> None:
        widest = max((picture.formula.width for picture in self._pictures.values()), default=0.0)
        factor = min(1.0, max(width, 1) / widest) if widest else 1.0
        if factor != self._factor:
            self._factor = factor
            self._set_formats()

    def _in_line(self, line: QTextLine) -> list[tuple[int, Formula]]:
        first, last = line.textStart(), line.textStart() + line.textLength()
        return [(at, picture.formula) for at, picture in self._pictures.items() if first <= at < last]

    def _make_room(self, line: QTextLine, baseline: float, height: int) -> tuple[float, int]:
        """Where the baseline of a line is, and how high it is, with the formulas in it."""
        above, below = baseline, height - baseline
        for _, formula in self._in_line(line):
            above = max(above, formula.ascent * self._factor + 2)
            below = max(below, formula.descent * self._factor + 2)
        return above, math.ceil(above + below)

    @property
    def runs(self) -> Sequence[Run]:
        """What is set differently in it."""
        return self._runs

    def lines(self) -> Sequence[Line]:
        """As it is laid out now."""
        return self._lines

    def natural_width(self) -> int:
        """The widest line as it is laid out now, px."""
        return math.ceil(max((line.line.naturalTextWidth() for line in self._lines), default=0.0))

    def minimum_width(self) -> int:
        """What the longest word needs, px."""
        metrics = QFontMetricsF(self._layout.font())
        words = sorted(set(self._text.split()), key=len)[-8:]  # the widest is among the longest
        formulas = (picture.formula.width for picture in self._pictures.values())
        return math.ceil(max(*(metrics.horizontalAdvance(word) for word in words), *formulas, 0.0, 0.0))

    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        start, end = self._span(clip)
        for run in self._runs:
            if (run.code or run.image) and start < run.start + run.length and run.start < end:
                self._paint_chip(painter, run)
        if selection is not None and selection[0] < selection[1]:
            for rect in self.rects(*selection):
                painter.fillRect(rect, self._style.colour("selection"))
        painter.setPen(self._style.colour(self._colour))
        painter.setBrush(Qt.BrushStyle.NoBrush)  # a chip's would make pictures of letters pale on paper
        self.draw(painter, self._layout, clip)
        if self._pictures:
            self._paint_pictures(painter)

    def _span(self, clip: QRectF) -> tuple[int, int]:
        """First and last position of the lines that `clip` touches, and of a neighbour: chips reach out of lines."""
        first = max(bisect_right(self._lines, clip.top(), key=lambda line: line.top) - 2, 0)
        last = bisect_right(self._lines, clip.bottom(), key=lambda line: line.top)
        starts = [*self._starts, self.length]
        return starts[min(first, last)], starts[last]

    def draw(self, painter: QPainter, layout: QTextLayout, clip: QRectF) -> None:
        """Draw the letters that lie in `clip`."""
        layout.draw(painter, QPointF(0, 0), [], clip)

    def _paint_pictures(self, painter: QPainter) -> None:
        for _, _, line in self._lines:
            for at, formula in self._in_line(line):
                drawn = line.glyphRuns(at, 1)  # a cursor's place would depend on the direction of the neighbours
                if drawn and drawn[0].positions():
                    x = drawn[0].positions()[0].x()
                    formula.paint(painter, QPointF(x, line.y() + line.ascent()), self._factor)

    def shown(self) -> str:
        text = self._text
        for run in self._runs:
            if run.formula:
                start, end = run.start, run.start + run.length
                text = slice16(text, 0, start) + "\ufffc" * run.length + slice16(text, end, self.length)
        return text

    def rects(self, start: int, end: int) -> list[QRectF]:
        return self._rects(start, end, full=True)

    def _paint_chip(self, painter: QPainter, run: Run) -> None:
        background = QColor(self._style.colour("text"))
        background.setAlphaF(0.07 if not self._style.palette.dark else 0.11)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(background)
        radius, side = self._style.px(4), self._style.px(_CHIP)
        rects = self._rects(run.start, run.start + run.length, full=False)
        for number, rect in enumerate(rects, 1):
            behind = 0 if number == len(rects) and run.start in self._padded else side  # the letter has it already
            painter.drawRoundedRect(rect.adjusted(-side, 0, behind, 0), radius, radius)

    def _rects(self, start: int, end: int, *, full: bool) -> list[QRectF]:
        """The rectangles of a stretch of text, one a line; `full` ones have the line's height."""
        rects = []
        for top, height, line in self._lines[
            max(bisect_right(self._starts, start) - 1, 0) : bisect_left(self._starts, end)
        ]:
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first >= last:
                continue
            a, b = cursor_x(line, first), cursor_x(line, last)
            if not full:
                margin = max((self._line_height - line.height()) / 2, self._line_height * 0.08)
                top = round(line.y() + line.height() / 2 - self._line_height / 2 + margin)
                height = round(self._line_height - 2 * margin)
            rects.append(QRectF(min(a, b), top, abs(b - a), height))
        return rects

    def _line_at(self, y: float) -> QTextLine | None:
        for top, height, line in self._lines:
            if y < top + height:
                return line
        return self._lines[-1].line if self._lines else None

    def hit(self, point: QPointF) -> int:
        line = self._line_at(point.y())
        if line is None:
            return 0
        position = int(line.xToCursor(point.x()))
        if position == line.textStart() + line.textLength() and slice16(self._text, position - 1, position) == "\u2028":
            return position - 1  # before the break, not at the start of the next line
        return position

    def text(self, start: int, end: int) -> str:
        parts, at = [], start
        for position, picture in self._pictures.items():
            if start <= position < end:
                parts += [slice16(self._text, at, position), picture.source]
                at = position + 1
        return "".join([*parts, slice16(self._text, at, end)]).replace("\u2028", "\n")

    def word(self, position: int) -> tuple[int, int]:
        layout = self._layout
        at = min(position, max(self.length - 1, 0))
        start = layout.previousCursorPosition(at + 1, QTextLayout.CursorMode.SkipWords) if self.length else 0
        start = min(start, at)
        end = layout.nextCursorPosition(start, QTextLayout.CursorMode.SkipWords)
        word = slice16(self._text, start, end)
        return start, end - (len16(word) - len16(word.rstrip()))

    def link_at(self, point: QPointF) -> str:
        for run in self._runs:
            if run.href and any(
                rect.contains(point) for rect in self._rects(run.start, run.start + run.length, full=True)
            ):
                return run.href
        return ""

    def end(self) -> tuple[QPointF, int] | None:
        if not self._lines:
            return QPointF(0, 0), self._line_height
        top, height, line = self._lines[-1]
        return QPointF(cursor_x(line, line.textStart() + line.textLength()), top), height


def _range(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    range_ = QTextLayout.FormatRange()
    range_.start, range_.length, range_.format = start, length, form
    return range_
