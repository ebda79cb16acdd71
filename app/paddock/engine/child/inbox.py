"""What the program wants, between the thread that reads it and the thread that does it.

One rule: a command that must not wait (a cancel, or work in the foreground while a batch computes what nobody waits
for yet) ends the present batch at once; everything else waits for the end of it.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from paddock.engine.api import Priority
from paddock.engine.child.cancellation import CancelFlag
from paddock.engine.wire import Configure, Generate, Inspect, ListDevices, Load, Measure, Prefill, Shutdown, Unload

Work = Configure | Load | Unload | Generate | Prefill | Measure | Inspect | ListDevices | Shutdown


class Arrival(NamedTuple):
    """A command, and `time.perf_counter()` when it came."""

    command: Work
    at: float


class Report(NamedTuple):
    """Something that another thread of this process has done; `action` is for the main thread."""

    action: Callable[[], Any]


class Inbox:
    """Commands in order, and which of them are cancelled.

    Args:
        abort: what llama.cpp looks at inside a batch.
    """

    def __init__(self, abort: CancelFlag) -> None:
        self._abort = abort
        self._queue: queue.SimpleQueue[Arrival | Report] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._batch: frozenset[int] = frozenset()  # commands that the present batch works on
        self._interruptible = False
        self._cancelled: set[int] = set()
        self._flags: dict[int, CancelFlag] = {}  # of loads

    # From the reader's thread, or a loader's

    def put(self, command: Work) -> None:
        """A command came."""
        self._queue.put(Arrival(command, time.perf_counter()))
        urgent = not isinstance(command, Generate) or command.request.priority is Priority.FOREGROUND
        with self._lock:
            if urgent and self._interruptible:
                self._abort.set()

    def cancel(self, id: int) -> None:
        """Cancel a command, whether it waits or runs; one that is done already does not mind."""
        with self._lock:
            self._cancelled.add(id)
            if id in self._flags:
                self._flags[id].set()
            if id in self._batch:
                self._abort.set()
        self._queue.put(Report(lambda: None))  # the main thread may be asleep

    def report(self, action: Callable[[], Any]) -> None:
        """Have the main thread do something."""
        self._queue.put(Report(action))

    # From the main thread

    def take(self, timeout: float | None) -> Arrival | Report | None:
        """What comes next; None after `timeout` seconds (None: wait, 0: look)."""
        try:
            return self._queue.get_nowait() if timeout == 0 else self._queue.get(timeout=timeout)
        except queue.Empty:
            return None

    @property
    def empty(self) -> bool:
        """Whether nothing has come."""
        return self._queue.empty()

    def is_cancelled(self, id: int) -> bool:
        """Whether this command is cancelled."""
        return id in self._cancelled

    def done(self, id: int) -> None:
        """The command has been answered."""
        with self._lock:
            self._cancelled.discard(id)
            self._flags.pop(id, None)

    def loading(self, id: int, flag: CancelFlag) -> None:
        """A load begins; its cancel sets `flag`."""
        with self._lock:
            self._flags[id] = flag
            if id in self._cancelled:
                flag.set()

    def begin(self, ids: Collection[int], *, interruptible: bool) -> None:
        """A batch begins; `interruptible` says that nobody waits for it."""
        with self._lock:
            self._batch = frozenset(ids)
            self._interruptible = interruptible
            if any(id in self._cancelled for id in ids) or (interruptible and not self._queue.empty()):
                self._abort.set()

    def end(self) -> None:
        """The batch has ended."""
        with self._lock:
            self._batch, self._interruptible = frozenset(), False
            self._abort.clear()
