"""What the engine's process is asked to do. One rule: values, no threads.

A job is given to the process and answered once: with its result, or with an error.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path

from paddock.core.errors import PaddockError, Remedy, UserError
from paddock.core.events import FinishReason, ReasoningDelta, StreamEvent, TextDelta, ToolCallDelta
from paddock.core.models import LoadedModel
from paddock.core.params import LoadParams
from paddock.core.prompts import TemplateReport
from paddock.core.said import say
from paddock.engine import wire
from paddock.engine.api import DeviceReport, GenerationRequest, PromptMeasure
from paddock.engine.generation import EngineGeneration

CPU = "CPU"
GAVE_UP_CARD = say("The graphics card failed with this model, so the processor answers now, which is slower.")


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds, and how many deaths are too many.

    Attributes:
        start: until a new process must have said hello.
        load_stall: how long loading may go on without progress.
        cancel_answer: until a cancelled answer ends for its reader, come what may.
        cancel_grace: until the process must have stopped what was cancelled; then it is killed.
        ping: how often a working process is asked whether it lives, `hang` how long it may not say so; together they
            stay under the ten seconds in which a hang is found.
        renewal: how long answers may still begin in a process that another one is to take the place of.
        close: until a process that was asked to end, and may have KV caches to keep, is killed.
        deaths: that many within `death_window` end the restarts.
    """

    start: float = 30.0
    load_stall: float = 60.0
    cancel_answer: float = 0.15
    cancel_grace: float = 3.0
    ping: float = 2.0
    hang: float = 7.0
    renewal: float = 20.0
    close: float = 5.0
    deaths: int = 3
    death_window: float = 300.0


@dataclass(frozen=True, slots=True)
class LoadSpec:
    """Which model, and how. Two equal ones are the same model in memory.

    Attributes:
        stamp: size and time of change of the file: another file at the same place is another model.
    """

    path: Path
    params: LoadParams
    stamp: tuple[int, int]

    @property
    def files(self) -> tuple[Path, ...]:
        """All that is read; of a model in several files the first."""
        return (self.path, *self.params.files)

    @classmethod
    def of(cls, path: Path, params: LoadParams) -> LoadSpec:
        """The model that lies at `path` now."""
        path = path.absolute()
        try:
            stat = path.stat()
        except OSError:  # loading it will say what is wrong
            return cls(path, params, (0, 0))
        return cls(path, params, (stat.st_size, stat.st_mtime_ns))


@dataclass(slots=True)
class LoadJob:
    """Load a model. Nobody waits for one that restores what a dead process had loaded.

    Attributes:
        device: where it is being loaded, as far as the process has said.
        on_cpu: not where it was asked for, as the graphics card failed with it.
        tried: a process died before it had begun.
        renewed: a process that may not read the file gave way to another one for it.
    """

    spec: LoadSpec
    waiters: list[Future[LoadedModel]] = field(default_factory=list)
    on_cpu: bool = False
    dropped: bool = False
    progress: float = 0.0
    device: str = ""
    tried: bool = False
    renewed: bool = False

    @property
    def params(self) -> LoadParams:
        """How it is loaded in the end."""
        return replace(self.spec.params, device=CPU, n_gpu_layers=0) if self.on_cpu else self.spec.params

    @property
    def notice(self) -> str:
        """What the person is to know about that."""
        return GAVE_UP_CARD if self.on_cpu else ""

    def fail(self, error: PaddockError) -> None:
        """Tell whoever waits."""
        for waiter in self.waiters:
            waiter.set_exception(error)
        self.waiters.clear()

    def succeed(self, model: LoadedModel) -> None:
        """Tell whoever waits."""
        for waiter in self.waiters:
            waiter.set_result(model)
        self.waiters.clear()


@dataclass(slots=True)
class UnloadJob:
    """Free a model, or all."""

    path: Path | None
    waiter: Future[None]

    def fail(self, error: PaddockError) -> None:
        """The process is gone, or going: so is the model."""
        self.waiter.set_result(None)


@dataclass(slots=True)
class DevicesJob:
    """List the devices."""

    waiter: Future[DeviceReport]

    def fail(self, error: PaddockError) -> None:
        """Tell whoever waits."""
        self.waiter.set_exception(error)


@dataclass(slots=True)
class MeasureJob:
    """Count the tokens of a prompt."""

    path: Path
    request: GenerationRequest
    waiter: Future[PromptMeasure]

    def fail(self, error: PaddockError) -> None:
        """Tell whoever waits."""
        self.waiter.set_exception(error)


@dataclass(slots=True)
class InspectJob:
    """Say what becomes of a prompt on its way to a model that need not be loaded."""

    path: Path
    request: GenerationRequest
    prompt_format: str
    waiter: Future[TemplateReport]
    renewed: bool = False  # the process might not read the file, and another one was started
    tried: bool = False  # a process died over it, and over other things

    def fail(self, error: PaddockError) -> None:
        """Tell whoever waits."""
        self.waiter.set_exception(error)


@dataclass(slots=True)
class GenerateJob:
    """Answer. One that a process died over before it said anything is given to the next one, once."""

    path: Path
    request: GenerationRequest
    seed: int
    generation: EngineGeneration
    tried: bool = False

    def fail(self, error: PaddockError) -> None:
        """Tell the reader."""
        self.generation.fail(error)

    def interrupt(self) -> None:
        """The process is gone: what it said is the answer."""
        cancelled = self.generation.cancelled
        self.generation.finish(FinishReason.CANCELLED if cancelled else FinishReason.INTERRUPTED)


Job = LoadJob | UnloadJob | DevicesJob | MeasureJob | InspectJob | GenerateJob


class Jobs:
    """What waits, and what the process was given, by the number of the command."""

    def __init__(self) -> None:
        self.waiting: deque[Job] = deque()
        self.given: dict[int, Job] = {}

    def stream(self, message: wire.Message) -> bool:
        """Hand on what is said of an answer that goes on; False where it is something else. From any thread."""
        part = streamed(message)
        job = self.given.get(part[0]) if part is not None else None
        if part is None or not isinstance(job, GenerateJob):
            return False
        job.generation.push(part[1])
        return True

    def all(self) -> list[Job]:
        """All of them, in the order they came."""
        return [*self.given.values(), *self.waiting]

    def loads(self) -> list[LoadJob]:
        """Loads that are still wanted, the last one first."""
        return [job for job in reversed(self.all()) if isinstance(job, LoadJob) and not job.dropped]

    def coming_load(self, path: Path) -> LoadJob | None:
        """The load that brings this model."""
        return next((job for job in self.loads() if job.spec.path == path), None)

    def loading(self) -> bool:
        """Whether the process loads a model."""
        return any(isinstance(job, LoadJob) for job in self.given.values())

    def wanted(self, path: Path | None, loaded: Iterable[Path]) -> Path | None:
        """The model that is to answer (None: the one that comes, or else was used last), if it is there or coming."""
        paths = [*(job.spec.path for job in self.loads()), *reversed(list(loaded))]
        if path is None:
            return next(iter(paths), None)
        return path if path in paths else None

    def put_back(self, job: Job) -> None:
        """The next process is given it; what had not begun comes last."""
        if isinstance(job, LoadJob) and job.tried:
            self.waiting.append(job)
        else:
            self.waiting.appendleft(job)

    def to_restore(self, specs: Mapping[Path, LoadSpec]) -> list[LoadSpec]:
        """Of what a process had loaded: what was used last (it stands last), and what answers wait for."""
        wanted = {job.path for job in self.waiting if isinstance(job, GenerateJob | MeasureJob)} | set(list(specs)[-1:])
        return [spec for path, spec in specs.items() if path in wanted and self.coming_load(path) is None]


def command_for(id: int, job: Job) -> wire.Command:
    """What the process is told, as the command of this number."""
    match job:
        case LoadJob():
            return wire.Load(id, job.spec.path, job.params, job.notice)
        case GenerateJob():
            return wire.Generate(id, job.request, job.seed)
        case MeasureJob():
            return wire.Measure(id, job.request)
        case InspectJob():
            return wire.Inspect(id, job.path, job.request, job.prompt_format)
        case UnloadJob():
            return wire.Unload(id, job.path)
        case DevicesJob():
            return wire.ListDevices(id)


def streamed(message: wire.Message) -> tuple[int, StreamEvent] | None:
    """What a message adds to an answer, and the number of the answer's command; None where it is no part of one."""
    match message:
        case wire.TextArrived():
            return message.id, TextDelta(message.text, message.logprobs)
        case wire.ReasoningArrived():
            return message.id, ReasoningDelta(message.text)
        case wire.ToolCalled():
            return message.id, ToolCallDelta(message.call)
        case wire.PromptProcessed():
            return message.id, message.progress
        case wire.ContextMoved():
            return message.id, message.shift
        case _:
            return None


def load_stopped() -> UserError:
    """Someone asked for something else meanwhile."""
    return UserError(say("Loading the model was stopped."), code="cancelled")


def close_job(job: Job) -> None:
    """The program ends."""
    if isinstance(job, GenerateJob):
        job.interrupt()
    else:
        job.fail(closed())


def closed() -> UserError:
    """The program ends."""
    return UserError(say("The engine was closed."), code="cancelled")


def no_model() -> UserError:
    """Nothing is loaded that could answer."""
    return UserError(
        say("No model is loaded."), say("Choose a model first."), code="no-model", remedy=Remedy.OPEN_MODELS
    )
