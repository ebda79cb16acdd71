"""Writing a backup, and looking at the copies that Paddock keeps. One rule: a backup counts once it was read back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from paddock.application import Application
from paddock.core.errors import UserError
from paddock.core.passphrase import SHORTEST, Strength, strength_of
from paddock.core.progress import Progress
from paddock.ui.i18n import tr, trn
from paddock.ui.library.words import size_of
from paddock.ui.settings.file_field import FileField, documents, free
from paddock.ui.settings.passphrase import strength_words
from paddock.ui.settings.work import WorkDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import TextButton, label, secret_field

ENDING = "backup"


class BackupDialog(WorkDialog):
    """Passphrase twice, where to, progress, and what is in it."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(appearance, tasks, parent)
        self._application = application
        self.set_words(tr("Back up all chats and settings"), tr("Back up"))
        told = tr(
            "One file, encrypted with a passphrase of its own. Whoever has both can read your chats, on any computer; "
            "without the passphrase nobody can, not even you. Model files are not in it."
        )
        self.first = secret_field(tr("Passphrase, {count} characters or more", count=SHORTEST))
        self.second = secret_field(tr("The same again"))
        self.hint = label("", "muted", wrap=True)
        self.file = FileField(
            appearance,
            tr("Backup file"),
            QFileDialog.FileMode.AnyFile,
            [tr("Backups of Paddock (*.{ending})", ending=ENDING)],
            ENDING,
        )
        last = application.settings.current.last_backup
        folder = Path(last).parent if last and Path(last).parent.is_dir() else documents()
        self.file.set_path(free(folder / f"Paddock {date.today().isoformat()}.{ENDING}"))
        self.form.addWidget(label(told, "muted", wrap=True))
        for widget in (self.first, self.second, self.hint, self.file):
            self.form.addWidget(widget)
        self.show_folder = TextButton(appearance, tr("Show the folder"))
        self.show_folder.hide()
        self.buttons.insertWidget(0, self.show_folder)
        self.show_folder.clicked.connect(self._open_folder)
        for field in (self.first, self.second):
            field.textChanged.connect(self._judge)
            field.returnPressed.connect(self.yes.click)
        self.file.changed.connect(self._judge)
        self.file.field.returnPressed.connect(self.yes.click)
        self.remedies["file-exists"] = (tr("Replace it"), self._replace)
        self._judge()
        self.first.setFocus()

    def begin(self) -> None:
        """Write it."""
        path, passphrase = self.file.path, self.first.text()
        if path is None:
            return
        confirmed = self.file.confirmed == path

        def job(progress: Progress) -> tuple[int, int, int]:
            if path.exists() and not confirmed:
                raise UserError(tr("“{name}” is there already.", name=path.name), code="file-exists")
            done = self._application.backups.back_up(path, passphrase, progress)
            return done.chats, done.messages, path.stat().st_size

        self.work(tr("Writing the backup and reading it back…"), tr("The backup"), self.pooled(job), self._written)

    def _replace(self) -> None:
        self.file.confirmed = self.file.path
        self.begin()

    def _written(self, done: tuple[int, int, int]) -> None:
        chats, messages, size = done
        path = self.file.path
        for field in (self.first, self.second):
            field.clear()
        self.show_folder.show()
        self.finish(
            tr("The backup is written"),
            tr(
                "In {path} ({size}): {chats} with {messages}. It was read back and is whole.",
                chats=chats_text(chats),
                messages=messages_text(messages),
                path=path,
                size=size_of(size),
            ),
        )

    def _judge(self) -> None:
        first, second = self.first.text(), self.second.text()
        strength = strength_of(first)
        same = first == second
        self.hint.setText(strength_words(strength) if same or not second else tr("The two differ."))
        self.hint.setVisible(bool(first))
        self.yes.setEnabled(strength is not Strength.SHORT and same and self.file.path is not None)

    def _open_folder(self) -> None:
        if self.file.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.file.path.parent)))


def chats_text(count: int) -> str:
    """How many chats."""
    return trn("one chat", "{n} chats", count)


def messages_text(count: int) -> str:
    """How many messages."""
    return trn("one message", "{n} messages", count)
