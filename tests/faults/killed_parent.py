"""F4: the program is killed, and its engine goes with it, whatever it does at that moment.

One rule: the program is a process of its own, this same file: `killed_parent.py STATE MODEL` brings its engine into
the state, says which process the engine is, and waits to be killed.
"""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from engine_kit import PATIENCE, endless, until_text
from fault_kit import REAL, Bar, Report, side_by_side
from tiny_model import write_tiny_model

from paddock.core.params import LoadParams
from paddock.engine.api import EngineStatus
from paddock.engine.supervisor import EngineSupervisor

STATES = ("starting", "loading", "idle", "answering", "reading", "idle and stopped", "answering and stopped")
BARS = {"the engine is gone": Bar(1.0)}
LATEST = 0.2
"""Seconds between the state and the kill, at most."""
BOOK = "a" * 40_000
"""A prompt that takes a while."""


def killed(folder: Path, count: int, seed: int) -> Report:
    """SIGKILL the program in every state."""
    model = write_tiny_model(folder / "tiny.gguf", n_ctx_train=100_000)
    offset = random.Random(seed).randrange(len(STATES))

    def attempt(report: Report, number: int, draw: random.Random) -> None:
        state = STATES[(number + offset) % len(STATES)]
        report.seen[state] += 1
        _kill_one(report, state, model, draw.uniform(0.0, LATEST))

    return side_by_side(Report("F4, the program is killed", seed, BARS), count, 2, attempt)


def _kill_one(report: Report, state: str, model: Path, delay: float) -> None:
    command = [sys.executable, __file__, state, str(model)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        handle = os.pidfd_open(child)
        time.sleep(delay)  # any moment
        began = time.monotonic()
        parent.kill()
        gone = bool(select.select([handle], [], [], PATIENCE)[0])
        report.took("the engine is gone", time.monotonic() - began)
        report.check(gone, f"{state}: the engine {child} is left")
        if not gone:
            os.kill(child, signal.SIGKILL)
        os.close(handle)


def parent(state: str, model: Path) -> None:
    """The program."""
    engine = EngineSupervisor(REAL)
    params = LoadParams(n_ctx=65_536)
    told = threading.Event()

    def tell(status: EngineStatus) -> None:
        if status.pid is not None and not told.is_set():
            told.set()
            print(status.pid, flush=True)

    match state.split():
        case ["starting"]:
            engine.subscribe(tell)
            engine.load(model, params)
        case ["loading"]:
            engine.load(model, params)
            tell(engine.status)
            while True:  # until it is killed
                engine.unload()
                engine.load(model, params)
        case [doing, *stopped]:
            engine.load(model, params)
            if doing == "answering":
                until_text(engine.generate(endless()))
            if doing == "reading":
                engine.generate(endless(BOOK))
            if stopped and engine.status.pid is not None:
                os.kill(engine.status.pid, signal.SIGSTOP)
            tell(engine.status)
    sys.stdin.read()


if __name__ == "__main__":
    parent(sys.argv[1], Path(sys.argv[2]))
