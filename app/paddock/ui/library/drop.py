"""Shows where a file may be dropped. One rule: only while one is being dragged over the page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from paddock.ui.style import Appearance
from paddock.ui.theme import GRID, RADIUS

VEIL = 235  # opacity of 255: the page shows through a little


class DropVeil(QWidget):
    """Lies over the page and says what dropping does."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil, a dashed frame, one line."""
        palette = self._appearance.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(palette.surface)
        veil.setAlpha(VEIL)
        painter.fillRect(self.rect(), veil)
        inset = GRID * 4
        painter.setPen(QPen(QColor(palette.accent), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        painter.setPen(QColor(palette.text))
        painter.setFont(self._appearance.font(16))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.tr("Drop the model file to use it"))
        painter.end()


def dropped_paths(data: QMimeData) -> list[Path]:
    """The local files and folders in what is being dragged; what is no model among them is explained once dropped."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
