"""Setting, changing and removing the passphrase of the chats, and showing the recovery key where there is one.

One rule: each asks for the passphrase (or the recovery key) first, so an open window is not enough to open the chats
for good.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from paddock.application import Application
from paddock.config.secrets import StoreKey
from paddock.core.errors import UserError
from paddock.core.passphrase import SHORTEST, Strength, strength_of
from paddock.ui.check import CheckBox
from paddock.ui.i18n import tr, translated
from paddock.ui.settings.work import WorkDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Done, Tasks
from paddock.ui.widgets import label, secret_field

T = TypeVar("T")


class PassphraseDialog(WorkDialog):
    """What both dialogs have: the present passphrase, where there is one, and the work on the store's thread."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(appearance, tasks, parent)
        self._application = application
        self.present = secret_field(tr("The present passphrase, or the recovery key"))

    def add_secret(self, field: QLineEdit) -> None:
        """Judge it with every character; Enter in it is the button."""
        self.form.addWidget(field)
        field.textChanged.connect(self.judge)
        field.returnPressed.connect(self.yes.click)

    def judge(self) -> None:
        """Say what is missing yet."""
        raise NotImplementedError

    def change(self, doing: str, change: Callable[[], T], done: Done[T]) -> None:
        """Do it, if the present passphrase is the right one."""
        present, locked = self.present.text(), self._application.has_lock

        def work() -> T:
            if locked:
                self._application.check_passphrase(present)
            return change()

        self.work(
            doing,
            tr("It"),
            lambda progress, done, failed: self.tasks.store(work, done, failed),
            done,
            can_stop=False,
        )

    def refuse(self, error: Exception) -> None:
        """A passphrase that is not the present one is typed again."""
        if isinstance(error, UserError) and error.code == "wrong-passphrase":
            self.say_problem(error.what, error.todo)
            self.present.selectAll()
            self.present.setFocus()
        else:
            super().refuse(error)


class SetPassphraseDialog(PassphraseDialog):
    """A new passphrase, twice, and whether the keyring is needed as well."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(application, appearance, tasks, parent)
        self.set_words(tr("A passphrase for your chats"), tr("Set it"))
        told = tr(
            "It is asked for when Paddock starts. Nobody can open your chats without it, but for whoever has the "
            "recovery key: write that down first."
        )
        self.first = secret_field(tr("Passphrase, {count} characters or more", count=SHORTEST))
        self.second = secret_field(tr("The same again"))
        self.hint = label("", "muted", wrap=True)
        self.keyring = CheckBox(appearance, tr("Only on this computer"))
        also = tr("Its keyring is needed as well.")
        self.keyring.setAccessibleDescription(also)
        self._also = label(also, "muted", wrap=True)
        self.form.addWidget(label(told, "muted", wrap=True))
        locked = application.has_lock
        for field in (self.present, self.first, self.second)[not locked :]:
            self.add_secret(field)
        for widget in (self.hint, self.keyring, self._also):
            self.form.addWidget(widget)
        self._offer_keyring(False, False)
        tasks.store(
            lambda: (application.has_keyring, application.lock_needs_keyring),
            lambda found: self._offer_keyring(*found) if isValid(self) else None,
        )
        self.judge()
        (self.present if locked else self.first).setFocus()

    def judge(self) -> None:
        """A passphrase that cannot be set says why."""
        first, second = self.first.text(), self.second.text()
        strength = strength_of(first)
        self.hint.setText(strength_words(strength) if first == second or not second else tr("The two differ."))
        self.hint.setVisible(bool(first))
        known = bool(self.present.text()) or not self._application.has_lock
        self.yes.setEnabled(strength is not Strength.SHORT and first == second and known)

    def begin(self) -> None:
        """Set it."""
        passphrase, keyring = self.first.text(), self.keyring.isChecked()
        self.change(
            tr("Setting the passphrase…"),
            lambda: self._application.set_lock(passphrase, with_keyring=keyring),
            lambda key: self.accept(),
        )

    def _offer_keyring(self, there: bool, needed: bool) -> None:
        """Only where there is one."""
        self.keyring.setChecked(there and needed)
        for widget in (self.keyring, self._also):
            widget.setVisible(there)


class PresentPassphraseDialog(PassphraseDialog):
    """Asks for the present passphrase alone, and says what it is for."""

    def __init__(
        self, application: Application, appearance: Appearance, tasks: Tasks, parent: QWidget, told: str
    ) -> None:
        super().__init__(application, appearance, tasks, parent)
        self.form.addWidget(label(told, wrap=True))
        self.add_secret(self.present)
        self.judge()
        self.present.setFocus()

    def judge(self) -> None:
        """Something has to be typed."""
        self.yes.setEnabled(bool(self.present.text()))


class ShowKeyQuestion(PresentPassphraseDialog):
    """What opens the chats is shown only to who can open them.

    Signals:
        found: the recovery key.
    """

    found = Signal(str)

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks, parent: QWidget) -> None:
        told = tr("Whoever sees the recovery key can open your chats without the passphrase.")
        super().__init__(application, appearance, tasks, parent, told)
        self.set_words(tr("Show the recovery key?"), tr("Show"))

    def begin(self) -> None:
        """Get it."""
        if self.present.text():
            self.change(tr("Trying the passphrase…"), self._application.recovery_key, self._shown)

    def _shown(self, key: str) -> None:
        self.accept()
        self.found.emit(key)


class RemovePassphraseDialog(PresentPassphraseDialog):
    """What removing it means, and the passphrase itself."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks, parent: QWidget) -> None:
        told = tr("Whoever is signed in as you can open your chats then.")
        super().__init__(application, appearance, tasks, parent, told)
        self.set_words(tr("Remove the passphrase?"), tr("Remove"))

    def begin(self) -> None:
        """Remove it."""
        if self.present.text():
            self.change(tr("Removing the passphrase…"), self._application.remove_lock, self._removed)

    def _removed(self, key: StoreKey) -> None:
        """A key in a file is no secret from whoever reads that: it is said, as at the first start."""
        if key.location == "file":
            self.finish(tr("The passphrase is removed"), translated(key.detail))
        else:
            self.accept()


def strength_words(strength: Strength) -> str:
    """A hint while a passphrase is typed."""
    return {
        Strength.SHORT: tr("Too short: {count} characters or more.", count=SHORTEST),
        Strength.WEAK: tr("Weak: it could be guessed. Four words that do not belong together are good."),
        Strength.FAIR: tr("Fair. One more word makes it strong."),
        Strength.STRONG: tr("Strong."),
    }[strength]
