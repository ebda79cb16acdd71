"""What stands for a persona: its picture, its emoji, or its first letter, in a circle. One rule: drawn once, kept."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPixmap

from paddock.core.personas import Persona
from paddock.ui.personas.picture import shown_picture
from paddock.ui.style import Appearance

RATIO = 2.0  # device pixels of a px: sharp on fine screens, scaled down on others
MOST_KEPT = 400


class Avatars:
    """Draws avatars for one appearance."""

    def __init__(self, appearance: Appearance) -> None:
        self._appearance = appearance
        self._kept: dict[tuple[str, str, int], QPixmap] = {}
        appearance.changed.connect(self._kept.clear)

    def pixmap(self, persona: Persona, size: int) -> QPixmap:
        """For a square of `size` px at a text scale of 100 %."""
        key = (persona.icon, persona.name[:1], size)
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._draw(persona, self._appearance.px(size))
        return self._kept[key]

    def icon(self, persona: Persona, size: int) -> QIcon:
        """The same, for a menu or a button."""
        return QIcon(self.pixmap(persona, size))

    def _draw(self, persona: Persona, side: int) -> QPixmap:
        pixmap = QPixmap(round(side * RATIO), round(side * RATIO))
        pixmap.setDevicePixelRatio(RATIO)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(0, 0, side, side)
        circle = QPainterPath()
        circle.addEllipse(area)
        painter.setClipPath(circle)
        picture = shown_picture(persona.icon)
        if not picture.isNull():
            painter.drawImage(area, picture)
        else:
            self._draw_sign(painter, area, persona)
        painter.end()
        return pixmap

    def _draw_sign(self, painter: QPainter, area: QRectF, persona: Persona) -> None:
        palette = self._appearance.palette
        emoji = "" if persona.icon.startswith("data:") else persona.icon
        painter.fillRect(area, QColor(palette.selected))
        font = QFont(self._appearance.font(14, QFont.Weight.DemiBold))
        font.setPixelSize(max(1, round(area.height() * (0.56 if emoji else 0.48))))
        painter.setFont(font)
        painter.setPen(QColor(palette.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, emoji or persona.name[:1].upper())
