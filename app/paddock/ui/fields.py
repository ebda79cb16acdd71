"""Small controls for many numbers: a number, a switch, a group that folds. One rule: no value but a possible one.

What cannot be read goes back to what it was; what is too large or too small becomes the nearest that is possible.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from paddock.ui.i18n import figure, tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import IconButton, TextButton, label, of_kind

NUMBER_WIDTH = 84  # px at 100 %


@dataclass(frozen=True, slots=True)
class Range:
    """What a number can be.

    Attributes:
        whole: a whole number.
        blank: the value that is shown as an empty field with a word in it; None if there is none.
    """

    low: float
    high: float
    step: float
    whole: bool = False
    blank: float | None = None


class NumberField(QLineEdit):
    """One number; Up and Down change it by a step.

    Signals:
        changed: the person gave it another value.
    """

    changed = Signal()

    def __init__(self, appearance: Appearance, name: str, possible: Range, word: str = "") -> None:
        super().__init__()
        self._appearance = appearance
        self._possible = possible
        self._value = possible.blank if possible.blank is not None else possible.low
        of_kind(self, "number")
        self.setAccessibleName(name)
        self.setPlaceholderText(word)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self._take)
        appearance.changed.connect(self._dress)
        self._dress()
        self._show()

    @property
    def value(self) -> float:
        """The number; `Range.blank` if the field is empty."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show a number; does not count as the person's change."""
        self._value = value
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step; Esc takes back what was typed."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._take()
            self._step(1 if event.key() == Qt.Key.Key_Up else -1)
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._words(self._value):
            self._show()
        else:
            super().keyPressEvent(event)

    def _step(self, direction: int) -> None:
        low, step = self._possible.low, self._possible.step
        begin = max(low, 0.0) if self._value == self._possible.blank else self._value
        self._set(round(begin + direction * step, 6))

    def _take(self) -> None:
        text = self.text().strip().replace(",", ".").replace("−", "-")
        if not text and self._possible.blank is not None:
            self._set(self._possible.blank)
            return
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if math.isfinite(number):
            self._set(number)
        else:
            self._show()

    def _set(self, number: float) -> None:
        possible = self._possible
        if number != possible.blank:
            number = min(possible.high, max(possible.low, number))
            number = round(number) if possible.whole else number
        changed = number != self._value
        self._value = number
        self._show()
        if changed:
            self.changed.emit()

    def _show(self) -> None:
        self.setText(self._words(self._value))
        self.setCursorPosition(0)

    def _words(self, number: float) -> str:
        if number == self._possible.blank:
            return ""
        return str(round(number)) if self._possible.whole else figure(number, ".10g")

    def _dress(self) -> None:
        self.setFixedWidth(self._appearance.px(NUMBER_WIDTH))


class Toggle(QAbstractButton):
    """On or off."""

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__()
        self._appearance = appearance
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Track and focus ring."""
        return QSize(self._appearance.px(42), self._appearance.px(26))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter switches as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A track with a knob at the end that says how it is."""
        del event
        palette, on = self._appearance.palette, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), track.height() / 2 + 2, track.height() / 2 + 2)
        painter.setPen(QPen(QColor(palette.accent if on else palette.muted), 1))
        painter.setBrush(QColor(palette.accent if on else palette.selected))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        trailing = on is (self.layoutDirection() == Qt.LayoutDirection.LeftToRight)
        side = track.height() - 6
        x = track.right() - side - 3 if trailing else track.left() + 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.on_accent if on else palette.muted))
        painter.drawEllipse(QRectF(x, track.top() + 3, side, side))
        painter.end()


class Group(QWidget):
    """A heading that folds what is below it.

    Attributes:
        body: the layout of what is folded.
    """

    toggled = Signal(bool)

    def __init__(self, appearance: Appearance, title: str, meaning: str = "", open_: bool = False) -> None:
        super().__init__()
        self.header = of_kind(TextButton(appearance, title, "chevron-right"), "group")
        self.header.setCheckable(True)
        self.header.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(GRID * 2, 0, GRID, GRID * 3)
        self.body.setSpacing(GRID + 2)
        if meaning:
            self.body.addWidget(label(meaning, "small", wrap=True))
            self.body.addSpacing(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.header)
        column.addWidget(self._inside)
        self.header.toggled.connect(self._fold)
        self.header.setChecked(open_)
        self._fold(open_)

    def _fold(self, open_: bool) -> None:
        self._inside.setVisible(open_)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        closed = "chevron-left" if mirrored else "chevron-right"
        self.header.set_icon("chevron-down" if open_ else closed)
        self.toggled.emit(open_)


@dataclass(frozen=True, slots=True)
class Origin:
    """Who says what holds, and in words what the way back leads to."""

    said: str
    back: str


class FieldRow(QWidget):
    """A name, a control, where its value comes from, and a way back, shown only where there is one to go.

    Signals:
        reset_requested: back to the default.
    """

    reset_requested = Signal()

    def __init__(self, appearance: Appearance, name: str, control: QWidget, meaning: str = "", wide: bool = False):
        super().__init__()
        self._name = name
        self._control = control
        self._meaning = meaning
        self.origin = label("", "origin", wrap=True)
        self.origin.hide()
        words = label(name, "muted", wrap=True)
        words.setToolTip(meaning)
        words.setBuddy(control)  # on Linux a choice is named by its label alone
        control.setToolTip(meaning)
        control.setAccessibleName(control.accessibleName() or name)
        control.setAccessibleDescription(meaning)
        self.reset = IconButton(appearance, "reset", "", size=14)
        self.reset.setAccessibleName(tr("{name}: back to the default", name=name))
        self.reset.setToolTip(tr("Back to the default"))
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self.reset.hide()
        self.reset.clicked.connect(self.reset_requested)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(words, 0, 0)
        grid.addWidget(self.origin, 1, 0)
        if wide:
            grid.addWidget(self.reset, 0, 2, 2, 1)
            grid.setRowMinimumHeight(2, GRID)
            grid.addWidget(control, 3, 0, 1, 3)
        else:
            grid.addWidget(control, 0, 1, 2, 1)
            grid.addWidget(self.reset, 0, 2, 2, 1)

    def set_origin(self, origin: Origin) -> None:
        """Say where the value comes from."""
        self.origin.setText(origin.said)
        self.origin.show()
        self._control.setAccessibleDescription(f"{origin.said}. {self._meaning}")
        self.reset.setAccessibleName(f"{self._name}: {origin.back}")
        self.reset.setToolTip(origin.back[:1].upper() + origin.back[1:])

    def set_default(self, default: bool) -> None:
        """Whether the value is the default."""
        if default and self.reset.hasFocus():
            self.focusNextChild()
        self.reset.setVisible(not default)
