"""How the next token is chosen. One rule: one chain of llama.cpp's samplers per answer, freed with it.

The order is llama.cpp's default one: penalties, top-k, top-p, min-p, temperature, then a draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

from paddock.core.params import SamplingParams

PENALTY_TOKENS = 64
"""How far back the repeat penalty looks."""


class Sampler:
    """Chooses tokens of one answer; a context manager.

    Args:
        lib: the bindings.
        n_vocab: size of the vocabulary.
        prompt: tokens before the answer, for the repeat penalty.
    """

    def __init__(self, lib: Any, n_vocab: int, params: SamplingParams, seed: int, prompt: Sequence[int]) -> None:
        self._lib = lib
        self._chain = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
        penalise = params.repeat_penalty != 1.0
        if penalise:
            self._add(lib.llama_sampler_init_penalties(n_vocab, PENALTY_TOKENS, params.repeat_penalty, 0.0, 0.0))
        if params.temperature == 0.0:
            self._add(lib.llama_sampler_init_greedy())
        else:
            self._add_draw(params, seed)
        for token in prompt[-PENALTY_TOKENS:] if penalise else ():
            lib.llama_sampler_accept(self._chain, token)

    def _add_draw(self, params: SamplingParams, seed: int) -> None:
        lib = self._lib
        if params.top_k > 0:
            self._add(lib.llama_sampler_init_top_k(params.top_k))
        if params.top_p < 1.0:
            self._add(lib.llama_sampler_init_top_p(params.top_p, 1))
        if params.min_p > 0.0:
            self._add(lib.llama_sampler_init_min_p(params.min_p, 1))
        self._add(lib.llama_sampler_init_temp(params.temperature))
        # llama.cpp reads its largest seed as "draw one"; ours is always fixed by now
        self._add(lib.llama_sampler_init_dist(min(seed, lib.LLAMA_DEFAULT_SEED - 1)))

    def _add(self, sampler: Any) -> None:
        self._lib.llama_sampler_chain_add(self._chain, sampler)

    def sample(self, context: Any) -> int:
        """The next token, from the logits of the last one that was processed."""
        return int(self._lib.llama_sampler_sample(self._chain, context, -1))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lib.llama_sampler_free(self._chain)
