"""Guessing ahead. One rule: a guess never changes an answer, it only saves time, and where it saves none it stops.

Several tokens in one batch cost little more than one, for the weights are read once. So what probably follows is put
into the batch along with the last token, and of what is drawn at these positions everything counts up to the first
token that was guessed wrong (Leviathan et al. 2022, https://arxiv.org/abs/2211.17192). Each token is drawn by the
answer's own sampler from the model's own logits: at temperature 0 the text is the one without guessing.

But for rounding: llama.cpp sums up in another order for several tokens than for one, and what lies in the KV cache then
differs in its last digits, too. Logits were seen to differ by up to 0.04, so of two tokens that are equally likely but
for that, the other one may come. To compute such a token alone once more does not help, since the cache differs just
as much; only computing everything alone would, and then there is nothing to gain. With a given seed nobody guesses.
"""

from __future__ import annotations

import ctypes
import os
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Protocol

from paddock.core.errors import Remedy, UserError
from paddock.core.said import say
from paddock.engine.child.failures import LlamaLog, check_file, explain_load, no_memory
from paddock.engine.child.tokens import Vocabulary


def accept(drafted: Sequence[int], sample_at: Callable[[int], int]) -> list[int]:
    """The tokens that are drawn after a batch with guesses in it: the right ones, and one more.

    Args:
        drafted: the guesses.
        sample_at: draws from the logits of the last token before the guesses (0), of the first guess (1), and so on;
            called in this order, and not beyond the first wrong guess.
    """
    drawn = []
    for at, guess in enumerate(drafted):
        drawn.append(sample_at(at))
        if drawn[-1] != guess:
            return drawn
    return [*drawn, sample_at(len(drafted))]


class Drafter(Protocol):
    """Guesses."""

    def propose(self, tokens: Sequence[int], limit: int) -> list[int]:
        """At most `limit` guesses for what follows `tokens`, the prompt and the answer so far; [] is no idea."""
        ...

    def close(self) -> None:
        """Free what it holds."""
        ...


class PromptLookup:
    """What followed the last few tokens when they were there before: for code, quotes, and edits of a given text.

    The method is "prompt lookup decoding" (https://github.com/apoorvumang/prompt-lookup-decoding). One for each
    answer: the tokens of a call begin with those of the call before.
    """

    LENGTHS = (3, 2)
    """Of the sequences of tokens that are looked up, the longest first."""

    def __init__(self) -> None:
        self._ends: dict[tuple[int, ...], int] = {}  # where each short sequence last ended
        self._indexed = 0

    def propose(self, tokens: Sequence[int], limit: int) -> list[int]:
        """See `Drafter`."""
        count = len(tokens)
        for end in range(self._indexed + 1, count):  # not `count`: what ends there is what is looked for
            for length in self.LENGTHS:
                if end >= length:
                    self._ends[tuple(tokens[end - length : end])] = end
        self._indexed = max(self._indexed, count - 1)
        for length in self.LENGTHS:
            if count > length and (start := self._ends.get(tuple(tokens[count - length :]))) is not None:
                return _continued(tokens, start, limit)
        return []

    def close(self) -> None:
        """See `Drafter`."""
        self._ends.clear()
        self._indexed = 0


def _continued(tokens: Sequence[int], start: int, limit: int) -> list[int]:
    """What stands from `start` on; where that reaches the end, the text repeats itself and goes on doing so."""
    guesses: list[int] = []
    for at in range(start, start + limit):
        guesses.append(tokens[at] if at < len(tokens) else guesses[at - len(tokens)])
    return guesses


class DraftModel:
    """A small model of the same vocabulary that writes ahead.

    Args:
        lib: the bindings.
        log: llama.cpp's, for the reason when it does not load.
        vocabulary: of the model that answers.
        abort: the abort callback and its data (`CancelFlag.abort_callback`).

    Raises:
        UserError: the file cannot be loaded, or `draft-vocabulary`.
    """

    BATCH = 256
    """Tokens of a long prompt that it reads in one call, so that nobody waits for it; until it has caught up it has
    no idea."""

    SURE = 0.5
    """It goes on as long as it gives its likeliest token at least this probability: a wrong guess costs time."""

    def __init__(
        self,
        lib: Any,
        log: LlamaLog,
        path: Path,
        vocabulary: Vocabulary,
        *,
        n_ctx: int,
        n_threads: int,
        abort: tuple[Any, int],
        n_gpu_layers: int = 0,
    ) -> None:
        self._lib = lib
        self._tokens: list[int] = []  # those in its KV cache
        self._context: Any = None
        self._model = _load(lib, log, path, n_gpu_layers)
        try:
            own = Vocabulary(lib, self._model)
            if not same_vocabulary(vocabulary, own):
                raise UserError(
                    say("“{name}” cannot guess for this model: its vocabulary is another one.", name=path.name),
                    say("Choose a small model of the same family, such as Llama 3.2 1B for Llama 3.1 8B."),
                    code="draft-vocabulary",
                    remedy=Remedy.OPEN_MODELS,
                )
            self._common = min(vocabulary.size, own.size)
            self._n_vocab = own.size
            self._context = self._make_context(path, n_ctx, n_threads, abort)
        except BaseException:
            self.close()
            raise

    def _make_context(self, path: Path, n_ctx: int, n_threads: int, abort: tuple[Any, int]) -> Any:
        lib = self._lib
        options = lib.llama_context_default_params()
        options.n_ctx = n_ctx
        options.n_batch = options.n_ubatch = min(self.BATCH, n_ctx)
        options.n_seq_max = 1
        options.n_threads = options.n_threads_batch = n_threads
        options.no_perf = True
        options.abort_callback, options.abort_callback_data = abort
        context = lib.llama_init_from_model(self._model, options)
        if not context:
            raise no_memory(
                say("There is not enough memory for “{name}” to guess ahead.", name=path.name), smaller_context=True
            )
        return context

    @property
    def size(self) -> int:
        """Bytes of its weights."""
        return int(self._lib.llama_model_size(self._model))

    def propose(self, tokens: Sequence[int], limit: int) -> list[int]:
        """See `Drafter`; [] too when aborted, and beyond its context."""
        if not self._read(tokens, room=limit):
            return []
        guesses: list[int] = []
        while len(guesses) < limit:
            token, chance = self._likeliest()
            if chance < self.SURE or token >= self._common:
                break
            guesses.append(token)
            if len(guesses) < limit and not self._decode([token]):
                break
        return guesses

    def _read(self, tokens: Sequence[int], room: int) -> bool:
        """Bring its cache to `tokens`, by at most one batch; whether it is there."""
        lib = self._lib
        if len(tokens) + room > lib.llama_n_ctx(self._context):
            return False
        keep = 0
        for old, new in zip(self._tokens, tokens[:-1], strict=False):
            if old != new:
                break
            keep += 1
        if keep < len(self._tokens):
            if not lib.llama_memory_seq_rm(lib.llama_get_memory(self._context), 0, keep, -1):
                lib.llama_memory_clear(lib.llama_get_memory(self._context), True)  # a recurrent model forgets all
                keep = 0
            del self._tokens[keep:]
        part = tokens[keep : keep + self.BATCH]
        return self._decode(part) and keep + len(part) == len(tokens)

    def _decode(self, tokens: Sequence[int]) -> bool:
        lib = self._lib
        array = (lib.llama_token * len(tokens))(*tokens)
        if lib.llama_decode(self._context, lib.llama_batch_get_one(array, len(tokens))) == 0:
            self._tokens += tokens
            return True
        if not lib.llama_memory_seq_rm(lib.llama_get_memory(self._context), 0, len(self._tokens), -1):
            lib.llama_memory_clear(lib.llama_get_memory(self._context), True)
            self._tokens.clear()
        return False

    def _likeliest(self) -> tuple[int, float]:
        """The likeliest token after the last one, and its probability."""
        import numpy as np  # late: it takes a tenth of a second, and only few have a draft model

        pointer = self._lib.llama_get_logits_ith(self._context, -1)
        logits = np.ctypeslib.as_array(ctypes.cast(pointer, ctypes.POINTER(ctypes.c_float)), (self._n_vocab,))
        best = int(logits.argmax())
        return best, 1.0 / float(np.exp(logits - logits[best]).sum())

    def close(self) -> None:
        """Free the memory. Idempotent."""
        if self._context is not None:
            self._lib.llama_free(self._context)
            self._context = None
        if self._model is not None:
            self._lib.llama_model_free(self._model)
            self._model = None


def _load(lib: Any, log: LlamaLog, path: Path, n_gpu_layers: int) -> Any:
    check_file(path)
    log.clear()
    options = lib.llama_model_default_params()
    options.n_gpu_layers = n_gpu_layers
    model = lib.llama_model_load_from_file(os.fsencode(path), options)
    if not model:
        raise explain_load(path, log)
    return model


def same_vocabulary(one: Vocabulary, other: Vocabulary) -> bool:
    """Whether the tokens of both mean the same; as llama.cpp, one may have up to 128 more at its end."""
    if one.is_sentencepiece != other.is_sentencepiece or (one.bos, one.eos) != (other.bos, other.eos):
        return False
    size = min(one.size, other.size)
    if max(one.size, other.size) - size > 128:
        return False
    some = (*range(0, size, 97), *range(max(0, size - 300), size))  # Llama 3 has its special tokens at the end
    return all(one.text(token) == other.text(token) for token in some)


class Gauge:
    """Says whether guessing pays, from what it measures. One for each model and kind of drafter."""

    SMALLEST, START, LARGEST = 3, 7, 15
    """Guesses in one step: one that was wholly right is followed by more, one that was mostly wrong by fewer. With the
    last token they make batches of 4, 8 and 16: llama.cpp's kernels for CPUs compute rows by fours, and the rest of a
    batch one by one."""

    WORTH = 0.9
    """Of the time without guesses: a gain smaller than that may be chance, and the loss when it is wrong is certain."""

    TRIAL = 4
    """Steps with guesses after which it judges."""

    FIRST_PAUSE, LONGEST_PAUSE = 16, 1024
    """Steps without, when it did not pay; twice as many each time that it did not."""

    REFRESH = 64
    """Steps with guesses after which one without is measured again."""

    def __init__(self) -> None:
        self._plain: deque[float] = deque(maxlen=8)  # seconds
        self._drafted: deque[tuple[int, float]] = deque(maxlen=16)  # tokens, seconds
        self._size = self.START
        self._since_plain = 0
        self._paused = 0
        self._next_pause = self.FIRST_PAUSE

    def limit(self) -> int:
        """How many tokens to guess in the next step; 0 is none."""
        if self._paused or not self._plain or self._since_plain >= self.REFRESH:
            return 0
        return self._size

    def tell(self, drafted: int, accepted: int, seconds: float) -> None:
        """A step is done.

        Args:
            drafted: guesses in its batch; 0 if there were none, for whatever reason.
            accepted: how many of them were right.
            seconds: from before guessing until the tokens were drawn.
        """
        if not drafted:
            self._plain.append(seconds)
            self._since_plain = 0
            self._paused = max(0, self._paused - 1)
            return
        self._since_plain += 1
        self._drafted.append((accepted + 1, seconds))
        if accepted == drafted:
            self._size = min(2 * self._size + 1, self.LARGEST)
        elif 2 * accepted < drafted:
            self._size = max(self._size // 2, self.SMALLEST)
        self._judge()

    def _judge(self) -> None:
        if len(self._drafted) < self.TRIAL or not self._plain:
            return
        tokens, seconds = (sum(column) for column in zip(*self._drafted, strict=True))
        if seconds < self.WORTH * tokens * median(self._plain):
            self._next_pause = self.FIRST_PAUSE
            return
        self._paused, self._next_pause = self._next_pause, min(2 * self._next_pause, self.LONGEST_PAUSE)
        self._drafted.clear()
        self._size = self.START
