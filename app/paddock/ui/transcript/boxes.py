"""Laid-out blocks: what can be measured, painted, pointed at and selected. One rule: a box never touches a widget.

Positions within a box are UTF-16 code units of its text; points and widths are pixels relative to its top left corner.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from paddock.ui.transcript.inline import Run, len16, right_to_left, slice16
from paddock.ui.transcript.style import Style

Selection = tuple[int, int] | None  # positions, first before last


class Line(NamedTuple):
    """A laid-out line: its top and height (px) and the line itself."""

    top: int
    height: int
    line: QTextLine


def cursor_x(line: QTextLine, position: int) -> float:
    """Where a position is in a line, px."""
    x: Any = line.cursorToX(position)  # a tuple with the position in PySide6, against its own stubs
    return float(x[0] if isinstance(x, tuple) else x)


class Box(ABC):
    """One block. Subclasses fill in what differs."""

    height = 0  # px, valid after `layout`
    length = 0  # positions

    @abstractmethod
    def layout(self, width: int) -> None:
        """Set it into `width` px; computes `height`."""

    @abstractmethod
    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        """Draw what lies in `clip`."""

    @abstractmethod
    def hit(self, point: QPointF) -> int:
        """The position nearest to a point."""

    @abstractmethod
    def text(self, start: int, end: int) -> str:
        """Its plain text between two positions."""

    def word(self, position: int) -> tuple[int, int]:
        """First and last position of the word at `position`."""
        return position, position

    def link_at(self, point: QPointF) -> str:
        """The address under a point, "" for none."""
        del point
        return ""

    def scroll_by(self, dx: float) -> bool:
        """Scroll sideways by `dx` px; whether anything moved."""
        del dx
        return False

    def grip(self, point: QPointF) -> float:
        """Px that the text moves for one px of a pointer that drags from a point; 0: nothing can be dragged there."""
        del point
        return 0.0

    def end(self) -> tuple[QPointF, int] | None:
        """Where its last line of text ends and how high that line is; None where a caret makes no sense."""
        return None


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
    ) -> None:
        self._text = text
        self._runs = runs
        self._style = style
        self._colour = colour
        self._line_height = line_height
        self.length = len16(text)
        self._layout = QTextLayout(text, font)
        mirrored = right_to_left(text)
        if mirrored and align is Qt.AlignmentFlag.AlignLeft:
            align = Qt.AlignmentFlag.AlignRight
        option = QTextOption(align | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        if runs:
            self._layout.setFormats([*(self._format(run) for run in runs), *self._spaces()])
        self._lines: list[Line] = []

    def _format(self, run: Run) -> QTextLayout.FormatRange:
        style = self._style
        form = QTextCharFormat()
        if run.code:
            form.setFontFamilies(style.code.families())
            form.setProperty(QTextCharFormat.Property.FontPixelSize, round(self._layout.font().pixelSize() * 0.88))
        if run.bold:
            form.setFontWeight(QFont.Weight.DemiBold)
        if run.italic:
            form.setFontItalic(True)
        if run.strike:
            form.setFontStrikeOut(True)
        if run.href:
            form.setForeground(style.colour("link"))
            form.setFontUnderline(not run.image)
        range_ = QTextLayout.FormatRange()
        range_.start, range_.length, range_.format = run.start, run.length, form
        return range_

    def _spaces(self) -> list[QTextLayout.FormatRange]:
        """Wider spaces beside chips, so that their padding does not touch the words."""
        if not any(run.code or run.image for run in self._runs):
            return []
        taken = {at for run in self._runs for at in range(run.start, run.start + run.length)}
        form = QTextCharFormat()
        form.setFontWordSpacing(self._style.px(3))
        ranges = []
        for run in self._runs:
            for at in (run.start - 1, run.start + run.length) if run.code or run.image else ():
                if at not in taken and 0 <= at < self.length and slice16(self._text, at, at + 1) == " ":
                    taken.add(at)
                    range_ = QTextLayout.FormatRange()
                    range_.start, range_.length, range_.format = at, 1, form
                    ranges.append(range_)
        return ranges

    def layout(self, width: int) -> None:
        self._lines, y = [], 0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            height = max(self._line_height, math.ceil(line.height()))
            line.setPosition(QPointF(0, y + (height - line.height()) / 2))
            self._lines.append(Line(y, height, line))
            y += height
        self._layout.endLayout()
        self.height = max(y, self._line_height)

    def natural_width(self) -> int:
        """The widest line as it is laid out now, px."""
        return math.ceil(max((line.line.naturalTextWidth() for line in self._lines), default=0.0))

    def minimum_width(self) -> int:
        """What the longest word needs, px."""
        metrics = QFontMetricsF(self._layout.font())
        words = sorted(set(self._text.split()), key=len)[-8:]  # the widest is among the longest
        return math.ceil(max((metrics.horizontalAdvance(word) for word in words), default=0.0))

    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        for run in self._runs:
            if run.code or run.image:
                self._paint_chip(painter, run)
        if selection is not None and selection[0] < selection[1]:
            for rect in self._rects(*selection, full=True):
                painter.fillRect(rect, self._style.colour("selection"))
        painter.setPen(self._style.colour(self._colour))
        self._layout.draw(painter, QPointF(0, 0), [], clip)

    def _paint_chip(self, painter: QPainter, run: Run) -> None:
        background = QColor(self._style.colour("text"))
        background.setAlphaF(0.07 if not self._style.palette.dark else 0.11)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(background)
        radius = self._style.px(4)
        for rect in self._rects(run.start, run.start + run.length, full=False):
            painter.drawRoundedRect(rect.adjusted(-3, 0, 3, 0), radius, radius)

    def _rects(self, start: int, end: int, *, full: bool) -> list[QRectF]:
        """The rectangles of a stretch of text, one a line; `full` ones have the line's height."""
        rects = []
        for top, height, line in self._lines:
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first >= last:
                continue
            a, b = cursor_x(line, first), cursor_x(line, last)
            shrink = 0.0 if full else max((height - line.height()) / 2, height * 0.08)
            rects.append(QRectF(min(a, b), top + shrink, abs(b - a), height - 2 * shrink))
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
        return slice16(self._text, start, end).replace("\u2028", "\n")

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


class RuleBox(Box):
    """A horizontal rule."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._width = 0

    def layout(self, width: int) -> None:
        self._width, self.height = width, 1

    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        del clip, selection
        painter.fillRect(QRectF(0, 0, self._width, 1), self._style.colour("border"))

    def hit(self, point: QPointF) -> int:
        del point
        return 0

    def text(self, start: int, end: int) -> str:
        del start, end
        return ""


class SideScroll:
    """How far wide content is scrolled sideways, and its thin thumb at the bottom."""

    BAR = 8  # px, kept free for the thumb

    def __init__(self) -> None:
        self.x = 0.0
        self.content = 0.0
        self.width = 0

    @property
    def needed(self) -> bool:
        return self.content > self.width

    def resize(self, content: float, width: int) -> None:
        """Both in px."""
        self.content, self.width = content, width
        self.x = min(max(self.x, 0.0), max(0.0, content - width))

    def by(self, dx: float) -> bool:
        """Scroll by `dx` px; whether anything moved."""
        before = self.x
        self.x = min(max(self.x + dx, 0.0), max(0.0, self.content - self.width))
        return self.x != before

    def grip(self, point: QPointF, bottom: float) -> float:
        """As `Box.grip`: the thumb's track in the last 12 px above `bottom`."""
        return self.content / self.width if self.needed and bottom - 12 <= point.y() <= bottom else 0.0

    def paint(self, painter: QPainter, style: Style, left: float, bottom: float) -> None:
        """Draw the thumb into the last `BAR` px above `bottom`."""
        if not self.needed:
            return
        track = self.width - 16
        length = max(24.0, track * self.width / self.content)
        x = left + 8 + (track - length) * self.x / (self.content - self.width)
        colour = QColor(style.colour("muted"))
        colour.setAlphaF(0.55)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(x, bottom - 6, length, 4), 2, 2)
