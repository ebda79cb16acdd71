"""Where the person forbids every connection: a line that says so, and the way to the switch.

One rule: what would connect is not offered while it may not, and what was read before can be read.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton, label, of_kind


class OfflineNote(QWidget):
    """That nothing is asked and nothing comes, for as long as that is so.

    Signals:
        settings_requested: the person wants to change that.
    """

    settings_requested = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        card = of_kind(QFrame(), "card")
        self._icon = label("")
        what = label(offline_words(), "strong", wrap=True)
        todo = label(tr("Nothing is searched or downloaded; what was read before can be read."), wrap=True)
        self.setAccessibleName(f"{what.text()} {todo.text()}")
        self.button = TextButton(appearance, tr("Change that…"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(what)
        words.addWidget(todo)
        row = QHBoxLayout(card)
        row.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 3)
        row.setSpacing(GRID * 3)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, GRID * 3)
        outer.addWidget(card)
        self.button.clicked.connect(self.settings_requested)
        appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        side = self._appearance.px(20)
        self._icon.setPixmap(self._appearance.icon("info", size=20).pixmap(side, side))


def offline_words() -> str:
    """Why a button cannot be pressed."""
    return tr("Paddock is set to stay offline.")


def read_before() -> str:
    """What there is to browse without a connection."""
    return tr("Browse what was read before")
