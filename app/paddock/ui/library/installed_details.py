"""Parts of a model's row that most rows never show: details, a job's progress, the name while it is edited.

One rule: made when they are first wanted.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from paddock.core.models import ModelFile
from paddock.ui.i18n import tr
from paddock.ui.library.installed_jobs import Progress
from paddock.ui.library.installed_words import day_of, origin_of, percent
from paddock.ui.library.item import empty, indent
from paddock.ui.library.words import size_of
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, IconButton, TextButton, label

LINE_PX = 28  # height of a line of the details at 100 %
ICON_PX = 20  # width of a row's icon, which all of this stands beside


class Details(QWidget):
    """What else is known of a model: names at the leading side, facts beside them, long ones with a button that copies.

    Attributes:
        facts: what is shown: names and facts.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._grid = QGridLayout(self)
        indent(self._grid, appearance.px(ICON_PX) + GRID * 3)
        self._grid.setHorizontalSpacing(GRID * 4)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self.facts: list[tuple[str, str]] = []

    def show_model(self, model: ModelFile) -> None:
        """All its facts anew."""
        empty(self._grid)
        lines = list(_facts(model))
        self.facts = [(name, fact) for name, fact, _ in lines]
        for row, (name, fact, copied) in enumerate(lines):
            self._add(row, name, fact, copied)

    def _add(self, row: int, name: str, fact: str, copied: bool) -> None:
        said = Middle(fact) if copied else label(fact, "fact", wrap=True)
        said.setAccessibleName(f"{name}: {fact}")
        self._grid.setRowMinimumHeight(row, self._appearance.px(LINE_PX))
        self._grid.addWidget(label(name, "muted"), row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(said, row, 1, Qt.AlignmentFlag.AlignVCenter)
        if copied:
            button = IconButton(self._appearance, "copy", tr("Copy: {what}", what=name), size=14)
            button.clicked.connect(lambda: QGuiApplication.clipboard().setText(fact))
            self._grid.addWidget(button, row, 2)


class Middle(ElidedLabel):
    """A path or a hash in one line, cut in the middle where it does not fit, since its end tells most."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "fact")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, from left to right also where the window is mirrored."""
        del event
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.drawText(self.rect(), int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


def _facts(model: ModelFile) -> Iterator[tuple[str, str, bool]]:
    """(name, fact, whether it is one to copy), without those that nobody knows."""
    origin = model.origin
    for path in model.files or (model.path,):
        yield tr("File"), str(path), True
    for path in model.companions:
        yield tr("Goes with it"), str(path), True
    if origin.repo_id:
        yield tr("From"), f"{origin.repo_id}/{origin.filename}", True
    else:
        yield tr("From"), origin_of(model), False
    known = (
        (tr("Version"), origin.commit[:12], bool(origin.commit)),
        (tr("Downloaded"), day_of(origin.obtained), origin.obtained > 0),
        (tr("Licence"), origin.licence, bool(origin.licence)),
        (tr("Architecture"), model.architecture, bool(model.architecture)),
        (tr("Trained with"), tr("{count} tokens", count=model.n_ctx_train), model.n_ctx_train > 0),
        (tr("Size"), tr("{size} ({count} bytes)", size=size_of(model.size), count=model.size), model.size > 0),
    )
    yield from ((name, fact, False) for name, fact, there in known if there)
    if origin.sha256:
        yield tr("SHA-256"), origin.sha256, True


class Strip(QWidget):
    """How far a job is, with a button that stops it.

    Signals:
        stop_requested.
    """

    stop_requested = Signal()

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__()
        self._name = name
        self.words = label("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = TextButton(appearance, tr("Cancel"), "x", "quiet")
        self.stop.setAccessibleName(f"{self.stop.text()}: {name}")
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        row.addWidget(self.words, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        indent(column, appearance.px(ICON_PX) + GRID * 3)
        column.setSpacing(GRID)
        column.addWidget(self.bar)
        column.addLayout(row)
        self.stop.clicked.connect(self.stop_requested)

    def show_progress(self, progress: Progress) -> None:
        """The job as it is now."""
        done = percent(progress.done, progress.total)
        words = progress.title
        if progress.stopping:
            words = tr("Stopping…")
        elif progress.waiting:
            words = tr("{what} It begins when the work before it is done.", what=words)
        elif progress.total:
            words = tr("{what} {percent} %", what=words, percent=done)
        self.words.setText(words)
        known = progress.waiting or progress.total > 0
        self.bar.setRange(0, 100 if known else 0)
        self.bar.setValue(done if known else -1)
        self.bar.setAccessibleName(tr("{percent} % of {name}", percent=done, name=self._name))
        self.stop.setEnabled(not progress.stopping)


class NameEditor(QLineEdit):
    """A model's name while it is edited: Enter keeps it, Esc does not, going elsewhere keeps it.

    Signals:
        done: the name that the model shall have.
    """

    done = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._name = name
        self._ended = False
        self.setProperty("kind", "editor")
        self.setAccessibleName(tr("Name of the model"))
        self.setPlaceholderText(tr("The name it came with"))
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back what was typed, and no more than that."""
        if event.key() == Qt.Key.Key_Escape:
            self._end(self._name)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(self.text().strip())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed holds."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._end(self.text().strip())

    def _end(self, name: str) -> None:
        if not self._ended:
            self._ended = True
            self.done.emit(name)
