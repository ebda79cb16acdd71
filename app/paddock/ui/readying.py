"""Has the open chat's model loaded when somebody stays there. One rule: never while an answer is on its way.

What is loaded is processed ahead then (`prefill.py`), and read back from the disk.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from paddock.ui.composer import Composer
from paddock.ui.conversation import Conversation
from paddock.ui.model_state import ModelState
from paddock.ui.tasks import Tasks

STAY = 1000  # ms: who only looks through the chats needs no model


class Readying(QObject):
    """Watches the open chat and the composer.

    Args:
        load: loads a model if that harms nothing (`services.ahead`); blocks.
    """

    def __init__(
        self,
        conversation: Conversation,
        models: ModelState,
        composer: Composer,
        load: Callable[[str], object],
        tasks: Tasks,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._talk = conversation
        self._models = models
        self._load = load
        self._tasks = tasks
        self._asked = ""  # the model that it was asked for since the chat was opened
        self._held = False  # an answer was on its way
        self.timer = QTimer(self, singleShot=True, interval=STAY)
        self.timer.timeout.connect(self._stayed)
        conversation.draft_loaded.connect(lambda draft: self._opened())
        conversation.answering_changed.connect(self._answering_changed)
        composer.edit.textChanged.connect(self._typed)

    def _opened(self) -> None:
        self._asked, self._held = "", False
        self.timer.start()

    def _typed(self) -> None:
        """The model may have been freed since the chat was opened."""
        if not self.timer.isActive():
            self.timer.start()

    def _answering_changed(self) -> None:
        if self._held and not self._talk.live_chats:
            self.timer.start()

    def _stayed(self) -> None:
        talk, ref = self._talk, self._talk.model_ref
        self._held = talk.answering or bool(talk.live_chats)
        if self._held or talk.service is None or talk.loading:
            return
        if self._models.is_loaded(ref):
            self._asked = ""
        elif ref != self._asked:
            self._asked = ref
            self._tasks.pool(lambda: self._load(ref))
