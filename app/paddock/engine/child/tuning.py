"""Finds the number of threads and the batch size that are fastest here, by trying them while nobody asks.

One rule: a measurement that was interrupted, or made while other programs worked, counts for nothing, and the usual
values stay unless others are clearly faster. It is done once per model and machine; the result is kept in a file.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from paddock.core.params import Switch
from paddock.core.said import say
from paddock.engine.child.batch import ABORTED, Batch
from paddock.engine.child.kv import KvPool
from paddock.engine.child.machine import others_seconds

ROUNDS = 4
"""How often each candidate is measured; the first round only warms up, the fastest of the others counts."""
CLEARLY = 0.97
"""Of the usual values' time: what takes longer is not worth to be different."""
BATCHES = (128, 256, 512)
PROBE = 128
"""Tokens of a prompt that thread numbers are compared with."""
LONGEST = 4.0
"""Seconds that one measurement may take; larger batches than that are not tried."""
QUIET = 0.2
"""Seconds that other programs may work in a second of measuring; with more, fewer threads would seem to be faster."""
TICKS = 0.05
"""Seconds by which the system's counting of that is out."""
MOST_KEPT = 64
"""Results in the file, the oldest out."""


@dataclass(frozen=True, slots=True)
class Tuned:
    """What was fastest: threads while answering and while processing a prompt, and tokens of a prompt at once."""

    n_threads: int
    n_threads_batch: int
    n_batch: int


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing to measure."""

    n_threads: int
    n_tokens: int

    @property
    def words(self) -> str:
        """For the person, who may see it being done."""
        threads = say("1 thread") if self.n_threads == 1 else say("{count} threads", count=self.n_threads)
        if self.n_tokens == 1:
            return say("answers with {threads}", threads=threads)
        return say("{tokens} tokens at once with {threads}", tokens=self.n_tokens, threads=threads)


class TuningFile:
    """Results by key, in a JSON file; one that cannot be read is as good as none.

    Args:
        path: in a folder that may be emptied at any time.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, key: str) -> Tuned | None:
        """What was kept."""
        return _tuned(self._read().get(key))

    def put(self, key: str, tuned: Tuned) -> None:
        """Keep it; a disk that is full or read-only means that it will be measured again."""
        self._put(key, asdict(tuned))

    def attention(self, key: str) -> Switch:
        """Whether flash attention was faster; AUTO where nobody has measured."""
        entry = self._read().get(key)
        value = entry.get("flash_attention") if isinstance(entry, dict) else None
        return Switch(value) if value in (Switch.ON, Switch.OFF) else Switch.AUTO

    def put_attention(self, key: str, faster: Switch) -> None:
        """Keep whether flash attention is faster; likewise."""
        self._put(key, {"flash_attention": faster.value})

    def _put(self, key: str, entry: dict[str, Any]) -> None:
        results = self._read()
        results.pop(key, None)
        text = json.dumps(dict([*results.items(), (key, entry)][-MOST_KEPT:]), indent=1)
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}.part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(self._path)
        except OSError:
            with contextlib.suppress(OSError):  # what could not be written need not be there to be removed
                fresh.unlink()

    def _read(self) -> dict[str, Any]:
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(content, dict):
            return {}
        return {key: entry for key, entry in content.items() if isinstance(entry, dict)}


def tuning_key(**facts: str | int) -> str:
    """Names a result: equal for equal facts (the model's hash, the build, the device, the cores, …)."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


class Tuner:
    """Idle work for one loaded model.

    Args:
        lib: the bindings.
        context: the `llama_context` pointer that `pool` belongs to; its threads are the usual values.
        scratch: a sequence of the context that is nobody's; it is empty between two steps.
        n_batch: tokens of a prompt at once as usual, which is also the most that the context takes.
        cores: that this process may keep busy; `threads` of the processors' own, two to a core or one.
        performance: cores that are faster than the others; 0 where there is no such difference.
        store: knows what was found before.
        key: of this model on this machine.
        others: seconds that the processors have worked for other processes.

    Attributes:
        result: what was found; the usual values where it was not quiet enough to find anything, which is not kept.
    """

    def __init__(
        self,
        lib: Any,
        context: Any,
        pool: KvPool,
        *,
        scratch: int,
        n_batch: int,
        cores: int,
        threads: int,
        performance: int,
        store: TuningFile,
        key: str,
        others: Callable[[], float] = others_seconds,
    ) -> None:
        self._lib = lib
        self._context = context
        self._pool = pool
        self._memory = lib.llama_get_memory(context)
        self._scratch = scratch
        self._store = store
        self._key = key
        self._others = others
        self._measured = self._disturbed = 0.0
        self._usual = Tuned(lib.llama_n_threads(context), lib.llama_n_threads_batch(context), n_batch)
        self._few = _candidates(self._usual.n_threads, [cores, cores - 1, cores // 2, performance])
        self._many = _candidates(self._usual.n_threads_batch, [cores, threads, performance])
        self.result: Tuned | None = store.get(key)
        self._course = self._measurements()
        self._trial: Trial | None = None if self.result else next(self._course)

    @property
    def doing(self) -> str:
        """What is being measured; "" when all is known."""
        return self._trial.words if self._trial else ""

    def step(self) -> bool:
        """Measure once; False when there is nothing to measure, or no room for it now.

        The abort flag of the context ends it; then it will be measured again.
        """
        trial = self._trial
        if trial is None or self._pool.cells - self._pool.cells_used < trial.n_tokens:
            return False
        seconds = self._measure(trial)
        if seconds is None:
            return True
        try:
            self._trial = self._course.send(seconds)
        except StopIteration as end:
            self._trial = None
            self._end(end.value)
        return self._trial is not None

    def _end(self, found: Tuned) -> None:
        if self._disturbed > TICKS + QUIET * self._measured:
            self.result = self._usual
        else:
            self.result = found
            self._store.put(self._key, found)

    def _measure(self, trial: Trial) -> float | None:
        """Seconds that llama.cpp takes; None if it was interrupted."""
        lib, context = self._lib, self._context
        words = lib.llama_vocab_n_tokens(lib.llama_model_get_vocab(lib.llama_get_model(context)))
        batch = Batch(lib, trial.n_tokens)
        lib.llama_set_n_threads(context, trial.n_threads, trial.n_threads)
        try:
            tokens = [at * 7919 % words for at in range(trial.n_tokens)]  # of all kinds, as experts differ by token
            batch.add(self._scratch, tokens, 0, all_logits=False, last_logits=True)
            others, started = self._others(), time.perf_counter()
            code = batch.decode(context)
            lib.llama_synchronize(context)
            if code == ABORTED:
                return None
            if code:  # no more of this: nothing is known to be faster, and nothing is kept
                self._disturbed = math.inf
                return math.inf
            seconds = time.perf_counter() - started
            self._measured += seconds
            self._disturbed += self._others() - others
            return seconds
        finally:
            batch.close()
            lib.llama_memory_seq_rm(self._memory, self._scratch, -1, -1)
            lib.llama_set_n_threads(context, self._usual.n_threads, self._usual.n_threads_batch)

    def _measurements(self) -> Generator[Trial, float, Tuned]:
        """Yields what to measure, is sent the seconds, and returns what was fastest."""
        usual = self._usual
        probe = min(PROBE, usual.n_batch)
        few = yield from fastest(Trial(threads, 1) for threads in self._few)
        many = yield from fastest(Trial(threads, probe) for threads in self._many)
        sizes = [usual.n_batch, *(size for size in BATCHES if size < usual.n_batch)]
        batch = yield from fastest(Trial(many.n_threads, size) for size in sizes)
        return Tuned(few.n_threads, many.n_threads, batch.n_tokens)


def fastest(trials: Iterable[Trial]) -> Generator[Trial, float, Trial]:
    """Yields what to measure, is sent the seconds, and returns the fastest per token.

    That is the first, the usual one, unless another is clearly faster. All take turns, so that what else the computer
    does hits all of them alike.
    """
    usual, *others = trials
    times: dict[Trial, list[float]] = {trial: [] for trial in (usual, *others)}
    if not others:
        return usual
    for _ in range(ROUNDS):
        for trial, seconds in times.items():
            seconds.append((yield trial))
        if any(seconds[-1] > LONGEST for seconds in times.values()):
            return usual
    best = {trial: min(seconds[1:]) / trial.n_tokens for trial, seconds in times.items()}
    fastest = min(best, key=lambda trial: best[trial])
    return fastest if best[fastest] < best[usual] * CLEARLY else usual


def _candidates(usual: int, others: Iterable[int]) -> list[int]:
    """Each once, the usual one first."""
    return list(dict.fromkeys([usual, *(count for count in others if count > 0)]))


def _tuned(entry: object) -> Tuned | None:
    if not isinstance(entry, dict):
        return None
    values = [entry.get(field.name) for field in fields(Tuned)]
    numbers = [value for value in values if type(value) is int and 0 < value <= 1 << 16]
    return Tuned(*numbers) if len(numbers) == len(values) else None
