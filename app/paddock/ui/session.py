"""Opens the chats, and says what is wrong when they do not open. One rule: never a new database over an old one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from paddock.application import Application
from paddock.core.errors import Remedy, UserError
from paddock.services.chats import ChatService
from paddock.ui.errors import ErrorPresenter
from paddock.ui.i18n import tr
from paddock.ui.lock import UnlockDialog
from paddock.ui.notice import NoticeBar
from paddock.ui.recovery import RecoveryDialog
from paddock.ui.settings.broken import say_broken
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks

NEEDS_KEY = ("key-missing", "wrong-key")


class Session(QObject):
    """From the first paint to open chats.

    Signals:
        opened: the ChatService.
        data_wanted: the file with the chats is damaged, and the person wants to bring something back.
    """

    opened = Signal(object)
    data_wanted = Signal()

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        appearance: Appearance,
        presenter: ErrorPresenter,
        bar: NoticeBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._tasks = tasks
        self._appearance = appearance
        self._presenter = presenter
        self._bar = bar
        self._window = window
        self._dialog: RecoveryDialog | UnlockDialog | None = None
        self._idle = True  # neither opening the chats nor done with it

    def open(self) -> None:
        """Open the store on its thread, once: the keyring may ask the person first."""
        self._begin(self._application.open_store)

    def locked(self) -> None:
        """The chats have been closed: ask for what opens them."""
        self._idle = True
        self.open()

    def _begin(self, work: Callable[[], ChatService]) -> None:
        if self._idle:
            self._idle = False
            self._tasks.store(work, self._opened, self._failed)

    def ask_for_key(self, error: UserError) -> None:
        """Explain why the chats do not open, and take the recovery key."""
        dialog = self._dialog
        if not isinstance(dialog, RecoveryDialog):
            self._put_away()
            dialog = self._dialog = RecoveryDialog(self._appearance, self._window)
            dialog.key_given.connect(self._restore)
            dialog.retry_requested.connect(self._retry)
            dialog.rejected.connect(self._put_off)
        dialog.explain(error)
        dialog.open()

    def ask_for_passphrase(self, error: UserError) -> None:
        """The chats are locked: take the passphrase, or the recovery key."""
        dialog = self._dialog
        if not isinstance(dialog, UnlockDialog):
            self._put_away()
            self._presenter.clear()  # what was asked for while the chats were being locked found them closed
            dialog = self._dialog = UnlockDialog(self._appearance, self._window)
            dialog.key_given.connect(lambda text: self._begin(lambda: self._application.unlock(text)))
            dialog.recovery_requested.connect(lambda: self.ask_for_key(error))
            dialog.rejected.connect(self._put_off)
        dialog.explain(error)
        dialog.open()

    def _put_away(self) -> None:
        """One dialog at a time."""
        if self._dialog is not None:
            self._dialog.rejected.disconnect(self._put_off)
            self._dialog.reject()
            self._dialog.deleteLater()
            self._dialog = None

    def _restore(self, recovery: str) -> None:
        self._begin(lambda: self._application.restore_key(recovery))

    def _retry(self) -> None:
        if self._dialog is not None:
            self._dialog.hide()
        self.open()

    def _put_off(self) -> None:
        """Not now: the way back stays in sight; nothing that was typed does."""
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        button = tr("Open them…") if self._application.has_lock else tr("Enter the recovery key…")
        self._bar.say(tr("Your chats are not open."), "", button, self.open, error=True)

    def _opened(self, service: ChatService) -> None:
        if self._dialog is not None:
            self._dialog.accept()
            self._dialog = None
        self._bar.dismiss()
        self._tell_once()
        self.opened.emit(service)
        if not self._application.only_looks:
            self._tasks.pool(self._application.backups.copy_if_due)

    def _failed(self, error: Exception) -> None:
        self._idle = True
        if isinstance(error, UserError) and error.code in ("locked", "wrong-passphrase"):
            self.ask_for_passphrase(error)
        elif isinstance(error, UserError) and error.code in NEEDS_KEY:
            self.ask_for_key(error)
        elif isinstance(error, UserError) and self._dialog is not None and self._dialog.isVisible():
            self._dialog.refuse(error)
        elif isinstance(error, UserError) and error.remedy is Remedy.ENTER_RECOVERY_KEY:
            self.ask_for_key(error)
        elif isinstance(error, UserError) and error.code == "damaged":
            todo = tr("It was left as it is. A copy or a backup can be brought back, or what can be read be salvaged.")
            self._bar.say(error.what, todo, tr("Bring back…"), self.data_wanted.emit, error=True)
        else:
            self._presenter.present(error, retry=self.open)

    def lock_changed(self) -> None:
        """There may be a passphrase now: that the key lies in a file is said no longer where that is over."""
        if self._application.has_lock and self._bar.what.text() == _in_a_file():
            self._bar.dismiss()

    def _tell_once(self) -> None:
        """What the person should know about their files, each thing once."""
        settings = self._application.settings
        if settings.problem:
            say_broken(settings, self._application.paths.config, self._bar)
            return
        key = self._application.store_key
        if key.location == "file" and not settings.current.key_notice_shown:
            self._bar.say(
                _in_a_file(),
                key.detail,
                tr("I understand"),
                lambda: self._tasks.store(lambda: settings.update(key_notice_shown=True)),
                of_chat=True,
            )


def _in_a_file() -> str:
    """What is said of a key that no keyring keeps."""
    return tr("Your chats are encrypted, but their key lies in a file.")
