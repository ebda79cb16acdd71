"""Takes the window off its chats while others are put in their place, or while everything is erased.

One rule: what was typed is stored before, and whatever comes of it the window shows what is there then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from paddock.application import Application
from paddock.core.errors import UserError
from paddock.services.backup import BackupService
from paddock.services.erase import Erased
from paddock.ui.conversation import Conversation
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.tasks import Done, Failed, Tasks
from paddock.ui.theme import Contrast, Motion, ThemeChoice

T = TypeVar("T")


class ChatsReplacer(QObject):
    """Closes the chats, has something done to them, and opens what is there then.

    Args:
        keep: stores what was typed; called first.
        let_go: called once the chats are closed: nothing of them may be shown any more.
        open_again: opens the chats that are there.
    """

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        conversation: Conversation,
        appearance: Appearance,
        keep: Callable[[], object],
        let_go: Callable[[], object],
        open_again: Callable[[], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._tasks = tasks
        self._conversation = conversation
        self._appearance = appearance
        self._keep = keep
        self._let_go = let_go
        self._open_again = open_again
        self._window = window

    def replace(self, work: Callable[[BackupService], T], done: Done[T], failed: Failed) -> None:
        """Do `work` with the chats closed, off the GUI thread, then open those that are there."""
        reason = self._reason_to_wait()
        if reason is not None:
            failed(reason)
            return
        if self._conversation.service is not None:
            self._keep()

        def closed(backups: BackupService) -> None:
            self._take_away()
            self._tasks.store(lambda: work(backups), replaced, lambda error: self._back(lambda: failed(error)))

        def replaced(result: T) -> None:
            self._dress()
            self._back(lambda: done(result))

        self._tasks.store(self._application.vacate, closed, failed)

    def erase(self, models: bool, done: Done[Erased], failed: Failed) -> None:
        """Delete everything that is stored here; only closing the window is left then, see `finish`."""
        if self._conversation.live_chats:
            failed(_answering())
            return

        def erased(result: Erased) -> None:
            self._take_away()
            done(result)

        self._tasks.store(lambda: self._application.erase(models=models), erased, failed)

    def finish(self) -> None:
        """Close the window, which has nothing to show any more."""
        self._window.close()

    def _reason_to_wait(self) -> UserError | None:
        if self._conversation.live_chats:
            return _answering()
        if self._conversation.losing:
            return UserError(
                tr("A temporary chat is open, and it would be gone."),
                tr("Leave it first, then try again."),
                code="temporary",
            )
        return None

    def _take_away(self) -> None:
        self._conversation.let_go()
        self._let_go()

    def _back(self, then: Callable[[], object]) -> None:
        self._open_again()
        then()

    def _dress(self) -> None:
        """Settings came along with the chats: what can be shown of them at once."""
        current = self._application.settings.current
        self._appearance.set_choice(ThemeChoice(current.theme))
        self._appearance.set_contrast(Contrast(current.contrast))
        self._appearance.set_motion(Motion(current.motion))
        self._appearance.set_scale(current.text_scale)


def _answering() -> UserError:
    return UserError(tr("An answer is on its way."), tr("Wait for it, or stop it; then try again."), code="busy")
