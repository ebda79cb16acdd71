"""How much of the disks models take, at a glance. One rule: a number of bytes stands in words beside every bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from paddock.core.library import DiskUse
from paddock.ui.i18n import tr, trn
from paddock.ui.library.installed_words import count_of_models, disk_sentence, folder_name
from paddock.ui.library.item import empty
from paddock.ui.library.words import size_of
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, TextButton, label, of_kind

BAR, DOT = 8, 8  # px at 100 %
MOST_FOLDERS = 4  # that are named below a bar; the rest is summed up
STRENGTHS = (1.0, 0.62, 0.38, 0.24)  # of the accent, for the folders in turn


@dataclass(frozen=True, slots=True)
class Disk:
    """The folders with models that lie on one disk; the largest first."""

    uses: tuple[DiskUse, ...]

    @property
    def taken(self) -> int:
        """By models, bytes."""
        return sum(use.bytes for use in self.uses)

    @property
    def free(self) -> int:
        """Bytes."""
        return min(use.free for use in self.uses)


def disks_of(uses: Sequence[DiskUse]) -> tuple[Disk, ...]:
    """The same by disk; touches the disk, so not on the GUI thread."""
    found: dict[object, list[DiskUse]] = {}
    for use in uses:
        found.setdefault(_device(use.folder), []).append(use)
    return tuple(Disk(tuple(sorted(group, key=lambda use: -use.bytes))) for group in found.values())


def _device(folder: Path) -> object:
    for path in (folder, *folder.parents):  # a folder that is not there yet will lie on its parent's disk
        try:
            return path.stat().st_dev
        except OSError:
            continue
    return folder


class DiskPanel(QFrame):
    """A sentence and a bar for each disk, the folders below it, and the way to change them.

    Attributes:
        folders: the button that opens the list of folders.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        of_kind(self, "card")
        self._appearance = appearance
        self._shown: tuple[Disk, ...] = ()
        self.sentences: list[QLabel] = []
        self.folders = TextButton(appearance, tr("Folders…"), "folder", "quiet")
        self._disks = QVBoxLayout()
        self._disks.setSpacing(GRID * 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 4, GRID * 3, GRID * 2, GRID * 3)
        row.setSpacing(GRID * 3)
        row.addLayout(self._disks, 1)
        row.addWidget(self.folders, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_disks(self, disks: tuple[Disk, ...]) -> None:
        """How it is now."""
        if disks == self._shown:
            return
        self._shown = disks
        empty(self._disks)
        self.sentences = []
        for disk in disks:
            self._disks.addWidget(self._disk(disk))
        self.setVisible(bool(disks))

    def _disk(self, disk: Disk) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        sentence = label(disk_sentence(disk.uses), "strong", wrap=True)
        self.sentences.append(sentence)
        column.addWidget(sentence)
        bar = DiskBar(self._appearance, disk)
        bar.setAccessibleName(sentence.text())
        column.addWidget(bar)
        named = [use for use in disk.uses if use.bytes or len(disk.uses) == 1][:MOST_FOLDERS]
        for index, use in enumerate(named):
            column.addLayout(self._legend(index, folder_words(use)))
        rest = sum(use.bytes for use in disk.uses[MOST_FOLDERS:])
        if rest:
            others = len(disk.uses) - MOST_FOLDERS
            more = trn("one more folder: {size}", "{n} more folders: {size}", others, size=size_of(rest))
            column.addLayout(self._legend(MOST_FOLDERS - 1, more))
        return made

    def _legend(self, index: int, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        row.addWidget(Dot(self._appearance, index))
        row.addWidget(ElidedLabel(words, "small"), 1)
        return row


def folder_words(use: DiskUse) -> str:
    """One folder: whose, where, how much."""
    what = f"{count_of_models(use.models)}, {size_of(use.bytes)}" if use.bytes else count_of_models(use.models)
    where = folder_name(use.folder)
    return f"{use.program}: {what} · {where}" if use.program else f"{what} · {where}"


def _shade(appearance: Appearance, index: int) -> QColor:
    """The accent, weaker with every folder, over the card."""
    strength = STRENGTHS[min(index, len(STRENGTHS) - 1)]
    accent, ground = QColor(appearance.palette.accent), QColor(appearance.palette.sidebar)
    mixed = [
        round(strength * high + (1 - strength) * low)
        for high, low in (
            (accent.red(), ground.red()),
            (accent.green(), ground.green()),
            (accent.blue(), ground.blue()),
        )
    ]
    return QColor(*mixed)


class Dot(QWidget):
    """The colour of a folder's part of the bar."""

    def __init__(self, appearance: Appearance, index: int) -> None:
        super().__init__()
        self._appearance = appearance
        self._index = index
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """A small square."""
        return QSize(self._appearance.px(DOT), self._appearance.px(DOT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A disc."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_shade(self._appearance, self._index))
        painter.drawEllipse(QRectF(self.rect()))
        painter.end()


class DiskBar(QWidget):
    """What models take of the room that they have: theirs and what is free."""

    def __init__(self, appearance: Appearance, disk: Disk) -> None:
        super().__init__()
        self._appearance = appearance
        self._disk = disk
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Thin."""
        return QSize(self._appearance.px(120), self._appearance.px(BAR))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A part for each folder, at the leading side; the rest is free."""
        del event
        whole = self._disk.taken + self._disk.free
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        clip = QPainterPath()
        clip.addRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setClipPath(clip)
        painter.fillRect(area, QColor(self._appearance.palette.selected))
        x = 0.0
        for index, use in enumerate(self._disk.uses):
            if use.bytes <= 0 or whole <= 0:
                continue
            width = max(2.0, area.width() * use.bytes / whole)
            left = x if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else area.width() - x - width
            painter.fillRect(QRectF(left, 0, width, area.height()), _shade(self._appearance, index))
            x += width
        painter.end()
