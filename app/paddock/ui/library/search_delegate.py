"""Paints a search's result. One rule: it paints from roles, asks nobody, and all rows have one height."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from paddock.core.hub import Gating, RepoSummary
from paddock.ui.i18n import tr
from paddock.ui.library.page_scroll import COLUMN, SIDE
from paddock.ui.library.search_model import Roles
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID

ROW_PX = 60
PADDING = GRID * 3
ICON_PX = 14
COUNT_PX = 52  # px at 100 %: room for "999K"
Index = QModelIndex | QPersistentModelIndex


class ResultDelegate(QStyledItemDelegate):
    """Name, gated mark and counts in the first line, facts in the second; within the page's column."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are alike, so that the view need not ask for each."""
        del option, index
        return QSize(80, self._appearance.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        item = index.data(Roles.SUMMARY)
        if not isinstance(item, RepoSummary):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        room = self.area(option.rect).adjusted(PADDING, 0, -PADDING, 0)
        middle = room.center().y()
        upper = QRect(room.left(), room.top() + self._appearance.px(9), room.width(), 0)
        upper.setBottom(middle)
        lower = QRect(room.left(), middle + 1, room.width(), upper.height())
        rest = self._counts(painter, option, upper, index)
        self._name(painter, option, rest, item)
        self._text(painter, option, lower, str(index.data(Roles.FACTS)), self._appearance.font(13), "muted")
        painter.restore()

    def area(self, row: QRect) -> QRect:
        """Where a row's content stands: in the middle of the view, no wider than the column."""
        width = min(row.width() - 2 * (SIDE - PADDING), self._appearance.px(COLUMN) + 2 * PADDING)
        return QRect(row.left() + (row.width() - width + 1) // 2, row.top(), width, row.height())

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        palette = self._appearance.palette
        box = QRectF(self.area(option.rect)).adjusted(1, 1, -1, -1)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.hover))
            painter.drawRoundedRect(box, 8, 8)
        else:
            line = QRect(0, option.rect.bottom(), option.rect.width(), 1)
            line.setLeft(self.area(option.rect).left() + PADDING)
            line.setRight(self.area(option.rect).right() - PADDING)
            painter.fillRect(line, QColor(palette.border))
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)

    def _counts(self, painter: QPainter, option: QStyleOptionViewItem, line: QRect, index: Index) -> QRect:
        """Likes and downloads at the trailing side; returns the room that is left."""
        look = self._appearance
        right = line.right()
        for icon, role in (("download", Roles.DOWNLOADS), ("heart", Roles.LIKES)):
            side, wide = look.px(ICON_PX), look.px(COUNT_PX)
            text = QRect(right - wide + GRID, line.top(), wide - GRID, line.height())
            mark = QRect(text.left() - side - GRID, line.center().y() - side // 2 + 1, side, side)
            look.icon(icon, size=ICON_PX).paint(painter, _mirrored(option, line, mark))
            self._text(painter, option, _mirrored(option, line, text), str(index.data(role)), look.font(13), "muted")
            right = mark.left() - GRID * 2
        return line.adjusted(0, 0, right - line.right(), 0)

    def _name(self, painter: QPainter, option: QStyleOptionViewItem, line: QRect, item: RepoSummary) -> None:
        look = self._appearance
        whole = self.area(option.rect).adjusted(PADDING, 0, -PADDING, 0)
        font = look.font(14, QFont.Weight.DemiBold)
        gated = tr("Gated") if item.gating is not Gating.OPEN else ""
        small = look.font(12)
        taken = QFontMetrics(small).horizontalAdvance(gated) + look.px(ICON_PX) + GRID * 4 if gated else 0
        wide = min(QFontMetrics(font).horizontalAdvance(item.name) + 2, line.width() - taken)
        place = QRect(line.left(), line.top(), max(0, wide), line.height())
        self._text(painter, option, _mirrored(option, whole, place), item.name, font, "text")
        if not gated:
            return
        side = look.px(ICON_PX)
        mark = QRect(place.right() + GRID * 2, line.center().y() - side // 2 + 1, side, side)
        look.icon("lock", size=ICON_PX).paint(painter, _mirrored(option, whole, mark))
        word = QRect(mark.right() + GRID, line.top(), taken, line.height())
        self._text(painter, option, _mirrored(option, whole, word), gated, small, "muted")

    def _text(
        self, painter: QPainter, option: QStyleOptionViewItem, where: QRect, text: str, font: QFont, colour: str
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(getattr(self._appearance.palette, colour)))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, where.width())
        side = Qt.AlignmentFlag.AlignLeft
        if option.direction == Qt.LayoutDirection.RightToLeft:
            side = Qt.AlignmentFlag.AlignRight
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(where, int(flags | Qt.TextFlag.TextSingleLine), shown)


def _mirrored(option: QStyleOptionViewItem, whole: QRect, part: QRect) -> QRect:
    return QStyle.visualRect(option.direction, whole, part)
