"""One recommended model: what it is, what it costs, and the button that fits its state.

One rule: it shows one model of the catalogue; what to do about it is asked for by signals.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from paddock.core.downloads import DownloadItem
from paddock.core.hardware import Fit
from paddock.core.sizes import memory_text
from paddock.ui.i18n import tr, translated
from paddock.ui.library.badge import FitBadge
from paddock.ui.library.discover_get import GetButtons
from paddock.ui.library.discover_service import Choice
from paddock.ui.library.words import context_of, languages_of, licence_of, size_of, speed_of
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, FlowLayout, TextButton, label, of_kind

NARROW = 560  # px at 100 %


class Offer(QFrame):
    """A recommended model; `prominent` for the one that suits this computer best.

    Attributes:
        get: the buttons, and how far the download is.

    Signals:
        details_requested: the repository's id.
    """

    details_requested = Signal(str)

    def __init__(self, appearance: Appearance, choice: Choice, prominent: bool) -> None:
        super().__init__()
        entry = choice.entry
        self._appearance = appearance
        self.choice = choice
        self._prominent = prominent
        self.setAccessibleName(entry.name)
        self.name = ElidedLabel(entry.name, "section" if prominent else "strong")
        self.badge = FitBadge(appearance, choice.fits)
        self.good_at = label(entry.good_at, wrap=True)
        self.why = label("", "" if prominent else "muted", wrap=True)
        self.facts = label("", "muted", wrap=True)
        self.note = label("", "small", wrap=True)
        self.note.setParent(self)  # also where it is not shown: what has no parent ends in whichever thread collects it
        self.note.hide()
        self.problem = label("", "muted", wrap=True)
        self.get = GetButtons(appearance, entry.name, self._place, self, prominent)
        self.details = TextButton(appearance, tr("Details"), kind="" if prominent else "quiet")
        self.details.setAccessibleName(tr("Details: {name}", name=entry.name))
        self._column = QVBoxLayout(self)
        self._row: QBoxLayout | None = None
        self._column.setSpacing(GRID * 3)
        self._arrange(self._words())
        self.details.clicked.connect(lambda: self.details_requested.emit(self.choice.entry.repo_id))

    def _words(self) -> QVBoxLayout:
        top = QWidget()
        flow = FlowLayout(GRID * 3)
        top.setLayout(flow)
        flow.addWidget(self.name)
        flow.addWidget(self.badge)
        words = QVBoxLayout()
        words.setSpacing(GRID if self._prominent else GRID // 2)
        for widget in (top, self.good_at, self.why, self.facts, self.problem):
            words.addWidget(widget)
        return words

    def _arrange(self, words: QVBoxLayout) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID * 2)
        column = self._column
        if self._prominent:
            of_kind(self, "card")
            column.setContentsMargins(GRID * 6, GRID * 5, GRID * 6, GRID * 5)
            for button in (self.get.download, self.get.use, self.details):
                buttons.addWidget(button)
            buttons.addSpacing(GRID)
            buttons.addWidget(self.note, 100)
            buttons.addStretch(1)
            column.addLayout(words)
            column.addSpacing(GRID)
            column.addLayout(buttons)
        else:
            column.setContentsMargins(0, GRID * 3, 0, GRID * 3)
            for button in (self.details, self.get.download, self.get.use):
                buttons.addWidget(button)
            buttons.addStretch(1)
            row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            row.setSpacing(GRID * 3)
            row.addLayout(words, 1)
            row.addLayout(buttons)
            column.addLayout(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand below the words where they have no room beside them."""
        super().resizeEvent(event)
        if self._row is None:
            return
        wide = self.width() >= self._appearance.px(NARROW)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _place(self, transfer: QWidget) -> None:
        self._column.addWidget(transfer)

    def say(self, note: str) -> None:
        """A small line beside the button, while there is one to press."""
        self.note.setText(note)
        self.note.setVisible(bool(note) and self.get.download.isVisibleTo(self))

    def show_state(self, choice: Choice, item: DownloadItem | None, in_use: str) -> None:
        """The same model, when something about it has changed."""
        self.choice = choice
        here = choice.installed
        self.get.show_state(item, here, in_use)
        self.badge.show_fit(choice.fits)
        self.why.setText(why_of(choice) if self._prominent else costs_of(choice))
        self.why.setVisible(bool(self.why.text()))
        self.facts.setText(" · ".join((costs_of(choice), nature_of(choice))) if self._prominent else nature_of(choice))
        self.problem.setText(here.problem if here is not None else "")
        self.problem.setVisible(bool(self.problem.text()) and self.get.download.isVisibleTo(self))
        self.note.setVisible(bool(self.note.text()) and self.get.download.isVisibleTo(self))


def why_of(choice: Choice) -> str:
    """Why it is the one for this computer, as a sentence."""
    return f"{choice.why[:1].upper()}{choice.why[1:]}." if choice.why else ""


def costs_of(choice: Choice) -> str:
    """What a recommended model takes here; why-sentences say memory and speed already."""
    here = choice.installed is not None and not choice.installed.problem
    size = size_of(choice.entry.size)
    parts = [tr("On this computer") if here else tr("{size} to download", size=size)]
    if choice.first_choice:
        return parts[0]
    if choice.memory:
        parts.append(tr("{size} of memory", size=translated(memory_text(choice.memory))))
    if choice.fits is not Fit.NO and choice.tokens_per_second:
        parts.append(speed_of(choice.tokens_per_second))
    return " · ".join(parts)


def nature_of(choice: Choice) -> str:
    """What it is, wherever it runs."""
    entry = choice.entry
    parts = [context_of(entry.n_ctx_train)] if entry.n_ctx_train else []
    parts += [licence_of(entry.licence)] if entry.licence else []
    parts += [languages_of(entry.languages)] if entry.languages else []
    return " · ".join(parts)
