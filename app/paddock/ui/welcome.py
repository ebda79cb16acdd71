"""The empty chat: a greeting above the composer, what one may ask below it. One rule: it says what to do next.

Two widgets, because the composer stands between them: `Greeting` and `Suggestions`.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from paddock.core.downloads import DownloadItem, DownloadState, request_id
from paddock.ui.i18n import tr, translated
from paddock.ui.keeping import Recommended
from paddock.ui.library.downloads_words import STOPPED, share_of, words_of
from paddock.ui.library.words import size_of
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import FlowLayout, IconButton, TextButton, label, of_kind

STEPS = 1000  # of the card's progress bar
FRAME = 3  # px that the composer keeps at its sides for its shadow


class Greeting(QWidget):
    """The mark, one line that greets, one that says who answers."""

    def __init__(self, appearance: Appearance, logo: Path) -> None:
        super().__init__()
        self._appearance = appearance
        self._logo = QIcon(str(logo))
        self._persona = False
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

    def show_model(self, guide: bool, name: str) -> None:
        """Greet for the guide, or for a real model."""
        if guide:
            self.words.setText(tr("Welcome to Paddock"))
            self.below.setText(tr("Chat with Llama models on your own computer. The guide tells you how."))
        else:
            self.words.setText(tr("What is on your mind?"))
            self.below.setText(tr("{name} answers, on this computer.", name=name))

    def show_persona(self, name: str, description: str, model: str, picture: QPixmap) -> None:
        """Who plays in this chat, in place of who greets otherwise."""
        self._persona = True
        self.mark.setPixmap(picture)
        self.words.setText(name)
        self.below.setText(description or tr("{model} plays this part, on this computer.", model=model))

    def show_logo(self) -> None:
        """Nobody plays."""
        self._persona = False
        self._dress()

    def _dress(self) -> None:
        if not self._persona:
            side = self._appearance.px(48)
            self.mark.setPixmap(self._logo.pixmap(QSize(side, side)))


class RealModelCard(QFrame):
    """Get a real model: one recommended for this computer, one button; and the ways for those who have one.

    Signals:
        download_requested: the catalogue entry's id. use_requested: the reference of a model that is here.
        have_requested: look for models that are on this computer already.
        models_requested: see the others that there are.
        downloads_requested: see how far it is.
        resume_requested: the id of its download, which stopped.
        settings_requested: the section with what keeps it from being fetched.
        open_file_requested, dismissed: the other buttons.
    """

    download_requested = Signal(str)
    use_requested = Signal(str)
    resume_requested = Signal(str)
    settings_requested = Signal(str)
    have_requested = Signal()
    models_requested = Signal()
    downloads_requested = Signal()
    open_file_requested = Signal()
    dismissed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._choice: Recommended | None = None
        self._item: DownloadItem | None = None
        self._offline = False
        of_kind(self, "card")
        self.name = label("", "strong", wrap=True)
        self.facts = label("", "muted", wrap=True)
        self.close_button = IconButton(appearance, "x", tr("Do not show this again"), size=16)
        self.action = TextButton(appearance, tr("Download"), "download", "primary")
        self.have = TextButton(appearance, tr("I already have one"), kind="quiet")
        self.open_file = TextButton(appearance, tr("Open a file…"), kind="quiet")
        self.others = TextButton(appearance, tr("Other models…"), kind="quiet")
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.hide()
        self._arrange()
        self.close_button.clicked.connect(self.dismissed)
        self.action.clicked.connect(self._act)
        self.have.clicked.connect(self.have_requested)
        self.others.clicked.connect(self.models_requested)
        self.open_file.clicked.connect(self.open_file_requested)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(tr("Get a real model"), "small"), 1)
        head.addWidget(self.close_button)
        buttons = QWidget()
        flow = FlowLayout(GRID * 2)
        for button in (self.action, self.have, self.open_file, self.others):
            flow.addWidget(button)
        buttons.setLayout(flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 5, GRID * 2, GRID * 2, GRID * 4)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.name)
        column.addWidget(self.facts)
        beside = QHBoxLayout()
        beside.addWidget(self.bar, 1)
        beside.addSpacing(GRID * 3)  # as much as at the leading side
        column.addLayout(beside)
        column.addSpacing(GRID * 2)
        column.addWidget(buttons)

    def show_choice(self, choice: Recommended) -> None:
        """The model recommended for this computer."""
        self._choice = choice
        self._renew()

    def show_download(self, item: DownloadItem | None) -> None:
        """How far its download is; None when there is none."""
        self._item = item
        self._renew()

    def set_offline(self, offline: bool) -> None:
        """Whether the person forbids every connection; then the button leads to that."""
        self._offline = offline
        self._renew()

    def entry_id(self) -> str:
        """The catalogue entry shown; "" before there is one."""
        return self._choice.entry.id if self._choice else ""

    def is_of(self, download_id: str) -> bool:
        """Whether a download is that of the model shown."""
        if self._choice is None:
            return False
        entry = self._choice.entry
        return download_id in (entry.id, request_id(entry.repo_id, entry.filename))

    def _renew(self) -> None:
        choice = self._choice
        if choice is None:
            return
        entry, item = choice.entry, self._item
        self.name.setText(entry.name)
        moving = item is not None and item.state is not DownloadState.DONE
        self.bar.setVisible(moving)
        if item is not None and moving:
            self.facts.setText(words_of(item))
            self.bar.setValue(round(STEPS * share_of(item)))
            self.bar.setAccessibleName(
                tr("{percent} % of {name}", percent=round(100 * share_of(item)), name=entry.name)
            )
        else:
            size = tr("{size} to download", size=size_of(entry.size))
            self.facts.setText(f"{translated(entry.good_at)}.\n{size} · {translated(choice.why)}")
        self._name_action()

    @property
    def _barred(self) -> bool:
        """Whether it could only be fetched, and nothing may be."""
        item = self._item
        return self._offline and (item is None or item.state is DownloadState.DONE or item.state in STOPPED)

    def _name_action(self) -> None:
        """One button: download, see how far it is, go on with it, use it, or what keeps it from coming."""
        item = self._item
        if self._choice is not None and self._choice.installed is not None:
            words, icon = tr("Use it"), "message"
        elif self._barred:
            words, icon = tr("Set to stay offline: change that…"), "info"
        elif item is None or item.state is DownloadState.DONE:
            words, icon = tr("Download"), "download"
        elif item.state in STOPPED:
            words, icon = tr("Go on with it"), "play"
        else:
            words, icon = tr("Show the download"), "download"
        self.action.setText(words)
        self.action.setAccessibleName(words)
        self.action.set_icon(icon)

    def _act(self) -> None:
        choice, item = self._choice, self._item
        if choice is None:
            return
        if choice.installed is not None:
            self.use_requested.emit(choice.installed.ref)
        elif self._barred:
            self.settings_requested.emit("network")
        elif item is None or item.state is DownloadState.DONE:
            self.download_requested.emit(choice.entry.id)
        elif item.state in STOPPED:
            self.resume_requested.emit(item.id)
        else:
            self.downloads_requested.emit()


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
            tr("What is Paddock?"),
            tr("Does anything leave my computer?"),
            tr("Which model fits my computer?"),
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

    def show_model(self, guide: bool) -> None:
        """The suggested questions are the guide's."""
        self.questions.setVisible(guide)
