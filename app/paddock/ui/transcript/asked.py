"""What a transcript asks of the window. One rule: what a row asks for goes on as it came."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from paddock.ui.transcript.row import MessageRow
from paddock.ui.transcript.speaker import Speaker


class AskingView(QAbstractScrollArea):
    """The signals of a transcript.

    Attributes:
        offers: its messages can be edited, answered again and so on; else they can only be read and copied.
        still: nothing may move by itself.
    """

    again_requested = Signal(int)  # message id
    continue_requested = Signal(int)  # message id
    edit_requested = Signal(int)  # message id
    sibling_requested = Signal(int)  # id of the message to show
    menu_requested = Signal(int, object)  # message id, and the QMenu that is about to open, to add to
    link_activated = Signal(str)  # http, https or mailto
    remedy_requested = Signal(str, int)  # a `Remedy` value, and the id of the message that needs it
    divider_pressed = Signal()  # the button of the divider
    speed_requested = Signal(int)  # message id: why it was slow
    save_requested = Signal(str, str)  # code and its language
    announced = Signal(str)  # what a screen reader is to be told

    offers = True
    still = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asking: list[MessageRow] = []
        self._speaker: Speaker | None = None
        self._ringed = True  # the focus did not come with a press of the pointer, which shows itself where it is

    def set_speaker(self, speaker: Speaker | None) -> None:
        """Who plays in this chat; None: the model itself."""
        self._speaker = speaker
        for row in self._asking:
            row.set_speaker(speaker)

    def connect_row(self, row: MessageRow) -> None:
        """Hand on what a new row asks for."""
        row.offers = self.offers
        row.speaker = self._speaker
        self._asking.append(row)
        row.again_requested.connect(self.again_requested)
        row.continue_requested.connect(self.continue_requested)
        row.edit_requested.connect(self.edit_requested)
        row.sibling_requested.connect(self.sibling_requested)
        row.menu_requested.connect(self.menu_requested)
        row.link_activated.connect(self.follow_link)
        row.code.save_requested.connect(self.save_requested)
        row.remedy_requested.connect(self.remedy_requested)
        row.divider_pressed.connect(self.divider_pressed)
        row.speed_requested.connect(self.speed_requested)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """It is seen, as everywhere; a window or a menu that gives it back leaves it as it was."""
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self._ringed = event.reason() is not Qt.FocusReason.MouseFocusReason
        self.viewport().update()

    @property
    def only_pressed(self) -> bool:
        """Whether the focus came with a press of the pointer alone: no key led here, and nothing is selected."""
        selected = any(row.document is not None and row.document.has_selection() for row in self._asking)
        return not self._ringed and not selected

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Likewise."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paint_ground(self, area: QRect, ground: QColor, ring: QColor) -> None:
        """A surface, and a ring while the keyboard's focus is in the transcript and in none of its buttons."""
        painter = QPainter(self.viewport())
        painter.fillRect(area, ground)
        if self.hasFocus() and self._ringed:
            painter.setPen(QPen(ring, 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def follow_link(self, address: str) -> None:
        """A link of a message was pressed."""
        self.link_activated.emit(address)
