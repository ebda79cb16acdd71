"""What is selected in the transcript, over as many messages as it may be, and scrolling along while it is dragged.

Rule: two spots are all that is kept; what lies between is asked of the model, never of widgets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent, QKeySequence

from paddock.ui.transcript.clipboard import Copying, Kind
from paddock.ui.transcript.copying import END, Place
from paddock.ui.transcript.document import MessageDocument
from paddock.ui.transcript.row import MessageRow
from paddock.ui.transcript.steps import Steps

if TYPE_CHECKING:
    from paddock.ui.transcript.view import TranscriptView

_DRAG_MS = 30


class Spot(NamedTuple):
    """A place in the chat; the block is counted from the beginning of the message's text, for folds come and go."""

    message_id: int
    block: int
    position: int


class Selection(QObject):
    """The selected text of a view.

    Args:
        view: what is scrolled.
        rows: the widgets on the screen, by message id.
        document: the layout of the message at a row.

    Attributes:
        anchor: where it began; None: nothing is selected. head: where it ends.
    """

    def __init__(
        self, view: TranscriptView, rows: Mapping[int, MessageRow], document: Callable[[int], MessageDocument]
    ) -> None:
        super().__init__(view)
        self.anchor: Spot | None = None
        self.head: Spot | None = None
        self._view = view
        self._rows = rows
        self._document = document
        self._copying = Copying(view)
        self._steps = Steps(view, rows)
        self._drag = QTimer(self, interval=_DRAG_MS)
        self._drag.timeout.connect(self._drag_on)

    # --- what it is

    @property
    def message_id(self) -> int:
        """The message in which it ends, -1 for none."""
        return self.head.message_id if self.head is not None else -1

    def exists(self) -> bool:
        """Whether any text is selected."""
        return self.anchor is not None and self.anchor != self.head

    def clear(self) -> None:
        """Nothing is: another chat is shown."""
        self.anchor = self.head = None
        self._drag.stop()

    def renumber(self, number: int, message_id: int) -> None:
        """A message has another number from now on."""
        self.anchor, self.head = (
            spot._replace(message_id=message_id) if spot is not None and spot.message_id == number else spot
            for spot in (self.anchor, self.head)
        )

    def apply(self, row: int, document: MessageDocument) -> None:
        """Tell a message what of it is selected."""
        document.selection = self._part(row, document)

    def _part(self, row: int, document: MessageDocument) -> tuple[Place, Place] | None:
        if self.anchor is None or self.head is None:
            return None
        ends = self._ends()
        if ends is None or not ends[0][0] <= row <= ends[1][0]:
            return None
        last = max(len(document.specs) - 1, 0)
        first_place = _place(document, ends[0][1]) if row == ends[0][0] else (0, 0)
        last_place = _place(document, ends[1][1]) if row == ends[1][0] else (last, END)
        return first_place, last_place

    def _ends(self) -> tuple[tuple[int, Spot], tuple[int, Spot]] | None:
        """Rows and spots, the upper one first; None where a message is not shown any more."""
        assert self.anchor is not None
        assert self.head is not None
        row_of = self._view.model.row_of
        one, other = (row_of(self.anchor.message_id), self.anchor), (row_of(self.head.message_id), self.head)
        if one[0] < 0 or other[0] < 0:
            return None
        key = (one[0], one[1].block, one[1].position) <= (other[0], other[1].block, other[1].position)
        return (one, other) if key else (other, one)

    # --- changing it

    def listen(self, row: MessageRow) -> None:
        """A new row can be pressed, dragged over and copied from."""
        row.selecting.connect(self.press)
        row.part_selected.connect(self.select)
        row.dragged.connect(self.dragged)
        row.dropped.connect(self.dropped)
        row.copy_selection = self.copy

    def press(self, message_id: int, place: Place, extend: bool) -> None:
        """The pointer was pressed at a place of a message."""
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        spot = self._spot(message_id, place)
        self._set(self.anchor if extend and self.anchor is not None else spot, spot)

    def select(self, message_id: int, first: Place, last: Place) -> None:
        """Select a part of one message."""
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        self._set(self._spot(message_id, first), self._spot(message_id, last))

    def select_all(self) -> None:
        """Select the whole chat, and of an answer that is on its way all that comes."""
        model = self._view.model
        if count := model.rowCount():
            first, last = model.message(0).id, model.message(count - 1).id
            self._set(Spot(first, -END, 0), Spot(last, END, END))

    def _spot(self, message_id: int, place: Place) -> Spot:
        document = self._document(self._view.model.row_of(message_id))
        return Spot(message_id, place[0] - document.lead, place[1])

    def _set(self, anchor: Spot | None, head: Spot) -> None:
        self.anchor, self.head = anchor, head
        for message_id, widget in self._rows.items():
            document = widget.document
            if document is not None:
                before = document.selection
                self.apply(self._view.model.row_of(message_id), document)
                if document.selection != before:
                    widget.update()

    # --- dragging

    def dragged(self, point: QPoint) -> None:
        """The pointer is at a point of the viewport while text is being selected: scroll along beyond the edge."""
        if self._overshoot(point.y()) and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._drag.start()
        self._extend_to(point)

    def dropped(self) -> None:
        """The pointer was released."""
        self._drag.stop()

    def _overshoot(self, y: int) -> int:
        return min(y, 0) or max(y - self._view.viewport().height(), 0)

    def _drag_on(self) -> None:
        if not QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._drag.stop()
            return
        point = self._view.viewport().mapFromGlobal(QCursor.pos())
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + self._overshoot(point.y()) // 2)
        self._extend_to(point)

    def _extend_to(self, point: QPoint) -> None:
        found = self._steps.at(point)
        if self.anchor is not None and found is not None:
            self._set(self.anchor, self._spot(*found))

    # --- keys

    def key(self, event: QKeyEvent) -> bool:
        """Copy, select all, Shift with an arrow and the like, which moves its end; whether it was one of these."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return True
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
            return True
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier or not self._steps.knows(event):
            return False
        if self.head is None or self._view.model.row_of(self.head.message_id) < 0:
            found = self._steps.at(QPoint(self._view.viewport().width() // 2, 0))
            if found is None:
                return False
            self._set(self._spot(*found), self._spot(*found))
        assert self.head is not None
        row = self._view.model.row_of(self.head.message_id)
        moved = self._steps.move(event, row, _place(self._document(row), self.head))
        if moved is not None:
            self._set(self.anchor, self._spot(*moved))
        return True

    # --- copying

    def copy(self, kind: Kind = Kind.ALL) -> None:
        """Put the selected text on the clipboard, if there is any."""
        ends = self._ends() if self.exists() else None
        if ends is None:
            return
        (first, _), (last, _) = ends
        edges = {row: self._part(row, self._document(row)) for row in {first, last}}
        self._copying.begin(range(first, last + 1), edges, kind)


def _place(document: MessageDocument, spot: Spot) -> Place:
    """Where a spot is now."""
    last = max(len(document.specs) - 1, 0)
    block = spot.block + document.lead
    if block > last:
        return last, END
    return (block, spot.position) if block >= 0 else (0, 0)
