"""llama.cpp in the test's own process, for the parts of the child. One rule: what is drawn from can be set by hand."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from paddock.core.params import SamplingParams
from paddock.engine.child.failures import LlamaLog
from paddock.engine.child.sampling import Sampler
from paddock.engine.child.tokens import Vocabulary

A, B, C, D, E = b"ABCDE"
"""Tokens of the tiny model, whose first 256 are the bytes."""
CHANCES = {A: 0.5, B: 0.25, C: 0.15, D: 0.07, E: 0.03}


class Rig:
    """A model and a context.

    Args:
        lib: the bindings.
    """

    def __init__(self, lib: Any, path: Path, n_ctx: int = 512) -> None:
        self.lib = lib
        self.log = LlamaLog(lib)  # llama.cpp keeps a pointer to it until `close`
        self.model = lib.llama_model_load_from_file(str(path).encode(), lib.llama_model_default_params())
        assert self.model
        options = lib.llama_context_default_params()
        options.n_ctx = options.n_batch = options.n_ubatch = n_ctx
        options.n_threads = options.n_threads_batch = 1
        options.no_perf = True
        self.context = lib.llama_init_from_model(self.model, options)
        self.vocabulary = Vocabulary(lib, self.model)
        self.n_past = 0
        self.decode([self.vocabulary.bos])

    def close(self) -> None:
        """Free it."""
        self.lib.llama_free(self.context)
        self.lib.llama_model_free(self.model)
        self.lib.llama_log_set(self.lib.llama_log_callback(), None)

    def decode(self, tokens: Sequence[int]) -> None:
        """Compute tokens, each with logits; they follow those before."""
        batch = self.lib.llama_batch_init(len(tokens), 0, 1)
        batch.n_tokens = len(tokens)
        for at, token in enumerate(tokens):
            batch.token[at], batch.pos[at], batch.logits[at] = token, self.n_past + at, 1
            batch.n_seq_id[at], batch.seq_id[at][0] = 1, 0
        assert self.lib.llama_decode(self.context, batch) == 0
        self.lib.llama_batch_free(batch)
        self.n_past += len(tokens)

    def forget(self, keep: int = 0) -> None:
        """All but the first `keep` tokens."""
        assert self.lib.llama_memory_seq_rm(self.lib.llama_get_memory(self.context), 0, keep, -1)
        self.n_past = keep

    @property
    def logits(self) -> np.ndarray:
        """Those of the last token; what is written there is what a sampler sees."""
        pointer = ctypes.cast(self.lib.llama_get_logits_ith(self.context, -1), ctypes.POINTER(ctypes.c_float))
        return np.ctypeslib.as_array(pointer, (self.vocabulary.size,))

    def set(self, chances: Mapping[int, float] = CHANCES) -> None:
        """These probabilities, and 0 for all other tokens."""
        self.logits[:] = -np.inf
        for token, chance in chances.items():
            self.logits[token] = math.log(chance)

    def draw(self, params: SamplingParams, *, seed: int = 0, prompt: Sequence[int] = (), count: int = 1) -> list[int]:
        """So many tokens, one after the other, from the same logits."""
        with Sampler(self.lib, self.vocabulary, params, seed, prompt) as sampler:
            return [sampler.sample(self.context, -1) for _ in range(count)]

    def draws(self, params: SamplingParams, *, prompt: Sequence[int] = (), times: int = 200) -> Counter[int]:
        """The first token for each of so many seeds."""
        return Counter(self.draw(params, seed=seed, prompt=prompt)[0] for seed in range(times))

    def write(self, params: SamplingParams, seed: int, boost: str = "", limit: int = 400) -> str | None:
        """A text from noise: each token from logits of its own; None if it does not end.

        Args:
            boost: characters that are made likelier.
        """
        noise = np.random.default_rng(seed)
        # Hardly a model writes characters in more bytes than they need; llama.cpp's grammar would let it.
        unlikely = [
            token for token in range(self.vocabulary.size) if self.vocabulary.piece(token) in (b"\xe0", b"\xf0")
        ]
        tokens: list[int] = []
        with Sampler(self.lib, self.vocabulary, params, seed, ()) as sampler:
            for _ in range(limit):
                self.logits[:] = noise.standard_normal(self.vocabulary.size, dtype=np.float32)
                self.logits[unlikely] = -30
                for character in boost:
                    self.logits[self.vocabulary.tokenize(character, parse_special=False)[-1]] += 5
                tokens.append(sampler.sample(self.context, -1))
                if self.vocabulary.is_end(tokens[-1]):
                    return b"".join(self.vocabulary.piece(token) for token in tokens).decode()
        return None
