"""All that the program sees of an engine. Its one rule: no process, no pipe and no llama.cpp shows through.

`supervisor.py` runs the real one in a child process, `fake.py` is the one that tests substitute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from paddock.core.errors import Remedy
from paddock.core.events import StreamEvent
from paddock.core.messages import Turn
from paddock.core.models import LoadedModel, ModelActivity
from paddock.core.params import LoadParams, Overflow, SamplingParams
from paddock.core.prompts import TemplateReport
from paddock.core.tools import ToolDefinition


class EngineState(StrEnum):
    """Where the engine's process is."""

    STOPPED = "stopped"  # no process, or a process without a model
    STARTING = "starting"  # the process comes up (or comes back after it died)
    LOADING = "loading"
    READY = "ready"  # a model is loaded; generates when asked
    FAILED = "failed"  # see `error`; the next load() tries again


class Guarded(StrEnum):
    """What the engine's process is kept from, for a file from a stranger may make it do anything."""

    FILES = "files"  # it reads no file but models, and writes none but its cache
    NETWORK = "network"
    PROGRAMS = "programs"  # it starts none
    PROCESSES = "processes"  # it neither looks into nor ends one that is not its own
    MEMORY = "memory"  # it takes no more than there is: what would be too much is refused to it
    TEMPLATES = "templates"  # those that render them may make only the system calls that this takes


@dataclass(frozen=True, slots=True)
class Barrier:
    """Whether the engine's process is kept from one thing.

    Attributes:
        holds: the operating system enforces it.
        by: what does it ("Landlock 7, seccomp"); where it does not hold, a sentence why.
    """

    guards: Guarded
    holds: bool
    by: str


def is_confined(barriers: Iterable[Barrier], guarded: Guarded = Guarded.FILES) -> bool:
    """Whether this barrier holds."""
    return any(barrier.holds for barrier in barriers if barrier.guards is guarded)


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """A picture of the engine at one moment.

    Attributes:
        model: the model that was loaded or used last; `models` are all that are in memory, that one among them.
        progress: of loading, 0 to 1.
        error: why it failed or why the last process died, in words for the person; "" if nothing did.
        remedies: what may help against `error` (smaller context, CPU, another file), the likeliest first.
        last_words: the end of what a process that died had written to its stderr, for details to copy.
        activity: of each loaded model.
        barriers: what the process is kept from; empty until one was started.
    """

    state: EngineState = EngineState.STOPPED
    model: LoadedModel | None = None
    progress: float = 0.0
    error: str = ""
    pid: int | None = None
    models: tuple[LoadedModel, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    last_words: tuple[str, ...] = ()
    activity: tuple[ModelActivity, ...] = ()
    barriers: tuple[Barrier, ...] = ()


class Priority(StrEnum):
    """Who goes first."""

    FOREGROUND = "foreground"  # somebody waits for it
    BACKGROUND = "background"  # titles, summaries: only while nothing else is to be done


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """What to answer.

    Attributes:
        turns: system prompt first if there is one; the last is the person's, or with `continue_last` the
            assistant's unfinished answer, which is gone on with as if it had not been interrupted.
        raw: continue this text without a template; `turns` is empty then.
        suffix: with `raw`: fill in what stands between the two (`LoadedModel.can_infill`).
        tools: what the model may call; without any, what looks like a call is text.
        model: which of the loaded models answers; None is the one that was loaded or used last.
        overflow: SUMMARISE is the caller's business; to the engine it is SHIFT.
        speculate: guess ahead where that pays.
        private: nothing that is computed for it reaches the disk or is taken over by a request that is not private.
    """

    turns: tuple[Turn, ...] = ()
    raw: str | None = None
    continue_last: bool = False
    sampling: SamplingParams = field(default_factory=SamplingParams)
    model: Path | None = None
    overflow: Overflow = Overflow.STOP
    priority: Priority = Priority.FOREGROUND
    speculate: bool = True
    suffix: str | None = None
    tools: tuple[ToolDefinition, ...] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class PromptMeasure:
    """How long a prompt is.

    Attributes:
        n_tokens: the whole prompt, template included.
        turns: tokens of each turn, the template's around it included; they add up to about `n_tokens`.
        n_ctx: the context that it has to fit in.
    """

    n_tokens: int
    turns: tuple[int, ...]
    n_ctx: int


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """What holds for all models.

    Attributes:
        cache_dir: where KV caches are kept between sessions; None keeps none.
        cache_key: 32 bytes in hex that encrypt them; never the key of the chats.
        cache_limit: bytes that they may take, the least recently used out.
        idle_unload: seconds after which a model that nobody used is freed; 0 is never.
        tune: measure threads and batch sizes in idle seconds, once per model and machine.
        model_paths: files, and folders of GGUF files, that may be loaded. Any other, and what comes into the folders
            later, can be loaded as well, but that takes another process: this one is kept from all files that it was
            not told of at its start.
        own_models: the one of these folders in which nothing lies but models: also what comes into it later.
        cache_home: what `cache_dir` will be once it is set, so that a process started before may write there.
    """

    cache_dir: Path | None = None
    cache_key: str = field(default="", repr=False)
    cache_limit: int = 0
    idle_unload: float = 0.0
    tune: bool = True
    model_paths: tuple[Path, ...] = ()
    cache_home: Path | None = None
    own_models: Path | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """A device that ggml's registry knows. Memory in bytes; kind is "CPU", "GPU", "IGPU" or "ACCEL".

    Attributes:
        id: of the hardware (its PCI address), equal where two backends see the same card; "" if unknown.
    """

    name: str
    description: str
    kind: str
    memory_free: int
    memory_total: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """What the child's llama.cpp can use, which it would take, and why.

    Attributes:
        dynamic: the backends are plugins of one build for every machine; else pip's build for this machine alone.
        backends: names in ggml's registry ("CPU", "Vulkan", "RPC").
        unused: for each device that is seen and not used, one sentence why.
    """

    devices: tuple[Device, ...]
    chosen: str
    reason: str
    llama_cpp_version: str
    system_info: str
    dynamic: bool = False
    backends: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


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
    """Runs models; every method may be called from any thread."""

    @property
    def status(self) -> EngineStatus:
        """The present status; never blocks."""

    def subscribe(self, listener: Callable[[EngineStatus], None]) -> Callable[[], None]:
        """Call `listener` at every change, from a thread of the engine's; returns the way to end it."""

    def configure(self, config: EngineConfig) -> None:
        """What holds from now on, for the processes to come as well; returns at once, starts nothing."""

    def load(self, path: Path, params: LoadParams) -> LoadedModel:
        """Load a model beside those that are loaded; blocks. The same path and params again cost nothing.

        Where memory is short, the models that were used least recently are freed first. The same path with other
        params takes the place of the first; if only the adapters differ, the weights stay.

        Raises:
            UserError: not a model, truncated, unsupported architecture, not enough memory, process died …
        """

    def unload(self, path: Path | None = None) -> None:
        """Free a model's memory, or that of all; a load of it that is on its way ends. The process may stay."""

    def generate(self, request: GenerationRequest) -> Generation:
        """Start an answer; several go on at once.

        If the process died and is coming back, this waits for it.

        Raises:
            UserError: no model is loaded, or it cannot be loaded again.
        """

    def prefill(self, request: GenerationRequest | None) -> None:
        """Process the prompt of a request that may come, whenever there is nothing else to do; returns at once.

        The last turn is taken as unfinished: more may be typed after it. Takes the place of the last prefill; None
        ends it. What cannot be processed (no such model, too long) is left.
        """

    def measure(self, request: GenerationRequest) -> PromptMeasure:
        """How many tokens a prompt has; blocks, but not behind answers.

        Raises:
            UserError: the model is not loaded, or has no template.
        """

    def inspect(self, path: Path, request: GenerationRequest, prompt_format: str) -> TemplateReport:
        """What becomes of the request's turns and tools on their way to the model at `path`; blocks.

        Only the vocabulary is read, so it costs a second and little memory, whatever the model's size.

        Args:
            prompt_format: as in `LoadParams`.

        Raises:
            UserError: not a model, or one that llama.cpp does not know.
        """

    def devices(self) -> DeviceReport:
        """What llama.cpp sees; starts the process if need be; blocks.

        Raises:
            UserError: the engine's process does not start.
        """

    def close(self) -> None:
        """Keep the KV caches that are not on the disk yet, then end the process: within five seconds, whatever it
        does, and at once if there is nothing to keep. Idempotent."""
