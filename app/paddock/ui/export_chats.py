"""Exporting chats into one file. One rule: see `saving.py`; a PDF shows how far it is, and can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from paddock.core.progress import Progress
from paddock.services.exchange.service import ExchangeService, Format
from paddock.ui.i18n import tr
from paddock.ui.language import wording
from paddock.ui.saving import SaveDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks

_STEPS = 1000  # of a PDF, the only format that takes its time


class ExportChats(SaveDialog):
    """Asks as what and where to, writes the chats and closes."""

    def __init__(
        self,
        exchange: ExchangeService,
        chat_ids: Sequence[int],
        name: str,
        appearance: Appearance,
        tasks: Tasks,
        parent: QWidget,
    ) -> None:
        kinds = {
            Format.MARKDOWN: tr("Markdown: what is shown"),
            Format.HTML: tr("Web page: what is shown, set as here"),
            Format.PDF: tr("PDF: what is shown, to print or pass on"),
            Format.JSON: tr("JSON: all branches and facts, for Paddock"),
        }
        told = tr("The file is not encrypted.")
        super().__init__({kind.value: words for kind, words in kinds.items()}, name, told, appearance, tasks, parent)
        self._exchange = exchange
        self._ids = tuple(chat_ids)
        self.set_words(tr("Export"), tr("Export"))

    def ending_of(self, name: str) -> str | None:
        """Also that of another usual ending ("htm")."""
        kind = Format.of_name(name)
        return kind.value if kind is not None else None

    def write(self, path: Path, ending: str, progress: Progress) -> None:
        """Write the chats."""

        def report(share: float) -> None:
            progress.tell(round(share * _STEPS), _STEPS)

        self._exchange.export_to(path, self._ids, Format(ending), report, progress.stopped, wording())
