"""A line across the column with words in it, above a message. One rule: quiet; it says where the model's sight ends."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from paddock.ui.transcript.buttons import FlatButton
from paddock.ui.transcript.style import Style

HEIGHT = 44  # px at 100 %


class Divider(NamedTuple):
    """What stands between two messages: some words, and perhaps a button."""

    text: str
    button: str = ""


class DividerLine(QWidget):
    """Shows a divider.

    Attributes:
        button: hidden where the divider has none.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.button = FlatButton(self)
        self.button.clicked.connect(self.pressed)
        self._shown: Divider | None = None
        self._style: Style | None = None
        self.hide()

    def show_divider(self, divider: Divider | None, style: Style) -> None:
        """Show it, or nothing."""
        self._shown, self._style = divider, style
        self.setVisible(divider is not None)
        if divider is not None:
            self.setAccessibleName(divider.text)
            self.button.set_look(style, "", divider.button, name=divider.button)
        self.button.setVisible(divider is not None and bool(divider.button))
        self.update()

    def place(self, left: int, top: int, width: int) -> None:
        """Lie across a column."""
        if self._shown is None or self._style is None:
            return
        self.setGeometry(left, top, width, self._style.px(HEIGHT))
        if self._shown.button:
            size, words = self.button.sizeHint(), self._words()
            self.button.setGeometry(words.right(), (self.height() - size.height()) // 2, size.width(), size.height())

    def _words(self) -> QRect:
        """Where the words stand: in the middle, together with the button."""
        assert self._shown is not None
        assert self._style is not None
        button = self.button.sizeHint().width() if self._shown.button else 0
        wide = round(QFontMetricsF(self._style.small).horizontalAdvance(self._shown.text)) + self._style.px(24)
        wide = min(wide, self.width() - button)
        return QRect((self.width() - wide - button) // 2, 0, wide, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._shown is None or self._style is None:
            return
        style, words = self._style, self._words()
        painter = QPainter(self)
        end, y = words.right() + (self.button.width() if self._shown.button else 0), self.height() // 2
        for begin, until in ((0, words.left()), (end, self.width())):
            painter.fillRect(QRect(begin, y, max(until - begin, 0), 1), style.colour("border"))
        painter.setFont(style.small)
        painter.setPen(style.colour("muted"))
        room = QFontMetricsF(style.small).elidedText(self._shown.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, room)
        painter.end()
