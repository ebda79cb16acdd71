"""Asks for the recovery key when the chats cannot be opened, and shows it when asked.

One rule: the key is shown once per request, and goes nowhere by itself.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QLineEdit, QWidget

from paddock.core.errors import UserError
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr, translated
from paddock.ui.style import Appearance
from paddock.ui.widgets import TextButton, label

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

LONGEST_LINE = 7  # groups; the fourteen of a key make two equal lines


class RecoveryDialog(Question):
    """Why the chats do not open, a field for the recovery key, and the other ways.

    Signals:
        key_given: what the person typed.
        retry_requested: they unlocked the keyring, or put the key's file back.
    """

    key_given = Signal(str)
    retry_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.set_words(tr("Your chats cannot be opened"), tr("Open my chats"))
        self.no.setText(tr("Not now"))
        self.no.setAccessibleName(self.no.text())
        self.todo = label("", wrap=True)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Recovery key"))
        self.field.setAccessibleName(tr("Recovery key"))
        self.problem = label("", wrap=True)
        self.problem.hide()
        self.retry = TextButton(appearance, tr("Try again without it"))
        safe = tr("Nothing is lost or overwritten: your chats stay as they are until the right key opens them.")
        for widget in (self.todo, label(safe, "muted", wrap=True), self.field, self.problem):
            self.body.addWidget(widget)
        self.buttons.insertWidget(self.buttons.count() - 1, self.retry)
        self.finished.disconnect(self.deleteLater)
        self.yes.clicked.disconnect(self.accept)
        self.yes.clicked.connect(self._give)
        self.field.returnPressed.connect(self._give)
        self.field.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip())))
        self.yes.setEnabled(False)
        self.retry.clicked.connect(self.retry_requested)

    def explain(self, error: UserError) -> None:
        """Say why; a second refusal is said beside the field."""
        if self.isVisible():
            self.refuse(error)
            return
        self.heading.setText(translated(error.what))
        self.todo.setText(translated(error.todo))
        self.field.setFocus()

    def refuse(self, error: UserError) -> None:
        """The key that was given does not open them."""
        self.problem.setText(f"{translated(error.what)} {translated(error.todo)}".strip())
        self.problem.show()
        self.announcer.say(self.problem.text(), urgent=True)
        self.yes.setEnabled(True)
        self.field.setEnabled(True)
        self.field.setFocus()

    def _give(self) -> None:
        text = self.field.text().strip()
        if text:
            self.yes.setEnabled(False)
            self.field.setEnabled(False)
            self.problem.hide()
            self.key_given.emit(text)


class ShowKeyDialog(Question):
    """The recovery key, to write down, copy or print."""

    def __init__(self, appearance: Appearance, key: str, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self._key = key
        self.set_words(tr("Your recovery key"), tr("Done"))
        self.no.hide()
        self.shown = label(in_lines(key), "key", wrap=True)
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.shown.setAccessibleName(tr("Recovery key"))
        self.copy = TextButton(appearance, tr("Copy"), "copy")
        self.print = TextButton(appearance, tr("Print…"), "printer")
        self.body.addWidget(label(self._advice(), wrap=True))
        self.body.addWidget(self.shown)
        for place, button in enumerate((self.copy, self.print)):
            self.buttons.insertWidget(place, button)
        self.copy.clicked.connect(self._copy)
        self.print.clicked.connect(self._print)

    def _advice(self) -> str:
        return tr(
            "Write it down or print it, and keep it away from this computer. Whoever has it and your files can read "
            "your chats. Without it, chats cannot be recovered if the key is lost."
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self.copy.setText(tr("Copied"))
        self.copy.setAccessibleName(self.copy.text())
        self.announcer.say(self.copy.text())

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # late: hardly anyone prints

        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_to(printer))
        dialog.show()

    def print_to(self, printer: QPrinter) -> None:
        """One page: what it is, the key, the advice."""
        document = QTextDocument()
        document.setPlainText(f"{tr('Paddock: recovery key')}\n\n{in_lines(self._key)}\n\n{self._advice()}")
        document.print_(printer)


def in_lines(key: str) -> str:
    """The key in as few lines as there may be, as even as they can be, each of whole groups."""
    groups = key.split("-")
    lines = -(-len(groups) // LONGEST_LINE)
    ends = [round(number * len(groups) / lines) for number in range(lines + 1)]
    return "\n".join("-".join(groups[start:end]) for start, end in pairwise(ends))
