"""F5: the engine's process hangs, or crashes until it makes no sense to start it once more.

One rule: a process that hangs is one that was stopped (SIGSTOP); what must hold is what a person sees of it.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from fault_kit import REAL, Bar, Program, Report, Watch, program, read, side_by_side
from killed_parent import BOOK
from tiny_model import write_tiny_model

from paddock.core.errors import Remedy
from paddock.core.events import FinishReason
from paddock.core.params import LoadParams
from paddock.engine.api import EngineState, EngineStatus
from paddock.engine.jobs import Limits
from paddock.services.reply import Reply

AT_ONCE = 10
FOUND, STOPPED = Bar(10.0), Bar(0.5)

# A failed assertion in llama.cpp, when it is told to: it prints where, and ends the process by SIGABRT.
ASSERTING = (
    sys.executable,
    "-P",
    "-c",
    "import signal, sys\n"
    "from paddock.engine.child.bindings import load_bindings\n"
    "from paddock.engine.child.main import main\n"
    "abort = load_bindings()._lib.ggml_abort\n"
    "signal.signal(signal.SIGUSR1, lambda *_: abort(b'model.cpp', 7, b'GGML_ASSERT(%s) failed', b'n_tokens > 0'))\n"
    "sys.exit(main())",
)


def hangs(folder: Path, count: int, seed: int) -> Report:
    """It hangs while it answers, or hung already when it was asked: that is found, and another process is there."""
    model = _tiny(folder)

    def attempt(report: Report, number: int, draw: random.Random) -> None:
        with program(folder / f"home{number}", REAL) as running:
            running.endless(str(model))
            chat, pid, watch = running.start(str(model)), running.pid, Watch(running.engine)
            before = number % 2 == 0
            if not before:
                reply = running.chats.send(chat, "Hello")
                read(reply, bool)
                time.sleep(draw.uniform(0.0, 2.5))  # any moment between two pings
            began = time.monotonic()
            os.kill(pid, signal.SIGSTOP)
            if before:
                reply = running.chats.send(chat, "Hello")
            _, end = read(reply, lambda text: running.engine.status.pid not in (None, pid))
            found = watch.wait_for_death(pid)
            report.took("a hang is found", found - began)
            report.seen["asked when it hung already" if before else "hung while it answered"] += 1
            if before:
                report.check(end is None, "what nobody had begun was not given to the next process")
                reply.cancel()
                read(reply)
            else:
                report.check(end is not None and end.reason is FinishReason.INTERRUPTED, "it was not interrupted")
            watch.wait_for_restart(pid)

    return side_by_side(Report("F5, a hang is found", seed, {"a hang is found": FOUND}), count, AT_ONCE, attempt)


def stops(folder: Path, count: int, seed: int) -> Report:
    """Stop, whatever the process does or does not."""
    model = _tiny(folder)
    situations = (_hangs_answering, _hangs_before, _hangs_loading, _hangs_starting, _comes_back, _reads, _answers)

    def attempt(report: Report, number: int, draw: random.Random) -> None:
        with program(folder / f"home{number}", REAL) as running:
            situation = situations[number % len(situations)]
            report.seen[situation.__name__.strip("_").replace("_", " ")] += 1
            running.endless(str(model))
            stop = _Stop(running, str(model), draw.uniform(0.0, 0.3))
            situation(stop)
            report.took("Stop", stop.ended - stop.asked)
            report.check(stop.reason is FinishReason.CANCELLED, f"{situation.__name__}: it ended with {stop.reason}")

    return side_by_side(Report("F5, Stop always works", seed, {"Stop": STOPPED}), count, AT_ONCE // 2, attempt)


class _Stop:
    """One answer, read on a thread of its own, and stopped."""

    def __init__(self, running: Program, ref: str, delay: float) -> None:
        self.running, self.ref, self.delay = running, ref, delay
        self.asked = self.ended = 0.0
        self.reason: FinishReason | None = None

    def ask(self, text: str = "Hello") -> Reply:
        """Ask in a new chat."""
        return self.running.chats.send(self.running.chats.new_chat(self.ref).id, text)

    def signal(self, number: int) -> None:
        """To the process."""
        os.kill(self.running.pid, number)

    def stop(self, reply: Reply, until: Callable[[], object] = lambda: None) -> None:
        """Read it on a thread; Stop when `until` has returned and a little later."""
        reader = threading.Thread(target=partial(self._read, reply))
        reader.start()
        until()
        time.sleep(self.delay)
        self.asked = time.monotonic()
        reply.cancel()
        reader.join()

    def _read(self, reply: Reply) -> None:
        _, end = read(reply)
        self.ended = time.monotonic()
        self.reason = end and end.reason


def _hangs_answering(stop: _Stop) -> None:
    reply = stop.ask()
    read(reply, bool)
    stop.signal(signal.SIGSTOP)
    stop.stop(reply)


def _hangs_before(stop: _Stop) -> None:
    stop.running.start(stop.ref)
    stop.signal(signal.SIGSTOP)
    stop.stop(stop.ask(BOOK * 5))  # more than the pipe holds


def _hangs_loading(stop: _Stop) -> None:
    stop.running.engine.devices()  # the process is there
    _stop_in(stop, EngineState.LOADING)


def _hangs_starting(stop: _Stop) -> None:
    _stop_in(stop, EngineState.STARTING)


def _stop_in(stop: _Stop, state: EngineState) -> None:
    """The process is stopped the moment it comes into this state."""

    def hold(status: EngineStatus) -> None:
        if status.state is state and status.pid is not None:
            os.kill(status.pid, signal.SIGSTOP)

    stop.running.engine.subscribe(hold)
    watch = Watch(stop.running.engine)
    stop.stop(stop.ask(), lambda: watch.wait(lambda status: status.state is state and status.pid is not None))


def _comes_back(stop: _Stop) -> None:
    stop.running.start(stop.ref)
    stop.signal(signal.SIGKILL)
    stop.stop(stop.ask())


def _reads(stop: _Stop) -> None:
    stop.running.application.generation.load(stop.ref, LoadParams(n_ctx=65_536))
    stop.running.application.generation.set_load_params(stop.ref, LoadParams(n_ctx=65_536))
    stop.stop(stop.ask(BOOK))


def _answers(stop: _Stop) -> None:
    stop.running.start(stop.ref)
    stop.stop(stop.ask())


def gives_up(folder: Path, count: int, seed: int) -> Report:
    """Three crashes in five minutes are enough: it says so, with the last words and what may help, and stays down."""
    model = _tiny(folder)

    def attempt(report: Report, number: int, draw: random.Random) -> None:
        deaths = [signal.SIGUSR1, *draw.choices([signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL], k=2)]
        draw.shuffle(deaths)
        report.seen[f"the last by {deaths[-1].name.replace('SIGUSR1', 'an assertion of llama.cpp')}"] += 1
        with program(folder / f"home{number}", ASSERTING, Limits()) as running:
            running.endless(str(model))
            chat = running.start(str(model))
            for death in deaths[:-1]:
                watch = Watch(running.engine)
                pid = running.pid
                os.kill(pid, death)
                watch.wait_for_restart(pid)
            reply = running.chats.send(chat, "Hello")
            read(reply, bool)
            watch = Watch(running.engine)
            os.kill(running.pid, deaths[-1])
            _, end = read(reply)
            report.check(end is not None and end.reason is FinishReason.INTERRUPTED, "it was not interrupted")
            watch.wait(lambda status: status.state is EngineState.FAILED)
            _check_given_up(report, running, deaths[-1])
            running.application.generation.load(str(model))
            report.check(running.engine.status.state is EngineState.READY, "it cannot be started by hand")

    return side_by_side(Report("F5, three crashes", seed), count, 2, attempt)


def _check_given_up(report: Report, running: Program, death: int) -> None:
    status = running.engine.status
    report.check(status.state is EngineState.FAILED and status.pid is None, f"it is {status.state}")
    report.check("again and again" in status.error, f"it says {status.error!r}")
    helping = {Remedy.SMALLER_CONTEXT, Remedy.OPEN_MODELS}
    report.check(helping <= set(status.remedies), f"it offers {status.remedies}")
    words = "\n".join(status.last_words)
    if death == signal.SIGUSR1:
        report.check("GGML_ASSERT(n_tokens > 0) failed" in words, f"its last words are {words!r}")
        report.check("GGML_ASSERT(n_tokens > 0) failed" in status.error, f"it says {status.error!r}")
    elif death != signal.SIGKILL:
        report.check("Fatal Python error" in words, f"its last words are {words!r}")
        report.check(signal.Signals(death).name in status.error, f"it says {status.error!r}")


def _tiny(folder: Path) -> Path:
    return write_tiny_model(folder / "tiny.gguf", n_ctx_train=100_000)
