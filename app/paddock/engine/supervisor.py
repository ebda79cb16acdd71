"""The engine that the program uses: llama.cpp in a process of its own.

One rule: nothing that happens to that process is more than a value here: a status, an event, an error.

    any thread ─▶ EngineSupervisor ─▶ Keeper, in a Mailbox (one thread) ─▶ ChildProcess (writer, reader, stderr)
"""

from __future__ import annotations

import logging
import os
import secrets
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from paddock.core.errors import BugError, ClosedError
from paddock.core.models import LoadedModel
from paddock.core.params import LoadParams
from paddock.core.prompts import TemplateReport
from paddock.engine.api import DeviceReport, EngineConfig, EngineStatus, GenerationRequest, PromptMeasure
from paddock.engine.generation import EngineGeneration
from paddock.engine.jobs import InspectJob, Limits, LoadSpec
from paddock.engine.keeper import Keeper
from paddock.engine.mailbox import Mailbox
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
        self._mailbox: Mailbox | None = None
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

    def configure(self, config: EngineConfig) -> None:
        """See `Engine.configure`."""
        self._post(lambda keeper: keeper.configure(config))

    def load(self, path: Path, params: LoadParams) -> LoadedModel:
        """See `Engine.load`. `unload` ends this with the code "cancelled"."""
        spec = LoadSpec.of(path, params)
        return self._ask(lambda keeper, answer: keeper.load(spec, answer))

    def unload(self, path: Path | None = None) -> None:
        """See `Engine.unload`; ends a load that is on its way."""
        if self._keeper is not None:
            path = None if path is None else path.absolute()
            self._ask(lambda keeper, answer: keeper.unload(path, answer))

    def generate(self, request: GenerationRequest) -> EngineGeneration:
        """See `Engine.generate`. Returns at once; what there is to wait for, its `next` waits for."""
        seed = request.sampling.seed
        if seed is None:
            seed = secrets.randbelow(2**32 - 1)
        return self._ask(lambda keeper, answer: keeper.generate(_absolute(request), seed, answer))

    def prefill(self, request: GenerationRequest | None) -> None:
        """See `Engine.prefill`."""
        if self._keeper is not None:
            self._post(lambda keeper: keeper.prefill(request and _absolute(request)))

    def measure(self, request: GenerationRequest) -> PromptMeasure:
        """See `Engine.measure`."""
        return self._ask(lambda keeper, answer: keeper.measure(_absolute(request), answer))

    def inspect(self, path: Path, request: GenerationRequest, prompt_format: str) -> TemplateReport:
        """See `Engine.inspect`."""
        job = partial(InspectJob, path.absolute(), _absolute(request), prompt_format)
        return self._ask(lambda keeper, answer: keeper.inspect(job(answer)))

    def devices(self) -> DeviceReport:
        """See `Engine.devices`."""
        return self._ask(Keeper.devices)

    def close(self) -> None:
        """See `Engine.close`."""
        with self._lock:
            if self._mailbox is not None and self._keeper is not None and not self._closed:
                self._mailbox.post(self._keeper.close)
            self._closed = True
        if self._mailbox is not None:
            self._mailbox.join(2 * self._limits.close + 1.0)

    def _post(self, action: Callable[[Keeper], None]) -> None:
        """Have the keeper do something; returns at once."""
        with self._lock:
            if self._closed:
                return  # nothing holds any more
            mailbox, keeper = self._started()
            mailbox.post(lambda: action(keeper))

    def _ask(self, question: Callable[[Keeper, Future[T]], None]) -> T:
        """Put a question to the keeper and wait for its answer."""
        answer: Future[T] = Future()
        with self._lock:  # so that no question comes after `close`, when nobody answers
            if self._closed:
                raise ClosedError("The engine was used after it was closed.")
            mailbox, keeper = self._started()
            if mailbox.is_current_thread():
                raise BugError("A listener of the engine waits for the engine.")
            mailbox.post(lambda: _put(question, keeper, answer))
        return answer.result()

    def _started(self) -> tuple[Mailbox, Keeper]:
        if self._mailbox is None or self._keeper is None:
            self._mailbox = Mailbox("engine-keeper")
            self._keeper = Keeper(self._mailbox, self._command, self._environment, self._limits, self._tell)
        return self._mailbox, self._keeper

    def _tell(self, status: EngineStatus) -> None:
        with self._lock:
            listeners = list(self._listeners.values())
        for listener in listeners:
            try:
                listener(status)
            except Exception:  # a listener's mistake is its own; the engine goes on
                logger.exception("A listener of the engine failed.")


def _put(question: Callable[[Keeper, Future[T]], None], keeper: Keeper, answer: Future[T]) -> None:
    """Put it; whoever waits hears of a mistake, too."""
    try:
        question(keeper, answer)
    except Exception as error:
        if not answer.done():
            answer.set_exception(BugError("The engine made a mistake.", repr(type(error))))
        raise


def _absolute(request: GenerationRequest) -> GenerationRequest:
    """A model is known by its absolute path."""
    return request if request.model is None else replace(request, model=request.model.absolute())
