"""Keeps the engine's process: starts it, gives it one job at a time, restarts it when it dies.

One rule: all state belongs to one thread, the mailbox's. A call, an event of the process, its death, a time that is
up: each is a function in the mailbox, and none of them waits for anything.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from paddock.core.errors import BugError, PaddockError
from paddock.core.events import FinishReason, TextDelta
from paddock.core.models import LoadedModel
from paddock.engine import wire
from paddock.engine.api import DeviceReport, EngineState, EngineStatus, GenerationRequest
from paddock.engine.generation import EngineGeneration
from paddock.engine.jobs import (
    DevicesJob,
    GenerateJob,
    Job,
    Limits,
    LoadJob,
    LoadSpec,
    UnloadJob,
    cannot_start,
    closed,
    died,
    died_loading,
    died_too_often,
    load_stopped,
    no_model,
)
from paddock.engine.mailbox import Mailbox
from paddock.engine.process import ChildProcess, Death

logger = logging.getLogger(__name__)


class Keeper:
    """Owns the process; every method is called on `mailbox`'s thread.

    Args:
        on_status: called on this thread at each change of the status.
    """

    def __init__(
        self,
        mailbox: Mailbox,
        command: Sequence[str],
        environment: Mapping[str, str],
        limits: Limits,
        on_status: Callable[[EngineStatus], None],
    ) -> None:
        self.status = EngineStatus()
        self._mailbox = mailbox
        self._command = tuple(command)
        self._environment = dict(environment)
        self._limits = limits
        self._on_status = on_status
        self._child: ChildProcess | None = None
        self._up = False  # it has said hello
        self._kill_reason = ""
        self._spec: LoadSpec | None = None  # what is loaded, and loaded again after a death
        self._queue: deque[Job] = deque()
        self._active: Job | None = None
        self._id = wire.START
        self._deaths: deque[float] = deque()

    # Jobs

    def load(self, spec: LoadSpec, waiter: Future[LoadedModel]) -> None:
        """Load a model; loading another one ends."""
        coming = self._coming_load()
        if coming is not None and coming.spec == spec:
            coming.waiters.append(waiter)
            return
        if coming is None and self._spec == spec and self.status.model is not None:
            waiter.set_result(self.status.model)
            return
        self._drop_loads()
        if self.status.state is EngineState.FAILED:
            self._deaths.clear()
        self._submit(LoadJob(spec, [waiter]))

    def unload(self, waiter: Future[None]) -> None:
        """Free the model; loading one ends."""
        self._drop_loads()
        self._spec = None
        if self._child is None:
            self._publish(state=EngineState.STOPPED, model=None, progress=0.0)
            waiter.set_result(None)
            return
        self._submit(UnloadJob(waiter))

    def devices(self, waiter: Future[DeviceReport]) -> None:
        """List the devices."""
        self._submit(DevicesJob(waiter))

    def generate(self, request: GenerationRequest, seed: int, waiter: Future[EngineGeneration]) -> None:
        """Start an answer, or let it wait its turn."""
        if self._spec is None and self._coming_load() is None:
            waiter.set_exception(no_model())
            return
        generation = EngineGeneration(seed, lambda generation: self._mailbox.post(partial(self._cancel, generation)))
        waiter.set_result(generation)
        self._submit(GenerateJob(request, seed, generation))

    def close(self) -> None:
        """End the process and this thread."""
        self._mailbox.stop()
        self._mailbox.clear_timers()
        jobs = [job for job in (self._active, *self._queue) if job is not None]
        self._active = None
        self._queue.clear()
        for job in jobs:
            self._close_job(job)
        child, self._child = self._child, None
        if child is not None:
            child.hang_up()
            if not child.wait(self._limits.close):
                child.kill()
                child.wait(self._limits.close)
        self._publish(state=EngineState.STOPPED, model=None, progress=0.0, pid=None)

    def _close_job(self, job: Job) -> None:
        if isinstance(job, GenerateJob):
            job.generation.finish(FinishReason.CANCELLED if job.generation.cancelled else FinishReason.INTERRUPTED)
        else:
            job.fail(closed())

    def _submit(self, job: Job) -> None:
        self._queue.append(job)
        self._pump()

    def _coming_load(self) -> LoadJob | None:
        """The last load that runs or waits and is still wanted: what it loads is there in the end."""
        jobs = (*reversed(self._queue), self._active)
        return next((job for job in jobs if isinstance(job, LoadJob) and not job.dropped), None)

    def _drop_loads(self) -> None:
        """Whoever waits for a load that is now pointless is told so."""
        for job in list(self._queue):
            if isinstance(job, LoadJob):
                job.fail(load_stopped())
                self._queue.remove(job)
        if isinstance(self._active, LoadJob) and not self._active.dropped:
            self._active.fail(load_stopped())
            self._active.dropped = True
            self._send_cancel()

    def _cancel(self, generation: EngineGeneration) -> None:
        if isinstance(self._active, GenerateJob) and self._active.generation is generation:
            self._mailbox.timer(
                "answer", self._limits.cancel_answer, partial(generation.finish, FinishReason.CANCELLED)
            )
            self._send_cancel()
            return
        generation.finish(FinishReason.CANCELLED)  # it waits in the queue, where `_pump` finds it ended

    def _send_cancel(self) -> None:
        if self._child is not None:
            self._child.send(wire.Cancel(self._id))
        self._mailbox.timer("grace", self._limits.cancel_grace, partial(self._kill, "cancel"))

    # The process

    def _pump(self) -> None:
        """Give the process its next job, if it is free; start it if there is none."""
        while self._queue and self._active is None:
            if self._child is None:
                self._start()
                return
            if not self._up:
                return
            self._give(self._queue.popleft())

    def _start(self) -> None:
        self._publish(state=EngineState.STARTING, model=None, progress=0.0, pid=None)
        try:
            child = ChildProcess(self._command, self._environment, self._on_message, self._on_death)
        except OSError as error:
            self._give_up(cannot_start(error.strerror or "no such program"))
            return
        self._child, self._up, self._kill_reason = child, False, ""
        self._publish(pid=child.pid)
        self._mailbox.timer("start", self._limits.start, partial(self._kill, "start"))

    def _give(self, job: Job) -> None:
        assert self._child is not None  # `_pump` has looked
        if isinstance(job, GenerateJob) and job.generation.ended:
            return
        if isinstance(job, GenerateJob) and self._spec is None:
            job.fail(no_model())
            return
        self._id += 1
        self._active = job
        if isinstance(job, LoadJob):
            if job.waiters:
                self._spec = None
            self._publish(state=EngineState.LOADING, model=None, progress=0.0)
            self._mailbox.timer("load", self._limits.load_stall, partial(self._kill, "load"))
        else:
            self._ping()
        try:
            self._child.send(self._command_for(job))
        except PaddockError as error:  # longer than any line may be
            self._active = None
            job.fail(error)

    def _command_for(self, job: Job) -> wire.Command:
        match job:
            case LoadJob():
                return wire.Load(self._id, job.spec.path, job.spec.params)
            case GenerateJob():
                return wire.Generate(self._id, job.request, job.seed)
            case UnloadJob():
                return wire.Unload(self._id)
            case DevicesJob():
                return wire.ListDevices(self._id)

    def _ping(self) -> None:
        if self._child is not None:
            self._child.send(wire.Ping(self._id))
            self._mailbox.timer("hang", self._limits.hang, partial(self._kill, "hang"))

    def _kill(self, reason: str) -> None:
        """End a process that does not do what it should; the rest happens when its death arrives."""
        if self._child is not None:
            self._kill_reason = reason
            self._child.kill()

    # What the process says

    def _on_message(self, child: ChildProcess, message: wire.Message) -> None:
        self._mailbox.post(partial(self._message, child, message))

    def _message(self, child: ChildProcess, message: wire.Message) -> None:
        if child is not self._child:
            return
        match message:
            case wire.Hello():
                self._up = True
                self._mailbox.clear_timer("start")
                self._publish(state=EngineState.STOPPED)
                self._pump()
            case wire.Refused(id=wire.START):
                self._child = None
                self._give_up(message.error())
            case wire.Pong():
                self._mailbox.clear_timer("hang")
                if self._active is not None:
                    self._mailbox.timer("ping", self._limits.ping, self._ping)
            case _ if message.id == self._id and self._active is not None:
                self._progress(self._active, message)

    def _progress(self, job: Job, message: wire.Message) -> None:
        """What a working process says about its job."""
        match message, job:
            case wire.TextArrived(), GenerateJob():
                job.generation.push(TextDelta(message.text))
            case wire.PromptProcessed(), GenerateJob():
                job.generation.push(message.progress)
            case wire.LoadProgress(), LoadJob():
                job.progress = message.fraction
                self._mailbox.timer("load", self._limits.load_stall, partial(self._kill, "load"))
                self._publish(progress=message.fraction)
            case _:
                self._active = None
                self._mailbox.clear_timers()
                self._end(job, message)
                self._pump()

    def _end(self, job: Job, message: wire.Message) -> None:
        """The last thing it says about its job."""
        match message, job:
            case wire.Done(), GenerateJob():
                job.generation.push(message.finished)
                if self.status.error:
                    self._publish(error="")
            case wire.Loaded(), LoadJob():
                self._loaded(job, message.model)
            case wire.Unloaded(), UnloadJob():
                self._publish(state=EngineState.STOPPED, model=None, progress=0.0, error="")
                job.waiter.set_result(None)
            case wire.DevicesListed(), DevicesJob():
                job.waiter.set_result(message.report)
            case wire.Refused(), _:
                self._refused(job, message.error())
            case wire.Broken(), _:
                self._refused(job, BugError(message.what, message.details))
            case _:
                self._refused(job, BugError("The engine answered something else.", type(message).__name__))

    def _loaded(self, job: LoadJob, model: LoadedModel) -> None:
        self._spec = job.spec
        error = "" if job.waiters else self.status.error
        self._publish(state=EngineState.READY, model=model, progress=1.0, error=error)
        job.succeed(model)

    def _refused(self, job: Job, error: PaddockError) -> None:
        if isinstance(job, LoadJob):
            self._spec = None
            state = EngineState.STOPPED if job.dropped else EngineState.FAILED
            self._publish(state=state, model=None, progress=0.0, error="" if job.dropped else str(error))
            if not job.waiters:
                self._fail_answers(error)
        job.fail(error)

    def _fail_answers(self, error: PaddockError) -> None:
        """The model they wait for does not come back."""
        for job in self._queue:
            if isinstance(job, GenerateJob):
                job.fail(error)

    # Its death

    def _on_death(self, child: ChildProcess, death: Death) -> None:
        self._mailbox.post(partial(self._died, child, death))

    def _died(self, child: ChildProcess, death: Death) -> None:
        if child is not self._child:
            return
        reason, job, was_up = self._kill_reason, self._active, self._up
        self._child, self._up, self._active, self._kill_reason = None, False, None, ""
        self._mailbox.clear_timers()
        cause = "it did not react" if reason else death.cause
        logger.warning("The engine's process %d ended: %s", child.pid, cause)
        if reason != "cancel":  # killing it on a person's behalf is no crash
            self._deaths.append(time.monotonic())
        if isinstance(job, LoadJob) and (job.waiters or job.dropped):
            self._died_loading(job, died_loading(job, death, reason == "load"))
            return
        if isinstance(job, GenerateJob):
            self._died_answering(job)
        elif job is not None:
            job.fail(cannot_start(cause))
        self._restart(cause, was_up)

    def _died_answering(self, job: GenerateJob) -> None:
        if job.generation.silent and not job.generation.cancelled and not job.tried:
            job.tried = True
            self._queue.appendleft(job)
        else:
            job.generation.finish(FinishReason.CANCELLED if job.generation.cancelled else FinishReason.INTERRUPTED)

    def _died_loading(self, job: LoadJob, error: PaddockError) -> None:
        self._spec = None
        state = EngineState.STOPPED if job.dropped else EngineState.FAILED
        self._publish(state=state, model=None, progress=0.0, pid=None, error="" if job.dropped else str(error))
        job.fail(error)
        self._pump()

    def _restart(self, cause: str, was_up: bool) -> None:
        while self._deaths and self._deaths[0] < time.monotonic() - self._limits.death_window:
            self._deaths.popleft()
        if len(self._deaths) >= self._limits.deaths:
            self._give_up(died_too_often(cause) if was_up else cannot_start(cause))
            return
        replaced = self._queue and isinstance(self._queue[0], LoadJob)
        if self._spec is not None and not replaced:
            self._queue.appendleft(LoadJob(self._spec))
        self._publish(state=EngineState.STOPPED, model=None, progress=0.0, pid=None, error=died(cause))
        self._pump()

    def _give_up(self, error: PaddockError) -> None:
        self._spec = None
        self._deaths.clear()
        self._mailbox.clear_timers()
        self._publish(state=EngineState.FAILED, model=None, progress=0.0, pid=None, error=str(error))
        jobs = list(self._queue)
        self._queue.clear()
        for job in jobs:
            job.fail(error)

    def _publish(self, **changes: object) -> None:
        status = replace(self.status, **changes)  # type: ignore[arg-type]
        if status != self.status:
            self.status = status
            self._on_status(status)
