"""The folders that models are looked for in. One rule: taking one off the list deletes nothing, and says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from paddock.core.errors import UserError
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr, translated
from paddock.ui.keeping import Host
from paddock.ui.library.installed_actions import folder_dialog
from paddock.ui.library.installed_words import folder_name
from paddock.ui.library.item import empty
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, IconButton, TextButton, label


class FolderList(QWidget):
    """Paddock's own folder first, then those that are watched, each with its buttons, and one that adds another.

    Signals:
        changed: a folder was added or taken off.
    """

    changed = Signal()

    def __init__(
        self,
        host: Host,
        tasks: Tasks,
        appearance: Appearance,
        open_url: Callable[[QUrl], object] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__()
        self._host = host
        self._tasks = tasks
        self._appearance = appearance
        self._open_url = open_url
        self.folders: tuple[Path, ...] = ()
        self.remove_buttons: dict[Path, IconButton] = {}
        self.problem = label("", "", wrap=True)
        self.problem.hide()
        self.add = TextButton(appearance, tr("Add a folder…"), "plus")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        column.addLayout(self._rows)
        column.addWidget(self.problem)
        column.addLayout(foot)
        self.add.clicked.connect(self.ask_folder)
        self.refresh()

    def refresh(self) -> None:
        """Ask which there are, off the GUI thread."""
        self._tasks.pool(self._host.library.folders, self._show, self._failed)

    def ask_folder(self) -> None:
        """Choose one to be watched."""
        dialog = folder_dialog(self.window(), tr("Add a folder with models"))
        dialog.fileSelected.connect(lambda folder: self._do(lambda: self._host.library.add_folder(Path(folder))))
        dialog.open()

    def remove(self, folder: Path) -> None:
        """Watch it no longer; what lies in it stays."""
        self._do(lambda: self._host.library.remove_folder(folder))

    def _do(self, work: Callable[[], object]) -> None:
        def done(result: object) -> None:
            del result
            if isValid(self):
                self.problem.hide()
                self.refresh()
                self.changed.emit()

        self._tasks.pool(work, done, self._failed)

    def _show(self, folders: tuple[Path, ...]) -> None:
        if not isValid(self):
            return  # the dialog was closed meanwhile
        self.folders = folders
        empty(self._rows)
        self.remove_buttons = {}
        for index, folder in enumerate(folders):
            self._rows.addWidget(self._row(folder, own=index == 0))

    def _row(self, folder: Path, own: bool) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GRID)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(folder_name(folder)))
        told = tr("Paddock's own: downloads go here") if own else tr("Watched; its files are used in place")
        words.addWidget(label(told, "small", wrap=True))
        across.addLayout(words, 1)
        show = IconButton(self._appearance, "external", tr("Show {folder}", folder=folder), size=16)
        show.clicked.connect(lambda: self._open_url(QUrl.fromLocalFile(str(folder))))
        across.addWidget(show)
        if not own:
            told = tr("Take {folder} off the list; its files stay", folder=folder)
            button = self.remove_buttons[folder] = IconButton(self._appearance, "x", told, size=16)
            button.clicked.connect(lambda: self.remove(folder))
            across.addWidget(button)
        return row

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._tasks.failed.emit(error)
        elif isValid(self):
            self.problem.setText(translated(error.said))
            self.problem.setStyleSheet(f"color: {self._appearance.palette.danger};")
            self.problem.show()


class FoldersDialog(Question):
    """The list of folders, by itself."""

    def __init__(self, host: Host, tasks: Tasks, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.set_words(tr("Folders with models"), tr("Done"))
        self.no.hide()
        told = tr("Models in these folders, and in the folders in them, are on the list as soon as they are there.")
        self.list = FolderList(host, tasks, appearance)
        self.body.addWidget(label(told, "muted", wrap=True))
        self.body.addWidget(self.list)
