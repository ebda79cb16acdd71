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

from paddock.core.errors import BugError, Remedy, UserError
from paddock.core.events import Finished, FinishReason, PromptProgress, StreamEvent, TextDelta, Timings, Usage
from paddock.core.models import LoadedModel
from paddock.core.params import LoadParams
from paddock.engine.api import Device, DeviceReport, EngineState, EngineStatus, GenerationRequest
from paddock.engine.generation import EngineGeneration

DEFAULT_SEED = 42


@dataclass(frozen=True)
class FakeAnswer:
    """What one generation says.

    Attributes:
        text: comes in words, each with the space before it; or say exactly how with `pieces`.
        reason: how it ends.
        error: instead of an ending: the answer fails after the text.
        dies: instead of an ending: the process dies after the text, and comes back with its model.
        gate: the last piece and what follows come only once this is set (or the answer is cancelled).
    """

    text: str = ""
    pieces: tuple[str, ...] = ()
    reason: FinishReason = FinishReason.STOP
    error: UserError | None = None
    dies: bool = False
    gate: threading.Event | None = None

    def parts(self) -> tuple[str, ...]:
        """The text, piece by piece."""
        return self.pieces or tuple(re.findall(r"\s*\S+\s*$|\s*\S+|\s+$", self.text))


class FakeEngine:
    """Implements `paddock.engine.api.Engine`; every method may be called from any thread.

    Args:
        answers: one per generation, in order; the last is given again and again.
        load_errors: what `load` raises for a path.
        n_ctx: context of every model.
        load_gate: loading ends only once this is set (or the load is stopped by `unload`).

    Attributes:
        requests: every `GenerationRequest`, in order.
        loads: path and params of every `load` that really loaded, in order.
    """

    def __init__(
        self,
        answers: Iterable[FakeAnswer | str] = ("This is an answer.",),
        *,
        load_errors: Mapping[Path, UserError] | None = None,
        n_ctx: int = 4096,
        load_gate: threading.Event | None = None,
    ) -> None:
        self.requests: list[GenerationRequest] = []
        self.loads: list[tuple[Path, LoadParams]] = []
        self._answers = [FakeAnswer(answer) if isinstance(answer, str) else answer for answer in answers]
        self._load_errors = dict(load_errors or {})
        self._n_ctx = n_ctx
        self._load_gate = load_gate
        self._unloaded = threading.Event()
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

    def load(self, path: Path, params: LoadParams) -> LoadedModel:
        """See `Engine.load`."""
        with self._lock:
            self._check_open()
            present = self._status.model
            if present is not None and self.loads[-1] == (path, params):
                return present
            self._unloaded.clear()
            self._publish(EngineStatus(EngineState.LOADING, pid=1))
        self._wait_to_load()
        with self._lock:
            if error := self._load_errors.get(path):
                self._publish(EngineStatus(EngineState.FAILED, error=str(error), pid=1))
                raise error
            self._publish(EngineStatus(EngineState.LOADING, progress=1.0, pid=1))
            self.loads.append((path, params))
            model = LoadedModel(
                path, "fake", params.n_ctx or self._n_ctx, 131072, 1, 1, "CPU", "It is a fake.", "file", 1.0
            )
            self._publish(EngineStatus(EngineState.READY, model, 1.0, pid=1))
            return model

    def _wait_to_load(self) -> None:
        while self._load_gate is not None and not self._load_gate.wait(0.005):
            if self._unloaded.is_set():
                raise UserError("Loading the model was stopped.", code="cancelled")

    def unload(self) -> None:
        """See `Engine.unload`."""
        self._unloaded.set()
        with self._lock:
            self._publish(EngineStatus(EngineState.STOPPED, pid=self._status.pid))

    def generate(self, request: GenerationRequest) -> EngineGeneration:
        """See `Engine.generate`."""
        with self._lock:
            self._check_open()
            if self._status.model is None:
                raise UserError(
                    "No model is loaded.", "Choose a model first.", code="no-model", remedy=Remedy.OPEN_MODELS
                )
            self.requests.append(request)
            answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
            run = _FakeRun(self, request, answer)
            self._running.append(run)
        threading.Thread(target=self._run, args=(run,), name="fake-engine", daemon=True).start()
        return run.generation

    def devices(self) -> DeviceReport:
        """See `Engine.devices`."""
        device = Device("CPU", "a fake processor", "CPU", 8 * 2**30, 16 * 2**30)
        return DeviceReport((device,), "CPU", "The processor is used, because this is a fake.", "fake", "FAKE = 1")

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
            self._publish(EngineStatus(EngineState.STARTING, error=error))
            if model is None:
                self._publish(EngineStatus(error=error))
            else:
                self._publish(EngineStatus(EngineState.READY, model, 1.0, error, pid=2))

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
        self._status = status
        for listener in list(self._listeners.values()):
            listener(status)

    def _check_open(self) -> None:
        if self._closed:
            raise BugError("The engine was used after it was closed.")


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
        yield PromptProgress(tokens, tokens)
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
        if self.answer.error is None and not self.answer.dies:
            timings = Timings(load_ms=1.0, ttft_ms=1.0, prompt_tok_s=1000.0, decode_tok_s=100.0)
            yield Finished(self.answer.reason, usage, timings, self._seed)

    def _wait_at_gate(self) -> None:
        gate = self.answer.gate
        while gate is not None and not self.cancelled.is_set() and not gate.wait(0.005):
            continue
