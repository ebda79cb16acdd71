"""The chat's page: transcript and composer, or, while the chat is empty, the welcome around the composer.

One rule: the composer is one and never moves to another parent, so that the focus and what was typed stay.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from paddock.ui.composer import Composer
from paddock.ui.find_bar import FindBar
from paddock.ui.notice import centred
from paddock.ui.style import Appearance
from paddock.ui.temporary import TemporarySwitch
from paddock.ui.theme import COLUMN_WIDTH, GRID
from paddock.ui.transcript.view import TranscriptView
from paddock.ui.undo_bar import UndoBar
from paddock.ui.welcome import Greeting, Suggestions
from paddock.ui.widgets import of_kind

COMPOSER_WIDTH = COLUMN_WIDTH + 2 * GRID * 6
ABOVE, BELOW = 36, 64  # share of an empty chat's height above and below the composer


class ChatPage(QWidget):
    """Arranges; `set_empty` switches between the two arrangements."""

    def __init__(self, appearance: Appearance, logo: Path) -> None:
        super().__init__()
        of_kind(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.greeting = Greeting(appearance, logo)
        self.undo = UndoBar(appearance)
        self.undo.setMaximumWidth(COMPOSER_WIDTH)
        self.temporary = TemporarySwitch(appearance)
        self.transcript = TranscriptView(appearance.palette, appearance.icons)
        self.find_bar = FindBar(appearance, self.transcript)
        self.composer = Composer(appearance)
        self.composer.setMaximumWidth(COMPOSER_WIDTH)
        self.suggestions = Suggestions(appearance)
        self.suggestions.setMaximumWidth(COMPOSER_WIDTH)
        self._below = QScrollArea()
        self._below.setWidgetResizable(True)
        self._below.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._below.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = of_kind(QWidget(), "scrolled")
        inside.setLayout(centred(self.suggestions, GRID * 3))
        self._below.setWidget(inside)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.greeting, ABOVE)
        of_kind(self.transcript.verticalScrollBar(), "page")  # its track comes from the sheet, not from the palette
        self._column.addLayout(centred(self.find_bar))
        self._column.addWidget(self.transcript, 100)
        self._column.addLayout(centred(self.undo, GRID * 3))
        self._column.addLayout(centred(self.composer, GRID * 3))
        self._column.addWidget(self.temporary)
        self._column.addWidget(self._below, BELOW)
        self._column.addSpacing(GRID * 3)
        self.set_empty(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """To the field of the message; see `Composer.focusInEvent`."""
        self.composer.edit.setFocus(event.reason())

    def look_for(self, by: int = 0) -> None:
        """Look for words in the chat, where one is shown; where they are looked for already, go `by` places on."""
        if by and not self.find_bar.isHidden():
            self.find_bar.step(by)
        elif not self.transcript.isHidden():
            self.find_bar.open()

    def set_empty(self, empty: bool) -> None:
        """The welcome around the composer, or the transcript above it."""
        self.greeting.setVisible(empty)
        self.temporary.setVisible(empty)
        self._below.setVisible(empty)
        self.transcript.setVisible(not empty)
        if empty:
            self.find_bar.hide()
