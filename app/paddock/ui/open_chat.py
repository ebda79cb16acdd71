"""The open chat as it is shown: which one, its messages, its draft, what its model is told.

One rule: a result that comes after the person went elsewhere is not shown. Everything that blocks runs on the store's
thread. `Conversation` adds what is asked and answered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from paddock.config.settings import SettingsFile
from paddock.core.chats import Chat
from paddock.core.errors import UserError
from paddock.core.messages import Message, MessageStatus, Part
from paddock.core.params import Overflow
from paddock.services.chat_set import ChatSet
from paddock.services.chats import ChatService
from paddock.ui.beginning import Beginning
from paddock.ui.tasks import Tasks

T = TypeVar("T")


@dataclass(slots=True)
class Live:
    """An answer on its way: it may be ahead of the store by a quarter of a second."""

    chat_id: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What was read of a chat to show it.

    Attributes:
        messages: its last ones; at least `earlier` come before them.
    """

    chat: Chat | None
    messages: Sequence[Message]
    draft: str
    earlier: int = 0


class OpenChat(QObject):
    """Holds the open chat.

    Signals:
        leaving: another chat is about to be shown: say the draft now.
        chat_changed: the open chat is another one, or its title, model or prompt is.
        messages_changed: show all of `messages` anew.
        message_added: one Message. earlier_read: the messages that now stand before those that were there; none, if
            there are no more. earlier_failed: an exception to present, and a call that reads them again.
        answering_changed: `answering` or `live_chats` may be different.
        draft_loaded: the draft of the chat now shown. text_returned: what could not be sent.
        queue_changed: what waits for the present answer's end is different.
        jumped: id of the message that the chat was opened for.
        leave_asked: a temporary chat would be gone; the call that leaves it all the same.
        closed: a message is to be sent, or a chat to be temporary, and the chats are not open: a message waits.
        failed: an exception to present.
    """

    leaving = Signal()
    chat_changed = Signal()
    messages_changed = Signal()
    message_added = Signal(object)
    earlier_read = Signal(object)
    earlier_failed = Signal(object, object)
    answering_changed = Signal()
    draft_loaded = Signal(str)
    text_returned = Signal(str)
    queue_changed = Signal()
    jumped = Signal(int)
    leave_asked = Signal(object)
    closed = Signal()
    failed = Signal(object)

    def __init__(self, tasks: Tasks, settings: SettingsFile, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._settings = settings
        self._kept: ChatSet | None = None  # None before the chats are open
        self._set: ChatSet | None = None  # that of the open chat
        self._visit = 0  # counts what was opened; a late result of an earlier visit is not shown
        self._loading = True
        self._sending = False
        self._waiting: list[str] = []  # sent before the chat was there
        self._queue: list[str] = []  # sent while an answer ran
        self._unsent = 0
        self._typed = False  # into a temporary chat, and not sent
        self._held_draft: str | None = None  # typed while a new chat is being made: it belongs to that chat
        self._live: dict[int, Live] = {}
        self._jump: int | None = None  # the message to show as soon as its chat is there
        self._deleted: set[int] = set()  # chats: what still begins to answer there is stopped
        self.chat: Chat | None = None
        self.messages: list[Message] = []
        self._picked = ""  # the model for new chats, while the settings do not have it yet
        self.new_prompt = ""
        self.new_overflow: Overflow | None = None
        self.new_sampling = ""
        self._beginning = Beginning(self._store, lambda: self.messages, self)
        self._beginning.came.connect(self._put_before)
        self._beginning.failed.connect(self.earlier_failed)

    # --- what is shown

    @property
    def service(self) -> ChatService | None:
        """The chats of the store that the open one is in; None before they are open."""
        return self._set.chats if self._set is not None else None

    @property
    def temporary(self) -> bool:
        """Whether nothing of the open chat is kept."""
        return self._set is not None and self._set.temporary

    @property
    def loading(self) -> bool:
        """Whether another chat is being read."""
        return self._loading

    @property
    def model_ref(self) -> str:
        """The model that answers here."""
        return (self.chat.model if self.chat else "") or self._picked or self._settings.current.default_model

    @property
    def reading(self) -> bool:
        """Whether the beginning of the open chat is still being read."""
        return self._beginning.reading

    @property
    def answering(self) -> bool:
        """Whether an answer of the open chat is on its way, or a message to it."""
        return self._sending or bool(self._waiting) or self.live_message is not None

    @property
    def live_message(self) -> int | None:
        """The open chat's answer on its way."""
        return next(iter(self.live_messages), None)

    @property
    def live_messages(self) -> tuple[int, ...]:
        """The open chat's answers on their way; several where models are compared."""
        chat_id = self.chat.id if self.chat else None
        return tuple(number for number, live in self._live.items() if live.chat_id == chat_id)

    @property
    def live_chats(self) -> frozenset[int]:
        """The chats that an answer is on its way to."""
        return frozenset(live.chat_id for live in self._live.values())

    def start(self, kept: ChatSet, chat_id: int | None) -> None:
        """The store is open: show this chat, or send what has been waiting, which was written into a new one."""
        self._kept = self._set = kept
        self._show(None if self._waiting else chat_id)

    def let_go(self) -> None:
        """The store is closed: show nothing of it until it is open again."""
        self._visit += 1
        self._beginning.leave()
        self._kept = self._set = None
        self._loading = True
        self._queue.clear()
        self.chat, self.messages, self.new_prompt, self.new_overflow, self.new_sampling = None, [], "", None, ""
        self.messages_changed.emit()
        self.chat_changed.emit()
        self.queue_changed.emit()
        self.answering_changed.emit()
        self.draft_loaded.emit("")

    def show(self, chat_id: int | None) -> None:
        """Open a chat that is kept; None is the one that does not exist yet."""
        being_made = self._sending and self.chat is None
        here = not self._loading and not being_made and not self.temporary
        if self._kept is None or (here and chat_id == (self.chat.id if self.chat else None)):
            return
        switched = self.temporary and self.chat is None and chat_id is None  # then what was typed comes along
        if not switched and not self._may_leave(lambda: self.show(chat_id)):
            return
        if chat_id is not None:
            self._deleted.discard(chat_id)  # it has been brought back
        if not switched:
            self._leave()
        self._set = self._kept
        self._show(chat_id)

    def show_temporary(self, temporary: ChatSet) -> None:
        """Open a chat of which nothing is kept; what was typed for a new chat comes along."""
        if self._loading or self._kept is None:
            return
        if self.temporary and not self._may_leave(lambda: self.show_temporary(temporary)):
            return
        if self.chat is None:
            self._store(lambda service: service.save_draft(None, ""))  # it is written in the other one now
        else:
            self._leave()
        self._set = temporary
        self._show(None)

    def show_message(self, chat_id: int, message_id: int) -> None:
        """Open a chat at one of its messages, whichever branch that is in."""
        if self._kept is None or not self._may_leave(lambda: self.show_message(chat_id, message_id)):
            return
        self._leave()
        self._set = self._kept
        self._store(lambda service: service.show_sibling(message_id))
        self._jump = message_id
        self._show(chat_id)

    def _leave(self) -> None:
        if not self._loading:  # else what was typed belongs to no chat yet, and comes along
            self._return_queue()
            self.leaving.emit()

    def _may_leave(self, leave: Callable[[], object]) -> bool:
        """Whether the open chat can be left at once; else the person is asked whether a temporary one may go."""
        if not self.losing:
            return True

        def gone() -> None:
            self.discard()
            leave()

        self.leave_asked.emit(gone)
        return False

    @property
    def losing(self) -> bool:
        """Whether something would be gone if the open chat were left now."""
        return self.temporary and not self._loading and (self.chat is not None or self._typed)

    def discard(self) -> None:
        """Forget the open temporary chat for good, once its last answer has ended."""
        temporary, chat = self._set, self.chat
        if temporary is None or not temporary.temporary:
            return
        self._queue.clear()
        self.leaving.emit()
        self._typed = False
        self.chat, self.messages = None, []
        if chat is not None:
            self.stop_chat(chat.id)
            self._forget_when_ended(temporary, chat.id)

    def stop_chat(self, chat_id: int) -> None:
        """End the answers of a chat that is being deleted, also one that is about to begin."""
        raise NotImplementedError

    def _forget_when_ended(self, temporary: ChatSet, chat_id: int) -> None:
        """Remove a chat for good as soon as no answer writes to it any more."""
        raise NotImplementedError

    def _opened(self) -> None:
        """The chat that was asked for is shown."""
        raise NotImplementedError

    def _not_opened(self) -> None:
        """It cannot be shown."""
        raise NotImplementedError

    def _return_queue(self) -> None:
        """What waits for an answer's end comes back to be edited."""
        if self._queue:
            texts, self._queue = self._queue, []
            self.queue_changed.emit()
            self.text_returned.emit("\n\n".join(texts))
            self.answering_changed.emit()

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
        self._beginning.leave()
        self._loading = True
        visit, jump = self._visit, self._jump

        def read(service: ChatService) -> Shown:
            if chat_id is None:
                return Shown(None, (), service.draft(None))
            chat = service.get(chat_id)
            end = service.last_messages(chat_id, jump)
            return Shown(chat, end.messages, chat.draft, end.earlier)

        def done(shown: Shown) -> None:
            if visit != self._visit:
                return
            if not again and self._is_outdated(shown):
                self._show(chat_id, remember=remember, again=True)
            else:
                self._shown(shown)
                if remember:
                    self._remember()
                self._opened()

        def failed(error: Exception) -> None:
            gone = isinstance(error, UserError) and error.code == "no-such-chat"
            if visit == self._visit and not gone:
                self._not_opened()
            if visit == self._visit and chat_id is not None:
                self._show(None, remember=gone)
            if not gone:
                self.failed.emit(error)

        self._store(read, done, failed)

    def _put_before(self, messages: Sequence[Message]) -> None:
        self.messages[:0] = messages
        self.earlier_read.emit(messages)

    def _is_outdated(self, shown: Shown) -> bool:
        """Whether an answer ended between reading it and now."""
        return any(item.status is MessageStatus.STREAMING and item.id not in self._live for item in shown.messages)

    def _shown(self, shown: Shown) -> None:
        self._loading = False
        self.chat = shown.chat
        self.new_prompt, self.new_overflow, self.new_sampling = "", None, ""
        self._set_messages(shown.messages)
        if shown.chat is not None and shown.earlier:
            self._beginning.read(shown.chat.id)  # whoever is told what follows waits for its end
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
        number = self.chat.id if self.chat and not self.temporary else None
        self._tasks.store(lambda: self._settings.update(open_chat=number))

    def set_model(self, ref: str) -> None:
        """Let another model answer from now on, here and in new chats."""
        if self.chat is None:
            self._picked = ref
            self._tasks.store(lambda: self._settings.update(default_model=ref), lambda done: self._kept_model(ref))
            self.chat_changed.emit()
            return
        number = self.chat.id
        self.chat = replace(self.chat, model=ref)
        self.chat_changed.emit()
        self._store(lambda service: service.set_model(number, ref))

    def _kept_model(self, ref: str) -> None:
        if self._picked == ref:
            self._picked = ""
        self.chat_changed.emit()

    # --- the draft

    def save_draft(self, text: str) -> None:
        """Keep unsent text with the open chat, behind what waits to be sent; of a temporary one nothing."""
        if self._loading:
            return  # comes again as soon as it is known which chat it belongs to
        if self.temporary:
            self._typed = bool(text.strip())
            return
        text = "\n\n".join(part for part in (*self._queue, text) if part)
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
    def prompt(self) -> str:
        """What the model is told in the open chat, or in the one that does not exist yet."""
        return self.chat.system_prompt if self.chat is not None else self.new_prompt

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

    @property
    def sampling(self) -> str:
        """What the open chat, or the one that does not exist yet, sets of sampling itself: JSON."""
        return self.chat.sampling if self.chat is not None else self.new_sampling

    def set_sampling(self, sampling: str) -> None:
        """Choose that."""
        if self.chat is None:
            self.new_sampling = sampling
        else:
            number = self.chat.id
            self.chat = replace(self.chat, sampling=sampling)
            self._store(lambda service: service.set_own_sampling(number, sampling))
        self.chat_changed.emit()

    def reread(self, chat_id: int) -> None:
        """Read the messages of a chat again, if it is the one that is open."""
        if self.chat is None or self.chat.id != chat_id or self._loading:
            return
        visit = self._visit

        def done(messages: Sequence[Message]) -> None:
            if visit == self._visit:
                self._set_messages(messages)

        self._store(lambda service: service.messages(chat_id), done)

    # --- the store

    def _store(
        self,
        work: Callable[[ChatService], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        self.run(lambda chats: work(chats.chats), done, failed)

    def run(
        self,
        work: Callable[[ChatSet], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Do something with the chats of the store that the open one is in, on the store's thread."""
        chats = self._set
        if chats is not None:
            self._tasks.store(lambda: work(chats), done, failed or self.failed.emit)
