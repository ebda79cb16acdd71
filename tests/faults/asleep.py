"""F20, the other half: the computer sleeps for a while, with the program and its engine as they are.

One rule: sleep is SIGSTOP and SIGCONT, in any order. That is harder than real sleep, in which Linux stops the
monotonic clock too. The program is a process of its own, this same file: `asleep.py MODEL` answers without an end,
and says with every line how much there is and which process says it.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from engine_kit import ask, collect, endless, until_text
from fault_kit import REAL, Report, side_by_side
from tiny_model import write_tiny_model

from paddock.core.events import Finished, TextDelta
from paddock.core.params import LoadParams
from paddock.engine.supervisor import EngineSupervisor

ASLEEP = 12.0
"""Seconds: longer than a hang is tolerated."""
APART = 3.0
"""Seconds between one falling asleep and the other, at most."""
AT_ONCE = 10


def sleeps(folder: Path, count: int, seed: int) -> Report:
    """The program and its engine sleep while it answers, or the engine alone while nothing is asked."""
    model = write_tiny_model(folder / "tiny.gguf", n_ctx_train=1_000_000)

    def attempt(report: Report, number: int, draw: random.Random) -> None:
        if number % 3 == 0:
            report.seen["the engine alone, idle"] += 1
            _engine_alone(report, model)
        else:
            report.seen["both, in the middle of an answer"] += 1
            _both(report, model, draw)

    return side_by_side(Report("F20, the computer sleeps", seed), count, AT_ONCE, attempt)


def _engine_alone(report: Report, model: Path) -> None:
    engine = EngineSupervisor(REAL)
    try:
        engine.load(model, LoadParams())
        first = collect(engine.generate(ask("Hello"))).text
        pid = engine.status.pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        time.sleep(ASLEEP)
        os.kill(pid, signal.SIGCONT)
        report.check(collect(engine.generate(ask("Hello"))).text == first, "it says something else")
        report.check(engine.status.pid == pid, "it was killed although nothing was asked of it")
    finally:
        engine.close()


def _both(report: Report, model: Path, draw: random.Random) -> None:
    command = [sys.executable, __file__, str(model)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as program:
        assert program.stdout is not None
        child = int(program.stdout.readline().split()[1])
        time.sleep(draw.uniform(0.0, 3.0))
        both = [program.pid, child]
        for pid in draw.sample(both, k=2):
            os.kill(pid, signal.SIGSTOP)
            time.sleep(draw.uniform(0.0, APART))  # so that the program waits for its engine when it falls asleep
        time.sleep(ASLEEP)
        awake = time.monotonic()
        for pid in draw.sample(both, k=2):
            os.kill(pid, signal.SIGCONT)
            time.sleep(draw.uniform(0.0, 1.0))
        for line in program.stdout:
            at, pid, what = line.split()
            report.check(
                what == b"text" and int(pid) == child, f"after waking: {what.decode()}, process {pid.decode()}"
            )
            if float(at) > awake + 4.0 or report.broken:  # past every alarm that was due meanwhile
                break
        program.kill()


def answer(model: Path) -> None:
    """The program."""
    engine = EngineSupervisor(REAL)
    engine.load(model, LoadParams(n_ctx=200_000))
    generation = engine.generate(endless())
    until_text(generation)
    told = 0.0
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    while True:
        event = generation.next()
        if isinstance(event, TextDelta) and time.monotonic() < told + 0.1:
            continue
        told = time.monotonic()
        what = "text" if isinstance(event, TextDelta) else "end"
        print(f"{told:.3f} {engine.status.pid} {what}", flush=True)
        if isinstance(event, Finished):
            return


if __name__ == "__main__":
    answer(Path(sys.argv[1]))
