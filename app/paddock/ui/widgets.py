"""Small widgets that the whole window shares. One rule: each follows `Appearance` by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QMargins, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from paddock.ui.i18n import keys, translated
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID

MOST_CHOICES = 24  # of a choice box, before its list scrolls
W = TypeVar("W", bound=QWidget)


def of_kind(widget: W, kind: str) -> W:
    """Give a widget its `kind` for the stylesheet."""
    widget.setProperty("kind", kind)
    return widget


class ToolButton(QToolButton):
    """A button of Qt's that Enter presses, as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Return, too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class IconButton(ToolButton):
    """A button that is only an icon; its name is said by tooltip and to screen readers."""

    def __init__(self, appearance: Appearance, icon: str, name: str, shortcut: str = "", size: int = 18) -> None:
        super().__init__()
        self._appearance = appearance
        self._name = icon
        self._size = size
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  {keys(shortcut)}".strip())
        self.setAutoRaise(True)
        appearance.changed.connect(self._dress)
        self._dress()

    def set_icon(self, icon: str) -> None:
        """Show another icon of the family."""
        self._name = icon
        self._dress()

    def _dress(self) -> None:
        self.setIconSize(self._appearance.icon_size(self._size))
        self.setIcon(self._appearance.icon(self._name, size=self._size))


class TextButton(QPushButton):
    """A button with words, and perhaps an icon before them. Enter presses it, as everywhere but in plain Qt."""

    def __init__(self, appearance: Appearance, text: str, icon: str = "", kind: str = "") -> None:
        super().__init__(translated(text))
        self._appearance = appearance
        self._name = icon
        of_kind(self, kind)
        self.setAccessibleName(translated(text))
        self.setAutoDefault(False)
        appearance.changed.connect(self._dress)
        self._dress()

    def set_icon(self, icon: str) -> None:
        """Show another icon before the words."""
        self._name = icon
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Return press the button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """What cannot be pressed has another colour."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self._dress()

    def _dress(self) -> None:
        if not self._name:
            return
        palette = self._appearance.palette
        filled = self.property("kind") == "primary" and self.isEnabled()
        colour = palette.on_accent if filled else palette.muted
        size = self._appearance.icon_size()
        self.setIconSize(size.grownBy(QMargins(GRID, 0, GRID, 0)) if self.text() else size)  # air before the words
        self.setIcon(self._appearance.icon(self._name, colour))


class ElidedLabel(QLabel):
    """One line of text that ends in … where it does not fit; the whole is in the tooltip then."""

    def __init__(self, text: str = "", kind: str = "") -> None:
        super().__init__(translated(text))
        of_kind(self, kind)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """May shrink to a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, elided on the side where it ends."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text where it is cut."""
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if cut else "")
        super().resizeEvent(event)


class ChoiceBox(QComboBox):
    """A combo box whose arrow is one of our icons; its list drops down below it and shows all there is to choose."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.setMaxVisibleItems(MOST_CHOICES)
        self._appearance = appearance

    def shrinkable(self) -> ChoiceBox:
        """May become narrower than its longest choice."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return self

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page that it stands on; it chooses nothing, for nobody may change settings by that."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then the chevron at its trailing side."""
        super().paintEvent(event)
        side = self._appearance.px(16)
        at = QRect(self.width() - side - GRID * 2, (self.height() - side) // 2, side, side)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            at.moveLeft(GRID * 2)
        painter = QPainter(self)
        self._appearance.icon("chevron-down", size=16).paint(painter, at)
        painter.end()


def pop_below(menu: QMenu, widget: QWidget) -> None:
    """Show a menu under a widget, flush with its trailing side."""
    if widget.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        where = widget.mapToGlobal(widget.rect().bottomLeft())
    else:
        where = widget.mapToGlobal(widget.rect().bottomRight())
        where.setX(where.x() - menu.sizeHint().width())
    where.setY(where.y() + GRID)
    menu.popup(where)


def line(vertical: bool = False) -> QFrame:
    """A hairline between surfaces."""
    frame = of_kind(QFrame(), "line")
    if vertical:
        frame.setFixedWidth(1)
    else:
        frame.setFixedHeight(1)
    return frame


def label(text: str, kind: str = "", wrap: bool = False) -> QLabel:
    """Plain text of a kind; never Markdown or HTML."""
    made = of_kind(QLabel(translated(text)), kind)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        # QLabel looks at the text's own direction; a word in another script would stand at the wrong side.
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    return made


def secret_field(name: str) -> QLineEdit:
    """A field that shows no character."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    return field


class FlowLayout(QLayout):
    """Lays widgets out in lines that break where the width ends, each line centred or at the leading side."""

    def __init__(self, spacing: int, centred: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._centred = centred
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt's way in."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One item, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one item out, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines at this width."""
        return self._place(QRect(0, 0, width, 0), lambda item, rect: None)

    def sizeHint(self) -> QSize:
        """As narrow as its widest item."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The size of its largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, lambda item, where: item.setGeometry(where))

    def _place(self, area: QRect, put: Callable[[QLayoutItem, QRect], None]) -> int:
        y = area.y()
        for row in self._rows(area.width()):
            width = sum(item.sizeHint().width() for item in row) + self.spacing() * (len(row) - 1)
            height = max(item.sizeHint().height() for item in row)
            x = area.x() + (max(0, area.width() - width) // 2 if self._centred else 0)
            for item in row:
                size = item.sizeHint()
                where = QRect(x, y, min(size.width(), area.width()), height)
                put(item, self._mirrored(where, area))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return max(0, y - area.y() - self.spacing())

    def _mirrored(self, rect: QRect, area: QRect) -> QRect:
        parent = self.parentWidget()
        if parent is None or parent.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            return rect
        return QRect(area.x() + area.right() - rect.right(), rect.y(), rect.width(), rect.height())

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            needed = item.sizeHint().width()
            if not rows or used + self.spacing() + needed > width:
                rows.append([item])
                used = needed
            else:
                rows[-1].append(item)
                used += self.spacing() + needed
        return rows
