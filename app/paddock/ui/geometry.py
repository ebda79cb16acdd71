"""How the window was left: size, place, sidebar. One rule: written half a second after the last change, off the thread.

A geometry that no longer fits a screen is put right by Qt's own `restoreGeometry`.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, QTimer
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from paddock.config.settings import SettingsFile
from paddock.ui.sidebar import WIDTH
from paddock.ui.tasks import Tasks

FIRST_SIZE = (1120, 760)
DELAY = 500  # ms


class WindowMemory(QObject):
    """Brings the window's shape back, and keeps it."""

    def __init__(
        self, window: QMainWindow, splitter: QSplitter, sidebar: QWidget, settings: SettingsFile, tasks: Tasks
    ) -> None:
        super().__init__(window)
        self._sidebar = sidebar
        self._window = window
        self._splitter = splitter
        self._settings = settings
        self._tasks = tasks
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.save)
        self.restore()
        splitter.splitterMoved.connect(self.touch)
        window.installEventFilter(self)

    def restore(self) -> None:
        """As it was left; a comfortable size the first time."""
        current = self._settings.current
        known = QByteArray.fromBase64(QByteArray(current.geometry.encode()))
        if known.isEmpty() or not self._window.restoreGeometry(known):
            self._window.resize(*FIRST_SIZE)
        width = current.sidebar_width or WIDTH
        self._splitter.setSizes([width, max(400, self._window.width() - width)])
        self._sidebar.setVisible(current.sidebar_visible)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another size or place is worth remembering."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.touch()
        return False

    def touch(self) -> None:
        """Something moved: write it down soon."""
        self._timer.start()

    def save(self) -> None:
        """Write it down now."""
        self._timer.stop()
        sidebar = self._sidebar
        changes: dict[str, object] = {
            "geometry": self._window.saveGeometry().toBase64().toStdString(),
            "sidebar_visible": not sidebar.isHidden(),
        }
        if not sidebar.isHidden() and sidebar.width() > 0:
            changes["sidebar_width"] = sidebar.width()
        self._tasks.store(lambda: self._settings.update(**changes))
