"""Finds out whether the processor is faster with or without flash attention, by trying both while nobody asks.

One rule: a measurement that was interrupted, or made while other programs worked, counts for nothing.

llama.cpp's flash attention for processors is quick with 64 tokens or more at once and slow with fewer, an answer's one
token among them: without it, answers come up to twice as fast in a long chat, and prompts somewhat slower. By how much
differs from one processor to the other, so it is measured, in a small context of its own; what was found holds from
the next load on, for a context cannot change it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from paddock.core.params import Switch
from paddock.core.said import say
from paddock.engine.child.batch import ABORTED, Batch
from paddock.engine.child.bindings import version
from paddock.engine.child.cancellation import CancelFlag
from paddock.engine.child.machine import others_seconds, usable_cores
from paddock.engine.child.tuning import CLEARLY, LONGEST, QUIET, TICKS, TuningFile, tuning_key

PROMPT = 256
"""Tokens at once, of a prompt."""
DEPTH = 2
"""So many times PROMPT tokens are there when an answer's token is measured."""
DRAWN = 6
"""Tokens of an answer that are measured; the fastest counts."""
PROMPT_SHARE = 256
"""Tokens of a prompt that are weighed against as many of an answer: what is typed is mostly processed before Enter."""
WITHOUT_BATCH = 256
"""Tokens at once without flash attention: its buffer grows with them, its speed does not."""
WORDS = {Switch.ON: say("answers with flash attention"), Switch.OFF: say("answers without flash attention")}


def attention_key(fingerprint: str) -> str:
    """Names the result for a model (SHA-256 of its file) on this machine."""
    return tuning_key(model=fingerprint, build=version(), cores=usable_cores(), device="CPU", what="flash attention")


@dataclass(frozen=True, slots=True)
class _Decode:
    """So many tokens, with so many before them."""

    n_tokens: int
    past: int


class AttentionTrial:
    """Idle work for one loaded model on the processor.

    Args:
        lib: the bindings.
        model: the `llama_model` pointer, which outlives this.
        abort: ends a batch that computes.
        threads: while answering, and while processing a prompt.
        store: keeps what was found under `key`.
        others: seconds that the processors have worked for other processes.
    """

    def __init__(
        self,
        lib: Any,
        model: Any,
        abort: CancelFlag,
        *,
        threads: tuple[int, int],
        store: TuningFile,
        key: str,
        others: Callable[[], float] = others_seconds,
    ) -> None:
        self._lib = lib
        self._model = model
        self._abort = abort
        self._threads = threads
        self._store = store
        self._key = key
        self._others = others
        self._context: Any = None
        self._kind = Switch.ON
        self._measured = self._disturbed = 0.0
        self._course = self._measurements()
        self._next: _Decode | None = None if store.attention(key) is not Switch.AUTO else next(self._course)

    @property
    def doing(self) -> str:
        """What is being measured; "" when all is known."""
        return WORDS[self._kind] if self._next else ""

    def step(self) -> bool:
        """Compute one batch; False when there is nothing more to measure. What the abort flag ends is tried again."""
        if self._next is None:
            return False
        seconds = self._compute(self._next)
        if seconds is None:
            return True
        try:
            self._next = self._course.send(seconds)
        except StopIteration as end:
            self._end(end.value)
        return self._next is not None

    def close(self) -> None:
        """Free the context. Idempotent."""
        if self._context is not None:
            self._lib.llama_free(self._context)
            self._context = None

    def _end(self, found: Switch) -> None:
        self._next = None
        self.close()
        quiet = self._disturbed <= TICKS + QUIET * self._measured
        if found is not Switch.AUTO and quiet:
            self._store.put_attention(self._key, found)

    def _measurements(self) -> Generator[_Decode, float, Switch]:
        """Yields what to compute, is sent the seconds, and returns which is better; AUTO: nobody knows."""
        costs: dict[Switch, float] = {}
        for self._kind in (Switch.ON, Switch.OFF):
            self.close()
            if not self._open(self._kind):
                return Switch.AUTO
            prompts, answers = [], []
            for at in (0, *range(DEPTH)):  # the first one touches the memory, and is not counted
                prompts.append((yield _Decode(PROMPT, at * PROMPT)))
            for _ in range(DRAWN):
                answers.append((yield _Decode(1, DEPTH * PROMPT)))
            if max(prompts) > DEPTH * LONGEST:
                return Switch.AUTO  # such a model is too slow here to be measured in idle seconds
            costs[self._kind] = min(prompts[1:]) * PROMPT_SHARE / PROMPT + min(answers) * PROMPT_SHARE
        return Switch.OFF if costs[Switch.OFF] < CLEARLY * costs[Switch.ON] else Switch.ON

    def _open(self, kind: Switch) -> bool:
        """Make a context; False where there is no memory for it."""
        lib = self._lib
        options = lib.llama_context_default_params()
        options.n_ctx = (DEPTH + 2) * PROMPT
        options.n_batch = options.n_ubatch = PROMPT
        options.n_threads, options.n_threads_batch = self._threads
        options.flash_attn_type = int(kind is Switch.ON)  # `enum llama_flash_attn_type`
        options.no_perf = True
        options.abort_callback, options.abort_callback_data = self._abort.abort_callback(lib.ggml_abort_callback)
        self._context = lib.llama_init_from_model(self._model, options)
        return bool(self._context)

    def _compute(self, wanted: _Decode) -> float | None:
        """Seconds that llama.cpp takes; None if it was interrupted."""
        lib, context = self._lib, self._context
        memory = lib.llama_get_memory(context)
        words = lib.llama_vocab_n_tokens(lib.llama_model_get_vocab(self._model))
        lib.llama_memory_seq_rm(memory, 0, wanted.past, -1)
        batch = Batch(lib, wanted.n_tokens)
        try:
            tokens = [at * 7919 % words for at in range(wanted.n_tokens)]  # of all kinds, as experts differ by token
            batch.add(0, tokens, wanted.past, all_logits=False, last_logits=True)
            others, started = self._others(), time.perf_counter()
            code = batch.decode(context)
            lib.llama_synchronize(context)
            if code == ABORTED:
                return None
            seconds = time.perf_counter() - started
            self._measured += seconds
            self._disturbed += self._others() - others
            return seconds if code == 0 else float("inf")
        finally:
            batch.close()
