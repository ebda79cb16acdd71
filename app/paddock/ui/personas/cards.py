"""The personas as cards: a list, what is painted, and the keys. One rule: it says what is wanted; it does nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from paddock.core.personas import Persona
from paddock.ui.i18n import tr
from paddock.ui.personas.avatar import Avatars
from paddock.ui.personas.words import about
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID, RADIUS

PERSONA = Qt.ItemDataRole.UserRole + 1
CARD = (248, 100)  # px at 100 %; wider where there is room
AVATAR = 44
MORE = 28  # the ⋯ in a card's corner
NAME_LINES, LINES = 2, 3
Index = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """Paints a card: avatar, name, what it is, and ⋯ where the pointer or the focus is."""

    def __init__(self, appearance: Appearance, view: PersonaCards) -> None:
        super().__init__(view)
        self._appearance = appearance
        self._view = view
        self._avatars = Avatars(appearance)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All cards are of one size."""
        return self._view.card_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One card."""
        persona, look = index.data(PERSONA), self._appearance
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(look.palette.hover if hovered else look.palette.sidebar))
        painter.setPen(QPen(QColor(look.palette.accent if focused else look.palette.border), 2 if focused else 1))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        inside = option.rect.adjusted(GRID * 3, GRID * 3, -GRID * 3, -GRID * 3)
        side, gap = look.px(AVATAR), GRID * 3
        painter.drawPixmap(inside.right() + 1 - side if mirrored else inside.left(), inside.top(),
                           self._avatars.pixmap(persona, AVATAR))  # fmt: skip
        words = inside.adjusted(0, 0, -side - gap, 0) if mirrored else inside.adjusted(side + gap, 0, 0, 0)
        if hovered or focused:
            area = self._view.more_area(option.rect, mirrored)
            look.icon("more", size=18).paint(painter, more_icon(area, look.px(18)))
        self._paint_words(painter, words, persona, option.direction)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRect, persona: Persona, way: Qt.LayoutDirection) -> None:
        look = self._appearance
        mirrored, room = way == Qt.LayoutDirection.RightToLeft, look.px(MORE - GRID)
        painter.setPen(QColor(look.palette.text))
        beside = area.adjusted(room if mirrored else 0, 0, 0 if mirrored else -room, 0)
        high = paint_lines(painter, beside, persona.name, look.font(14, QFont.Weight.DemiBold), way, NAME_LINES)
        painter.setPen(QColor(look.palette.muted))
        below = area.adjusted(0, high + GRID, 0, 0)
        paint_lines(painter, below, about(persona), look.font(13), way, LINES)


class PersonaCards(QListView):
    """Cards in as many columns as there is room for.

    Signals:
        chosen: the persona that shall play in a new chat: a click, or Enter.
        menu_wanted: a persona, and where on the screen its menu shall open.
        delete_wanted, edit_wanted: a persona; the Delete key, F2.
    """

    chosen = Signal(object)
    menu_wanted = Signal(object, QPoint)
    delete_wanted = Signal(object)
    edit_wanted = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.cards = QStandardItemModel(self)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(appearance, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(tr("Personas"))
        self.customContextMenuRequested.connect(self._menu_at)
        appearance.changed.connect(self._lay_out)

    def show_personas(self, personas: Sequence[Persona]) -> None:
        """Show these; the one that was current stays current."""
        current = self.current()
        self.cards.clear()
        for persona in personas:
            item = QStandardItem(persona.name)
            item.setData(persona, PERSONA)
            item.setData(about(persona), Qt.ItemDataRole.AccessibleDescriptionRole)
            item.setToolTip(persona.name)  # a long one is cut
            item.setEditable(False)
            self.cards.appendRow(item)
        numbers = [persona.id for persona in personas]
        row = numbers.index(current.id) if current is not None and current.id in numbers else 0
        self.setCurrentIndex(self.cards.index(row, 0))

    def current(self) -> Persona | None:
        """The card that the keys act on."""
        index = self.currentIndex()
        return index.data(PERSONA) if index.isValid() else None

    def card_size(self) -> QSize:
        """Of one card: the columns share the width."""
        wide, high = (self._appearance.px(size) for size in CARD)
        room = self.viewport().width() - GRID
        columns = max(1, room // (wide + GRID * 2))
        return QSize(max(room // columns - GRID * 2, min(wide, room)), high)

    def more_area(self, card: QRect, mirrored: bool) -> QRect:
        """Where a card's ⋯ is."""
        side = self._appearance.px(MORE)
        x = card.left() + GRID * 2 if mirrored else card.right() - side - GRID * 2 + 1
        return QRect(x, card.top() + GRID * 2, side, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another number of columns, perhaps."""
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins a chat, F2 edits, Delete deletes, the menu key opens the menu; the arrows move."""
        persona = self.current()
        if persona is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(persona)
        elif event.key() == Qt.Key.Key_F2:
            self.edit_wanted.emit(persona)
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.delete_wanted.emit(persona)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a card begins a chat; on its ⋯ it opens the menu."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        area = self.more_area(self.visualRect(index), mirrored)
        if area.contains(event.position().toPoint()):
            self.menu_wanted.emit(index.data(PERSONA), self.viewport().mapToGlobal(area.bottomLeft()))
        else:
            self.chosen.emit(index.data(PERSONA))

    def _menu_at(self, where: QPoint) -> None:
        index = self.indexAt(where)
        index = index if index.isValid() else self.currentIndex()
        if index.isValid():
            self.menu_wanted.emit(index.data(PERSONA), self.viewport().mapToGlobal(where))

    def _lay_out(self) -> None:
        self.setSpacing(GRID)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def more_icon(area: QRect, side: int) -> QRect:
    """A square in the middle of an area."""
    at = QRect(0, 0, side, side)
    at.moveCenter(area.center())
    return at


def paint_lines(painter: QPainter, area: QRect, text: str, font: QFont, way: Qt.LayoutDirection, most: int) -> int:
    """As many lines of a text as fit, `most` at most; the last ends in … where there would be more; their height."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setTextDirection(way)
    layout.setTextOption(option)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    flags = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
    layout.beginLayout()
    high = 0
    for number in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(area.width())
        top = area.top() + number * metrics.lineSpacing()
        last = number == most - 1 or top + 2 * metrics.lineSpacing() > area.bottom() + GRID
        rest = text[line.textStart() :] if last else text[line.textStart() : line.textStart() + line.textLength()]
        said = metrics.elidedText(rest.strip(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(QRect(area.left(), top, area.width(), metrics.lineSpacing()), flags, said)
        high += metrics.lineSpacing()
        if last:
            break
    layout.endLayout()
    return high
