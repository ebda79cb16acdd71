"""The engine that the program uses: llama.cpp in a process of its own.

One rule: nothing that happens to that process is more than a value here: a status, an event, an error.

    any thread ──▶ EngineSupervisor ──▶ Keeper (one thread, all state) ──▶ ChildProcess (writer, reader, stderr)
"""

from __future__ import annotations

import logging
import os
import secrets
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from paddock.core.errors import BugError
from paddock.core.models import LoadedModel
from paddock.core.params import LoadParams
from paddock.engine.api import DeviceReport, EngineStatus, GenerationRequest
from paddock.engine.generation import EngineGeneration
from paddock.engine.jobs import Limits, LoadSpec
from paddock.engine.keeper import Keeper
from paddock.engine.process import scrubbed_environment

T = TypeVar("T")
Listener = Callable[[EngineStatus], None]

logger = logging.getLogger(__name__)


def default_command() -> list[str]:
    """How this program starts itself as the engine; `-P` keeps the current folder off the path."""
    return [sys.executable, "-P", "-m", "paddock", "--engine-child"]


class EngineSupervisor:
    """Implements `paddock.engine.api.Engine`. Costs nothing until it is first used.

    Listeners run on the thread that keeps the process, so they return at once and call no method that waits.

    Args:
        command: starts the process.
        environment: what it is scrubbed from.
    """

    def __init__(
        self,
        command: Sequence[str] | None = None,
        *,
        environment: Mapping[str, str] | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._command = list(command) if command is not None else default_command()
        self._environment = scrubbed_environment(os.environ if environment is None else environment)
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._keeper: Keeper | None = None
        self._closed = False
        self._listeners: dict[object, Listener] = {}

    @property
    def status(self) -> EngineStatus:
        """See `Engine.status`."""
        keeper = self._keeper
        return EngineStatus() if keeper is None else keeper.status

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """See `Engine.subscribe`."""
        key = object()
        with self._lock:
            self._listeners[key] = listener

        def unsubscribe() -> None:
            with self._lock:
                self._listeners.pop(key, None)

        return unsubscribe

    def load(self, path: Path, params: LoadParams) -> LoadedModel:
        """See `Engine.load`. Loading another model meanwhile, or `unload`, ends this with the code "cancelled"."""
        spec = LoadSpec(Path(path).absolute(), params)
        return self._ask(lambda keeper, answer: keeper.load(spec, answer))

    def unload(self) -> None:
        """See `Engine.unload`; ends a load that is on its way."""
        if self._keeper is not None:
            self._ask(Keeper.unload)

    def generate(self, request: GenerationRequest) -> EngineGeneration:
        """See `Engine.generate`. Returns at once; what there is to wait for, its `next` waits for."""
        seed = request.sampling.seed
        if seed is None:
            seed = secrets.randbelow(2**32 - 1)
        return self._ask(lambda keeper, answer: keeper.generate(request, seed, answer))

    def devices(self) -> DeviceReport:
        """See `Engine.devices`."""
        return self._ask(Keeper.devices)

    def close(self) -> None:
        """See `Engine.close`."""
        with self._lock:
            keeper = self._keeper
            if keeper is not None and not self._closed:
                keeper.post(keeper.close)
            self._closed = True
        if keeper is not None:
            keeper.join(1.0)

    def _ask(self, question: Callable[[Keeper, Future[T]], None]) -> T:
        """Put a question to the keeper and wait for its answer."""
        answer: Future[T] = Future()
        with self._lock:  # so that no question comes after `close`, when nobody answers
            if self._closed:
                raise BugError("The engine was used after it was closed.")
            if self._keeper is None:
                self._keeper = Keeper(self._command, self._environment, self._limits, self._tell)
            keeper = self._keeper
            if keeper.is_current_thread():
                raise BugError("A listener of the engine waits for the engine.")
            keeper.post(lambda: question(keeper, answer))
        return answer.result()

    def _tell(self, status: EngineStatus) -> None:
        with self._lock:
            listeners = list(self._listeners.values())
        for listener in listeners:
            try:
                listener(status)
            except Exception:  # a listener's mistake is its own; the engine goes on
                logger.exception("A listener of the engine failed.")
