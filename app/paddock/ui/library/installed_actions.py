"""What is done with a model that is here. One rule: what cannot be undone asks first and says what it does.

Everything that touches a file is done by a service, off the GUI thread; what takes long is a job.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from paddock.core.errors import UserError
from paddock.core.hub import SearchQuery
from paddock.core.library import ImportMode, Verified
from paddock.core.models import ModelFile, ModelSource
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr
from paddock.ui.keeping import Host
from paddock.ui.library.installed_jobs import Jobs
from paddock.ui.library.installed_row import Deed
from paddock.ui.library.quantize import QuantizeDialog
from paddock.ui.library.words import size_of
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import label

THOUSAND = 1000  # steps that a share of 1.0 is told in


class ModelDeeds(QObject):
    """Does what a row asks for.

    Args:
        open_url: shows a folder; QDesktopServices but in tests.

    Signals:
        model_chosen: the reference of the model that shall answer.
        format_requested: the reference of a model whose prompt format shall be chosen.
        search_requested: a SearchQuery for GGUF versions of a model in another format.
        said: one sentence about what was done.
        verified: the Verified of a model that was checked.
        failed: the UserError of something that could not be done.
    """

    model_chosen = Signal(str)
    format_requested = Signal(str)
    search_requested = Signal(object)
    said = Signal(str)
    verified = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        host: Host,
        tasks: Tasks,
        appearance: Appearance,
        jobs: Jobs,
        window: QWidget,
        open_url: Callable[[QUrl], object] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(window)
        self._host = host
        self._tasks = tasks
        self._appearance = appearance
        self._jobs = jobs
        self._window = window
        self._open_url = open_url
        self._deeds: dict[Deed, Callable[[ModelFile], object]] = {
            Deed.USE: lambda model: self.model_chosen.emit(model.ref),
            Deed.FOLDER: lambda model: open_url(QUrl.fromLocalFile(str(model.path.parent))),
            Deed.COPY_NAME: self.copy_name,
            Deed.VERIFY: self.verify,
            Deed.MOVE: self.ask_where_to,
            Deed.QUANTIZE: self.ask_type,
            Deed.FORMAT: lambda model: self.format_requested.emit(model.ref),
            Deed.SEARCH: lambda model: self.search_gguf(model.path),
            Deed.DELETE: self.ask_to_delete,
            Deed.FORGET: self.take_away,
            Deed.STOP: lambda model: self._jobs.stop(model.ref),
        }

    def do(self, deed: Deed, model: ModelFile) -> None:
        """What was asked for."""
        self._deeds[deed](model)

    def rename(self, model: ModelFile, name: str) -> None:
        """Give it a name of the person's; "" gives it back the one it came with."""
        self._do(lambda: self._host.library.rename(model.ref, name))

    def copy_name(self, model: ModelFile) -> None:
        """The name that the command line takes."""
        QGuiApplication.clipboard().setText(model.short_name)
        self.said.emit(tr("Copied: {name}", name=model.short_name))

    def verify(self, model: ModelFile) -> None:
        """Hash the file again."""
        library = self._host.library
        self._jobs.start(
            model.ref,
            tr("Checking the file…"),
            lambda report, stop: library.verify(model.ref, report, stop),
            self._verified,
            self._failed,
        )

    def ask_where_to(self, model: ModelFile) -> QFileDialog:
        """Choose the folder that the model shall lie in."""
        title = tr("Move {name} to", name=model.name)
        dialog = folder_dialog(self._window, title)
        dialog.fileSelected.connect(lambda folder: self.move(model, Path(folder)))
        dialog.open()
        return dialog

    def move(self, model: ModelFile, folder: Path) -> None:
        """Move its files."""
        library = self._host.library
        self._jobs.start(
            model.ref,
            tr("Moving to {folder}…", folder=folder.name or str(folder)),
            lambda report, stop: library.move(model.ref, folder, report, stop),
            lambda moved: self.said.emit(tr("{name} lies in {folder} now.", name=moved.name, folder=moved.path.parent)),
            self._failed,
        )

    def ask_type(self, model: ModelFile) -> QuantizeDialog:
        """Choose what the smaller one shall be."""
        dialog = QuantizeDialog(self._host, self._tasks, self._appearance, model, self._window)
        dialog.chosen.connect(lambda type_name: self.quantize(model, type_name))
        dialog.open()
        return dialog

    def quantize(self, model: ModelFile, type_name: str) -> None:
        """Make a smaller one beside it."""
        quantizer = self._host.quantizer
        self._jobs.start(
            model.ref,
            tr("Making {type}…", type=type_name),
            lambda report, stop: quantizer.quantize(
                model.ref, type_name, lambda share: report(round(THOUSAND * share), THOUSAND), stop
            ),
            lambda made: self.said.emit(
                tr("{name} is on this computer now: {size}.", name=made.name, size=size_of(made.size))
            ),
            self._failed,
        )

    def take(self, path: Path, mode: ImportMode, done: Callable[[ModelFile], object]) -> None:
        """Bring a file into the library."""
        library = self._host.library
        words = {
            ImportMode.MOVE: tr("Moving {name}…"),
            ImportMode.COPY: tr("Copying {name}…"),
        }.get(mode, tr("Looking at {name}…"))
        self._jobs.start(
            str(path),
            words.format(name=path.name),
            lambda report, stop: library.import_file(path, mode, report, stop),
            done,
            self._failed,
        )

    def search_gguf(self, path: Path) -> None:
        """Look for the same model as GGUF."""

        def query() -> SearchQuery:
            return self._host.discover.gguf_versions(self._host.library.base_model_of(path))

        self._tasks.pool(query, self.search_requested.emit, self._failed)

    def take_away(self, model: ModelFile) -> None:
        """Put a model of ours into the trash; take another one off the list."""
        self._tasks.pool(lambda: self._host.library.trash(model.ref), self.said.emit, self._failed)

    def ask_to_delete(self, model: ModelFile) -> None:
        """First what it frees, then the question; a file that is not ours can only be taken off the list."""
        if model.source is not ModelSource.DOWNLOADED:
            words = tr("Take {name} off the list?", name=model.name)
            told = tr("The file stays where it is, and so do chats with it.")
            self._ask(model, words, tr("Take off the list"), told)
            return
        self._tasks.pool(
            lambda: self._host.library.frees(model.ref), lambda freed: self._ask_to_delete(model, freed), self._failed
        )

    def _ask_to_delete(self, model: ModelFile, freed: int) -> None:
        told = tr("It goes to the trash. Emptying the trash frees {size}. Chats with it stay.")
        if not freed:
            told = tr("It goes to the trash, which frees nothing: another file shares its bytes. Chats stay.")
        words = tr("Delete {name}?", name=model.name)
        self._ask(model, words, tr("Move to the trash"), told.format(size=size_of(freed)))

    def _ask(self, model: ModelFile, title: str, yes: str, told: str) -> None:
        dialog = Question(self._appearance, self._window)
        dialog.set_words(title, yes)
        dialog.body.addWidget(label(told, wrap=True))
        dialog.accepted.connect(lambda: self.take_away(model))
        dialog.no.setFocus()
        dialog.open()

    def _verified(self, verified: Verified) -> None:
        self.verified.emit(verified)

    def _do(self, work: Callable[[], object]) -> None:
        """Run a service's call, which may touch the disk, off the GUI thread."""
        self._tasks.pool(work, None, self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.failed.emit(error)
        else:
            self._tasks.failed.emit(error)


def folder_dialog(parent: QWidget, title: str, where: str = "") -> QFileDialog:
    """A dialog that chooses a folder; it is deleted when it closes."""
    dialog = QFileDialog(parent, title, where)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.finished.connect(dialog.deleteLater)
    return dialog
