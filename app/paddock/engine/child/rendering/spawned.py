"""A template's process, started as a program, where there is no fork (Windows).

One rule: its pipes have a thread each way that can wait for ever; who asks waits with a deadline.
"""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import threading
import time
from typing import IO, cast

from paddock.engine.child.rendering.frames import read_frame, write_frame
from paddock.engine.child.rendering.memory import resident_memory

COMMAND = (sys.executable, "-P", "-m", "paddock", "--template-worker")
REAP = 5.0
"""Seconds that the system may take to end a process that was killed."""


class SpawnedWorker:
    """See `Worker`; starts in the constructor.

    Raises:
        OSError: there is no room for another process.
    """

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._requests = cast(IO[bytes], self._process.stdin)
        self._answers = cast(IO[bytes], self._process.stdout)
        self._came: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="template-reader", daemon=True)
        self._reader.start()

    def send(self, frame: bytes, deadline: float) -> bool:
        """See `Worker`; one that does not read is killed."""
        late = threading.Event()

        def kill() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(deadline - time.monotonic(), kill)
        timer.start()
        try:
            write_frame(self._requests.fileno(), frame)
        except OSError:
            if not late.is_set():
                raise EOFError from None
        finally:
            timer.cancel()
        return not late.is_set()

    def receive(self, limit: int, until: float) -> bytes | None:
        """See `Worker`."""
        try:
            frame = self._came.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            return None
        if frame is None or len(frame) > limit:
            raise EOFError
        return frame

    def memory(self) -> int:
        """See `Worker`."""
        return resident_memory(self._process.pid)

    @property
    def is_alive(self) -> bool:
        """See `Worker`."""
        return self._process.poll() is None

    def close(self) -> None:
        """See `Worker`."""
        self._process.kill()
        self._process.wait(REAP)
        self._reader.join(REAP)
        for pipe in (self._requests, self._answers):
            with contextlib.suppress(OSError):
                pipe.close()

    def _read(self) -> None:
        with contextlib.suppress(EOFError, OSError, MemoryError):
            while True:
                self._came.put(read_frame(self._answers.fileno()))
        self._came.put(None)
