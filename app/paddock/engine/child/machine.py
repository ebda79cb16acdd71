"""What this computer gives the process: cores, as limited by affinity and control groups.

One rule: these are readings, made anew at each call; nothing is decided here.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import psutil

from paddock.engine.ram import control_groups, fact_of

DEVICES = Path("/sys/devices")


def usable_cores() -> int:
    """Physical cores this process may keep busy: while answering, more threads than that make llama.cpp slower."""
    return _allowed(psutil.cpu_count(logical=False) or os.cpu_count() or 1)


def usable_threads() -> int:
    """Threads of the cores' own that this process may keep busy: one or two to a core."""
    return _allowed(os.cpu_count() or 1)


def others_seconds() -> float:
    """Seconds that all processors have worked for other processes, since some moment; waiting for a disk is no work.

    What other threads of this process do is not in it: while they work, nothing is measured (`Scheduler`).
    """
    times = psutil.cpu_times()
    busy: float = times.user + times.system + getattr(times, "nice", 0.0) + getattr(times, "irq", 0.0)
    return busy - time.process_time()


def performance_cores(devices: Path = DEVICES) -> int:
    """Cores that are faster than the others; 0 where all are alike, or where the system does not say (not Linux).

    Intel's have a list of their own ("0-7,16"; two threads to a core); Arm's have a capacity each.
    """
    threads = _listed(fact_of(devices / "cpu_core" / "cpus"))
    if threads:
        siblings = {fact_of(devices / f"system/cpu/cpu{at}/topology/thread_siblings_list") or str(at) for at in threads}
        return len(siblings)
    capacities = [
        int(text) for path in devices.glob("system/cpu/cpu*/cpu_capacity") if (text := fact_of(path)).isdigit()
    ]
    fastest = capacities.count(max(capacities, default=0))
    return fastest if fastest < len(capacities) else 0


def _listed(text: str) -> list[int]:
    """The kernel's way to write numbers: "0-3,8"."""
    numbers: list[int] = []
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        numbers.extend(range(int(first), int(last or first) + 1))
    return numbers


def _allowed(cores: int) -> int:
    if hasattr(os, "sched_getaffinity"):
        cores = min(cores, len(os.sched_getaffinity(0)))
    for group in control_groups():
        quota, _, period = fact_of(group / "cpu.max").partition(" ")  # "150000 100000", or "max 100000"
        if quota.isdigit() and period.isdigit():
            cores = min(cores, int(quota) // int(period))
    return max(1, cores)
