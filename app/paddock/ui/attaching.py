"""Text files beside a message. One rule: a file is read off the GUI thread, and what is no text is said to be none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from paddock.ui.attachments import read_text
from paddock.ui.composer import Composer
from paddock.ui.i18n import tr
from paddock.ui.tasks import Tasks


class Attaching(QObject):
    """Reads what was dropped or chosen, and gives it to the composer."""

    def __init__(self, composer: Composer, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._composer = composer
        self._tasks = tasks
        self._window = window
        composer.files_dropped.connect(self.attach)
        composer.file_wanted.connect(self.ask)

    def attach(self, paths: Sequence[str]) -> None:
        """Put these files beside the message."""
        for path in paths:
            self._tasks.pool(partial(read_text, Path(path)), self._composer.attach)

    def ask(self) -> QFileDialog:
        """Ask for a file."""
        dialog = QFileDialog(self._window, tr("Attach a text file"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.attach)
        dialog.open()
        return dialog
