"""The child's main thread: does what the inbox brings, and between that computes, one batch after the other.

One rule: nothing here waits while there is something to do. Loading a model takes seconds, so a thread of its own does
it; everything else is short.

    commands ─▶ what somebody waits for, of each model in turn ─▶ what nobody waits for ─▶ idle work ─▶ sleep
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from paddock.core.errors import BugError, UserError
from paddock.core.models import LoadedModel
from paddock.core.params import LoadParams, Switch
from paddock.core.said import say
from paddock.engine.api import EngineConfig, GenerationRequest
from paddock.engine.child.batching import DeviceLostError
from paddock.engine.child.cancellation import CancelFlag
from paddock.engine.child.confinement import Confinement
from paddock.engine.child.devices import report
from paddock.engine.child.failures import LlamaLog, memory_for, no_memory
from paddock.engine.child.inbox import Arrival, Inbox, Report
from paddock.engine.child.inspection import inspect
from paddock.engine.child.kv_store import KvStore
from paddock.engine.child.model import Model
from paddock.engine.child.outbox import Outbox
from paddock.engine.child.rendering.host import TemplateHost
from paddock.engine.child.resident import Resident, frames, known_attention
from paddock.engine.ram import total_memory
from paddock.engine.wire import (
    START,
    Activity,
    Broken,
    Configure,
    DevicesListed,
    Event,
    Freed,
    Generate,
    Inspect,
    Inspected,
    ListDevices,
    Load,
    Loaded,
    LoadProgress,
    Measure,
    Measured,
    Prefill,
    Refused,
    Shutdown,
    Unload,
    Unloaded,
)

ACTIVITY_EVERY = 0.25
"""Seconds between two reports of what is done, at most."""
NAP = 0.5
"""Seconds until idle work that waits for its time is looked at again."""
SAVE_SECONDS = 4.0
"""For the KV caches that are not on the disk yet when the program ends; `jobs.Limits.close` is longer."""
FREE_SECONDS = 2.5
"""For those of a model that is freed. Less than `jobs.Limits.cancel_grace`: a cancel is not heard meanwhile."""
BESIDE_SECONDS = 1.0
"""For those of one that is freed while somebody waits for an answer of another, which stands still meanwhile."""
USABLE = 0.9
"""Of the memory, for models: the rest is the system's and the window's."""
DEVICE_LOST = 70
"""Exit status; the program starts another process, and the processor if that happens again."""


class Scheduler:
    """Owns the models.

    Args:
        abort: what llama.cpp looks at inside a batch; the inbox sets it.
        host: where chat templates run.
        confinement: of this process.
    """

    def __init__(
        self, lib: Any, inbox: Inbox, outbox: Outbox, abort: CancelFlag, host: TemplateHost, confinement: Confinement
    ) -> None:
        self._lib = lib
        self._inbox = inbox
        self._outbox = outbox
        self._abort = abort
        self._host = host
        self._confinement = confinement
        self._log = LlamaLog(lib)
        self._config = EngineConfig()
        self._store: KvStore | None = None
        self._residents: dict[Path, Resident] = {}  # in the order of their use, the last one last
        self._loading: dict[Path, int] = {}
        self._inspector = ThreadPoolExecutor(1, "inspector")
        self._inspecting: set[int] = set()  # what waits for the inspector, too
        self._told = Activity(START, ())
        self._told_at = 0.0

    def run(self) -> None:
        """For ever; `Shutdown`, or the reader, ends the process."""
        while True:
            self._take()
            self._work()
            self._tell_activity()

    # Commands

    def _take(self) -> None:
        """Do all that has come; wait for something if there is nothing else to do."""
        timeout = self._patience()
        while (came := self._inbox.take(timeout)) is not None:
            timeout = 0.0
            if isinstance(came, Report):
                came.action()
            else:
                self._answer(came)

    def _patience(self) -> float | None:
        """Seconds to wait for a command; None: until one comes."""
        residents = self._residents.values()
        if any(resident.busy(foreground=False) for resident in residents):
            return 0.0
        quiet = not self._loading and not self._inspecting  # both keep the processor busy, and end with a report
        if quiet and any(self._idle_step(resident) for resident in residents):
            return 0.0
        waits = [NAP] if quiet and any(resident.has_idle_work for resident in residents) else []
        if self._config.idle_unload and residents:
            oldest = min(resident.used_at for resident in residents)
            waits.append(max(0.0, oldest + self._config.idle_unload - time.monotonic()))
        if self._changed_activity():
            waits.append(ACTIVITY_EVERY)
        return min(waits, default=None)

    def _idle_step(self, resident: Resident) -> bool:
        try:
            return resident.idle_step()
        except Exception as error:
            print(f"error: idle work failed: {frames(error)}", file=sys.stderr, flush=True)
            resident.rest()
            return False

    def _answer(self, arrival: Arrival) -> None:
        id = arrival.command.id
        self._guarded(id, lambda: self._do(arrival))

    def _guarded(self, id: int, action: Callable[[], Event | None]) -> None:
        """Do it and send what it says, or why it failed."""
        try:
            event = action()
        except UserError as error:
            event = Refused.of(id, error)
        except BugError as error:
            event = Broken(id, error.what, error.details)
        except MemoryError:
            event = Refused.of(id, no_memory(say("The engine has no memory left."), smaller_context=True))
        except Exception as error:
            event = Broken(id, say("The engine made a mistake."), frames(error))
        if event is not None:
            self._inbox.done(id)
            self._outbox.send(event)

    def _do(self, arrival: Arrival) -> Event | None:
        command = arrival.command
        match command:
            case Configure():
                self._configure(command.config)
            case Load():
                return self._load(command)
            case Unload():
                return self._unload(command)
            case Generate():
                self._resident(command.request).generate(command, arrival.at)
            case Prefill():
                self._prefill(command.request)
            case Measure():
                return Measured(command.id, self._resident(command.request).measure(command.request))
            case Inspect():
                self._inspect(command)
            case ListDevices():
                return DevicesListed(command.id, report(self._lib))
            case Shutdown():
                self._end()
        return None

    def _inspect(self, command: Inspect) -> None:
        """On a thread of its own, for it reads a vocabulary; one after the other, for each takes memory."""
        self._confinement.check([command.path])

        def answer() -> Event:
            report = inspect(self._lib, self._log, self._host, command.path, command.request, command.prompt_format)
            return Inspected(command.id, report)

        def work() -> None:
            self._guarded(command.id, answer)
            self._inbox.report(lambda: self._inspecting.discard(command.id))

        with memory_for(command.path):
            self._inspector.submit(work)
        self._inspecting.add(command.id)

    def _configure(self, config: EngineConfig) -> None:
        self._config = config
        self._store = None
        if config.cache_dir is not None and config.cache_key and config.cache_limit > 0:
            self._store = KvStore(config.cache_dir, bytes.fromhex(config.cache_key), config.cache_limit)
        for resident in self._residents.values():
            resident.configure(config, self._store)

    def _resident(self, request: GenerationRequest) -> Resident:
        path = request.model or next(reversed(self._residents), None)
        if path not in self._residents:
            raise UserError(say("The model is not loaded any more."), say("Load it again."), code="no-model")
        resident = self._residents.pop(path)
        self._residents[path] = resident
        return resident

    def _prefill(self, request: GenerationRequest | None) -> None:
        wanted = request and (request.model or next(reversed(self._residents), None))
        for path, resident in self._residents.items():
            resident.prefill(request if path == wanted and not self._would_hold_up(resident) else None)

    def _would_hold_up(self, resident: Resident) -> bool:
        """Whether somebody waits for another model's answer while this one's slow template would be rendered."""
        others = (other for other in self._residents.values() if other is not resident)
        return resident.renders_slowly and any(other.busy(foreground=True) for other in others)

    # Models

    def _load(self, command: Load) -> Event | None:
        path, params = command.path, command.params
        self._confinement.check((path, *params.files))
        there = self._residents.get(path)
        if there is not None and there.model.takes(params):
            self._adapt(there, params)
            self._residents[path] = self._residents.pop(path)
            return Loaded(command.id, there.model.loaded)
        if there is not None:
            self._free(path)
        self._make_room(path)
        flag = CancelFlag()
        self._inbox.loading(command.id, flag)
        with memory_for(path):
            threading.Thread(target=self._load_beside, args=(command, flag), name="loader", daemon=True).start()
        self._loading[path] = command.id
        return None

    def _adapt(self, resident: Resident, params: LoadParams) -> None:
        """Other adapters, another prompt format; where they do not work the model goes, for the program is told so."""
        try:
            resident.adapt(params)
        except UserError:
            self._free(resident.model.loaded.path)
            raise

    def _load_beside(self, command: Load, flag: CancelFlag) -> None:
        """On a thread of its own: load, and hand the model to the main thread."""
        said = (-1, "")

        def on_progress(fraction: float, device: str) -> None:
            nonlocal said
            if (now := (int(fraction * 100), device)) != said:
                said = now
                self._outbox.send(LoadProgress(command.id, fraction, device))

        def load() -> Event | None:
            with memory_for(command.path):
                model = Model(
                    self._lib,
                    self._log,
                    command.path,
                    command.params,
                    host=self._host,
                    notice=command.notice,
                    attention=self._attention(command.path),
                    abort=self._abort,
                    cancel=flag,
                    on_progress=on_progress,
                )
            self._inbox.report(lambda: self._guarded(command.id, lambda: self._loaded(command, model)))
            return None

        try:
            self._guarded(command.id, load)
        finally:
            self._inbox.report(lambda: self._loading.pop(command.path, None))

    def _attention(self, path: Path) -> Switch:
        """What was found to be faster; without a place for KV caches that is not to be had (`KvPool`, lean)."""
        return known_attention(path, self._config.cache_dir) if self._store is not None else Switch.AUTO

    def _loaded(self, command: Load, model: Model) -> Event:
        if self._inbox.is_cancelled(command.id):
            model.close()
            raise UserError(say("Loading the model was stopped."), code="cancelled")
        resident = Resident(self._lib, model, self._inbox, self._outbox, self._config, self._store)
        self._residents[command.path] = resident
        return Loaded(command.id, model.loaded)

    def _make_room(self, path: Path) -> None:
        """Free what was used least recently, while the weights of all would not fit beside each other.

        Only the computer's memory is counted here; where a graphics card is full, loading fails and takes fewer
        layers. A model that answers stays.
        """
        room = USABLE * total_memory() - _size(path)
        for resident in list(self._residents.values()):
            used = sum(_size_of(other.model.loaded) for other in self._residents.values())
            if used <= room:
                return
            if not resident.busy(foreground=False):
                self._free(resident.model.loaded.path, told=True)

    def _unload(self, command: Unload) -> Event:
        for path, id in self._loading.items():
            if command.path in (None, path):
                self._inbox.cancel(id)
        for path in [command.path] if command.path is not None else list(self._residents):
            self._free(path)
        return Unloaded(command.id)

    def _free(self, path: Path, *, told: bool = False) -> None:
        resident = self._residents.pop(path, None)
        if resident is None:
            return
        resident.give_up()
        waiting = any(other.busy(foreground=True) for other in self._residents.values())
        resident.save(time.monotonic() + (BESIDE_SECONDS if waiting else FREE_SECONDS))
        resident.close()
        if told:
            self._outbox.send(Freed(START, path))

    # Work

    def _work(self) -> None:
        self._free_idle()
        for resident in self._residents.values():
            resident.end_cancelled()
        for foreground in (True, False):
            busy = [resident for resident in self._residents.values() if resident.busy(foreground=foreground)]
            for resident in busy:
                self._step(resident, foreground)
            if busy:
                return

    def _step(self, resident: Resident, foreground: bool) -> None:
        try:
            resident.step(foreground=foreground)
        except DeviceLostError as error:
            # Nothing of llama.cpp can be trusted now, so this process ends; the program restarts it.
            print(f"error: {resident.model.loaded.device} does not compute any more: {error}", flush=True)
            os._exit(DEVICE_LOST)
        except Exception as error:
            resident.give_up(error)

    def _free_idle(self) -> None:
        limit = self._config.idle_unload
        if not limit:
            return
        for path, resident in list(self._residents.items()):
            if time.monotonic() - resident.used_at >= limit and not resident.busy(foreground=False):
                self._free(path, told=True)

    def _end(self) -> None:
        """Keep the KV caches, then end; the program has been told all that it waits for."""
        deadline = time.monotonic() + SAVE_SECONDS
        for resident in self._residents.values():
            resident.give_up()
            resident.save(deadline)
        os._exit(0)

    # What is told unasked

    def _activity(self) -> Activity:
        return Activity(START, tuple(resident.activity() for resident in self._residents.values()))

    def _changed_activity(self) -> bool:
        return self._activity() != self._told

    def _tell_activity(self) -> None:
        now = time.monotonic()
        if now - self._told_at < ACTIVITY_EVERY:
            return
        activity = self._activity()
        if activity != self._told:
            self._told, self._told_at = activity, now
            self._outbox.send(activity)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # loading it says what is wrong


def _size_of(loaded: LoadedModel) -> int:
    """Bytes of the computer's memory that a model takes."""
    return sum(memory.total for memory in loaded.memory if memory.device == "CPU") or loaded.size
