"""“Deleted” with Undo, at the sidebar's foot. One rule: it stays ten seconds, or until the next deletion."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from paddock.core.chats import Chat
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, TextButton, of_kind

SHOWN_FOR = 10_000  # ms


class UndoBar(QFrame):
    """Says which chat was deleted.

    Signals:
        undo_requested: the chat to bring back.
    """

    undo_requested = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._chat: Chat | None = None
        of_kind(self, "bar")
        self.words = ElidedLabel()
        self.button = TextButton(appearance, self.tr("Undo"), kind="quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 3, GRID, GRID, GRID)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR)
        self._timer.timeout.connect(self.hide)
        self.button.clicked.connect(self._undo)
        self.hide()

    def offer(self, chat: Chat) -> None:
        """Offer to bring this chat back."""
        self._chat = chat
        self.words.setText(self.tr("Deleted “{title}”").format(title=chat.title or self.tr("New chat")))
        self.setAccessibleName(self.words.text())
        self.show()
        self._timer.start()

    def _undo(self) -> None:
        self._timer.stop()
        self.hide()
        if self._chat is not None:
            self.undo_requested.emit(self._chat)
