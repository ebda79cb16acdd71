"""Keeps the engine's process: starts it, gives it what is to be done, restarts it when it dies.

One rule: all state belongs to one thread, the mailbox's. A call, an event of the process, its death, a time that is
up: each is a function in the mailbox, and none of them waits for anything. Only what streams into an answer goes past
it, from the pipe to the reader; that changes nothing here.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path

from paddock.core.errors import BugError, PaddockError, Remedy, UserError
from paddock.core.events import FinishReason
from paddock.core.models import LoadedModel
from paddock.engine import api, wire
from paddock.engine.api import EngineState, EngineStatus, GenerationRequest
from paddock.engine.crashes import Crashes
from paddock.engine.deaths import cannot_start, died, died_too_often, left_over, may_help, uses_card
from paddock.engine.generation import EngineGeneration
from paddock.engine.jobs import (
    CPU,
    DevicesJob,
    GenerateJob,
    InspectJob,
    Job,
    Jobs,
    Limits,
    LoadJob,
    LoadSpec,
    MeasureJob,
    UnloadJob,
    close_job,
    command_for,
    load_stopped,
    no_model,
)
from paddock.engine.mailbox import Mailbox
from paddock.engine.process import ChildProcess, Death
from paddock.engine.reach import Reach

RENEWAL = "renewal"
"""Why a process ends that is to do what it may not do."""

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
        self._config = api.EngineConfig()
        self._child: ChildProcess | None = None
        self._up = False  # it has said hello
        self._kill_reason = ""
        self._reach = Reach()
        self._specs: dict[Path, LoadSpec] = {}  # what is loaded, the one used last at the end
        self._jobs = Jobs()
        self._id = wire.START
        self._crashes = Crashes(limits)
        self._prefill: GenerationRequest | None = None

    # What is asked

    def configure(self, config: api.EngineConfig) -> None:
        """What holds from now on, for this process and the next ones."""
        self._config = config
        self._reach.configure(config)
        self._configure()
        self._pump()

    def _configure(self) -> None:
        if not self._reach.is_short:  # else the next process is told, which can do it
            self._say(wire.Configure(self._next_id(), self._config))

    def load(self, spec: LoadSpec, waiter: Future[LoadedModel]) -> None:
        """Load a model beside the others."""
        self._reach.ask(spec.files)
        coming = self._jobs.coming_load(spec.path)
        if coming is not None and coming.spec == spec:
            coming.waiters.append(waiter)
            return
        model = self._use(spec.path) if coming is None and self._specs.get(spec.path) == spec else None
        if model is not None:
            self._publish(state=EngineState.READY, model=model, error="", remedies=())
            waiter.set_result(model)
            return
        if self.status.state is EngineState.FAILED:
            self._crashes.forget()
        self._submit(LoadJob(spec, [waiter], on_cpu=self._crashes.on_cpu(spec)))

    def unload(self, path: Path | None, waiter: Future[None]) -> None:
        """Free a model, or all; loading it ends."""
        self._drop_loads(path)
        for gone in [path] if path is not None else list(self._specs):
            self._specs.pop(gone, None)
        if self._child is None:
            self._publish_models(state=EngineState.STOPPED, progress=0.0)
            waiter.set_result(None)
            return
        self._submit(UnloadJob(path, waiter))

    def devices(self, waiter: Future[api.DeviceReport]) -> None:
        """List the devices."""
        self._submit(DevicesJob(waiter))

    def measure(self, request: GenerationRequest, waiter: Future[api.PromptMeasure]) -> None:
        """Count the tokens of a prompt."""
        if path := self._jobs.wanted(request.model, self._specs):
            self._submit(MeasureJob(path, replace(request, model=path), waiter))
        else:
            waiter.set_exception(no_model())

    def inspect(self, job: InspectJob) -> None:
        """Say what becomes of a prompt."""
        self._reach.ask((job.path,))
        self._submit(job)

    def generate(self, request: GenerationRequest, seed: int, waiter: Future[EngineGeneration]) -> None:
        """Start an answer; if its model is being loaded, once it is."""
        path = self._jobs.wanted(request.model, self._specs)
        if path is None:
            waiter.set_exception(no_model())
            return
        generation = EngineGeneration(seed, lambda generation: self._mailbox.post(partial(self._cancel, generation)))
        waiter.set_result(generation)
        self._submit(GenerateJob(path, replace(request, model=path), seed, generation))

    def prefill(self, request: GenerationRequest | None) -> None:
        """Process a prompt ahead; where its model is being loaded, once it is."""
        path = None if request is None else self._jobs.wanted(request.model, self._specs)
        self._prefill = request and replace(request, model=path) if path else None
        if path is None or path in self._specs:
            self._say_prefill()

    def _say_prefill(self) -> None:
        with contextlib.suppress(UserError):  # longer than any line may be: then it is not processed ahead
            self._say(wire.Prefill(self._next_id(), self._prefill))

    def close(self) -> None:
        """End the process and this thread."""
        self._mailbox.stop()
        self._mailbox.clear_timers()
        jobs = self._jobs.all()
        child, up = self._child, self._up
        if child is not None and up:
            for id in self._jobs.given:
                child.send(wire.Cancel(id))
            child.send(wire.Shutdown(self._next_id()))
        self._child, self._jobs = None, Jobs()
        for job in jobs:
            close_job(job)
        if child is not None:
            if not up:
                child.hang_up()
            if not child.wait(self._limits.close):
                child.kill()
                child.wait(self._limits.close)
        self._specs.clear()
        self._publish_models(state=EngineState.STOPPED, progress=0.0, pid=None)

    def _submit(self, job: Job) -> None:
        self._jobs.waiting.append(job)
        self._pump()

    def _drop_loads(self, path: Path | None) -> None:
        """Whoever waits for a load that is now pointless is told so."""
        for job in list(self._jobs.waiting):
            if isinstance(job, LoadJob) and path in (None, job.spec.path):
                job.fail(load_stopped())
                self._jobs.waiting.remove(job)
        for id, job in self._jobs.given.items():
            if isinstance(job, LoadJob) and path in (None, job.spec.path) and not job.dropped:
                job.fail(load_stopped())
                job.dropped = True
                self._send_cancel(id)

    def _cancel(self, generation: EngineGeneration) -> None:
        for id, job in self._jobs.given.items():
            if isinstance(job, GenerateJob) and job.generation is generation:
                end = partial(generation.finish, FinishReason.CANCELLED)
                self._mailbox.timer(f"answer-{id}", self._limits.cancel_answer, end)
                self._send_cancel(id)
                return
        generation.finish(FinishReason.CANCELLED)  # it waits in the queue, where `_pump` finds it ended

    def _send_cancel(self, id: int) -> None:
        self._say(wire.Cancel(id))
        self._mailbox.timer(f"grace-{id}", self._limits.cancel_grace, partial(self._kill, "cancel"))

    # The process

    def _pump(self) -> None:
        """Give the process what can be done now; start it if there is none."""
        if self._jobs.waiting and self._child is None:
            self._start()
        if self._reach.is_short and not self._jobs.given:
            self._renew()
        if not self._up or self._kill_reason == RENEWAL:
            return
        for job in list(self._jobs.waiting):
            if isinstance(job, GenerateJob) and job.generation.ended:
                self._jobs.waiting.remove(job)
            elif self._may_begin(job):
                self._jobs.waiting.remove(job)
                self._give(job)

    def _may_begin(self, job: Job) -> bool:
        """One load at a time; what needs a model waits for it, or fails if it does not come."""
        match job:
            case _ if self._reach.bars(job, self._limits.renewal):
                return False
            case LoadJob():
                return not self._jobs.loading()
            case GenerateJob() | MeasureJob() if job.path not in self._specs:
                if self._jobs.coming_load(job.path) is None:
                    self._jobs.waiting.remove(job)
                    job.fail(no_model())
                return False
            case _:
                return True

    def _start(self) -> None:
        self._publish_models(state=EngineState.STARTING, progress=0.0, pid=None)
        try:
            child = ChildProcess(self._command, self._environment, self._on_message, self._on_death)
        except OSError as error:
            self._give_up(cannot_start(error))
            return
        self._child, self._up, self._kill_reason = child, False, ""
        child.send(self._reach.start(self._config))
        self._publish(pid=child.pid)
        self._mailbox.timer("start", self._limits.start, partial(self._kill, "start"))

    def _renew(self) -> None:
        """End it, with nothing given to it; it keeps its KV caches first. It is no crash, and nothing is said of it."""
        if self._up and self._kill_reason != RENEWAL:
            self._kill_reason = RENEWAL
            self._say(wire.Shutdown(self._next_id()))
            self._mailbox.timer("renew", self._limits.close, partial(self._kill, RENEWAL))
            self._publish(state=EngineState.STARTING, progress=0.0)

    def _give(self, job: Job) -> None:
        id = self._next_id()
        self._jobs.given[id] = job  # before the process hears of it: what it says comes on the pipe's thread
        try:
            self._say(command_for(id, job))
        except UserError as error:  # longer than any line may be
            del self._jobs.given[id]
            job.fail(error)
            return
        match job:
            case LoadJob():
                # The process frees what it has of the same path before it loads it anew.
                self._specs.pop(job.spec.path, None)
                self._publish_models(state=EngineState.LOADING, progress=0.0)
                self._mailbox.timer("load", self._limits.load_stall, partial(self._kill, "load"))
            case GenerateJob():
                loading = self._jobs.loading() or self._jobs.loads()  # one that failed is over, one that waits is not
                state = EngineState.LOADING if loading else EngineState.READY
                self._publish(state=state, model=self._use(job.path))
        if len(self._jobs.given) == 1:
            self._ping()

    def _next_id(self) -> int:
        self._id += 1
        return self._id

    def _say(self, command: wire.Command) -> None:
        """Say it to a process that is up; one that is not hears what matters when it is."""
        if self._child is not None and self._up:
            self._child.send(command)

    def _ping(self) -> None:
        if self._jobs.given:
            self._say(wire.Ping(self._id))
            self._mailbox.timer("hang", self._limits.hang, partial(self._kill, "hang"))

    def _kill(self, reason: str) -> None:
        """End a process that does not do what it should; the rest happens when its death arrives."""
        if self._child is not None:
            self._kill_reason = reason
            self._child.kill()

    # What the process says

    def _on_message(self, child: ChildProcess, message: wire.Message) -> None:
        """On the pipe's thread; what is said of an answer goes to its reader: this one would wake for each token."""
        if child is not self._child or not self._jobs.stream(message):
            self._mailbox.post(partial(self._message, child, message))

    def _message(self, child: ChildProcess, message: wire.Message) -> None:
        if child is not self._child:
            return
        match message:
            case wire.Hello():
                self._hello(child, message)
            case wire.Refused(id=wire.START):
                self._child = None
                self._give_up(message.error())
            case wire.Pong():
                self._mailbox.clear_timer("hang")
                self._mailbox.timer("ping", self._limits.ping, self._ping)
            case wire.Freed():
                self._specs.pop(message.path, None)
                self._publish_models()
            case wire.Activity():
                self._publish(activity=message.models)
            case _ if message.id in self._jobs.given:
                self._progress(message.id, self._jobs.given[message.id], message)

    def _hello(self, child: ChildProcess, hello: wire.Hello) -> None:
        self._up = True
        self._mailbox.clear_timer("start")
        self._publish(state=EngineState.STOPPED, barriers=(*child.barriers, *hello.barriers))
        self._reach.hello(hello, self._config)
        self._configure()
        self._pump()

    def _progress(self, id: int, job: Job, message: wire.Message) -> None:
        """What a working process says about a job, but for what streams into an answer."""
        match message, job:
            case wire.LoadProgress(), LoadJob():
                job.progress, job.device = message.fraction, message.device
                self._mailbox.timer("load", self._limits.load_stall, partial(self._kill, "load"))
                self._publish(progress=message.fraction)
            case _:
                del self._jobs.given[id]
                self._mailbox.clear_timer(f"answer-{id}")
                self._mailbox.clear_timer(f"grace-{id}")
                if isinstance(job, LoadJob):
                    self._mailbox.clear_timer("load")
                if not self._jobs.given:  # an idle process owes no answer, not even to a ping
                    self._mailbox.clear_timer("hang")
                self._end(job, message)
                self._pump()

    def _end(self, job: Job, message: wire.Message) -> None:
        """The last thing it says about a job."""
        match message, job:
            case wire.Done(), GenerateJob():
                job.generation.push(message.finished)
                if self.status.error:
                    self._publish(error="", remedies=(), last_words=())
            case wire.Loaded(), LoadJob():
                if not job.dropped:  # else it is being freed
                    self._loaded(job, message.model)
            case wire.Unloaded(), UnloadJob():
                self._publish_models(error="", remedies=())
                job.waiter.set_result(None)
            case wire.DevicesListed(), DevicesJob():
                job.waiter.set_result(message.report)
            case wire.Measured(), MeasureJob():
                job.waiter.set_result(message.measure)
            case wire.Inspected(), InspectJob():
                job.waiter.set_result(message.report)
            case wire.Refused(), _:
                self._refused(job, message.error())
            case wire.Broken(), _:
                self._refused(job, BugError(message.what, message.details))
            case _:
                self._refused(job, BugError("The engine answered something else.", type(message).__name__))

    def _loaded(self, job: LoadJob, model: LoadedModel) -> None:
        path = job.spec.path
        self._specs[path] = job.spec
        others = tuple(other for other in self.status.models if other.path != path)
        quiet = {} if not job.waiters else {"error": "", "remedies": (), "last_words": ()}
        self._publish(state=EngineState.READY, model=model, models=(*others, model), progress=1.0, **quiet)
        job.succeed(model)
        if self._prefill is not None and self._prefill.model == path:
            self._say_prefill()

    def _use(self, path: Path) -> LoadedModel | None:
        """Put a model at the end of the order of use."""
        if path in self._specs:
            self._specs[path] = self._specs.pop(path)
        return next((model for model in self.status.models if model.path == path), None)

    def _refused(self, job: Job, error: PaddockError) -> None:
        if self._reach.refuses(job, error):
            self._jobs.waiting.appendleft(job)
            return
        if isinstance(job, LoadJob):
            self._specs.pop(job.spec.path, None)
            self._load_failed(job, error)
        job.fail(error)

    def _load_failed(self, job: LoadJob, error: PaddockError) -> None:
        """Say so, unless nobody wanted it any more; answers that wait for it fail with the same words."""
        if job.dropped:
            self._publish_models()
            return
        remedies = (error.remedy,) if isinstance(error, UserError) and error.remedy is not Remedy.NONE else ()
        self._publish_models(state=EngineState.FAILED, progress=0.0, error=str(error), remedies=remedies)
        self._publish(model=None)
        for waiting in list(self._jobs.waiting):
            if isinstance(waiting, GenerateJob | MeasureJob) and waiting.path == job.spec.path:
                self._jobs.waiting.remove(waiting)
                waiting.fail(error)

    # Its death

    def _on_death(self, child: ChildProcess, death: Death) -> None:
        self._mailbox.post(partial(self._died, child, death))

    def _died(self, child: ChildProcess, death: Death) -> None:
        if child is not self._child:
            return
        reason, jobs, was_up = self._kill_reason, list(self._jobs.given.values()), self._up
        models, specs = self.status.models, self._specs
        self._child, self._up, self._kill_reason = None, False, ""
        self._jobs.given, self._specs = {}, {}
        self._mailbox.clear_timers()
        cause = "it did not react" if reason else death.cause
        if reason != RENEWAL:
            logger.warning("The engine's process %d ended: %s", child.pid, cause)
        if reason not in ("cancel", RENEWAL):  # ending it on a person's behalf is no crash
            self._crashes.count(on_card=uses_card(models, jobs))
            cards = [model.path for model in models if model.device != CPU]
            self._crashes.blame(spec for path, spec in specs.items() if path in cards)
        words = death.last_words if reason != RENEWAL else ()
        self._publish_models(state=EngineState.STOPPED, progress=0.0, pid=None, last_words=words, activity=())
        for job in jobs:
            beside, stalled = len(jobs) > 1, reason == "load"
            left = left_over(job, death, self._crashes, cause=cause, stalled=stalled, beside=beside)
            if isinstance(left, UserError) and isinstance(job, LoadJob):
                self._load_failed(job, left)
                job.fail(left)
            elif isinstance(left, Job):
                self._jobs.put_back(left)
        said = died(cause, death, specs if not reason else ()) if reason != RENEWAL else self.status.error
        self._restart(death, cause, said, was_up, specs)

    def _restart(self, death: Death, cause: str, said: str, was_up: bool, specs: Mapping[Path, LoadSpec]) -> None:
        """Start again with the model that was used last, and with those that answers wait for."""
        if self._crashes.too_many:
            self._give_up(died_too_often(cause, death, self._crashes) if was_up else cannot_start(cause))
            return
        for spec in self._jobs.to_restore(specs):
            self._jobs.waiting.appendleft(LoadJob(spec, on_cpu=self._crashes.on_cpu(spec)))
        if self.status.state is not EngineState.FAILED:
            self._publish(error=said)
        self._pump()

    def _give_up(self, error: UserError) -> None:
        self._specs = {}
        self._crashes.forget()
        self._mailbox.clear_timers()
        remedies = may_help(error, self._crashes)
        self._publish_models(state=EngineState.FAILED, progress=0.0, pid=None, error=str(error), remedies=remedies)
        jobs = list(self._jobs.waiting)
        self._jobs.waiting.clear()
        for job in jobs:
            job.fail(error)

    # What is told

    def _publish_models(self, **changes: object) -> None:
        """The models that are there now; without any, and nothing else to say, the engine has stopped."""
        models = tuple(model for model in self.status.models if model.path in self._specs)
        last = next(reversed(self._specs), None)
        current = next((model for model in models if model.path == last), None)
        if "state" not in changes and not self._jobs.loading():
            changes["state"] = EngineState.READY if models else EngineState.STOPPED
        self._publish(models=models, model=current, **changes)

    def _publish(self, **changes: object) -> None:
        status = replace(self.status, **changes)  # type: ignore[arg-type]  # fields of it, each of its type
        if status != self.status:
            self.status = status
            self._on_status(status)
