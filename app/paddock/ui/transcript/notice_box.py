"""Notices below an answer, and the dots while nothing is written yet. One rule: the button itself is a real widget; the
box only keeps its place."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from paddock.ui.transcript.boxes import Box, Selection
from paddock.ui.transcript.specs import NoticeKind, NoticeSpec
from paddock.ui.transcript.splitter import clean
from paddock.ui.transcript.style import Style
from paddock.ui.transcript.text_box import TextBox

_LOOK = {  # icon, its colour, the text's colour
    NoticeKind.INFO: ("", "muted", "muted"),
    NoticeKind.WARNING: ("alert-triangle", "muted", "muted"),
    NoticeKind.ERROR: ("alert-triangle", "danger", "text"),
}


def button_width(label: str, style: Style, *, icon: bool) -> int:
    """Width of a labelled button, px."""
    return math.ceil(QFontMetricsF(style.small_bold).horizontalAdvance(label)) + style.px(26 + (20 if icon else 0))


class NoticeBox(Box):
    """Icon, text and the place of a button: a line, or a card for an error."""

    def __init__(self, spec: NoticeSpec, style: Style) -> None:
        self._spec = spec
        self._style = style
        self._card = spec.kind is NoticeKind.ERROR
        icon, self._icon_colour, colour = _LOOK[spec.kind]
        self._icon = style.icon(icon, self._icon_colour) if icon else None
        font, line = (style.body, style.body_line) if self._card else (style.small, style.small_line)
        text = clean(spec.text).replace("\n", "\u2028")
        side = Qt.AlignmentFlag.AlignRight if style.mirrored else Qt.AlignmentFlag.AlignLeft
        self._text = TextBox(text, [], style, font=font, line_height=line, colour=colour, align=side)
        self._line = line
        self._at = QPointF()
        self._width = 0
        self._button = QRect()
        self.length = self._text.length

    def button_area(self) -> QRect:
        """The place of the button; empty when it has none."""
        return self._button

    def layout(self, width: int) -> None:
        style = self._style
        self._width = width
        pad = style.px(14) if self._card else 0
        left = pad + (style.px(26) if self._icon is not None else 0)
        has_icon = not self._card
        size = button_width(self._spec.button, style, icon=has_icon) if self._spec.button else 0
        tall = style.px(30)
        room = width - left - pad
        self._text.layout(room)
        beside = not self._card and size > 0 and self._text.natural_width() + style.px(12) + size <= room
        text_height = self._text.height
        if beside:
            height = max(tall, text_height)
            self._at = QPointF(left, pad + (height - text_height) // 2)
            x = left + self._text.natural_width() + style.px(12)
            self._button = QRect(x, pad + (height - tall) // 2, size, tall)
        else:
            self._at = QPointF(left, pad)
            height = text_height
            if size:
                self._button = QRect(left, pad + height + style.px(10), min(size, room), tall)
                height += style.px(10) + tall
        self.height = height + 2 * pad
        if style.mirrored:
            self._at.setX(pad)
            self._button.moveLeft(width - self._button.left() - size)

    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        style = self._style
        if self._card:
            painter.setPen(style.colour("danger") if style.palette.high else Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("danger_surface"))
            card = QRectF(0.5, 0.5, self._width - 1, self.height - 1)
            painter.drawRoundedRect(card, style.px(10), style.px(10))
        if self._icon is not None:
            side = style.px(16)
            x = style.px(14) if self._card else 0
            x = self._width - x - side if style.mirrored else x
            self._icon.paint(painter, QRect(x, round(self._at.y() + (self._line - side) / 2), side, side))
        painter.save()
        painter.translate(self._at)
        self._text.paint(painter, clip.translated(-self._at), selection)
        painter.restore()

    def hit(self, point: QPointF) -> int:
        return self._text.hit(point - self._at)

    def text(self, start: int, end: int) -> str:
        return self._text.text(start, end)

    def word(self, position: int) -> tuple[int, int]:
        return self._text.word(position)


class ProgressBox(Box):
    """Three dots, and what is being waited for."""

    def __init__(self, spec: NoticeSpec, style: Style) -> None:
        self._style = style
        side = Qt.AlignmentFlag.AlignRight if style.mirrored else Qt.AlignmentFlag.AlignLeft
        self._text = TextBox(
            clean(spec.text), [], style, font=style.small, line_height=style.body_line, colour="muted", align=side
        )
        self._width = 0
        self.phase = -1  # of the dots, 0 to 2; -1: they stand still

    def layout(self, width: int) -> None:
        self._width = width
        self._text.layout(width - self._left)
        self.height = max(self._text.height, self._style.body_line)

    @property
    def _left(self) -> int:
        return self._style.px(36)

    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        del selection
        style = self._style
        painter.setPen(Qt.PenStyle.NoPen)
        size = style.px(6)
        for i in range(3):
            colour = QColor(style.colour("accent"))
            colour.setAlphaF(1.0 if i == self.phase or self.phase < 0 else 0.35)
            painter.setBrush(colour)
            x = self._width - size - i * style.px(10) if style.mirrored else i * style.px(10)
            painter.drawEllipse(QRectF(x, (style.body_line - size) / 2, size, size))
        left = 0 if style.mirrored else self._left
        painter.translate(left, 0)
        self._text.paint(painter, clip.translated(-left, 0), None)
        painter.translate(-left, 0)

    def hit(self, point: QPointF) -> int:
        del point
        return 0

    def text(self, start: int, end: int) -> str:
        del start, end
        return ""
