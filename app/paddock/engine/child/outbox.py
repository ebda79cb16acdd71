"""The child's voice. One rule: an event is on its way when `send` returns, whole, whoever sent it."""

from __future__ import annotations

import threading
from typing import BinaryIO

from paddock.engine.wire import Event, encode


class Outbox:
    """Writes events, from any thread."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def send(self, event: Event) -> None:
        """One event, one write."""
        line = encode(event)
        with self._lock:
            self._stream.write(line)
            self._stream.flush()
