"""“Deleted” with Undo. One rule: it stays half a minute, or until the next deletion."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from paddock.core.chats import Chat
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, TextButton, of_kind

SHOWN_FOR = 30_000  # ms without the pointer on it


class UndoBar(QFrame):
    """Says which chat was deleted.

    Signals:
        undo_requested: the chats to bring back. said: what it says now.
    """

    undo_requested = Signal(object)
    said = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._chats: tuple[Chat, ...] = ()
        self._call: Callable[[], object] | None = None
        of_kind(self, "bar")
        self.words = ElidedLabel()
        self.button = TextButton(appearance, tr("Undo"), kind="quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 3, GRID, GRID, GRID)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SHOWN_FOR)
        self.timer.timeout.connect(self.hide)
        self.button.clicked.connect(self._undo)
        self.hide()

    def offer(self, chats: tuple[Chat, ...]) -> None:
        """Offer to bring these chats back."""
        self._chats, self._call = chats, None
        if len(chats) == 1:
            title = chats[0].title or tr("New chat")
            self.words.setText(tr("Deleted “{title}”", title=title))
        else:
            self.words.setText(tr("{count} chats deleted", count=len(chats)))
        self._appear()

    def offer_call(self, words: str, undo: Callable[[], object]) -> None:
        """Say what was done, and offer to call this."""
        self._chats, self._call = (), undo
        self.words.setText(words)
        self._appear()

    def _appear(self) -> None:
        self.setAccessibleName(self.words.text())
        self.show()
        self.timer.start()
        self.said.emit(self.words.text())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Who points at it is about to press it."""
        self.timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The whole time again."""
        if self.isVisible():
            self.timer.start()
        super().leaveEvent(event)

    def _undo(self) -> None:
        self.timer.stop()
        self.hide()
        if self._chats:
            self.undo_requested.emit(self._chats)
        elif self._call is not None:
            self._call()
