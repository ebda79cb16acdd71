"""Messages: what was said, by whom, and how it ended.

One rule: a message is a value; its identity (the numbers) belongs to the store.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from paddock.core.events import Timings, Usage
from paddock.core.tools import ToolCall


class Role(StrEnum):
    """Who speaks."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"  # the result of a call; some families call it "ipython"


TIMED_FROM = 5
"""Tokens of an answer; of fewer it is chance how fast they came."""


class MessageStatus(StrEnum):
    """How far a message came."""

    COMPLETE = "complete"
    STREAMING = "streaming"
    STOPPED = "stopped"  # by the person, by max_tokens or because the context is full: see finish_reason
    INTERRUPTED = "interrupted"  # the engine or the program was killed
    FAILED = "failed"  # the engine refused: see `error`


@dataclass(frozen=True, slots=True)
class TextPart:
    """Plain text (Markdown in answers)."""

    text: str


@dataclass(frozen=True, slots=True)
class ReasoningPart:
    """What a model thought before it answered.

    Attributes:
        seconds: that it took; 0 where nobody measured.
    """

    text: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class ToolCallPart:
    """A call that the model made."""

    call: ToolCall


@dataclass(frozen=True, slots=True)
class ToolResultPart:
    """What came of a call.

    Attributes:
        call_id: of the call that it answers.
        name: of the tool.
    """

    text: str
    name: str = ""
    call_id: str = ""


Part = TextPart | ReasoningPart | ToolCallPart | ToolResultPart


def joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The same parts, with neighbouring texts made one, and neighbouring thoughts; empty ones are left out."""
    whole: list[Part] = []
    for kind, group in groupby(parts, type):
        alike = list(group)
        if len(alike) == 1 or kind not in (TextPart, ReasoningPart):
            whole += alike
        elif kind is TextPart:
            whole.append(TextPart("".join(part.text for part in alike if isinstance(part, TextPart))))
        else:
            thoughts = [part for part in alike if isinstance(part, ReasoningPart)]
            seconds = sum(part.seconds for part in thoughts)
            whole.append(ReasoningPart("".join(part.text for part in thoughts), seconds))
    return tuple(part for part in whole if isinstance(part, ToolCallPart | ToolResultPart) or part.text)


@dataclass(frozen=True, slots=True)
class Message:
    """One node of a chat's tree.

    Attributes:
        id: ascends in the order of writing; the only order that counts (clocks jump).
        parent_id: the message it answers; None for the first.
        created_at: seconds since the epoch, for showing only.
        model: what answered, as shown to the person; empty for the person's own messages.
        sampling: the settings it was drawn with, where they were not the defaults: JSON, see `config.overrides`.
        build: of the llama.cpp that made it. Model, settings, seed and build make the same answer again.
        first_kept: the first message that the model saw of the path above; None if it saw all.
        siblings: ids of the messages with the same parent, itself among them, in order.
    """

    id: int
    chat_id: int
    parent_id: int | None
    role: Role
    parts: tuple[Part, ...]
    status: MessageStatus = MessageStatus.COMPLETE
    created_at: float = 0.0
    model: str = ""
    finish_reason: str = ""
    error: str = ""
    seed: int | None = None
    usage: Usage = field(default_factory=Usage)
    timings: Timings = field(default_factory=Timings)
    siblings: tuple[int, ...] = ()
    sampling: str = ""
    build: str = ""
    first_kept: int | None = None

    @property
    def text(self) -> str:
        """All that was said, in order, without reasoning, calls and results."""
        return "".join(part.text for part in self.parts if isinstance(part, TextPart))

    @property
    def speed(self) -> float:
        """Tokens a second; 0 where nobody knows, or they were too few to say it."""
        return self.timings.decode_tok_s if self.usage.completion_tokens >= TIMED_FROM else 0.0

    @property
    def place(self) -> int:
        """Which of its siblings it is, counted from 0."""
        return self.siblings.index(self.id) if self.id in self.siblings else 0

    @property
    def reasoning(self) -> str:
        """All that the model thought, in order."""
        return "".join(part.text for part in self.parts if isinstance(part, ReasoningPart))

    @property
    def reasoning_seconds(self) -> float:
        """How long it thought; 0 where nobody measured."""
        return sum(part.seconds for part in self.parts if isinstance(part, ReasoningPart))

    @property
    def results(self) -> tuple[ToolResultPart, ...]:
        """The results of calls that it holds, in order."""
        return tuple(part for part in self.parts if isinstance(part, ToolResultPart))

    @property
    def calls(self) -> tuple[ToolCall, ...]:
        """The calls it made, in order."""
        return tuple(part.call for part in self.parts if isinstance(part, ToolCallPart))


@dataclass(frozen=True, slots=True)
class Turn:
    """What an engine needs of a message: who and what.

    Attributes:
        calls: an assistant's, after its text.
        name: of the tool whose result a TOOL turn is; `call_id` of the call.
    """

    role: Role
    text: str
    calls: tuple[ToolCall, ...] = ()
    name: str = ""
    call_id: str = ""
