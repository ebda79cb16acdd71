"""How full the context is, as a bar. One rule: it only paints two numbers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from paddock.ui.style import Appearance

NEARLY_FULL = 0.9  # share from which on the bar warns


class Meter(QWidget):
    """A thin bar.

    Args:
        width: px at 100 %; 0 takes all the width there is.
    """

    def __init__(self, appearance: Appearance, width: int = 0) -> None:
        super().__init__()
        self._appearance = appearance
        self._width = width
        self._share = 0.0
        policy = QSizePolicy.Policy.Fixed if width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.updateGeometry)

    @property
    def share(self) -> float:
        """What is shown, 0 to 1."""
        return self._share

    def set_use(self, used: int, whole: int, words: str) -> None:
        """Show `used` of `whole`; `words` say it to those who do not see it."""
        self._share = min(1.0, used / whole) if whole else 0.0
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """A few px high."""
        return QSize(self._appearance.px(self._width or 120), self._appearance.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The track, and what is used from its leading end on."""
        del event
        palette = self._appearance.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(self.rect())
        radius = track.height() / 2
        painter.setBrush(QColor(palette.selected))
        painter.drawRoundedRect(track, radius, radius)
        if self._share:
            used = QRectF(track)
            used.setWidth(max(track.height(), track.width() * self._share))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                used.moveRight(track.right())
            painter.setBrush(QColor(palette.danger if self._share >= NEARLY_FULL else palette.accent))
            painter.drawRoundedRect(used, radius, radius)
        painter.end()
