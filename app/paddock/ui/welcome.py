"""The empty chat: a greeting above the composer, what one may ask below it. One rule: it says what to do next.

Two widgets, because the composer stands between them: `Greeting` and `Suggestions`.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from paddock.core.downloads import DownloadItem, DownloadState
from paddock.core.models import GUIDE, ModelFile
from paddock.services.discover import Recommendation
from paddock.ui.download_bar import GB, words_of
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import FlowLayout, IconButton, TextButton, label, of_kind

FRAME = 3  # px that the composer keeps at its sides for its shadow


class Greeting(QWidget):
    """The mark, one line that greets, one that says who answers."""

    def __init__(self, appearance: Appearance, logo: Path) -> None:
        super().__init__()
        self._appearance = appearance
        self._logo = QIcon(str(logo))
        self.mark = QLabel()
        self.words = label("", "greeting", wrap=True)
        self.below = label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID * 4, 0, GRID * 5)
        column.setSpacing(GRID * 2)
        column.addStretch(1)
        for widget in (self.mark, self.words, self.below):
            if isinstance(widget, QLabel):
                widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget)
        appearance.changed.connect(self._dress)
        self._dress()

    def show_model(self, ref: str, name: str) -> None:
        """Greet for the guide, or for a real model."""
        if ref == GUIDE:
            self.words.setText(self.tr("Welcome to Paddock"))
            self.below.setText(self.tr("Chat with Llama models on your own computer. The guide tells you how."))
        else:
            self.words.setText(self.tr("What is on your mind?"))
            self.below.setText(self.tr("{name} answers, on this computer.").format(name=name))

    def _dress(self) -> None:
        side = self._appearance.px(48)
        self.mark.setPixmap(self._logo.pixmap(QSize(side, side)))


class RealModelCard(QFrame):
    """Get a real model: one recommended for this computer, one button; and the ways for those who have one.

    Signals:
        download_requested: the catalogue entry's id. use_requested: the reference of a model that is here.
        models_requested, open_file_requested, dismissed: the other buttons.
    """

    download_requested = Signal(str)
    use_requested = Signal(str)
    models_requested = Signal()
    open_file_requested = Signal()
    dismissed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._choice: Recommendation | None = None
        self._item: DownloadItem | None = None
        of_kind(self, "card")
        self.name = label("", "strong", wrap=True)
        self.facts = label("", "muted", wrap=True)
        self.close_button = IconButton(appearance, "x", self.tr("Do not show this again"), size=16)
        self.action = TextButton(appearance, self.tr("Download"), "download", "primary")
        self.have = TextButton(appearance, self.tr("I already have one"), kind="quiet")
        self.open_file = TextButton(appearance, self.tr("Open a file…"), kind="quiet")
        self._arrange()
        self.close_button.clicked.connect(self.dismissed)
        self.action.clicked.connect(self._act)
        self.have.clicked.connect(self.models_requested)
        self.open_file.clicked.connect(self.open_file_requested)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Get a real model"), "small"), 1)
        head.addWidget(self.close_button)
        buttons = QWidget()
        flow = FlowLayout(GRID * 2)
        for button in (self.action, self.have, self.open_file):
            flow.addWidget(button)
        buttons.setLayout(flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 5, GRID * 2, GRID * 2, GRID * 4)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.name)
        column.addWidget(self.facts)
        column.addSpacing(GRID * 2)
        column.addWidget(buttons)

    def show_choice(self, choice: Recommendation) -> None:
        """The model recommended for this computer."""
        self._choice = choice
        self._renew()

    def show_download(self, item: DownloadItem | None) -> None:
        """How far its download is; None when there is none."""
        self._item = item
        self._renew()

    def entry_id(self) -> str:
        """The catalogue entry shown; "" before there is one."""
        return self._choice.entry.id if self._choice else ""

    def _renew(self) -> None:
        choice = self._choice
        if choice is None:
            return
        entry = choice.entry
        self.name.setText(entry.name)
        running = self._item is not None and self._item.state is not DownloadState.DONE
        if self._item is not None and running:
            self.facts.setText(words_of(self._item, self))
        else:
            size = self.tr("{size:.1f} GB to download").format(size=entry.size / GB)
            self.facts.setText(f"{entry.good_at}.\n{size} · {choice.why}")
        ready = choice.installed is not None
        self.action.setText(self.tr("Use it") if ready else self.tr("Download"))
        self.action.setEnabled(not running)

    def _act(self) -> None:
        if self._choice is None:
            return
        installed: ModelFile | None = self._choice.installed
        if installed is not None:
            self.use_requested.emit(installed.ref)
        else:
            self.download_requested.emit(self._choice.entry.id)


class Suggestions(QWidget):
    """Questions the guide can answer, and the card.

    Signals:
        asked: a question the person chose.
    """

    asked = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        of_kind(self, "scrolled")
        self.card = RealModelCard(appearance)
        self.card.hide()
        self.questions = QWidget()
        flow = FlowLayout(GRID * 2, centred=True)
        for question in (
            self.tr("What is Paddock?"),
            self.tr("Does anything leave my computer?"),
            self.tr("Which model fits my computer?"),
        ):
            pill = TextButton(appearance, question, kind="pill")
            pill.clicked.connect(lambda checked=False, question=question: self.asked.emit(question))
            flow.addWidget(pill)
        self.questions.setLayout(flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(FRAME, GRID * 5, FRAME, GRID * 4)
        column.setSpacing(GRID * 8)
        column.addWidget(self.questions)
        column.addWidget(self.card)
        column.addStretch(1)

    def show_model(self, ref: str) -> None:
        """The suggested questions are the guide's."""
        self.questions.setVisible(ref == GUIDE)
