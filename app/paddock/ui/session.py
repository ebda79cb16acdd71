"""Opens the chats, and says what is wrong when they do not open. One rule: never a new database over an old one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from paddock.application import Application
from paddock.core.errors import Remedy, UserError
from paddock.services.chats import ChatService
from paddock.ui.errors import ErrorPresenter
from paddock.ui.notice import NoticeBar
from paddock.ui.recovery import RecoveryDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks

NEEDS_KEY = ("key-missing", "wrong-key", "locked")


class Session(QObject):
    """From the first paint to open chats.

    Signals:
        opened: the ChatService.
    """

    opened = Signal(object)

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
        self._dialog: RecoveryDialog | None = None
        self._idle = True  # neither opening the chats nor done with it

    def open(self) -> None:
        """Open the store on its thread, once: the keyring may ask the person first."""
        self._begin(self._application.open_store)

    def _begin(self, work: Callable[[], ChatService]) -> None:
        if self._idle:
            self._idle = False
            self._tasks.store(work, self._opened, self._failed)

    def ask_for_key(self, error: UserError) -> None:
        """Explain why the chats do not open, and take the recovery key."""
        if self._dialog is None:
            self._dialog = RecoveryDialog(self._appearance, self._window)
            self._dialog.key_given.connect(self._restore)
            self._dialog.retry_requested.connect(self._retry)
            self._dialog.rejected.connect(self._put_off)
        self._dialog.explain(error)
        self._dialog.open()

    def _restore(self, recovery: str) -> None:
        self._begin(lambda: self._application.restore_key(recovery))

    def _retry(self) -> None:
        if self._dialog is not None:
            self._dialog.hide()
        self.open()

    def _put_off(self) -> None:
        """Not now: the way back stays in sight."""
        self._bar.say(
            self.tr("Your chats are not open."), "", self.tr("Enter the recovery key…"), self.open, error=True
        )

    def _opened(self, service: ChatService) -> None:
        if self._dialog is not None:
            self._dialog.accept()
            self._dialog = None
        self._bar.dismiss()
        self._tell_once()
        self.opened.emit(service)
        self._tasks.pool(self._application.backups.copy_if_due)

    def _failed(self, error: Exception) -> None:
        self._idle = True
        if isinstance(error, UserError) and error.code in NEEDS_KEY:
            self.ask_for_key(error)
        elif isinstance(error, UserError) and self._dialog is not None and self._dialog.isVisible():
            self._dialog.refuse(error)
        elif isinstance(error, UserError) and error.remedy is Remedy.ENTER_RECOVERY_KEY:
            self.ask_for_key(error)
        else:
            self._presenter.present(error, retry=self.open)

    def _tell_once(self) -> None:
        """What the person should know about their files, each thing once."""
        settings = self._application.settings
        if settings.problem:
            self._bar.say(settings.problem)
            return
        key = self._application.store_key
        if key.location == "file" and not settings.current.key_notice_shown:
            self._bar.say(
                self.tr("Your chats are encrypted, but their key lies in a file."),
                key.detail,
                self.tr("I understand"),
                lambda: self._tasks.store(lambda: settings.update(key_notice_shown=True)),
            )
