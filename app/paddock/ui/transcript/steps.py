"""Where a key or the pointer leads in the text. Rule: it changes nothing but how far the view is scrolled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent

from paddock.ui.transcript.copying import Place
from paddock.ui.transcript.document import MessageDocument
from paddock.ui.transcript.finding import Found
from paddock.ui.transcript.row import MessageRow

if TYPE_CHECKING:
    from paddock.ui.transcript.view import TranscriptView

Where = tuple[int, Place]  # message id, and the place in it
_ALONG = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ACROSS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_ENDS = {Qt.Key.Key_Home: -1, Qt.Key.Key_End: 1}
_PROBE = 6  # px between two looks for the next line
_FAR = 400  # px within which the next line is


class Steps:
    """Finds places in a view."""

    def __init__(self, view: TranscriptView, rows: Mapping[int, MessageRow]) -> None:
        self._view = view
        self._rows = rows

    def at(self, point: QPoint) -> Where | None:
        """The place nearest to a point of the viewport; None where nothing is shown."""
        viewport = self._view.viewport()
        y = min(max(point.y(), 0), viewport.height() - 1)
        shown = sorted((row for row in self._rows.values() if row.document is not None), key=lambda row: row.y())
        if not shown:
            return None
        row = next((row for row in shown if y < row.y() + row.height()), shown[-1])
        assert row.document is not None
        return row.document.message.id, row.place_at(QPointF(row.mapFrom(viewport, QPoint(point.x(), y))))

    def knows(self, event: QKeyEvent) -> bool:
        """Whether the key leads anywhere."""
        return any(event.key() in keys for keys in (_ALONG, _ACROSS, _PAGES, _ENDS))

    def move(self, event: QKeyEvent, row: int, place: Place) -> Where | None:
        """Where the key leads from a place of the message at `row`; that is in view then. None: nowhere."""
        key = Qt.Key(event.key())
        wide = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        found: Where | None
        if key in _ENDS:
            found = self._end(row, place, _ENDS[key], whole=wide)
        elif key in _ALONG:
            found = self._along(row, place, _ALONG[key], words=wide)
        else:
            found = self._across(row, place, _ACROSS.get(key, 0), _PAGES.get(key, 0))
        if found is not None:
            self._show(self._view.model.row_of(found[0]), found[1])
        return found

    def _document(self, row: int) -> MessageDocument:
        return self._view.unfolded(row, ())

    def _end(self, row: int, place: Place, way: int, *, whole: bool) -> Where:
        if whole:
            row = self._view.model.rowCount() - 1 if way > 0 else 0
            document = self._document(row)
            place = (len(document) - 1, 0) if way > 0 else (0, 0)
        document = self._document(row)
        at = document.box(place[0]).length if way > 0 else 0
        return document.message.id, (place[0], at)

    def _along(self, row: int, place: Place, way: int, *, words: bool) -> Where | None:
        document = self._document(row)
        block, box = place[0], document.box(place[0])
        at = min(place[1], box.length)
        if 0 <= at + way <= box.length:
            to = at + way
            if words:
                start, end = box.word(at if way > 0 else to)
                to = end if way > 0 and end > at else start if way < 0 and start < at else to
            elif box.text(min(at, to), max(at, to)) == "\ufffd":
                to += way  # in the middle of a character
            return document.message.id, (block, to)
        if 0 <= block + way < len(document):
            return document.message.id, (block + way, 0 if way > 0 else document.box(block + way).length)
        if not 0 <= row + way < self._view.model.rowCount():
            return None
        document = self._document(row + way)
        return document.message.id, (0, 0) if way > 0 else (len(document) - 1, document.box(len(document) - 1).length)

    def _across(self, row: int, place: Place, lines: int, pages: int) -> Where | None:
        area = self._show(row, place)
        if area is None:
            return None
        bar, height = self._view.verticalScrollBar(), self._view.viewport().height()
        x, y = round(area.center().x()), area.center().y()
        if pages:
            bar.setValue(bar.value() + pages * (height - 40))
            return self.at(QPoint(x, round(y)))
        before = self.at(area.center().toPoint())
        for step in range(1, _FAR // _PROBE):
            to = y + lines * (area.height() / 2 + step * _PROBE)
            if not 0 <= to < height:
                was = bar.value()
                bar.setValue(was + lines * height // 3)
                y -= bar.value() - was
                to = min(max(to - bar.value() + was, 0), height - 1)
            found = self.at(QPoint(x, round(to)))
            if found is not None and found != before and found != (self._view.model.message(row).id, place):
                return found
        return None

    def _show(self, row: int, place: Place) -> QRectF | None:
        """Bring a place into view; where it is in the viewport then."""
        document = self._document(row)
        box = document.box(place[0])
        at = min(place[1], box.length)
        start, end = (at, at + 1) if at < box.length else (max(at - 1, 0), at)
        self._view.reveal(row, Found(place[0], start, end))
        widget = self._rows.get(document.message.id)
        if widget is None:
            return None
        area = next(iter(box.rects(start, end)), QRectF(0, 0, 1, max(box.height, 1)))
        edge = area.right() if at >= box.length else area.left()
        within = widget.point_of(place[0], QPointF(edge, area.top()))
        return QRectF(widget.mapToParent(within.toPoint()), area.size()).adjusted(0, 0, 1 - area.width(), 0)
