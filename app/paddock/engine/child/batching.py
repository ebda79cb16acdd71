"""Continuous batching: the answers of one model, side by side in one batch.

One rule: the foreground first. Work that nobody waits for gets no token of a batch while somebody waits for another,
and a batch of it ends at once when that changes.

A step computes one batch: the last token of every answer that speaks (and what it guesses will follow), then parts of
the prompts of those that begin, each an equal share.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from paddock.core.errors import UserError
from paddock.core.events import FinishReason
from paddock.core.said import say
from paddock.engine.child.answer import Answer
from paddock.engine.child.batch import ABORTED, NO_ROOM, Batch
from paddock.engine.child.inbox import Inbox
from paddock.engine.child.kv import KvPool, KvSequence
from paddock.engine.child.speculative import Drafter, Gauge

QUEUE = 64
"""Answers that may wait."""
BACKGROUND_CHUNK = 128
"""Tokens of a prompt that nobody waits for: what is lost when it is interrupted."""
SHARED_CHUNK = 128
"""Tokens of prompts beside answers that speak: so that they do not stand still for seconds."""


class DeviceLostError(Exception):
    """llama.cpp cannot compute any more: a device is gone or out of memory."""


@dataclass(slots=True)
class Part:
    """What one answer has in the present batch."""

    answer: Answer
    tokens: Sequence[int]
    drafted: list[int]
    draws: bool
    first: int = 0
    accepted: int = 0


class BatchLoop:
    """The answers of one model.

    Args:
        lib: the bindings.
        context: the `llama_context` pointer that `pool` belongs to.
        n_batch: tokens a batch may have.
        can_guess: wrong guesses can be taken out of the cache again.
        refit: another prompt for an answer that fills the context; None if it has to end there.
        drafter: guesses ahead instead of looking up the prompt.
    """

    def __init__(
        self,
        lib: Any,
        context: Any,
        pool: KvPool,
        inbox: Inbox,
        *,
        n_batch: int,
        can_guess: bool,
        refit: Callable[[Answer], Sequence[int] | None],
        drafter: Drafter | None = None,
    ) -> None:
        self._context = context
        self._pool = pool
        self._inbox = inbox
        self.chunk = n_batch  # of a prompt; tuning may make it smaller
        self._batch = Batch(lib, n_batch)
        self._can_guess = can_guess
        self._refit = refit
        self._drafter = drafter
        self._gauge = Gauge()
        self._waiting: deque[Answer] = deque()
        self._running: list[Answer] = []
        self._ended: list[Answer] = []
        self._prefill: list[int] = []
        self._prefilled = 0
        self._prefill_private = False
        self._turn = 0

    def close(self) -> None:
        """Free the batch; whoever still waits has been told."""
        self._batch.close()
        for answer in (*self._running, *self._waiting):
            answer.close()

    # What there is to do

    def add(self, answer: Answer) -> None:
        """One more answer.

        Raises:
            UserError: "busy".
        """
        if len(self._waiting) >= QUEUE:
            raise UserError(say("Too many answers are being waited for."), say("Try again in a moment."), code="busy")
        self._waiting.append(answer)

    def prefill(self, tokens: Sequence[int], *, private: bool = False) -> None:
        """Process these tokens ahead, instead of those before."""
        self._prefill = list(tokens)
        self._prefill_private = private
        self._prefilled = 0

    @property
    def prefill_progress(self) -> tuple[int, int]:
        """Tokens that are there, and all."""
        return self._prefilled, len(self._prefill)

    @property
    def waiting(self) -> int:
        """Answers that have not begun."""
        return len(self._waiting)

    @property
    def running(self) -> int:
        """Answers that have begun."""
        return len(self._running)

    def busy(self, *, foreground: bool) -> bool:
        """Whether there is something to do for somebody who waits; or, if not `foreground`, anything at all."""
        answers = (*self._running, *self._waiting)
        return any(answer.foreground for answer in answers) or (
            not foreground and (bool(answers) or self._prefilled < len(self._prefill))
        )

    def take_ended(self) -> list[Answer]:
        """Answers that have ended since the last time."""
        ended, self._ended = self._ended, []
        return ended

    def end_all(self, error: Exception | None = None) -> None:
        """Every answer ends where it is, or fails by `error`, and nothing is processed ahead."""
        self._prefill = []
        for answer in (*self._running, *self._waiting):
            answer.reason, answer.error = FinishReason.CANCELLED, error
            self._end(answer)

    # Doing it

    def step(self, *, foreground: bool) -> None:
        """Compute one batch.

        Raises:
            DeviceLostError: llama.cpp cannot go on; nothing in its memory can be trusted.
        """
        self._admit(foreground)
        running = [answer for answer in self._running if answer.foreground or not foreground]
        if running:
            self._compute(self._choose(running), background=not foreground)
        elif not foreground and self._prefilled < len(self._prefill):
            self._compute_prefill()

    def end_cancelled(self) -> None:
        """End what was cancelled, also where it is not its turn."""
        for answer in (*self._running, *self._waiting):
            if self._inbox.is_cancelled(answer.id):
                answer.reason = FinishReason.CANCELLED
                self._end(answer)

    def _end(self, answer: Answer) -> None:
        if answer.sequence is not None:
            self._pool.release(answer.sequence)
            answer.sequence = None
        if answer in self._running:
            self._running.remove(answer)
        elif answer in self._waiting:
            self._waiting.remove(answer)
        self._ended.append(answer)

    def _admit(self, foreground: bool) -> None:
        """Give waiting answers a place in the cache, in order, as long as there is one."""
        for answer in sorted(self._waiting, key=lambda answer: not answer.foreground):
            if foreground and not answer.foreground:
                return
            if answer.alone and not self._running:
                self._pool.make_empty()
            sequence = self._open(answer)
            if sequence is None:
                return
            self._waiting.remove(answer)
            self._running.append(answer)
            answer.begin(sequence)

    def _open(self, answer: Answer) -> KvSequence | None:
        """A sequence for it, for which one that nobody waits for may have to wait."""
        sequence = self._pool.open(answer.tokens, reuse=not answer.alone, private=answer.request.private)
        if sequence is None and answer.foreground and not (last := self._last()).foreground:
            self._send_away(last)
            sequence = self._pool.open(answer.tokens, reuse=not answer.alone, private=answer.request.private)
        return sequence

    def _choose(self, running: list[Answer]) -> list[Answer]:
        """Who shares the next batch: those that may, or one that is computed alone, in turn."""
        alone = [answer for answer in running if answer.alone]
        groups = [[answer] for answer in alone]
        if shared := [answer for answer in running if not answer.alone]:
            groups.append(shared)
        self._turn += 1
        return groups[self._turn % len(groups)]

    def _compute(self, answers: list[Answer], *, background: bool) -> None:
        began = time.perf_counter()
        parts = self._parts(answers, background)
        while not self._pool.make_room(sum(len(part.tokens) for part in parts)):
            loser = self._last()
            self._send_away(loser)
            parts = [part for part in parts if part.answer is not loser]
        if not parts:
            return
        self._batch.clear()
        for part in parts:
            sequence = part.answer.sequence
            assert sequence is not None  # `begin` gave it one, and `_send_away` took its part out
            part.first = self._batch.add(
                sequence.id,
                part.tokens,
                len(sequence.tokens),
                all_logits=bool(part.drafted),
                last_logits=part.draws,
            )
        self._inbox.begin({part.answer.id for part in parts}, interruptible=background)
        result = self._batch.decode(self._context)
        self._inbox.end()
        self._conclude(parts, result, began)

    def _parts(self, answers: list[Answer], background: bool) -> list[Part]:
        speaking = [answer for answer in answers if answer.speaking]
        reading = [answer for answer in answers if not answer.speaking]
        parts = []
        for answer in speaking[: self._batch.capacity]:
            drafted = self._guess(answer) if len(answers) == 1 else []
            parts.append(Part(answer, [answer.tokens[-1], *drafted], drafted, draws=True))
        room = self._batch.capacity - sum(len(part.tokens) for part in parts)
        chunk = min(room, self.chunk if len(answers) == 1 or not speaking else SHARED_CHUNK)
        if background:
            chunk = min(chunk, BACKGROUND_CHUNK)
        for number, answer in enumerate(reading):
            share = min(answer.missing, chunk // (len(reading) - number))
            if share <= 0:
                continue
            at = len(answer.tokens) - answer.missing
            parts.append(Part(answer, answer.tokens[at : at + share], [], draws=share == answer.missing))
            chunk -= share
        return parts

    def _guess(self, answer: Answer) -> list[int]:
        limit = min(
            self._gauge.limit() if answer.speculates and self._can_guess else 0,
            self._pool.cells - len(answer.tokens) - 1,
            self._batch.capacity - 1,
        )
        if limit <= 0:
            return []
        return self._drafter.propose(answer.tokens, limit) if self._drafter else answer.guess(limit)

    def _conclude(self, parts: list[Part], result: int, began: float) -> None:
        if result == 0:
            for part in parts:
                self._advance(part)
            only = parts[0]
            if len(parts) == 1 and only.draws and len(only.tokens) == 1 + len(only.drafted) and only.answer.speculates:
                self._gauge.tell(len(only.drafted), only.accepted, time.perf_counter() - began)
            return
        for part in parts:
            assert part.answer.sequence is not None
            self._pool.roll_back(part.answer.sequence)  # llama.cpp keeps the parts of an aborted batch
        if result == NO_ROOM:
            self._no_room(parts)
        elif result != ABORTED:
            raise DeviceLostError(f"llama_decode returned {result}")

    def _advance(self, part: Part) -> None:
        answer = part.answer
        sequence = answer.sequence
        assert sequence is not None
        self._pool.extend(sequence, part.tokens)
        if not answer.produced:
            answer.read()
        if not part.draws:
            return
        before = len(sequence.tokens) - len(part.drafted)
        try:
            part.accepted = answer.computed(self._context, part.first + len(part.tokens) - 1, part.drafted)
        except Exception as error:  # a mistake in one answer must not take the others with it
            answer.error = error
        if part.accepted < len(part.drafted):
            self._pool.truncate(sequence, before + part.accepted)
        if answer.reason is None and answer.error is None and len(answer.tokens) > self._pool.cells:
            self._full(answer)
        if answer.reason is not None or answer.error is not None:
            self._end(answer)

    def _full(self, answer: Answer) -> None:
        """The context is full in the middle of an answer: it goes on with fewer turns before it, or ends."""
        prompt = self._refit(answer)
        if prompt is None:
            answer.reason = FinishReason.CONTEXT
            return
        self._send_away(answer)
        answer.shift(prompt)

    def _no_room(self, parts: list[Part]) -> None:
        """llama.cpp found no cells although they were counted: one answer less, or it has to end."""
        if len(self._running) > 1:
            self._send_away(self._last())
            return
        parts[0].answer.reason = FinishReason.CONTEXT
        self._end(parts[0].answer)

    def _last(self) -> Answer:
        """Who has to wait when there is not enough room for all: who began last, of those that nobody waits for."""
        return min(reversed(self._running), key=lambda answer: answer.foreground)

    def _send_away(self, answer: Answer) -> None:
        """It waits until there is room again, and goes on from what is still cached then."""
        assert answer.sequence is not None
        self._pool.release(answer.sequence)
        answer.sequence = None
        self._running.remove(answer)
        self._waiting.appendleft(answer)

    def _is_wanted(self) -> bool:
        """Whether something has come: reading a long chat from the disk takes a while, too."""
        return not self._inbox.empty

    def _compute_prefill(self) -> None:
        """One chunk of what may be asked for. The sequence is idle in between: whoever needs its cells gets them."""
        prompt = [*self._prefill, self._prefill[-1]]
        sequence = self._pool.open(prompt, reuse=True, private=self._prefill_private, stop=self._is_wanted)
        if sequence is None:
            self._prefilled = len(self._prefill)  # every place is taken: another time
            return
        at = len(sequence.tokens)
        tokens = self._prefill[at : at + min(BACKGROUND_CHUNK, self.chunk)]
        if not tokens or not self._pool.make_room(len(tokens)):
            self._prefilled = len(self._prefill)
            self._pool.release(sequence)
            return
        self._prefilled = at
        self._batch.clear()
        self._batch.add(sequence.id, tokens, at, all_logits=False, last_logits=False)
        self._inbox.begin((), interruptible=True)
        result = self._batch.decode(self._context)
        self._inbox.end()
        if result == 0:
            self._pool.extend(sequence, tokens)
            self._prefilled = len(sequence.tokens)
        else:
            self._pool.roll_back(sequence)
        if result == NO_ROOM:
            self._prefilled = len(self._prefill)  # trying it again would find no more
        self._pool.release(sequence)
        if result not in (0, ABORTED, NO_ROOM):
            raise DeviceLostError(f"llama_decode returned {result}")
