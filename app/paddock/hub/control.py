"""Stopping work that waits for a network. One rule: every wait here can be interrupted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from paddock.hub.client import Stream

LONGEST_WAIT = 60.0  # seconds, whatever a server asks for


class Stopped(Exception):
    """The person paused or cancelled; not an error, and what has come is kept."""


class StopSignal:
    """Stops a download from another thread, also one whose connections wait for the network."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._streams: set[Stream] = set()

    def stop(self) -> None:
        """Stop soon; idempotent."""
        self._event.set()
        self.break_streams()

    def break_streams(self) -> None:
        """Break every connection that is open now."""
        with self._lock:
            for stream in self._streams:
                stream.abort()

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
            self._streams.add(stream)
        try:
            self.check()
            yield
        finally:
            with self._lock:
                self._streams.discard(stream)
