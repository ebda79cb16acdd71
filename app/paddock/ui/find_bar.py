"""Find in chat: a line above the transcript. One rule: it shows what the finder says; it looks for nothing itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.transcript.finder import Finder
from paddock.ui.transcript.view import TranscriptView
from paddock.ui.widgets import IconButton, label, of_kind

WIDTH = 460  # px


class FindBar(QWidget):
    """What is looked for, which of how many, and ways on, back and out. Hidden until it is opened."""

    def __init__(self, appearance: Appearance, transcript: TranscriptView) -> None:
        super().__init__()
        self._transcript = transcript
        self.finder = Finder(transcript)
        frame = of_kind(QFrame(), "bar")
        self.setAccessibleName(tr("Find in chat"))
        self.setMaximumWidth(WIDTH)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find in chat"))
        self.field.setAccessibleName(tr("Find in chat"))
        self.count = label("", "small")
        self.previous = IconButton(appearance, "chevron-up", tr("Previous"), "Shift+F3", size=16)
        self.next = IconButton(appearance, "chevron-down", tr("Next"), "F3", size=16)
        self.close_button = IconButton(appearance, "x", tr("Close"), "Esc", size=16)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GRID * 2, 0, 0)  # off the line below the header
        outer.addWidget(frame)
        row = QHBoxLayout(frame)
        row.setContentsMargins(GRID * 2, GRID, GRID, GRID)
        row.addWidget(self.field, 1)
        for widget in (self.count, self.previous, self.next, self.close_button):
            row.addWidget(widget)
        self.field.textChanged.connect(self.finder.find)
        self.field.installEventFilter(self)
        self.previous.clicked.connect(lambda: self.finder.step(-1))
        self.next.clicked.connect(lambda: self.finder.step(1))
        self.close_button.clicked.connect(self.leave)
        self.finder.changed.connect(self._show)
        self.hide()

    def open(self) -> None:
        """Show it and look for what stands in it."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def leave(self) -> None:
        """Close it: nothing is marked any more, and the reader stays where they are."""
        self.hide()
        self._transcript.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Look for what stands in it."""
        super().showEvent(event)
        if self.field.text() != self.finder.text:
            self.finder.find(self.field.text())

    def hideEvent(self, event: QHideEvent) -> None:
        """However it is hidden, nothing is looked for that nobody sees."""
        super().hideEvent(event)
        if self.finder.text:
            self.finder.find("")

    def step(self, by: int) -> None:
        """The next place (1), or the one before (-1)."""
        self.finder.step(by)

    def mark(self, query: str) -> None:
        """The chat was found by a search: mark its words, until another chat is opened or something else is found."""
        self.hide()
        self.finder.mark(query.replace('"', " ").split())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Shift+Enter in the field."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finder.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it, and does nothing else."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _show(self, number: int, total: int, done: bool) -> None:
        if not self.finder.text:
            words = ""
        elif total:
            words = tr("{number} of {total}", number=number, total=f"{total}" if done else f"{total}…")
        else:
            words = tr("Not found") if done else "…"
        self.count.setText(words)
        self.next.setEnabled(total > 0)
        self.previous.setEnabled(total > 0)
