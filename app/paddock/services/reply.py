"""An answer on its way: from the engine to the store and to whoever shows it.

One rule: what has been shown for a quarter of a second has been committed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from paddock.core.errors import BugError, PaddockError, UserError
from paddock.core.events import (
    ContextShifted,
    Finished,
    FinishReason,
    ReasoningDelta,
    StreamEvent,
    TextDelta,
    Timings,
    ToolCallDelta,
    Usage,
)
from paddock.core.messages import Message, MessageStatus, Part, ReasoningPart, TextPart, ToolCallPart, joined
from paddock.core.said import say
from paddock.engine.api import Generation
from paddock.store.chats import ChatStore

SAVE_EVERY = 0.2  # s; with SLICE and the commit itself it stays under the promised 250 ms
SLICE = 0.03  # s

STATUS_OF = {
    FinishReason.STOP: MessageStatus.COMPLETE,
    FinishReason.TOOL_CALLS: MessageStatus.COMPLETE,
    FinishReason.LENGTH: MessageStatus.STOPPED,
    FinishReason.CONTEXT: MessageStatus.STOPPED,
    FinishReason.CANCELLED: MessageStatus.STOPPED,
    FinishReason.INTERRUPTED: MessageStatus.INTERRUPTED,
}


class Phase(StrEnum):
    """What an answer that has no text yet waits for."""

    WAITING = "waiting"  # nobody has asked for it yet
    LOADING = "loading"  # its model is being loaded, or another's work waited for
    SUMMARISING = "summarising"  # the model writes down the beginning of the chat, which it cannot see any more
    ANSWERING = "answering"


@dataclass(frozen=True, slots=True)
class Starting:
    """What a `start` needs of its reply.

    Attributes:
        cancelled: whether the answer was stopped meanwhile.
        summarising: to be called when that begins.
    """

    cancelled: Callable[[], bool]
    summarising: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Started:
    """An answer that has begun, and what is noted with it.

    Attributes:
        sampling: the settings it is drawn with, see `config.overrides.sampling_json`.
        before: turns of the chat that the engine was not given.
        first_kept: the first message that the model sees, if the engine drops so many turns of those that it was
            given; None: it sees all.
    """

    generation: Generation
    sampling: str = ""
    before: int = 0
    first_kept: Callable[[int], int | None] = lambda dropped: None


class Pieces:
    """What the events of one answer add to its message; measures how long the model thinks.

    Args:
        clock: seconds, monotonic.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._thinking_since: float | None = None

    def of(self, event: StreamEvent | None) -> Part | None:
        """The part that the event adds; None where it adds nothing."""
        if isinstance(event, ReasoningDelta):
            now = self._clock()
            began = self._thinking_since if self._thinking_since is not None else now
            self._thinking_since = now
            return ReasoningPart(event.text, now - began)
        if event is not None:
            self._thinking_since = None
        if isinstance(event, TextDelta):
            return TextPart(event.text)
        return ToolCallPart(event.call) if isinstance(event, ToolCallDelta) else None


class Reply:
    """One answer, drained by one thread; only `cancel` may come from another.

    Args:
        message: the answer's message as stored, STREAMING; its parts are what the stream goes on from.
        start: starts the generation; called at the first `next`, since loading the model may take a while. It raises
            `UserError` "cancelled" if it was stopped meanwhile.
        abandon: makes a `start` that is still loading the model end in the same way.
        user_message: the question that was stored together with it, if it was.
    """

    def __init__(
        self,
        store: ChatStore,
        message: Message,
        start: Callable[[Starting], Started],
        abandon: Callable[[], None],
        user_message: Message | None = None,
    ) -> None:
        self.message = message
        self.user_message = user_message
        self._store = store
        self._start = start
        self._abandon = abandon
        self._phase = Phase.WAITING
        self._started: Started | None = None
        self._dropped = 0
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._pieces = Pieces()
        self._parts: list[Part] = [*message.parts]
        self._unsaved: list[Part] = []
        self._saved_at = time.monotonic()
        self._end: Finished | PaddockError | None = None

    @property
    def starting(self) -> bool:
        """Whether its model is being loaded, another's work waited for, or the beginning of the chat summarised."""
        return self._phase in (Phase.LOADING, Phase.SUMMARISING)

    @property
    def phase(self) -> Phase:
        """What it waits for; from any thread."""
        return self._phase

    def cancel(self) -> None:
        """Stop it; what is there is kept. From any thread, as often as one likes."""
        with self._lock:
            self._stop.set()
            started, starting = self._started, self.starting
        if started is not None:
            started.generation.cancel()
        elif starting:
            self._abandon()

    def next(self, timeout: float | None = None) -> StreamEvent | None:
        """The next event; None when `timeout` seconds pass without one. Commits what comes as it goes.

        Raises:
            UserError: there is no answer, or it could not be stored; the message says so and is kept.
        """
        if isinstance(self._end, PaddockError):
            raise self._end
        if self._end is not None:
            return self._end
        try:
            return self._next(timeout)
        except UserError as error:
            if error.code == "cancelled" and self._stop.is_set():
                return self._finish(self._stopped())
            self._fail(error)
            raise
        except PaddockError as error:
            self._fail(error)
            raise
        except Exception as error:
            bug = BugError("The answer broke off through a mistake of the program.", repr(type(error)))
            self._fail(bug)
            raise bug from error

    def __iter__(self) -> Iterator[StreamEvent]:
        """All events up to and including `Finished`."""
        while True:
            event = self.next()
            if event is not None:
                yield event
            if isinstance(event, Finished):
                return

    def message_now(self) -> Message:
        """The answer as it is now: the stored message if it has ended, else with what came so far."""
        if self._end is not None and not isinstance(self._end, PaddockError):
            return self._store.message(self.message.id)
        return replace(self.message, parts=joined(self._parts))

    def _next(self, timeout: float | None) -> StreamEvent | None:
        started = self._started or self._begin()
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            left = SLICE if deadline is None else min(SLICE, deadline - time.monotonic())
            event = started.generation.next(max(left, 0.0))
            part = self._pieces.of(event)
            if part is not None:
                self._parts.append(part)
                self._unsaved.append(part)
            elif isinstance(event, ContextShifted):
                self._dropped = event.dropped
                event = replace(event, dropped=started.before + event.dropped)
            self._save_when_due()
            if isinstance(event, Finished):
                return self._finish(event)
            if event is not None or (deadline is not None and time.monotonic() >= deadline):
                return event

    def _stopped(self) -> Finished:
        """The end of an answer that was stopped before it began."""
        return Finished(FinishReason.CANCELLED, Usage(), Timings(), self.message.seed or 0)

    def _begin(self) -> Started:
        with self._lock:
            if self._stop.is_set():
                raise UserError(say("The answer was stopped."), code="cancelled")
            self._phase = Phase.LOADING
        try:
            started = self._start(Starting(self._stop.is_set, self._summarising))
        finally:
            with self._lock:
                self._phase = Phase.ANSWERING
        with self._lock:
            self._started = started
            stopped = self._stop.is_set()
        if stopped:
            started.generation.cancel()
        return started

    def _summarising(self) -> None:
        self._phase = Phase.SUMMARISING

    def _save_when_due(self) -> None:
        if self._unsaved and time.monotonic() - self._saved_at >= SAVE_EVERY:
            self._save()

    def _save(self) -> None:
        if self._unsaved:
            self._store.append(self.message.id, joined(self._unsaved))
            self._unsaved.clear()
        self._saved_at = time.monotonic()

    def _finish(self, event: Finished) -> Finished:
        self._save()
        self._store.finish_message(
            self.message.id,
            STATUS_OF[event.reason],
            finish_reason=event.reason.value,
            usage=event.usage,
            timings=event.timings,
            seed=event.seed,
            build=event.build,
            sampling=self._started.sampling if self._started else "",
            first_kept=self._started.first_kept(self._dropped) if self._started else None,
        )
        self._end = event
        return event

    def _fail(self, error: PaddockError) -> None:
        """Note the failure with the message; where even that cannot be written, the next start marks it interrupted."""
        self._end = error
        if self._started is not None:
            self._started.generation.cancel()
        text, remedy = (str(error), error.remedy.value) if isinstance(error, UserError) else (str(error), "")
        try:
            self._save()
            self._store.finish_message(self.message.id, MessageStatus.FAILED, finish_reason=remedy, error=text)
        except UserError as second:
            if isinstance(error, UserError) and error.code == second.code:
                return  # the same fault, and its explanation is on its way to the person already
            error.add_note(str(second))
