"""The engine's process: reads commands, does them one after the other, says what happened.

One rule: descriptor 1 belongs to the wire, and llama.cpp never sees it.

The main thread works. The reader thread looks at commands the moment they come: it sets the flag that cancels, and
ends the process at the end of standard input, for then the program that started it is gone.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import queue
import signal
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import BinaryIO, NamedTuple

from paddock.core.errors import BugError, UserError
from paddock.core.events import PromptProgress
from paddock.engine.child.bindings import load_bindings
from paddock.engine.child.cancellation import CancelFlag
from paddock.engine.child.devices import report
from paddock.engine.child.failures import LlamaLog
from paddock.engine.child.model import Model
from paddock.engine.wire import (
    START,
    Broken,
    Cancel,
    DevicesListed,
    Done,
    Event,
    Generate,
    Hello,
    ListDevices,
    Load,
    Loaded,
    LoadProgress,
    Ping,
    Pong,
    PromptProcessed,
    Refused,
    TextArrived,
    Unload,
    Unloaded,
    WireError,
    encode,
    read_messages,
)

PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 1, 4
"""linux/prctl.h"""
OOM_SCORE = "600"
"""Of 1000; see proc_pid_oom_score_adj(5)."""

Work = Load | Unload | Generate | ListDevices


class Arrival(NamedTuple):
    """A command, and `time.perf_counter()` when it came."""

    command: Work
    at: float


class Inbox:
    """The commands that wait, and which of them are cancelled.

    Args:
        flag: what the work looks at.
    """

    def __init__(self, flag: CancelFlag) -> None:
        self._flag = flag
        self._queue: queue.SimpleQueue[Arrival] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._current = 0
        self._cancelled: set[int] = set()

    def put(self, command: Work) -> None:
        """A command came."""
        self._queue.put(Arrival(command, time.perf_counter()))

    def cancel(self, id: int) -> None:
        """Cancel a command, whether it waits or runs; one that is done already does not mind."""
        with self._lock:
            if id > self._current:
                self._cancelled.add(id)
            elif id == self._current:
                self._flag.set()

    def next(self) -> Arrival:
        """The next command; waits for it."""
        arrival = self._queue.get()
        with self._lock:
            self._current = arrival.command.id
            self._flag.clear()
            if self._current in self._cancelled:
                self._cancelled.discard(self._current)
                self._flag.set()
        return arrival


class Outbox:
    """Writes events, from any thread; each is on its way when `send` returns."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def send(self, event: Event) -> None:
        """One event, one write."""
        line = encode(event)
        with self._lock:
            self._stream.write(line)
            self._stream.flush()


class Worker:
    """Does the commands."""

    def __init__(self, inbox: Inbox, outbox: Outbox, flag: CancelFlag) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._flag = flag
        self._lib = load_bindings()
        self._log = LlamaLog(self._lib)
        self._model: Model | None = None

    def run(self) -> None:
        """For ever; the reader ends the process."""
        while True:
            arrival = self._inbox.next()
            try:
                self._outbox.send(self._do(arrival))
            except UserError as error:
                self._outbox.send(Refused.of(arrival.command.id, error))
            except BugError as error:
                self._outbox.send(Broken(arrival.command.id, error.what, error.details))
            except Exception as error:
                self._outbox.send(Broken(arrival.command.id, "The engine made a mistake.", _frames(error)))

    def _do(self, arrival: Arrival) -> Event:
        command = arrival.command
        match command:
            case Load():
                return self._load(command)
            case Unload():
                self._free()
                return Unloaded(command.id)
            case Generate():
                return self._generate(command, arrival.at)
            case ListDevices():
                return DevicesListed(command.id, report(self._lib))

    def _free(self) -> None:
        if self._model is not None:
            self._model.close()
            self._model = None

    def _load(self, command: Load) -> Event:
        self._free()
        said = -1

        def on_progress(fraction: float) -> None:
            nonlocal said
            if (percent := int(fraction * 100)) > said:
                said = percent
                self._outbox.send(LoadProgress(command.id, fraction))

        self._model = Model(
            self._lib, self._log, command.path, command.params, cancel=self._flag, on_progress=on_progress
        )
        return Loaded(command.id, self._model.loaded)

    def _generate(self, command: Generate, arrived: float) -> Event:
        if self._model is None:
            raise UserError("No model is loaded.", "Choose a model first.", code="no-model")

        def on_progress(progress: PromptProgress) -> None:
            self._outbox.send(PromptProcessed(command.id, progress))

        def on_text(text: str) -> None:
            self._outbox.send(TextArrived(command.id, text))

        return Done(command.id, self._model.generate(command.request, command.seed, arrived, on_progress, on_text))


def main() -> int:
    """The process; ends with the program that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the program, which then ends this
    _behave()
    wire = _take_stdout()
    flag = CancelFlag()
    inbox, outbox = Inbox(flag), Outbox(wire)
    threading.Thread(target=_read, args=(sys.stdin.buffer, inbox, outbox), name="reader", daemon=True).start()
    try:
        worker = Worker(inbox, outbox, flag)
    except UserError as error:
        outbox.send(Refused.of(START, error))
        return 1
    outbox.send(Hello(os.getpid()))
    worker.run()
    return 0


def _read(stream: BinaryIO, inbox: Inbox, outbox: Outbox) -> None:
    """The reader thread: ends the process at the end of `stream`, whatever the main thread does."""
    try:
        for message in read_messages(stream):
            match message:
                case Cancel():
                    inbox.cancel(message.id)
                case Ping():
                    outbox.send(Pong(message.id))
                case Load() | Unload() | Generate() | ListDevices():
                    inbox.put(message)
                case _:
                    raise WireError("an event, not a command")
    except WireError as error:
        print(f"The engine did not understand the program: {error}.", file=sys.stderr, flush=True)
        os._exit(2)
    os._exit(0)


def _take_stdout() -> BinaryIO:
    """Standard output as the wire; what anyone else prints there goes to standard error from now on."""
    sys.stdout.flush()
    wire = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(wire, "wb")


def _behave() -> None:
    """What Linux does with this process when things go wrong.

    When memory runs out it is the first to go, not the window. It ends with the program even if it is stopped and
    reads nothing. And a crash writes no memory image to the disk, for words of chats would be in it.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # some containers forbid it; the window is merely less safe then
            Path("/proc/self/oom_score_adj").write_text(OOM_SCORE)
        libc = ctypes.CDLL(None)
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        libc.prctl(PR_SET_DUMPABLE, 0)


def _frames(error: Exception) -> str:
    """Where it happened and its type; not its message, which may hold words of a chat."""
    return "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__


if __name__ == "__main__":
    sys.exit(main())
