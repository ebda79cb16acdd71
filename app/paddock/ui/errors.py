"""The one presenter of errors. One rule: the person reads what happened, what to do, and presses what mends it.

A UserError is a bar; a mistake of ours is a dialog, once, with details to copy. Neither carries chat text.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from paddock.config.logs import describe_exception
from paddock.core.errors import BugError, Remedy, UserError
from paddock.ui.i18n import tr
from paddock.ui.notice import Choice, NoticeBar
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton, label, of_kind

log = logging.getLogger(__name__)


class ErrorPresenter(QObject):
    """Shows every error of the window.

    Signals:
        remedy_chosen: the Remedy whose button was pressed.
    """

    remedy_chosen = Signal(object)

    def __init__(self, appearance: Appearance, bar: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self._appearance = appearance
        self._bar = bar
        self._window = window
        self._told: set[str] = set()
        self.helps: Callable[[UserError], Sequence[Choice]] = lambda error: ()  # several buttons, where there are some
        self._passing = ""  # the words of an error that is over once the person did something else

    def present(
        self, error: BaseException, retry: Callable[[], object] | None = None, *, of_chat: bool = False
    ) -> None:
        """Show an error.

        Args:
            retry: what "Try again" does where the error offers nothing better.
            of_chat: it is of the open chat alone: shown beside it, and over with it.
        """
        if isinstance(error, UserError):
            self._present_user_error(error, retry, of_chat)
        else:
            self._present_bug(error)

    def clear(self) -> None:
        """A model was chosen or another chat is shown: an error of before is over. One of the program's start stays."""
        if self._passing and self._bar.what.text() == self._passing:
            self._bar.dismiss()

    def remedy_label(self, remedy: Remedy) -> str:
        """The words on a remedy's button."""
        return {
            Remedy.NONE: "",
            Remedy.OPEN_MODELS: tr("Open Models"),
            Remedy.OPEN_FILE: tr("Open a file…"),
            Remedy.CHOOSE_MODEL: tr("Choose a model…"),
            Remedy.SMALLER_CONTEXT: tr("Try with a smaller context"),
            Remedy.USE_CPU: tr("Use the processor"),
            Remedy.RETRY: tr("Try again"),
            Remedy.NEW_CHAT: tr("New chat"),
            Remedy.CHOOSE_FORMAT: tr("Choose the prompt format…"),
            Remedy.ENTER_RECOVERY_KEY: tr("Enter the recovery key…"),
            Remedy.ENTER_PASSPHRASE: tr("Enter the passphrase…"),
        }[remedy]

    def button(self, remedy: Remedy) -> Choice:
        """What a remedy's button says and does."""
        return self.remedy_label(remedy), lambda: self.remedy_chosen.emit(remedy)

    def _present_user_error(self, error: UserError, retry: Callable[[], object] | None, of_chat: bool) -> None:
        remedy = error.remedy or (Remedy.RETRY if retry else Remedy.NONE)
        action = retry if remedy is Remedy.RETRY and retry else lambda: self.remedy_chosen.emit(remedy)
        choices = [] if retry else list(self.helps(error))
        if len(choices) > 1:
            self._bar.say(error.what, error.todo, error=True, choices=choices)
        else:
            self._bar.say(error.what, error.todo, self.remedy_label(remedy), action, error=True, of_chat=of_chat)
        self._passing = "" if retry and not of_chat else self._bar.what.text()

    def _present_bug(self, error: BaseException) -> None:
        details = details_of(error)
        log.error("a mistake of the program:\n%s", details)
        if details in self._told:
            return
        self._told.add(details)
        BugDialog(self._appearance, details, self._window).open()


class BugDialog(QDialog):
    """Says that the program made a mistake, that the chats are safe, and gives the details away."""

    def __init__(self, appearance: Appearance, details: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("A mistake of Paddock's"))
        self.setMinimumWidth(480)
        self.details = of_kind(QPlainTextEdit(details), "details")
        self.details.setReadOnly(True)
        self.details.setAccessibleName(tr("Details"))
        self.copy = TextButton(appearance, tr("Copy details"), "copy")
        close = TextButton(appearance, tr("Close"), kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 6, GRID * 6, GRID * 6, GRID * 5)
        column.setSpacing(GRID * 3)
        column.addWidget(label(tr("Something went wrong, and it is Paddock's fault"), "section", wrap=True))
        said = tr(
            "Your chats are stored and not affected. If it happens again, please send the details to the project; "
            "there is nothing of your chats in them."
        )
        column.addWidget(label(said, wrap=True))
        column.addWidget(self.details)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        close.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        close.setFocus()


def details_of(error: BaseException) -> str:
    """What a developer needs: kinds and places, never a message that might quote a chat."""
    if isinstance(error, BugError):
        return f"{error.what}\n{error.details}".strip()
    return describe_exception(error)
