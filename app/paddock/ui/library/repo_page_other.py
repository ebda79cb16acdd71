"""What is said of a repository without a model for llama.cpp. One rule: it offers the way to one that has it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from paddock.core.hub import RepoPage
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton, label, of_kind

NAMED = 3  # files that are named


class NotGguf(QFrame):
    """No GGUF here, and the search that helps.

    Signals:
        search_requested: for GGUF versions of the same model.
    """

    search_requested = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        of_kind(self, "card")
        self.title = label(tr("There are no GGUF files here"), "strong", wrap=True)
        self.told = label("", "muted", wrap=True)
        self.search = TextButton(appearance, tr("Search for GGUF versions"), "search", "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 4, GRID * 4, GRID * 4, GRID * 4)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addSpacing(GRID * 2)
        column.addWidget(self.search, 0, Qt.AlignmentFlag.AlignLeading)
        self.search.clicked.connect(self.search_requested)

    def show_page(self, page: RepoPage) -> None:
        """Seen only where there is no variant to download."""
        self.setVisible(not page.variants)
        if page.not_gguf:
            names = ", ".join(page.not_gguf[:NAMED]) + (" …" if len(page.not_gguf) > NAMED else "")
            told = tr("It holds {names}, which llama.cpp cannot read. Others often publish the same model as GGUF.")
            self.told.setText(told.format(names=names))
        else:
            self.told.setText(tr("Others may publish the same model as GGUF, the format that llama.cpp reads."))
