"""Message by message with the keyboard. One rule: the message that has the focus is in view, and is read out.

Only the messages on the screen have widgets; one that is not there yet is scrolled to first.
"""

from __future__ import annotations

from PySide6.QtCore import Qt

from paddock.ui.transcript.row import MessageRow
from paddock.ui.transcript.view import TranscriptView


class Stepper:
    """Moves the focus from message to message of a transcript."""

    def __init__(self, view: TranscriptView) -> None:
        self._view = view

    def step(self, by: int) -> None:
        """To the next message, or the one before; from elsewhere to the first that is seen, upwards the last."""
        count = self._view.model.rowCount()
        if not count:
            return
        focus = self._view.window().focusWidget()
        inside = [number for number, row in self._shown().items() if row is focus or row.isAncestorOf(focus)]
        if inside:
            wanted = self._view.model.row_of(inside[0]) + by
        else:
            seen = sorted(self._view.model.row_of(number) for number in self._shown())
            wanted = seen[0] if by > 0 else seen[-1]
        if 0 <= wanted < count:
            self.go_to(self._view.model.message(wanted).id)

    def go_to(self, message_id: int) -> None:
        """Give a message the focus, and bring it into view where it is not."""
        row = self._shown().get(message_id)
        viewport = self._view.viewport().rect()
        if row is None or not viewport.contains(row.geometry()):
            self._view.scroll_to_message(message_id)
        self._shown()[message_id].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _shown(self) -> dict[int, MessageRow]:
        rows = self._view.viewport().findChildren(MessageRow)
        return {row.document.message.id: row for row in rows if row.document is not None}
