"""What a model is given of a chat: system prompt, summary of the beginning, and the turns that follow.

One rule: what is left out is said; the system prompt and the last question never are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from paddock.core.chats import Chat, Summary
from paddock.core.errors import Remedy
from paddock.core.messages import Message, MessageStatus, Role, Turn
from paddock.engine.api import PromptMeasure

RESERVE = 8
STEP = 0.4
CHARACTERS = 16
"""For a token of the context: what is longer than that cannot fit, and the engine need not be troubled with it."""
_Said = tuple[Turn, int | None]  # and the message that it comes from
SUMMARY_HEADING = "Summary of the conversation so far:"


@dataclass(frozen=True, slots=True)
class Given:
    """Turns for a model, and where they come from.

    Attributes:
        first: of each turn, the first message in it; None for the system prompt and for what was not sent yet.
        last: of each turn, the last message in it.
        before: turns of the chat that come before these and are not among them.
        summarised: a summary stands for those.
    """

    turns: tuple[Turn, ...]
    first: tuple[int | None, ...]
    last: tuple[int | None, ...]
    before: int = 0
    summarised: bool = False

    @property
    def n_head(self) -> int:
        """How many turns always stay: 1 if there is a system prompt (or a summary), else 0."""
        return int(bool(self.turns) and self.turns[0].role is Role.SYSTEM)

    @property
    def characters(self) -> int:
        """Of all turns together."""
        return sum(map(_size, self.turns))

    def first_kept(self, dropped: int) -> int | None:
        """The first message that the model sees word for word, if `dropped` turns after the head are left out.

        None: it sees all messages. Where only what was not sent yet is left, it is the last one.
        """
        if not (dropped or self.before):
            return None
        seen = (first for first in self.first[self.n_head + dropped :] if first is not None)
        return next(seen, max((last for last in self.last if last is not None), default=None))

    def without(self, count: int) -> Given:
        """The same without so many of the oldest turns after the head."""
        head, rest = slice(self.n_head), slice(self.n_head + count, None)
        return Given(
            self.turns[head] + self.turns[rest],
            self.first[head] + self.first[rest],
            self.last[head] + self.last[rest],
            self.before + count,
            self.summarised,
        )


def given_of(chat: Chat, path: Sequence[Message], summary: Summary | None = None, draft: str | None = None) -> Given:
    """What the model is given of a path: texts, calls and results, never what a model thought.

    Empty answers are left out and neighbours of one role joined, because templates (Llama 2's, for one) refuse roles
    that do not alternate. A question that was too long (`asked_in_vain`) is not joined to the next one, which would be
    refused with it, as would be all that follow.

    Args:
        summary: stands for the messages up to its own, and is told with the system prompt.
        draft: what the person may be about to say, if that is to be the last turn.
    """
    told = [chat.system_prompt] if chat.system_prompt else []
    if summary is not None:
        told.append(f"{SUMMARY_HEADING}\n{summary.text}")
    head: list[_Said] = [(Turn(Role.SYSTEM, "\n\n".join(told)), None)] if told else []
    in_vain = asked_in_vain(path, draft)
    seen = (message for message in path if message.id not in in_vain)
    said: list[_Said] = [(turn, message.id) for message in seen for turn in turns_of(message)]
    typed: list[_Said] = [(Turn(Role.USER, draft), None)] if draft is not None else []
    given = _joined([*head, *said, *typed])
    if summary is None:
        return given
    covered = sum(last is not None and last <= summary.message_id for last in given.last)
    return replace(given.without(covered), summarised=True)


def asked_in_vain(path: Sequence[Message], draft: str | None = None) -> set[int]:
    """The questions that the context could not hold, but not the last one: that is what is being asked."""
    refused = {
        message.parent_id
        for message in path
        if message.status is MessageStatus.FAILED and message.finish_reason == Remedy.NEW_CHAT and not message.parts
    }
    asked = [message.id for message in path if message.role is Role.USER]
    return {number for number in (asked if draft is not None else asked[:-1]) if number in refused}


def turns_of(message: Message) -> tuple[Turn, ...]:
    """A message as a model reads it: one turn, or one for each result of a call; none if it says nothing."""
    if message.results:
        return tuple(Turn(Role.TOOL, part.text, name=part.name, call_id=part.call_id) for part in message.results)
    return (Turn(message.role, message.text, message.calls),) if message.text or message.calls else ()


def _joined(said: Iterable[_Said]) -> Given:
    turns: list[Turn] = []
    first: list[int | None] = []
    last: list[int | None] = []
    for turn, number in said:
        if turns and _belong_together(turns[-1], turn):
            turns[-1] = replace(turn, text="\n\n".join(filter(None, (turns[-1].text, turn.text))))
            last[-1] = number
        else:
            turns.append(turn)
            first.append(number)
            last.append(number)
    return Given(tuple(turns), tuple(first), tuple(last))


def _belong_together(before: Turn, turn: Turn) -> bool:
    """Whether two turns can be told as one; each result stands by itself, and what follows a call comes after it."""
    return before.role is turn.role is not Role.TOOL and not before.calls


def _size(turn: Turn) -> int:
    """In characters."""
    return len(turn.text) + sum(len(call.name) + len(call.arguments) for call in turn.calls)


def latest(summaries: Iterable[Summary], path: Iterable[Message]) -> Summary | None:
    """The summary that covers most of a path: above its message the path cannot differ, since a chat is a tree."""
    on_path = {message.id for message in path}
    fitting = [summary for summary in summaries if summary.message_id in on_path]
    return max(fitting, key=lambda summary: (summary.message_id, summary.id), default=None)


def newest(given: Given, n_ctx: int) -> Given:
    """Without the oldest turns of a chat that is far too long for a context of `n_ctx` tokens.

    Turns are left out in large steps, like the engine's own: what the model has processed of the rest stays useful.
    """
    most = CHARACTERS * n_ctx
    excess = given.characters - most
    if excess <= 0:
        return given
    step = most / 2
    return given.without(_oldest(given.turns, [_size(turn) for turn in given.turns], step * math.ceil(excess / step)))


def room(n_ctx: int) -> int:
    """How many tokens of a context of `n_ctx` a prompt may take before the oldest turns are left out."""
    return n_ctx - max(1, n_ctx // RESERVE)


def turns_to_drop(turns: Sequence[Turn], measure: PromptMeasure) -> int:
    """How many of the oldest turns the engine leaves out of a prompt that is too long (`Overflow.SHIFT`).

    Foretells what `engine/child/overflow.py` does: it keeps an eighth of the context for the answer and drops turns up
    to a question, in steps of two fifths of the context.
    """
    excess = measure.n_tokens - room(measure.n_ctx)
    if excess <= 0:
        return 0
    step = STEP * measure.n_ctx
    return _oldest(turns, measure.turns, step * math.ceil(excess / step))


def _oldest(turns: Sequence[Turn], sizes: Sequence[int], wanted: float) -> int:
    """How many turns after the head make up `wanted` together; what follows begins with a question."""
    head = int(turns[0].role is Role.SYSTEM)
    last = max((at for at, turn in enumerate(turns) if turn.role is Role.USER), default=0)
    gone, at = 0, head
    while at < last and (gone < wanted or turns[at].role is not Role.USER):
        gone += sizes[at]
        at += 1
    return at - head
