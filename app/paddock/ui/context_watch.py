"""How much of the open chat the model sees, kept up to date. One rule: it asks seldom, and never on the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from paddock.core.events import ContextShifted
from paddock.core.messages import Message
from paddock.services.context import asked_in_vain
from paddock.services.insight import ContextUse
from paddock.ui.composer import Composer
from paddock.ui.conversation import Conversation
from paddock.ui.model_state import ModelState
from paddock.ui.tasks import Tasks

DELAY = 400  # ms after the last change


class ContextWatch(QObject):
    """Asks `ChatService.context` when the chat, its answers, its model or what is being typed changes.

    Attributes:
        use: what was said last of the open chat; None while nothing is known.
        first_kept: id of the first message that the model sees; None if it sees all.

    Signals:
        changed: one of the two is different.
    """

    changed = Signal()

    def __init__(
        self, conversation: Conversation, models: ModelState, composer: Composer, tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._talk = conversation
        self._models = models
        self._composer = composer
        self._tasks = tasks
        self._asking = False
        self._again = False
        self._asked: object = None
        self.use: ContextUse | None = None
        self.first_kept: int | None = None
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self._ask)
        conversation.chat_changed.connect(self._soon)
        conversation.messages_changed.connect(self._messages_changed)
        conversation.earlier_read.connect(lambda messages: self._soon())
        conversation.finished.connect(lambda message: self._messages_changed())
        conversation.shifted.connect(self._shifted)
        models.status_changed.connect(self._soon)
        composer.edit.textChanged.connect(self._soon)

    def left_out(self) -> int:
        """How many messages the model does not see."""
        messages = self._talk.messages if self.first_kept is not None else []
        rows = range(len(messages) - 1, 0, -1)  # of a long chat it sees the end
        return next((row for row in rows if messages[row].id == self.first_kept), 0)

    def _soon(self) -> None:
        """Without putting off what is due already: keys and the engine's news come all the time."""
        if not self._timer.isActive():
            self._timer.start()

    def _messages_changed(self) -> None:
        """What the last answer saw is known at once; the rest is asked."""
        answer = next((message for message in reversed(self._talk.messages) if message.model), None)
        self._set(self.use if answer else None, answer.first_kept if answer else None)
        self._asked = None
        self._soon()

    def _shifted(self, message_id: int, event: ContextShifted) -> None:
        """An answer on its way had to leave the oldest turns out."""
        before = [message for message in self._talk.messages if message.id != message_id]
        self._set(self.use, first_of_turns(before, event.dropped))

    def _set(self, use: ContextUse | None, first_kept: int | None) -> None:
        if (use, first_kept) != (self.use, self.first_kept):
            self.use, self.first_kept = use, first_kept
            self.changed.emit()

    def _ask(self) -> None:
        talk = self._talk
        service, chat, draft = talk.service, talk.chat, self._composer.next_message()
        if talk.answering or talk.reading:
            return  # its end asks again
        nothing = chat is None and not draft.strip()
        if service is None or nothing or not self._models.is_loaded(talk.model_ref):
            self._set(None, self.first_kept)
            self._asked = None
            return
        number, prompt = self._number(), talk.new_prompt
        about = (prompt,) if chat is None else (chat.head_id, chat.overflow, chat.system_prompt)
        subject = (number, *about, talk.model_ref, len(talk.messages), draft)
        if self._asking:
            self._again = True
            return
        if subject == self._asked:
            return
        self._asking, self._asked = True, subject
        self._tasks.pool(
            lambda: service.context(number, draft, prompt), lambda use: self._answered(number, use), self._not_answered
        )

    def _number(self) -> int | None:
        """Of the open chat; None while it does not exist yet."""
        return self._talk.chat.id if self._talk.chat is not None else None

    def _answered(self, chat_id: int | None, use: ContextUse) -> None:
        self._asking = False
        if self._number() == chat_id and not self._talk.answering:
            self._set(use if use.n_ctx else None, use.first_kept if use.n_ctx else self.first_kept)
        self._ask_again()

    def _not_answered(self, error: Exception) -> None:
        self._asking, self._asked = False, None
        self._tasks.failed.emit(error)

    def _ask_again(self) -> None:
        if self._again:
            self._again = False
            self._soon()


def first_of_turns(messages: Sequence[Message], dropped: int) -> int | None:
    """The first message of the turn after `dropped` turns; neighbours of one role are one turn, empty ones are none."""
    in_vain = asked_in_vain(messages)
    said = [message for message in messages if message.text and message.id not in in_vain]
    firsts = [m.id for before, m in zip([None, *said], said, strict=False) if before is None or before.role != m.role]
    return firsts[dropped] if 0 < dropped < len(firsts) else None
