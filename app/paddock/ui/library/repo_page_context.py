"""The context a model shall be judged with, on a slider. One rule: each step is twice the one before."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QStyle, QVBoxLayout, QWidget

from paddock.ui.i18n import tr
from paddock.ui.library.words import KIB_TOKENS, tokens_of
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import label

LEAST = 2048  # tokens
USUAL_MOST = 32_768  # tokens, until it is known what the model was trained with
MOST = 1 << 24  # tokens; no header is believed beyond it
HANDLE_PX = 14  # width of the handle, by the stylesheet


class StepSlider(QSlider):
    """A slider whose wheel scrolls the page that it stands on."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nobody may change a context by scrolling past it."""
        event.ignore()


class ContextSlider(QWidget):
    """From 2K tokens to what the model was trained with.

    Signals:
        changed: tokens, by the person.
    """

    changed = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._steps: tuple[int, ...] = ()
        self._trained = 0
        self._touched = False
        self.slider = StepSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("Context to judge with"))
        self.slider.setPageStep(1)
        self.value = label("", "strong")
        self.meaning = label("", "small", True)
        self._marks = _Marks(appearance, self)
        head = QHBoxLayout()
        head.setSpacing(GRID * 3)
        head.addWidget(label(tr("Context"), "title"))
        head.addWidget(self.value, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.meaning)
        column.addSpacing(GRID)
        column.addWidget(self.slider)
        column.addWidget(self._marks)
        self.slider.valueChanged.connect(self._moved)
        self.begin()

    @property
    def tokens(self) -> int:
        """What is chosen."""
        return self._steps[self.slider.value()]

    @property
    def steps(self) -> tuple[int, ...]:
        """What can be chosen, tokens."""
        return self._steps

    def begin(self) -> None:
        """Another model, of which nothing is known yet."""
        self._trained, self._touched = 0, False
        self._set_steps(USUAL_MOST)
        self._choose(8192)

    def learn(self, n_ctx: int, n_ctx_train: int) -> None:
        """A variant was judged with `n_ctx`; the model was trained with `n_ctx_train` tokens (0: unknown)."""
        if n_ctx_train > self._trained:
            self._trained = n_ctx_train
            kept = self.tokens
            self._set_steps(n_ctx_train)
            self._choose(kept)
        if not self._touched and n_ctx:
            self._choose(n_ctx)

    def _set_steps(self, most: int) -> None:
        steps = [LEAST]
        while steps[-1] * 2 <= min(most, MOST):
            steps.append(steps[-1] * 2)
        if most > steps[-1] and most <= MOST:
            steps.append(most)
        self._steps = tuple(steps)
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(steps) - 1)
        self.slider.blockSignals(False)
        self._marks.set_words([_short(step) for step in steps])
        choice = len(steps) > 1
        self.slider.setVisible(choice)
        self._marks.setVisible(choice)
        told = tr("How much of a chat the model keeps in mind; more of it takes more memory.")
        self.meaning.setText(told if choice else tr("It was trained with no more, so there is nothing to choose."))

    def _choose(self, tokens: int) -> None:
        nearest = min(range(len(self._steps)), key=lambda number: abs(self._steps[number] - tokens))
        self.slider.blockSignals(True)
        self.slider.setValue(nearest)
        self.slider.blockSignals(False)
        self._show()

    def _moved(self) -> None:
        self._touched = True
        self._show()
        self.changed.emit(self.tokens)

    def _show(self) -> None:
        words = tokens_of(self.tokens)
        self.value.setText(words)
        self.slider.setAccessibleDescription(words)


class _Marks(QWidget):
    """What the steps of a slider are, below it."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._words: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.updateGeometry)

    def set_words(self, words: list[str]) -> None:
        """One for each step."""
        self._words = words
        self.update()

    def sizeHint(self) -> QSize:
        """One small line."""
        return QSize(80, QFontMetrics(self._appearance.font(12)).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each word below its step, the outer ones flush; words without room are left out."""
        del event
        font = self._appearance.font(12)
        metrics = QFontMetrics(font)
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(QColor(self._appearance.palette.muted))
        last, free = len(self._words) - 1, 0
        for number, word in enumerate(self._words):
            wide = metrics.horizontalAdvance(word)
            middle = HANDLE_PX // 2 + (self.width() - HANDLE_PX) * number // max(1, last)
            left = min(max(0, middle - wide // 2), self.width() - wide)
            ends = (
                self.width() - metrics.horizontalAdvance(self._words[-1]) - GRID * 2 if number < last else self.width()
            )
            if left < free or left + wide > ends:
                continue
            free = left + wide + GRID * 2
            place = QRect(left, 0, wide, self.height())
            painter.drawText(
                QStyle.visualRect(self.layoutDirection(), self.rect(), place), Qt.AlignmentFlag.AlignCenter, word
            )
        painter.end()


def _short(tokens: int) -> str:
    return tr("{count}K", count=tokens // KIB_TOKENS) if tokens >= KIB_TOKENS else str(tokens)
