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
import math
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from paddock.core.errors import PaddockError, Remedy, UserError
from paddock.core.events import ContextShifted, Finished, PromptProgress, TokenLogprob
from paddock.core.models import LoadedModel, ModelActivity
from paddock.core.params import LoadParams
from paddock.core.prompts import TemplateReport
from paddock.core.tools import ToolCall
from paddock.engine.api import Barrier, DeviceReport, EngineConfig, GenerationRequest, PromptMeasure

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MAX_LINE = 64 * 1024 * 1024
"""Bytes. A pasted text of ten million characters fits even if each becomes six bytes of escape."""


START = 0
"""The `id` of what concerns no command."""

MINUS_INFINITY = "-inf"


class WireError(Exception):
    """The other process said something that is no message."""


@dataclass(frozen=True, slots=True)
class Confine:
    """What the process may use of the disk, beside what Python, llama.cpp and the drivers are made of.

    Attributes:
        models: files, and folders of files, that it may read; of a model in several files the first.
        cache_dir: the folder that it may write in; it is made where it is missing.
        cache_home: that folder, without a `cache_dir`, if it is there.
    """

    id: int
    models: tuple[Path, ...]
    cache_dir: Path | None
    cache_home: Path | None


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
    data = {"type": type(message).__name__, **_plain(message)}
    line = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii") + b"\n"
    if len(line) > MAX_LINE:
        raise UserError(
            "The text is too long for any model.", "Send it in parts.", code="context-full", remedy=Remedy.NEW_CHAT
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
    return _build(cls, data)


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


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if value == -math.inf:
        return MINUS_INFINITY  # JSON has no number for it
    return value


@functools.cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _build(kind: Any, data: Any) -> Any:
    """`data` (from JSON) as a value of the annotated type `kind`."""
    origin = typing.get_origin(kind)
    if origin is types.UnionType:  # only `X | None` is used
        return None if data is None else _build(typing.get_args(kind)[0], data)
    if origin is tuple:
        return _build_tuple(typing.get_args(kind), data)
    if is_dataclass(kind) and isinstance(kind, type):
        return _build_dataclass(kind, data)
    if isinstance(kind, type) and issubclass(kind, Enum | Path):
        return _build_from_text(kind, data)
    if kind is float and (type(data) is int or data == MINUS_INFINITY):
        return float(data)
    if type(data) is not kind:
        raise WireError(f"a value that is no {kind.__name__}")
    return data


def _build_tuple(kinds: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    """As many as there are where the type says `X, ...`, else one of each kind."""
    if not isinstance(data, list):
        raise WireError("a value that is no list")
    if kinds[-1] is Ellipsis:
        return tuple(_build(kinds[0], item) for item in data)
    if len(kinds) != len(data):
        raise WireError("a list of another length")
    return tuple(_build(kind, item) for kind, item in zip(kinds, data, strict=True))


def _build_dataclass(cls: type, data: Any) -> Any:
    hints = _hints(cls)
    if not isinstance(data, dict) or data.keys() != hints.keys():
        raise WireError(f"not the fields of {cls.__name__}")
    values = {name: _build(hints[name], value) for name, value in data.items()}
    try:
        return cls(**values)
    except PaddockError as error:
        raise WireError(f"impossible values for {cls.__name__}") from error


def _build_from_text(cls: type[Enum] | type[Path], data: Any) -> Any:
    if not isinstance(data, str):
        raise WireError("a value that is no text")
    try:
        return cls(data)
    except ValueError as error:
        raise WireError(f"no value of {cls.__name__}") from error
