"""What the engine does now, and how the last answer went. One rule: rows of facts from `services.insight`, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from paddock.services.insight import PROMPT_FORMAT, ContextUse, Fact
from paddock.ui.i18n import tr
from paddock.ui.meter import Meter
from paddock.ui.model_state import thousands
from paddock.ui.notice import Choice
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton, label

NAME_WIDTH = 104  # px at 100 %


class FactRows(QWidget):
    """Names at the leading side, what is so beside them, details below. Rows that stay only change their words.

    Args:
        buttons: by the name of a row, the button that stands below it.
    """

    def __init__(self, appearance: Appearance, buttons: Mapping[str, Choice] | None = None) -> None:
        super().__init__()
        self._appearance = appearance
        self._buttons = buttons or {}
        self._facts: tuple[Fact, ...] = ()
        self._names: list[QLabel] = []
        self._texts: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID * 3)
        self._grid.setVerticalSpacing(GRID * 2)
        self._grid.setColumnStretch(1, 1)
        appearance.changed.connect(self._dress)
        self._dress()

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these."""
        facts = tuple(facts)
        if facts == self._facts:
            return
        if [fact.label for fact in facts] != [fact.label for fact in self._facts]:
            self._rebuild(facts)
        self._facts = facts
        for fact, (text, detail) in zip(facts, self._texts, strict=True):
            text.setText(fact.text)
            detail.setText(fact.detail)
            detail.setVisible(bool(fact.detail))

    def _rebuild(self, facts: Sequence[Fact]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._names, self._texts = [], []
        for row, fact in enumerate(facts):
            name = label(fact.label, "small", wrap=True)
            name.setFixedWidth(self._appearance.px(NAME_WIDTH))
            text, detail = label("", "fact", wrap=True), label("", "small", wrap=True)
            for shown in (text, detail):
                shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            beside = QWidget()
            words = QVBoxLayout(beside)
            words.setContentsMargins(0, 0, 0, 0)
            words.setSpacing(0)
            words.addWidget(text)
            words.addWidget(detail)
            if fact.label in self._buttons:
                words.addSpacing(GRID)
                words.addWidget(self._button(fact.label), 0, Qt.AlignmentFlag.AlignLeading)
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(beside, row, 1)
            self._names.append(name)
            self._texts.append((text, detail))

    def _button(self, name: str) -> TextButton:
        said, action = self._buttons[name]
        button = TextButton(self._appearance, said)
        button.setAccessibleName(f"{name}: {said}")
        button.clicked.connect(action)
        return button

    def words(self) -> str:
        """Everything that is shown."""
        return "\n".join(f"{fact.label}: {fact.text} {fact.detail}".strip() for fact in self._facts)

    def _dress(self) -> None:
        for name in self._names:
            name.setFixedWidth(self._appearance.px(NAME_WIDTH))


class NowPage(QWidget):
    """Context, engine, last answer.

    Signals:
        speed_requested: the person wants to know why it is slow.
        format_requested: the person wants to see the prompt format.
    """

    speed_requested = Signal()
    format_requested = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._context_title = label(tr("Context"), "strong")
        self.meter = Meter(appearance)
        self.context = label("", "small", wrap=True)
        self._engine_title = label(tr("Engine"), "strong")
        self.engine = FactRows(appearance, {PROMPT_FORMAT: (tr("Show…"), self.format_requested.emit)})
        self._answer_title = label(tr("Last answer"), "strong")
        self.answer = FactRows(appearance)
        self.speed_button = TextButton(appearance, tr("Why is this slow?"), "gauge")
        self.speed_button.clicked.connect(self.speed_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        for group in (
            (self._context_title, self.meter, self.context),
            (self._engine_title, self.engine),
            (self._answer_title, self.answer),
        ):
            for widget in group:
                column.addWidget(widget)
            column.addSpacing(GRID * 2)
        column.addWidget(self.speed_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        self.set_context(None, 0)
        self.set_engine(())
        self.set_answer(())

    def set_context(self, use: ContextUse | None, left_out: int) -> None:
        """How much of the context the chat takes, and how many of its messages are not in it."""
        for widget in (self._context_title, self.meter, self.context):
            widget.setVisible(use is not None and use.n_ctx > 0)
        if use is None:
            return
        said = [tr("{used} of {whole} tokens", used=thousands(use.used), whole=thousands(use.n_ctx))]
        said += self._seen(use, left_out)
        self.meter.set_use(use.used, use.n_ctx, said[0])
        self.context.setText("\n".join(said))

    def _seen(self, use: ContextUse, left_out: int) -> list[str]:
        """What of the chat the model sees, and what is to be done where even that is too much."""
        one, several = tr("The first message is left out."), tr("The first {count} messages are left out.")
        if use.summarised:
            one = tr("A summary stands for the first message.")
            several = tr("A summary stands for the first {count} messages.")
        said = [one if left_out == 1 else several.format(count=left_out)] if left_out else []
        if use.used > use.n_ctx:
            said.append(tr("This does not fit. Shorten the message or the system prompt, or give more context."))
        return said or [tr("The model sees the whole chat.")]

    def set_engine(self, facts: Sequence[Fact]) -> None:
        """What the engine says of the model."""
        self.engine.set_facts(facts)

    def set_answer(self, facts: Sequence[Fact]) -> None:
        """How the last answer went."""
        self.answer.set_facts(facts)
        self.answer.setVisible(bool(facts))
        self._answer_title.setVisible(bool(facts))
