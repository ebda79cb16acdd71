"""What an engine says while it works. One rule: values that cross the process boundary, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FinishReason(StrEnum):
    """Why an answer ended."""

    STOP = "stop"  # the model ended its turn, or a stop text came
    LENGTH = "length"  # max_tokens
    CONTEXT = "context"  # the context is full
    CANCELLED = "cancelled"  # the person stopped it
    INTERRUPTED = "interrupted"  # the engine's process died


@dataclass(frozen=True, slots=True)
class Usage:
    """Token counts of one answer; `cached_tokens` of the prompt were not processed again."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Timings:
    """Times of one answer: milliseconds, and tokens per second (0 where nothing was measured)."""

    load_ms: float = 0.0
    ttft_ms: float = 0.0
    prompt_tok_s: float = 0.0
    decode_tok_s: float = 0.0


@dataclass(frozen=True, slots=True)
class PromptProgress:
    """`done` of `total` prompt tokens are processed."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class TextDelta:
    """Text that follows what came before; whole characters only."""

    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of every generation."""

    reason: FinishReason
    usage: Usage
    timings: Timings
    seed: int


StreamEvent = PromptProgress | TextDelta | Finished
