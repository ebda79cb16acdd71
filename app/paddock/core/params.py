"""How a model is loaded and how the next token is chosen. One rule: plain values, checked where they are made."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from paddock.core.errors import UserError
from paddock.core.said import say


class Switch(StrEnum):
    """On, off, or whatever is best."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


class KvType(StrEnum):
    """How the numbers of the KV cache are stored; AUTO is F16, or Q8_0 where only that leaves a useful context."""

    AUTO = "auto"
    F16 = "f16"
    Q8_0 = "q8_0"
    Q4_0 = "q4_0"


class Overflow(StrEnum):
    """What happens when a chat grows beyond the context; the system prompt always stays."""

    STOP = "stop"  # the answer ends, or is refused, with an explanation
    SHIFT = "shift"  # the oldest turns are left out
    SUMMARISE = "summarise"  # the oldest turns are replaced by a summary that the model writes


@dataclass(frozen=True, slots=True)
class Adapter:
    """A LoRA adapter (a GGUF file) and how strongly it acts; 1 as it was trained."""

    path: Path
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class LoadParams:
    """How to load a model.

    Attributes:
        n_ctx: context in tokens; 0 lets the engine choose.
        device: "" lets the engine choose, "CPU", or the name of a device in ggml's registry ("Vulkan0").
        n_gpu_layers: layers offloaded; -1 as many as the device has room for.
        n_cpu_moe: layers whose experts stay in the computer's memory; -1 lets the engine choose.
        n_threads: 0 lets the engine choose and tune (see `child.tuning`).
        n_batch: tokens of a prompt that are processed at once (llama.cpp's n_ubatch); 0 lets the engine choose.
        repack: keep the weights in an order made for the processor as well (llama.cpp's `use_extra_bufts`). Answers
            come faster; prompts do on some processors and are slower on others; it takes memory and time to load.
            AUTO does it where there is room.
        type_k: of the keys in the KV cache; `type_v` of the values.
        n_seq_max: sequences that the KV cache holds at once, those of chats that wait included.
        draft: a small model of the same vocabulary that guesses ahead (speculative decoding).
        adapters: LoRA adapters; changed without loading the model again.
        prompt_format: one of `core.families.PROMPT_FORMATS`, in place of the template of the file; "" lets the engine
            choose. Changed without loading the model again.
    """

    n_ctx: int = 0
    device: str = ""
    n_gpu_layers: int = -1
    n_cpu_moe: int = -1
    n_threads: int = 0
    n_batch: int = 0
    flash_attention: Switch = Switch.AUTO
    repack: Switch = Switch.AUTO
    type_k: KvType = KvType.AUTO
    type_v: KvType = KvType.AUTO
    n_seq_max: int = 16
    draft: Path | None = None
    adapters: tuple[Adapter, ...] = ()
    prompt_format: str = ""

    def __post_init__(self) -> None:
        good = (
            min(self.n_ctx, self.n_threads, self.n_batch) >= 0
            and min(self.n_gpu_layers, self.n_cpu_moe) >= -1
            and 1 <= self.n_seq_max <= 256  # llama.cpp's LLAMA_MAX_SEQ
            and all(math.isfinite(adapter.scale) for adapter in self.adapters)
        )
        if not good:
            raise UserError(
                say("The settings for loading the model are not possible."),
                say("Use positive numbers."),
                code="bad-params",
            )

    @property
    def files(self) -> tuple[Path, ...]:
        """What is read beside the model's own file: the draft model, the adapters."""
        draft = () if self.draft is None else (self.draft,)
        return (*draft, *(adapter.path for adapter in self.adapters))


SAMPLERS = (
    "penalties", "dry", "top_n_sigma", "top_k", "typical", "top_p", "min_p", "xtc", "temperature",
)  # fmt: skip
"""The names of the samplers in llama.cpp's default order (`common_params_sampling`)."""
OPTIONAL_SAMPLERS = ("infill", "adaptive_p")
"""Not used unless the order names them; adaptive_p takes the place of the final draw."""

MAX_GRAMMAR = 1 << 20  # characters; a longer one is no grammar


@dataclass(frozen=True, slots=True)
class SamplingParams:
    """How the next token is chosen.

    The meaning of each number is that of llama.cpp's sampler of the same name (llama.h).

    Attributes:
        temperature: 0 takes the likeliest token always.
        dynatemp_range: the temperature varies by so much around its value with the entropy; 0 switches it off.
        top_k: 0 switches it off.
        top_p: 1 switches it off.
        min_p: 0 switches it off.
        typical_p: 1 switches it off.
        top_n_sigma: 0 switches it off.
        xtc_probability: 0 switches XTC off.
        dry_multiplier: 0 switches DRY off.
        dry_penalty_last_n: -1 looks at the whole context.
        repeat_penalty: 1 switches it off.
        frequency_penalty: 0 switches it off; likewise `presence_penalty`.
        penalty_last_n: how many tokens the three penalties look back; -1 at the whole context.
        mirostat: 0 off, 1 or 2 its version; it takes the place of the samplers that cut.
        adaptive_target: of the sampler adaptive_p, a probability.
        logit_bias: token number and what is added to its logit (-inf forbids it).
        samplers: the order, from SAMPLERS and OPTIONAL_SAMPLERS; what is not named is not used.
        grammar: GBNF that the answer follows; "" is none.
        json_schema: a JSON schema, as JSON, that the answer follows ("{}" is any JSON); "" is none.
        logprobs: None is none; else the log probability of each token and of so many alternatives come along.
        seed: None draws one; the one used comes back in `Finished`. A given one makes the answer reproducible.
        max_tokens: None is "as many as the context holds".
        stop: texts that end the answer; not part of it.
    """

    temperature: float = 0.7
    dynatemp_range: float = 0.0
    dynatemp_exponent: float = 1.0
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    typical_p: float = 1.0
    top_n_sigma: float = 0.0
    xtc_probability: float = 0.0
    xtc_threshold: float = 0.1
    dry_multiplier: float = 0.0
    dry_base: float = 1.75
    dry_allowed_length: int = 2
    dry_penalty_last_n: int = -1
    dry_sequence_breakers: tuple[str, ...] = ("\n", ":", '"', "*")
    repeat_penalty: float = 1.0
    frequency_penalty: float = 0.0
    presence_penalty: float = 0.0
    penalty_last_n: int = 64
    mirostat: int = 0
    mirostat_tau: float = 5.0
    mirostat_eta: float = 0.1
    adaptive_target: float = 0.5
    adaptive_decay: float = 0.9
    logit_bias: tuple[tuple[int, float], ...] = ()
    samplers: tuple[str, ...] = SAMPLERS
    grammar: str = ""
    json_schema: str = ""
    logprobs: int | None = None
    seed: int | None = None
    max_tokens: int | None = None
    stop: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for good, what in (*self._ranges(), *self._texts()):
            if not good:
                raise UserError(what, say("Change the value and try again."), code="bad-params")

    def _ranges(self) -> Iterable[tuple[bool, str]]:
        """What must hold of the numbers, and what is said where it does not. NaN passes no comparison."""
        yield 0.0 <= self.temperature <= 10.0, say("The temperature must lie between 0 and 10.")
        yield 0.0 <= self.dynatemp_range <= 10.0, say("The dynamic temperature's range must lie between 0 and 10.")
        yield 0.0 < self.dynatemp_exponent <= 10.0, say("The dynamic temperature's exponent must lie between 0 and 10.")
        yield 0 <= self.top_k < 2**31, say("top-k must not be negative.")
        yield 0.0 <= self.top_p <= 1.0, say("top-p must lie between 0 and 1.")
        yield 0.0 <= self.min_p <= 1.0, say("min-p must lie between 0 and 1.")
        yield 0.0 <= self.typical_p <= 1.0, say("typical-p must lie between 0 and 1.")
        yield 0.0 <= self.top_n_sigma <= 100.0, say("top-n-sigma must lie between 0 and 100.")
        yield 0.0 <= self.xtc_probability <= 1.0, say("The XTC probability must lie between 0 and 1.")
        yield 0.0 <= self.xtc_threshold <= 1.0, say("The XTC threshold must lie between 0 and 1.")
        yield 0.0 <= self.dry_multiplier <= 100.0, say("The DRY multiplier must lie between 0 and 100.")
        yield 1.0 <= self.dry_base <= 100.0, say("The DRY base must lie between 1 and 100.")
        yield 0 <= self.dry_allowed_length < 2**31, say("The DRY length must not be negative.")
        yield -1 <= self.dry_penalty_last_n < 2**31, say("The DRY range must be -1 or more.")
        yield 0.0 < self.repeat_penalty <= 10.0, say("The repeat penalty must be greater than 0, and at most 10.")
        yield -10.0 <= self.frequency_penalty <= 10.0, say("The frequency penalty must lie between -10 and 10.")
        yield -10.0 <= self.presence_penalty <= 10.0, say("The presence penalty must lie between -10 and 10.")
        yield -1 <= self.penalty_last_n < 2**31, say("The penalties' range must be -1 or more.")
        yield self.mirostat in (0, 1, 2), say("Mirostat must be 0, 1 or 2.")
        yield 0.0 < self.mirostat_tau <= 100.0, say("Mirostat's tau must lie between 0 and 100.")
        yield 0.0 < self.mirostat_eta <= 10.0, say("Mirostat's eta must lie between 0 and 10.")
        yield 0.0 <= self.adaptive_target <= 1.0, say("The target of adaptive-p must lie between 0 and 1.")
        yield 0.0 <= self.adaptive_decay <= 0.99, say("The decay of adaptive-p must lie between 0 and 0.99.")
        yield self.logprobs is None or 0 <= self.logprobs <= 20, say("At most 20 log probabilities can be had.")
        yield self.seed is None or 0 <= self.seed < 2**32, say("The seed must lie between 0 and 4294967295.")
        yield self.max_tokens is None or self.max_tokens >= 1, say("At least one token must be asked for.")

    def _texts(self) -> Iterable[tuple[bool, str]]:
        known = {*SAMPLERS, *OPTIONAL_SAMPLERS}
        biases = all(token >= 0 and not math.isnan(bias) and bias < math.inf for token, bias in self.logit_bias)
        yield biases, say("A logit bias needs a token's number and a number.")
        yield set(self.samplers) <= known, say("There is no sampler of that name.")
        yield len(set(self.samplers)) == len(self.samplers), say("Each sampler can be used only once.")
        yield not (self.grammar and self.json_schema), say("An answer follows a grammar or a JSON schema, not both.")
        yield max(len(self.grammar), len(self.json_schema)) <= MAX_GRAMMAR, say("The grammar is too long.")
