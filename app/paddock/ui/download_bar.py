"""Downloads in the sidebar's foot: how fast, how long, how many more. One rule: one place, however many there are.

A press opens the list of downloads, where the rest can be done.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from paddock.core.downloads import DownloadItem, DownloadState
from paddock.ui.i18n import tr
from paddock.ui.library import downloads_words
from paddock.ui.library.downloads_words import ACTIVE, STOPPED, UNDER_WAY, left_of_all, speed_words, time_left
from paddock.ui.library.offline import offline_words
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, IconButton, of_kind

GB = 1_000_000_000
STEPS = 1000  # of the progress bar
_RANK = (*ACTIVE, DownloadState.WAITING, DownloadState.QUEUED, DownloadState.FAILED, DownloadState.PAUSED)


class DownloadBar(QFrame):
    """What runs, in three lines; hidden without a download.

    Signals:
        pause_requested, resume_requested: a download's id.
        opened: the list of downloads.
    """

    pause_requested = Signal(str)
    resume_requested = Signal(str)
    opened = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.items: dict[str, DownloadItem] = {}
        self._offline = False
        of_kind(self, "item")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.name = ElidedLabel(kind="strong")
        self.words = ElidedLabel(kind="small")
        self.more = ElidedLabel(kind="small")
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.toggle = IconButton(appearance, "pause", tr("Pause"), size=16)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.name, 1)
        head.addWidget(self.toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID, GRID * 2)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.words)
        column.addWidget(self.more)
        self.toggle.clicked.connect(self._toggle)
        appearance.changed.connect(self._dress)
        self.hide()

    def show_item(self, number: str, item: DownloadItem | None) -> None:
        """Take note of one download as it is now."""
        if item is None or item.state is DownloadState.DONE:
            self.items.pop(number, None)
        else:
            self.items[number] = item
        if self.items:
            self._renew()
        self.setVisible(bool(self.items))

    def set_offline(self, offline: bool) -> None:
        """Whether the person forbids every connection: then nothing goes on."""
        self._offline = offline
        if self.items:
            self._renew()

    def _shown(self) -> list[DownloadItem]:
        """Those that move; else the one that a person has most to do with."""
        moving = [item for item in self.items.values() if item.state in ACTIVE]
        return moving or [min(self.items.values(), key=lambda item: _RANK.index(item.state))]

    def _renew(self) -> None:
        shown = self._shown()
        first = shown[0]
        several = len(shown) > 1
        self.name.setText(tr("{count} downloads", count=len(shown)) if several else first.name)
        total = sum(item.total_bytes for item in shown)
        share = sum(item.done_bytes for item in shown) / total if total else 0.0
        self.bar.setValue(round(STEPS * min(1.0, share)))
        said = tr("{percent} % of {name}", percent=round(100 * share), name=self.name.text())
        self.bar.setAccessibleName(said)
        self.words.setText(self._words(shown))
        waiting = sum(item.state in UNDER_WAY for item in self.items.values() if item not in shown)
        self.more.setText(tr("{count} more in the queue", count=waiting))
        self.more.setVisible(waiting > 0)
        running = first.state in UNDER_WAY
        self.toggle.set_icon("pause" if running else "play")
        self.toggle.setAccessibleName(tr("Pause") if running else tr("Resume"))
        barred = "" if running or not self._offline else offline_words()
        self.toggle.setEnabled(not barred)
        self.toggle.setToolTip(barred or self.toggle.accessibleName())
        self.toggle.setAccessibleDescription(barred)
        self.toggle.setVisible(first.state is not DownloadState.VERIFYING)
        self.setAccessibleName(tr("Downloads: {name}, {words}", name=said, words=self.words.text()))
        self.setToolTip(tr("Open the downloads"))
        self._dress()

    def _words(self, shown: list[DownloadItem]) -> str:
        """Speed and time left while something runs; the sidebar has no room for more."""
        speed = sum(item.speed for item in shown)
        if speed > 0:
            left = shown[0].seconds_left if len(shown) == 1 else 0.0
            return " · ".join(part for part in (speed_words(speed), time_left(left or left_of_all(shown))) if part)
        return downloads_words.words_of(shown[0])

    def _toggle(self) -> None:
        for item in self._shown():
            if item.state in STOPPED:
                self.resume_requested.emit(item.id)
            else:
                self.pause_requested.emit(item.id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press opens the list."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        palette = self._appearance.palette
        failed = bool(self.items) and self._shown()[0].state is DownloadState.FAILED
        self.words.setStyleSheet(f"color: {palette.danger if failed else palette.muted};")


def words_of(item: DownloadItem, widget: QWidget) -> str:
    """One line about a download, as in the list of downloads."""
    del widget
    return downloads_words.words_of(item)
