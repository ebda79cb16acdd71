"""The models on this computer, as a list. One rule: everything that touches the disk happens off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from paddock.core.models import ModelFile
from paddock.services.models import ModelService
from paddock.ui.dialogs import Question
from paddock.ui.library.model_row import ModelRow
from paddock.ui.library.words import size_of, tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton, label, line


class ModelsHere(QWidget):
    """Use, show, delete, forget.

    Signals:
        model_chosen: the reference of the model that shall answer.
        open_requested: a file of the person's own.
    """

    model_chosen = Signal(str)
    open_requested = Signal()

    def __init__(
        self,
        appearance: Appearance,
        models: ModelService,
        run: Callable[[Callable[[], None]], object],
        open_url: Callable[[QUrl], object],
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._service = models
        self._run = run
        self._open_url = open_url
        self._models: tuple[ModelFile, ...] = ()
        self._in_use = ""
        self.rows: dict[str, ModelRow] = {}
        self.open_button = TextButton(appearance, tr("Open a file…"), "folder")
        self.open_button.clicked.connect(self.open_requested)
        self._list = QVBoxLayout()
        hint = tr("A .gguf file dropped on this page, or opened, is used where it lies; nothing is copied.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, GRID * 12)
        column.setSpacing(0)
        column.addLayout(self._list)
        column.addSpacing(GRID * 3)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(GRID * 3)
        column.addWidget(label(hint, "small", wrap=True))
        column.addStretch(1)

    def show_models(self, models: tuple[ModelFile, ...], in_use: str) -> None:
        """Show these; the same ones keep their rows, and with them the focus."""
        self._in_use = in_use
        if models != self._models:
            self._models = models
            self._build(models)
        for ref, row in self.rows.items():
            row.show_in_use(ref == in_use)

    def _build(self, models: tuple[ModelFile, ...]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = {model.ref: self._row(model) for model in models}
        for index, row in enumerate(self.rows.values()):
            if index:
                self._list.addWidget(line())
            self._list.addWidget(row)

    def _row(self, model: ModelFile) -> ModelRow:
        row = ModelRow(self._appearance, model)
        row.use_requested.connect(lambda file: self.model_chosen.emit(file.ref))
        row.folder_requested.connect(lambda file: self._open_url(QUrl.fromLocalFile(str(file.path.parent))))
        row.delete_requested.connect(self._ask_to_delete)
        row.forget_requested.connect(lambda file: self._run(lambda: self._service.forget(file.ref)))
        return row

    def _ask_to_delete(self, model: ModelFile) -> None:
        dialog = Question(self._appearance, self)
        dialog.set_words(tr("Delete {name}?").format(name=model.name), tr("Delete"))
        told = tr("The file is deleted from this computer, which frees {size}. Chats with it stay.")
        dialog.body.addWidget(label(told.format(size=size_of(model.size)), wrap=True))
        dialog.accepted.connect(lambda: self._run(lambda: self._service.delete(model.ref)))
        dialog.no.setFocus()
        dialog.open()
