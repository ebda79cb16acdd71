"""The editor of one persona. One rule: nothing is kept before Save, and nothing written is lost without a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from paddock.core.cards import LONGEST_DESCRIPTION, left_out
from paddock.core.errors import UserError
from paddock.core.models import ModelFile
from paddock.core.personas import LONGEST_NAME, Persona
from paddock.ui.announcer import Announcer
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr, translated
from paddock.ui.personas.editor_parts import Greetings, IconField, LongText, SamplingGroup
from paddock.ui.personas.words import left_out_words, token_words
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ChoiceBox, TextButton, label, of_kind

SIZE = (640, 720)
MARGIN = 80  # px that the dialog leaves of the screen
PAUSE = 300  # ms without a key before tokens are counted
Count = Callable[[str, str, Callable[[tuple[int, bool]], object]], object]


class PersonaEditor(QDialog):
    """Name, icon, description, what the model is told, greetings, model, settings for answers.

    Args:
        count: counts the tokens of a text for a model, and calls back.

    Signals:
        save_requested: the `Persona` as it was written.
    """

    save_requested = Signal(object)

    def __init__(
        self,
        appearance: Appearance,
        persona: Persona,
        models: Sequence[ModelFile],
        count: Count,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.announcer = Announcer(self)
        self._appearance = appearance
        self._persona = persona
        self._count = count
        self.setWindowTitle(tr("Edit the persona") if persona.id else tr("New persona"))
        self._make(models)
        self._arrange()
        self._was = self.persona()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._count_tokens)
        self.prompt.textChanged.connect(self._timer.start)
        self.model.activated.connect(lambda row: self._count_tokens())
        self.name.textEdited.connect(self._named)
        self.icon.refused.connect(self.refuse)
        self.save.clicked.connect(lambda: self.save_requested.emit(self.persona()))
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self._named(persona.name)
        self._count_tokens()
        self.name.setFocus()

    # --- building

    def _make(self, models: Sequence[ModelFile]) -> None:
        look, persona = self._appearance, self._persona
        self.icon = IconField(look, persona)
        self.name = _line(persona.name, tr("Name"), LONGEST_NAME)
        self.description = _line(persona.description, tr("Who it is, for you; the model is not told"), None)
        hint = tr("You are a patient teacher. You ask one question at a time.")
        self.prompt = LongText(look, tr("What the model is told"), hint, persona.system_prompt, 8)
        self.tokens = label("", "small")
        self.greetings = Greetings(look, persona.greetings)
        self.model = ChoiceBox(look).shrinkable()
        self.model.setAccessibleName(tr("Model"))
        self.model.addItem(tr("The usual model"), "")
        for model in models:
            if not model.is_guide:  # it answers questions about this program, and plays nobody
                self.model.addItem(model.name, model.ref)
        if persona.model and self.model.findData(persona.model) < 0:
            self.model.addItem(tr("{name} (not here)", name=persona.model.replace("\\", "/").rsplit("/", 1)[-1]),
                               persona.model)  # fmt: skip
        self.model.setCurrentIndex(max(0, self.model.findData(persona.model)))
        self.sampling = SamplingGroup(look, persona.sampling)
        self.unused = label(left_out_words(left_out(persona.card)), "small", wrap=True)
        self.unused.setVisible(bool(self.unused.text()))
        self.problem = of_kind(label("", wrap=True), "problem")
        self.problem.hide()
        self.save = TextButton(look, tr("Save"), kind="primary")
        self.cancel = TextButton(look, tr("Cancel"))

    def _arrange(self) -> None:
        available = self.screen().availableSize()
        wide, high = (self._appearance.px(size) for size in SIZE)
        self.resize(min(wide, available.width() - MARGIN), min(high, available.height() - MARGIN))
        inside = of_kind(QWidget(), "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(GRID * 6, GRID * 6, GRID * 6, GRID * 3)
        column.setSpacing(GRID * 2)
        column.addWidget(label(self.windowTitle(), "section"))
        column.addLayout(self._head())
        told = QHBoxLayout()
        told.addWidget(label(tr("What the model is told"), "muted"), 1)
        told.addWidget(self.tokens)
        column.addLayout(told)
        column.addWidget(self.prompt)
        column.addWidget(label(tr("Greeting"), "muted"))
        column.addWidget(self.greetings)
        column.addWidget(label(tr("Model"), "muted"))
        column.addWidget(self.model)
        column.addWidget(self.sampling)
        column.addWidget(self.unused)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        foot = QHBoxLayout()
        foot.setContentsMargins(GRID * 6, GRID * 2, GRID * 6, GRID * 5)
        foot.setSpacing(GRID * 2)
        foot.addWidget(self.problem, 1)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addLayout(foot)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(GRID * 2)
        for name, field in ((tr("Name"), self.name), (tr("Description"), self.description)):
            words.addWidget(label(name, "muted"))
            words.addWidget(field)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GRID * 5)
        self.icon.setFixedWidth(self._appearance.px(140))
        row.addWidget(self.icon)
        row.addLayout(words, 1)
        return row

    # --- what was written

    def persona(self) -> Persona:
        """The persona as it is written now."""
        greetings = self.greetings.texts()
        return replace(
            self._persona,
            name=" ".join(self.name.text().split()),
            icon=self.icon.icon(),
            system_prompt=self.prompt.toPlainText().strip(),
            greeting=greetings[0] if greetings else "",
            alternates=greetings[1:],
            model=str(self.model.currentData()),
            sampling=self.sampling.sampling(),
            description=self.description.text().strip()[:LONGEST_DESCRIPTION],
        )

    def refuse(self, problem: str) -> None:
        """Say why it could not be kept; everything stays as it was written."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.announcer.say(problem, urgent=True)

    def refuse_error(self, error: Exception) -> None:
        """The same, of an error."""
        if not isinstance(error, UserError):
            raise error
        self.refuse(translated(error.said))

    def reject(self) -> None:
        """Esc and Cancel: at once where nothing was written, else after a question."""
        if self.persona() == self._was:
            super().reject()
            return
        asked = Question(self._appearance, self)
        asked.set_words(tr("Discard what you wrote?"), tr("Discard"))
        asked.body.addWidget(label(tr("The persona stays as it was."), wrap=True))
        asked.accepted.connect(lambda: self.done(QDialog.DialogCode.Rejected))
        asked.open()

    def _named(self, name: str) -> None:
        self.icon.set_name(name.strip())
        self.save.setEnabled(bool(name.strip()))

    def _count_tokens(self) -> None:
        self._count(self.prompt.toPlainText(), str(self.model.currentData()), self._counted)

    def _counted(self, counted: tuple[int, bool]) -> None:
        self.tokens.setText(token_words(*counted) if counted[0] else "")


def _line(text: str, name: str, longest: int | None) -> QLineEdit:
    field = QLineEdit(text)
    field.setCursorPosition(0)  # its beginning is in sight
    field.setAccessibleName(name)
    field.setPlaceholderText(name)
    if longest is not None:
        field.setMaxLength(longest)
    return field
