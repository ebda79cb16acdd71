"""Changing what was said: edits, other answers, removals, forks, and two models on one question.

One rule: what was there before stays, one step away.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from paddock.core.chats import Chat
from paddock.core.errors import UserError
from paddock.core.messages import Message, Role, TextPart
from paddock.core.said import say
from paddock.services.bus import Bus, ChatsChanged, MessagesChanged
from paddock.services.chats import TRASH_DAYS, ChatService
from paddock.services.reply import Reply
from paddock.store.branches import Branches
from paddock.store.chats import DAY, ChatStore

MOST_COMPARED = 4


class Branching:
    """What the window does with the tree of a chat. Every method blocks on the store.

    Args:
        clock: seconds since the epoch.
    """

    def __init__(
        self,
        store: ChatStore,
        branches: Branches,
        chats: ChatService,
        bus: Bus,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._branches = branches
        self._chats = chats
        self._bus = bus
        self._clock = clock

    def edit_question(self, message_id: int, text: str) -> tuple[Message, Reply]:
        """Ask something else in place of this, and have it answered; what was asked stays beside it.

        Raises:
            UserError: "empty-message", "not-a-question".
        """
        old = self._store.message(message_id)
        if old.role is not Role.USER:
            raise UserError(
                say("Only what you wrote can be asked again."), say("Choose a question."), code="not-a-question"
            )
        asked = self._branches.edit(message_id, (TextPart(_said(text)),))
        reply = self._chats.answer_below(asked)
        self._bus.publish(ChatsChanged(old.chat_id))
        return asked, reply

    def edit(self, message_id: int, text: str) -> Message:
        """Change a message, a model's or the person's own, beside the old one, without an answer.

        Raises:
            UserError: "empty-message", "still-streaming".
        """
        old = self._store.message(message_id)
        if old.status.value == "streaming":
            raise UserError(say("This answer is still being written."), say("Stop it first."), code="still-streaming")
        kept = tuple(part for part in old.parts if not isinstance(part, TextPart))
        new = self._branches.edit(message_id, (*kept, TextPart(_said(text))))
        self._bus.publish(MessagesChanged(old.chat_id))
        return new

    def begin_answer(self, chat_id: int, text: str, begin: str) -> Reply:
        """Ask, and begin the answer for the model, which goes on from there.

        Raises:
            UserError: "empty-message".
        """
        return self._chats.send(chat_id, text, begin=begin)

    def compare(self, question_id: int, refs: Sequence[str]) -> list[Reply]:
        """Let several models answer one question, beside each other; `ChatService.show_sibling` keeps either.

        Raises:
            UserError: "nothing-to-compare".
        """
        if not 2 <= len(refs) <= MOST_COMPARED:
            raise UserError(
                say("Two to {most_compared} models can be compared.", most_compared=MOST_COMPARED),
                say("Choose another model."),
                code="nothing-to-compare",
            )
        question = self._store.message(question_id)
        return [self._chats.answer_below(question, ref=ref) for ref in refs]

    def remove(self, message_id: int, *, all_after: bool = False) -> int:
        """Take a message out, alone or with all that follows it; the number that `undo` takes, for 30 days."""
        chat_id = self._store.message(message_id).chat_id
        removal = self._branches.remove(message_id, all_after=all_after)
        self._bus.publish(MessagesChanged(chat_id))
        return removal

    def undo(self, removal_id: int) -> None:
        """Put back what was taken out. Raises `UserError`: "no-such-removal"."""
        self._bus.publish(MessagesChanged(self._branches.undo(removal_id)))

    def fork(self, message_id: int) -> Chat:
        """A new chat that begins with everything up to this message."""
        chat = self._branches.fork(message_id)
        self._bus.publish(ChatsChanged(chat.id))
        return chat

    def empty_trash(self) -> int:
        """Remove what was taken out longer than 30 days ago; how many messages that were."""
        return self._branches.purge_removed(self._clock() - TRASH_DAYS * DAY)


def _said(text: str) -> str:
    if not text.strip():
        raise UserError(
            say("There is nothing to keep."), say("Write something, or delete the message."), code="empty-message"
        )
    return text
