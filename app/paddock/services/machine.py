"""What this computer gives at this moment, for `insight.why_slow`. One rule: it measures for half a second at most."""

from __future__ import annotations

import time

import psutil

from paddock.core.errors import PaddockError
from paddock.engine.ram import read_ram
from paddock.services.generation import GenerationService
from paddock.services.insight import Machine

BLOCK = 32 << 20  # bytes copied at once; more than a processor's caches hold
COPIES = 4
WATCH = 0.2  # s
CPU = "CPU"


def measure_machine(generation: GenerationService) -> Machine:
    """Measure memory, load and bandwidth, and ask the engine for devices; blocks for less than a second."""
    memory = read_ram()
    gpus, unused = _devices(generation)
    return Machine(
        memory_total=memory.total,
        memory_available=memory.free,
        cores=psutil.cpu_count() or 1,
        other_load=_other_load(generation.status.pid),
        memory_bandwidth=_bandwidth(),
        gpus=gpus,
        unused=unused,
    )


def _devices(generation: GenerationService) -> tuple[tuple[str, ...], tuple[str, ...]]:
    try:
        report = generation.devices()
    except PaddockError as error:
        return (), (str(error),)
    gpus = tuple(device.description for device in report.devices if device.kind != CPU)
    return gpus, report.unused


def _other_load(engine: int | None) -> float:
    """Share of all processors that neither this process nor the engine's takes."""
    own = _own_seconds(engine)
    began = time.perf_counter()
    busy = float(psutil.cpu_percent(interval=WATCH)) / 100
    cores = psutil.cpu_count() or 1
    ours = (_own_seconds(engine) - own) / (time.perf_counter() - began) / cores
    return min(1.0, max(0.0, busy - ours))


def _own_seconds(engine: int | None) -> float:
    total = 0.0
    for pid in filter(None, (psutil.Process().pid, engine)):
        try:
            times = psutil.Process(pid).cpu_times()
        except psutil.Error:  # it has just ended
            continue
        total += float(times.user + times.system)
    return total


def _bandwidth() -> float:
    """Bytes a second that one thread reads and writes: the best of a few copies."""
    source, target = bytearray(BLOCK), bytearray(BLOCK)
    best = 0.0
    for _ in range(COPIES):
        began = time.perf_counter()
        memoryview(target)[:] = source  # in place: new memory would have to be made first
        best = max(best, 2 * BLOCK / (time.perf_counter() - began))
    return best
