"""The frame of a row in a list of models or downloads. One rule: a hairline parts it from the next, nothing more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QEnterEvent, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import of_kind


class Item(QFrame):
    """Takes the focus by Tab and by a press; the stylesheet dresses it as it dresses the kind "item".

    Attributes:
        pointed: the pointer is on it.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.pointed = False
        of_kind(self, "item")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, and a line at its foot."""
        super().paintEvent(event)
        if self.pointed or self.hasFocus():
            return
        painter = QPainter(self)
        painter.setPen(QColor(self._appearance.palette.border))
        painter.drawLine(GRID * 2, self.height() - 1, self.width() - GRID * 2, self.height() - 1)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer came."""
        super().enterEvent(event)
        self.pointed = True

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer went."""
        super().leaveEvent(event)
        self.pointed = False


def indent(layout: QLayout, width: int) -> None:
    """Keep so many px free at the leading side and none elsewhere; Qt mirrors no margins."""
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    layout.setContentsMargins(0 if mirrored else width, 0, width if mirrored else 0, 0)


def empty(layout: QLayout) -> None:
    """Take every widget out and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if isinstance(widget, QWidget):
            widget.hide()
            widget.deleteLater()
