"""What Paddock recommends, from the catalogue that came with it. One rule: showing it connects to nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from paddock.core.models import ModelSource
from paddock.ui.i18n import tr
from paddock.ui.library.discover_service import Choice, Downloading
from paddock.ui.library.discover_shelf import Shelf
from paddock.ui.library.offer import Offer
from paddock.ui.library.offline import offline_words, read_before
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton, label, line

Run = Callable[[Callable[[], None]], object]  # a service's call, off the GUI thread


class Home(QWidget):
    """The first choice as a card, the others in groups, and a way to what is on the Hub.

    Args:
        run: does a service's call, which may touch the disk, off the GUI thread.

    Attributes:
        offers: by the catalogue's ids.
        waiting: what is shown until there are any.

    Signals:
        model_chosen: the reference of the model that shall answer.
        details_requested: a repository's id.
        browse_requested: the Hub's own list, without words to look for.
    """

    model_chosen = Signal(str)
    details_requested = Signal(str)
    browse_requested = Signal()

    def __init__(self, appearance: Appearance, downloads: Downloading, host: str, shelf: Shelf, run: Run) -> None:
        super().__init__()
        self._appearance = appearance
        self._downloads = downloads
        self._host = host
        self._shelf = shelf
        self._run = run
        self._choices: dict[str, Choice] = {}
        self.offers: dict[str, Offer] = {}
        self.browse = TextButton(appearance, "", "search")
        self.browse.hide()
        self.waiting = label(tr("Looking at what this computer can run…"), "muted", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.waiting)
        self.browse.clicked.connect(self.browse_requested)
        shelf.changed.connect(self._renew)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Built once; renewed in place, so that a focused button keeps the focus."""
        self.waiting.hide()
        self._choices = {choice.entry.id: choice for choice in choices}
        if not self.offers and choices:
            self._build(choices)
        self._renew()

    def _build(self, choices: Sequence[Choice]) -> None:
        first = next((choice for choice in choices if choice.first_choice), choices[0])
        self._heading(tr("Recommended for this computer"), GRID * 3)
        self._add(first, prominent=True)
        groups: dict[str, list[Choice]] = {}
        for choice in choices:
            if choice is not first:
                groups.setdefault(choice.entry.group, []).append(choice)
        for group, members in groups.items():
            self._column.addSpacing(GRID * 8)
            self._heading(group_words(group), GRID)
            for number, choice in enumerate(members):
                if number:
                    self._column.addWidget(line())
                self._add(choice, prominent=False)
        self._column.addSpacing(GRID * 8)
        self._column.addWidget(self.browse)
        self.browse.show()

    def _heading(self, words: str, below: int) -> None:
        self._column.addWidget(label(words, "title"))
        self._column.addSpacing(below)

    def _add(self, choice: Choice, prominent: bool) -> None:
        offer = self.offers[choice.entry.id] = Offer(self._appearance, choice, prominent)
        entry_id, run, downloads, get = choice.entry.id, self._run, self._downloads, offer.get
        get.download_requested.connect(lambda: run(lambda: downloads.start_entry(entry_id)))
        get.pause_requested.connect(lambda key: run(lambda: downloads.pause(key)))
        get.resume_requested.connect(lambda key: run(lambda: downloads.resume(key)))
        get.cancel_requested.connect(lambda key: run(lambda: downloads.cancel(key)))
        get.use_requested.connect(self.model_chosen)
        offer.details_requested.connect(self.details_requested)
        self._column.addWidget(offer)

    def _renew(self) -> None:
        shelf = self._shelf
        host = self._host
        self.browse.setText(read_before() if shelf.offline else tr("Browse what is trending on {host}", host=host))
        self.browse.setAccessibleName(self.browse.text())
        fresh = all(model.source is not ModelSource.DOWNLOADED for model in shelf.models)
        told = tr("Connects to {host} only when you press a button or search.")
        for entry_id, offer in self.offers.items():
            choice = self._choices.get(entry_id, offer.choice)
            entry = choice.entry
            offer.show_state(choice, shelf.item(entry.repo_id, entry.filename, entry_id), shelf.in_use)
            offer.get.allow(not shelf.offline, offline_words() if shelf.offline else "", resumes=not shelf.offline)
            if choice.first_choice:
                offer.say(told.format(host=host) if fresh and not shelf.offline else "")


def group_words(group: str) -> str:
    """The heading of a group of the catalogue."""
    known = {
        "chat": tr("For chatting"),
        "code": tr("For code"),
        "safety": tr("For judging what is safe"),
        "embeddings": tr("For searching by meaning (embeddings)"),
        "large": tr("For very large computers"),
        "vision": tr("For pictures and text"),
    }
    return known.get(group, group or tr("Others"))
