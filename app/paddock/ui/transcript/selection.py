"""Which message has selected text, and scrolling along while it is being selected. One rule: only one message has."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QAbstractScrollArea

from paddock.ui.transcript.document import MessageDocument
from paddock.ui.transcript.documents import Documents
from paddock.ui.transcript.row import MessageRow

_DRAG_MS = 30


class Selection(QObject):
    """The selected text of a view.

    Args:
        view: what is scrolled.
        documents: the layouts, which hold the selected ranges.
        rows: the widgets on the screen, by message id.

    Attributes:
        message_id: the message with the selection, -1 for none.
    """

    def __init__(self, view: QAbstractScrollArea, documents: Documents, rows: Mapping[int, MessageRow]) -> None:
        super().__init__(view)
        self.message_id = -1
        self._view = view
        self._documents = documents
        self._rows = rows
        self._drag = QTimer(self, interval=_DRAG_MS)
        self._drag.timeout.connect(self._drag_on)

    def clear(self) -> None:
        """No message has one: another chat is shown."""
        self.message_id = -1
        self._drag.stop()

    def select(self, message_id: int) -> None:
        """A message has a new selection: the others lose theirs."""
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        before = self._documents.peek(self.message_id)
        if before is not None and self.message_id != message_id:
            before.selection = None
        for changed in {self.message_id, message_id} & set(self._rows):
            self._rows[changed].update()
        self.message_id = message_id

    def select_all(self, document: MessageDocument) -> None:
        """Select a whole message."""
        document.select_all()
        self.select(document.message.id)

    def copy(self) -> None:
        """Put the selected text on the clipboard, if there is any."""
        document = self._documents.peek(self.message_id)
        if document is not None and document.has_selection():
            QGuiApplication.clipboard().setText(document.selected_text())

    def dragged(self, point: QPoint) -> None:
        """The pointer is at a point of the viewport while text is being selected: scroll along beyond the edge."""
        if self._overshoot(point.y()) and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._drag.start()
        else:
            self._drag.stop()

    def _overshoot(self, y: int) -> int:
        return min(y, 0) or max(y - self._view.viewport().height(), 0)

    def _drag_on(self) -> None:
        viewport = self._view.viewport()
        point = viewport.mapFromGlobal(QCursor.pos())
        row = self._rows.get(self.message_id)
        if row is None or not QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._drag.stop()
            return
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + self._overshoot(point.y()) // 2)
        row.extend_selection(QPointF(row.mapFrom(viewport, point)))
