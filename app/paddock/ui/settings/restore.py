"""Bringing chats back: from a backup, from a copy that Paddock kept, out of a damaged file.

One rule: before anything is replaced the person has read what comes, and what becomes of what is here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QWidget

from paddock.application import Application
from paddock.core.progress import Progress
from paddock.services.backup import Contents, Restored
from paddock.store.copies import Copy, Reason
from paddock.store.salvage import Salvaged
from paddock.ui.i18n import tr, trn
from paddock.ui.library.words import size_of
from paddock.ui.replacing import ChatsReplacer
from paddock.ui.settings.backup import ENDING, chats_text, messages_text
from paddock.ui.settings.file_field import FileField
from paddock.ui.settings.work import WorkDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Done, Failed, Tasks
from paddock.ui.widgets import label, of_kind, secret_field


class RestoreDialog(WorkDialog):
    """File and passphrase; what is in it; then it is put in the place of what is here."""

    def __init__(
        self,
        application: Application,
        appearance: Appearance,
        tasks: Tasks,
        replacer: ChatsReplacer,
        parent: QWidget,
    ) -> None:
        super().__init__(appearance, tasks, parent)
        self._application = application
        self._replacer = replacer
        self._looked: tuple[Path, str] | None = None  # the backup whose contents are shown, and what opens it
        self.set_words(tr("Restore a backup"), tr("Look inside"))
        filters = [tr("Backups of Paddock (*.{ending})", ending=ENDING), tr("All files (*)")]
        self.file = FileField(appearance, tr("Backup file"), QFileDialog.FileMode.ExistingFile, filters)
        self.passphrase = secret_field(tr("Passphrase of the backup"))
        self.contents = label("", wrap=True)
        self.contents.hide()
        for widget in (self.file, self.passphrase, self.contents):
            self.form.addWidget(widget)
        last = application.settings.current.last_backup
        if last and Path(last).is_file():
            self.file.set_path(Path(last))
        self.file.changed.connect(self._changed)
        self.passphrase.textChanged.connect(self._changed)
        for field in (self.file.field, self.passphrase):
            field.returnPressed.connect(self.yes.click)
        self._changed()
        (self.passphrase if self.file.path else self.file.field).setFocus()

    def begin(self) -> None:
        """Look into it; once that was done, restore it."""
        path, passphrase = self.file.path, self.passphrase.text()
        if path is None or not passphrase:
            return
        if self._looked == (path, passphrase):
            self._restore(path, passphrase)
            return

        def seen(contents: Contents) -> None:
            self._looked = (path, passphrase)
            self.contents.setText(contents_words(contents))
            self.contents.show()
            self.set_words(tr("Restore this backup?"), tr("Restore"))
            self.yes.setFocus()

        look = self._application.backups.look
        job = self.pooled(lambda progress: look(path, passphrase))
        self.work(tr("Opening the backup…"), tr("It"), job, seen, can_stop=False)

    def _restore(self, path: Path, passphrase: str) -> None:
        self.work(
            tr("Restoring: the backup is checked, what is here is kept as a copy…"),
            tr("Restoring"),
            lambda progress, done, failed: self._replacer.replace(
                lambda backups: backups.restore(path, passphrase, replace=True, progress=progress), done, failed
            ),
            self._restored,
        )

    def _restored(self, done: Restored) -> None:
        self.passphrase.clear()
        self.finish(tr("The backup is restored"), restored_words(done))

    def _changed(self) -> None:
        self._looked = None
        self.contents.hide()
        self.set_words(tr("Restore a backup"), tr("Look inside"))
        self.yes.setEnabled(self.file.path is not None and bool(self.passphrase.text()))


class CopiesDialog(WorkDialog):
    """The copies that Paddock keeps by itself, each of which can be brought back."""

    def __init__(
        self,
        application: Application,
        appearance: Appearance,
        tasks: Tasks,
        replacer: ChatsReplacer,
        parent: QWidget,
    ) -> None:
        super().__init__(appearance, tasks, parent)
        self._replacer = replacer
        self.set_words(tr("Copies that Paddock keeps"), tr("Bring back"))
        told = tr(
            "Encrypted as your chats are, in {folder}. Bringing one back puts its chats in the place of those here, "
            "which are kept as another copy; settings stay.",
            folder=application.paths.backups,
        )
        self.list = of_kind(QListWidget(), "order")
        self.list.setAccessibleName(self.heading.text())
        self.list.setMinimumHeight(appearance.px(180))
        self.form.addWidget(label(told, "muted", wrap=True))
        self.form.addWidget(self.list)
        self.list.itemSelectionChanged.connect(self._judge)
        self._judge()
        tasks.pool(application.backups.copies, self.show_copies, self.refuse)

    def show_copies(self, copies: Sequence[Copy]) -> None:
        """List these, the newest first."""
        self.list.clear()
        for copy in copies:
            item = QListWidgetItem(copy_words(copy))
            item.setData(Qt.ItemDataRole.UserRole, copy.name)
            self.list.addItem(item)
        if copies:
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def begin(self) -> None:
        """Bring the chosen one back."""
        names = [str(item.data(Qt.ItemDataRole.UserRole)) for item in self.list.selectedItems()]
        if not names:
            return

        def run(progress: Progress, done: Done[Restored], failed: Failed) -> None:
            self._replacer.replace(lambda backups: backups.restore_copy(names[0]), done, failed)

        self.work(tr("Bringing the copy back…"), tr("It"), run, self._restored, can_stop=False)

    def _restored(self, done: Restored) -> None:
        self.finish(tr("The copy is back"), restored_words(done))

    def _judge(self) -> None:
        self.yes.setEnabled(bool(self.list.selectedItems()))


class SalvageDialog(WorkDialog):
    """Copies what can be read of a damaged file."""

    def __init__(self, appearance: Appearance, tasks: Tasks, replacer: ChatsReplacer, parent: QWidget) -> None:
        super().__init__(appearance, tasks, parent)
        self._replacer = replacer
        self.set_words(tr("Salvage damaged chats?"), tr("Salvage"))
        told = tr(
            "Paddock checks the file with your chats. If it is damaged, what can be read is copied into a new one, "
            "which takes its place; the damaged file is kept. This can take minutes. A copy or a backup may hold more."
        )
        self.form.addWidget(label(told, wrap=True))

    def begin(self) -> None:
        """Check, and copy."""

        def run(progress: Progress, done: Done[tuple[Salvaged, Copy]], failed: Failed) -> None:
            self._replacer.replace(lambda backups: backups.salvage(), done, failed)

        def salvaged(done: tuple[Salvaged, Copy]) -> None:
            self.finish(tr("What could be read is here"), salvaged_words(*done))

        self.work(tr("Checking the file, and copying what can be read…"), tr("It"), run, salvaged, can_stop=False)


def when_text(at: float) -> str:
    """A moment, as people here write it."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(round(at)), QLocale.FormatType.ShortFormat)


def copy_words(copy: Copy) -> str:
    """When and why a copy was made, and its size."""
    why = {
        Reason.WEEKLY: tr("once a week"),
        Reason.MIGRATION: tr("before the format changed"),
        Reason.REPLACED: tr("before others took its place"),
        Reason.DAMAGED: tr("the damaged file"),
    }[copy.reason]
    return tr("{when}, {why}, {size}", when=when_text(copy.made_at), why=why, size=size_of(copy.size))


def contents_words(found: Contents) -> str:
    """What is in a backup, and what becomes of what is here."""
    said = [
        tr(
            "Written on {when} by Paddock {version}: {chats} with {messages}, and the settings.",
            when=when_text(found.made_at),
            version=found.program,
            chats=chats_text(found.chats),
            messages=messages_text(found.messages),
        )
    ]
    if found.replaces:
        said.append(
            tr("Your present chats are first kept as a copy, then replaced. “Copies that Paddock keeps” has them then.")
        )
    said.append(tr("Your present settings are replaced, too; the file with them is kept."))
    if found.missing_models:
        said.append(tr("Not on this computer: {models}.", models=", ".join(found.missing_models)))
    return "\n\n".join(said)


def restored_words(done: Restored) -> str:
    """What is here now, and where that is which was here before."""
    said = [
        tr(
            "Here now: {chats} with {messages}.",
            chats=chats_text(done.chats),
            messages=messages_text(done.messages),
        )
    ]
    if done.kept is not None:
        kept = tr("What was here before is kept as the copy of {when}.", when=when_text(done.kept.made_at))
        said.append(f"{kept} {tr('“Copies that Paddock keeps” brings it back.')}")
    if done.missing_models:
        said.append(tr("Not on this computer: {models}.", models=", ".join(done.missing_models)))
    return "\n\n".join(said)


def salvaged_words(report: Salvaged, kept: Copy) -> str:
    """What was read, and what was not."""
    rows = report.rows
    said = [
        tr(
            "Read: {chats} with {messages}.",
            chats=chats_text(rows["chats"]),
            messages=messages_text(rows["messages"]),
        )
    ]
    lost = sum(report.gaps.values())
    if report.whole:
        said.append(tr("Nothing is missing."))
    if lost:
        said.append(trn("One stretch could not be read.", "{n} stretches could not be read.", lost))
    if report.titles_lost:
        said.append(trn("One chat has lost its title.", "{n} chats have lost their titles.", report.titles_lost))
    if report.moved:
        said.append(
            trn(
                "One message follows the one before a message that is lost.",
                "{n} messages follow the one before a message that is lost.",
                report.moved,
            )
        )
    said.append(tr("The damaged file is kept as {name}.", name=kept.name))
    return " ".join(said)
