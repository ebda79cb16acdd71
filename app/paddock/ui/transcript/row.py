"""The widget that shows one message at a time and is used again for others. One rule: it holds no text of its own.

The text is painted from the message's document; only what can be pressed is a widget.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from paddock.core.messages import MessageStatus, Role
from paddock.ui.i18n import figure, tr
from paddock.ui.transcript.boxes import Box
from paddock.ui.transcript.buttons import FlatButton
from paddock.ui.transcript.clipboard import Kind, copy_message
from paddock.ui.transcript.code_tools import CodeTools
from paddock.ui.transcript.divider import DividerLine
from paddock.ui.transcript.document import MessageDocument, Place
from paddock.ui.transcript.fold_tools import FoldTools
from paddock.ui.transcript.geometry import RowGeometry, has_others, in_bubble
from paddock.ui.transcript.notices import ActionKind, read_out, who_said
from paddock.ui.transcript.row_menu import copying_menu
from paddock.ui.transcript.speaker import Speaker, paint_speaker, spoken_by
from paddock.ui.transcript.style import Style


class MessageRow(QWidget):
    """Shows a message, lets its text be selected, and offers what can be done with it."""

    again_requested = Signal(int)
    edit_requested = Signal(int)
    menu_requested = Signal(int, object)  # message id, and the menu that is about to open
    continue_requested = Signal(int)
    sibling_requested = Signal(int)
    link_activated = Signal(str)
    remedy_requested = Signal(str, int)
    selecting = Signal(int, object, bool)  # message id and place where the pointer was pressed; with Shift
    part_selected = Signal(int, object, object)  # message id, and from where to where
    focused = Signal(QRect)  # the button that got the keyboard focus, in the parent's coordinates
    divider_pressed = Signal()
    speed_requested = Signal(int)
    fold_requested = Signal(int, int)  # message id, and which of its folds
    dragged = Signal(QPoint)  # the pointer while text is being selected, in the parent's coordinates
    dropped = Signal()  # it was released

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.document: MessageDocument | None = None
        self.offers = True  # more than copying
        self.copy_selection: Callable[[Kind], None] = lambda kind: None
        self.speaker: Speaker | None = None  # who plays in this chat
        self._geometry: RowGeometry | None = None
        self._hover = False
        self._pressed_link = ""
        self._selecting = False
        self._dragging: tuple[Box, float, float] | None = None  # what is dragged sideways, its factor, the last x
        self._count_at = QRect()
        self.copy = FlatButton(self)
        self.again = FlatButton(self)
        self.previous = FlatButton(self)
        self.next = FlatButton(self)
        self.edit = FlatButton(self)
        self.more = FlatButton(self)
        self.mend = FlatButton(self, framed=True)
        self.speed = FlatButton(self)
        self.divider = DividerLine(self)
        self.code = CodeTools(self)
        self.folds = FoldTools(self)
        self.folds.focus_changed.connect(self._focus_changed)
        self.folds.pressed.connect(self._fold)
        self.code.focus_changed.connect(self._focus_changed)
        self.copy.clicked.connect(self._copy_message)
        self.again.clicked.connect(self._again)
        self.previous.clicked.connect(lambda: self._emit_sibling(-1))
        self.next.clicked.connect(lambda: self._emit_sibling(1))
        self.edit.clicked.connect(self._edit)
        self.more.clicked.connect(lambda: self.show_menu(self.mapToGlobal(self.menu_place())))
        self.mend.clicked.connect(self._mend)
        self.divider.pressed.connect(self.divider_pressed)
        self.speed.clicked.connect(self._ask_speed)
        for button in self.buttons():
            button.focus_changed.connect(self._focus_changed)
        self._bound: tuple[object, ...] = ()  # what an answer that is being written was shown with
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # one that grows keeps what is painted
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    # --- what it shows ---

    @property
    def geometry_used(self) -> RowGeometry | None:
        """The measures it was bound with."""
        return self._geometry

    def bind(self, document: MessageDocument, geometry: RowGeometry) -> None:
        """Show `document`; called again whenever it or the measures changed."""
        if document is not self.document:
            self._selecting = self._hover = False
            self._dragging = None
            for button in (self.copy, *self.code.buttons):
                button.reset()
        style, message = geometry.style, document.message
        bound = document, geometry, self.speaker, document.last, document.divider, message.status
        if message.status is MessageStatus.STREAMING and bound == self._bound:
            return  # only its text became longer
        self._bound = bound
        self.document = document
        self._geometry = geometry
        answer = message.role is Role.ASSISTANT
        streaming = message.status is MessageStatus.STREAMING
        self.setAccessibleName(spoken_by(message, self.speaker) if answer and message.model else who_said(message))
        self.setAccessibleDescription("" if streaming else read_out(message))  # at its end it is announced
        self.copy.set_look(style, "copy", name=tr("Copy"))
        self.again.set_look(style, "refresh", name=tr("Again: write another answer"))
        back, on = ("chevron-right", "chevron-left") if style.mirrored else ("chevron-left", "chevron-right")
        self.previous.set_look(style, back, name=tr("Previous answer") if answer else tr("Previous version"))
        self.next.set_look(style, on, name=tr("Next answer") if answer else tr("Next version"))
        self.edit.set_look(style, "pencil", name=tr("Edit and ask again"))
        self.more.set_look(style, "more", name=tr("More about this message"))
        self.divider.show_divider(document.divider, style)
        speed = message.speed
        text = tr("{speed} tok/s", speed=figure(speed, ".0f" if speed >= 10 else ".1f"))
        self.speed.set_look(style, "", text, name=tr("{speed}: why?", speed=text))
        self.speed.setVisible(answer and speed > 0 and not streaming)
        several = self.offers and not streaming and has_others(message)
        self.copy.setVisible(bool(message.text) and not streaming)
        asked = message.parent_id is not None  # a greeting answers nothing
        self.again.setVisible(self.offers and answer and document.last and not streaming and asked)
        self.edit.setVisible(self.offers and message.role is Role.USER and message.id > 0)
        self.more.setVisible(self.offers and message.id > 0 and not streaming and message.role is not Role.TOOL)
        self.previous.setVisible(several)
        self.next.setVisible(several)
        self.previous.setEnabled(message.place > 0)
        self.next.setEnabled(message.place < len(message.siblings) - 1)
        self._quieten()
        self.update()

    def paint_changes(self) -> None:
        """Let what is different since it was painted be painted again, and nothing else."""
        assert self.document is not None
        assert self._geometry is not None
        changed = self.document.take_changed()
        if self.hasFocus():
            self.update()  # the ring goes around all of it
        elif changed is not None:
            top = self._geometry.above(self.document) + changed - self._geometry.style.px(12)
            self.update(0, max(top, 0), self.width(), self.height())

    def set_speaker(self, speaker: Speaker | None) -> None:
        """Who plays in this chat; None: the model itself."""
        if speaker != self.speaker:
            self.speaker = speaker
            if self.document is not None and self._geometry is not None:
                self.bind(self.document, self._geometry)

    def release(self) -> None:
        """Show nothing; it will be used for another message."""
        self.document, self._bound = None, ()
        self.hide()

    def buttons(self) -> list[FlatButton]:
        """All buttons in the order of reading."""
        within = sorted((*self.folds.buttons, *self.code.buttons), key=lambda button: button.y())
        ends = [self.mend, self.copy, self.edit, self.again, self.previous, self.next, self.more, self.speed]
        return [self.divider.button, *within, *ends]

    def _quieten(self) -> None:
        document = self.document
        shown = self._hover or (document is not None and document.last and document.message.role is Role.ASSISTANT)
        shown = shown or any(button.hasFocus() for button in self.buttons())
        for button in (self.copy, self.edit, self.again, self.more, self.speed):  # the switch says what there is
            button.set_quiet(not shown)

    def _focus_changed(self) -> None:
        self._quieten()
        self.update()
        button = next((button for button in self.buttons() if button.hasFocus()), None)
        if button is not None:
            self.focused.emit(button.geometry().translated(self.pos()))

    def arrange(self, top: int, bottom: int) -> None:
        """Place the buttons; only code between `top` and `bottom` (px from the row's top) gets one."""
        document, geometry = self.document, self._geometry
        if document is None or geometry is None:
            return
        style = geometry.style
        left, above = geometry.text_left(document), geometry.above(document)
        self.code.arrange(document, style, QPoint(left, above), top - above, bottom - above)
        self.folds.arrange(document, style, QPoint(left, above), top - above, bottom - above)
        self._arrange_notice(document, style, QPoint(left, above))
        self.divider.place(geometry.left, style.px(8), geometry.width)
        side = style.px(28)
        end = above + document.height
        if in_bubble(document.message.role):
            bubble = geometry.visual(self._bubble(document, geometry))  # once more mirrored: as from left to right
            x, y = bubble.left() - side - style.px(6), bubble.bottom() + 1 - side - style.px(7)
            for button in (self.more, self.edit, self.copy):  # what has no room is in the menu, too
                button.setVisible(not button.isHidden() and x >= 0)
                button.setGeometry(geometry.visual(QRect(x, y, side, side)))
                x -= side + style.px(2) if not button.isHidden() else 0
            self._place_switch(document, geometry, QPoint(bubble.right() + 1, bubble.bottom() + style.px(3)), ends=True)
            return
        x, y = left - style.px(6), end + style.px(4)
        for button in (self.copy, self.again):
            if not button.isHidden():
                button.setGeometry(geometry.visual(QRect(x, y, side, side)))
                x += side + style.px(2)
        x += self._place_switch(document, geometry, QPoint(x, y))
        if not self.more.isHidden():
            self.more.setGeometry(geometry.visual(QRect(x, y, side, side)))
            x += side + style.px(2)
        self.speed.setGeometry(geometry.visual(QRect(x, y, self.speed.sizeHint().width(), side)))

    def _place_switch(self, document: MessageDocument, geometry: RowGeometry, at: QPoint, *, ends: bool = False) -> int:
        """Put ‹2/3› where it begins, or `ends`; its width."""
        style, side = geometry.style, geometry.style.px(28)
        if self.previous.isHidden():
            return 0
        wide = round(QFontMetricsF(style.small).horizontalAdvance(self._count_text(document))) + style.px(4)
        whole = 2 * side + wide
        x, y = at.x() - (whole if ends else 0), at.y()
        self.previous.setGeometry(geometry.visual(QRect(x, y, side, side)))
        self._count_at = geometry.visual(QRect(x + side, y, wide, side))
        self.next.setGeometry(geometry.visual(QRect(x + side + wide, y, side, side)))
        return whole + style.px(2)

    def _arrange_notice(self, document: MessageDocument, style: Style, at: QPoint) -> None:
        notice = document.notice()
        if notice is None:
            self.mend.hide()
            return
        block, box, spec = notice
        going_on = document.action is not None and document.action.kind is ActionKind.CONTINUE
        self.mend.set_look(style, "play" if going_on else "", spec.button, name=spec.button)
        self.mend.setGeometry(box.button_area().translated(at + document.origin(block)))
        self.mend.show()

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        document, geometry = self.document, self._geometry
        if document is None or geometry is None:
            return
        style = geometry.style
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, above = geometry.text_left(document), geometry.above(document)
        if not in_bubble(document.message.role):
            self._paint_name(painter, document, geometry)
        else:
            painter.setPen(style.colour("edge") if style.palette.high else Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("raised"))
            painter.drawRoundedRect(QRectF(self._bubble(document, geometry)), style.px(16), style.px(16))
        self._paint_facts(painter, document, style)
        if self.hasFocus():
            painter.setPen(QPen(style.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRect(geometry.left, 2, geometry.width, self.height() - 4).adjusted(
                -style.px(16), 0, style.px(16), 0
            )
            painter.drawRoundedRect(ring.intersected(self.rect().adjusted(2, 0, -2, 0)), style.px(8), style.px(8))
        area = event.rect()
        painter.translate(left, above)
        document.paint(painter, area.top() - above, area.bottom() + 1 - above)
        caret = document.caret() if area.bottom() >= above + document.height - style.px(60) else None
        if caret is not None:
            point, height = caret
            size = style.px(8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("accent"))
            painter.drawEllipse(QRectF(point.x() + style.px(5), point.y() + (height - size) / 2 + 1, size, size))

    def _bubble(self, document: MessageDocument, geometry: RowGeometry) -> QRect:
        style = geometry.style
        pad_x, pad_y = style.px(16), style.px(10)
        text = QRect(geometry.text_left(document), geometry.above(document), document.natural_width(), document.height)
        return text.adjusted(-pad_x, -pad_y, pad_x, pad_y)

    def _paint_name(self, painter: QPainter, document: MessageDocument, geometry: RowGeometry) -> None:
        style = geometry.style
        if document.message.model:
            place = QRect(geometry.left, geometry.top(document) + style.px(12), geometry.width, style.px(20))
            paint_speaker(painter, style, place, document.message, self.speaker)

    def _paint_facts(self, painter: QPainter, document: MessageDocument, style: Style) -> None:
        """How many answers there are, or versions of a question."""
        painter.setFont(style.small)
        painter.setPen(style.colour("muted"))
        if not self.previous.isHidden():
            painter.drawText(self._count_at, Qt.AlignmentFlag.AlignCenter, self._count_text(document))

    @staticmethod
    def _count_text(document: MessageDocument) -> str:
        return f"{document.message.place + 1}/{len(document.message.siblings)}"

    # --- what can be done ---

    def _ask_speed(self) -> None:
        if self.document is not None:
            self.speed_requested.emit(self.document.message.id)

    def _edit(self) -> None:
        if self.document is not None:
            self.edit_requested.emit(self.document.message.id)

    def _again(self) -> None:
        if self.document is not None:
            self.again_requested.emit(self.document.message.id)

    def _emit_sibling(self, step: int) -> None:
        if self.document is None:
            return
        message, place = self.document.message, self.document.message.place + step
        if 0 <= place < len(message.siblings):
            self.sibling_requested.emit(message.siblings[place])

    def _mend(self) -> None:
        if self.document is None or self.document.action is None:
            return
        if self.document.action.kind is ActionKind.CONTINUE:
            self.continue_requested.emit(self.document.message.id)
        else:
            self.remedy_requested.emit(self.document.action.value, self.document.message.id)

    def _copy_message(self) -> None:
        if self.document is not None:
            copy_message(self.document, Kind.ALL)
            self.copy.show_done(tr("Copied"))

    def _fold(self, key: int) -> None:
        if self.document is not None:
            self.fold_requested.emit(self.document.message.id, key)

    # --- pointer and keys ---

    def _point(self, position: QPointF) -> QPointF:
        """A point of the row in the coordinates of the text."""
        assert self.document is not None
        assert self._geometry is not None
        above = self._geometry.above(self.document)
        return position - QPointF(self._geometry.text_left(self.document), above)

    def place_at(self, position: QPointF) -> Place:
        """The place in the text nearest to a point of the row."""
        assert self.document is not None
        point, last = self._point(position), len(self.document) - 1
        if point.y() >= self.document.height and last >= 0:
            return last, self.document.box(last).length
        return self.document.place_at(point) if point.y() >= 0 else (0, 0)

    def point_of(self, block: int, point: QPointF) -> QPointF:
        """A point of a block in the row's coordinates."""
        assert self.document is not None
        return point + QPointF(self.document.origin(block)) - self._point(QPointF(0, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.document is None or event.button() is not Qt.MouseButton.LeftButton:
            return super().mousePressEvent(event)
        self._dragging = self._grip(event.position())
        if self._dragging is not None:
            return None
        self._pressed_link = self.document.link_at(self._point(event.position()))
        self._selecting = True
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.selecting.emit(self.document.message.id, self.place_at(event.position()), shift)
        return None

    def _grip(self, position: QPointF) -> tuple[Box, float, float] | None:
        """The thumb of a wide block at a point of the row."""
        assert self.document is not None
        point = self._point(position)
        block = self.document.block_at(int(point.y()))
        if block < 0:
            return None
        box = self.document.box(block)
        factor = box.grip(point - QPointF(self.document.origin(block)))
        return (box, factor, position.x()) if factor else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.document is None:
            return
        if self._dragging is not None:
            box, factor, x = self._dragging
            self._dragging = box, factor, event.position().x()
            if box.scroll_by((event.position().x() - x) * factor):
                self.update()
            return
        if self._selecting and event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(self.mapToParent(event.position().toPoint()))
            return
        point = self._point(event.position())
        block = self.document.block_at(int(point.y()))
        if self.document.link_at(point):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        elif block >= 0 and 0 <= point.y() < self.document.height and 0 <= point.x() <= self.document.natural_width():
            self.setCursor(Qt.CursorShape.IBeamCursor)
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging is not None:
            self._dragging = None
            return
        self._selecting = False
        self.dropped.emit()
        if self.document is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if self.document.has_selection():
            return
        link = self.document.link_at(self._point(event.position()))
        if link and link == self._pressed_link:
            self.link_activated.emit(link)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.document is not None:
            block, position = self.document.place_at(self._point(event.position()))
            first, last = self.document.box(block).word(position)
            self.part_selected.emit(self.document.message.id, (block, first), (block, last))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Sideways over a wide block; everything else is the view's."""
        delta = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
        sideways = delta.x() if delta.x() else delta.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0
        if self.document is not None and abs(sideways) > 0 and abs(delta.x()) >= abs(delta.y() if delta.x() else 0):
            point = self._point(event.position())
            block = self.document.block_at(int(point.y()))
            if block >= 0 and self.document.box(block).scroll_by(-sideways):
                self.update()
                event.accept()
                return
        event.ignore()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes from the message to what can be done with it."""
        shown = [button for button in self.buttons() if button.isVisible() and button.isEnabled()]
        if forwards and self.hasFocus() and shown:
            shown[0].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().focusNextPrevChild(forwards)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right on the Copy button of a wide code block scroll it."""
        step = {Qt.Key.Key_Left: -40, Qt.Key.Key_Right: 40}.get(Qt.Key(event.key()), 0)
        focused = next((button for button in self.code.blocks if button.hasFocus()), None)
        if step and focused is not None and self.document is not None:
            if self.document.box(self.code.blocks[focused]).scroll_by(step):
                self.update()
            return
        event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        del event
        self._hover = True
        self._quieten()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        del event
        self._hover = False
        self._quieten()
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self.show_menu(event.globalPos(), QPointF(event.pos()))
        else:
            self.show_menu(self.mapToGlobal(self.menu_place()))

    def menu_place(self) -> QPoint:
        """Where a menu opens that was not asked for by the pointer."""
        return self.more.geometry().bottomLeft() if not self.more.isHidden() else QPoint(self.width() // 3, 8)

    def show_menu(self, at: QPoint, pointed: QPointF | None = None) -> None:
        """Open the message's menu at a point of the screen; `pointed` is the pointer in the row's coordinates."""
        if self.document is None:
            return
        link = self.document.link_at(self._point(pointed)) if pointed is not None else ""
        menu = copying_menu(self.document, link, self, self.copy_selection)
        message = self.document.message
        if self.offers and message.id > 0 and message.status is not MessageStatus.STREAMING:
            self.menu_requested.emit(message.id, menu)
        menu.popup(at)
