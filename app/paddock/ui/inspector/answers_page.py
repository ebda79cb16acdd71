"""How answers are made: of this chat, and of its model. One rule: a change holds from the next answer on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from paddock.core.params import Overflow, SamplingParams
from paddock.ui.i18n import tr
from paddock.ui.inspector.sampling_editor import SamplingEditor
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ChoiceBox, TextButton, label, line, of_kind

translate = QCoreApplication.translate


class AnswersPage(QWidget):
    """This chat's system prompt and overflow policy; below them the model's samplers.

    Signals:
        overflow_chosen: an `Overflow`.
        prompt_requested: the person wants to see or write the system prompt.
        sampling_changed: `SamplingParams`; None is back to the default.
    """

    overflow_chosen = Signal(object)
    prompt_requested = Signal()
    sampling_changed = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._overflow = Overflow.SHIFT
        self.prompt_button = TextButton(appearance, tr("System prompt…"), "message")
        self.overflow = of_kind(ChoiceBox(appearance).shrinkable(), "small")
        self.overflow.setAccessibleName(tr("When the context is full"))
        for name, policy in overflow_names().items():
            self.overflow.addItem(policy, name)
        self.overflow_meaning = label("", "small", wrap=True)
        self.model_title = label("", "strong", wrap=True)
        self.told = label("", "small", wrap=True)
        self.sampling = SamplingEditor(appearance)
        self.reset = TextButton(appearance, tr("All back to the default"), "reset")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID * 2)
        for widget in (
            label(tr("This chat"), "strong"),
            label(tr("When the context is full"), "muted", wrap=True),
            self.overflow,
            self.overflow_meaning,
        ):
            self._column.addWidget(widget)
        self._column.addWidget(self.prompt_button, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addSpacing(GRID)
        self._column.addWidget(line())
        self._column.addSpacing(GRID)
        for below in (self.model_title, self.told, self.sampling):
            self._column.addWidget(below)
        self._column.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addStretch(1)
        self.overflow.activated.connect(self._overflow_chosen)
        self.prompt_button.clicked.connect(self.prompt_requested)
        self.sampling.changed.connect(self.sampling_changed)
        self.reset.clicked.connect(lambda: self.sampling_changed.emit(None))
        self.show_overflow(Overflow.SHIFT)

    def show_overflow(self, overflow: Overflow) -> None:
        """The open chat's policy."""
        self._overflow = overflow
        self.overflow.setCurrentIndex(list(overflow_names()).index(overflow))
        self.overflow_meaning.setText(overflow_meaning(overflow))

    def _overflow_chosen(self, row: int) -> None:
        overflow = list(overflow_names())[row]
        self.show_overflow(overflow)
        self.overflow_chosen.emit(overflow)

    def show_model(self, name: str, fixed: bool) -> None:
        """Whose samplers these are; those of the guide are `fixed`."""
        self.model_title.setText(tr("Answers of {name}", name=name))
        told = tr("Holds for all chats with this model, from the next answer on.")
        self.told.setText(tr("The guide always gives its likeliest answer.") if fixed else told)
        self.prompt_button.setEnabled(not fixed)
        self.prompt_button.setToolTip(tr("The guide is given no system prompt.") if fixed else "")
        self.sampling.setVisible(not fixed)
        self.reset.setVisible(not fixed)

    def show_sampling(self, params: SamplingParams, defaults: SamplingParams) -> None:
        """The model's samplers."""
        self.sampling.show_params(params, defaults)
        self.reset.setEnabled(params != defaults)


def overflow_names() -> dict[Overflow, str]:
    """The three policies, in the order in which they are offered."""
    return {
        Overflow.SHIFT: tr("Leave the oldest messages out"),
        Overflow.SUMMARISE: tr("Summarise the oldest messages"),
        Overflow.STOP: tr("Stop and say so"),
    }


def overflow_meaning(overflow: Overflow) -> str:
    """What a policy does, in a sentence."""
    return {
        Overflow.SHIFT: tr("The model no longer sees them; you do. The system prompt always stays."),
        Overflow.SUMMARISE: tr("The model writes a summary and goes on with it. What was said stays in the chat."),
        Overflow.STOP: tr("No answer is written without all that was said before."),
    }[overflow]
