"""Has new chats titled by the model that answers there. One rule: never while an answer runs that somebody awaits."""

from __future__ import annotations

from PySide6.QtCore import QObject

from paddock.application import Application
from paddock.core.messages import Message, MessageStatus
from paddock.ui.conversation import Conversation
from paddock.ui.tasks import Tasks


class Titling(QObject):
    """After an answer's end asks `Titler`, which knows whether the chat needs a title. One chat at a time."""

    def __init__(self, application: Application, tasks: Tasks, conversation: Conversation, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._tasks = tasks
        self._talk = conversation
        self._wanted: list[int] = []
        self._asking = False
        conversation.finished.connect(self._answered)
        conversation.answering_changed.connect(self._go_on)

    def _answered(self, message: Message) -> None:
        wanted = self._application.settings.current.model_titles and not self._talk.is_temporary(message.chat_id)
        if wanted and message.status is MessageStatus.COMPLETE and message.chat_id not in self._wanted:
            self._wanted.append(message.chat_id)
            self._go_on()

    def _go_on(self) -> None:
        if self._asking or not self._wanted or self._talk.live_chats or self._talk.answering:
            return
        self._asking = True
        number, titler = self._wanted.pop(0), self._application.titler
        self._tasks.pool(lambda: titler.title(number), lambda title: self._done(), self._failed)

    def _failed(self, error: Exception) -> None:
        self._done()
        self._tasks.failed.emit(error)

    def _done(self) -> None:
        self._asking = False
        self._go_on()
