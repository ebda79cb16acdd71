"""Chats: asking, answering, and keeping both.

One rule: what a person wrote is committed before anything is done with it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from paddock.config.overrides import sampling_fields, sampling_json, sampling_params
from paddock.config.settings import SettingsFile
from paddock.core.chats import Chat, title_from
from paddock.core.errors import UserError
from paddock.core.messages import Message, MessageStatus, Role, Turn
from paddock.core.params import Overflow, SamplingParams
from paddock.core.said import say
from paddock.engine.api import GenerationRequest
from paddock.services.bus import Bus, ChatsChanged, MessagesChanged
from paddock.services.context import CHARACTERS, Given, given_of, turns_to_drop
from paddock.services.generation import GenerationService, infilling
from paddock.services.insight import ContextUse, model_of
from paddock.services.markdown import markdown_of
from paddock.services.models import ModelService
from paddock.services.reply import Reply, Started, Starting
from paddock.services.summary import Summariser
from paddock.store.chats import ChatStore
from paddock.store.paths import End

NEW_CHAT_DRAFT = "draft-of-new-chat"
TRASH_DAYS = 30
SHOWN_AT_ONCE = 200  # messages: some screens
USUAL_CHARACTERS = 4  # of a token, in most texts and vocabularies

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What would be asked, and of whom."""

    given: Given
    request: GenerationRequest
    n_ctx: int

    @property
    def too_long(self) -> bool:
        """Certainly, and by far: even to count its tokens would take long."""
        return self.given.characters > CHARACTERS * self.n_ctx and self.request.overflow is Overflow.STOP


class ChatService:
    """What the window and the command line do with chats. Every method blocks on the store.

    Args:
        private: nothing of these chats may reach the disk, see `GenerationRequest.private`.
    """

    def __init__(
        self,
        store: ChatStore,
        generation: GenerationService,
        models: ModelService,
        settings: SettingsFile,
        bus: Bus,
        *,
        private: bool = False,
    ) -> None:
        self._store = store
        self._generation = generation
        self._models = models
        self._settings = settings
        self._bus = bus
        self._private = private
        self._summariser = Summariser(store, generation, private=private)

    def recover(self) -> int:
        """After a start: mark answers that were cut off, and empty the trash of what is older than 30 days.

        A person's own removals of single messages are kept as long.

        Returns:
            How many answers had been cut off.
        """
        self._store.purge_deleted(older_than_days=TRASH_DAYS)
        return self._store.mark_interrupted()

    # --- the list

    def chats(self) -> list[Chat]:
        """All chats, the one written to last first."""
        return self._store.list_chats()

    def some_chats(self, chat_ids: Iterable[int]) -> list[Chat]:
        """Those of these chats that are among `chats`, in the same order."""
        return self._store.list_some(chat_ids)

    def get(self, chat_id: int) -> Chat:
        """One chat.

        Raises:
            UserError: there is none of that number.
        """
        return self._store.get_chat(chat_id)

    def messages(self, chat_id: int) -> list[Message]:
        """The visible path, first message first."""
        return self._store.path(chat_id)

    def last_messages(self, chat_id: int, at: int | None = None) -> End:
        """The end of the visible path, enough to be shown at once.

        Args:
            at: a message that has to be among them, if it is on the path.
        """
        return self._store.end_of_path(chat_id, SHOWN_AT_ONCE, at)

    def earlier_messages(self, chat_id: int, count: int, below: int) -> End:
        """Up to `count` messages of the visible path that come before the message `below`; none, if it is not there."""
        return self._store.path_above(chat_id, count, below)

    def new_chat(self, model: str = "") -> Chat:
        """An empty chat with the model the person used last."""
        settings = self._settings.current
        chat = self._store.create_chat(model or settings.default_model, overflow=Overflow(settings.overflow))
        self._bus.publish(ChatsChanged(chat.id))
        return chat

    def rename(self, chat_id: int, title: str) -> None:
        """Give a chat a title; an empty one is refused."""
        title = " ".join(title.split())
        if not title:
            raise UserError(
                say("A chat's title cannot be empty."), say("Write at least one letter."), code="empty-title"
            )
        self._store.rename(chat_id, title)
        self._bus.publish(ChatsChanged(chat_id))

    def delete(self, chat_id: int) -> None:
        """Put a chat in the trash; `undo_delete` brings it back for 30 days."""
        self._store.delete(chat_id)
        self._bus.publish(ChatsChanged(chat_id))

    def undo_delete(self, chat_id: int) -> None:
        """Bring a deleted chat back."""
        self._store.restore(chat_id)
        self._bus.publish(ChatsChanged(chat_id))

    def set_model(self, chat_id: int, ref: str) -> None:
        """Let another model answer from now on, in this chat and in new ones."""
        self._store.set_model(chat_id, ref)
        self._settings.update(default_model=ref)
        self._bus.publish(ChatsChanged(chat_id))

    def set_system_prompt(self, chat_id: int, text: str) -> None:
        """What the model is told before the first message."""
        self._store.set_system_prompt(chat_id, text.strip())
        self._bus.publish(ChatsChanged(chat_id))

    def set_sampling(self, chat_id: int, sampling: SamplingParams | None) -> None:
        """How answers of this chat are drawn, where it differs from how its model draws; None: it does not."""
        chat = self._store.get_chat(chat_id)
        fields: dict[str, object] = {}
        if sampling is not None:
            fields = sampling_fields(sampling, self._generation.sampling_for(self._models.find(self._ref(chat))))
        self.set_own_sampling(chat_id, json.dumps(fields) if fields else "")

    def set_own_sampling(self, chat_id: int, sampling: str) -> None:
        """The same as it is stored: JSON, see `config.overrides`; what is not named is the model's."""
        sampling_params(json.loads(sampling or "{}"))
        self._store.set_sampling(chat_id, sampling)
        self._bus.publish(ChatsChanged(chat_id))

    def set_overflow(self, chat_id: int, overflow: Overflow) -> None:
        """What happens from now on when this chat grows beyond the context."""
        self._store.set_overflow(chat_id, overflow)
        self._bus.publish(ChatsChanged(chat_id))

    def draft(self, chat_id: int | None) -> str:
        """The unsent text of a chat; None: of the chat that does not exist yet."""
        return self._store.get_state(NEW_CHAT_DRAFT) if chat_id is None else self._store.get_chat(chat_id).draft

    def save_draft(self, chat_id: int | None, text: str) -> None:
        """Keep unsent text."""
        if chat_id is None:
            self._store.set_state(NEW_CHAT_DRAFT, text)
        else:
            self._store.set_draft(chat_id, text)

    # --- asking

    def send(self, chat_id: int, text: str, *, begin: str = "") -> Reply:
        """Store what the person wrote, and start the answer.

        Args:
            begin: how the answer begins; the model goes on from there.

        Raises:
            UserError: nothing was written, or it could not be stored. What goes wrong with the answer comes out
                of the reply, and the question is kept.
        """
        if not text.strip():
            raise UserError(say("There is nothing to send."), say("Write a message first."), code="empty-message")
        ref = self._ref(self._store.get_chat(chat_id))
        asked, answer = self._store.add_exchange(chat_id, text, title_from(text), self._shown_name(ref), begin)
        self._bus.publish(ChatsChanged(chat_id))
        return self._reply(answer, ref, asked)

    def again(self, message_id: int, *, ref: str = "", sampling: SamplingParams | None = None) -> Reply:
        """Another answer beside this one, to the same question; of a question: an answer to it.

        Args:
            ref: of the model that answers; "" is the chat's.
            sampling: in place of the settings that hold for that model in this chat.
        """
        message = self._store.message(message_id)
        question = message
        if message.role is Role.ASSISTANT:
            if message.parent_id is None:
                raise UserError(say("This answer has no question."), say("Ask one first."), code="no-question")
            question = self._store.message(message.parent_id)
        return self.answer_below(question, ref=ref, sampling=sampling)

    def answer_below(
        self, question: Message, *, ref: str = "", sampling: SamplingParams | None = None, begin: str = ""
    ) -> Reply:
        """An answer to this message, beside those that it has; the arguments of `again`.

        Args:
            begin: how the answer begins; the model goes on from there.
        """
        ref = ref or self._ref(self._store.get_chat(question.chat_id))
        answer = self._store.add_message(
            question.chat_id, question.id, Role.ASSISTANT, begin, MessageStatus.STREAMING, model=self._shown_name(ref)
        )
        return self._reply(answer, ref, sampling=sampling)

    def resume(self, message_id: int) -> Reply:
        """Go on with an answer that was stopped or interrupted, from where its text ended.

        One that had only thought so far, or has called tools already, cannot be gone on with, since templates write
        neither as something unfinished: there is another answer beside it then.
        """
        message = self._store.message(message_id)
        if message.role is not Role.ASSISTANT or message.status is MessageStatus.STREAMING:
            raise UserError(
                say("This message cannot be continued."), say("Choose an answer that has ended."), code="no-answer"
            )
        if message.parts and (message.calls or not message.text):
            return self.again(message_id)
        ref = self._ref(self._store.get_chat(message.chat_id))
        self._store.reopen_message(message_id)
        return self._reply(self._store.message(message_id), ref)

    def show_sibling(self, message_id: int) -> list[Message]:
        """Make this message and the newest below it the visible path."""
        chat_id = self._store.message(message_id).chat_id
        self._store.set_head(chat_id, self._store.leaf_below(message_id))
        self._bus.publish(MessagesChanged(chat_id))
        return self._store.path(chat_id)

    def _reply(
        self, answer: Message, ref: str, asked: Message | None = None, *, sampling: SamplingParams | None = None
    ) -> Reply:
        """The answer to come: from its beginning, or from where its text ends."""
        chat = self._store.get_chat(answer.chat_id)
        path = self._store.path(chat.id, answer.id)

        def start(starting: Starting) -> Started:
            model = self._models.find(ref)
            n_ctx = self._generation.ready(model, starting.cancelled).n_ctx
            if chat.overflow is Overflow.SUMMARISE and not model.is_guide:
                given = self._summariser.shorten(
                    chat, path, model, n_ctx, cancelled=starting.cancelled, begins=starting.summarising
                )
            else:
                given = self._summariser.given(chat, path, n_ctx)
            used = sampling or in_chat(chat, self._generation.sampling_for(model))
            generation = self._generation.answer(
                model,
                given.turns,
                continue_last=bool(answer.text),
                sampling=used,
                overflow=chat.overflow,
                cancelled=starting.cancelled,
                private=self._private,
            )
            return Started(generation, sampling_json(used), given.before, given.first_kept)

        return Reply(self._store, answer, start, partial(self._generation.stop_loading, ref), asked)

    def summary(self, chat_id: int) -> str:
        """What models read in place of the beginning of a chat; "" if they read what was said."""
        return self._summariser.text(chat_id, self._store.path(chat_id))

    # --- ahead

    def prefill(self, chat_id: int | None, draft: str, system_prompt: str = "") -> None:
        """A chat was opened, or text typed or pasted: let idle time process what would be sent.

        Cheap, and as often as one likes; nothing happens where the chat's model is not loaded.

        Args:
            chat_id: None is the chat that does not exist yet.
            system_prompt: of that one.
        """
        try:
            ahead = self._ahead(chat_id, draft, system_prompt)
        except UserError as error:  # sending it will say what is wrong
            log.info("Nothing was processed ahead: %s", error.code)
            return
        if ahead is not None and not ahead.too_long:
            self._generation.prefill(ahead.request)

    def count_tokens(self, text: str, ref: str = "") -> tuple[int, bool]:
        """Tokens of a system prompt, and whether that is exact: it is where the model is loaded; blocks on the engine.

        Args:
            ref: of the model that is to read it; "" is the usual one.
        """
        text = text.strip()
        if not text:
            return 0, True
        about = -(-len(text) // USUAL_CHARACTERS)
        try:
            model = self._models.find(ref or self._settings.current.default_model)
            if model.is_guide or model_of(self._generation.status, model.path) is None:
                return about, False
            turns = (Turn(Role.SYSTEM, text), Turn(Role.USER, "?"))
            return self._generation.measure(self._generation.request(model, turns)).turns[0], True
        except UserError as error:  # it has gone, or has no template
            log.info("The tokens of a prompt were not counted: %s", error.code)
            return about, False

    def stop_prefill(self) -> None:
        """Nothing will be sent: the chat was left."""
        self._generation.prefill(None)

    def context(self, chat_id: int | None, draft: str = "", system_prompt: str = "") -> ContextUse:
        """What of a chat the model would see if `draft` were sent now; blocks on the engine.

        `ContextUse()` where that is not known: its model is not loaded, or cannot chat. `system_prompt` is that of a
        chat that does not exist yet (None).
        """
        try:
            ahead = self._ahead(chat_id, draft, system_prompt)
            if ahead is None:
                return ContextUse()
            if ahead.too_long:
                return ContextUse(ahead.given.characters // CHARACTERS, ahead.n_ctx)
            measure = self._generation.measure(ahead.request)
        except UserError as error:
            log.info("How full the context is could not be told: %s", error.code)
            return ContextUse()
        typed = measure.turns[-1] if draft.strip() and measure.turns else 0
        given, turns = ahead.given, ahead.request.turns  # none of them where text is filled in
        if ahead.request.overflow is Overflow.STOP or len(turns) != len(given.turns):  # the guide sees less anyway
            return ContextUse(measure.n_tokens, measure.n_ctx, draft=typed)
        dropped = turns_to_drop(turns, measure)
        gone = sum(measure.turns[given.n_head : given.n_head + dropped])
        return ContextUse(measure.n_tokens - gone, measure.n_ctx, given.first_kept(dropped), given.summarised, typed)

    def _ahead(self, chat_id: int | None, draft: str, system_prompt: str = "") -> _Ahead | None:
        """What would be asked if `draft` were sent now; None where the model is not loaded."""
        if chat_id is None:
            overflow = Overflow(self._settings.current.overflow)
            chat = Chat(0, "", system_prompt=system_prompt.strip(), overflow=overflow)
        else:
            chat = self._store.get_chat(chat_id)
        model = self._models.find(self._ref(chat))
        loaded = model_of(self._generation.status, model.path)
        if loaded is None:
            return None
        path = self._store.path(chat_id) if chat_id is not None else []
        given = self._summariser.given(chat, path, loaded.n_ctx, draft)
        request = infilling(
            self._generation.request(model, given.turns, overflow=chat.overflow, private=self._private), loaded
        )
        return _Ahead(given, request, loaded.n_ctx)

    def _ref(self, chat: Chat) -> str:
        return chat.model or self._settings.current.default_model

    def _shown_name(self, ref: str) -> str:
        """The model's name as it is shown; a file that has gone is still called something."""
        try:
            return self._models.find(ref).name
        except UserError:
            return ref.replace("\\", "/").rsplit("/", 1)[-1]

    # --- out

    def asked(self, chat_id: int) -> tuple[Turn, ...]:
        """What a model that sees the whole chat was given for its last answer; () where nothing was asked yet."""
        turns = given_of(self._store.get_chat(chat_id), self._store.path(chat_id)).turns
        last = max((at for at, turn in enumerate(turns) if turn.role in (Role.USER, Role.TOOL)), default=-1)
        return turns[: last + 1]

    def export_markdown(self, chat_id: int) -> str:
        """The visible path as Markdown."""
        return markdown_of(self._store.get_chat(chat_id), self._store.path(chat_id))


def in_chat(chat: Chat, usual: SamplingParams) -> SamplingParams:
    """`usual` with what this chat sets itself."""
    return sampling_params(json.loads(chat.sampling), usual) if chat.sampling else usual
