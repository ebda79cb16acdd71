"""One answer on its way. One rule: what it shows is final, and how it ended is always said.

An answer is a list of tokens, those of the prompt and those drawn since, and a sequence of the KV cache that holds a
beginning of them. Whatever is missing there has to be computed; when nothing but the last token is missing, its logits
give the next. So an answer that had to leave the cache to make room for others goes on as if nothing had been.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from paddock.core.events import (
    ContextShifted,
    Finished,
    FinishReason,
    PromptProgress,
    ReasoningDelta,
    Timings,
    TokenLogprob,
    Usage,
)
from paddock.core.tools import ToolCall
from paddock.engine.api import GenerationRequest, Priority
from paddock.engine.child.kv import KvSequence
from paddock.engine.child.sampling import Sampler
from paddock.engine.child.speculative import PromptLookup, accept
from paddock.engine.child.speech import Speech, Spoken
from paddock.engine.child.tokens import Vocabulary


@dataclass(frozen=True, slots=True)
class Listener:
    """Whom an answer tells what happens."""

    progress: Callable[[PromptProgress], None]
    shifted: Callable[[ContextShifted], None]
    text: Callable[[str, tuple[TokenLogprob, ...]], None]
    reasoning: Callable[[str], None]
    called: Callable[[ToolCall], None]


class Answer:
    """One answer.

    Args:
        id: of the command.
        prompt: tokens, at least one.
        arrived: `time.perf_counter()` when the request arrived.
        speech: tells its parts apart.

    Attributes:
        sequence: of the KV cache, while it works.
        tokens: those of the prompt and those drawn.
        reason: how it ended; None while it has not.
        error: what it failed by instead.
    """

    def __init__(
        self,
        lib: Any,
        vocabulary: Vocabulary,
        id: int,
        request: GenerationRequest,
        seed: int,
        prompt: Sequence[int],
        arrived: float,
        listener: Listener,
        speech: Speech,
    ) -> None:
        self.id = id
        self.request = request
        self.arrived = arrived
        self.tokens = list(prompt)
        self.sequence: KvSequence | None = None
        self.reason: FinishReason | None = None
        self.error: Exception | None = None
        self._vocabulary = vocabulary
        self._seed = seed
        self._n_prompt = len(prompt)
        self._listener = listener
        self._sampler = Sampler(lib, vocabulary, request.sampling, seed, prompt)
        self._speech = speech
        self._strip_space = vocabulary.is_sentencepiece and request.raw is None and not request.continue_last
        self._usage = Usage(prompt_tokens=len(prompt))
        self._logprobs: list[TokenLogprob] = []
        self._lookup: PromptLookup | None = None
        self._began = self._first_token = 0.0

    def close(self) -> None:
        """Free the sampler."""
        self._sampler.close()

    @property
    def foreground(self) -> bool:
        """Whether somebody waits for it."""
        return self.request.priority is Priority.FOREGROUND

    @property
    def alone(self) -> bool:
        """Whether it is computed in batches of its own, from the first token on.

        The numbers of a token differ in the last digits with what else is in its batch. So a text that shall come out
        the same again (it was given a seed) neither shares batches nor takes over what is cached.
        """
        return self.request.sampling.seed is not None

    @property
    def missing(self) -> int:
        """Tokens that the cache does not hold yet."""
        return len(self.tokens) - (len(self.sequence.tokens) if self.sequence else 0)

    @property
    def speaking(self) -> bool:
        """Whether only the last token is missing, which was drawn."""
        return self.sequence is not None and self.missing == 1 and self._usage.completion_tokens > 0

    @property
    def speculates(self) -> bool:
        """Whether it may guess ahead."""
        return self.request.speculate and not self.alone

    def begin(self, sequence: KvSequence) -> None:
        """It has a place in the cache, which holds some of its tokens already."""
        self.sequence = sequence
        if self._began:  # it had been sent away to make room
            return
        self._began = time.perf_counter()
        self._usage = replace(self._usage, cached_tokens=len(sequence.tokens), restored_tokens=sequence.restored)
        self._tell_progress()

    def guess(self, limit: int) -> list[int]:
        """What may follow, from what was said before."""
        if self._lookup is None:
            self._lookup = PromptLookup()
        left = self.request.sampling.max_tokens
        if left is not None:
            limit = min(limit, left - self._usage.completion_tokens - 1)
        guesses = self._lookup.propose(self.tokens, limit) if limit > 0 else []
        end = next((at for at, token in enumerate(guesses) if self._ends(token)), len(guesses))
        return guesses[:end]

    def computed(self, context: Any, last: int, drafted: Sequence[int]) -> int:
        """Its batch is computed: draw what follows.

        Args:
            last: index of its last token in the batch.
            drafted: guesses, which are the last of its tokens there.

        Returns:
            How many of the guesses were right, from the first on: these belong into the cache.
        """
        first = last - len(drafted)
        drawn = accept(drafted, lambda at: self._sampler.sample(context, first + at))
        taken = 0
        for at, token in enumerate(drawn):
            taken = at
            self._note(context, first + at, token)
            if self.reason is not None:
                break
        if drafted:
            usage = self._usage
            guesses, right = usage.drafted_tokens + len(drafted), usage.accepted_tokens + taken
            self._usage = replace(usage, drafted_tokens=guesses, accepted_tokens=right)
        return taken

    def _note(self, context: Any, index: int, token: int) -> None:
        """One more token was drawn."""
        self._first_token = self._first_token or time.perf_counter()
        if self._ends(token):
            self.reason = FinishReason.STOP
            return
        sampling = self.request.sampling
        first = self._usage.completion_tokens == 0
        self._usage = replace(self._usage, completion_tokens=self._usage.completion_tokens + 1)
        self.tokens.append(token)
        if sampling.logprobs is not None:
            chance = self._sampler.logprob(context, index, token)
            self._logprobs += [chance] if chance else []
        spelt, strip_space = token in self._speech.spelt, self._strip_space and first
        self._show(self._speech.feed(self._vocabulary.piece(token, special=spelt, strip_space=strip_space)))
        if self._speech.stopped:
            self.reason = FinishReason.STOP
        elif self._usage.completion_tokens == sampling.max_tokens:
            self.reason = FinishReason.LENGTH

    def _ends(self, token: int) -> bool:
        """Whether it is the end, by what held when this answer began."""
        return token in self._speech.ends or self._vocabulary.is_end(token)

    def read(self) -> None:
        """A part of the prompt is computed."""
        self._tell_progress()

    def _tell_progress(self) -> None:
        done = min(len(self.sequence.tokens) if self.sequence else 0, self._n_prompt)
        self._listener.progress(PromptProgress(done, self._n_prompt, self._usage.cached_tokens))

    def tell_shift(self, shift: ContextShifted) -> None:
        """Turns were left out."""
        self._listener.shifted(shift)

    def shift(self, prompt: Sequence[int]) -> None:
        """Go on behind another, shorter prompt; the sequence was given back."""
        produced = self.tokens[self._n_prompt :]
        self._n_prompt = len(prompt)
        self.tokens = [*prompt, *produced]
        self.sequence = None
        self._lookup = None

    @property
    def produced(self) -> int:
        """Tokens drawn so far."""
        return self._usage.completion_tokens

    def finish(self, load_ms: float, build: str) -> Finished:
        """The end, once `reason` is known; what was held back is shown."""
        assert self.reason is not None
        ended = time.perf_counter()
        self._show(self._speech.flush())
        if self.reason is FinishReason.STOP and self._speech.called:
            self.reason = FinishReason.TOOL_CALLS
        return Finished(self.reason, self._usage, self._timings(ended, load_ms), self._seed, build)

    def _show(self, spoken: Sequence[Spoken]) -> None:
        """Tell the listener; chances are told with the text that they belong to, and with nothing else."""
        for part in spoken:
            logprobs, self._logprobs = tuple(self._logprobs), []
            match part:
                case str():
                    self._listener.text(part, logprobs)
                case ReasoningDelta():
                    self._listener.reasoning(part.text)
                case ToolCall():
                    self._listener.called(part)

    def _timings(self, ended: float, load_ms: float) -> Timings:
        if not self._first_token:
            return Timings(load_ms=load_ms)
        computed = self._usage.prompt_tokens - self._usage.cached_tokens
        return Timings(
            load_ms=load_ms,
            ttft_ms=(self._first_token - self.arrived) * 1000,
            prompt_tok_s=_per_second(computed, self._first_token - self._began),
            decode_tok_s=_per_second(self._usage.completion_tokens - 1, ended - self._first_token),
        )


def _per_second(count: int, seconds: float) -> float:
    return count / seconds if count > 0 and seconds > 0 else 0.0
