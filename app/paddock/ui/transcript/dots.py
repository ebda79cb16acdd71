"""The dots of an answer that has no text yet. One rule: they move only where somebody sees them.

Not where the person or the system asks for stillness.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStyle

from paddock.ui.transcript.asked import AskingView
from paddock.ui.transcript.row import MessageRow

STEP = 400  # ms


class WaitingDots:
    """Moves the dots of the rows that are shown.

    Args:
        view: which says whether anything may move, as its style does.
        rows: those that are shown, by message id.
    """

    def __init__(self, view: AskingView, rows: Mapping[int, MessageRow]) -> None:
        self._view = view
        self._rows = rows
        self._timer = QTimer(view, interval=STEP)
        self._timer.timeout.connect(self._step)

    def run(self) -> None:
        """Move if there is something to move, else rest."""
        lasts = self._view.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._view)
        moving = lasts > 0 and not self._view.still
        waiting = any(row.document is not None and row.document.progress_box() for row in self._rows.values())
        if not (waiting and moving):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def _step(self) -> None:
        for row in self._rows.values():
            box = row.document.progress_box() if row.document is not None else None
            if box is not None:
                box.phase = (box.phase + 1) % 3
                row.update()
