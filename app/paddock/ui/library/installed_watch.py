"""Hears when something changes where models lie. One rule: the window's thread touches no disk for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QThread, QTimer, Signal, Slot

SETTLES = 500  # ms after a change, since files come in several steps


class _Watcher(QObject):
    """Lives in a thread of its own, because looking at a path may wait for a disk or a network."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._watcher: QFileSystemWatcher | None = None

    @Slot(list)
    def watch(self, paths: list[str]) -> None:
        """These and no others; those that are not there are left out."""
        if self._watcher is None:
            self._watcher = QFileSystemWatcher(self)
            self._watcher.directoryChanged.connect(lambda path: self.changed.emit())
            self._watcher.fileChanged.connect(lambda path: self.changed.emit())
        old = {*self._watcher.files(), *self._watcher.directories()}
        gone, new = sorted(old - set(paths)), [path for path in paths if path not in old and Path(path).exists()]
        if gone:
            self._watcher.removePaths(gone)
        if new:
            self._watcher.addPaths(new)


class FolderWatch(QObject):
    """Watches folders and files.

    Signals:
        changed: something came or went in one of them, a moment ago.
    """

    changed = Signal()
    _paths = Signal(list)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._closed = False
        self._thread = QThread(self)
        self._watcher = _Watcher()
        self._watcher.moveToThread(self._thread)
        self._timer = QTimer(self, interval=SETTLES, singleShot=True)
        self._timer.timeout.connect(self.changed)
        self._watcher.changed.connect(self._note)
        self._paths.connect(self._watcher.watch)
        self._thread.finished.connect(self._watcher.deleteLater)

    def watch(self, paths: Sequence[Path]) -> None:
        """These from now on; nothing once it is closed, for what was asked before may come later."""
        if self._closed:
            return
        if not self._thread.isRunning():
            self._thread.start()
        self._paths.emit([str(path) for path in paths])

    @Slot()
    def _note(self) -> None:
        """The first of several changes counts, else one that goes on and on would never be told."""
        if not self._timer.isActive():
            self._timer.start()

    def close(self) -> None:
        """Hear nothing more."""
        self._closed = True
        self._timer.stop()
        self.blockSignals(True)
        self._thread.quit()
        self._thread.wait()
