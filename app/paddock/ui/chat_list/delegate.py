"""Paints a row of the chat list and edits its title. One rule: it paints from roles and asks nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from paddock.core.personas import Persona
from paddock.ui.chat_list.model import Roles, Row
from paddock.ui.i18n import tr
from paddock.ui.personas.avatar import Avatars
from paddock.ui.style import Appearance
from paddock.ui.transcript.boxes import cursor_x
from paddock.ui.widgets import of_kind

ROW_PX = 34
HIT_PX = 58  # two lines
PADDING = 10
AVATAR = 18
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
        self._avatars = Avatars(appearance)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows have one height, so that the view need not ask for each; but for what was found."""
        row = index.data(Roles.ROW)
        return QSize(80, self._appearance.px(HIT_PX if row is not None and row.hit is not None else ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = index.data(Roles.ROW)
        if row.hit is not None:
            self._paint_hit(painter, option, row)
        elif row.folder is not None:
            self._paint_folder(painter, option, row)
        elif row.chat is None:
            self._paint_heading(painter, option, index)
        else:
            self._paint_chat(painter, option, index)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line for the new title."""
        editor = of_kind(QLineEdit(parent), "editor")
        editor.setAccessibleName(tr("Title of the chat"))
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

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, *, is_open: bool = False) -> None:
        """What lies under a row: chosen, pointed at, with the focus."""
        palette = self._appearance.palette
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        selected = bool(option.state & QStyle.StateFlag.State_Selected) and self._several()
        if is_open or hovered or selected:
            painter.setPen(QColor(palette.edge) if palette.high and (is_open or selected) else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.selected if is_open or selected else palette.hover))
            painter.drawRoundedRect(box, 8, 8)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)

    def _several(self) -> bool:
        """Whether more than one row is chosen: only then is the choice worth a colour."""
        view = self.parent()
        return isinstance(view, QAbstractItemView) and len(view.selectionModel().selectedIndexes()) > 1

    def _paint_folder(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        look = self._appearance
        self._paint_ground(painter, option)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        shut = "chevron-left" if mirrored else "chevron-right"
        room = self._paint_icon(painter, option, option.rect.adjusted(PADDING, 0, -PADDING, 0), "folder")
        count = str(row.folder.chats) if row.folder is not None and row.folded and row.folder.chats else ""
        painter.setFont(look.font(12))
        painter.setPen(QColor(look.palette.muted))
        trailing = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing)
        side = look.px(14)
        arrow = QRect(0, 0, side, side)
        arrow.moveCenter(room.center())
        arrow.moveLeft(room.left()) if mirrored else arrow.moveRight(room.right())
        look.icon(shut if row.folded else "chevron-down", size=14).paint(painter, arrow)
        taken = side + PADDING // 2
        room = room.adjusted(taken, 0, 0, 0) if mirrored else room.adjusted(0, 0, -taken, 0)
        painter.drawText(room, trailing, count)
        self._paint_text(painter, room.adjusted(0, 0, -look.px(18) if count else 0, 0), row.text)

    def _paint_hit(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        """The chat's title, and under it the words around what was found, the latter marked."""
        look, hit = self._appearance, row.hit
        assert hit is not None
        self._paint_ground(painter, option)
        room = option.rect.adjusted(PADDING, look.px(6), -PADDING, -look.px(6))
        self._paint_text(painter, QRect(room.left(), room.top(), room.width(), room.height() // 2), row.text)
        below = QRect(room.left(), room.center().y(), room.width(), room.height() // 2)
        layout = self._in_sight(hit.snippet, hit.marks, below.width(), option)
        painter.setClipRect(below)
        painter.setPen(QColor(look.palette.muted))
        layout.draw(painter, QPointF(below.left(), below.top()))

    def _in_sight(
        self, words: str, marks: Sequence[tuple[int, int]], width: int, option: QStyleOptionViewItem
    ) -> QTextLayout:
        """The words, cut before a word at their beginning so that what was found is in sight, and at their end."""
        layout, line = self._lay_out(words, marks, option)
        ellipsis_px = QFontMetrics(self._appearance.font(12)).horizontalAdvance("…")
        begin, first = marks[0] if marks else (0, 0)
        if abs(cursor_x(line, first) - cursor_x(line, 0)) > width - PADDING - ellipsis_px:
            places = [found.end() for found in re.finditer(r"\s+", words[:begin])]
            reach = width - PADDING - 2 * ellipsis_px
            near = (at for at in places if abs(cursor_x(line, first) - cursor_x(line, at)) <= reach)
            start = next(near, begin)
            words, marks = "…" + words[start:], [(a - start + 1, b - start + 1) for a, b in marks if a >= start]
            first += 1 - start
            layout, line = self._lay_out(words, marks, option)
        if line.naturalTextWidth() > width:
            shown = words[: max(first, line.xToCursor(width - ellipsis_px))].rstrip()
            layout, line = self._lay_out(shown + "…", marks, option)
        return layout

    def _lay_out(
        self, words: str, marks: Iterable[tuple[int, int]], option: QStyleOptionViewItem
    ) -> tuple[QTextLayout, QTextLine]:
        """One line, as long as its words are."""
        layout = QTextLayout(words, self._appearance.font(12))
        wrap = QTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.NoWrap)
        wrap.setTextDirection(option.direction)
        layout.setTextOption(wrap)
        layout.setFormats([self._marked(begin, end) for begin, end in marks if begin < len(words)])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(max(1.0, option.rect.width() - 2 * PADDING))
        layout.endLayout()
        return layout, line

    def _marked(self, begin: int, end: int) -> QTextLayout.FormatRange:
        marked = QTextLayout.FormatRange()
        marked.start, marked.length = begin, end - begin
        shape = QTextCharFormat()
        shape.setFontWeight(QFont.Weight.DemiBold)
        shape.setForeground(QColor(self._appearance.palette.text))
        marked.format = shape
        return marked

    def _paint_icon(self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, name: str) -> QRect:
        """An icon at the leading side; the room that is left."""
        side = self._appearance.px(15)
        where = QRect(0, 0, side, side)
        where.moveCenter(room.center())
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        where.moveRight(room.right()) if mirrored else where.moveLeft(room.left())
        self._appearance.icon(name, size=15).paint(painter, where)
        taken = side + PADDING - 2
        return room.adjusted(0, 0, -taken, 0) if mirrored else room.adjusted(taken, 0, 0, 0)

    def _paint_text(self, painter: QPainter, room: QRect, words: str) -> None:
        font = self._appearance.font(14)
        painter.setFont(font)
        painter.setPen(QColor(self._appearance.palette.text))
        text = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), text)

    def _paint_chat(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._paint_ground(painter, option, is_open=bool(index.data(Roles.OPEN)))
        room = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        row = index.data(Roles.ROW)
        if row.place is not None and row.place[0] == "folder" and row.place[1] is not None:
            taken = self._appearance.px(15) + PADDING - 2  # below the folder's name, not below its icon
            mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            room = room.adjusted(0, 0, -taken, 0) if mirrored else room.adjusted(taken, 0, 0, 0)
        if index.data(Roles.ANSWERING):
            room = self._paint_dot(painter, option, room)
        persona = index.data(Roles.PERSONA)
        if persona is not None:
            room = self._paint_avatar(painter, option, room, persona)
        self._paint_text(painter, room, str(index.data()))

    def _paint_avatar(self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, persona: Persona) -> QRect:
        """Who plays there, at the leading side; the room that is left."""
        side = self._appearance.px(AVATAR)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        x = room.right() + 1 - side if mirrored else room.left()
        painter.drawPixmap(x, room.center().y() - side // 2, self._avatars.pixmap(persona, AVATAR))
        taken = side + PADDING - 2
        return room.adjusted(0, 0, -taken, 0) if mirrored else room.adjusted(taken, 0, 0, 0)

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
