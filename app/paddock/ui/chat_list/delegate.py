"""Paints a row of the chat list and edits its title. One rule: paints from roles, asks nobody."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from paddock.ui.chat_list.model import Roles
from paddock.ui.style import Appearance
from paddock.ui.widgets import of_kind

ROW_PX = 34
PADDING = 10
Index = QModelIndex | QPersistentModelIndex


class ChatDelegate(QStyledItemDelegate):
    """Headings small and muted; chats one line, rounded where chosen, a dot while an answer comes.

    Signals:
        editing: whether a title is being edited.
    """

    editing = Signal(bool)

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows have one height, so that the view need not ask for each."""
        return QSize(80, self._appearance.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(Roles.CHAT) is None:
            self._paint_heading(painter, option, index)
        else:
            self._paint_chat(painter, option, index)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line for the new title."""
        editor = of_kind(QLineEdit(parent), "editor")
        editor.setAccessibleName(self.tr("Title of the chat"))
        self.editing.emit(True)
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """The title is no longer edited."""
        super().destroyEditor(editor, index)
        self.editing.emit(False)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """The editor covers the row."""
        editor.setGeometry(option.rect.adjusted(1, 2, -1, -2))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The present title, all of it selected."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.setFont(self._appearance.font(12, QFont.Weight.Medium))
        painter.setPen(QColor(self._appearance.palette.muted))
        where = option.rect.adjusted(PADDING, 0, -PADDING, -self._appearance.px(6))
        bottom = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading)
        painter.drawText(where, bottom, str(index.data()))

    def _paint_chat(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette = self._appearance.palette
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        is_open = bool(index.data(Roles.OPEN))
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_open or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.selected if is_open else palette.hover))
            painter.drawRoundedRect(box, 8, 8)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        room = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        if index.data(Roles.ANSWERING):
            room = self._paint_dot(painter, option, room)
        font = self._appearance.font(14)
        painter.setFont(font)
        painter.setPen(QColor(palette.text))
        text = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), text)

    def _paint_dot(self, painter: QPainter, option: QStyleOptionViewItem, room: QRect) -> QRect:
        """A dot at the trailing side; returns the room that is left for the title."""
        side = self._appearance.px(7)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        x = room.left() if mirrored else room.right() - side
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._appearance.palette.accent))
        painter.drawEllipse(QRectF(x, room.center().y() - side / 2 + 0.5, side, side))
        taken = side + PADDING
        return room.adjusted(taken, 0, 0, 0) if mirrored else room.adjusted(0, 0, -taken, 0)
