"""How answers are made: of this chat, and of its model. One rule: a change holds from the next answer on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from paddock.core.params import Overflow
from paddock.services.levels import Level, SamplingLevels
from paddock.ui.fields import FieldRow, Origin
from paddock.ui.i18n import tr
from paddock.ui.inspector.levels import LevelSwitch, origins_of
from paddock.ui.inspector.sampling_editor import SamplingEditor
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ChoiceBox, TextButton, label, line, of_kind

translate = QCoreApplication.translate


class AnswersPage(QWidget):
    """This chat's system prompt and overflow policy; below them the samplers, of the chat or of its model.

    Signals:
        overflow_chosen: an `Overflow`; None is back to that of new chats.
        prompt_requested: the person wants to see or write the system prompt.
        prompt_reset: it shall be the persona's again.
        sampling_changed: `SamplingParams`; None is back to what is inherited.
    """

    overflow_chosen = Signal(object)
    prompt_requested = Signal()
    prompt_reset = Signal()
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
        self.prompt_row = FieldRow(appearance, tr("System prompt"), self.prompt_button, "", wide=True)
        self.overflow_row = FieldRow(appearance, tr("When the context is full"), self.overflow, "", wide=True)
        self.level = LevelSwitch(appearance)
        self.model_title = label("", "strong", wrap=True)
        self.told = label("", "small", wrap=True)
        self.sampling = SamplingEditor(appearance)
        self.reset = TextButton(appearance, tr("All back to the default"), "reset")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID * 2)
        for widget in (
            label(tr("This chat"), "strong"),
            self.prompt_row,
            self.overflow_row,
            self.overflow_meaning,
        ):
            self._column.addWidget(widget)
        self._column.addSpacing(GRID)
        self._column.addWidget(line())
        self._column.addSpacing(GRID)
        for below in (self.model_title, self.level, self.told, self.sampling):
            self._column.addWidget(below)
        self._column.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addStretch(1)
        self.overflow.activated.connect(self._overflow_chosen)
        self.prompt_button.clicked.connect(self.prompt_requested)
        self.prompt_row.reset_requested.connect(self.prompt_reset)
        self.overflow_row.reset_requested.connect(lambda: self.overflow_chosen.emit(None))
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
        of_chat = self.level.level is Level.CHAT
        told = tr("Holds for all chats with this model, from the next answer on.")
        told = tr("Holds in this chat alone, from the next answer on.") if of_chat else told
        self.told.setText(tr("The guide always gives its likeliest answer.") if fixed else told)
        self.level.setVisible(not fixed)
        self.prompt_button.setEnabled(not fixed)
        self.prompt_button.setToolTip(tr("The guide is given no system prompt.") if fixed else "")
        self.sampling.setVisible(not fixed)
        self.reset.setVisible(not fixed)

    def show_prompt(self, origin: Origin, *, inherited: bool) -> None:
        """Where the system prompt comes from; `inherited`: there is nothing to go back to."""
        self.prompt_row.set_origin(origin)
        self.prompt_row.set_default(inherited)

    def show_overflow_origin(self, origin: Origin, *, inherited: bool) -> None:
        """Likewise of what happens when the context is full."""
        self.overflow_row.set_origin(origin)
        self.overflow_row.set_default(inherited)

    def show_sampling(self, levels: SamplingLevels, persona: str) -> None:
        """The samplers of the level that is chosen."""
        self.sampling.show_params(levels.holds, levels.inherited, origins_of(levels, persona))
        self.reset.setEnabled(levels.holds != levels.inherited)


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
