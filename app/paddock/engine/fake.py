"""An engine without a model, for tests: it says what it is told to say, and fails when it is told to fail.

One rule: it keeps every promise of `api.Engine`, so that what passes with it passes with the real one.

    engine = FakeEngine([FakeAnswer("Hello there"), FakeAnswer("Half of", dies=True), FakeAnswer(error=some_error)])
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from paddock.core.errors import ClosedError, Remedy, UserError
from paddock.core.events import (
    ContextShifted,
    Finished,
    FinishReason,
    PromptProgress,
    ReasoningDelta,
    StreamEvent,
    TextDelta,
    Timings,
    ToolCallDelta,
    Usage,
)
from paddock.core.models import DeviceMemory, LoadedModel, ModelActivity
from paddock.core.params import KvType, LoadParams
from paddock.core.prompts import TemplateReport, TemplateSource
from paddock.core.said import say
from paddock.core.tools import ToolCall
from paddock.engine.api import (
    Barrier,
    Device,
    DeviceReport,
    EngineConfig,
    EngineState,
    EngineStatus,
    GenerationRequest,
    Guarded,
    PromptMeasure,
)
from paddock.engine.generation import EngineGeneration

DEFAULT_SEED = 42
BARRIERS = tuple(Barrier(guarded, True, "a fake") for guarded in Guarded)
"""It does nothing that it could be kept from."""


@dataclass(frozen=True)
class FakeAnswer:
    """What one generation says.

    Attributes:
        text: comes in words, each with the space before it; or say exactly how with `pieces`.
        reason: how it ends.
        error: instead of an ending: the answer fails after the text.
        dies: instead of an ending: the process dies after the text, and comes back with its model.
        dropped: so many turns did not fit into the context.
        gate: the last piece and what follows come only once this is set (or the answer is cancelled).
        reasoning: comes before the text, in one piece.
        calls: come after it.
    """

    text: str = ""
    pieces: tuple[str, ...] = ()
    reason: FinishReason = FinishReason.STOP
    error: UserError | None = None
    dies: bool = False
    dropped: int = 0
    gate: threading.Event | None = None
    reasoning: str = ""
    calls: tuple[ToolCall, ...] = ()

    def parts(self) -> tuple[str, ...]:
        """The text, piece by piece."""
        return self.pieces or tuple(re.findall(r"\s*\S+\s*$|\s*\S+|\s+$", self.text))


USUAL_MEMORY = DeviceMemory("CPU", 800_000_000, 268_435_456, 262_144_000)
PROCESSOR = Device("CPU", "a fake processor", "CPU", 8 * 2**30, 16 * 2**30)


class FakeEngine:
    """Implements `paddock.engine.api.Engine`; every method may be called from any thread.

    Args:
        answers: one per generation, in order; the last is given again and again.
        load_errors: what `load` raises for a path.
        n_ctx: context of every model.
        load_gate: loading ends only once this is set (or the load is stopped by `unload`).
        template: what `inspect` says, with the turns' texts as `text`.
        devices: what there is.
        memory: what each model takes of them.

    Attributes:
        requests: every `GenerationRequest`, in order.
        loads: path and params of every `load` that really loaded, in order.
        prefills: every argument of `prefill`, in order.
        configs: every argument of `configure`, in order; `inspections` those of `inspect`.
    """

    def __init__(
        self,
        answers: Iterable[FakeAnswer | str] = ("This is an answer.",),
        *,
        load_errors: Mapping[Path, UserError] | None = None,
        n_ctx: int = 4096,
        load_gate: threading.Event | None = None,
        template: TemplateReport | None = None,
        devices: tuple[Device, ...] = (PROCESSOR,),
        memory: DeviceMemory = USUAL_MEMORY,
    ) -> None:
        self._devices = devices
        self._memory = memory
        self.requests: list[GenerationRequest] = []
        self.loads: list[tuple[Path, LoadParams]] = []
        self.prefills: list[GenerationRequest | None] = []
        self.configs: list[EngineConfig] = []
        self._models: dict[Path, tuple[LoadParams, LoadedModel]] = {}
        self._answers = [FakeAnswer(answer) if isinstance(answer, str) else answer for answer in answers]
        self._load_errors = dict(load_errors or {})
        self._n_ctx = n_ctx
        self._load_gate = load_gate
        self._template = template or TemplateReport(TemplateSource.FILE)
        self.inspections: list[tuple[Path, GenerationRequest, str]] = []
        self._coming: dict[Path, threading.Event] = {}  # loads on their way, and what stops them
        self._status = EngineStatus()
        self._listeners: dict[object, Callable[[EngineStatus], None]] = {}
        self._lock = threading.RLock()
        self._turn = threading.Lock()  # one answer at a time
        self._running: list[_FakeRun] = []
        self._closed = False

    @property
    def status(self) -> EngineStatus:
        """See `Engine.status`."""
        return self._status

    def subscribe(self, listener: Callable[[EngineStatus], None]) -> Callable[[], None]:
        """See `Engine.subscribe`."""
        key = object()
        with self._lock:
            self._listeners[key] = listener

        def unsubscribe() -> None:
            with self._lock:
                self._listeners.pop(key, None)

        return unsubscribe

    def configure(self, config: EngineConfig) -> None:
        """See `Engine.configure`."""
        self.configs.append(config)

    def load(self, path: Path, params: LoadParams) -> LoadedModel:
        """See `Engine.load`."""
        with self._lock:
            self._check_open()
            there = self._models.get(path)
            if there is not None and there[0] == params:
                self._ready(there[1])
                return there[1]
            self._models.pop(path, None)
            stopped = self._coming[path] = threading.Event()
            self._publish(replace(self._status, state=EngineState.LOADING, progress=0.0, error="", pid=1))
        self._wait_to_load(stopped)
        with self._lock:
            if error := self._load_errors.get(path):
                remedies = (error.remedy,) if error.remedy else ()
                self._publish(EngineStatus(EngineState.FAILED, error=str(error), pid=1, remedies=remedies))
                raise error
            self._publish(replace(self._status, state=EngineState.LOADING, progress=1.0))
            self.loads.append((path, params))
            model = self._model(path, params)
            self._models[path] = (params, model)
            self._ready(model)
            return model

    def _model(self, path: Path, params: LoadParams) -> LoadedModel:
        def kind(wanted: KvType) -> str:
            return "f16" if wanted is KvType.AUTO else wanted.value

        return LoadedModel(
            path, "fake", params.n_ctx or self._n_ctx, 131072, 1, 1, "CPU", "It is a fake.", "file", 1.0,
            n_layer=17, type_k=kind(params.type_k), type_v=kind(params.type_v), flash_attention=True, n_threads=2,
            n_threads_batch=2, n_batch=512, memory=(self._memory,),
            n_adapters=len(params.adapters), draft=params.draft.name if params.draft else "", build="fake-1",
        )  # fmt: skip

    def _ready(self, model: LoadedModel) -> None:
        models = tuple(loaded for _, loaded in self._models.values())
        activity = tuple(
            ModelActivity(m.path, cells=m.n_ctx, n_threads=2, n_threads_batch=2, n_batch=512) for m in models
        )
        self._publish(EngineStatus(EngineState.READY, model, 1.0, pid=1, models=models, activity=activity))

    def _wait_to_load(self, stopped: threading.Event) -> None:
        while self._load_gate is not None and not self._load_gate.wait(0.005):
            if stopped.is_set():
                raise UserError(say("Loading the model was stopped."), code="cancelled")

    def unload(self, path: Path | None = None) -> None:
        """See `Engine.unload`."""
        with self._lock:
            for coming, stopped in self._coming.items():
                if path in (None, coming):
                    stopped.set()
            for gone in [path] if path is not None else list(self._models):
                self._models.pop(gone, None)
            if self._models:
                self._ready(list(self._models.values())[-1][1])
            else:
                self._publish(EngineStatus(EngineState.STOPPED, pid=self._status.pid))

    def prefill(self, request: GenerationRequest | None) -> None:
        """See `Engine.prefill`."""
        self.prefills.append(request)

    def measure(self, request: GenerationRequest) -> PromptMeasure:
        """See `Engine.measure`; a word is a token, and each turn has one more."""
        model = self._status.model
        if model is None:
            raise UserError(
                say("No model is loaded."), say("Choose a model first."), code="no-model", remedy=Remedy.OPEN_MODELS
            )
        turns = tuple(len(turn.text.split()) + 1 for turn in request.turns)
        return PromptMeasure(sum(turns), turns, model.n_ctx)

    def inspect(self, path: Path, request: GenerationRequest, prompt_format: str) -> TemplateReport:
        """See `Engine.inspect`."""
        with self._lock:
            self._check_open()
            self.inspections.append((path, request, prompt_format))
        if error := self._load_errors.get(path):
            raise error
        return replace(self._template, text="".join(turn.text for turn in request.turns), format=prompt_format)

    def generate(self, request: GenerationRequest) -> EngineGeneration:
        """See `Engine.generate`."""
        with self._lock:
            self._check_open()
            if self._status.model is None:
                raise UserError(
                    say("No model is loaded."), say("Choose a model first."), code="no-model", remedy=Remedy.OPEN_MODELS
                )
            self.requests.append(request)
            answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
            run = _FakeRun(self, request, answer)
            self._running.append(run)
        threading.Thread(target=self._run, args=(run,), name="fake-engine", daemon=True).start()
        return run.generation

    def devices(self) -> DeviceReport:
        """See `Engine.devices`."""
        with self._lock:
            self._publish(replace(self._status, pid=1))
        return DeviceReport(self._devices, "CPU", "The processor is used, because this is a fake.", "fake", "FAKE = 1")

    def close(self) -> None:
        """See `Engine.close`."""
        with self._lock:
            self._closed = True
            for run in self._running:
                run.generation.finish(FinishReason.INTERRUPTED)
                run.cancelled.set()
            self._publish(EngineStatus())

    def die(self, error: str = "The engine ended unexpectedly (signal SIGKILL) and was started again.") -> None:
        """What a killed process looks like: answers are interrupted, the model comes back."""
        with self._lock:
            model = self._status.model
            for run in self._running:
                run.generation.finish(FinishReason.INTERRUPTED)
                run.cancelled.set()
            words = ("the last words of a fake",)
            before = self._status
            self._publish(EngineStatus(EngineState.STARTING, error=error, last_words=words))
            if model is None:
                self._publish(EngineStatus(error=error, last_words=words))
            else:
                self._publish(replace(before, error=error, pid=2, last_words=words))

    def _run(self, run: _FakeRun) -> None:
        with self._turn:
            for event in run.events():
                run.generation.push(event)
            if run.answer.dies and not run.cancelled.is_set():
                self.die()
            elif run.answer.error is not None:
                run.generation.fail(run.answer.error)
        with self._lock:
            self._running.remove(run)

    def _publish(self, status: EngineStatus) -> None:
        status = replace(status, barriers=BARRIERS if status.pid is not None else ())
        self._status = status
        for listener in list(self._listeners.values()):
            listener(status)

    def _check_open(self) -> None:
        if self._closed:
            raise ClosedError("The engine was used after it was closed.")


class _FakeRun:
    """One generation on its way."""

    def __init__(self, engine: FakeEngine, request: GenerationRequest, answer: FakeAnswer) -> None:
        seed = request.sampling.seed
        self._seed = DEFAULT_SEED if seed is None else seed
        self._request = request
        self.answer = answer
        self.cancelled = threading.Event()
        self.generation = EngineGeneration(self._seed, self._cancel)

    def _cancel(self, generation: EngineGeneration) -> None:
        self.cancelled.set()
        if self.answer.gate is not None:
            generation.finish(FinishReason.CANCELLED)  # it may wait for its gate

    def events(self) -> Iterator[StreamEvent]:
        """What to say, until it is cancelled."""
        prompt = self._request.raw or "".join(turn.text for turn in self._request.turns)
        tokens = len(prompt.split()) + 1
        usage = Usage(tokens, 0, 0)
        if self.answer.dropped:
            yield ContextShifted(self.answer.dropped, len(self._request.turns) - self.answer.dropped)
        yield PromptProgress(tokens, tokens)
        if self.answer.reasoning:
            yield ReasoningDelta(self.answer.reasoning)
        parts = self.answer.parts()
        for number, part in enumerate(parts, 1):
            if number == len(parts):
                self._wait_at_gate()
            if self.cancelled.is_set():
                yield Finished(FinishReason.CANCELLED, usage, Timings(), self._seed)
                return
            usage = replace(usage, completion_tokens=number)
            yield TextDelta(part)
        if not parts:
            self._wait_at_gate()
        yield from map(ToolCallDelta, self.answer.calls)
        if self.answer.error is None and not self.answer.dies:
            timings = Timings(load_ms=1.0, ttft_ms=1.0, prompt_tok_s=1000.0, decode_tok_s=100.0)
            yield Finished(self.answer.reason, usage, timings, self._seed, "fake-1")

    def _wait_at_gate(self) -> None:
        gate = self.answer.gate
        while gate is not None and not self.cancelled.is_set() and not gate.wait(0.005):
            continue
