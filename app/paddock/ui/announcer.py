"""What a screen reader is told without being asked. One rule: said once, in the words that are seen.

Nothing happens where no screen reader runs: Qt then drops the event.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


class Announcer(QObject):
    """Announces, in the name of a window.

    Signals:
        said: what was announced.
    """

    said = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def say(self, words: str, urgent: bool = False) -> None:
        """Have it read when the reader has ended its sentence; with `urgent` at once."""
        if not words:
            return
        event = QAccessibleAnnouncementEvent(self._window, words)
        if urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
        self.said.emit(words)
