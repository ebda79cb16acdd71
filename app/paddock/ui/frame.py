"""How the window's parts stand side by side. One rule: it arranges what it is given and keeps nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from paddock.ui.notice import centred
from paddock.ui.widgets import of_kind


def frame(sidebar: QWidget, header: QWidget, bar: QWidget, pages: QWidget) -> QSplitter:
    """The sidebar, and beside it header, notices and pages from top to bottom."""
    main = of_kind(QWidget(), "page")
    main.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(main)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(header)
    column.addLayout(centred(bar))
    column.addWidget(pages, 1)
    splitter = QSplitter()
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(sidebar)
    splitter.addWidget(main)
    splitter.setStretchFactor(1, 1)
    return splitter
