"""Choosing what a smaller version of a model shall be. One rule: size, memory and what is lost are told before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QProgressBar, QRadioButton, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from paddock.core.errors import UserError
from paddock.core.models import ModelFile
from paddock.core.sizes import memory_text
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr, translated
from paddock.ui.keeping import Choice, Host, Offer
from paddock.ui.library.badge import FitBadge
from paddock.ui.library.item import indent
from paddock.ui.library.words import size_of
from paddock.ui.motion import Busy
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import GRID
from paddock.ui.widgets import label, of_kind

USUAL = "Q4_K_M"  # most people's choice, so it is chosen at first
LIST_PX = 300  # height of the list at 100 %


class QuantizeDialog(Question):
    """The types a model can be quantised to, as a list to choose from.

    Signals:
        chosen: the type.
    """

    chosen = Signal(str)

    def __init__(self, host: Host, tasks: Tasks, appearance: Appearance, model: ModelFile, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self._appearance = appearance
        self._tasks = tasks
        self.set_words(tr("Make a smaller {name}", name=model.name), tr("Make it"))
        told = tr(
            "A new file is written into the models folder ({type}, {size}); this one stays as it is. "
            "The smaller the file, the less memory it needs and the faster it answers, and the more it forgets."
        )
        said = told.format(type=model.quantization, size=size_of(model.size))
        self.body.addWidget(label(said, "muted", wrap=True))
        self.waiting = QProgressBar()
        Busy(self.waiting, appearance)
        self.waiting.setTextVisible(False)
        self.waiting.setAccessibleName(tr("Reading the model"))
        self.problem = label("", "", wrap=True)
        self.problem.hide()
        self.note = label("", "small", wrap=True)
        self.note.hide()
        self.group = QButtonGroup(self)
        self._list = of_kind(QWidget(), "scrolled")
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, GRID * 3, 0)
        self._rows.setSpacing(GRID)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._list)
        self._area.setMinimumHeight(appearance.px(LIST_PX))
        for widget in (self.waiting, self.problem, self._area, self.note):
            self.body.addWidget(widget)
        self._area.hide()
        self.yes.setEnabled(False)
        self.accepted.connect(self._choose)
        tasks.pool(lambda: host.quantizer.offer(model.ref), self._show, self._failed)

    def types(self) -> list[str]:
        """What there is to choose, in the order that is shown."""
        return [str(button.property("type_name")) for button in self.group.buttons()]

    def choose(self, type_name: str) -> None:
        """Mark one."""
        for button in self.group.buttons():
            if button.property("type_name") == type_name:
                button.setChecked(True)

    def _show(self, offer: Offer) -> None:
        if not isValid(self):
            return
        self.waiting.hide()
        self.note.setText(translated(offer.note))
        self.note.setVisible(bool(offer.note))
        if not offer.choices:
            self._say(tr("There is no type left that would make it smaller."))
            return
        for choice in sorted(offer.choices, key=lambda choice: -choice.size):
            self._rows.addWidget(self._row(choice))
        self._rows.addStretch(1)
        self._area.show()
        types = self.types()
        self.choose(USUAL if USUAL in types else types[0])
        self.yes.setEnabled(True)
        marked = self.group.checkedButton()
        if marked is not None:
            marked.setFocus()
            self._area.ensureWidgetVisible(marked)

    def _row(self, choice: Choice) -> QWidget:
        button = QRadioButton(choice.type)
        button.setProperty("type_name", choice.type)
        words, memory = translated(choice.words), translated(memory_text(choice.memory))
        facts = tr("{size} · {memory} of memory", size=size_of(choice.size), memory=memory)
        badge = None if choice.fits is None else FitBadge(self._appearance, choice.fits)
        fits = "" if badge is None else badge.words.text()
        button.setAccessibleName(f"{choice.type}: {words}. {facts}. {fits}")
        self.group.addButton(button)
        head = QHBoxLayout()
        head.setSpacing(GRID * 2)
        head.addWidget(button)
        head.addStretch(1)
        if badge is not None:
            head.addWidget(badge)
        below = QHBoxLayout()
        indent(below, self._appearance.px(24))
        below.addWidget(label(" · ".join(part for part in (words, facts) if part), "small", wrap=True))
        row = _Row(button)
        column = QVBoxLayout(row)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(below)
        return row

    def _choose(self) -> None:
        marked = self.group.checkedButton()
        if marked is not None:
            self.chosen.emit(str(marked.property("type_name")))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._tasks.failed.emit(error)
        elif isValid(self):
            self.waiting.hide()
            self._say(translated(error.said))

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setStyleSheet(f"color: {self._appearance.palette.danger};")
        self.problem.show()
        self.announcer.say(words, urgent=True)


class _Row(QWidget):
    """A press anywhere on it marks its button."""

    def __init__(self, button: QRadioButton) -> None:
        super().__init__()
        self._button = button

    def mousePressEvent(self, event: object) -> None:
        """As on the button itself."""
        del event
        self._button.setChecked(True)
        self._button.setFocus()
