"""The engine's process: reads commands and hands them to the scheduler.

One rule: descriptor 1 belongs to the wire, and llama.cpp never sees it.

The main thread works (`scheduler.py`). The reader thread looks at commands the moment they come: it passes on what
cancels, and ends the process at the end of standard input, for then the program that started it is gone.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import BinaryIO, NoReturn

from paddock.core.errors import UserError
from paddock.engine.api import Barrier, Guarded
from paddock.engine.child.bindings import load_bindings
from paddock.engine.child.cancellation import CancelFlag
from paddock.engine.child.confinement import confine
from paddock.engine.child.inbox import Inbox
from paddock.engine.child.outbox import Outbox
from paddock.engine.child.process import behave, take_stdout
from paddock.engine.child.rendering.host import TemplateHost, open_host
from paddock.engine.child.scheduler import Scheduler
from paddock.engine.wire import (
    START,
    Cancel,
    Configure,
    Confine,
    Generate,
    Hello,
    Inspect,
    ListDevices,
    Load,
    Measure,
    Ping,
    Pong,
    Prefill,
    Refused,
    Shutdown,
    Unload,
    WireError,
    read_messages,
)

HOST_LOST = 71
"""Exit status; the program starts another process."""


def main() -> int:
    """The process; ends with the program that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the program, which then ends this
    behave()
    host = open_host(_end_without_host)  # before there is a thread, and while there is little memory to share
    wire = take_stdout()
    access = _take_access(sys.stdin.buffer)
    confinement = confine(access)  # before there is any other thread
    abort = CancelFlag()
    inbox, outbox = Inbox(abort), Outbox(wire)
    threading.Thread(target=_read, args=(sys.stdin.buffer, inbox, outbox), name="reader", daemon=True).start()
    try:
        scheduler = Scheduler(load_bindings(), inbox, outbox, abort, host, confinement)
    except UserError as error:
        outbox.send(Refused.of(START, error))
        host.close()
        return 1
    barriers = (*confinement.barriers, _templates(host))
    outbox.send(Hello(os.getpid(), barriers, confinement.writes))
    scheduler.run()
    return 0


def _take_access(stream: BinaryIO) -> Confine:
    """The first message; without one this process ends."""
    try:
        message = next(read_messages(stream), None)
        if isinstance(message, Confine):
            return message
        if message is not None:
            raise WireError("a command before it was confined")
    except WireError as error:
        _did_not_understand(error)
        sys.exit(2)
    sys.exit(0)


def _templates(host: TemplateHost) -> Barrier:
    why = host.why_unfiltered()
    return Barrier(Guarded.TEMPLATES, not why, why or "seccomp")


def _did_not_understand(error: WireError) -> None:
    print(f"The engine did not understand the program: {error}.", file=sys.stderr, flush=True)


def _read(stream: BinaryIO, inbox: Inbox, outbox: Outbox) -> None:
    """The reader thread: at its end the process ends, whatever the main thread does, for nobody could reach it."""
    status = 1
    try:
        for message in read_messages(stream):
            match message:
                case Cancel():
                    inbox.cancel(message.id)
                case Ping():
                    outbox.send(Pong(message.id))
                case Generate() | Prefill() | Measure() | Inspect() | Load() | Unload():
                    inbox.put(message)
                case Configure() | ListDevices() | Shutdown():
                    inbox.put(message)
                case _:
                    raise WireError("an event, not a command")
        status = 0
    except WireError as error:
        _did_not_understand(error)
        status = 2
    except Exception as error:  # no memory, most likely; its words could be those of a chat
        print(f"error: the engine cannot read any more: {type(error).__name__}", file=sys.stderr, flush=True)
    finally:
        os._exit(status)


def _end_without_host() -> NoReturn:
    """Templates cannot be rendered any more, and a host cannot be forked any more; the program starts all again."""
    print("error: the process that renders chat templates has ended", file=sys.stderr, flush=True)
    os._exit(HOST_LOST)


if __name__ == "__main__":
    sys.exit(main())
