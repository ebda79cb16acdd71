"""The app lock: a passphrase for the chats. One rule: what it protects from, and what not, is said before it is set."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Signal

from paddock.application import Application
from paddock.ui.i18n import tr
from paddock.ui.settings.passphrase import PassphraseDialog, RemovePassphraseDialog, SetPassphraseDialog
from paddock.ui.settings.rows import Section
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import ChoiceBox, TextButton

Asking = TypeVar("Asking", bound=PassphraseDialog)
MINUTES = (0, 1, 5, 15, 30, 60)


class LockSection(Section):
    """Setting a passphrase, changing it, removing it, and when it is asked for again.

    Signals:
        lock_requested: close the chats now.
        changed: there may be a passphrase now, another one, or none any more.
    """

    lock_requested = Signal()
    changed = Signal()

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks) -> None:
        super().__init__()
        self._application = application
        self._appearance = appearance
        self._tasks = tasks
        self.set_title(tr("Passphrase"))
        self.choose = TextButton(appearance, "")
        self.choose.clicked.connect(self.ask)
        self._told = self.add_row(
            tr("A passphrase for your chats"),
            " ",
            self.choose,
            also=tr("lock app lock password PIN protect secure sign in"),
        )
        self.remove = TextButton(appearance, tr("Remove"))
        self.remove.clicked.connect(self.ask_to_remove)
        self._removing = self.add_row(
            tr("Remove the passphrase"),
            tr("The key lies in the system's keyring again, or in a file where there is no keyring."),
            self.remove,
        )
        self.minutes = ChoiceBox(appearance)
        for count in sorted({*MINUTES, application.settings.current.lock_after_minutes}):
            words = tr("{count} minutes", count=count) if count != 1 else tr("1 minute")
            self.minutes.addItem(words if count else tr("Never"), count)
        self.minutes.setCurrentIndex(self.minutes.findData(application.settings.current.lock_after_minutes))
        self.minutes.activated.connect(self._set_minutes)
        self._waiting = self.add_row(
            tr("Lock when nobody is there"),
            tr("After so long without a key or the mouse."),
            self.minutes,
            settings=("lock_after_minutes",),
        )
        self.lock_now = TextButton(appearance, tr("Lock now"), "lock")
        self.lock_now.clicked.connect(self._lock)
        self._locking = self.add_row(tr("Lock the chats"), tr("Ctrl+L does it, too."), self.lock_now)
        self._show()

    def ask(self) -> SetPassphraseDialog:
        """Ask for a new passphrase."""
        return self._open(SetPassphraseDialog(self._application, self._appearance, self._tasks, self.window()))

    def ask_to_remove(self) -> RemovePassphraseDialog:
        """Say what removing the passphrase means, ask for it, and do it."""
        return self._open(RemovePassphraseDialog(self._application, self._appearance, self._tasks, self.window()))

    def _open(self, dialog: Asking) -> Asking:
        dialog.finished.connect(self._changed)
        dialog.open()
        return dialog

    def _changed(self) -> None:
        if not self._application.has_lock and self.window().focusWidget() is self.remove:
            self.choose.setFocus()  # else the focus goes anywhere with the row of the button
        self._show()
        self.changed.emit()

    def _lock(self) -> None:
        self.window().close()
        self.lock_requested.emit()

    def _set_minutes(self) -> None:
        minutes = self.minutes.currentData()
        self._tasks.store(lambda: self._application.settings.update(lock_after_minutes=minutes))

    def _show(self) -> None:
        locked = self._application.has_lock
        self.choose.setText(tr("Change…") if locked else tr("Set…"))
        self.choose.setAccessibleName(self.choose.text())
        self._told.set_meaning(
            tr("It is set: nobody opens your chats without it, or the recovery key.")
            if locked
            else tr("None is set: whoever is signed in as you can open your chats.")
        )
        for row in (self._removing, self._waiting, self._locking):
            row.set_available(locked)
