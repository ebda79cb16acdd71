"""The beginning of a long chat, in the model's own words (`Overflow.SUMMARISE`).

One rule: the messages stay as they are; a summary is kept beside them, and only models read it.

The model is given the chat as it was, and told to sum it up instead of answering: what it has processed of the chat
already is used again, so a summary costs little more than its own words.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from paddock.core.chats import Chat
from paddock.core.errors import UserError
from paddock.core.events import Finished, FinishReason, TextDelta
from paddock.core.messages import Message, Role, Turn
from paddock.core.models import ModelFile
from paddock.core.params import Overflow, SamplingParams
from paddock.engine.api import PromptMeasure
from paddock.services.context import Given, given_of, latest, newest
from paddock.services.generation import GenerationService, load_stopped
from paddock.store.chats import ChatStore

RESERVE = 0.25
"""Of the context, that the prompt leaves to the answer; what is longer is summarised."""
KEEP = 0.4
"""Of the context, for the newest turns, which are told word for word."""
LONGEST = 512
"""Tokens of a summary, at most."""
SHORTEST = 64
MARGIN = 16  # tokens; templates write a little between turns
POLL = 0.05  # s: how soon a stopped answer is seen
INSTRUCTION = (
    "Summarise our conversation so far for yourself, in at most 200 words. Keep names, numbers, decisions, wishes and "
    "open questions. Write only the summary."
)
INSTRUCTION_TURN = Turn(Role.USER, INSTRUCTION)

log = logging.getLogger(__name__)


class Summariser:
    """Shortens what a model is given of a chat until it fits."""

    def __init__(self, store: ChatStore, generation: GenerationService, *, private: bool = False) -> None:
        self._store = store
        self._generation = generation
        self._private = private  # see `GenerationRequest`

    def given(self, chat: Chat, path: Sequence[Message], n_ctx: int, draft: str | None = None) -> Given:
        """The path with the summary that there is, and without what cannot fit where it may be left out."""
        if chat.overflow is Overflow.STOP:
            return given_of(chat, path, draft=draft)
        summarised = chat.overflow is Overflow.SUMMARISE and path
        summary = latest(self._store.summaries(chat.id), path) if summarised else None
        return newest(given_of(chat, path, summary, draft), n_ctx)

    def text(self, chat_id: int, path: Sequence[Message]) -> str:
        """The summary of a path's beginning that was written last; "" if there is none."""
        summary = latest(self._store.summaries(chat_id), path)
        return summary.text if summary is not None else ""

    def shorten(
        self,
        chat: Chat,
        path: Sequence[Message],
        model: ModelFile,
        n_ctx: int,
        *,
        cancelled: Callable[[], bool],
        begins: Callable[[], None],
    ) -> Given:
        """The path in a form that fits the context of `model`, which is loaded; blocks while it writes summaries.

        What is far too long for that is left out of the summary.

        Where that does not work, the path is returned as it is, and the engine leaves the oldest turns out.

        Args:
            begins: called before a summary is written.

        Raises:
            UserError: "cancelled".
        """
        given = self.given(chat, path, n_ctx)
        try:
            while True:
                measure = self._measure(model, given.turns)
                if fits(measure):
                    return given
                told = self._measure(model, [INSTRUCTION_TURN]).n_tokens + MARGIN
                count = turns_to_summarise(given, measure, told)
                if not count:
                    return given
                begins()
                text = self._write(model, shortened(given.turns[:count], measure, told), cancelled)
                covered = given.last[count - 1]
                if not text or covered is None:
                    return given
                self._store.add_summary(chat.id, covered, text, model.name)
                given = self.given(chat, path, n_ctx)
        except UserError as error:
            if error.code == "cancelled":
                raise
            log.info("The beginning of a chat could not be summarised: %s", error.code)
            return given

    def _measure(self, model: ModelFile, turns: Sequence[Turn]) -> PromptMeasure:
        return self._generation.measure(self._generation.request(model, turns))

    def _write(self, model: ModelFile, turns: Sequence[Turn], cancelled: Callable[[], bool]) -> str:
        """A summary of the turns; "" if there is none."""
        sampling = SamplingParams(temperature=0.0, max_tokens=LONGEST)
        request = self._generation.request(model, [*turns, INSTRUCTION_TURN], sampling=sampling, private=self._private)
        generation = self._generation.generate(request)
        pieces: list[str] = []
        while not isinstance(event := generation.next(POLL), Finished):
            if cancelled():
                generation.cancel()
            if isinstance(event, TextDelta):
                pieces.append(event.text)
        if cancelled():
            raise load_stopped()
        usable = event.reason in (FinishReason.STOP, FinishReason.LENGTH, FinishReason.CONTEXT)
        return "".join(pieces).strip() if usable else ""


def fits(measure: PromptMeasure) -> bool:
    """Whether a prompt leaves enough room for its answer."""
    return measure.n_tokens <= measure.n_ctx * (1 - RESERVE)


def turns_to_summarise(given: Given, measure: PromptMeasure, told: int) -> int:
    """How many turns, the head among them, a summary is to stand for next; 0 if nothing can be spared.

    The last question is never summarised, and what is ends with an answer.

    Args:
        told: tokens of what the model is told to do.
    """
    questions = [at for at, turn in enumerate(given.turns) if turn.role is Role.USER and at > given.n_head]
    if not questions:
        return 0
    room = _room(measure, told) - min(LONGEST, measure.n_ctx // 8)
    enough = [at for at in questions if sum(measure.turns[at:]) <= measure.n_ctx * KEEP]
    wanted = enough[0] if enough else questions[-1]
    fitting = [at for at in questions if at <= wanted and sum(measure.turns[:at]) <= room]
    return fitting[-1] if fitting else questions[0]


def shortened(turns: Sequence[Turn], measure: PromptMeasure, told: int) -> tuple[Turn, ...]:
    """The turns to summarise; where even these are too long for the context, the middle of the longest is left out."""
    tokens = measure.turns[: len(turns)]
    excess = sum(tokens) + SHORTEST - _room(measure, told)
    if excess <= 0:
        return tuple(turns)
    at = max(range(len(turns)), key=lambda number: tokens[number])
    text = turns[at].text
    kept = int(len(text) * max(0.0, 1 - 1.1 * excess / tokens[at])) // 2  # a tenth more: tokens differ in length
    cut = replace(turns[at], text=f"{text[:kept]} … {text[len(text) - kept :]}")
    return (*turns[:at], cut, *turns[at + 1 :])


def _room(measure: PromptMeasure, told: int) -> int:
    """Tokens for the turns to summarise and the summary; what templates write is not in each turn's tokens."""
    return measure.n_ctx - told - max(0, measure.n_tokens - sum(measure.turns))
