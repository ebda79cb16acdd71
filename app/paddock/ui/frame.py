"""How the window's parts stand side by side. One rule: it arranges what it is given and keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from paddock.ui.inspector.panel import Inspector
from paddock.ui.notice import centred
from paddock.ui.widgets import of_kind

CHAT_WIDTH = 380  # px that the chat needs beside the inspector


class MainArea(QWidget):
    """Header, notices and pages from top to bottom, with room at the trailing side for the inspector."""

    resized = Signal()

    def __init__(self, header: QWidget, bars: Sequence[QWidget], pages: QWidget) -> None:
        super().__init__()
        of_kind(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(header)
        for bar in bars:
            self._column.addLayout(centred(bar))
        self._column.addWidget(pages, 1)
        self.keep_free(0)

    def keep_free(self, width: int) -> None:
        """Leave so many px at the trailing side."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._column.setContentsMargins(width if mirrored else 0, 0, 0 if mirrored else width, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sidebar may have become wider, or gone."""
        super().resizeEvent(event)
        self.resized.emit()


class Frame(QWidget):
    """Sidebar and main area in a splitter; the inspector beside them, or above them where there is no room.

    Attributes:
        splitter: of sidebar and main area.
    """

    def __init__(self, sidebar: QWidget, main: MainArea, inspector: Inspector) -> None:
        super().__init__()
        self._main = main
        self._inspector = inspector
        self._wanted = self._allowed = False
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(sidebar)
        self.splitter.addWidget(main)
        self.splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        inspector.setParent(self)
        inspector.hide()
        inspector.raise_()
        inspector.resized.connect(self._arrange)
        main.resized.connect(self._arrange)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The window has another size."""
        super().resizeEvent(event)
        self._arrange()

    def _show(self) -> None:
        self._inspector.setVisible(self._wanted and self._allowed)
        self._arrange()

    def _arrange(self) -> None:
        width = min(self._inspector.preferred_width(), self.width())
        beside = not self._inspector.isHidden() and self._main.width() - width >= CHAT_WIDTH
        self._main.keep_free(width if beside else 0)
        left_to_right = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        self._inspector.setGeometry(self.width() - width if left_to_right else 0, 0, width, self.height())
