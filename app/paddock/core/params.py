"""How a model is loaded and how the next token is chosen. One rule: plain numbers, checked where they are made."""

from __future__ import annotations

from dataclasses import dataclass

from paddock.core.errors import UserError


@dataclass(frozen=True, slots=True)
class LoadParams:
    """How to load a model.

    Attributes:
        n_ctx: context in tokens; 0 lets the engine choose (the trained context, at most 8192).
        n_gpu_layers: layers offloaded; -1 offloads all that the device takes.
        n_threads: 0 lets the engine choose (the physical cores).
        n_batch: tokens of a prompt that are processed at once.
    """

    n_ctx: int = 0
    n_gpu_layers: int = -1
    n_threads: int = 0
    n_batch: int = 512

    def __post_init__(self) -> None:
        if self.n_ctx < 0 or self.n_threads < 0 or self.n_batch < 1 or self.n_gpu_layers < -1:
            raise UserError(
                "The settings for loading the model are not possible.", "Use positive numbers.", code="bad-params"
            )


@dataclass(frozen=True, slots=True)
class SamplingParams:
    """How the next token is chosen.

    Attributes:
        temperature: 0 takes the likeliest token always.
        top_k: 0 switches it off.
        top_p: 1 switches it off.
        min_p: 0 switches it off.
        repeat_penalty: 1 switches it off; looks at the last 64 tokens.
        seed: None draws one; the one used comes back in `Finished`.
        max_tokens: None is "as many as the context holds".
        stop: texts that end the answer; not part of it.
    """

    temperature: float = 0.7
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.0
    seed: int | None = None
    max_tokens: int | None = None
    stop: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        checks = (
            (0.0 <= self.temperature <= 10.0, "The temperature must lie between 0 and 10."),
            (self.top_k >= 0, "top-k must not be negative."),
            (0.0 <= self.top_p <= 1.0, "top-p must lie between 0 and 1."),
            (0.0 <= self.min_p <= 1.0, "min-p must lie between 0 and 1."),
            (self.repeat_penalty > 0.0, "The repeat penalty must be greater than 0."),
            (self.seed is None or 0 <= self.seed < 2**32, "The seed must lie between 0 and 4294967295."),
            (self.max_tokens is None or self.max_tokens >= 1, "At least one token must be asked for."),
        )
        for good, what in checks:
            if not good:
                raise UserError(what, "Change the value and try again.", code="bad-params")
