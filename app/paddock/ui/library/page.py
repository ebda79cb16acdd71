"""The Models page: one recommended model, a few others, and what is on this computer.

One rule: everything that touches the disk or the network happens off the GUI thread; the page shows the outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal, SignalInstance
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from paddock.application import Application
from paddock.core.downloads import DownloadItem
from paddock.core.errors import Remedy, UserError
from paddock.core.models import ModelFile, ModelSource
from paddock.services.bus import DownloadChanged, ModelsChanged
from paddock.services.discover import Recommendation
from paddock.ui.dialogs import Question
from paddock.ui.library.drop import DropVeil, dropped_paths
from paddock.ui.library.model_row import ModelRow
from paddock.ui.library.offer import Offer
from paddock.ui.library.words import size_of
from paddock.ui.notice import NoticeBar
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import GRID
from paddock.ui.widgets import IconButton, TextButton, label, line, of_kind

COLUMN = 760  # px at 100 %


@dataclass(frozen=True, slots=True)
class _Picture:
    """What the services said at one moment."""

    models: tuple[ModelFile, ...]
    recommended: tuple[Recommendation, ...]
    first: str


class LibraryPage(QWidget):
    """Fetch a model, open a file, choose what answers.

    Args:
        open_url: shows a folder; QDesktopServices but in tests.

    Signals:
        model_chosen: the reference of the model that shall answer.
        closed: the person wants back to the chat.
        refreshed: what is shown is what is there.
    """

    model_chosen = Signal(str)
    closed = Signal()
    refreshed = Signal()

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        appearance: Appearance,
        parent: QWidget | None = None,
        open_url: Callable[[QUrl], object] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._tasks = tasks
        self._appearance = appearance
        self._open_url = open_url
        self._in_use = ""  # the reference of the model that answers in the open chat
        self._asked = 0  # refreshes; only the newest answer is shown
        self._models: tuple[ModelFile, ...] = ()
        self.offers: dict[str, Offer] = {}
        self.rows: dict[str, ModelRow] = {}
        self._items: dict[str, DownloadItem] = {item.id: item for item in application.downloads.items()}
        of_kind(self, "page")
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Esc is heard also before a button has the focus
        self.notice = NoticeBar(appearance)
        self.close_button = IconButton(appearance, "x", self.tr("Back to the chat"), "Esc")
        self.open_button = TextButton(appearance, self.tr("Open a file…"), "folder")
        self._offers = QVBoxLayout()
        self._rows = QVBoxLayout()
        self._arrange()
        self._veil = DropVeil(appearance, self)
        self.close_button.clicked.connect(self.closed)
        self.open_button.clicked.connect(self.open_file)
        appearance.changed.connect(self._dress)
        self._ends = (
            application.bus.subscribe(ModelsChanged, lambda event: tasks.on_gui(self.refresh)),
            application.bus.subscribe(DownloadChanged, lambda event: tasks.on_gui(lambda: self._moved(event))),
        )
        self._dress()

    def refresh(self) -> None:
        """Look again what is there."""
        self._asked += 1
        number = self._asked
        self._tasks.pool(self._look, lambda picture: self._show(picture, number), self._failed)

    def follow(self, changed: SignalInstance, ref: Callable[[], str]) -> None:
        """Mark the model that `ref` names, now and whenever it has `changed`."""
        changed.connect(lambda: self.set_in_use(ref()))
        self.set_in_use(ref())

    def set_in_use(self, ref: str) -> None:
        """Which model answers in the open chat."""
        self._in_use = ref
        self._mark_in_use()

    def _mark_in_use(self) -> None:
        for ref, row in self.rows.items():
            row.show_in_use(ref == self._in_use)
        for offer in self.offers.values():
            offer.show_in_use(self._in_use)

    def open_file(self) -> None:
        """Ask for a model file and use it where it lies."""
        dialog = QFileDialog(self, self.tr("Open a model"), _downloads_folder())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Models (*.gguf)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: self.open_paths([Path(path)]))
        dialog.open()

    def open_paths(self, paths: list[Path]) -> None:
        """Put files on the list; a single one is used at once."""
        for path in paths:
            self._tasks.pool(
                lambda path=path: self._application.models.open_file(path),  # type: ignore[misc]
                self._use if len(paths) == 1 else None,
                self._failed,
            )

    def close_page(self) -> None:
        """Hear nothing more; for the end of the window."""
        for end in self._ends:
            end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the chat."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders are taken."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self._veil.setGeometry(self.rect())
            self._veil.show()
            self._veil.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The file was taken elsewhere."""
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Use what was dropped."""
        self._veil.hide()
        event.acceptProposedAction()
        self.open_paths(dropped_paths(event.mimeData()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The veil covers all of the page."""
        self._veil.setGeometry(self.rect())
        super().resizeEvent(event)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID * 2)
        head.addWidget(label(self.tr("Models"), "greeting"), 1)
        head.addWidget(self.open_button)
        head.addWidget(self.close_button)
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, GRID * 8, 0, GRID * 12)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(GRID * 4)
        column.addWidget(self.notice)
        column.addSpacing(GRID * 4)
        column.addWidget(label(self.tr("Recommended for this computer"), "title"))
        column.addSpacing(GRID * 3)
        column.addLayout(self._offers)
        column.addSpacing(GRID * 8)
        column.addWidget(label(self.tr("On this computer"), "title"))
        column.addSpacing(GRID)
        column.addLayout(self._rows)
        hint = self.tr("A .gguf file dropped on this page, or opened, is used where it lies; nothing is copied.")
        column.addSpacing(GRID * 3)
        column.addWidget(label(hint, "small", wrap=True))
        column.addStretch(1)
        scrolled = of_kind(QWidget(), "scrolled")
        row = QHBoxLayout(scrolled)
        row.setContentsMargins(GRID * 6, 0, GRID * 6, 0)
        row.addStretch(1)
        row.addWidget(self._column, 100)
        row.addStretch(1)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(scrolled)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _look(self) -> _Picture:
        choices = self._application.discover.recommended()
        first = next(choice.entry.id for choice in choices if choice.first_choice)
        return _Picture(self._application.models.models(), choices, first)

    def _show(self, picture: _Picture, number: int) -> None:
        if number != self._asked:
            return
        self._show_offers(picture)
        self._say_when_it_connects(picture)
        if picture.models != self._models:  # else a focused button would lose the focus
            self._models = picture.models
            self._show_rows(picture)
        self._mark_in_use()
        self.refreshed.emit()

    def _show_rows(self, picture: _Picture) -> None:
        _clear(self._rows)
        self.rows = {model.ref: self._row(model) for model in picture.models}
        for index, row in enumerate(self.rows.values()):
            if index:
                self._rows.addWidget(line())
            self._rows.addWidget(row)

    def _show_offers(self, picture: _Picture) -> None:
        """Built once; renewed in place, so that a focused button keeps the focus."""
        if not self.offers:
            for choice in sorted(picture.recommended, key=lambda choice: choice.entry.id != picture.first):
                self._add_offer(choice, choice.entry.id == picture.first)
        for choice in picture.recommended:
            self.offers[choice.entry.id].show_choice(choice, self._items.get(choice.entry.id))

    def _add_offer(self, choice: Recommendation, prominent: bool) -> None:
        offer = self.offers[choice.entry.id] = Offer(self._appearance, choice, prominent)
        downloads = self._application.downloads
        offer.download_requested.connect(lambda entry_id: self._do(lambda: downloads.start_entry(entry_id)))
        offer.pause_requested.connect(lambda entry_id: self._do(lambda: downloads.pause(entry_id)))
        offer.resume_requested.connect(lambda entry_id: self._do(lambda: downloads.resume(entry_id)))
        offer.cancel_requested.connect(lambda entry_id: self._do(lambda: downloads.cancel(entry_id)))
        offer.use_requested.connect(self.model_chosen)
        if len(self.offers) > 2:
            self._offers.addWidget(line())
        elif len(self.offers) == 2:
            self._offers.addSpacing(GRID * 2)
        self._offers.addWidget(offer)

    def _say_when_it_connects(self, picture: _Picture) -> None:
        """Beside the first Download button, until something has been downloaded."""
        fresh = all(model.source is not ModelSource.DOWNLOADED for model in picture.models)
        told = self.tr("Connects to {host} when you press Download or Resume, and at no other time.")
        first = self.offers[picture.first]
        first.note.setText(told.format(host=self._application.downloads.host) if fresh else "")
        first.show_item(self._items.get(picture.first))

    def _row(self, model: ModelFile) -> ModelRow:
        row = ModelRow(self._appearance, model)
        row.use_requested.connect(self._use)
        row.folder_requested.connect(lambda file: self._open_url(QUrl.fromLocalFile(str(file.path.parent))))
        row.delete_requested.connect(self._ask_to_delete)
        row.forget_requested.connect(lambda file: self._do(lambda: self._application.models.forget(file.ref)))
        return row

    def _moved(self, event: DownloadChanged) -> None:
        if event.item is None:
            self._items.pop(event.id, None)
        else:
            self._items[event.id] = event.item
        if event.id in self.offers:
            self.offers[event.id].show_item(event.item)

    def _use(self, model: ModelFile) -> None:
        self.model_chosen.emit(model.ref)

    def _ask_to_delete(self, model: ModelFile) -> None:
        dialog = Question(self._appearance, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.set_words(self.tr("Delete {name}?").format(name=model.name), self.tr("Delete"))
        told = self.tr("The file is deleted from this computer, which frees {size}. Chats with it stay.")
        dialog.body.addWidget(label(told.format(size=size_of(model.size)), wrap=True))
        dialog.accepted.connect(lambda: self._do(lambda: self._application.models.delete(model.ref)))
        dialog.no.setFocus()
        dialog.open()

    def _do(self, work: Callable[[], None]) -> None:
        """Run a service's call, which may touch the disk, off the GUI thread."""
        self._tasks.pool(work, None, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._tasks.failed.emit(error)
            return
        action = {Remedy.OPEN_FILE: self.open_file, Remedy.RETRY: self.refresh}.get(error.remedy)
        words = self.tr("Open a file…") if error.remedy is Remedy.OPEN_FILE else self.tr("Look again")
        self.notice.say(error.what, error.todo, words if action else "", action, error=True)
        self._area.verticalScrollBar().setValue(0)

    def _dress(self) -> None:
        self._column.setMaximumWidth(self._appearance.px(COLUMN))
        self.notice.setMaximumWidth(self._appearance.px(COLUMN))


def _downloads_folder() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
