"""What an engine says while it works. One rule: values that cross the process boundary, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from paddock.core.tools import ToolCall


class FinishReason(StrEnum):
    """Why an answer ended."""

    STOP = "stop"  # the model ended its turn, or a stop text came
    TOOL_CALLS = "tool_calls"  # the same, and it has called tools
    LENGTH = "length"  # max_tokens
    CONTEXT = "context"  # the context is full
    CANCELLED = "cancelled"  # the person stopped it
    INTERRUPTED = "interrupted"  # the engine's process died


@dataclass(frozen=True, slots=True)
class Usage:
    """Token counts of one answer.

    Attributes:
        cached_tokens: of the prompt, not processed again, for they were in the KV cache or on the disk.
        restored_tokens: of those, read back from the disk.
        drafted_tokens: guessed ahead (speculative decoding); `accepted_tokens` of them were right.
    """

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    restored_tokens: int = 0
    drafted_tokens: int = 0
    accepted_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Timings:
    """Times of one answer: milliseconds, and tokens per second (0 where nothing was measured)."""

    load_ms: float = 0.0
    ttft_ms: float = 0.0
    prompt_tok_s: float = 0.0
    decode_tok_s: float = 0.0


@dataclass(frozen=True, slots=True)
class PromptProgress:
    """`done` of `total` prompt tokens are there; `cached` of them were there before."""

    done: int
    total: int
    cached: int = 0


@dataclass(frozen=True, slots=True)
class ContextShifted:
    """The chat was longer than the context, so its oldest turns were left out (`Overflow.SHIFT`).

    Comes before the prompt's progress, and again in the middle of an answer that fills the context.

    Attributes:
        dropped: how many turns after the system prompt the model does not see.
        kept: how many it does.
    """

    dropped: int
    kept: int


@dataclass(frozen=True, slots=True)
class TokenLogprob:
    """One token of an answer: its text, its natural log probability before sampling, and the likeliest alternatives."""

    token: int
    text: str
    logprob: float
    top: tuple[TokenChance, ...] = ()


@dataclass(frozen=True, slots=True)
class TokenChance:
    """A token that might have come."""

    token: int
    text: str
    logprob: float


@dataclass(frozen=True, slots=True)
class TextDelta:
    """Text that follows what came before; whole characters only.

    Attributes:
        logprobs: of the tokens that were drawn since the last delta, if they were asked for.
    """

    text: str
    logprobs: tuple[TokenLogprob, ...] = ()


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    """Reasoning that follows what came before; whole characters only."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolCallDelta:
    """A call, as soon as it is complete; one that never becomes valid comes as text."""

    call: ToolCall


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of every generation.

    Attributes:
        build: of llama.cpp, which together with seed, model and settings makes the text reproducible.
    """

    reason: FinishReason
    usage: Usage
    timings: Timings
    seed: int
    build: str = ""


StreamEvent = PromptProgress | ContextShifted | TextDelta | ReasoningDelta | ToolCallDelta | Finished
