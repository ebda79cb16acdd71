"""Stopping and trying again, for work that waits for a network. One rule: every wait here can be interrupted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from paddock.hub.client import Stream, TransientError

LONGEST_WAIT = 60.0  # seconds, whatever a server asks for


class Stopped(Exception):
    """The person paused or cancelled; not an error, and what has come is kept."""


class StopSignal:
    """Stops a download from another thread, also one that waits for the network."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._stream: Stream | None = None

    def stop(self) -> None:
        """Stop soon; idempotent."""
        self._event.set()
        with self._lock:
            if self._stream is not None:
                self._stream.abort()

    def check(self) -> None:
        """Raises Stopped once `stop` was called."""
        if self._event.is_set():
            raise Stopped

    def wait(self, seconds: float) -> None:
        """Sleep; raises Stopped as soon as `stop` is called."""
        if self._event.wait(seconds):
            raise Stopped

    @contextmanager
    def breaking(self, stream: Stream) -> Iterator[None]:
        """While inside, `stop` breaks this stream's connection."""
        with self._lock:
            self._stream = stream
        try:
            self.check()
            yield
        finally:
            with self._lock:
                self._stream = None


def retry(attempt: Callable[[], bool], waits: tuple[float, ...], stop: StopSignal) -> None:
    """Call `attempt` until it returns True. False says that it got on: then the waits begin anew.

    Args:
        waits: seconds before each further try, at least one; when they run out, the last error is raised.

    Raises:
        Stopped, UserError.
    """
    left = list(waits)
    while True:
        stop.check()
        try:
            if attempt():
                return
            left = list(waits)
            asked = 0.0
        except TransientError as error:
            stop.check()  # a stop breaks the connection, which looks like this
            if not left:
                raise error.error from error
            asked = error.retry_after
        stop.wait(min(max(left.pop(0), asked), LONGEST_WAIT))
