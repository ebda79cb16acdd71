"""How long until the window has been painted, and what it holds in memory when nothing happens.

Its one rule: the real window in a process of its own, started as a person starts it; the clock begins before that
process does (CLOCK_MONOTONIC is one clock for the whole machine).
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

STARTS = 7
IDLE_SECONDS = 5.0
MEGABYTE = 1_000_000


def window() -> int:
    """The measured process: says on stdout when the first frame is there."""
    from paddock.application import build
    from paddock.ui.main import run

    return run(lambda: build(os.environ), sys.argv[:1], lambda: print(time.monotonic(), flush=True))


@contextmanager
def started(home: Path) -> Iterator[tuple[psutil.Process, float]]:
    """Yields the window's process, painted, and the seconds that took."""
    env = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PADDOCK_HOME": str(home)}
    began = time.monotonic()
    process = subprocess.Popen([sys.executable, __file__, "--window"], env=env, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield psutil.Process(process.pid), float(process.stdout.readline()) - began
    finally:
        process.kill()
        process.wait()


def megabytes(process: psutil.Process) -> float:
    """Resident, shared libraries included."""
    return float(process.memory_info().rss) / MEGABYTE


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        with started(home) as (_, first):
            pass
        times = []
        for _ in range(STARTS):
            with started(home) as (_, seconds):
                times.append(seconds)
        with started(home) as (process, _):
            time.sleep(IDLE_SECONDS)
            resident = megabytes(process)
            children = sum(megabytes(child) for child in process.children(recursive=True))
    figures = [
        {
            "name": "window: start to first frame, median of 7",
            "value": statistics.median(times),
            "unit": "s",
            "bar": 0.8,
        },
        {"name": "window: very first start", "value": first, "unit": "s", "bar": None},
        {"name": "window: memory after 5 s idle", "value": resident, "unit": "MB", "bar": 170},
        {"name": "engine's process: memory beside it", "value": children, "unit": "MB", "bar": None},
    ]
    json.dump(figures, sys.stdout, indent=1)


if __name__ == "__main__":
    if "--window" in sys.argv:
        sys.exit(window())
    main()
