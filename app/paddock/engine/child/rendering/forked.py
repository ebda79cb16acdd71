"""A template's process, forked from the host (POSIX).

One rule: it has nothing of the host's but code: no descriptor, no environment.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import signal
import sys
from collections.abc import Collection
from pathlib import Path

from jinja2 import Environment

from paddock.engine.child.rendering.confinement import confine
from paddock.engine.child.rendering.frames import Channel
from paddock.engine.child.rendering.limits import Limits
from paddock.engine.child.rendering.memory import resident_memory
from paddock.engine.child.rendering.worker import serve

PR_SET_PDEATHSIG = 1
"""linux/prctl.h"""


class ForkedWorker:
    """See `Worker`; forks in the constructor, so it belongs to a process of one thread.

    Args:
        filtered: it ends unless it gets a filter of system calls.

    Raises:
        OSError: there is no room for another process.
    """

    def __init__(self, environment: Environment, limits: Limits, filtered: bool) -> None:
        requests, answers = os.pipe(), os.pipe()
        host = os.getpid()
        try:
            self._pid = os.fork()
        except OSError:
            for descriptor in (*requests, *answers):
                os.close(descriptor)
            raise
        if self._pid == 0:
            _work(requests[0], answers[1], host, environment, limits, filtered)
        os.close(requests[0])
        os.close(answers[1])
        self._channel = Channel(answers[0], requests[1])
        self._ended = False
        self.send, self.receive = self._channel.send, self._channel.receive

    def memory(self) -> int:
        """See `Worker`."""
        return resident_memory(self._pid)

    @property
    def is_alive(self) -> bool:
        """See `Worker`."""
        if not self._ended:
            self._ended = os.waitpid(self._pid, os.WNOHANG)[0] == self._pid
        return not self._ended

    def close(self) -> None:
        """See `Worker`."""
        if self.is_alive:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            self._ended = True
        self._channel.close()


def _work(reads: int, writes: int, host: int, environment: Environment, limits: Limits, filtered: bool) -> None:
    """The worker, from its first moment to its end."""
    try:
        faulthandler.disable()
        shed({reads, writes})
        end_with(host)
        confine(limits, filtered=filtered)
        serve(reads, writes, environment, limits)
    finally:
        os._exit(1)


def shed(kept: Collection[int]) -> None:
    """Close what was inherited but `kept`; the standard streams lead nowhere then."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in {0, 1, 2} - set(kept):
        os.dup2(null, stream)
    for descriptor in [int(path.name) for path in Path("/dev/fd").iterdir()]:
        if descriptor > 2 and descriptor not in kept:
            with contextlib.suppress(OSError):  # the folder's own, closed by now
                os.close(descriptor)


def end_with(parent: int) -> None:
    """Die with the process that forked this one; elsewhere than on Linux the end of the pipe has to do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)  # it was quicker
