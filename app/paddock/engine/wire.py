"""The messages between the program and the engine's process, and nothing else about either.

One rule: a message is one line of JSON in ASCII, ended by a newline, at most `MAX_LINE` bytes long; what does not
decode to exactly one of the dataclasses below is a `WireError`, never a guess.

    Command  Confine · Configure · Load · Unload · Generate · Prefill ·      program → child
             Measure · Inspect · Cancel · ListDevices · Ping · Shutdown
    Event    Hello · LoadProgress · Loaded · Unloaded · PromptProcessed ·    child → program
             ContextMoved · TextArrived · ReasoningArrived · ToolCalled ·
             Done · Measured · Inspected · DevicesListed · Refused · Broken ·
             Pong · Freed · Activity

`id` is the number of the command that an event answers. Nothing answers Configure, Prefill, Cancel and Shutdown.
Confine comes first and once, and Hello answers it.
"""

from __future__ import annotations

import functools
import json
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from paddock.core.errors import Remedy, UserError
from paddock.core.events import ContextShifted, Finished, PromptProgress, TokenLogprob
from paddock.core.models import LoadedModel, ModelActivity
from paddock.core.params import LoadParams
from paddock.core.prompts import TemplateReport
from paddock.core.said import say
from paddock.core.tools import ToolCall
from paddock.engine.api import Barrier, DeviceReport, EngineConfig, GenerationRequest, PromptMeasure
from paddock.engine.as_json import WireError as WireError
from paddock.engine.as_json import build, plain

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MAX_LINE = 64 * 1024 * 1024
"""Bytes. A pasted text of ten million characters fits even if each becomes six bytes of escape."""


START = 0
"""The `id` of what concerns no command."""


@dataclass(frozen=True, slots=True)
class Confine:
    """What the process may use of the disk, beside what Python, llama.cpp and the drivers are made of.

    Attributes:
        models: files, and folders of GGUF files, that it may read; of a model in several files the first.
        cache_dir: the folder that it may write in; it is made where it is missing.
        cache_home: that folder, without a `cache_dir`, if it is there.
        own_models: a folder that it may read as a whole.
    """

    id: int
    models: tuple[Path, ...]
    cache_dir: Path | None
    cache_home: Path | None
    own_models: Path | None = None


@dataclass(frozen=True, slots=True)
class Configure:
    """What holds for all models from now on."""

    id: int
    config: EngineConfig


@dataclass(frozen=True, slots=True)
class Load:
    """Load a model; one of the same path is freed first, unless only its adapters differ.

    Attributes:
        notice: what the person is to know about these params, if something else was wished for.
    """

    id: int
    path: Path
    params: LoadParams
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Unload:
    """Free a model, or all; a load of it that is on its way is cancelled."""

    id: int
    path: Path | None


@dataclass(frozen=True, slots=True)
class Generate:
    """Answer `request` with `seed` (drawn by the program if the request has none)."""

    id: int
    request: GenerationRequest
    seed: int


@dataclass(frozen=True, slots=True)
class Prefill:
    """Process this prompt when there is nothing else to do; None: nothing any more."""

    id: int
    request: GenerationRequest | None


@dataclass(frozen=True, slots=True)
class Measure:
    """Count the tokens of a prompt."""

    id: int
    request: GenerationRequest


@dataclass(frozen=True, slots=True)
class Inspect:
    """Say what becomes of a prompt on its way to the model at `path`, which need not be loaded."""

    id: int
    path: Path
    request: GenerationRequest
    prompt_format: str


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop working on the command `id`, which still answers."""

    id: int


@dataclass(frozen=True, slots=True)
class ListDevices:
    """Say what llama.cpp sees."""

    id: int


@dataclass(frozen=True, slots=True)
class Ping:
    """Answer at once, from the thread that reads, whatever the other one does."""

    id: int


@dataclass(frozen=True, slots=True)
class Shutdown:
    """Keep what is worth keeping, and end."""

    id: int


@dataclass(frozen=True, slots=True)
class Hello:
    """The child is up and reads commands.

    Attributes:
        barriers: what it is kept from now.
        writes: the folder that it may write in.
    """

    pid: int
    barriers: tuple[Barrier, ...] = ()
    writes: Path | None = None


@dataclass(frozen=True, slots=True)
class LoadProgress:
    """Loading came this far, 0 to 1, on this device."""

    id: int
    fraction: float
    device: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The model is loaded."""

    id: int
    model: LoadedModel


@dataclass(frozen=True, slots=True)
class Unloaded:
    """The model's memory is free."""

    id: int


@dataclass(frozen=True, slots=True)
class PromptProcessed:
    """So much of the prompt is processed."""

    id: int
    progress: PromptProgress


@dataclass(frozen=True, slots=True)
class TextArrived:
    """A piece of the answer, whole characters."""

    id: int
    text: str
    logprobs: tuple[TokenLogprob, ...] = ()


@dataclass(frozen=True, slots=True)
class ReasoningArrived:
    """A piece of what the model thinks, whole characters."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class ToolCalled:
    """The model has called a tool."""

    id: int
    call: ToolCall


@dataclass(frozen=True, slots=True)
class ContextMoved:
    """The oldest turns were left out."""

    id: int
    shift: ContextShifted


@dataclass(frozen=True, slots=True)
class Measured:
    """The answer to `Measure`."""

    id: int
    measure: PromptMeasure


@dataclass(frozen=True, slots=True)
class Inspected:
    """The answer to `Inspect`."""

    id: int
    report: TemplateReport


@dataclass(frozen=True, slots=True)
class Done:
    """The answer ended."""

    id: int
    finished: Finished


@dataclass(frozen=True, slots=True)
class DevicesListed:
    """The answer to `ListDevices`."""

    id: int
    report: DeviceReport


@dataclass(frozen=True, slots=True)
class Refused:
    """The command cannot be done, and the person can mend it: a `UserError` on its way."""

    id: int
    what: str
    todo: str
    code: str
    remedy: Remedy

    @classmethod
    def of(cls, id: int, error: UserError) -> Refused:
        """The message for `error`."""
        return cls(id, error.what, error.todo, error.code, error.remedy)

    def error(self) -> UserError:
        """The error it carries."""
        return UserError(self.what, self.todo, code=self.code, remedy=self.remedy)


@dataclass(frozen=True, slots=True)
class Broken:
    """The command failed by a mistake of the program: a `BugError` on its way."""

    id: int
    what: str
    details: str


@dataclass(frozen=True, slots=True)
class Pong:
    """The answer to `Ping`."""

    id: int


@dataclass(frozen=True, slots=True)
class Freed:
    """A model was freed without being asked to: to make room, or because nobody used it."""

    id: int
    path: Path


@dataclass(frozen=True, slots=True)
class Activity:
    """What each loaded model does now."""

    id: int
    models: tuple[ModelActivity, ...]


Command = (
    Confine
    | Configure
    | Load
    | Unload
    | Generate
    | Prefill
    | Measure
    | Inspect
    | Cancel
    | ListDevices
    | Ping
    | Shutdown
)
Event = (
    Hello
    | LoadProgress
    | Loaded
    | Unloaded
    | PromptProcessed
    | ContextMoved
    | TextArrived
    | ReasoningArrived
    | ToolCalled
    | Done
    | Measured
    | Inspected
    | DevicesListed
    | Refused
    | Broken
    | Pong
    | Freed
    | Activity
)
Message = Command | Event


@functools.cache
def _message_types() -> dict[str, type[Message]]:
    return {cls.__name__: cls for cls in typing.get_args(Message)}


def encode(message: DataclassInstance) -> bytes:
    """The message as one line, newline included.

    Raises:
        UserError: it is longer than `MAX_LINE` (somebody pasted a book).
    """
    data = {"type": type(message).__name__, **plain(message)}
    line = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii") + b"\n"
    if len(line) > MAX_LINE:
        raise UserError(
            say("The text is too long for any model."),
            say("Send it in parts."),
            code="context-full",
            remedy=Remedy.NEW_CHAT,
        )
    return line


def decode(line: bytes) -> Message:
    """The message that `line` is.

    Raises:
        WireError: it is none.
    """
    return typing.cast(Message, decode_as(line, _message_types()))


def decode_as(line: bytes, kinds: Mapping[str, type]) -> Any:
    """As `decode`, of other messages: `kinds` has the dataclasses by their names."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise WireError("not JSON") from error
    if not isinstance(data, dict):
        raise WireError("not an object")
    name = data.pop("type", None)
    cls = kinds.get(name) if isinstance(name, str) else None
    if cls is None:
        raise WireError("an unknown type of message")
    return build(cls, data)


def read_messages(stream: BinaryIO) -> Iterator[Message]:
    """Every message of `stream` until its end.

    Raises:
        WireError: a line is no message or too long; what follows cannot be trusted.
    """
    return map(decode, read_lines(stream))


def read_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Every whole line of `stream` until its end.

    Raises:
        WireError: one is too long.
    """
    while line := stream.readline(MAX_LINE + 1):
        if not line.endswith(b"\n"):
            if len(line) > MAX_LINE:
                raise WireError("a line without end")
            return  # the process died in the middle of a line
        yield line
