"""The transcript's buttons: flat, painted from the palette. One rule: each has a name and a focus ring."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from paddock.ui.transcript.style import Style

_DONE_MS = 1500
ABSOLUTE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute


class FlatButton(QAbstractButton):
    """An icon, a label or both, without a frame until the pointer or the focus is on it.

    Attributes:
        quiet: not drawn at all, but still reached by the keyboard.
        framed: has an outline (a button that mends something).
    """

    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, framed: bool = False) -> None:
        super().__init__(parent)
        self.framed = framed
        self.quiet = False
        self._icon = ""
        self._done = ""  # shown for a moment instead of the label
        self._room_for = ""  # a label that may be shown later and must fit
        self._style: Style | None = None
        self._look: tuple[object, ...] = ()
        self._size = QSize(0, 0)
        self._timer = QTimer(self, singleShot=True, interval=_DONE_MS)
        self._timer.timeout.connect(self.reset)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_look(self, style: Style, icon: str, label: str = "", *, name: str, later: str = "") -> None:
        """What it shows, what it may show `later`, and what it is called for those who cannot see it."""
        look = style, icon, label, name, later
        if look == self._look:
            return  # rows are bound again and again
        self._look = look
        self._room_for = later
        self._style = style
        self._icon = icon
        self.setText(label)
        self.setAccessibleName(name)
        self.setToolTip("" if label else name)
        self._size = self._measured(style)
        self.update()

    def show_done(self, label: str) -> None:
        """Show for a moment that it was done: a check mark, and `label` instead of its own if it has one."""
        self._done = label
        self._timer.start()
        self.update()

    def is_done(self) -> bool:
        """Whether it shows at present that it was done."""
        return bool(self._done)

    def reset(self) -> None:
        """Back to what it does."""
        self._timer.stop()
        self._done = ""
        self.update()

    def set_quiet(self, quiet: bool) -> None:
        """Draw it only with the pointer or the focus on it."""
        if quiet != self.quiet:
            self.quiet = quiet
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def sizeHint(self) -> QSize:
        return self._size

    def _measured(self, style: Style) -> QSize:
        side = style.px(28)
        if not self.text():
            return QSize(side, side)
        metrics = QFontMetricsF(style.small_bold if self.framed else style.small)
        wide = max(metrics.horizontalAdvance(self.text()), metrics.horizontalAdvance(self._room_for))
        return QSize(round(wide) + style.px(18 if not self.framed else 26) + (style.px(20) if self._icon else 0), side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._style is None or (self.quiet and not self.hasFocus() and not self.underMouse() and not self._done):
            return
        style = self._style
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        self._paint_ground(painter, style)
        lit = self.underMouse() or self.hasFocus() or self.framed
        colour = "text" if lit else "muted"
        side = style.px(16)
        icon = "check" if self._done else self._icon
        label = self._done if self._done and self.text() else self.text()
        font = style.small_bold if self.framed else style.small
        space = style.px(6) if icon and label else 0
        content = (side if icon else 0) + space + QFontMetricsF(font).horizontalAdvance(label)
        x = (self.width() - content) / 2
        if icon:
            at = self.width() - x - side if style.mirrored else x
            style.icon(icon, colour).paint(painter, QRect(round(at), (self.height() - side) // 2, side, side))
        if label:
            painter.setFont(font)
            painter.setPen(style.colour(colour))
            room = QRectF(x, 0, content + 1, self.height())
            within = -side - space if icon else 0
            room.adjust(*((0, 0, within, 0) if style.mirrored else (-within, 0, 0, 0)))
            painter.drawText(room, ABSOLUTE, label)

    def _paint_ground(self, painter: QPainter, style: Style) -> None:
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = style.px(8) if self.framed else style.px(6)
        painter.setPen(QPen(style.colour("edge"), 1) if self.framed else Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("surface") if self.framed else Qt.BrushStyle.NoBrush)
        if self.underMouse() or self.isDown():
            painter.setBrush(style.colour("selected" if self.isDown() else "hover"))
        painter.drawRoundedRect(area, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(style.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class Pill(QAbstractButton):
    """Floats over the text and brings the reader down to its end."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self._look: tuple[object, ...] = ()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def set_look(self, style: Style, label: str, name: str) -> None:
        """`label` is empty when nothing new came."""
        if (style, label, name) == self._look:
            return
        self._look = style, label, name
        self._style = style
        self.setText(label)
        self.setAccessibleName(name)
        self.setToolTip("" if label else name)
        self.resize(self.sizeHint())
        self.update()

    def float_at_end(self, shown: bool) -> None:
        """Stand in the middle above the parent's lower edge, or go."""
        parent = self.parentWidget()
        if self._style is not None and parent is not None:
            x = (parent.width() - self.width()) // 2
            self.move(x, parent.height() - self.height() - self._style.px(12))
        if shown:
            self.raise_()
        self.setVisible(shown)

    def sizeHint(self) -> QSize:
        if self._style is None:
            return QSize(0, 0)
        tall = self._style.px(34)
        if not self.text():
            return QSize(tall, tall)
        wide = QFontMetricsF(self._style.small_bold).horizontalAdvance(self.text())
        return QSize(round(wide) + self._style.px(16 + 22 + 16), tall)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._style is None:
            return
        style = self._style
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(style.colour("accent"), 2) if self.hasFocus() else QPen(style.colour("edge"), 1))
        ground = "selected" if style.palette.dark else "surface"  # stands out from the bubbles that it floats over
        painter.setBrush(style.colour("hover" if self.underMouse() else ground))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        side = style.px(16)
        x = style.px(16) if self.text() else (self.width() - side) // 2
        at = self.width() - x - side if style.mirrored else x
        style.icon("arrow-down", "text").paint(painter, QRect(at, (self.height() - side) // 2, side, side))
        painter.setFont(style.small_bold)
        painter.setPen(style.colour("text"))
        place = QRectF(style.px(16) if style.mirrored else x + style.px(22), 0, self.width(), self.height())
        painter.drawText(place, ABSOLUTE, self.text())
