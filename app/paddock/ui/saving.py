"""A dialog that saves something into a file: as what, and where to. One rule: ending and kind never differ.

A name that ends otherwise gets the kind's ending; a file that is there is replaced only once the person says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from paddock.core.errors import UserError
from paddock.core.progress import Progress
from paddock.ui.i18n import tr
from paddock.ui.settings.file_field import FileField, documents
from paddock.ui.settings.work import WorkDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import ChoiceBox, label


class SaveDialog(WorkDialog):
    """Asks, writes and closes.

    Args:
        kinds: the endings of the files that can be written, and what each is called.
        name: of the file, without an ending.
        told: a sentence about what is written.

    Signals:
        written: the path of the file.
    """

    written = Signal(object)

    def __init__(
        self,
        kinds: Mapping[str, str],
        name: str,
        told: str,
        appearance: Appearance,
        tasks: Tasks,
        parent: QWidget,
    ) -> None:
        super().__init__(appearance, tasks, parent)
        self._kinds = kinds
        self.kind = ChoiceBox(appearance).shrinkable()
        self.kind.setAccessibleName(tr("Format"))
        for ending, words in kinds.items():
            self.kind.addItem(words, ending)
        self.kind.setVisible(len(kinds) > 1)
        self.file = FileField(appearance, tr("File"), QFileDialog.FileMode.AnyFile, ending=self.ending)
        self.file.set_path(documents() / f"{name}.{self.ending}")
        for widget in (self.kind, self.file, label(told, "muted", wrap=True)):
            self.form.addWidget(widget)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.file.changed.connect(self._file_named)
        self.file.field.returnPressed.connect(self.yes.click)
        self.remedies["file-exists"] = (tr("Replace it"), self._replace)
        (self.kind if len(kinds) > 1 else self.file.field).setFocus()

    @property
    def path(self) -> Path | None:
        """The file; None where it has no name."""
        path = self.file.path
        return path if path is not None and path.name else None

    @property
    def ending(self) -> str:
        """Of the kind that is chosen."""
        return str(self.kind.currentData())

    def ending_of(self, name: str) -> str | None:
        """Which of the kinds a file's name asks for; None where it says none."""
        ending = Path(name).suffix[1:].lower()
        return ending if ending in self._kinds else None

    def write(self, path: Path, ending: str, progress: Progress) -> None:
        """Write it; on a thread of the pool."""
        raise NotImplementedError

    def begin(self) -> None:
        """Write it, under a name that ends as its kind."""
        path, ending = self.path, self.ending
        if path is None:
            return
        if self.ending_of(path.name) != ending:
            path = path.with_name(f"{path.name}.{ending}")
            self.file.set_path(path)
        confirmed = self.file.confirmed == path

        def job(progress: Progress) -> Path:
            if path.exists() and not confirmed:
                raise UserError(tr("“{name}” is there already.", name=path.name), code="file-exists")
            self.write(path, ending, progress)
            return path

        self.work(tr("Writing {name}…", name=path.name), tr("The export"), self.pooled(job), self._written)

    def _written(self, path: Path) -> None:
        self.accept()
        self.written.emit(path)

    def _replace(self) -> None:
        self.file.confirmed = self.file.path
        self.begin()

    def _kind_chosen(self) -> None:
        path, ending = self.path, self.ending
        self.file.ending = ending
        if path is not None:
            stem = path.stem if self.ending_of(path.name) else path.name
            with QSignalBlocker(self.file):
                self.file.set_path(path.with_name(f"{stem}.{ending}"))
            self._judge()

    def _file_named(self) -> None:
        path = self.path
        named = self.ending_of(path.name) if path is not None else None
        if named is not None:
            with QSignalBlocker(self.kind):
                self.kind.setCurrentIndex(self.kind.findData(named))
            self.file.ending = named
        self._judge()

    def _judge(self) -> None:
        self.problem.hide()
        self.yes.setEnabled(self.path is not None)
