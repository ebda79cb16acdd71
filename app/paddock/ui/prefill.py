"""Lets the engine read along while the person types. One rule: nothing is asked twice, and nothing waits for it.

Opening a chat, pasting, and a quarter of a second without a key hand the chat and the draft to `ChatService.prefill`;
sending and closing end it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from paddock.ui.composer import Composer
from paddock.ui.conversation import Conversation
from paddock.ui.model_state import ModelState
from paddock.ui.tasks import Tasks

DELAY = 250  # ms after the last key


class Prefiller(QObject):
    """Watches the composer and the open chat."""

    def __init__(
        self, conversation: Conversation, models: ModelState, composer: Composer, tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._talk = conversation
        self._models = models
        self._composer = composer
        self._tasks = tasks
        self._said: object = None
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self._prefill)
        composer.edit.textChanged.connect(self._timer.start)
        composer.edit.pasted.connect(self._prefill)
        conversation.draft_loaded.connect(lambda draft: self._prefill())
        conversation.chat_changed.connect(self._soon)
        conversation.earlier_read.connect(lambda messages: self._soon())
        conversation.answering_changed.connect(self._answering_changed)
        models.status_changed.connect(self._soon)

    def close(self) -> None:
        """Read no further."""
        self._timer.stop()
        self._stop()

    def _answering_changed(self) -> None:
        if self._talk.answering:
            self._timer.stop()
            self._stop()
        else:
            self._soon()

    def _soon(self) -> None:
        """The engine tells often what it does: that must not put the timer off for ever."""
        if not self._timer.isActive():
            self._timer.start()

    def _stop(self) -> None:
        service = self._talk.service
        if service is not None and self._said is not None:
            self._tasks.store(service.stop_prefill)
        self._said = None

    def _prefill(self) -> None:
        talk = self._talk
        service, chat, draft = talk.service, talk.chat, self._composer.next_message()
        busy = talk.answering or talk.loading or talk.reading
        if service is None or busy or not self._models.is_loaded(talk.model_ref):
            return
        number = chat.id if chat is not None else None
        last = talk.messages[-1].id if talk.messages else None
        prompt = chat.system_prompt if chat is not None else talk.new_prompt
        subject = (number, last, talk.model_ref, prompt, draft)
        nothing = self._said is None and last is None and not (prompt or draft.strip())
        if nothing or subject == self._said:
            return
        self._said = subject
        self._timer.stop()
        self._tasks.store(lambda: service.prefill(number, draft, prompt))
