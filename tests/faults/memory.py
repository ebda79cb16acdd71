"""F6: the engine's process runs out of memory, while it loads or while it answers.

One rule: the memory really is not there. Either the process may have no more address space (RLIMIT_AS, from one moment
to the next), so that malloc and mmap fail; or it lives in a control group of its own whose limit the kernel defends by
killing it. The latter needs root and is told as skipped elsewhere.
"""

from __future__ import annotations

import contextlib
import os
import random
import resource
from collections.abc import Iterator
from pathlib import Path

import psutil
from engine_kit import PATIENCE, endless, until_text
from fault_kit import REAL, TIRELESS, Report, Watch, side_by_side
from tiny_model import write_tiny_model

from paddock.core.errors import UserError
from paddock.core.events import Finished
from paddock.core.params import LoadParams
from paddock.engine.api import EngineConfig, EngineState
from paddock.engine.supervisor import EngineSupervisor

MIB = 1 << 20
BIG = LoadParams(n_ctx=1_000_000)
"""A context of 128 MB, with the tiny model."""
SMALL = LoadParams(n_ctx=2048)
GROUPS = (
    (Path("/sys/fs/cgroup"), "memory.max"),
    (Path("/sys/fs/cgroup/memory"), "memory.limit_in_bytes"),
)


def runs_out(folder: Path, count: int, seed: int) -> Report:
    """Every kind of it, in turn."""
    kinds = (_malloc_fails_loading, _malloc_fails_answering, _killed_loading, _killed_answering)

    def attempt(report: Report, number: int, draw: random.Random) -> None:
        model = write_tiny_model(folder / f"tiny{number}.gguf", n_ctx_train=2_000_000)
        engine = EngineSupervisor(REAL, limits=TIRELESS)
        engine.configure(EngineConfig(own_models=folder))  # so that one process may load all of them
        try:
            kinds[number % len(kinds)](report, engine, model, draw)
        finally:
            engine.close()

    return side_by_side(Report("F6, the engine runs out of memory", seed), count, 2, attempt)


def _malloc_fails_loading(report: Report, engine: EngineSupervisor, model: Path, draw: random.Random) -> None:
    engine.devices()
    pid = engine.status.pid
    _allow(pid, draw.randrange(100 * MIB))
    _check_refused(report, engine, model)
    alive = engine.status.pid == pid
    report.seen["malloc fails while it loads: " + ("refused" if alive else "the process ended")] += 1
    if alive:
        _allow(pid, None)
    _check_works(report, engine, model)


def _malloc_fails_answering(report: Report, engine: EngineSupervisor, model: Path, draw: random.Random) -> None:
    engine.load(model, LoadParams(n_ctx=20_000))
    generations = [engine.generate(endless("a" * draw.randrange(1, 4_000))) for _ in range(4)]
    until_text(generations[0])
    watch, pid = Watch(engine), engine.status.pid
    _allow(pid, draw.choice([0, MIB // 4, 4 * MIB]))
    with contextlib.suppress(UserError):  # more to do, if it can
        generations.append(engine.generate(endless("b" * 10_000)))
    with contextlib.suppress(UserError):
        engine.load(write_tiny_model(model.with_name(f"other-{model.name}")), LoadParams(n_ctx=4096))
    if engine.status.pid == pid:
        report.seen["malloc fails while it answers: it goes on"] += 1
        _allow(pid, None)
    else:
        said = next(status.error for _, status in watch.seen if status.error)
        hung = "did not react" in said  # the keeper's doing: it cannot know why
        report.seen["malloc fails while it answers: " + ("it hung, which was found" if hung else "it ended")] += 1
        report.check(hung or (model.name in said and "memory" in said), f"it says {said}")
    for generation in generations:
        generation.cancel()
        report.check(_ends(generation), "an answer does not end")
    _check_works(report, engine, model)


def _killed_loading(report: Report, engine: EngineSupervisor, model: Path, draw: random.Random) -> None:
    engine.devices()
    with _group(engine.status.pid, draw.randrange(16, 100) * MIB) as there:
        if not there:
            report.seen["skipped: no control group for memory can be made here"] += 1
            return
        report.seen["the kernel kills it while it loads"] += 1
        _check_refused(report, engine, model)
    _check_works(report, engine, model)


def _killed_answering(report: Report, engine: EngineSupervisor, model: Path, draw: random.Random) -> None:
    """The answer dies over a second model, which is loaded beside it."""
    engine.load(model, SMALL)
    generation = engine.generate(endless())
    until_text(generation)
    with _group(engine.status.pid, draw.randrange(16, 100) * MIB) as there:
        if not there:
            report.seen["skipped: no control group for memory can be made here"] += 1
            return
        report.seen["the kernel kills it while it answers and loads"] += 1
        watch = Watch(engine)
        other = write_tiny_model(model.with_name(f"other-{model.name}"), n_ctx_train=2_000_000)
        _check_refused(report, engine, other)
        report.check(_ends(generation), "an answer does not end")
        said = [status.error for _, status in watch.seen if status.error]
        report.check(any("memory" in error for error in said), f"it says {said}")
    _check_works(report, engine, model)


def _allow(pid: int | None, more: int | None) -> None:
    """So many bytes of address space beyond what the process has; None: as much as it likes."""
    assert pid is not None
    limit = resource.RLIM_INFINITY if more is None else psutil.Process(pid).memory_info().vms + more
    resource.prlimit(pid, resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))


def _check_refused(report: Report, engine: EngineSupervisor, model: Path) -> None:
    try:
        engine.load(model, BIG)
    except UserError as error:
        report.check(model.name in error.what and "memory" in error.what.lower(), f"it says {error}")
        report.check(error.code == "no-memory", f"its code is {error.code}: {error}")
        report.check(engine.status.state is not EngineState.LOADING, "it still loads")
    else:
        report.check(False, "it was loaded")


def _check_works(report: Report, engine: EngineSupervisor, model: Path) -> None:
    engine.load(model, SMALL)
    generation = engine.generate(endless())
    until_text(generation)
    generation.cancel()
    report.check(_ends(generation), "nothing answers any more")


def _ends(generation: object) -> bool:
    """Whether an answer comes to its end, with an error or without."""
    try:
        while (event := generation.next(PATIENCE)) is not None:  # type: ignore[attr-defined]
            if isinstance(event, Finished):
                return True
    except UserError:
        return True
    return False


@contextlib.contextmanager
def _group(pid: int | None, limit: int) -> Iterator[bool]:
    """A control group in which the process has so many bytes; whether there is one."""
    for root, name in GROUPS:
        group = root / f"paddock-{os.getpid()}-{pid}"
        try:
            group.mkdir()
        except OSError:
            continue
        try:
            if (group / name).exists():
                (group / name).write_text(str(limit))
                (group / "cgroup.procs").write_text(str(pid))
                yield True
                return
        except OSError:
            continue
        finally:
            with contextlib.suppress(OSError):  # a process that is not quite gone holds it
                group.rmdir()
    yield False
