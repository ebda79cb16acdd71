"""All chats out, and others in. One rule: what was left out is said, and why.

An import that is stopped keeps the chats that have come in; an export that is stopped leaves nothing behind.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from paddock.application import Application
from paddock.core.exchange import Imported
from paddock.core.progress import Progress
from paddock.services.exchange.service import Format
from paddock.ui.i18n import tr, translated, trn
from paddock.ui.language import wording
from paddock.ui.settings.backup import messages_text
from paddock.ui.settings.file_field import FileField, documents, free
from paddock.ui.settings.work import WorkDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import ChoiceBox, TextButton, label


class ExportDialog(WorkDialog):
    """As what, into a folder or a ZIP archive, and where."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(appearance, tasks, parent)
        self._application = application
        self.set_words(tr("Export all chats"), tr("Export"))
        told = tr(
            "All chats that are not in the trash, in folders as here. What is written is not encrypted: whoever has it "
            "can read it."
        )
        self.kind = ChoiceBox(appearance)
        self.kind.setAccessibleName(tr("Format"))
        for kind, name in {
            Format.MARKDOWN: tr("Markdown: what is shown"),
            Format.HTML: tr("Web pages: what is shown, set as here"),
            Format.JSON: tr("JSON: all branches and facts, for Paddock"),
            Format.PDF: tr("PDF: what is shown, all chats in one document"),
        }.items():
            self.kind.addItem(name, kind)
        self.packed = ChoiceBox(appearance)
        self.packed.setAccessibleName(tr("Folder or archive"))
        self.packed.addItem(tr("A folder"), False)
        self.packed.addItem(tr("A ZIP archive"), True)
        self.folder = FileField(appearance, tr("Where to"), QFileDialog.FileMode.Directory)
        self.folder.set_path(documents())
        self.made = Path()
        self.form.addWidget(label(told, "muted", wrap=True))
        for widget in (self.kind, self.packed, self.folder):
            self.form.addWidget(widget)
        self.show_folder = TextButton(appearance, tr("Show it"))
        self.show_folder.hide()
        self.show_folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.made.parent))))
        self.buttons.insertWidget(0, self.show_folder)
        self.folder.changed.connect(lambda: self.yes.setEnabled(self.folder.path is not None))
        self.folder.field.returnPressed.connect(self.yes.click)
        self.kind.currentIndexChanged.connect(lambda: self.packed.setVisible(self._format is not Format.PDF))
        self.kind.setFocus()

    @property
    def _format(self) -> Format:
        return Format(self.kind.currentData())  # Qt keeps it as a plain text

    def begin(self) -> None:
        """Write them, under a name that nothing has."""
        folder = self.folder.path
        if folder is None:
            return
        kind = self._format
        packed = ".zip" if self.packed.currentData() else ""
        ending = ".pdf" if kind is Format.PDF else packed
        name = tr("Paddock chats {date}", date=date.today().isoformat())

        def job(progress: Progress) -> tuple[int, Path]:
            path = free(folder / f"{name}{ending}")
            return self._application.exchange.export_each(path, kind, progress, wording()), path

        self.work(tr("Writing the chats…"), tr("The export"), self.pooled(job), self._written)

    def _written(self, done: tuple[int, Path]) -> None:
        count, self.made = done
        self.show_folder.show()
        self.finish(tr("Exported"), trn("One chat is in {path}.", "{n} chats are in {path}.", count, path=self.made))


class ImportDialog(WorkDialog):
    """Takes in what was chosen, and says what came of it."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(appearance, tasks, parent)
        self._application = application
        self.set_words(tr("Import chats"), tr("Import"))
        told = tr(
            "An export of Paddock, ChatGPT, Claude or Open WebUI (JSON or ZIP), or LM Studio's conversations or Jan's "
            "threads (a folder). Branches and dates come along. Chats that are here already stay as they are; those in "
            "the trash come back from there."
        )
        self.kind = ChoiceBox(appearance)
        self.kind.setAccessibleName(tr("File or folder"))
        self.kind.addItem(tr("Files"), False)
        self.kind.addItem(tr("A folder with files"), True)
        filters = [tr("Exported chats (*.json *.zip)"), tr("All files (*)")]
        self.file = FileField(appearance, tr("Files"), QFileDialog.FileMode.ExistingFiles, filters)
        self.folder = FileField(appearance, tr("Folder"), QFileDialog.FileMode.Directory)
        self.form.addWidget(label(told, "muted", wrap=True))
        for widget in (self.kind, self.file, self.folder):
            self.form.addWidget(widget)
        self.folder.hide()
        self.kind.currentIndexChanged.connect(self._show_kind)
        for field in (self.file, self.folder):
            field.changed.connect(self._judge)
            field.field.returnPressed.connect(self.yes.click)
        self._judge()
        self.file.field.setFocus()

    @property
    def chosen(self) -> FileField:
        """What is asked for."""
        return self.folder if self.kind.currentData() else self.file

    def begin(self) -> None:
        """Take them in."""
        paths = self.chosen.paths
        if not paths:
            return
        self.work(
            tr("Reading the chats…"),
            tr("The import"),
            self.pooled(lambda progress: self._application.exchange.import_each(paths, progress)),
            self._imported,
        )

    def _imported(self, done: Imported) -> None:
        if done.chat_ids or done.known or done.restored:
            self.finish(tr("Imported"), imported_text(done))
        else:
            self.say_problem(tr("No chat came in."), "\n".join(map(translated, done.problems)))

    def _show_kind(self) -> None:
        self.file.setVisible(self.chosen is self.file)
        self.folder.setVisible(self.chosen is self.folder)
        self._judge()

    def _judge(self) -> None:
        self.yes.setEnabled(self.chosen.path is not None)


def imported_text(done: Imported) -> str:
    """What came in, what is back or was here already, and what was left out and why."""
    said = []
    if done.chat_ids:
        said.append(
            trn(
                "One chat with {messages} came in from {program}.",
                "{n} chats with {messages} came in from {program}.",
                len(done.chat_ids),
                messages=messages_text(done.messages),
                program=done.program,
            )
        )
    if done.restored:
        said.append(
            trn(
                "One chat that was in the trash is back.",
                "{n} chats that were in the trash are back.",
                done.restored,
            )
        )
    if not said:
        said.append(tr("Nothing new came in."))
    if done.known:
        said.append(trn("One was here already.", "{n} were here already.", done.known))
    if done.problems:
        said.append(tr("Left out, or not as it was:"))
        said.append("\n".join(f"• {translated(problem)}" for problem in done.problems))
    return "\n\n".join(said)
