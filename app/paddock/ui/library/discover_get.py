"""The buttons that get a model: Download, then how far it is, then Use. One rule: they ask; they fetch nothing.

They are placed by whoever shows them: a recommended model, a variant of a repository.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from paddock.core.downloads import DownloadItem, DownloadState
from paddock.core.models import ModelFile
from paddock.ui.download_bar import words_of
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton, label

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
        self.pause = TextButton(appearance, tr("Pause"), "pause")
        self.resume = TextButton(appearance, tr("Resume"), "play")
        self.cancel = TextButton(appearance, tr("Cancel"), "x", "quiet")
        for button in self.buttons():
            button.setAccessibleName(f"{button.text()}: {name}")
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID * 2)
        buttons.addWidget(self.words, 1)
        for button in self.buttons():
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

    def buttons(self) -> tuple[TextButton, ...]:
        """In the order of reading."""
        return self.pause, self.resume, self.cancel

    def show_item(self, item: DownloadItem) -> None:
        """The download as it is now."""
        share = item.done_bytes / item.total_bytes if item.total_bytes else 0.0
        self.bar.setValue(round(STEPS * share))
        percent = round(100 * share)
        self.bar.setAccessibleName(tr("{percent} % of {name}", percent=percent, name=self._name))
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


class GetButtons(QObject):
    """Download, the transfer, and Use; of the three only what is true now can be seen.

    Args:
        name: of the model, for those who do not see what the buttons stand beside.
        place: puts the transfer where it belongs, when there is the first one to show.

    Attributes:
        download, use: the buttons.

    Signals:
        download_requested.
        use_requested: the reference of the file that is here.
        pause_requested, resume_requested, cancel_requested: the id of the download.
    """

    download_requested = Signal()
    use_requested = Signal(str)
    pause_requested = Signal(str)
    resume_requested = Signal(str)
    cancel_requested = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        name: str,
        place: Callable[[Transfer], object],
        parent: QWidget,
        prominent: bool = False,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._name = name
        self._place = place
        self._parent = parent
        self._item: DownloadItem | None = None
        self._here: ModelFile | None = None
        self._resumes = True
        self.transfer: Transfer | None = None
        kind = "primary" if prominent else ""
        self.download = TextButton(appearance, tr("Download"), "download", kind)
        self.use = TextButton(appearance, tr("Use"), "message", kind)
        self.download.setAccessibleName(f"{self.download.text()}: {name}")
        self.download.clicked.connect(self.download_requested)
        self.use.clicked.connect(self._use)

    def show_state(self, item: DownloadItem | None, here: ModelFile | None, in_use: str) -> None:
        """How far its download is (None: there is none), its file on this computer, and what answers in the chat."""
        self._item, self._here = item, here
        active = item is not None and item.state is not DownloadState.DONE
        usable = here is not None and not here.problem
        focused = next((button for button in self._buttons() if button.hasFocus()), None)
        if active and self.transfer is None:
            self._make_transfer()
        if self.transfer is not None:
            if item is not None and active:
                self.transfer.show_item(item)
            self.transfer.setVisible(active)
        self.use.setVisible(usable and not active)
        self.download.setVisible(not usable and not active)
        self._show_in_use(here is not None and here.ref == in_use)
        if focused is not None and not focused.isVisibleTo(self._parent):  # Qt would go on to another model
            shown = (button for button in self._buttons() if button.isVisibleTo(self._parent))
            next(shown).setFocus()

    def allow(self, allowed: bool, why: str = "", *, resumes: bool = True) -> None:
        """Whether Download can be pressed; `why` not; and whether a download that stopped can go on."""
        self._resumes = resumes
        if self.transfer is not None:
            self.transfer.resume.setEnabled(resumes)
        self.download.setEnabled(allowed)
        self.download.setToolTip(why)
        self.download.setAccessibleDescription(why)

    def _show_in_use(self, in_use: bool) -> None:
        words = tr("In use") if in_use else tr("Use")
        self.use.setText(words)
        self.use.setAccessibleName(f"{words}: {self._name}")
        self.use.setEnabled(not in_use)

    def _buttons(self) -> tuple[TextButton, ...]:
        more = self.transfer.buttons() if self.transfer is not None else ()
        return (self.download, self.use, *more)

    def _make_transfer(self) -> None:
        transfer = self.transfer = Transfer(self._appearance, self._name)
        transfer.resume.setEnabled(self._resumes)
        self._place(transfer)
        transfer.pause_requested.connect(lambda: self._emit(self.pause_requested.emit))
        transfer.resume_requested.connect(lambda: self._emit(self.resume_requested.emit))
        transfer.cancel_requested.connect(lambda: self._emit(self.cancel_requested.emit))

    def _emit(self, emit: Callable[[str], object]) -> None:
        if self._item is not None:
            emit(self._item.id)

    def _use(self) -> None:
        if self._here is not None:
            self.use_requested.emit(self._here.ref)
