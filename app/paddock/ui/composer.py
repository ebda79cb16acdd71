"""Where the person writes. One rule: what was typed is never thrown away; it leaves only by `take`.

Grows from one to eight lines, then scrolls. Enter sends, Shift+Enter breaks the line, Esc stops an answer.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from paddock.ui.meter import Meter
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, of_kind

LINES = 8
DRAFT_DELAY = 300  # ms
CORNER = 16  # px
PLACE_FROM = 440  # px at 100 %: from this width on it is said where the model runs
METER_WIDTH = 64  # px at 100 %


class MessageEdit(QPlainTextEdit):
    """The text field; knows its height and which keys mean something."""

    submitted = Signal()
    stopped = Signal()
    focused = Signal(bool)
    pasted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        of_kind(self, "composer")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take the height of the text, between one line and eight."""
        lines = 0
        block = self.document().begin()
        while block.isValid() and lines <= LINES:
            lines += max(1, block.layout().lineCount() if block.layout() else 1)
            block = block.next()
        shown = min(LINES, max(1, lines))
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(math.ceil(self.fontMetrics().lineSpacing() * shown) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends, Shift+Enter breaks, Esc stops; an input method's Enter never arrives here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
                self.insertPlainText("\n")
                self.ensureCursorVisible()
            else:
                self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.stopped.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Text was pasted or dropped: there is much to read at once."""
        super().insertFromMimeData(source)
        self.pasted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the text anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame around shows the focus."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame around loses the focus."""
        super().focusOutEvent(event)
        self.focused.emit(False)


class ComposerFrame(QWidget):
    """The soft frame: rounded, a hairline that takes the accent while the field has the focus."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._focused = False
        appearance.changed.connect(self.update)

    def set_focused(self, focused: bool) -> None:
        """Draw the ring or the hairline."""
        self._focused = focused
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shadow, surface, border."""
        palette = self._appearance.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = self.rect().toRectF().adjusted(3, 2, -3, -5)
        painter.setPen(Qt.PenStyle.NoPen)
        shade = QColor(palette.text if not palette.dark else palette.code_surface)
        for spread, alpha in ((3.0, 6), (2.0, 8), (1.0, 10)):
            shade.setAlpha(alpha)
            painter.setBrush(shade)
            painter.drawRoundedRect(body.adjusted(-spread, -spread + 2, spread, spread + 2), CORNER + 2, CORNER + 2)
        painter.setBrush(QColor(palette.surface if not palette.dark else palette.raised))
        painter.setPen(QPen(QColor(palette.accent if self._focused else palette.border), 1.5 if self._focused else 1))
        painter.drawRoundedRect(body, CORNER, CORNER)
        painter.end()


class Composer(QWidget):
    """Field, Send or Stop, and one muted line about who answers and where.

    Signals:
        submitted: the person wants this text sent; `take` empties the field.
        stopped: the person wants the answer to end.
        draft_changed: the text, 300 ms after the last key.
    """

    submitted = Signal()
    stopped = Signal()
    draft_changed = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._answering = False
        self._draft_timer = QTimer(self)
        self._draft_timer.setSingleShot(True)
        self._draft_timer.setInterval(DRAFT_DELAY)
        self._draft_timer.timeout.connect(self._say_draft)
        self._build()
        appearance.changed.connect(self._dress)
        self._dress()

    def _build(self) -> None:
        self.edit = MessageEdit(self._appearance)
        self.edit.setPlaceholderText(self.tr("Message Paddock…"))
        self.edit.setAccessibleName(self.tr("Message"))
        self.button = of_kind(QToolButton(), "send")
        self.model_line = ElidedLabel(kind="small")
        self.meter = Meter(self._appearance, METER_WIDTH)
        self.place_line = ElidedLabel(self.tr("on this computer"), kind="small")
        self._frame = ComposerFrame(self._appearance)
        inside = QHBoxLayout(self._frame)
        inside.setContentsMargins(GRID * 5, GRID * 4, GRID * 4, GRID * 4 + 3)
        inside.setSpacing(GRID * 3)
        inside.addWidget(self.edit, 1, Qt.AlignmentFlag.AlignVCenter)
        inside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        below = QHBoxLayout()
        below.setContentsMargins(GRID * 5, 0, GRID * 5, 0)
        below.setSpacing(GRID * 2)
        below.addWidget(self.model_line)
        below.addWidget(self.meter)
        below.addStretch(1)
        below.addWidget(self.place_line)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GRID)
        outer.addWidget(self._frame)
        outer.addLayout(below)
        self.setFocusProxy(self.edit)
        self.edit.submitted.connect(self._submit)
        self.edit.stopped.connect(self.stopped)
        self.edit.focused.connect(self._frame.set_focused)
        self.edit.textChanged.connect(self._text_changed)
        self.button.clicked.connect(self._pressed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, who answers matters more than where."""
        super().resizeEvent(event)
        self.place_line.setVisible(self.width() > self._appearance.px(PLACE_FROM))

    def text(self) -> str:
        """What is in the field."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Put text into the field, the cursor after it; does not count as typing."""
        self.edit.setPlainText(text)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
        self._draft_timer.stop()

    def take(self) -> str:
        """Empty the field and return what was in it."""
        text = self.text()
        self.set_text("")
        return text

    def leave(self) -> None:
        """Another chat is about to be shown: say this one's draft and empty the field."""
        self.flush_draft()
        self.set_text("")

    def restore(self, text: str) -> None:
        """Put a draft before what has been typed meanwhile."""
        typed = self.text()
        if text:
            self.set_text(f"{text}{typed}")
        if typed:
            self._draft_timer.start()

    def give_back(self, text: str) -> None:
        """Put what could not be sent before what has been typed meanwhile; it is a draft from now on."""
        typed = self.text()
        self.set_text(f"{text}\n{typed}" if typed else text)
        self._draft_timer.start()

    def flush_draft(self) -> None:
        """Say now what the draft is, if a key was pressed since it was said last."""
        if self._draft_timer.isActive():
            self._say_draft()

    def _say_draft(self) -> None:
        self._draft_timer.stop()
        self.draft_changed.emit(self.text())

    def set_answering(self, answering: bool) -> None:
        """Send becomes Stop while an answer comes."""
        self._answering = answering
        self._dress()

    def set_model_line(self, text: str, used: int = 0, whole: int = 0) -> None:
        """Who answers, in one line, and how full the context is (`whole` is 0 while that is not known)."""
        self.model_line.setText(text)
        self.meter.setVisible(whole > 0)
        self.meter.set_use(used, whole, text)

    def _submit(self) -> None:
        if not self._answering and self.text().strip():
            self.submitted.emit()

    def _pressed(self) -> None:
        if self._answering:
            self.stopped.emit()
        else:
            self._submit()
        self.edit.setFocus()

    def _text_changed(self) -> None:
        self._draft_timer.start()
        self._enable()

    def _enable(self) -> None:
        palette = self._appearance.palette
        ready = self._answering or bool(self.text().strip())
        self.button.setEnabled(ready)
        colour = palette.on_accent if ready else palette.muted
        self.button.setIcon(self._appearance.icon("square" if self._answering else "arrow-up", colour, 18))

    def _dress(self) -> None:
        name = self.tr("Stop") if self._answering else self.tr("Send")
        self.button.setAccessibleName(name)
        self.button.setToolTip(f"{name}  {self.tr('Esc') if self._answering else self.tr('Enter')}")
        self.button.setIconSize(self._appearance.icon_size(18))
        self._enable()
        side = self._appearance.px(34)
        self.button.setFixedSize(QSize(side, side))
        self.edit.setMinimumHeight(0)
        self.edit.fit()
