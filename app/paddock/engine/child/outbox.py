"""The child's voice. One rule: what one thread says arrives in its order, and each event arrives whole."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from paddock.engine.wire import Event, encode


class Outbox:
    """Writes events, from any thread; each is on its way when `send` returns, but for those within `together`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._held: bytearray | None = None
        self._holder = 0  # the thread whose events are held

    def send(self, event: Event) -> None:
        """One event."""
        line = encode(event)
        if self._held is not None and self._holder == threading.get_ident():
            self._held += line
        else:
            self._write(line)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What this thread sends meanwhile goes out in one write at the end.

        Several answers speak with every batch; waking the program once for all of them leaves the processor to
        llama.cpp.
        """
        self._held, self._holder = bytearray(), threading.get_ident()
        try:
            yield
        finally:
            held, self._held = self._held, None
            if held:
                self._write(bytes(held))

    def _write(self, data: bytes) -> None:
        with self._lock:
            self._stream.write(data)
            self._stream.flush()
