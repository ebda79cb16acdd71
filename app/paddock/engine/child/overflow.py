"""Which turns of a chat the model is given. One rule: the system prompt and the last question always are.

Turns are left out from the oldest on, in steps of two fifths of the context: each time other turns are left out the
rest has to be computed again, so it must not happen with every message.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from paddock.core.errors import Remedy, UserError
from paddock.core.events import ContextShifted
from paddock.core.messages import Role, Turn
from paddock.core.params import Overflow
from paddock.core.said import say
from paddock.engine.api import GenerationRequest
from paddock.engine.child.prompt import PromptBuilder

RESERVE = 8
"""An eighth of the context is kept for the answer where turns can be left out."""
STEP = 0.4
"""Of the context, left out at once."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A prompt that fits; `shift` says what was left out, if anything."""

    tokens: list[int]
    shift: ContextShifted | None


def fit(request: GenerationRequest, prompts: PromptBuilder, n_ctx: int, produced: int = 0) -> Fitted:
    """The prompt of `request` within a context of `n_ctx` tokens.

    Args:
        produced: tokens of the answer that are there already and follow the prompt.

    Raises:
        UserError: "context-full", or see `PromptBuilder.tokens`.
    """
    tokens = prompts.tokens(request)
    if request.overflow is Overflow.STOP or request.raw is not None:
        if len(tokens) + produced >= n_ctx:
            raise too_long(len(tokens) + produced, n_ctx)
        return Fitted(tokens, None)
    room = n_ctx - reserve(n_ctx)
    if len(tokens) + produced <= room:
        return Fitted(tokens, None)
    return _shifted(request, prompts, len(tokens) + produced - room, n_ctx, produced)


def _shifted(request: GenerationRequest, prompts: PromptBuilder, excess: int, n_ctx: int, produced: int) -> Fitted:
    first = 1 if request.turns and request.turns[0].role is Role.SYSTEM else 0
    last = _last_question(request.turns)
    lengths = prompts.lengths(request.turns)
    drop, gone, at = 0.0, 0, first
    tokens: list[int] = []
    while excess > 0 and at < last:  # again where the lengths of turns were thought to be larger than they are
        drop += STEP * n_ctx * math.ceil(excess / (STEP * n_ctx))
        while at < last and (gone < drop or request.turns[at].role is not Role.USER):
            gone += lengths[at]
            at += 1
        tokens = prompts.tokens(prompts.without(request, at - first))
        excess = len(tokens) + produced - (n_ctx - reserve(n_ctx))
    if not tokens or len(tokens) + produced >= n_ctx:
        raise too_long(len(tokens) + produced or excess + n_ctx, n_ctx)
    return Fitted(tokens, ContextShifted(at - first, len(request.turns) - at))


def reserve(n_ctx: int) -> int:
    """Tokens that are kept for the answer where turns can be left out."""
    return max(1, n_ctx // RESERVE)


def _last_question(turns: Sequence[Turn]) -> int:
    return max((at for at, turn in enumerate(turns) if turn.role is Role.USER), default=0)


def too_long(length: int, n_ctx: int) -> UserError:
    """Not even the last message fits, or nothing may be left out."""
    return UserError(
        say(
            "This is too long for the model: {length} tokens, and its context holds {n_ctx}.",
            length=length,
            n_ctx=n_ctx,
        ),
        say("Shorten the message, start a new chat, or load the model with a larger context."),
        code="context-full",
        remedy=Remedy.NEW_CHAT,
    )
