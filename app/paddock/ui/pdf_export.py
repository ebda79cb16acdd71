"""Writing chats into a PDF, which takes from a second to minutes. Rule: it can be stopped, and then leaves nothing."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget
from shiboken6 import isValid

from paddock.core.errors import UserError
from paddock.services.exchange.service import ExchangeService, Format
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr
from paddock.ui.language import spoken
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks

PATIENCE = 400  # ms; what is done by then shows no dialog
_STEPS = 1000


class PdfExport(Question):
    """How far a PDF is, and a button that stops it.

    Signals:
        written: the path of the file.
    """

    written = Signal(object)

    def __init__(self, exchange: ExchangeService, tasks: Tasks, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self._exchange = exchange
        self._tasks = tasks
        self._stop = threading.Event()
        self.set_words(tr("Writing the PDF…"), "")
        self.yes.hide()
        self.no.setDefault(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How much of the PDF is written"))
        self.body.addWidget(self.bar)
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._late.timeout.connect(self.open)
        self.rejected.connect(self._stop.set)
        self.destroyed.connect(self._stop.set)  # the window closes

    def begin(self, chat_ids: Sequence[int], path: Path) -> None:
        """Write the chats into a file."""
        exchange, tasks, stop = self._exchange, self._tasks, self._stop

        def report(share: float) -> None:
            tasks.on_gui(lambda: self._show(share))

        def write() -> Path | None:
            try:
                exchange.export_to(path, chat_ids, Format.PDF, report, stop, spoken())
            except UserError as error:
                if error.code != "cancelled":
                    raise
                return None
            return path

        self._late.start()
        tasks.pool(write, self._written, self._failed)

    def _show(self, share: float) -> None:
        if isValid(self):
            self.bar.setValue(round(share * _STEPS))

    def _written(self, path: Path | None) -> None:
        if isValid(self):
            if path is not None:
                self.written.emit(path)
            self._end()

    def _failed(self, error: Exception) -> None:
        self._tasks.failed.emit(error)
        if isValid(self):
            self._end()

    def _end(self) -> None:
        self._late.stop()
        self.rejected.disconnect(self._stop.set)
        self.done(self.DialogCode.Accepted)
        self.deleteLater()
