"""Keeps what the Models page shows in one column. One rule: every tab has the same margins and the same width."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import of_kind

COLUMN = 840  # px at 100 %
SIDE = GRID * 6  # px beside the column, at least
BAR = 10  # px that a scroll bar takes; what does not scroll leaves them free, so that everything stands in one line


GREEDY = 10_000  # stretch of the column beside that of its sides, which get nothing before it is as wide as it may be


class _Width(QObject):
    """Holds a widget at the column's width, whatever the size of the text."""

    def __init__(self, appearance: Appearance, widget: QWidget) -> None:
        super().__init__(widget)
        self._appearance = appearance
        self._widget = widget
        appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._widget.setMaximumWidth(self._appearance.px(COLUMN))


def keep_width(appearance: Appearance, widget: QWidget) -> None:
    """Let a widget be as wide as the column, and no wider."""
    _Width(appearance, widget)


def in_column(appearance: Appearance, widget: QWidget, trailing: int = 0) -> QHBoxLayout:
    """A row that keeps a widget in the column, centred; `trailing` px more are left free behind it."""
    row = QHBoxLayout()
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    row.setContentsMargins(SIDE + trailing * mirrored, 0, SIDE + trailing * (not mirrored), 0)
    row.setSpacing(0)
    row.addStretch(1)
    row.addWidget(widget, GREEDY)
    row.addStretch(1)
    keep_width(appearance, widget)
    return row


class _Area(QScrollArea):
    """Keeps the scroll bar's room free where nothing scrolls, so that every page's column stands in one line.

    It shows that it has the focus to those who came with the Tab key; a click needs no ring around a page.
    """

    def __init__(self) -> None:
        super().__init__()
        self.verticalScrollBar().rangeChanged.connect(self._keep_room)
        self._keep_room()

    def _keep_room(self) -> None:
        bar = self.verticalScrollBar()
        room = 0 if bar.maximum() > bar.minimum() else BAR
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setViewportMargins(room if mirrored else 0, 0, 0 if mirrored else room, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """As any other, but for the ring."""
        by_keys = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        of_kind(self, "" if by_keys else "unringed")
        self.style().unpolish(self)
        self.style().polish(self)
        super().focusInEvent(event)


def scrolled(appearance: Appearance, inside: QWidget) -> QScrollArea:
    """An area that scrolls a widget which keeps to the column, at the same place with a scroll bar and without."""
    ground = of_kind(QWidget(), "scrolled")
    ground.setLayout(in_column(appearance, inside))
    area = _Area()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(ground)
    return area
