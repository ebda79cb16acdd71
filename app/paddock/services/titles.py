"""Titles for chats, by the model that answers in them, when nobody waits for it.

One rule: a title is only written over the first words of a question, never over what a person wrote, and no model is
loaded for it. It is asked at the end of the same chat, so all but a line of the prompt is in the KV cache already.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace

from paddock.core.chats import TITLE_LENGTH, Titled, title_from
from paddock.core.errors import UserError
from paddock.core.events import Finished, TextDelta
from paddock.core.messages import MessageStatus, Role, Turn
from paddock.core.models import GUIDE
from paddock.engine.api import Generation, Priority
from paddock.services.bus import Bus, ChatsChanged
from paddock.services.context import given_of
from paddock.services.generation import GenerationService
from paddock.services.insight import model_of
from paddock.services.models import ModelService
from paddock.store.chats import ChatStore

ASK = (
    "Write a title for this conversation: at most six words, in its language, without quotation marks. "
    "Answer with the title only."
)
MOST_TOKENS = 24
LONGEST_CHAT = 4  # messages; later a title has long been there, or the person knows the chat by its first words
_LABEL = re.compile(r"^\W*(?:title|titel|titre|título|titolo)\W*[:：]\s*", re.IGNORECASE)
_EDGES = " \t\"'“”‘’«»„`*_#.:;,-–—"

log = logging.getLogger(__name__)


class Titler:
    """Titles chats; every method blocks, and may be called from any thread."""

    def __init__(self, store: ChatStore, generation: GenerationService, models: ModelService, bus: Bus) -> None:
        self._store = store
        self._generation = generation
        self._models = models
        self._bus = bus

    def title(self, chat_id: int) -> str:
        """Give a chat a title; "" where it keeps the one it has.

        That is where a person or a model gave it, where its model is the guide or not loaded, where the chat has no
        whole answer yet or is longer than LONGEST_CHAT, and where the model wrote nothing that can be one.
        """
        try:
            title = self._ask(chat_id)
        except UserError as error:  # the first words are a title, too
            log.info("No title was written: %s", error.code)
            return ""
        if title:
            self._store.rename(chat_id, title, Titled.MODEL)
            self._bus.publish(ChatsChanged(chat_id))
        return title

    def _ask(self, chat_id: int) -> str:
        chat, path = self._store.get_chat(chat_id), self._store.path(chat_id)
        whole = bool(path) and path[-1].role is Role.ASSISTANT and path[-1].status is MessageStatus.COMPLETE
        if chat.titled is not Titled.WORDS or not whole or len(path) > LONGEST_CHAT or chat.model in ("", GUIDE):
            return ""
        model = self._models.find(chat.model)
        if model.is_guide or model_of(self._generation.status, model.path) is None:
            return ""
        turns = (*given_of(chat, path).turns, Turn(Role.USER, ASK))
        sampling = replace(
            self._generation.sampling_for(model), temperature=0.0, max_tokens=MOST_TOKENS, grammar="", json_schema=""
        )
        request = replace(self._generation.request(model, turns, sampling=sampling), priority=Priority.BACKGROUND)
        return cleaned(_text(self._generation.generate(request)))


def _text(generation: Generation) -> str:
    pieces = []
    while not isinstance(event := generation.next(None), Finished):
        if isinstance(event, TextDelta):
            pieces.append(event.text)
    return "".join(pieces)


def cleaned(text: str) -> str:
    """What a model wrote as one line that can be a title; "" if nothing is left."""
    lines = [line for line in text.strip().splitlines() if line.strip(_EDGES)]
    if not lines:
        return ""
    line = _LABEL.sub("", lines[0]).strip(_EDGES)
    return title_from(line)[:TITLE_LENGTH]
