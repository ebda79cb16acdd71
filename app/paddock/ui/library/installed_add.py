"""The ways in which a model comes onto the list: a file, a folder, another program's, something dropped.

One rule: a file is used where it lies unless the person says to copy or to move it.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from paddock.core.errors import UserError
from paddock.core.library import ImportMode
from paddock.core.models import ModelFile
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr
from paddock.ui.keeping import Host
from paddock.ui.library.found import FoundDialog
from paddock.ui.library.installed_actions import ModelDeeds, folder_dialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import TextButton, label


class Adding(QObject):
    """The menu “Add”, its dialogs, and what is dropped.

    Signals:
        opened: the reference of a single model that was opened or dropped, to be used at once.
        folders_requested: the list of watched folders.
        failed: the path that is no model which can be used, and the UserError that says why.
    """

    opened = Signal(str)
    folders_requested = Signal()
    failed = Signal(object, object)

    def __init__(self, host: Host, tasks: Tasks, appearance: Appearance, deeds: ModelDeeds, window: QWidget) -> None:
        super().__init__(window)
        self._host = host
        self._tasks = tasks
        self._appearance = appearance
        self._deeds = deeds
        self._window = window

    def make_menu(self) -> QMenu:
        """All ways but dropping."""
        menu = QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        icon = self._appearance.icon
        menu.addAction(icon("file"), tr("Open a file…"), self.ask_file)
        menu.addAction(icon("folder"), tr("Add a folder…"), self.ask_folder)
        menu.addAction(icon("search"), tr("Find models of other programs…"), self.find)
        menu.addSeparator()
        menu.addAction(icon("settings"), tr("Folders with models…"), self.folders_requested.emit)
        return menu

    def ask_file(self) -> QFileDialog:
        """Choose a model file and use it where it lies."""
        where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        dialog = QFileDialog(self._window, tr("Open a model"), where)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Models (*.gguf *.llamafile)"), tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: self.open_paths([Path(path)]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def ask_folder(self) -> QFileDialog:
        """Choose a folder to be watched."""
        dialog = folder_dialog(self._window, tr("Add a folder with models"))
        dialog.fileSelected.connect(lambda folder: self.add_folder(Path(folder)))
        dialog.open()
        return dialog

    def add_folder(self, folder: Path) -> None:
        """Watch it from now on."""
        self._tasks.pool(lambda: self._host.library.add_folder(folder), None, lambda error: self._failed(folder, error))

    def find(self) -> FoundDialog:
        """Look what other programs have, and offer it."""
        dialog = FoundDialog(self._host, self._tasks, self._appearance, self._window)
        dialog.open()
        return dialog

    def open_paths(self, paths: list[Path]) -> None:
        """Put files on the list where they lie; a single one is used at once."""
        for path in paths:
            self._open(path, use=len(paths) == 1)

    def drop(self, paths: list[Path], known: Collection[Path]) -> None:
        """What was dropped on the window: for GGUF files that are new it asks what to do, the rest is opened.

        Args:
            known: the files on the list.
        """
        plain = [path for path in paths if path.suffix.lower() == ".gguf" and path not in known]
        if plain and len(plain) == len(paths):
            self.ask_mode(plain)
        else:
            self.open_paths(paths)

    def ask_mode(self, paths: list[Path]) -> DropDialog:
        """Use them where they lie, copy them, or move them."""
        dialog = DropDialog(self._appearance, paths, self._window)
        dialog.mode_chosen.connect(lambda mode: self._take(paths, mode))
        dialog.open()
        return dialog

    def _take(self, paths: list[Path], mode: ImportMode) -> None:
        if mode is ImportMode.USE:
            self.open_paths(paths)
            return
        single = len(paths) == 1
        for path in paths:
            self._deeds.take(path, mode, lambda model: self._opened(model, use=single))

    def _open(self, path: Path, use: bool) -> None:
        self._tasks.pool(
            lambda: self._host.models.open_file(path),
            lambda model: self._opened(model, use),
            lambda error: self._failed(path, error),
        )

    def _opened(self, model: ModelFile, use: bool) -> None:
        if use:
            self.opened.emit(model.ref)

    def _failed(self, path: Path, error: Exception) -> None:
        if isinstance(error, UserError):
            self.failed.emit(path, error)
        else:
            self._tasks.failed.emit(error)


class DropDialog(Question):
    """What to do with files that were dropped.

    Signals:
        mode_chosen: an ImportMode.
    """

    mode_chosen = Signal(object)

    def __init__(self, appearance: Appearance, paths: list[Path], parent: QWidget) -> None:
        super().__init__(appearance, parent)
        title = tr("Use {name}?") if len(paths) == 1 else tr("Use {count} models?")
        self.set_words(title.format(name=paths[0].name, count=len(paths)), tr("Use where it lies"))
        told = tr(
            "Used where it lies, nothing is copied, and it stays yours: Paddock never deletes it. "
            "Copied or moved, it lies in Paddock's own folder with the models."
        )
        self.body.addWidget(label(told, wrap=True))
        self.copy = TextButton(appearance, tr("Copy"))
        self.move_button = TextButton(appearance, tr("Move"))
        for button, mode in ((self.copy, ImportMode.COPY), (self.move_button, ImportMode.MOVE)):
            self.buttons.insertWidget(self.buttons.count() - 1, button)
            button.clicked.connect(lambda checked=False, mode=mode: self._answer(mode))
        self.accepted.connect(lambda: self.mode_chosen.emit(ImportMode.USE))
        self.yes.setFocus()

    def _answer(self, mode: ImportMode) -> None:
        self.mode_chosen.emit(mode)
        self.reject()
