"""A code block as a card: its language, then coloured lines. One rule: only visible lines are laid out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QTextCharFormat, QTextLayout, QTextOption

from paddock.ui.i18n import tr
from paddock.ui.transcript.boxes import Box, Selection, SideScroll, cursor_x
from paddock.ui.transcript.buttons import ABSOLUTE
from paddock.ui.transcript.highlight import Highlighter
from paddock.ui.transcript.inline import len16, slice16
from paddock.ui.transcript.specs import CodeSpec
from paddock.ui.transcript.style import Style

_KEPT_LINES = 400  # laid-out lines that are kept


class CodeBox(Box):
    """Code that may still be growing."""

    def __init__(self, spec: CodeSpec, style: Style) -> None:
        self.spec = spec
        self._style = style
        self._highlighter = Highlighter(spec.language)
        self._layouts: dict[int, tuple[str, tuple[object, ...], QTextLayout]] = {}
        self._scroll = SideScroll()
        self._width = 0
        self._tops: Sequence[int] = (0,)  # of each line, in lines of the screen; the last one is their number
        self._set_lines()

    def grow(self, spec: CodeSpec) -> bool:
        """Take over the longer code of the same block; False when it is another block."""
        if (spec.language, spec.title) != (self.spec.language, self.spec.title) or not spec.code.startswith(
            self.spec.code
        ):
            return False
        self.spec = spec
        self._set_lines()
        self.layout(self._width)
        return True

    def _set_lines(self) -> None:
        self._lines = self.spec.code.split("\n")
        self._highlighter.set_lines(self._lines)
        lengths = map(len, self._lines) if self.spec.code.isascii() else map(len16, self._lines)
        self._starts = [0, *accumulate(length + 1 for length in lengths)]
        self.length = self._starts[-1] - 1

    @property
    def header(self) -> int:
        """Height of the header row, px."""
        return self._style.px(34)

    @property
    def _pad(self) -> int:
        return self._style.px(14)

    @property
    def _top(self) -> int:
        return self.header + self._style.px(10)

    @property
    def width(self) -> int:
        """Of the card, px."""
        return self._width

    def layout(self, width: int) -> None:
        if self._style.wrap and width != self._width:
            self._layouts.clear()
        self._width = width
        wraps = self._style.wrap
        self._scroll.resize(0 if wraps else self._content_width() + 2 * self._pad, width)
        count = len(self._lines)
        self._tops = [0, *accumulate(map(self._rows_of, range(count)))] if wraps else range(count + 1)
        bar = SideScroll.BAR if self._scroll.needed else 0
        self.height = self._top + self._tops[-1] * self._style.code_line + self._style.px(12) + bar

    def _rows_of(self, number: int) -> int:
        """How many lines of the screen a wrapped line takes."""
        line = self._lines[number]
        if line.isascii() and len(line) * self._style.code_advance <= self._room:
            return 1
        return self._lay_out(line, (), self._room).lineCount()

    @property
    def _room(self) -> int:
        return max(self._width - 2 * self._pad, 1)

    def _number_at(self, y: float) -> int:
        """The line at an offset; -1 above the first, their number below the last."""
        return bisect_right(self._tops, int((y - self._top) // self._style.code_line)) - 1

    def _content_width(self) -> float:
        longest = max(map(len, self._lines)) * self._style.code_advance
        if self.spec.code.isascii():
            return longest
        metrics = QFontMetricsF(self._style.code)
        wide = sorted((line for line in self._lines if not line.isascii()), key=len)[-50:]
        return max([longest, *(metrics.horizontalAdvance(line) for line in wide)])

    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        style = self._style
        painter.save()
        card = QPainterPath()
        card.addRoundedRect(QRectF(0.5, 0.5, self._width - 1, self.height - 1), style.px(10), style.px(10))
        painter.fillPath(card, style.colour("code_surface"))
        painter.setClipPath(card, Qt.ClipOperation.IntersectClip)
        if clip.top() < self.header:
            self._paint_header(painter)
        self._paint_lines(painter, clip, selection)
        self._scroll.paint(painter, style, 0, self.height)
        painter.restore()
        self._paint_frame(painter, clip, style.px(10))

    def _paint_header(self, painter: QPainter) -> None:
        style, left = self._style, self._pad
        painter.fillRect(QRectF(0, 0, self._width, self.header), style.colour("code_header"))
        painter.setFont(style.small)
        painter.setPen(style.colour("muted"))
        if self.spec.title:
            side = style.px(16)
            style.icon("braces", "muted").paint(painter, QRect(left, (self.header - side) // 2, side, side))
            left += side + style.px(8)
        place = QRectF(left, 0, max(self._width - left - self._pad - style.px(140), 0), self.header)
        title = QFontMetricsF(style.small).elidedText(self._title(), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, ABSOLUTE, title)

    def _paint_frame(self, painter: QPainter, clip: QRectF, radius: int) -> None:
        """The edges as rectangles, and the corners that are seen: a path would be stroked all the way around."""
        colour, right, bottom = self._style.colour("border"), self._width - 1, self.height - 1
        for edge in (
            QRectF(radius, 0, right + 1 - 2 * radius, 1),
            QRectF(radius, bottom, right + 1 - 2 * radius, 1),
            QRectF(0, radius, 1, bottom + 1 - 2 * radius),
            QRectF(right, radius, 1, bottom + 1 - 2 * radius),
        ):
            painter.fillRect(edge, colour)
        painter.setPen(QPen(colour, 1, c=Qt.PenCapStyle.FlatCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        side = 2 * radius
        corners = ((0.5, 0.5, 90), (right - side + 0.5, 0.5, 0), (0.5, bottom - side + 0.5, 180))
        for x, y, angle in (*corners, (right - side + 0.5, bottom - side + 0.5, 270)):
            if y < clip.bottom() and y + side > clip.top():
                painter.drawArc(QRectF(x, y, side, side), angle * 16, 90 * 16)

    def _title(self) -> str:
        return self.spec.title or self.spec.language or tr("code")

    def _paint_lines(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        line_height = self._style.code_line
        first = max(self._number_at(clip.top()), 0)
        last = min(self._number_at(clip.bottom()) + 1, len(self._lines))
        x = self._pad - self._scroll.x
        for number in range(first, last):
            layout = self._line(number)
            y = self._top + self._tops[number] * line_height
            if selection is not None:
                self._paint_selection(painter, number, selection)
            painter.setPen(self._style.colour("text"))
            layout.draw(painter, QPointF(x, y))

    def _paint_selection(self, painter: QPainter, number: int, selection: tuple[int, int]) -> None:
        start, end = self._starts[number], self._starts[number + 1] - 1
        first, last = max(selection[0], start), min(selection[1], end)
        if first > last or selection[0] == selection[1]:
            return
        found = self._pieces(number, first - start, last - start)
        if selection[1] > end:
            found[-1].setRight(found[-1].right() + self._style.code_advance / 2)  # the end of the line is selected too
        for rect in found:
            painter.fillRect(rect, self._style.colour("selection"))

    def shown(self) -> str:
        return self.spec.code

    def rects(self, start: int, end: int) -> list[QRectF]:
        found = []
        number = max(bisect_right(self._starts, start) - 1, 0)
        while number < len(self._lines) and self._starts[number] < end:
            first, length = self._starts[number], self._starts[number + 1] - 1 - self._starts[number]
            found += self._pieces(number, max(start - first, 0), min(end - first, length))
            number += 1
        return found

    def _pieces(self, number: int, start: int, end: int) -> list[QRectF]:
        """What a stretch of a line covers, one rectangle for each line of the screen."""
        height, x = self._style.code_line, self._pad - self._scroll.x
        y = self._top + self._tops[number] * height
        if not self._style.wrap and self._lines[number].isascii():  # the font is monospaced
            advance = self._style.code_advance
            return [QRectF(x + start * advance, y, (end - start) * advance, height)]
        layout, found = self._line(number), []
        for row in range(layout.lineCount()):
            line = layout.lineAt(row)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first <= last:
                left, right = cursor_x(line, first), cursor_x(line, last)
                found.append(QRectF(x + left, y + row * height, right - left, height))
        return found

    def _line(self, number: int) -> QTextLayout:
        """The laid-out line, from the cache while neither its text nor its colours changed."""
        text, spans = self._lines[number], tuple(self._highlighter.line(number))
        kept = self._layouts.get(number)
        if kept is not None and kept[0] == text and kept[1] == spans:
            return kept[2]
        formats = []
        for span in spans:
            form = QTextCharFormat()
            form.setForeground(self._style.colour(f"syn_{span.kind}"))
            range_ = QTextLayout.FormatRange()
            range_.start = len16(text[: span.start])
            range_.length = len16(text[span.start : span.end])
            range_.format = form
            formats.append(range_)
        layout = self._lay_out(text, formats, self._room if self._style.wrap else 1e6)
        if len(self._layouts) > _KEPT_LINES:
            self._layouts.clear()
        self._layouts[number] = (text, spans, layout)
        return layout

    def _lay_out(self, text: str, formats: Sequence[QTextLayout.FormatRange], room: float) -> QTextLayout:
        """What is wrapped goes on below the beginning of its line, a little further in."""
        layout = QTextLayout(text, self._style.code)
        option = QTextOption()
        modes = QTextOption.WrapMode
        option.setWrapMode(modes.WrapAtWordBoundaryOrAnywhere if self._style.wrap else modes.NoWrap)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        layout.setTextOption(option)
        if formats:
            layout.setFormats(formats)
        further = min((len(text) - len(text.lstrip(" ")) + 2) * self._style.code_advance, room / 3)
        layout.beginLayout()
        row = 0
        while (line := layout.createLine()).isValid():
            x = further if row else 0.0
            line.setLineWidth(room - x)
            line.setPosition(QPointF(x, row * self._style.code_line + (self._style.code_line - line.height()) / 2))
            row += 1
        layout.endLayout()
        return layout

    def hit(self, point: QPointF) -> int:
        number = self._number_at(point.y())
        if number < 0:
            return 0
        if number >= len(self._lines):
            return self.length
        layout = self._line(number)
        row = int((point.y() - self._top) // self._style.code_line) - self._tops[number]
        line = layout.lineAt(min(max(row, 0), layout.lineCount() - 1))
        return self._starts[number] + int(line.xToCursor(point.x() - self._pad + self._scroll.x))

    def text(self, start: int, end: int) -> str:
        return slice16(self.spec.code, start, end)

    def word(self, position: int) -> tuple[int, int]:
        code = self.spec.code
        if not code.isascii():
            return position, position
        start = end = position
        while start > 0 and (code[start - 1].isalnum() or code[start - 1] == "_"):
            start -= 1
        while end < len(code) and (code[end].isalnum() or code[end] == "_"):
            end += 1
        return start, end

    def scroll_by(self, dx: float) -> bool:
        return self._scroll.by(dx)

    def grip(self, point: QPointF) -> float:
        return self._scroll.grip(point, self.height)

    def end(self) -> tuple[QPointF, int] | None:
        last = len(self._lines) - 1
        place = self._pieces(last, len16(self._lines[last]), len16(self._lines[last]))[-1]
        return place.topLeft(), self._style.code_line
