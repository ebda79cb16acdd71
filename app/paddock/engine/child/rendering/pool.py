"""The processes that render: one for each template that was used lately, kept, so that rendering costs a round trip.

One rule: whatever a template does to its process, `render` answers in time, and the next rendering finds a good one.

The kernel's limits and the sandbox are the process's own (`confinement.py`); the clock and, where the kernel keeps no
limit of memory, what it takes are watched from here.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from paddock.engine.child.rendering.limits import MIB, Limits
from paddock.engine.child.rendering.protocol import FAILED, READY, SPENT, encode_answer, longest_answer

LOOK_EVERY = 0.05
"""Seconds between two looks at the memory of a process that renders."""
PYTHON = 64 * MIB
"""Memory of a process that has not rendered yet, and some."""


class Worker(Protocol):
    """A template's process, from this side."""

    def send(self, frame: bytes, deadline: float) -> bool:
        """Tell it something; False if it does not take it in time.

        Raises:
            EOFError: it is gone.
        """

    def receive(self, limit: int, until: float) -> bytes | None:
        """What it says, at most `limit` bytes; None if that is not whole at `until`.

        Raises:
            EOFError: it is gone.
        """

    def memory(self) -> int:
        """Bytes it takes; 0 where nobody can tell."""

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended."""

    def close(self) -> None:
        """End it and reap it. Idempotent."""


class _FailedError(Exception):
    """There is no answer; the process is of no more use."""


@dataclass(slots=True)
class _Kept:
    worker: Worker
    worked: float = 0.0  # seconds


class Pool:
    """Renders with one process a template.

    Args:
        start: makes a process.
    """

    def __init__(self, start: Callable[[], Worker], limits: Limits) -> None:
        self._start = start
        self._limits = limits
        self._kept: dict[bytes, _Kept] = {}  # in the order of their use, the last one last

    def render(self, template: bytes, request: bytes) -> bytes:
        """The answer to a request; see `protocol.py`."""
        kept: _Kept | None = None
        try:
            kept = self._take(template)
            began = time.monotonic()
            answer = self._ask(kept.worker, request, began + self._limits.seconds)
            kept.worked += time.monotonic() - began
        except _FailedError as error:
            answer = encode_answer(FAILED if kept is None else SPENT, str(error))
        if kept is not None:
            if answer[:1] == SPENT or kept.worked > self._limits.worn_seconds:
                kept.worker.close()
            else:
                self._kept[template] = kept
        return answer

    def close(self) -> None:
        """End all processes."""
        while self._kept:
            self._kept.popitem()[1].worker.close()

    def _take(self, template: bytes) -> _Kept:
        """The process of a template, out of those that are kept; a new one has not been told the template yet."""
        kept = self._kept.pop(template, None)
        if kept is not None:
            if kept.worker.is_alive:
                return kept
            kept.worker.close()
        while len(self._kept) >= self._limits.kept:
            self._kept.pop(next(iter(self._kept))).worker.close()
        try:
            worker = self._start()
        except (OSError, MemoryError) as error:
            raise _FailedError(f"was given no process ({type(error).__name__})") from error
        return self._begin(worker, template)

    def _begin(self, worker: Worker, template: bytes) -> _Kept:
        deadline = time.monotonic() + self._limits.start_seconds
        try:
            if worker.receive(len(READY), deadline) == READY and worker.send(template, deadline):
                return _Kept(worker)
        except EOFError:
            pass  # it has ended: as one that does not answer
        worker.close()
        raise _FailedError("was given a process that does not start")

    def _ask(self, worker: Worker, request: bytes, deadline: float) -> bytes:
        """What the process answers.

        Raises:
            _FailedError: nothing, until it is too late, or it takes too much.
        """
        limits = self._limits
        too_late = _FailedError(f"took longer than {limits.seconds:g} seconds")
        try:
            if not worker.send(request, deadline):
                raise too_late
            while (answer := worker.receive(longest_answer(request), self._next_look(deadline))) is None:
                if time.monotonic() >= deadline:
                    raise too_late
                if worker.memory() > PYTHON + limits.memory:
                    raise _FailedError(f"needed more than {limits.memory // MIB} MiB")
        except EOFError:
            raise _FailedError("ended the process that it was rendered in") from None
        return answer

    def _next_look(self, deadline: float) -> float:
        return min(deadline, time.monotonic() + LOOK_EVERY)
