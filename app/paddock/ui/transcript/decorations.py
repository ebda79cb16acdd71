"""Bullets, numbers, check boxes and the bars of quotes and thoughts. One rule: drawn, never part of the text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from paddock.ui.transcript.specs import Inset, Spec, TextSpec
from paddock.ui.transcript.style import Style


def paint(painter: QPainter, spec: Spec, style: Style, area: QRect, gap: int, mirror: int = 0) -> None:
    """Draw what stands left of a block.

    Args:
        area: from the left edge to where its content begins, the gap above it included.
        gap: the space above the content, px; bars of quotes that began before go through it.
        mirror: width of the text in which everything stands on the other side; 0 for left to right.
    """
    left = area.left()
    for i, inset in enumerate(spec.insets):
        if left >= area.right():
            break  # nested deeper than there is room for
        if inset not in (Inset.LIST, Inset.NOTE):
            begins = i >= len(spec.insets) - spec.opens
            top = area.top() + (gap if begins else 0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("border"))
            x = mirror - left - style.px(3) if mirror else left
            bar = QRectF(x, top, style.px(3), area.bottom() + 1 - top)
            painter.drawRect(bar)
        left += style.inset(inset)
    if spec.marker:
        _marker(painter, spec, style, QRect(area.left(), area.top() + gap, area.width(), style.body_line), mirror)


def _marker(painter: QPainter, spec: Spec, style: Style, area: QRect, mirror: int) -> None:
    """The marker of a list item, in the line `area` that ends where its content begins."""
    middle = area.top() + area.height() / 2
    if isinstance(spec, TextSpec) and spec.level:
        middle = area.top() + style.heading_line(spec.level) / 2
    if spec.marker == "•":
        depth = spec.insets.count(Inset.LIST)
        radius = style.px(5) / 2
        x = area.right() + 1 - style.px(13)
        centre = QPointF(mirror - x if mirror else x, middle + style.px(0.5))
        painter.setPen(QPen(style.colour("muted"), 1.2) if depth == 2 else Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("muted") if depth != 2 else Qt.BrushStyle.NoBrush)
        if depth > 2:  # a disc, a circle, then squares
            painter.drawRect(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius))
        else:
            painter.drawEllipse(centre, radius, radius)
    elif spec.marker.startswith("["):
        x = area.right() + 1 - style.px(14)
        _check_box(painter, style, QPointF(mirror - x if mirror else x, middle), checked=spec.marker == "[x]")
    else:
        painter.setPen(style.colour("muted"))
        note = Inset.NOTE in spec.insets
        painter.setFont(style.table if note else style.body)
        if note:
            area = QRect(area.left(), area.top(), area.width(), style.table_line)
        place = QRectF(area.left() - style.px(40), area.top(), area.width() + style.px(40) - style.px(7), area.height())
        side = Qt.AlignmentFlag.AlignRight
        if mirror:
            place.moveRight(mirror - place.left())
            side = Qt.AlignmentFlag.AlignLeft
        directions = Qt.LayoutDirection  # that of the text, whatever the window's is: else "1." becomes ".1"
        painter.setLayoutDirection(directions.RightToLeft if mirror else directions.LeftToRight)
        painter.drawText(place, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, spec.marker)


def _check_box(painter: QPainter, style: Style, centre: QPointF, *, checked: bool) -> None:
    side = style.px(14)
    box = QRectF(centre.x() - side / 2 + 0.5, centre.y() - side / 2 + 0.5, side - 1, side - 1)
    painter.setPen(QPen(style.colour("accent" if checked else "muted"), 1.2))
    painter.setBrush(style.colour("accent") if checked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    if checked:
        painter.setPen(QPen(style.colour("on_accent"), 1.6, c=Qt.PenCapStyle.RoundCap))
        points = ((0.25, 0.52), (0.43, 0.70), (0.76, 0.32))
        painter.drawPolyline([QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in points])
