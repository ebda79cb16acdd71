"""What may stand around the composer's field: what is being edited, texts beside the message, what waits to be sent.

One rule: each row shows what it is given and says what was pressed; the composer keeps the texts.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from paddock.ui.attachments import Attachment, size_words
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, FlowLayout, IconButton, TextButton, label

SHOWN = 80  # characters of a message that waits


class Banner(QWidget):
    """One line above the field that says what Enter will do; × ends it.

    Signals:
        closed: the × was pressed.
    """

    closed = Signal()

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__()
        self.words = ElidedLabel(kind="small")
        self.close_button = IconButton(appearance, "x", name, "Esc", size=14)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.close_button)
        self.close_button.clicked.connect(self.closed)
        self.hide()

    def say(self, words: str) -> None:
        """Show it."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.show()


class Chips(QWidget):
    """The texts beside the message.

    Signals:
        shown: the number of the one to show. removed: of the one to take away.
    """

    shown = Signal(int)
    removed = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._flow = FlowLayout(GRID * 2)
        self.setLayout(self._flow)
        self.hide()

    def show_all(self, attachments: Sequence[Attachment]) -> None:
        """These and no others."""
        _empty(self._flow)
        for number, each in enumerate(attachments):
            words = each.name if each.name.endswith("KB") else f"{each.name}, {size_words(each.text)}"
            self._flow.addWidget(self._chip(number, words))
        self.setVisible(bool(attachments))

    def _chip(self, number: int, words: str) -> QWidget:
        chip = QWidget()
        row = QHBoxLayout(chip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        show = TextButton(self._appearance, words, "file", "quiet")
        show.clicked.connect(lambda: self.shown.emit(number))
        name = tr("Remove {name}", name=words)
        remove = IconButton(self._appearance, "x", name, size=14)
        remove.clicked.connect(lambda: self.removed.emit(number))
        row.addWidget(show)
        row.addWidget(remove)
        return chip


class QueueList(QWidget):
    """Messages that are sent when the present answer has ended.

    Signals:
        taken_back: the number of the one that the person wants back.
    """

    taken_back = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GRID * 5, 0, GRID * 4, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_all(self, texts: Sequence[str]) -> None:
        """These and no others."""
        _empty(self._column)
        for number, text in enumerate(texts):
            said = " ".join(text[: 4 * SHOWN].split())[:SHOWN]
            row = QWidget()
            across = QHBoxLayout(row)
            across.setContentsMargins(0, 0, 0, 0)
            across.addWidget(ElidedLabel(tr("Waits for the answer’s end: {text}", text=said), "small"), 1)
            back = IconButton(self._appearance, "x", tr("Do not send this: back to the field"), size=14)
            back.clicked.connect(lambda checked=False, number=number: self.taken_back.emit(number))
            across.addWidget(back)
            self._column.addWidget(row)
        self.setVisible(bool(texts))


def _empty(layout: FlowLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()


class TextDialog(Question):
    """A long text to read."""

    def __init__(self, appearance: Appearance, title: str, text: str, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.set_words(title, tr("Close"))
        self.no.hide()
        self.body.addWidget(label(size_words(text), "muted"))
        field = QPlainTextEdit(text)
        field.setProperty("kind", "details")
        field.setReadOnly(True)
        field.setAccessibleName(title)
        field.setMinimumHeight(appearance.px(280))
        self.body.addWidget(field)
