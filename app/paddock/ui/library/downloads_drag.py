"""Rows that can be dragged to another place. One rule: it says where a row is held and changes nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent

from paddock.ui.library.downloads_row import DownloadCard


class RowDrag(QObject):
    """Watches rows.

    Signals:
        held: a download's id, and the height at which its row is held, in the widget around it.
        dropped: the id.
    """

    held = Signal(str, int)
    dropped = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pressed: QPoint | None = None
        self._dragging = False

    def watch(self, row: DownloadCard) -> None:
        """Let this row be dragged, while there is somewhere to go."""
        row.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press, move, release."""
        if isinstance(event, QMouseEvent) and isinstance(watched, DownloadCard):
            kind = event.type()
            if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                self._pressed = event.position().toPoint() if watched.can_move else None
            elif kind == QEvent.Type.MouseMove and self._pressed is not None:
                self._move(watched, event.position().toPoint())
            elif kind == QEvent.Type.MouseButtonRelease:
                self._release(watched)
        return False

    def _move(self, row: DownloadCard, at: QPoint) -> None:
        assert self._pressed is not None
        far = QGuiApplication.styleHints().startDragDistance()
        if not self._dragging and (at - self._pressed).manhattanLength() < far:
            return
        if not self._dragging:
            self._dragging = True
            row.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.held.emit(row.item.id, row.mapToParent(at).y())

    def _release(self, row: DownloadCard) -> None:
        self._pressed = None
        if self._dragging:
            self._dragging = False
            row.unsetCursor()
            self.dropped.emit(row.item.id)
