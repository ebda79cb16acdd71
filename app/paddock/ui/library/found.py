"""Models that other programs have on this computer. One rule: it looks when asked, copies nothing, deletes nothing.

First it looks, saying where; then it lists what it found by program, each with a check box.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from paddock.core.errors import UserError
from paddock.core.library import Found
from paddock.core.models import ModelFile
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr, translated
from paddock.ui.keeping import Host
from paddock.ui.library.found_group import FoundGroup
from paddock.ui.library.installed_words import count_of_models
from paddock.ui.library.words import size_of
from paddock.ui.motion import Busy
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import GRID
from paddock.ui.widgets import label, of_kind

SIZE = (620, 380)  # px at 100 %: the dialog's width, the list's height


class FoundDialog(Question):
    """Looks for models, lets the person choose among them, and puts those on the list.

    Signals:
        adopted: the models that are on the list now.
    """

    adopted = Signal(object)

    def __init__(self, host: Host, tasks: Tasks, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self._host = host
        self._tasks = tasks
        self._appearance = appearance
        self.groups: list[FoundGroup] = []
        self.set_words(tr("Models of other programs"), tr("Use them"))
        told = tr("They are used where they lie. Nothing is copied, and Paddock never deletes them.")
        self.body.addWidget(label(told, "muted", wrap=True))
        self.bar = QProgressBar()
        Busy(self.bar, appearance)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Looking for models"))
        self.words = label(tr("Looking…"), "muted", wrap=True)
        self._list = of_kind(QWidget(), "scrolled")
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, GRID * 3, 0)
        self._rows.setSpacing(GRID * 4)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._list)
        width, height = (appearance.px(side) for side in SIZE)
        screen = parent.screen().availableSize()
        self.setMinimumWidth(min(width, screen.width() - GRID * 10))
        self._area.setFixedHeight(min(height, screen.height() // 2))
        for widget in (self.bar, self.words, self._area):
            self.body.addWidget(widget)
        self.yes.setEnabled(False)
        self.yes.clicked.disconnect(self.accept)
        self.yes.clicked.connect(self._use)
        self.no.setFocus()
        tasks.pool(self._scan, self._show, self._failed)

    def chosen(self) -> list[Path]:
        """The files whose boxes are checked."""
        return [path for group in self.groups for path in group.chosen()]

    def _scan(self) -> tuple[Found, ...]:
        return self._host.library.scan(lambda place: self._tasks.on_gui(lambda: self._say_where(place)))

    def _say_where(self, place: str) -> None:
        if isValid(self) and not self.bar.isHidden():
            self.words.setText(tr("Looking at {place}…", place=place))

    def _show(self, found: Sequence[Found]) -> None:
        if not isValid(self):
            return  # closed while it looked
        self.bar.hide()
        self.no.setText(tr("Cancel"))
        if not found:
            self.words.setText(
                tr(
                    "None found: not of Ollama, LM Studio, Jan, GPT4All or KoboldCpp, not in the caches of llama.cpp "
                    "and Hugging Face, and not among your downloads. A file elsewhere can be opened by itself."
                )
            )
            return
        usable = [item for item in found if not item.problem and not item.known]
        self.words.setText(self._summary(found, usable))
        programs = sorted({item.program for item in found}, key=str.casefold)
        useful = {item.program for item in usable}
        for program in sorted(programs, key=lambda name: name not in useful):
            group = FoundGroup(self._appearance, program, [item for item in found if item.program == program])
            group.changed.connect(self._count)
            self.groups.append(group)
            self._rows.addWidget(group)
        self._rows.addStretch(1)
        self._count()
        (self.yes if usable else self.no).setFocus()

    def _summary(self, found: Sequence[Found], usable: Sequence[Found]) -> str:
        size = size_of(sum(item.size for item in usable))
        words = tr("Found {count}, {size}.", count=count_of_models(len(usable)), size=size)
        known = sum(item.known for item in found)
        if not usable:
            words = tr("Nothing new was found.")
        if known:
            words += " " + tr("{count} on the list already.", count=known)
        return words

    def _count(self) -> None:
        count = len(self.chosen())
        words = tr("Use {count} models", count=count) if count > 1 else tr("Use it")
        self.yes.setText(words if count else tr("Use them"))
        self.yes.setAccessibleName(self.yes.text())
        self.yes.setEnabled(count > 0)

    def _use(self) -> None:
        paths = self.chosen()
        self.yes.setEnabled(False)
        self._tasks.pool(lambda: self._host.library.adopt(paths), self._adopted, self._failed)

    def _adopted(self, models: tuple[ModelFile, ...]) -> None:
        if isValid(self):
            self.adopted.emit(models)
            self.accept()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._tasks.failed.emit(error)
        elif isValid(self):
            self.bar.hide()
            self.words.setText(translated(error.said))
            self.words.setStyleSheet(f"color: {self._appearance.palette.danger};")
            self._count()
