"""How the window's parts stand side by side. One rule: it arranges what it is given and keeps nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from paddock.ui.inspector.panel import Inspector
from paddock.ui.notice import centred
from paddock.ui.widgets import of_kind

CHAT_WIDTH = 380  # px that the chat needs beside the inspector


class MainArea(QWidget):
    """Header, notices and pages from top to bottom; the inspector beside them, or above where there is no room."""

    def __init__(self, header: QWidget, bar: QWidget, pages: QWidget, inspector: Inspector) -> None:
        super().__init__()
        self._inspector = inspector
        self._chat = of_kind(QWidget(self), "page")
        self._chat.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self._chat)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addLayout(centred(bar))
        column.addWidget(pages, 1)
        self._wanted = self._allowed = False
        inspector.setParent(self)
        inspector.hide()
        inspector.raise_()
        inspector.resized.connect(self.arrange)

    @property
    def inspector_wanted(self) -> bool:
        """Whether the person wants to see the inspector."""
        return self._wanted

    def want_inspector(self, wanted: bool) -> None:
        """Show or hide it."""
        self._wanted = wanted
        self._show()

    def allow_inspector(self, allowed: bool) -> None:
        """It belongs to the chat: another page is shown without it."""
        self._allowed = allowed
        self._show()

    def _show(self) -> None:
        self._inspector.setVisible(self._wanted and self._allowed)
        self.arrange()

    @property
    def covers(self) -> bool:
        """Whether the inspector lies above the chat."""
        return self.width() - self._inspector.preferred_width() < CHAT_WIDTH

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other, or one above the other."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """The inspector was shown or hidden, or wants another width."""
        shown = not self._inspector.isHidden()
        width = min(self._inspector.preferred_width(), self.width())
        chat = self.width() if not shown or self.covers else self.width() - width
        left_to_right = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        self._chat.setGeometry(0 if left_to_right else self.width() - chat, 0, chat, self.height())
        self._inspector.setGeometry(self.width() - width if left_to_right else 0, 0, width, self.height())


def frame(sidebar: QWidget, main: MainArea) -> QSplitter:
    """The sidebar, and beside it everything else."""
    splitter = QSplitter()
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(sidebar)
    splitter.addWidget(main)
    splitter.setStretchFactor(1, 1)
    return splitter
