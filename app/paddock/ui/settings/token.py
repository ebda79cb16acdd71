"""Taking the Hub's token. One rule: it is checked before it is kept, and it is never shown again.

The field is a password's: it is not echoed, and what a clipboard manager or an input method would keep is asked not to.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget
from shiboken6 import isValid

from paddock.core.errors import UserError
from paddock.core.hub import TokenPlace, TokenState
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr, translated
from paddock.ui.keeping import Host
from paddock.ui.motion import Busy
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import label

HINTS = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class TokenDialog(Question):
    """A field for a token; asks the Hub whose it is, then keeps it.

    Signals:
        stored: the TokenState, once it is kept.
    """

    stored = Signal(object)

    def __init__(self, host: Host, tasks: Tasks, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self._host = host
        self._tasks = tasks
        self._appearance = appearance
        self.set_words(tr("Token for {host}", host=host.downloads.host), tr("Check and keep"))
        told = tr(
            "Some models are given only to those who accepted their licence. Sign in to {host} in your browser, accept "
            "it there, and make a token of the kind “Read” in the account's settings. Paddock asks {host} whose token "
            "it is, keeps it in the system's keyring, and sends it nowhere else."
        )
        self.body.addWidget(label(told.format(host=host.downloads.host), "muted", wrap=True))
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setInputMethodHints(HINTS)
        self.field.setPlaceholderText("hf_…")
        self.field.setAccessibleName(tr("Token"))
        self.bar = QProgressBar()
        Busy(self.bar, appearance)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Asking the Hub"))
        self.bar.hide()
        self.problem = label("", "", wrap=True)
        self.problem.hide()
        for widget in (self.field, self.bar, self.problem):
            self.body.addWidget(widget)
        self.yes.setEnabled(False)
        self.yes.clicked.disconnect(self.accept)
        self.yes.clicked.connect(self._check)
        self.field.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip())))
        self.field.returnPressed.connect(self._check)
        self.field.setFocus()

    def _check(self) -> None:
        token = self.field.text().strip()
        if not token or not self.bar.isHidden():
            return
        self.problem.hide()
        self.bar.show()
        self.yes.setEnabled(False)
        self.field.setReadOnly(True)
        self._tasks.pool(lambda: self._host.token.set(token), self._kept, self._failed)

    def _kept(self, state: TokenState) -> None:
        if isValid(self):
            self.field.clear()
            self.accept()
            self.stored.emit(state)

    def _failed(self, error: Exception) -> None:
        if not isValid(self):
            return
        self.bar.hide()
        self.field.setReadOnly(False)
        self.yes.setEnabled(True)
        self.field.setFocus()
        if isinstance(error, UserError):
            self.problem.setText(translated(error.said))
            self.problem.setStyleSheet(f"color: {self._appearance.palette.danger};")
            self.problem.show()
            self.announcer.say(self.problem.text(), urgent=True)
        else:
            self._tasks.failed.emit(error)


def token_words(state: TokenState) -> str:
    """Whether there is one, whose, and where it is kept."""
    if state.place is TokenPlace.NONE:
        return tr("None. Only models with a gate need one.")
    place = {
        TokenPlace.KEYRING: tr("kept in the system's keyring"),
        TokenPlace.MEMORY: tr("kept until Paddock ends, because no keyring can be used"),
    }[state.place]
    if state.user:
        return tr("Of {user}; {place}.", user=state.user, place=place)
    return tr("There is one, {place}.", place=place)
