"""Has a model made smaller, by a process of its own for each time.

One rule: whatever becomes of that process, it is gone when the call returns, and why is a `UserError`.
"""

from __future__ import annotations

import logging
import os
import queue
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from paddock.core.errors import BugError, Remedy, UserError
from paddock.core.said import say
from paddock.engine.api import Barrier
from paddock.engine.process import NONSENSE, ChildProcess, Death, scrubbed_environment
from paddock.engine.quantizing import Advanced, Event, Finished, Planned, Quantize, Started, read_events
from paddock.engine.wire import Refused

LOOK = 0.1  # s: how soon it is seen that a person wants no more
END = 5.0  # s: until a killed process is reaped
PLAN = 60.0  # s: for a look at one type; a header takes a tenth of a second

logger = logging.getLogger(__name__)


def default_command() -> list[str]:
    """How this program starts itself to quantise; `-P` keeps the current folder off the path."""
    return [sys.executable, "-P", "-m", "paddock", "--quantize-child"]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made.

    Attributes:
        source: the model; of several files the first.
        target: the file that is written, which is there already.
        file_type: `enum llama_ftype` (llama.h).
        imatrix: GGUF file of what matters to the model.
        largest: bytes that the target may have.
    """

    source: Path
    target: Path
    file_type: int
    imatrix: Path | None
    largest: int


class Quantizer:
    """Asks llama.cpp what would come of a type, and to make it; from any thread.

    On Linux the process dies with the thread that called.

    Args:
        command: starts the process.
        environment: what it is scrubbed from.
        started: told of each process, and what it is kept from.
    """

    def __init__(
        self,
        command: Sequence[str] | None = None,
        *,
        environment: Mapping[str, str] | None = None,
        started: Callable[[int, tuple[Barrier, ...]], None] | None = None,
    ) -> None:
        self._command = list(command) if command is not None else default_command()
        self._environment = scrubbed_environment(os.environ if environment is None else environment)
        self._started = started

    def plan(self, source: Path, file_types: Sequence[int], imatrix: Path | None = None) -> tuple[Planned, ...]:
        """What would come of each of these types, of which those that cannot hold the model are left out.

        Raises:
            UserError: llama.cpp cannot read the model, or the process died of it.
        """
        plans: list[Planned] = []

        def heard(event: Event) -> None:
            if isinstance(event, Planned):
                plans.append(event)

        self._run(Quantize(source, None, tuple(file_types), imatrix, 0), heard, threading.Event(), PLAN)
        return tuple(plans)

    def make(self, order: Order, report: Callable[[int], None], stop: threading.Event) -> None:
        """Write the file; blocks for minutes.

        Args:
            report: called with the weights that are done.
            stop: once it is set, the process is killed.

        Raises:
            UserError: "cancelled", "disk-full", "no-memory", "needs-imatrix", "bad-imatrix", "quantize-failed",
                "quantize-died", or why the model cannot be read. What is in the target then is of no use.
        """

        def heard(event: Event) -> None:
            if isinstance(event, Advanced):
                report(event.weights)

        job = Quantize(order.source, order.target, (order.file_type,), order.imatrix, order.largest)
        self._run(job, heard, stop, None)

    def _run(
        self, job: Quantize, heard: Callable[[Event], None], stop: threading.Event, patience: float | None
    ) -> None:
        inbox: queue.SimpleQueue[Event | Death] = queue.SimpleQueue()
        try:
            child = ChildProcess(
                self._command,
                self._environment,
                lambda _, event: inbox.put(event),
                lambda _, death: inbox.put(death),
                read_events,
            )
        except OSError as error:
            raise BugError("The process that makes models smaller cannot be started.", str(error)) from error
        try:
            child.send(job)
            waited = 0.0
            while patience is None or waited < patience:
                if stop.is_set():
                    raise UserError(
                        say("Making a smaller model was stopped."), say("Nothing was kept."), code="cancelled"
                    )
                try:
                    event = inbox.get(timeout=LOOK)
                except queue.Empty:
                    waited += LOOK
                    continue
                waited = 0.0
                if self._ends(event, child, job):
                    return
                if not isinstance(event, Death):
                    heard(event)
            raise _died(job.source, say("it did not answer"))
        finally:
            child.kill()
            child.wait(END)

    def _ends(self, event: Event | Death, child: ChildProcess, job: Quantize) -> bool:
        """Whether all is done."""
        match event:
            case Death():
                logger.info("the process that makes models smaller ended: %s", event.cause)
                nonsense = [line for line in event.last_words if line.startswith(NONSENSE)]
                if event.out_of_memory and not nonsense:
                    raise _no_memory(job.source)
                raise _died(job.source, nonsense[-1] if nonsense else event.cause)
            case Refused():
                raise event.error()
            case Started() if self._started is not None:
                self._started(child.pid, (*event.barriers, *child.barriers))
        return isinstance(event, Finished)


def _no_memory(source: Path) -> UserError:
    return UserError(
        say(
            "The process that was to make “{name}” smaller was ended: the memory ran out, most likely.",
            name=source.name,
        ),
        say("Close other programs and try again."),
        code="no-memory",
        remedy=Remedy.RETRY,
    )


def _died(source: Path, cause: str) -> UserError:
    return UserError(
        say("The process that was to make “{name}” smaller died ({cause}).", name=source.name, cause=cause.rstrip(".")),
        say("Try again; if it happens again, the file is damaged: download it again."),
        code="quantize-died",
        remedy=Remedy.RETRY,
    )
