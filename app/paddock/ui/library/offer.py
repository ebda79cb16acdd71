"""One recommended model: what it is, what it costs, and the button that fits its state.

One rule: it shows one `Recommendation` and one `DownloadItem`; what to do about them is asked for by signals.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from paddock.core.downloads import DownloadItem, DownloadState
from paddock.services.discover import Recommendation
from paddock.ui.download_bar import words_of
from paddock.ui.library.badge import FitBadge
from paddock.ui.library.words import needs_of
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, TextButton, label, of_kind

STEPS = 1000  # of the progress bar


class Transfer(QWidget):
    """How far a download is, with its buttons.

    Signals:
        pause_requested, resume_requested, cancel_requested.
    """

    pause_requested = Signal()
    resume_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__()
        self._name = name
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self._appearance = appearance
        self._failed = False
        self.words = label("", "muted", wrap=True)
        self.pause = TextButton(appearance, self.tr("Pause"), "pause")
        self.resume = TextButton(appearance, self.tr("Resume"), "play")
        self.cancel = TextButton(appearance, self.tr("Cancel"), "x", "quiet")
        for button in (self.pause, self.resume, self.cancel):
            button.setAccessibleName(f"{button.text()}: {name}")
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID * 2)
        buttons.addWidget(self.words, 1)
        for button in (self.pause, self.resume, self.cancel):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        column.addWidget(self.bar)
        column.addLayout(buttons)
        self.pause.clicked.connect(self.pause_requested)
        self.resume.clicked.connect(self.resume_requested)
        self.cancel.clicked.connect(self.cancel_requested)
        appearance.changed.connect(self._dress)

    def show_item(self, item: DownloadItem) -> None:
        """The download as it is now."""
        share = item.done_bytes / item.total_bytes if item.total_bytes else 0.0
        self.bar.setValue(round(STEPS * share))
        percent = round(100 * share)
        self.bar.setAccessibleName(self.tr("{percent} % of {name}").format(percent=percent, name=self._name))
        self.words.setText(words_of(item, self))
        self._failed = item.state is DownloadState.FAILED
        self._dress()
        stopped = item.state in (DownloadState.PAUSED, DownloadState.FAILED)
        self.pause.setVisible(not stopped)
        self.resume.setVisible(stopped)

    def _dress(self) -> None:
        palette = self._appearance.palette
        colour = palette.danger if self._failed else palette.muted
        self.words.setStyleSheet(f"color: {colour};")


class Offer(QFrame):
    """A recommended model; `prominent` for the one that suits this computer best.

    Signals:
        download_requested, pause_requested, resume_requested, cancel_requested: the catalogue entry's id.
        use_requested: the reference of the file that is here.
    """

    download_requested = Signal(str)
    pause_requested = Signal(str)
    resume_requested = Signal(str)
    cancel_requested = Signal(str)
    use_requested = Signal(str)

    def __init__(self, appearance: Appearance, choice: Recommendation, prominent: bool) -> None:
        super().__init__()
        entry = choice.entry
        self.choice = choice
        self.setAccessibleName(entry.name)
        self.name = ElidedLabel(entry.name, "section" if prominent else "strong")
        self.badge = FitBadge(appearance, choice.fits)
        self.good_at = label(entry.good_at, "" if prominent else "muted", wrap=True)
        self._prominent = prominent
        self.facts = label("", "muted", wrap=True)
        self.note = label("", "small", wrap=True)
        self.download = TextButton(appearance, self.tr("Download"), "download", "primary" if prominent else "")
        self.use = TextButton(appearance, self.tr("Use"), "message", "primary" if prominent else "")
        for button in (self.download, self.use):
            button.setAccessibleName(f"{button.text()}: {entry.name}")
        self.problem = label("", "muted", wrap=True)
        self.transfer = Transfer(appearance, entry.name)
        self._arrange(prominent)
        self._connect(entry.id)
        self.show_item(None)

    def _arrange(self, prominent: bool) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID * 3)
        head.addWidget(self.name)
        head.addWidget(self.badge)
        head.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(GRID if prominent else GRID // 2)
        words.addLayout(head)
        for widget in (self.good_at, self.facts, self.problem):
            words.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID * 3)
        buttons.addWidget(self.download)
        buttons.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setSpacing(GRID * 3)
        if prominent:
            of_kind(self, "card")
            column.setContentsMargins(GRID * 6, GRID * 5, GRID * 6, GRID * 5)
            buttons.addWidget(self.note, 100)
            buttons.addStretch(1)
            column.addLayout(words)
            column.addSpacing(GRID)
            column.addLayout(buttons)
        else:
            column.setContentsMargins(0, GRID * 3, 0, GRID * 3)
            row = QHBoxLayout()
            row.setSpacing(GRID * 4)
            row.addLayout(words, 1)
            row.addLayout(buttons)
            column.addLayout(row)
            self.note.hide()
        column.addWidget(self.transfer)

    def _connect(self, entry_id: str) -> None:
        self.download.clicked.connect(lambda: self.download_requested.emit(entry_id))
        self.use.clicked.connect(self._use)
        self.transfer.pause_requested.connect(lambda: self.pause_requested.emit(entry_id))
        self.transfer.resume_requested.connect(lambda: self.resume_requested.emit(entry_id))
        self.transfer.cancel_requested.connect(lambda: self.cancel_requested.emit(entry_id))

    def show_choice(self, choice: Recommendation, item: DownloadItem | None) -> None:
        """The same model, when something about it has changed."""
        self.choice = choice
        self.show_item(item)

    def show_in_use(self, ref: str) -> None:
        """Which model answers in the open chat."""
        here = self.choice.installed
        in_use = here is not None and here.ref == ref
        words = self.tr("In use") if in_use else self.tr("Use")
        self.use.setText(words)
        self.use.setAccessibleName(f"{words}: {self.choice.entry.name}")
        self.use.setEnabled(not in_use)

    def show_item(self, item: DownloadItem | None) -> None:
        """How far its download is; None when there is none."""
        active = item is not None and item.state is not DownloadState.DONE
        buttons = (self.download, self.use, self.transfer.pause, self.transfer.resume, self.transfer.cancel)
        focused = next((button for button in buttons if button.hasFocus()), None)
        if item is not None and active:
            self.transfer.show_item(item)
        here = self.choice.installed
        usable = here is not None and not here.problem
        self.facts.setText(needs_of(self.choice, self._prominent))
        self.problem.setText(here.problem if here is not None else "")
        self.problem.setVisible(here is not None and bool(here.problem) and not active)
        self.transfer.setVisible(active)
        self.use.setVisible(usable and not active)
        self.download.setVisible(not usable and not active)
        self.note.setVisible(bool(self.note.text()) and not usable and not active)
        if focused is not None and not focused.isVisibleTo(self):  # Qt would go on to Cancel, or to another model
            next(button for button in buttons if button.isVisibleTo(self)).setFocus()

    def _use(self) -> None:
        if self.choice.installed is not None:
            self.use_requested.emit(self.choice.installed.ref)
