"""What renders templates for the engine's child, and the process it does that with.

One rule: the host is forked (`open_host`) before the child loads llama.cpp, starts a thread or gives up a right, and
evaluates nothing itself.
"""

from __future__ import annotations

import gc
import math
import os
import struct
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, NoReturn, Protocol

from paddock.engine.child.rendering.confinement import confine_host, why_unfiltered
from paddock.engine.child.rendering.environment import make_environment
from paddock.engine.child.rendering.forked import ForkedWorker, end_with, shed
from paddock.engine.child.rendering.frames import Channel
from paddock.engine.child.rendering.limits import MIB, Limits
from paddock.engine.child.rendering.memory import resident_memory
from paddock.engine.child.rendering.pool import Pool
from paddock.engine.child.rendering.protocol import (
    EXTRA,
    TemplateFailedError,
    TemplateKilledError,
    decode_answer,
    encode_request,
    longest_answer,
)
from paddock.engine.child.rendering.spawned import SpawnedWorker
from paddock.engine.wire import MAX_LINE

TEMPLATE_LENGTH = struct.Struct(">I")
"""Begins what the host is sent: the template, then the request."""
PATIENCE = 30.0
"""Seconds that one rendering waits for the host, which answers after two, and a few that a worker needs."""
LONGEST_QUESTION = MAX_LINE + MIB
"""Bytes: what the program may say of a chat, and a template."""
STDERR = 2


class TemplateHost(Protocol):
    """Renders templates where they can be killed."""

    def render(self, template: str, variables: Mapping[str, Any]) -> str:
        """What the template writes; blocks for about two seconds at the most.

        Args:
            template: its text.
            variables: JSON values; `messages`, and whatever else it is to see (`tools`, `bos_token`, …).

        Raises:
            TemplateFailedError: it is no template, raised, or took more than it may.
        """

    def why_unfiltered(self) -> str:
        """Why the processes of templates have no filter of system calls; "" if they have one."""

    def close(self) -> None:
        """End its processes. Idempotent."""


def open_host(lost: Callable[[], NoReturn]) -> TemplateHost:
    """The host, the way this system can have one.

    Args:
        lost: called when the host's process is gone, which nothing can bring back.
    """
    if sys.platform == "win32":
        return PooledHost(Pool(SpawnedWorker, Limits()))
    requests, answers = os.pipe(), os.pipe()
    child = os.getpid()
    pid = os.fork()
    if pid == 0:
        _host(requests[0], answers[1], child)
    os.close(requests[0])
    os.close(answers[1])
    return ForkedHost(Channel(answers[0], requests[1]), lost, partial(os.waitpid, pid, 0))


class PooledHost:
    """See `TemplateHost`; the pool is in this process."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._lock = threading.Lock()

    def render(self, template: str, variables: Mapping[str, Any]) -> str:
        """See `TemplateHost`."""
        request = encode_request(variables, datetime.now())
        with self._lock:
            return decode_answer(self._pool.render(template.encode("utf-8", "surrogatepass"), request))

    def why_unfiltered(self) -> str:
        """See `TemplateHost`."""
        return "Paddock does not do that on Windows"

    def close(self) -> None:
        """See `TemplateHost`."""
        with self._lock:
            self._pool.close()


class ForkedHost:
    """See `TemplateHost`; from the child's side of two pipes.

    Args:
        lost: see `open_host`.
        reap: waits for the host's process.

    Attributes:
        patience: seconds that one rendering waits for the host.
    """

    def __init__(self, channel: Channel, lost: Callable[[], NoReturn], reap: Callable[[], Any]) -> None:
        self._channel = channel
        self._lost = lost
        self._reap = reap
        self.patience = PATIENCE
        self._late: list[int] = []  # the limits of answers that nobody waits for any more
        self._lock = threading.Lock()
        self._closed = False
        self._unfiltered: str | None = None

    def render(self, template: str, variables: Mapping[str, Any]) -> str:
        """See `TemplateHost`."""
        text = template.encode("utf-8", "surrogatepass")
        request = encode_request(variables, datetime.now())
        question = TEMPLATE_LENGTH.pack(len(text)) + text + request
        if len(question) > LONGEST_QUESTION:
            raise TemplateFailedError(f"was given more than {LONGEST_QUESTION // MIB} MiB")
        with self._lock:
            try:
                silent = self._hear_first() is None
                answer = None if silent else self._ask(question, longest_answer(request))
            except EOFError:
                self._lost()
        if answer is None:
            raise TemplateKilledError(f"was not rendered within {self.patience:g} seconds")
        return decode_answer(answer)

    def why_unfiltered(self) -> str:
        """See `TemplateHost`."""
        with self._lock:
            try:
                first = self._hear_first()
            except EOFError:
                self._lost()
        return "its process does not answer" if first is None else first

    def _hear_first(self) -> str | None:
        """What the host says of itself before it is asked anything; None as in `_ask`."""
        if self._unfiltered is None:
            answer = self._channel.receive(EXTRA, time.monotonic() + self.patience)
            self._unfiltered = None if answer is None else answer.decode()
        return self._unfiltered

    def _ask(self, question: bytes, limit: int) -> bytes | None:
        """The answer, of `limit` bytes at most; None if the host is silent: it is slow or stopped, not lost.

        Raises:
            EOFError: it is gone, or took only a part of the question, so that the next one would be nonsense.
        """
        deadline = time.monotonic() + self.patience  # the others' time is over: they had the lock
        while self._late:
            if self._channel.receive(self._late[0], deadline) is None:
                return None
            self._late.pop(0)
        if not self._channel.send(question, deadline):
            raise EOFError
        answer = self._channel.receive(limit, deadline)
        if answer is None:
            self._late.append(limit)
        return answer

    def close(self) -> None:
        """See `TemplateHost`."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._channel.close()
                self._reap()


def _host(reads: int, writes: int, child: int) -> NoReturn:
    """The host's process, from its first moment to its end."""
    status = 1
    try:
        shed({reads, writes, STDERR})
        end_with(child)
        os.environ.clear()
        serve(Channel(reads, writes), Limits())
        status = 0
    except BaseException as error:  # its words could be those of a chat
        traceback.print_tb(error.__traceback__)
        print(f"error: the templates' host ended: {type(error).__name__}", file=sys.stderr, flush=True)
    finally:
        os._exit(status)


def serve(channel: Channel, limits: Limits) -> None:
    """Say why workers have no filter of system calls, then render what is asked for until the other side closes its
    pipe; in a process of one thread."""
    environment = make_environment()
    resident_memory(os.getpid())  # for what it imports: after the next line nothing can be
    confine_host()
    gc.collect()
    gc.freeze()  # what is here now is shared with the workers, and no collection writes to it
    unfiltered = why_unfiltered(limits)
    pool = Pool(partial(ForkedWorker, environment, limits, not unfiltered), limits)
    try:
        channel.send(unfiltered.encode(), math.inf)
        while (question := channel.receive(LONGEST_QUESTION, math.inf)) is not None:
            (length,) = TEMPLATE_LENGTH.unpack_from(question)
            begin = TEMPLATE_LENGTH.size
            channel.send(pool.render(question[begin : begin + length], question[begin + length :]), math.inf)
    except EOFError:
        pool.close()
