"""The open chat's questions and answers. One rule: what a person sent is kept until the store has it.

Everything that blocks runs on the store's thread; an answer goes on while another chat is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from paddock.config.settings import SettingsFile
from paddock.core.chats import Chat
from paddock.core.events import ContextShifted
from paddock.core.messages import Message, MessageStatus, Part, Role, TextPart, joined
from paddock.services.chat_set import ChatSet
from paddock.services.chats import ChatService
from paddock.services.reply import Reply
from paddock.ui.bridge import EngineBridge
from paddock.ui.open_chat import Live, OpenChat
from paddock.ui.tasks import Tasks

T = TypeVar("T")

WELL_ENDED = (MessageStatus.COMPLETE,)
"""How an answer ends after which what waits for its end is sent."""


class Conversation(OpenChat):
    """Holds the open chat and drives its answers.

    Signals, beside those of `OpenChat`:
        message_updated: one Message. message_stored: the number under which a message was shown until now, and it.
        text_added: message id and text. part_added: message id and a thought or a call.
        progress_changed: message id and words. shifted: message id and the `ContextShifted` of its answer.
        finished: the Message that ended.
    """

    message_updated = Signal(object)
    message_stored = Signal(int, object)
    text_added = Signal(int, str)
    part_added = Signal(int, object)
    progress_changed = Signal(int, str)
    shifted = Signal(int, object)
    finished = Signal(object)

    def __init__(self, tasks: Tasks, bridge: EngineBridge, settings: SettingsFile, parent: QObject) -> None:
        super().__init__(tasks, settings, parent)
        self._bridge = bridge
        self._stop_wanted = False
        self._temporaries: set[int] = set()  # chats of which nothing is kept
        self._to_forget: dict[int, ChatSet] = {}  # temporary chats whose last answer has not ended
        bridge.part.connect(self._on_part)
        bridge.progress.connect(self._on_progress)
        bridge.shifted.connect(self._on_shifted)
        bridge.finished.connect(self._on_finished)
        bridge.failed.connect(self._on_failed)

    # --- asking

    @property
    def queue(self) -> tuple[str, ...]:
        """What is sent, one after the other, when the present answer has ended."""
        return tuple(self._queue)

    def send(self, text: str, begin: str = "") -> None:
        """Send a message to the open chat: at once, when the present answer has ended, or as soon as there is a chat.

        Args:
            begin: how the answer begins, where the person wrote that; only where nothing is being answered.
        """
        if self._loading or self._set is None:
            self._waiting.append(text)
            self._show_unsent(text)
            if self._set is None:
                self.closed.emit()
            return
        if self.answering:
            self._queue.append(text)
            self.save_draft("")
            self.queue_changed.emit()
            return
        self._sending = True
        self._show_unsent(text)
        shown = self._unsent
        visit, chat, model, prompt = self._visit, self.chat, self.model_ref, self.new_prompt
        overflow, sampling, still_queued = self.new_overflow, self.new_sampling, "\n\n".join(self._queue)
        made: list[Chat] = []
        asked: list[Reply] = []

        def work(service: ChatService) -> tuple[Chat, Reply]:
            target = chat or service.new_chat(model)
            made.append(target)
            if chat is None and prompt:
                service.set_system_prompt(target.id, prompt)
            if chat is None and overflow:
                service.set_overflow(target.id, overflow)
            if chat is None and sampling:
                service.set_own_sampling(target.id, sampling)
            reply = service.send(target.id, text, begin=begin)
            asked.append(reply)
            return service.get(target.id), reply

        def forget_draft(service: ChatService) -> None:
            if asked:
                service.save_draft(chat.id if chat else None, still_queued)

        chats = self._set

        def sent(result: tuple[Chat, Reply]) -> None:
            number = result[0].id
            if chats.temporary:
                self._temporaries.add(number)
            self._sent(visit, prompt, shown, *result)
            if chats.temporary and visit != self._visit:  # it was left before it was there
                self.stop_chat(number)
                self._forget_when_ended(chats, number)

        self._store(work, sent, lambda error: self._not_sent(visit, text, made, error))
        self._store(forget_draft)  # after the answer has begun: the person need not wait for this commit

    def _show_unsent(self, text: str) -> None:
        """Show at once what was sent; the number is none of the store's and stands until the chat is read anew."""
        self._unsent -= 1
        self.message_added.emit(Message(self._unsent, 0, None, Role.USER, (TextPart(text),)))
        self.answering_changed.emit()

    def _send_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            self.send("\n\n".join(waiting))

    def _sent(self, visit: int, prompt: str, shown: int, chat: Chat, reply: Reply) -> None:
        self._begin(reply)
        self._sending = False
        held = self._take_held_draft()
        if held is not None:
            self._store(lambda service: service.save_draft(chat.id, held))
        if visit == self._visit:
            is_new = self.chat is None
            self.chat = chat
            if reply.user_message is not None:
                self.messages.append(reply.user_message)
                self.message_stored.emit(shown, reply.user_message)
            self.messages.append(reply.message)
            self.message_added.emit(reply.message)
            self.chat_changed.emit()
            if is_new:
                self._remember()
                if self.new_prompt != prompt:  # it was written meanwhile
                    self.set_prompt(self.new_prompt)
        self.answering_changed.emit()

    def _not_sent(self, visit: int, text: str, made: list[Chat], error: Exception) -> None:
        self._sending = self._stop_wanted = False
        held = self._take_held_draft()
        if visit != self._visit and held:
            text = f"{text}\n{held}"
        if visit == self._visit:
            self.chat = made[0] if made else self.chat
            self.messages_changed.emit()
        self.text_returned.emit(text)  # into whatever chat is open now: better there than lost
        self.answering_changed.emit()
        self.failed.emit(error)

    def take_back(self, place: int) -> None:
        """A message that waits for the present answer's end comes back to be edited."""
        if place < len(self._queue):
            text = self._queue.pop(place)
            self.queue_changed.emit()
            self.text_returned.emit(text)

    def _send_queued(self, ended: Message) -> None:
        """The answer ended well: what was written meanwhile is sent; else it comes back."""
        if self.answering or not self._queue:
            return
        if ended.status not in WELL_ENDED:
            self._return_queue()
            return
        text = self._queue.pop(0)
        self.queue_changed.emit()
        self.send(text)

    def is_temporary(self, chat_id: int) -> bool:
        """Whether nothing of this chat is kept."""
        return chat_id in self._temporaries

    def again(self, message_id: int) -> None:
        """Another answer beside this one."""
        self.ask(lambda chats: [chats.chats.again(message_id)])

    def resume(self, message_id: int) -> None:
        """Go on with an answer that ended early."""
        self.ask(lambda chats: [chats.chats.resume(message_id)])

    def show_sibling(self, message_id: int) -> None:
        """Show another answer to the same question, and what follows it."""
        if self.answering:
            return
        visit = self._visit
        self._store(lambda service: service.show_sibling(message_id), lambda path: self._path(visit, path))

    def stop(self) -> None:
        """End the open chat's answers; what is there stays. A message that still waits comes back to be edited."""
        self._return_waiting()
        self._return_queue()
        numbers = self.live_messages
        for number in numbers:
            self._bridge.cancel(number)
        if not numbers and self._sending:
            self._stop_wanted = True  # the answer begins in a moment

    def _return_waiting(self) -> None:
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            self.messages_changed.emit()
            self.text_returned.emit("\n\n".join(waiting))
            self.answering_changed.emit()

    def stop_chat(self, chat_id: int) -> None:
        """End the answers of a chat that is being deleted, also one that is about to begin."""
        self._deleted.add(chat_id)
        for number, live in self._live.items():
            if live.chat_id == chat_id:
                self._bridge.cancel(number)

    def _forget_when_ended(self, temporary: ChatSet, chat_id: int) -> None:
        if chat_id in self.live_chats:
            self._to_forget[chat_id] = temporary
        else:
            self._tasks.store(lambda: temporary.forget(chat_id))

    def _opened(self) -> None:
        self._send_waiting()

    def _not_opened(self) -> None:
        self._return_waiting()

    def ask(
        self,
        work: Callable[[ChatSet], Sequence[Reply]],
        begun: Callable[[Sequence[Reply]], object] = lambda replies: None,
        written: str = "",
    ) -> None:
        """Begin answers in the open chat, and show the path that they then are in.

        Args:
            work: runs on the store's thread.
            begun: told the answers that have begun, if the chat is still shown.
            written: what the person wrote for it; it comes back where it could not be kept.
        """
        if self.answering or self._loading:
            return
        self._sending = True
        self.answering_changed.emit()
        visit = self._visit

        def read(chats: ChatSet) -> tuple[Sequence[Reply], list[Message]]:
            replies = work(chats)
            return replies, chats.chats.messages(replies[0].message.chat_id)

        def done(result: tuple[Sequence[Reply], list[Message]]) -> None:
            replies, path = result
            self._begin(*replies)
            self._sending = False
            self._path(visit, path)
            self.answering_changed.emit()
            if visit == self._visit:
                begun(replies)

        def failed(error: Exception) -> None:
            self._sending = self._stop_wanted = False
            if written:
                self.text_returned.emit(written)
            self.answering_changed.emit()
            self.failed.emit(error)

        self.run(read, done, failed)

    def change(
        self, work: Callable[[ChatSet], T], done: Callable[[T], object] = lambda result: None, written: str = ""
    ) -> None:
        """Change the open chat's messages on the store's thread, and show what is then there; see `ask`."""
        if self.answering or self._loading or self.chat is None:
            return
        visit, number = self._visit, self.chat.id

        def read(chats: ChatSet) -> tuple[T, list[Message]]:
            return work(chats), chats.chats.messages(number)

        def shown(result: tuple[T, list[Message]]) -> None:
            self._path(visit, result[1])
            done(result[0])

        def failed(error: Exception) -> None:
            if written:
                self.text_returned.emit(written)
            self.failed.emit(error)

        self.run(read, shown, failed)

    def _path(self, visit: int, path: Sequence[Message]) -> None:
        if visit == self._visit:
            self._set_messages(path)

    def _begin(self, *replies: Reply) -> None:
        for reply in replies:
            self._live[reply.message.id] = Live(reply.message.chat_id, reply.message.parts)
            self._bridge.add(reply)
            if self._stop_wanted or reply.message.chat_id in self._deleted:
                self._bridge.cancel(reply.message.id)
        self._stop_wanted = False

    # --- answers

    def _on_part(self, message_id: int, part: Part) -> None:
        live = self._live.get(message_id)
        if live is None:
            return
        live.parts = joined((*live.parts, part))
        if not self._is_shown(live):
            return
        if isinstance(part, TextPart):
            self.text_added.emit(message_id, part.text)
        else:
            self.part_added.emit(message_id, part)

    def _on_progress(self, message_id: int, words: str) -> None:
        live = self._live.get(message_id)
        if live is not None and self._is_shown(live):
            self.progress_changed.emit(message_id, words)

    def _on_shifted(self, message_id: int, event: ContextShifted) -> None:
        live = self._live.get(message_id)
        if live is not None and self._is_shown(live):
            self.shifted.emit(message_id, event)

    def _on_finished(self, message: Message) -> None:
        live = self._live.pop(message.id, None)
        if live is not None and self._is_shown(live):
            rows = reversed(range(len(self.messages)))
            row = next((row for row in rows if self.messages[row].id == message.id), None)  # it is near the end
            if row is not None:
                self.messages[row] = message
            self.message_updated.emit(message)
        if message.chat_id in self._to_forget and message.chat_id not in self.live_chats:
            self._forget_when_ended(self._to_forget.pop(message.chat_id), message.chat_id)
        self.answering_changed.emit()
        if self.chat is not None and self.chat.id == message.chat_id:
            self._send_queued(message)
        self.finished.emit(message)

    def _on_failed(self, message: Message, error: Exception) -> None:
        shown = self.chat is not None and self.chat.id == message.chat_id
        self._on_finished(message)
        if not shown:  # where it is shown, the message itself says what happened and offers the remedy
            self.failed.emit(error)

    def _is_shown(self, live: Live) -> bool:
        return self.chat is not None and self.chat.id == live.chat_id and not self._loading
