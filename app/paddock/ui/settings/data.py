"""The Data page: backups, chats out and in, erasing. One rule: each row opens the dialog that does it and reports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from paddock.application import Application
from paddock.store.copies import Copy
from paddock.ui.i18n import tr, trn
from paddock.ui.replacing import ChatsReplacer
from paddock.ui.settings.backup import BackupDialog
from paddock.ui.settings.erasing import EraseDialog
from paddock.ui.settings.restore import CopiesDialog, RestoreDialog, SalvageDialog, copy_words, when_text
from paddock.ui.settings.rows import Section
from paddock.ui.settings.transfer import ExportDialog, ImportDialog
from paddock.ui.settings.work import WorkDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import TextButton

D = TypeVar("D", bound=WorkDialog)


class BackupSection(Section):
    """Backups that a person makes, copies that Paddock keeps, and bringing either back."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks, replacer: ChatsReplacer) -> None:
        super().__init__()
        self._application = application
        self._parts = (application, appearance, tasks, replacer)
        self._tasks = tasks
        self.set_title(tr("Backup"))
        self.back_up = TextButton(appearance, tr("Back up…"))
        self.back_up.clicked.connect(self.ask_backup)
        self._last = self.add_row(
            tr("Back up now"),
            " ",
            self.back_up,
            settings=("last_backup", "last_backup_at"),
            also=tr("save copy passphrase"),
        )
        self.restore = TextButton(appearance, tr("Restore…"))
        self.restore.clicked.connect(self.ask_restore)
        self.add_row(
            tr("Restore a backup"),
            tr("Puts its chats and settings in the place of those here, which are kept as a copy."),
            self.restore,
            also=tr("bring back recover another computer move"),
        )
        self.copies = TextButton(appearance, tr("Show…"))
        self.copies.setAccessibleName(tr("Show the copies"))
        self.copies.clicked.connect(self.ask_copies)
        self._copies = self.add_row(tr("Copies that Paddock keeps"), "…", self.copies, also=tr("automatic weekly"))
        self.salvage = TextButton(appearance, tr("Salvage…"))
        self.salvage.clicked.connect(self.ask_salvage)
        self.add_row(
            tr("Salvage damaged chats"),
            tr("Copies what can be read of a damaged file into a new one; the damaged file is kept."),
            self.salvage,
            also=tr("repair broken corrupt recover"),
        )
        self.refresh()

    def refresh(self) -> None:
        """Say when the last backup was written, and what copies there are."""
        settings = self._application.settings.current
        said = [tr("All chats and settings in one encrypted file, to open here or on another computer.")]
        if settings.last_backup:
            path = Path(settings.last_backup)
            when = when_text(settings.last_backup_at)
            said.append(tr("The last: {when}, {name} in {folder}.", when=when, name=path.name, folder=path.parent))
        else:
            said.append(tr("There is none yet."))
        self._last.set_meaning(" ".join(said))
        self._tasks.pool(self._application.backups.copies, self._show_copies)

    def _show_copies(self, copies: Sequence[Copy]) -> None:
        if not isValid(self):
            return
        said = [tr("By itself, once a week and before each change of the format; encrypted as your chats are.")]
        if copies:
            said.append(
                trn(
                    "There is one: {last}.", "There are {n}, the last: {last}.", len(copies), last=copy_words(copies[0])
                )
            )
        else:
            said.append(tr("There is none yet."))
        self._copies.set_meaning(" ".join(said))
        self.copies.setEnabled(bool(copies))

    def ask_backup(self) -> BackupDialog:
        """Write a backup."""
        application, appearance, tasks, _ = self._parts
        dialog = BackupDialog(application, appearance, tasks, self.window())
        dialog.finished.connect(lambda result: self.refresh())
        dialog.open()
        return dialog

    def ask_restore(self) -> RestoreDialog:
        """Restore one."""
        return _opened(RestoreDialog(*self._parts, self.window()), self.window())

    def ask_copies(self) -> CopiesDialog:
        """Look at the copies, and bring one back."""
        return _opened(CopiesDialog(*self._parts, self.window()), self.window())

    def ask_salvage(self) -> SalvageDialog:
        """Save what can be saved."""
        _, appearance, tasks, replacer = self._parts
        return _opened(SalvageDialog(appearance, tasks, replacer, self.window()), self.window())


class TransferSection(Section):
    """Chats out and in."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks) -> None:
        super().__init__()
        self._parts = (application, appearance, tasks)
        self.set_title(tr("Export and import"))
        self.export = TextButton(appearance, tr("Export…"))
        self.export.setAccessibleName(tr("Export all chats"))
        self.export.clicked.connect(self.ask_export)
        self.add_row(
            tr("Export all chats"),
            tr("As Markdown, web pages or JSON, a file for each, or as one PDF."),
            self.export,
            also=tr("save download HTML md ZIP archive folder"),
        )
        self.import_button = TextButton(appearance, tr("Import…"))
        self.import_button.clicked.connect(self.ask_import)
        self.add_row(
            tr("Import chats"),
            tr("Of Paddock, ChatGPT, Claude, Open WebUI, LM Studio or Jan, with branches and dates."),
            self.import_button,
            also=tr("OpenAI Anthropic migrate move"),
        )

    def ask_export(self) -> ExportDialog:
        """All chats out."""
        dialog = ExportDialog(*self._parts, self.window())
        dialog.open()
        return dialog

    def ask_import(self) -> ImportDialog:
        """Others in."""
        dialog = ImportDialog(*self._parts, self.window())
        dialog.open()
        return dialog


class EraseSection(Section):
    """The end of everything."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks, replacer: ChatsReplacer) -> None:
        super().__init__()
        self._parts = (application, appearance, tasks, replacer)
        self.set_title(tr("Erase"))
        self.erase = TextButton(appearance, tr("Erase…"), kind="danger")
        self.erase.setAccessibleName(tr("Erase everything…"))
        self.erase.clicked.connect(self.ask)
        self.add_row(
            tr("Erase everything"),
            tr("Chats, copies, settings, keys, logs and caches, for good. You read what goes and what stays first."),
            self.erase,
            also=tr("delete remove reset uninstall wipe"),
        )

    def ask(self) -> EraseDialog:
        """Ask for the word."""
        dialog = EraseDialog(*self._parts, self.window())
        dialog.open()
        return dialog


def _opened(dialog: D, settings: QWidget) -> D:
    """What it puts in the place of the chats brings other settings along: those that are shown hold no more."""
    dialog.accepted.connect(settings.close)
    dialog.open()
    return dialog
