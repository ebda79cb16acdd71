"""The open chat: what is shown, sent and answered. One rule: what a person sent is kept until the store has it.

Everything that blocks runs on the store's thread; a result that comes after the person went elsewhere is not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from paddock.config.settings import SettingsFile
from paddock.core.chats import Chat
from paddock.core.errors import UserError
from paddock.core.events import ContextShifted
from paddock.core.messages import Message, MessageStatus, Part, Role, TextPart, joined
from paddock.core.params import Overflow
from paddock.services.chats import ChatService
from paddock.services.reply import Reply
from paddock.ui.bridge import EngineBridge
from paddock.ui.tasks import Tasks

T = TypeVar("T")


@dataclass(slots=True)
class Live:
    """An answer on its way: it may be ahead of the store by a quarter of a second."""

    chat_id: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What was read of a chat to show it."""

    chat: Chat | None
    messages: Sequence[Message]
    draft: str


class Conversation(QObject):
    """Holds the open chat and drives its answers.

    Signals:
        leaving: another chat is about to be shown: say the draft now.
        chat_changed: the open chat is another one, or its title, model or prompt is.
        messages_changed: show all of `messages` anew.
        message_added, message_updated: one Message.
        text_added: message id and text. part_added: message id and a thought or a call.
        progress_changed: message id and words. shifted: message id and the `ContextShifted` of its answer.
        answering_changed: `answering` or `live_chats` may be different.
        draft_loaded: the draft of the chat now shown. text_returned: what could not be sent.
        jumped: id of the message that the chat was opened for.
        finished: the Message that ended. failed: an exception to present.
    """

    leaving = Signal()
    chat_changed = Signal()
    messages_changed = Signal()
    message_added = Signal(object)
    message_updated = Signal(object)
    text_added = Signal(int, str)
    part_added = Signal(int, object)
    progress_changed = Signal(int, str)
    shifted = Signal(int, object)
    answering_changed = Signal()
    draft_loaded = Signal(str)
    text_returned = Signal(str)
    jumped = Signal(int)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, bridge: EngineBridge, settings: SettingsFile, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._bridge = bridge
        self._settings = settings
        self._service: ChatService | None = None
        self._visit = 0  # counts what was opened; a late result of an earlier visit is not shown
        self._loading = True
        self._sending = False
        self._stop_wanted = False
        self._waiting: list[str] = []
        self._unsent = 0
        self._held_draft: str | None = None  # typed while a new chat is being made: it belongs to that chat
        self._live: dict[int, Live] = {}
        self._jump: int | None = None  # the message to show as soon as its chat is there
        self._deleted: set[int] = set()  # chats: what still begins to answer there is stopped
        self.chat: Chat | None = None
        self.messages: list[Message] = []
        self.new_prompt = ""
        self.new_overflow: Overflow | None = None
        bridge.part.connect(self._on_part)
        bridge.progress.connect(self._on_progress)
        bridge.shifted.connect(self._on_shifted)
        bridge.finished.connect(self._on_finished)
        bridge.failed.connect(self._on_failed)

    # --- what is shown

    @property
    def service(self) -> ChatService | None:
        """The chats; None before they are open."""
        return self._service

    @property
    def loading(self) -> bool:
        """Whether another chat is being read."""
        return self._loading

    @property
    def model_ref(self) -> str:
        """The model that answers here."""
        return (self.chat.model if self.chat else "") or self._settings.current.default_model

    @property
    def answering(self) -> bool:
        """Whether an answer of the open chat is on its way, or a message to it."""
        return self._sending or bool(self._waiting) or self.live_message is not None

    @property
    def live_message(self) -> int | None:
        """The open chat's answer on its way."""
        chat_id = self.chat.id if self.chat else None
        return next((number for number, live in self._live.items() if live.chat_id == chat_id), None)

    @property
    def live_chats(self) -> frozenset[int]:
        """The chats that an answer is on its way to."""
        return frozenset(live.chat_id for live in self._live.values())

    def start(self, service: ChatService, chat_id: int | None) -> None:
        """The store is open: show this chat, and send what has been waiting."""
        self._service = service
        self._show(chat_id)

    def show(self, chat_id: int | None) -> None:
        """Open a chat; None is the one that does not exist yet."""
        being_made = self._sending and self.chat is None
        shown = not self._loading and not being_made and chat_id == (self.chat.id if self.chat else None)
        if self._service is None or shown:
            return
        if chat_id is not None:
            self._deleted.discard(chat_id)  # it has been brought back
        if not self._loading:  # else what was typed belongs to no chat yet, and comes along
            self.leaving.emit()
        self._show(chat_id)

    def show_message(self, chat_id: int, message_id: int) -> None:
        """Open a chat at one of its messages, whichever branch that is in."""
        if self._service is None:
            return
        if not self._loading:
            self.leaving.emit()
        self._store(lambda service: service.show_sibling(message_id))
        self._jump = message_id
        self._show(chat_id)

    def refresh(self) -> None:
        """Read the open chat's title, model and prompt again."""
        if self.chat is not None:
            number = self.chat.id
            self._store(lambda service: service.get(number), self._refreshed)

    def _refreshed(self, chat: Chat) -> None:
        if self.chat is not None and self.chat.id == chat.id:
            self.chat = chat
            self.chat_changed.emit()

    def _show(self, chat_id: int | None, *, remember: bool = True, again: bool = False) -> None:
        """Read a chat and show it.

        Args:
            remember: open it at the next start too.
            again: it is read a second time, because an answer ended meanwhile.
        """
        self._visit += 1
        self._loading = True
        visit = self._visit

        def read(service: ChatService) -> Shown:
            if chat_id is None:
                return Shown(None, (), service.draft(None))
            chat = service.get(chat_id)
            return Shown(chat, service.messages(chat_id), chat.draft)

        def done(shown: Shown) -> None:
            if visit != self._visit:
                return
            if not again and self._is_outdated(shown):
                self._show(chat_id, remember=remember, again=True)
            else:
                self._shown(shown)
                if remember:
                    self._remember()
                self._send_waiting()

        def failed(error: Exception) -> None:
            gone = isinstance(error, UserError) and error.code == "no-such-chat"
            if visit == self._visit and not gone:
                self._return_waiting()
            if visit == self._visit and chat_id is not None:
                self._show(None, remember=gone)
            if not gone:
                self.failed.emit(error)

        self._store(read, done, failed)

    def _is_outdated(self, shown: Shown) -> bool:
        """Whether an answer ended between reading it and now."""
        return any(item.status is MessageStatus.STREAMING and item.id not in self._live for item in shown.messages)

    def _shown(self, shown: Shown) -> None:
        self._loading = False
        self.chat = shown.chat
        self.new_prompt, self.new_overflow = "", None
        self._set_messages(shown.messages)
        self.chat_changed.emit()
        self.answering_changed.emit()
        self.draft_loaded.emit(shown.draft)
        jump, self._jump = self._jump, None
        if jump is not None:
            self.jumped.emit(jump)

    def _set_messages(self, messages: Sequence[Message]) -> None:
        """Show messages; those on their way with what has already been seen of them."""
        self.messages = [
            replace(message, parts=self._live[message.id].parts) if message.id in self._live else message
            for message in messages
        ]
        self.messages_changed.emit()

    def _remember(self) -> None:
        number = self.chat.id if self.chat else None
        self._tasks.store(lambda: self._settings.update(open_chat=number))

    def set_model(self, ref: str) -> None:
        """Let another model answer from now on, here and in new chats."""
        if self.chat is None:
            self._tasks.store(lambda: self._settings.update(default_model=ref), lambda done: self.chat_changed.emit())
            return
        number = self.chat.id
        self.chat = replace(self.chat, model=ref)
        self.chat_changed.emit()
        self._store(lambda service: service.set_model(number, ref))

    # --- the draft

    def save_draft(self, text: str) -> None:
        """Keep unsent text with the open chat."""
        if self._loading:
            return  # comes again as soon as it is known which chat it belongs to
        if self._sending and self.chat is None:
            self._held_draft = text
            return
        number = self.chat.id if self.chat else None
        self._store(lambda service: service.save_draft(number, text))

    def _take_held_draft(self) -> str | None:
        held, self._held_draft = self._held_draft, None
        return held

    # --- the system prompt

    def set_prompt(self, text: str) -> None:
        """What the model is told in the open chat, or in the one that does not exist yet."""
        if self.chat is None:
            self.new_prompt = text.strip()
        else:
            number = self.chat.id
            self._store(lambda service: service.set_system_prompt(number, text))

    @property
    def overflow(self) -> Overflow:
        """What happens when the open chat grows beyond the context."""
        chosen = self.chat.overflow if self.chat is not None else self.new_overflow
        return chosen or Overflow(self._settings.current.overflow)

    def set_overflow(self, overflow: Overflow) -> None:
        """Choose that for the open chat, or for the one that does not exist yet."""
        if self.chat is None:
            self.new_overflow = overflow
        else:
            number = self.chat.id
            self.chat = replace(self.chat, overflow=overflow)
            self._store(lambda service: service.set_overflow(number, overflow))
        self.chat_changed.emit()

    # --- asking

    def send(self, text: str) -> None:
        """Send a message to the open chat, or as soon as there is one."""
        if self._loading or self._service is None:
            self._waiting.append(text)
            self._show_unsent(text)
            return
        self._sending = True
        self._show_unsent(text)
        visit, chat, model, prompt = self._visit, self.chat, self.model_ref, self.new_prompt
        overflow = self.new_overflow
        made: list[Chat] = []
        asked: list[Reply] = []

        def work(service: ChatService) -> tuple[Chat, Reply]:
            target = chat or service.new_chat(model)
            made.append(target)
            if chat is None and prompt:
                service.set_system_prompt(target.id, prompt)
            if chat is None and overflow:
                service.set_overflow(target.id, overflow)
            reply = service.send(target.id, text)
            asked.append(reply)
            return service.get(target.id), reply

        def forget_draft(service: ChatService) -> None:
            if asked:
                service.save_draft(chat.id if chat else None, "")

        self._store(
            work, lambda sent: self._sent(visit, prompt, *sent), lambda error: self._not_sent(visit, text, made, error)
        )
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

    def _sent(self, visit: int, prompt: str, chat: Chat, reply: Reply) -> None:
        self._begin(reply)
        self._sending = False
        held = self._take_held_draft()
        if held is not None:
            self._store(lambda service: service.save_draft(chat.id, held))
        if visit == self._visit:
            is_new = self.chat is None
            self.chat = chat
            if reply.user_message is not None:
                self.messages.append(reply.user_message)  # is shown already
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

    def again(self, message_id: int) -> None:
        """Another answer beside this one."""

        def work(service: ChatService) -> tuple[Reply, list[Message]]:
            reply = service.again(message_id)
            return reply, service.messages(reply.message.chat_id)

        self._ask(work)

    def resume(self, message_id: int) -> None:
        """Go on with an answer that ended early."""

        def work(service: ChatService) -> tuple[Reply, list[Message]]:
            reply = service.resume(message_id)
            return reply, service.messages(reply.message.chat_id)

        self._ask(work)

    def show_sibling(self, message_id: int) -> None:
        """Show another answer to the same question, and what follows it."""
        if self.answering:
            return
        visit = self._visit
        self._store(lambda service: service.show_sibling(message_id), lambda path: self._path(visit, path))

    def stop(self) -> None:
        """End the open chat's answer; what is there stays. A message that still waits comes back to be edited."""
        self._return_waiting()
        number = self.live_message
        if number is not None:
            self._bridge.cancel(number)
        elif self._sending:
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

    def _ask(self, work: Callable[[ChatService], tuple[Reply, list[Message]]]) -> None:
        if self.answering:
            return
        self._sending = True
        self.answering_changed.emit()
        visit = self._visit

        def done(result: tuple[Reply, list[Message]]) -> None:
            reply, path = result
            self._begin(reply)
            self._sending = False
            self._path(visit, path)
            self.answering_changed.emit()

        def failed(error: Exception) -> None:
            self._sending = self._stop_wanted = False
            self.answering_changed.emit()
            self.failed.emit(error)

        self._store(work, done, failed)

    def _path(self, visit: int, path: Sequence[Message]) -> None:
        if visit == self._visit:
            self._set_messages(path)

    def _begin(self, reply: Reply) -> None:
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
            self.messages = [message if item.id == message.id else item for item in self.messages]
            self.message_updated.emit(message)
        self.answering_changed.emit()
        self.finished.emit(message)

    def _on_failed(self, message: Message, error: Exception) -> None:
        shown = self.chat is not None and self.chat.id == message.chat_id
        self._on_finished(message)
        if not shown:  # where it is shown, the message itself says what happened and offers the remedy
            self.failed.emit(error)

    def _is_shown(self, live: Live) -> bool:
        return self.chat is not None and self.chat.id == live.chat_id and not self._loading

    def _store(
        self,
        work: Callable[[ChatService], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        service = self._service
        if service is not None:
            self._tasks.store(lambda: work(service), done, failed or self.failed.emit)
