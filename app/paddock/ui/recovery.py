"""Asks for the recovery key when the chats cannot be opened, and shows it when asked.

One rule: the key is shown once per request, and goes nowhere by itself.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from paddock.core.errors import UserError
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton, label

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

WIDTH = 520
LONGEST_LINE = 7  # groups; the fourteen of a key make two equal lines


class RecoveryDialog(QDialog):
    """Why the chats do not open, a field for the recovery key, and the other ways.

    Signals:
        key_given: what the person typed.
        retry_requested: they unlocked the keyring, or put the key's file back.
    """

    key_given = Signal(str)
    retry_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Your chats cannot be opened"))
        self.setMinimumWidth(WIDTH)
        self.what = label("", "section", wrap=True)
        self.todo = label("", wrap=True)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Recovery key"))
        self.field.setAccessibleName(tr("Recovery key"))
        self.problem = label("", wrap=True)
        self.problem.hide()
        self.open_button = TextButton(appearance, tr("Open my chats"), kind="primary")
        self.retry = TextButton(appearance, tr("Try again without it"))
        self.later = TextButton(appearance, tr("Not now"), kind="quiet")
        self._arrange()
        self.field.returnPressed.connect(self._give)
        self.field.textChanged.connect(lambda text: self.open_button.setEnabled(bool(text.strip())))
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(self._give)
        self.retry.clicked.connect(self.retry_requested)
        self.later.clicked.connect(self.reject)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.later)
        row.addStretch(1)
        row.addWidget(self.retry)
        row.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 6, GRID * 6, GRID * 6, GRID * 5)
        column.setSpacing(GRID * 3)
        safe = tr("Nothing is lost or overwritten: your chats stay as they are until the right key opens them.")
        for widget in (self.what, self.todo, label(safe, "muted", wrap=True), self.field, self.problem):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(row)

    def explain(self, error: UserError) -> None:
        """Say why; a second refusal is said beside the field."""
        if self.isVisible():
            self.refuse(error)
            return
        self.what.setText(error.what)
        self.todo.setText(error.todo)
        self.field.setFocus()

    def refuse(self, error: UserError) -> None:
        """The key that was given does not open them."""
        self.problem.setText(f"{error.what} {error.todo}".strip())
        self.problem.show()
        self.open_button.setEnabled(True)
        self.field.setEnabled(True)
        self.field.setFocus()

    def _give(self) -> None:
        text = self.field.text().strip()
        if text:
            self.open_button.setEnabled(False)
            self.field.setEnabled(False)
            self.problem.hide()
            self.key_given.emit(text)


class ShowKeyDialog(QDialog):
    """The recovery key, to write down, copy or print."""

    def __init__(self, appearance: Appearance, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = key
        self.setWindowTitle(tr("Recovery key"))
        self.setMinimumWidth(WIDTH)
        self.shown = label(in_lines(key), "key")
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.shown.setAccessibleName(tr("Recovery key"))
        self.copy = TextButton(appearance, tr("Copy"), "copy")
        self.print = TextButton(appearance, tr("Print…"), "printer")
        self.done_button = TextButton(appearance, tr("Done"), kind="primary")
        self._arrange()
        self.copy.clicked.connect(self._copy)
        self.print.clicked.connect(self._print)
        self.done_button.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addWidget(self.print)
        row.addStretch(1)
        row.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 6, GRID * 6, GRID * 6, GRID * 5)
        column.setSpacing(GRID * 3)
        column.addWidget(label(tr("Your recovery key"), "section", wrap=True))
        column.addWidget(label(self._advice(), wrap=True))
        column.addWidget(self.shown)
        column.addStretch(1)
        column.addLayout(row)

    def _advice(self) -> str:
        return tr(
            "Write it down or print it, and keep it away from this computer. Whoever has it and your files can read "
            "your chats. Without it, chats cannot be recovered if the key is lost."
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self.copy.setText(tr("Copied"))

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
