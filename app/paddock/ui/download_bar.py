"""Downloads in the sidebar's foot: how far, how fast, how long. One rule: shows the last item heard of, no more."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from paddock.core.downloads import DownloadItem, DownloadState
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, IconButton

GB = 1_000_000_000
STEPS = 1000  # of the progress bar


class DownloadRow(QWidget):
    """One download: name, bar, words, and its buttons.

    Signals:
        pause_requested, resume_requested, cancel_requested: the download's id.
    """

    pause_requested = Signal(str)
    resume_requested = Signal(str)
    cancel_requested = Signal(str)

    def __init__(self, appearance: Appearance, item: DownloadItem) -> None:
        super().__init__()
        self._item = item
        self.name = ElidedLabel(kind="strong")
        self.words = ElidedLabel(kind="small")
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.toggle = IconButton(appearance, "pause", self.tr("Pause"), size=16)
        self.cancel = IconButton(appearance, "x", self.tr("Cancel the download"), size=16)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.name, 1)
        head.addWidget(self.toggle)
        head.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.words)
        self.toggle.clicked.connect(self._toggle)
        self.cancel.clicked.connect(lambda: self.cancel_requested.emit(self._item.id))
        self.show_item(item)

    def show_item(self, item: DownloadItem) -> None:
        """The download as it is now."""
        self._item = item
        self.name.setText(item.name)
        self.words.setText(words_of(item, self))
        self.words.setToolTip(item.error)
        share = item.done_bytes / item.total_bytes if item.total_bytes else 0.0
        self.bar.setValue(round(STEPS * share))
        self.bar.setAccessibleName(self.tr("{percent} % of {name}").format(percent=round(100 * share), name=item.name))
        running = item.state in (DownloadState.RUNNING, DownloadState.QUEUED)
        stopped = item.state in (DownloadState.PAUSED, DownloadState.FAILED)
        self.toggle.set_icon("pause" if running else "play")
        self.toggle.setAccessibleName(self.tr("Pause") if running else self.tr("Resume"))
        self.toggle.setToolTip(self.toggle.accessibleName())
        self.toggle.setVisible(running or stopped)

    def _toggle(self) -> None:
        running = self._item.state in (DownloadState.RUNNING, DownloadState.QUEUED)
        (self.pause_requested if running else self.resume_requested).emit(self._item.id)


class DownloadBar(QWidget):
    """All downloads that have not ended; hidden without one. Signals as `DownloadRow`'s."""

    pause_requested = Signal(str)
    resume_requested = Signal(str)
    cancel_requested = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.rows: dict[str, DownloadRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, GRID)
        self._column.setSpacing(GRID)
        self.hide()

    def show_item(self, number: str, item: DownloadItem | None) -> None:
        """Show, renew or remove one download."""
        if item is None or item.state is DownloadState.DONE:
            row = self.rows.pop(number, None)
            if row is not None:
                row.hide()
                row.deleteLater()
        elif number in self.rows:
            self.rows[number].show_item(item)
        else:
            row = self.rows[number] = DownloadRow(self._appearance, item)
            row.pause_requested.connect(self.pause_requested)
            row.resume_requested.connect(self.resume_requested)
            row.cancel_requested.connect(self.cancel_requested)
            self._column.addWidget(row)
        self.setVisible(bool(self.rows))


def words_of(item: DownloadItem, widget: QWidget) -> str:
    """One line about a download: "0.4 of 2.0 GB · 12 MB/s · 2 min left"."""
    if item.state is DownloadState.FAILED:
        return item.error or widget.tr("Failed")
    if item.state is DownloadState.VERIFYING:
        return widget.tr("Checking the file…")
    if item.state is DownloadState.QUEUED:
        return widget.tr("Waiting…")
    if item.state is DownloadState.RUNNING and not item.done_bytes:
        return widget.tr("Connecting…")
    done, total = item.done_bytes / GB, item.total_bytes / GB
    parts = [widget.tr("{done:.1f} of {total:.1f} GB").format(done=done, total=total)]
    if item.state is DownloadState.PAUSED:
        parts.append(widget.tr("paused"))
    elif item.speed > 0:
        parts.append(widget.tr("{speed:.1f} MB/s").format(speed=item.speed / 1_000_000))
        parts.append(time_left((item.total_bytes - item.done_bytes) / item.speed, widget))
    return " · ".join(parts)


def time_left(seconds: float, widget: QWidget) -> str:
    """Rounded as a person would say it."""
    if seconds < 60:
        return widget.tr("less than a minute left")
    if seconds < 3600:
        return widget.tr("{count} min left").format(count=round(seconds / 60))
    return widget.tr("{count:.1f} h left").format(count=seconds / 3600)
