"""The palette's field and list, over the window. One rule: the focus is in the field; the keys move the choice below.

It is no window of its own: it stands where it belongs on every desktop, and goes when the focus goes.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from paddock.ui.i18n import tr
from paddock.ui.palette.entries import Entry
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import label, of_kind

WIDTH, ROW_PX, ROWS = 620, 36, 10
ENTRY = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class Entries(QAbstractListModel):
    """The rows that are listed now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: Sequence[Entry] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """These and no others."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said(entry)
        return {int(Qt.ItemDataRole.DisplayRole): entry.title, int(ENTRY): entry}.get(int(role))


class EntryDelegate(QStyledItemDelegate):
    """Icon, title with what was meant of it in bold, key or kind at the trailing side."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self._appearance.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, entry = self._appearance, index.data(ENTRY)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(look.palette.accent))
            painter.setBrush(QColor(look.palette.selected))
            painter.drawRoundedRect(option.rect.toRectF().adjusted(1, 1, -1, -1), 8, 8)
        room = option.rect.adjusted(GRID * 3, 0, -GRID * 3, 0)
        side = look.px(16)
        place = QRect(room.left(), room.center().y() - side // 2, side, side)
        look.icon(entry.icon or "more", size=16).paint(painter, _visual(place, room, mirrored))
        hint_font = look.font(12)
        wide = QFontMetrics(hint_font).horizontalAdvance(entry.hint)
        painter.setFont(hint_font)
        painter.setPen(QColor(look.palette.muted))
        hint = QRect(room.right() - wide, room.top(), wide + 1, room.height())
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # "Ctrl+," is a key in any language
        painter.drawText(_visual(hint, room, mirrored), int(Qt.AlignmentFlag.AlignCenter), entry.hint)
        painter.setLayoutDirection(option.direction)
        words = QRect(place.right() + GRID * 3, room.top(), hint.left() - place.right() - GRID * 6, room.height())
        self._paint_words(painter, entry, _visual(words, room, mirrored), option.direction)
        painter.restore()

    def _paint_words(self, painter: QPainter, entry: Entry, room: QRect, direction: Qt.LayoutDirection) -> None:
        font = self._appearance.font(14)
        shown = QFontMetrics(font).elidedText(entry.title, Qt.TextElideMode.ElideRight, room.width())
        layout = QTextLayout(shown, font)
        option = layout.textOption()
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        option.setTextDirection(direction)
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        layout.setFormats([_bold(place) for place in entry.found if place < len(shown)])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(room.width())
        layout.endLayout()
        painter.setPen(QColor(self._appearance.palette.text))
        top = room.top() + (room.height() - line.height()) / 2
        layout.draw(painter, QRect(room.left(), round(top), 0, 0).topLeft().toPointF())


class PaletteField(QLineEdit):
    """The field; its keys are the palette's.

    Signals:
        moved: the choice goes down (or up) by so many rows. taken: Enter. left: Esc, or the focus goes elsewhere.
    """

    moved = Signal(int)
    taken = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Tab moves the choice: there is nothing else here that could have the focus. Esc leaves."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Backtab: -1, Qt.Key.Key_Up: -1}
            steps |= {Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}
            key = Qt.Key(event.key())
            if key in steps:
                self.moved.emit(steps[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.taken.emit()
                return True
            if key == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Somebody clicked elsewhere; a menu or another window in front is no leaving."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class PalettePanel(QFrame):
    """Field, list, and a line where nothing fits.

    Signals:
        asked: the text in the field. taken: the Entry that was chosen. left: nothing was.
        passed: what a screen reader shall be told of the row that is chosen now.
    """

    asked = Signal(str)
    taken = Signal(object)
    left = Signal()
    passed = Signal(str)

    def __init__(self, appearance: Appearance, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        of_kind(self, "palette")
        self.setAccessibleName(tr("Command palette"))
        self.field = of_kind(PaletteField(), "palette")
        self.field.setPlaceholderText(tr("Type a command, or the name of a chat or model"))
        self.field.setAccessibleName(tr("Command palette: type a command, or the name of a chat or model"))
        self.model = Entries(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(appearance, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("What fits"))
        self.nothing = label(tr("Nothing fits."), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        column.setSpacing(GRID * 2)
        for widget in (self.field, self.list, self.nothing):
            column.addWidget(widget)
        self.field.textChanged.connect(self.asked)
        self.field.moved.connect(self._move)
        self.field.taken.connect(lambda: self._take(self.list.currentIndex()))
        self.field.left.connect(self.left)
        self.list.clicked.connect(self._take)
        self.list.selectionModel().currentChanged.connect(self._passed)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Empty, in front of everything, with the focus."""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_entries(self, entries: Sequence[Entry], keep: bool = False) -> None:
        """List these, the first one chosen; with `keep` the one that was."""
        row = self.list.currentIndex().row() if keep else 0
        self.model.show(entries)
        self.list.setVisible(bool(entries))
        self.nothing.setVisible(not entries)
        if entries:
            self.list.setCurrentIndex(self.model.index(max(0, min(row, len(entries) - 1))))
        self.place()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The window has another size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def place(self) -> None:
        """In the upper middle of the window, as high as what it lists."""
        window = self._window
        width = min(self._appearance.px(WIDTH), window.width() - GRID * 8)
        row = self._appearance.px(ROW_PX)
        fit = (window.height() - GRID * 16 - self.field.sizeHint().height()) // row
        rows = max(1, min(ROWS, fit, len(self.model.entries)))
        self.list.setFixedHeight(rows * row + 2)
        height = self.sizeHint().height()
        top = max(GRID * 4, min(window.height() // 8, window.height() - height - GRID * 4))
        self.setGeometry((window.width() - width) // 2, top, width, height)

    def _move(self, by: int) -> None:
        count = len(self.model.entries)
        if count:
            row = self.list.currentIndex().row() + by
            row = row % count if abs(by) == 1 else max(0, min(count - 1, row))
            self.list.setCurrentIndex(self.model.index(row))

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.taken.emit(self.model.entries[index.row()])

    def _passed(self, index: QModelIndex) -> None:
        if index.isValid() and self.isVisible():
            self.passed.emit(said(self.model.entries[index.row()]))


def said(entry: Entry) -> str:
    """A row in words."""
    return f"{entry.title}, {entry.hint}" if entry.hint else entry.title


def _visual(place: QRect, room: QRect, mirrored: bool) -> QRect:
    if mirrored:
        return place.translated(room.left() + room.right() - place.right() - place.left(), 0)
    return place


def _bold(place: int) -> QTextLayout.FormatRange:
    shape = QTextCharFormat()
    shape.setFontWeight(QFont.Weight.Bold)
    bold = QTextLayout.FormatRange()
    bold.start, bold.length, bold.format = place, 1, shape
    return bold
