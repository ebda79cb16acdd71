"""How the next token is chosen. One rule: order and meaning of the samplers are those of llama.cpp's own programs.

The source of that order is `common_sampler_init` in llama.cpp's common/sampling.cpp: the logit bias, then the samplers
in the order that was asked for, then a draw. Mirostat takes the place of everything between bias and draw.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from paddock.core.errors import UserError
from paddock.core.events import TokenLogprob
from paddock.core.params import SamplingParams
from paddock.core.said import say
from paddock.engine.child.grammar import Constraint, grammar_of
from paddock.engine.child.logprobs import Logprobs
from paddock.engine.child.tokens import Vocabulary, utf8

WHOLE_CONTEXT = 1 << 18
"""Tokens that samplers look back at when asked for the whole context, or for more: llama.cpp allocates them at once."""

MIROSTAT_M = 100
"""Candidates from which Mirostat 1 estimates the distribution's shape; llama.cpp's and the paper's value."""

NEVER = 1e-37
"""Of the likeliest token's probability: what is less likely is never drawn. Typical sampling and Mirostat 1 compute
with the logarithm of each probability, and choose at random once one of them is 0, as it is for a forbidden token."""

CHANGE_LOGITS = ("penalties", "dry")
"""The samplers that change which token is the likeliest; the others only cut or flatten."""


class Sampler:
    """Chooses the tokens of one answer; a context manager.

    Args:
        lib: the bindings.
        params: as `check_sampling` let them pass.
        seed: to draw with; takes the place of `params.seed`.
        prompt: tokens before the answer, which the penalties and DRY look at.

    Raises:
        UserError: the grammar or the JSON schema is not possible.
    """

    def __init__(
        self, lib: Any, vocabulary: Vocabulary, params: SamplingParams, seed: int, prompt: Sequence[int]
    ) -> None:
        self._lib = lib
        self._logprobs = None if params.logprobs is None else Logprobs(lib, vocabulary, params.logprobs)
        self._chain: Any = _Chain(lib, vocabulary, params, seed).build()
        self._constraint: Constraint | None = None
        try:
            if grammar := grammar_of(params):
                self._constraint = Constraint(lib, vocabulary, grammar, self._chain)
        except BaseException:
            self.close()
            raise
        for token in prompt[len(prompt) - min(len(prompt), _look_back(params)) :]:
            lib.llama_sampler_accept(self._chain, token)

    def sample(self, context: Any, index: int) -> int:
        """The next token, from the logits at position `index` of the last batch; -1 is the last of them.

        Raises:
            UserError: nothing that the grammar allows can come from this model.
        """
        if self._constraint is not None:
            return self._constraint.sample(context, index)
        return int(self._lib.llama_sampler_sample(self._chain, context, index))

    def logprob(self, context: Any, index: int, token: int) -> TokenLogprob | None:
        """How likely `token` was at that position before sampling; None if nobody asked for it."""
        return self._logprobs.of(context, index, token) if self._logprobs is not None else None

    def close(self) -> None:
        """Free the memory. Idempotent."""
        if self._constraint is not None:
            self._constraint.close()
            self._constraint = None
        if self._chain is not None:
            self._lib.llama_sampler_free(self._chain)
            self._chain = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def check_sampling(lib: Any, vocabulary: Vocabulary, params: SamplingParams) -> None:
    """Refuse, before anything runs, what `Sampler` could not do or llama.cpp would not survive.

    Raises:
        UserError: `bad-params`, `bad-grammar` or `bad-schema`.
    """
    if any(token >= vocabulary.size for token, _ in params.logit_bias):
        raise _bad(say("A logit bias names a token that the model does not have: it has {size}.", size=vocabulary.size))
    if len({token for token, bias in params.logit_bias if bias == -math.inf}) >= vocabulary.size:
        raise _bad(say("The logit bias forbids every token."))
    if "infill" in params.samplers:
        _check_infill(lib, vocabulary, params)
    if grammar := grammar_of(params):
        Constraint(lib, vocabulary, grammar, None).close()


def _check_infill(lib: Any, vocabulary: Vocabulary, params: SamplingParams) -> None:
    """It compares each candidate with each other one, and falls back to a token that ends the text."""
    before = params.samplers[: params.samplers.index("infill")]
    if not ("top_k" in before and 0 < params.top_k <= 1000):
        raise _bad(say("The sampler infill needs top-k before it, with at most 1000."))
    if max(vocabulary.eos, lib.llama_vocab_eot(vocabulary.pointer)) < 0:
        raise _bad(say("The sampler infill needs a model with a token that ends the text."))


def _bad(what: str) -> UserError:
    return UserError(what, say("Change the value and try again."), code="bad-params")


def _look_back(params: SamplingParams) -> int:
    """How many tokens of the prompt the samplers have to know."""
    penalised = (params.repeat_penalty, params.frequency_penalty, params.presence_penalty) != (1.0, 0.0, 0.0)
    return max(
        _window(params.penalty_last_n) if penalised else 0,
        _window(params.dry_penalty_last_n) if params.dry_multiplier else 0,
    )


def _window(last_n: int) -> int:
    return WHOLE_CONTEXT if last_n < 0 else min(last_n, WHOLE_CONTEXT)


class _Chain:
    """llama.cpp's chain of samplers for one answer."""

    def __init__(self, lib: Any, vocabulary: Vocabulary, params: SamplingParams, seed: int) -> None:
        self._lib = lib
        self._vocabulary = vocabulary
        self._params = params
        # llama.cpp reads its largest seed as "draw one"; ours is always fixed by now
        self._seed = min(seed, lib.LLAMA_DEFAULT_SEED - 1)
        self._makers: Mapping[str, Callable[[], Any]] = {
            "penalties": self._penalties,
            "dry": self._dry,
            "top_n_sigma": lambda: lib.llama_sampler_init_top_n_sigma(params.top_n_sigma),
            "top_k": lambda: lib.llama_sampler_init_top_k(params.top_k),
            "typical": lambda: lib.llama_sampler_init_typical(params.typical_p, 1),
            "top_p": lambda: lib.llama_sampler_init_top_p(params.top_p, 1),
            "min_p": lambda: lib.llama_sampler_init_min_p(params.min_p, 1),
            "xtc": lambda: lib.llama_sampler_init_xtc(params.xtc_probability, params.xtc_threshold, 1, self._seed),
            "temperature": self._temperature,
            "infill": lambda: lib.llama_sampler_init_infill(vocabulary.pointer),
        }

    def build(self) -> Any:
        """The pointer; whoever gets it frees it."""
        lib = self._lib
        chain = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
        for sampler in (self._logit_bias(), *self._choosers()):
            lib.llama_sampler_chain_add(chain, sampler)
        return chain

    def _choosers(self) -> list[Any]:
        lib, params = self._lib, self._params
        if params.temperature == 0.0 and (params.mirostat or "temperature" in params.samplers):
            # The other samplers leave the likeliest token, except XTC and typical sampling, which may throw it away:
            # but who asks for temperature 0 asks for it.
            changing = () if params.mirostat else (name for name in params.samplers if name in CHANGE_LOGITS)
            return [*(self._makers[name]() for name in changing), lib.llama_sampler_init_greedy()]
        if params.mirostat:
            return [
                lib.llama_sampler_init_temp(params.temperature),
                *self._without_never(params.mirostat == 1),
                self._mirostat(),
            ]
        found: list[Any] = []
        for name in params.samplers:
            found += self._without_never(name == "typical" and params.typical_p < 1.0)
            found += [self._makers[name]()] if name != "adaptive_p" else []
        return [*found, self._draw()]

    def _without_never(self, needed: bool) -> list[Any]:
        return [self._lib.llama_sampler_init_min_p(NEVER, 1)] if needed else []

    def _draw(self) -> Any:
        lib, params = self._lib, self._params
        if "adaptive_p" in params.samplers:
            return lib.llama_sampler_init_adaptive_p(params.adaptive_target, params.adaptive_decay, self._seed)
        return lib.llama_sampler_init_dist(self._seed)

    def _mirostat(self) -> Any:
        lib, params = self._lib, self._params
        tau, eta = params.mirostat_tau, params.mirostat_eta
        if params.mirostat == 1:
            return lib.llama_sampler_init_mirostat(self._vocabulary.size, self._seed, tau, eta, MIROSTAT_M)
        return lib.llama_sampler_init_mirostat_v2(self._seed, tau, eta)

    def _logit_bias(self) -> Any:
        """What was asked for, and the tokens that the model file says are never to be written."""
        lib = self._lib
        biases = [*self._params.logit_bias, *((token, -math.inf) for token in self._suppressed())]
        array = (lib.llama_logit_bias * len(biases))(*biases)
        return lib.llama_sampler_init_logit_bias(self._vocabulary.size, len(biases), array)

    def _suppressed(self) -> Sequence[int]:
        count = ctypes.c_int32(0)
        tokens = self._lib.llama_vocab_get_suppress_tokens(self._vocabulary.pointer, ctypes.byref(count))
        return tokens[: count.value] if count.value else ()

    def _penalties(self) -> Any:
        params = self._params
        return self._lib.llama_sampler_init_penalties(
            self._vocabulary.size,
            _window(params.penalty_last_n),
            params.repeat_penalty,
            params.frequency_penalty,
            params.presence_penalty,
        )

    def _dry(self) -> Any:
        params = self._params
        breakers = [utf8(text) for text in params.dry_sequence_breakers]
        return self._lib.llama_sampler_init_dry(
            self._vocabulary.pointer,
            params.dry_multiplier,
            params.dry_base,
            params.dry_allowed_length,
            _window(params.dry_penalty_last_n),
            (ctypes.c_char_p * len(breakers))(*breakers),
            len(breakers),
        )

    def _temperature(self) -> Any:
        params = self._params
        return self._lib.llama_sampler_init_temp_ext(
            params.temperature, params.dynatemp_range, params.dynatemp_exponent
        )
