"""The loop that makes one answer. One rule: what it shows is final, and how it ended is always said."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from paddock.core.errors import Remedy, UserError
from paddock.core.events import Finished, FinishReason, PromptProgress, Timings, Usage
from paddock.core.params import SamplingParams
from paddock.engine.child.cancellation import CancelFlag
from paddock.engine.child.kv import KvCache, StoppedError
from paddock.engine.child.sampling import Sampler
from paddock.engine.child.text import TextStream
from paddock.engine.child.tokens import Vocabulary


@dataclass(frozen=True, slots=True)
class Job:
    """What to generate.

    Attributes:
        prompt: tokens, at least one.
        seed: to draw with.
        reuse: take over what the KV cache holds of the prompt. Its numbers were computed in other batches and differ
            in the last digits, so a text that shall come out the same again is computed afresh.
        strip_space: the answer begins a text: no space before its first word.
        arrived: `time.perf_counter()` when the request arrived.
    """

    prompt: Sequence[int]
    sampling: SamplingParams
    seed: int
    reuse: bool
    strip_space: bool
    arrived: float


class Answer:
    """One answer on its way.

    Args:
        lib: the bindings.
        context: the `llama_context` pointer that `kv` belongs to.
        n_batch: tokens of the prompt per batch.
        on_progress: called after each batch of the prompt.
        on_text: called with each piece, whole characters.
    """

    def __init__(
        self,
        lib: Any,
        context: Any,
        kv: KvCache,
        vocabulary: Vocabulary,
        cancel: CancelFlag,
        job: Job,
        *,
        n_batch: int,
        on_progress: Callable[[PromptProgress], None],
        on_text: Callable[[str], None],
    ) -> None:
        self._lib = lib
        self._context = context
        self._kv = kv
        self._vocabulary = vocabulary
        self._cancel = cancel
        self._job = job
        self._n_batch = n_batch
        self._on_progress = on_progress
        self._on_text = on_text
        self._text = TextStream(job.sampling.stop)
        self._cached = 0
        self._produced = 0
        self._started = self._first_token = 0.0

    def run(self, load_ms: float) -> Finished:
        """Make it.

        Args:
            load_ms: how long loading the model took, for the timings.

        Raises:
            UserError: the prompt does not fit into the context.
        """
        self._check_room()
        self._started = time.perf_counter()
        try:
            self._compute_prompt()
            reason = self._decode()
        except StoppedError as stopped:
            reason = stopped.reason
        ended = time.perf_counter()
        self._show(self._text.flush())
        usage = Usage(len(self._job.prompt), self._produced, self._cached)
        return Finished(reason, usage, self._timings(ended, load_ms), self._job.seed)

    def _check_room(self) -> None:
        length = len(self._job.prompt)
        if length >= self._kv.room:
            raise UserError(
                f"This is too long for the model: {length} tokens, and its context holds {self._kv.room}.",
                "Shorten the message, start a new chat, or choose a model with a larger context.",
                code="context-full",
                remedy=Remedy.NEW_CHAT,
            )

    def _compute_prompt(self) -> None:
        prompt = self._job.prompt
        self._cached = self._kv.keep_prefix(prompt, allowed=self._job.reuse)
        for at in range(self._cached, len(prompt), self._n_batch):
            self._stop_if_cancelled()
            self._kv.compute(prompt[at : at + self._n_batch])
            self._on_progress(PromptProgress(len(self._kv), len(prompt)))

    def _decode(self) -> FinishReason:
        job = self._job
        with Sampler(self._lib, self._vocabulary.size, job.sampling, job.seed, job.prompt) as sampler:
            while True:
                self._stop_if_cancelled()
                token = sampler.sample(self._context)
                self._first_token = self._first_token or time.perf_counter()
                if self._vocabulary.is_end(token):
                    return FinishReason.STOP
                self._produced += 1
                strip_space = job.strip_space and self._produced == 1
                self._show(self._text.feed(self._vocabulary.piece(token, strip_space=strip_space)))
                if self._text.stopped:
                    return FinishReason.STOP
                if self._produced == job.sampling.max_tokens:
                    return FinishReason.LENGTH
                if len(self._kv) >= self._kv.room:
                    return FinishReason.CONTEXT
                self._kv.compute([token])

    def _show(self, text: str) -> None:
        if text:
            self._on_text(text)

    def _stop_if_cancelled(self) -> None:
        if self._cancel.is_set():
            raise StoppedError(FinishReason.CANCELLED)

    def _timings(self, ended: float, load_ms: float) -> Timings:
        computed = len(self._job.prompt) - self._cached
        if not self._first_token:
            return Timings(load_ms=load_ms)
        return Timings(
            load_ms=load_ms,
            ttft_ms=(self._first_token - self._job.arrived) * 1000,
            prompt_tok_s=_per_second(computed, self._first_token - self._started),
            decode_tok_s=_per_second(self._produced - 1, ended - self._first_token),
        )


def _per_second(count: int, seconds: float) -> float:
    return count / seconds if count > 0 and seconds > 0 else 0.0
