"""One answer as its reader sees it. One rule: it always ends, with `Finished` or with an error, whatever happens.

The pipe's thread and the keeper's feed it; any thread reads it or cancels it.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace

from paddock.core.errors import PaddockError
from paddock.core.events import (
    Finished,
    FinishReason,
    PromptProgress,
    ReasoningDelta,
    StreamEvent,
    TextDelta,
    Timings,
    Usage,
)


class EngineGeneration:
    """Implements `paddock.engine.api.Generation`.

    Args:
        seed: what it is drawn with.
        on_cancel: tells the supervisor; must not block.
    """

    def __init__(self, seed: int, on_cancel: Callable[[EngineGeneration], None]) -> None:
        self._seed = seed
        self._on_cancel = on_cancel
        self._ready = threading.Condition()
        self._events: deque[StreamEvent] = deque()
        self._end: Finished | PaddockError | None = None
        self._usage = Usage()
        self._asked = time.perf_counter()
        self._first_text = 0.0
        self._cancelled = False

    def next(self, timeout: float | None = None) -> StreamEvent | None:
        """See `Generation.next`."""
        deadline = None if timeout is None else time.monotonic() + timeout
        with self._ready:
            while not self._events and self._end is None:
                left = None if deadline is None else deadline - time.monotonic()
                if left is not None and left <= 0:
                    return None
                self._ready.wait(left)
            if self._events:
                return self._events.popleft()
            if isinstance(self._end, PaddockError):
                raise self._end
            return self._end

    def __iter__(self) -> Iterator[StreamEvent]:
        """See `Generation.__iter__`."""
        while (event := self.next()) is not None:
            yield event
            if isinstance(event, Finished):
                return

    def cancel(self) -> None:
        """See `Generation.cancel`."""
        with self._ready:
            if self._cancelled or self._end is not None:
                return
            self._cancelled = True
        self._on_cancel(self)

    @property
    def cancelled(self) -> bool:
        """Whether someone asked it to stop."""
        return self._cancelled

    @property
    def silent(self) -> bool:
        """Whether nothing has come yet, not even progress of the prompt."""
        return self._usage == Usage() and self._end is None

    @property
    def ended(self) -> bool:
        """Whether its last event is known."""
        return self._end is not None

    def push(self, event: StreamEvent) -> None:
        """One event from the process; ignored once it has ended."""
        with self._ready:
            if self._end is not None:
                return
            if isinstance(event, PromptProgress):
                self._usage = replace(self._usage, prompt_tokens=event.total, cached_tokens=event.cached)
            if isinstance(event, TextDelta | ReasoningDelta):
                self._first_text = self._first_text or time.perf_counter()
                self._usage = replace(self._usage, completion_tokens=self._usage.completion_tokens + 1)
            if isinstance(event, Finished):
                self._end = event
            else:
                self._events.append(event)
            self._ready.notify_all()

    def finish(self, reason: FinishReason) -> None:
        """End it without word from the process; what had arrived stays readable, with figures as seen from here."""
        self.push(Finished(reason, self._usage, self._timings(), self._seed))

    def _timings(self) -> Timings:
        if not self._first_text:
            return Timings()
        waited = self._first_text - self._asked
        spoken = time.perf_counter() - self._first_text
        fresh, said = self._usage.prompt_tokens - self._usage.cached_tokens, self._usage.completion_tokens - 1
        return Timings(
            ttft_ms=1000 * waited,
            prompt_tok_s=fresh / waited if waited > 0 else 0.0,
            decode_tok_s=said / spoken if spoken > 0 else 0.0,
        )

    def fail(self, error: PaddockError) -> None:
        """End it with an error; what had arrived stays readable."""
        with self._ready:
            if self._end is None:
                self._end = error
                self._ready.notify_all()
