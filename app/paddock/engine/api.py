"""All that the program sees of an engine. Its one rule: no process, no pipe and no llama.cpp shows through.

`supervisor.py` runs the real one in a child process, `fake.py` is the one that tests substitute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from paddock.core.events import StreamEvent
from paddock.core.messages import Turn
from paddock.core.models import LoadedModel
from paddock.core.params import LoadParams, SamplingParams


class EngineState(StrEnum):
    """Where the engine's process is."""

    STOPPED = "stopped"  # no process, or a process without a model
    STARTING = "starting"  # the process comes up (or comes back after it died)
    LOADING = "loading"
    READY = "ready"  # a model is loaded; generates when asked
    FAILED = "failed"  # see `error`; the next load() tries again


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """A picture of the engine at one moment.

    Attributes:
        progress: of loading, 0 to 1.
        error: why it failed or why the last process died, in words for the person; "" if nothing did.
    """

    state: EngineState = EngineState.STOPPED
    model: LoadedModel | None = None
    progress: float = 0.0
    error: str = ""
    pid: int | None = None


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """What to answer.

    Attributes:
        turns: system prompt first if there is one; the last is the person's, or with `continue_last` the
            assistant's unfinished answer, which is gone on with as if it had not been interrupted.
        raw: continue this text without a template; `turns` is empty then.
    """

    turns: tuple[Turn, ...] = ()
    raw: str | None = None
    continue_last: bool = False
    sampling: SamplingParams = field(default_factory=SamplingParams)


@dataclass(frozen=True, slots=True)
class Device:
    """A device that ggml's registry knows. Memory in bytes; kind is "CPU", "GPU", "IGPU" or "ACCEL"."""

    name: str
    description: str
    kind: str
    memory_free: int
    memory_total: int


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """What the child's llama.cpp can use, which it would take, and why."""

    devices: tuple[Device, ...]
    chosen: str
    reason: str
    llama_cpp_version: str
    system_info: str


class Generation(Protocol):
    """One answer being made. Events come in order; the last is always `Finished`."""

    def next(self, timeout: float | None = None) -> StreamEvent | None:
        """The next event; None when `timeout` seconds pass without one.

        A died process is not an exception: it is `Finished` with `FinishReason.INTERRUPTED`.

        Raises:
            UserError: the request cannot be answered (too long for the context, no template, …).
            StopIteration: never; asking again after `Finished` returns that same event.
        """

    def __iter__(self) -> Iterator[StreamEvent]:
        """All events up to and including `Finished`."""

    def cancel(self) -> None:
        """Ask it to stop; from any thread, as often as one likes. `Finished` (CANCELLED) comes within 200 ms."""


class Engine(Protocol):
    """Runs one model at a time; every method may be called from any thread."""

    @property
    def status(self) -> EngineStatus:
        """The present status; never blocks."""

    def subscribe(self, listener: Callable[[EngineStatus], None]) -> Callable[[], None]:
        """Call `listener` at every change, from a thread of the engine's; returns the way to end it."""

    def load(self, path: Path, params: LoadParams) -> LoadedModel:
        """Load a model, instead of the present one; blocks. The same path and params again cost nothing.

        Raises:
            UserError: not a model, truncated, unsupported architecture, not enough memory, process died …
        """

    def unload(self) -> None:
        """Free the model's memory; the process may stay."""

    def generate(self, request: GenerationRequest) -> Generation:
        """Start an answer with the loaded model (only one at a time: a second waits for the first).

        If the process died and is coming back, this waits for it.

        Raises:
            UserError: no model is loaded, or it cannot be loaded again.
        """

    def devices(self) -> DeviceReport:
        """What llama.cpp sees; starts the process if need be; blocks.

        Raises:
            UserError: the engine's process does not start.
        """

    def close(self) -> None:
        """End the process within a second, whatever it does. Idempotent."""
