"""Locks the chats in the window. One rule: what was typed is stored before, and nothing of the chats is shown after."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from paddock.application import Application
from paddock.core.errors import UserError
from paddock.ui.conversation import Conversation
from paddock.ui.lock import IdleWatch
from paddock.ui.settings.dialog import SettingsDialog
from paddock.ui.settings.work import WorkDialog
from paddock.ui.tasks import Tasks

AGAIN = 250  # ms; the engine says no more often what it does, and may have a title to write after an answer


class LockControl(QObject):
    """Closes the chats when the person wants it, or has not been there for as long as the settings say.

    Args:
        keep: stores what was typed; called first.
        let_go: called once the chats are closed: nothing of them may be shown any more.
        ask: asks for the passphrase.

    Signals:
        closed: the person wants to lock the chats, and they are: they may want to open them.
        unprotected: the person wants to lock the chats, and there is no passphrase.
        postponed: they are locked as soon as the answers on their way have ended.
    """

    closed = Signal()
    unprotected = Signal()
    postponed = Signal()

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        conversation: Conversation,
        keep: Callable[[], object],
        let_go: Callable[[], object],
        ask: Callable[[], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._tasks = tasks
        self._conversation = conversation
        self._keep = keep
        self._let_go = let_go
        self._ask_for_key = ask
        self._window = window
        self._away: list[QDialog] = []  # they are shown again when the chats are
        self._wanted = False  # as soon as nothing is being answered
        self._again = QTimer(self, singleShot=True, interval=AGAIN)
        self._again.timeout.connect(self._lock_again)
        self.watch: IdleWatch | None = None
        for signal in (conversation.finished, conversation.failed):
            signal.connect(self._lock_if_wanted)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.watch = IdleWatch(app, application.settings, self)
            self.watch.idle.connect(self.lock)
            application.settings.subscribe(lambda: tasks.on_gui(self._wait))

    def ask(self) -> None:
        """The person wants them locked: do it, or say why not now."""
        if self._conversation.service is None:
            self.closed.emit()
            return
        if not self._application.has_lock:
            self.unprotected.emit()
            return
        if self._busy:
            self._wanted = True
            self.postponed.emit()
            return
        self._lock(self._again.start)

    def lock(self) -> None:
        """Nobody is there: lock now; later, while an answer is on its way; not at all, where there is no passphrase."""
        if self._conversation.live_chats:
            self._wait()
            return
        self._lock(self._wait)

    def _lock(self, busy: Callable[[], object]) -> None:
        """Lock; `busy` is called where the engine still has something to do with the chats."""
        if self._conversation.service is None or not self._application.has_lock:
            return
        self._keep()
        self._tasks.store(self._application.lock, lambda done: self._locked(), lambda error: self._failed(error, busy))

    @property
    def _busy(self) -> bool:
        return self._conversation.answering or bool(self._conversation.live_chats)

    def _lock_if_wanted(self) -> None:
        if self._wanted and not self._busy:
            self._wanted = False
            self._lock(self._again.start)

    def _lock_again(self) -> None:
        self._wanted = True
        self._lock_if_wanted()

    def _locked(self) -> None:
        self._wanted = False
        self._conversation.let_go()
        self._let_go()
        self._put_away()
        self._ask_for_key()

    def _put_away(self) -> None:
        """A dialog may show a chat's title, its words, or the recovery key; the settings and what works may stay."""
        for dialog in self._window.findChildren(QDialog):
            stays = isinstance(dialog, SettingsDialog) or (isinstance(dialog, WorkDialog) and dialog.working)
            if dialog.isVisible() and not stays:
                dialog.hide()
                self._away.append(dialog)

    def bring_back(self) -> None:
        """The chats are open: what was being read or written in a dialog goes on."""
        away, self._away = self._away, []
        for dialog in away:
            if not isValid(dialog):  # it went with the dialog it belongs to
                continue
            parent = dialog.parentWidget()
            if parent is not None and parent.isVisible():
                dialog.open()
            else:
                dialog.done(QDialog.DialogCode.Rejected)

    def _failed(self, error: Exception, busy: Callable[[], object]) -> None:
        if isinstance(error, UserError) and error.code == "busy":
            busy()
        else:
            self._tasks.failed.emit(error)

    def _wait(self) -> None:
        if self.watch is not None:
            self.watch.begin()
