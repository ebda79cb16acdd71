"""Exporting chats into one file: as what, and where to. One rule: the name's ending and the format never differ.

A name that ends otherwise gets the format's ending; a file that is there is replaced only once the person says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from paddock.core.errors import UserError
from paddock.core.progress import Progress
from paddock.services.exchange.service import ExchangeService, Format
from paddock.ui.i18n import tr
from paddock.ui.language import spoken
from paddock.ui.settings.file_field import FileField, documents
from paddock.ui.settings.work import WorkDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import ChoiceBox, label

_STEPS = 1000  # of a PDF, the only format that takes its time


class ExportChats(WorkDialog):
    """Asks, writes the chats and closes.

    Args:
        name: of the file, without an ending.

    Signals:
        written: the path of the file.
    """

    written = Signal(object)

    def __init__(
        self,
        exchange: ExchangeService,
        chat_ids: Sequence[int],
        name: str,
        appearance: Appearance,
        tasks: Tasks,
        parent: QWidget,
    ) -> None:
        super().__init__(appearance, tasks, parent)
        self._exchange = exchange
        self._ids = tuple(chat_ids)
        self.set_words(tr("Export"), tr("Export"))
        self.kind = ChoiceBox(appearance).shrinkable()
        self.kind.setAccessibleName(tr("Format"))
        for kind, words in {
            Format.MARKDOWN: tr("Markdown: what is shown"),
            Format.HTML: tr("Web page: what is shown, set as here"),
            Format.PDF: tr("PDF: what is shown, to print or pass on"),
            Format.JSON: tr("JSON: all branches and facts, for Paddock"),
        }.items():
            self.kind.addItem(words, kind)
        self.file = FileField(appearance, tr("File"), QFileDialog.FileMode.AnyFile, ending=self.format.value)
        self.file.set_path(documents() / f"{name}.{self.format.value}")
        for widget in (self.kind, self.file, label(tr("The file is not encrypted."), "muted", wrap=True)):
            self.form.addWidget(widget)
        self.kind.currentIndexChanged.connect(self._format_chosen)
        self.file.changed.connect(self._file_named)
        self.file.field.returnPressed.connect(self.yes.click)
        self.remedies["file-exists"] = (tr("Replace it"), self._replace)
        self.kind.setFocus()

    @property
    def path(self) -> Path | None:
        """The file; None where it has no name."""
        path = self.file.path
        return path if path is not None and path.name else None

    @property
    def format(self) -> Format:
        """What is written."""
        return Format(self.kind.currentData())  # Qt keeps it as a plain text

    def begin(self) -> None:
        """Write them, under a name that ends as the format."""
        path, kind = self.path, self.format
        if path is None:
            return
        if Format.of_name(path.name) is not kind:
            path = path.with_name(f"{path.name}.{kind.value}")
            self.file.set_path(path)
        confirmed, language = self.file.confirmed == path, spoken()

        def job(progress: Progress) -> Path:
            if path.exists() and not confirmed:
                raise UserError(tr("“{name}” is there already.", name=path.name), code="file-exists")

            def report(share: float) -> None:
                progress.tell(round(share * _STEPS), _STEPS)

            self._exchange.export_to(path, self._ids, kind, report, progress.stopped, language)
            return path

        self.work(tr("Writing {name}…", name=path.name), tr("The export"), self.pooled(job), self._written)

    def _written(self, path: Path) -> None:
        self.accept()
        self.written.emit(path)

    def _replace(self) -> None:
        self.file.confirmed = self.file.path
        self.begin()

    def _format_chosen(self) -> None:
        path, kind = self.path, self.format
        self.file.ending = kind.value
        if path is not None:
            stem = path.stem if Format.of_name(path.name) else path.name
            with QSignalBlocker(self.file):
                self.file.set_path(path.with_name(f"{stem}.{kind.value}"))
            self._judge()

    def _file_named(self) -> None:
        path = self.path
        named = Format.of_name(path.name) if path is not None else None
        if named is not None:
            with QSignalBlocker(self.kind):
                self.kind.setCurrentIndex(self.kind.findData(named))
            self.file.ending = named.value
        self._judge()

    def _judge(self) -> None:
        self.problem.hide()
        self.yes.setEnabled(self.path is not None)
