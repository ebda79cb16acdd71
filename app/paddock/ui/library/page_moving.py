"""The downloads that run, as a list. One rule: it shows what the shelf knows and asks by signals."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from paddock.core.downloads import DownloadState
from paddock.ui.library.discover_get import Transfer
from paddock.ui.library.discover_shelf import Shelf
from paddock.ui.library.words import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import label


class Moving(QWidget):
    """One line a download.

    Signals:
        pause_requested, resume_requested, cancel_requested: the id of the download.
    """

    pause_requested = Signal(str)
    resume_requested = Signal(str)
    cancel_requested = Signal(str)

    def __init__(self, appearance: Appearance, shelf: Shelf) -> None:
        super().__init__()
        self._appearance = appearance
        self._shelf = shelf
        self.rows: dict[str, tuple[QWidget, Transfer]] = {}
        self.nothing = label(tr("Nothing is being downloaded."), "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, GRID * 3, 0, GRID * 12)
        self._column.setSpacing(GRID * 4)
        self._column.addWidget(self.nothing)
        self._column.addStretch(1)
        shelf.changed.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        items = {item.id: item for item in self._shelf.items if item.state is not DownloadState.DONE}
        for gone in [key for key in self.rows if key not in items]:
            row, _ = self.rows.pop(gone)
            row.hide()
            row.deleteLater()
        for key, item in items.items():
            if key not in self.rows:
                self._add(key, item.name)
            self.rows[key][1].show_item(item)
        self.nothing.setVisible(not items)

    def _add(self, key: str, name: str) -> None:
        row, transfer = QWidget(), Transfer(self._appearance, name)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(name, "strong", wrap=True))
        column.addWidget(transfer)
        transfer.pause_requested.connect(lambda: self.pause_requested.emit(key))
        transfer.resume_requested.connect(lambda: self.resume_requested.emit(key))
        transfer.cancel_requested.connect(lambda: self.cancel_requested.emit(key))
        self.rows[key] = (row, transfer)
        self._column.insertWidget(self._column.count() - 1, row)
