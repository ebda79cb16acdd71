"""Messages between the processes of this package: bytes after their length.

One rule: who waits for a template's process waits with a deadline (`Channel`); only that process and the host, which
have nothing else to do, wait without one.
"""

from __future__ import annotations

import contextlib
import math
import os
import select
import struct
import time

LENGTH = struct.Struct(">I")
PIECE = 1 << 16
"""Bytes read at once; what a pipe holds on Linux."""


def read_frame(descriptor: int) -> bytes:
    """The next frame; waits for it.

    Raises:
        EOFError: there is none any more.
    """
    (length,) = LENGTH.unpack(_read(descriptor, LENGTH.size))
    return _read(descriptor, length)


def write_frame(descriptor: int, frame: bytes) -> None:
    """Write it whole; waits while the other side does not read."""
    rest = memoryview(LENGTH.pack(len(frame)) + frame)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _read(descriptor: int, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        piece = os.read(descriptor, min(PIECE, size - len(data)))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


class Channel:
    """Frames to and from another process, over two pipes (POSIX).

    Args:
        reads: a descriptor, which belongs to the channel from now on; likewise `writes`.
    """

    def __init__(self, reads: int, writes: int) -> None:
        self._reads = reads
        self._writes = writes
        self._came = bytearray()
        for descriptor in (reads, writes):
            os.set_blocking(descriptor, False)

    def send(self, frame: bytes, deadline: float) -> bool:
        """Write a frame; False if it is not written whole by `deadline` (`time.monotonic()`).

        Raises:
            EOFError: the other process reads no more.
        """
        rest = memoryview(LENGTH.pack(len(frame)) + frame)
        while rest:
            try:
                rest = rest[os.write(self._writes, rest) :]
            except BlockingIOError:
                if not _wait(self._writes, select.POLLOUT, deadline):
                    return False
            except BrokenPipeError:
                raise EOFError from None
        return True

    def receive(self, limit: int, until: float) -> bytes | None:
        """The next frame; None if it is not there whole at `until`: the next call goes on with it.

        Args:
            limit: the most bytes it may have.

        Raises:
            EOFError: the other process is gone, or writes more than it may.
        """
        while True:
            if len(self._came) >= LENGTH.size:
                end = LENGTH.size + LENGTH.unpack_from(self._came)[0]
                if end > LENGTH.size + limit:
                    raise EOFError
                if len(self._came) >= end:
                    frame = bytes(self._came[LENGTH.size : end])
                    del self._came[:end]
                    return frame
            if not _wait(self._reads, select.POLLIN, until):
                return None
            piece = os.read(self._reads, PIECE)
            if not piece:
                raise EOFError
            self._came += piece

    def close(self) -> None:
        """Close both pipes."""
        for descriptor in (self._reads, self._writes):
            with contextlib.suppress(OSError):
                os.close(descriptor)


def _wait(descriptor: int, event: int, until: float) -> bool:
    """Whether a pipe is ready before `until`; infinity waits for ever."""
    poll = select.poll()
    poll.register(descriptor, event)
    left = until - time.monotonic()
    return bool(poll.poll(None if math.isinf(left) else max(0, math.ceil(left * 1000))))
