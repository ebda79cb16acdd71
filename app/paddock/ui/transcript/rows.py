"""The widgets of the rows on the screen, used again and again. One rule: no more of them than fit on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from paddock.ui.transcript.document import MessageDocument
from paddock.ui.transcript.geometry import RowGeometry
from paddock.ui.transcript.row import MessageRow


class Rows(dict[int, MessageRow]):
    """By message id, those that are shown.

    Args:
        view: what they stand in; it gets the focus of one that goes.
        new: makes one.
    """

    def __init__(self, view: QWidget, new: Callable[[], MessageRow]) -> None:
        super().__init__()
        self._view = view
        self._new = new
        self._free: list[MessageRow] = []
        self._tab_chain: list[QWidget] = []

    def show(self, document: MessageDocument, geometry: RowGeometry) -> MessageRow:
        """The widget that shows a message: its own, a free one, or a new one."""
        message_id = document.message.id
        widget = self.get(message_id)
        if widget is None:
            widget = self._free.pop() if self._free else self._new()
            self[message_id] = widget
        if widget.document is not document or widget.geometry_used is not geometry:
            widget.bind(document, geometry)
        return widget

    def place(
        self, shown: Sequence[tuple[MessageDocument, int, int]], geometry: RowGeometry, viewport: QWidget
    ) -> list[MessageRow]:
        """Show these messages: the layout of each, where on the screen it begins and how high it is, px."""
        self._scroll(shown, viewport)
        self.keep(document.message.id for document, _, _ in shown)
        rows = []
        for document, y, height in shown:
            row = self.show(document, geometry)
            row.setGeometry(0, y, viewport.width(), height)
            row.arrange(-y, viewport.height() - y)
            row.show()
            row.paint_changes()
            rows.append(row)
        return rows

    def _scroll(self, shown: Sequence[tuple[MessageDocument, int, int]], viewport: QWidget) -> None:
        """Move what is painted to where it belongs now, so that only what is new has to be painted."""
        moves = [y - self[document.message.id].y() for document, y, _ in shown if document.message.id in self]
        if moves and moves[-1] and abs(moves[-1]) < viewport.height():
            viewport.scroll(0, moves[-1])

    def keep(self, wanted: Iterable[int]) -> None:
        """Show no other messages than these."""
        for message_id in self.keys() - set(wanted):
            row = self.pop(message_id)
            focus = QGuiApplication.focusObject()
            if focus is row or (isinstance(focus, QWidget) and row.isAncestorOf(focus)):
                self._view.setFocus()
            row.release()
            self._free.append(row)

    def order_tabs(self, rows: Sequence[MessageRow], last: QWidget) -> None:
        """Tab goes through the buttons from top to bottom, then to `last`."""
        chain: list[QWidget] = [self._view, *(button for row in rows for button in row.buttons()), last]
        if chain != self._tab_chain:
            self._tab_chain = chain
            for before, after in pairwise(chain):
                QWidget.setTabOrder(before, after)

    def unread(self) -> list[MessageDocument]:
        """Those of which not all has been read yet."""
        return [row.document for row in self.values() if row.document is not None and row.document.unread]

    def repaint(self) -> None:
        """All of them."""
        for row in self.values():
            row.update()
