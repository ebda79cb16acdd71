"""Shows where a file may be dropped. One rule: only while one is being dragged over the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID, RADIUS

VEIL = 235  # opacity of 255: the page shows through a little


class DropVeil(QWidget):
    """Lies over the page and says what dropping does.

    Args:
        words: that; by itself what becomes of a model's file.
    """

    def __init__(self, appearance: Appearance, parent: QWidget, words: str = "") -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._words = words or tr("Drop the model file to use it")
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
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._words)
        painter.end()


class WindowDrop(QObject):
    """Takes files that are dropped anywhere on a window, where nothing in it takes them.

    Args:
        use: called with the files and folders.
    """

    def __init__(self, window: QWidget, use: Callable[[list[Path]], object]) -> None:
        super().__init__(window)
        self._use = use
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only what is dragged."""
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            paths = dropped_paths(event.mimeData())
            if paths:
                event.acceptProposedAction()
                if event.type() is QEvent.Type.Drop:
                    self._use(paths)
                return True
        return False


def dropped_paths(data: QMimeData) -> list[Path]:
    """The local files and folders in what is being dragged; what is no model among them is explained once dropped."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
