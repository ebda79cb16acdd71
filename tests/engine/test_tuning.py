"""Threads and batch sizes are measured, with a real context of the tiny model; nothing depends on what is faster."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paddock.core.said import Said
from paddock.engine.child.batch import Batch
from paddock.engine.child.cancellation import CancelFlag
from paddock.engine.child.kv import KvPool
from paddock.engine.child.machine import others_seconds, performance_cores, usable_cores, usable_threads
from paddock.engine.child.tuning import MOST_KEPT, ROUNDS, Trial, Tuned, Tuner, TuningFile, fastest, tuning_key

N_CTX, N_SEQ, USUAL = 1024, 4, 512
KEY = tuning_key(model="ab" * 32, build="llama.cpp 1", cores=4)


class Bench:
    """A context with a pool, and tuners for it."""

    def __init__(self, lib: Any, path: Path, folder: Path) -> None:
        self.lib = lib
        self.abort = CancelFlag()
        self.file = TuningFile(folder / "tuning.json")
        self._model = lib.llama_model_load_from_file(os.fsencode(path), lib.llama_model_default_params())
        options = lib.llama_context_default_params()
        options.n_ctx, options.n_batch, options.n_ubatch, options.n_seq_max = N_CTX, USUAL, USUAL, N_SEQ + 1
        options.kv_unified = True
        options.n_threads, options.n_threads_batch = 1, 1
        options.abort_callback, options.abort_callback_data = self.abort.abort_callback(lib.ggml_abort_callback)
        self.context = lib.llama_init_from_model(self._model, options)
        self.pool = KvPool(lib, self.context, n_seq_max=N_SEQ, divisible=True)

    def tuner(self, key: str = KEY, *, cores: int = 2, others: Callable[[], float] = lambda: 0.0) -> Tuner:
        return Tuner(
            self.lib,
            self.context,
            self.pool,
            scratch=N_SEQ,
            n_batch=USUAL,
            cores=cores,
            threads=2,
            performance=0,
            store=self.file,
            key=key,
            others=others,
        )

    @property
    def scratch_is_empty(self) -> bool:
        return bool(self.lib.llama_memory_seq_pos_max(self.lib.llama_get_memory(self.context), N_SEQ) == -1)

    def close(self) -> None:
        self.lib.llama_free(self.context)
        self.lib.llama_model_free(self._model)


@pytest.fixture
def bench(lib: Any, tiny: Path, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(lib, tiny, tmp_path / "cache")
    yield bench
    bench.close()


def finish(tuner: Tuner) -> Tuned:
    while tuner.step():
        assert tuner.doing
    assert tuner.doing == ""
    assert tuner.result is not None
    return tuner.result


def test_what_is_found_is_among_the_candidates(bench: Bench) -> None:
    tuner = bench.tuner()
    assert tuner.result is None
    assert tuner.doing == "answers with 1 thread"  # the usual number comes first
    result = finish(tuner)
    assert result.n_threads in {1, 2}
    assert result.n_threads_batch in {1, 2}
    assert result.n_batch in {128, 256, 512}


def test_it_leaves_no_trace_in_the_cache(bench: Bench) -> None:
    tuner = bench.tuner()
    used = bench.pool.cells_used
    while tuner.step():
        assert bench.scratch_is_empty
    assert bench.pool.cells_used == used
    assert bench.lib.llama_n_threads(bench.context) == 1


def test_what_was_found_is_kept_for_the_next_time(bench: Bench) -> None:
    result = finish(bench.tuner())
    again = bench.tuner()
    assert again.result == result
    assert again.doing == ""
    assert not again.step()
    assert bench.tuner(tuning_key(model="cd" * 32, build="llama.cpp 1", cores=4)).result is None


def test_an_interrupted_measurement_counts_for_nothing(bench: Bench) -> None:
    tuner = bench.tuner()
    tuner.step()
    before = tuner.doing
    bench.abort.set()
    for _ in range(5):
        assert tuner.step()
        assert tuner.doing == before
        assert bench.scratch_is_empty
    assert tuner.result is None
    bench.abort.clear()
    finish(tuner)


def test_what_cannot_be_computed_is_not_tried_for_ever(bench: Bench) -> None:
    batch = Batch(bench.lib, USUAL)
    for at in range(0, N_CTX, USUAL):  # the pool does not know of these
        batch.clear()
        batch.add(0, [1] * USUAL, at, all_logits=False, last_logits=False)
        assert batch.decode(bench.context) == 0
    batch.close()
    assert finish(bench.tuner()) == Tuned(1, 1, USUAL)
    assert bench.file.get(KEY) is None


def test_what_is_measured_while_other_programs_work_counts_for_nothing(bench: Bench) -> None:
    clock = itertools.count()
    assert finish(bench.tuner(others=lambda: float(next(clock)))) == Tuned(1, 1, USUAL)
    assert bench.file.get(KEY) is None  # so it is tried again the next time


def test_other_programs_work_too() -> None:
    before = others_seconds()
    subprocess.run([sys.executable, "-c", "sum(range(10**7))"], check=True)
    assert others_seconds() > before


def test_there_is_something_to_choose_from(bench: Bench) -> None:
    seen = []
    tuner = bench.tuner()
    while tuner.doing:
        seen.append(tuner.doing)
        tuner.step()
    assert all(seen.count(trial) == ROUNDS for trial in set(seen) if trial.startswith("answers"))
    assert {"answers with 1 thread", "answers with 2 threads"} == {each for each in seen if each.startswith("answers")}
    assert {"128", "256", "512"} == {trial.split()[0] for trial in seen if not trial.startswith("answers")}
    assert all(isinstance(each, Said) for each in seen)  # the inspector says it in the window's language


def test_one_core_leaves_little_to_try(bench: Bench) -> None:
    finish(bench.tuner(cores=1))


def test_a_full_cache_is_not_pushed_out(bench: Bench) -> None:
    sequence = bench.pool.open([1] * N_CTX, reuse=False)
    assert sequence is not None
    tuner = bench.tuner()
    batch = Batch(bench.lib, USUAL)
    while bench.pool.cells_used < N_CTX:
        batch.clear()
        batch.add(sequence.id, [1] * USUAL, len(sequence.tokens), all_logits=False, last_logits=False)
        assert batch.decode(bench.context) == 0
        bench.pool.extend(sequence, [1] * USUAL)
    batch.close()
    assert not tuner.step()
    assert tuner.doing
    assert tuner.result is None
    assert len(sequence.tokens) == N_CTX


GOOD = {"n_threads": 2, "n_threads_batch": 4, "n_batch": 256}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        json.dumps({KEY: 1}),
        json.dumps({KEY: {**GOOD, "n_threads": 0}}),
        json.dumps({KEY: {**GOOD, "n_threads": True}}),
        json.dumps({KEY: {**GOOD, "n_batch": 1e9}}),
        json.dumps({KEY: {"n_threads": 2}}),
    ],
)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tuning.json"
    path.write_text(text)
    file = TuningFile(path)
    assert file.get(KEY) is None
    file.put(KEY, Tuned(**GOOD))
    assert TuningFile(path).get(KEY) == Tuned(**GOOD)


def test_the_oldest_results_go(tmp_path: Path) -> None:
    file = TuningFile(tmp_path / "tuning.json")
    for at in range(MOST_KEPT + 2):
        file.put(str(at), Tuned(**GOOD))
    assert [file.get(str(at)) is None for at in (0, 1, 2, MOST_KEPT + 1)] == [True, True, False, False]


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    file = TuningFile(tmp_path / "file" / "tuning.json")
    file.put(KEY, Tuned(**GOOD))
    assert file.get(KEY) is None
    folder = tmp_path / "tuning.json"
    folder.mkdir()
    TuningFile(folder).put(KEY, Tuned(**GOOD))
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_keys_differ_with_every_fact() -> None:
    assert tuning_key(a="1", b=2) == tuning_key(b=2, a="1") != tuning_key(a="1", b=3)


# What is faster


def race(seconds: dict[Trial, list[float]]) -> Trial:
    """Who wins where the measurements are these."""
    course = fastest(seconds)
    left = {trial: iter(times) for trial, times in seconds.items()}
    trial = next(course)
    while True:
        try:
            trial = course.send(next(left[trial]))
        except StopIteration as end:
            winner: Trial = end.value
            return winner


USUAL_TRIAL, OTHER = Trial(2, 128), Trial(4, 256)


@pytest.mark.parametrize(
    ("usual", "other", "winner"),
    [
        ([3, 1, 1, 1], [3, 1, 1, 1], OTHER),  # twice the tokens in the same time
        ([3, 1, 1, 1], [3, 1.98, 1.98, 1.98], USUAL_TRIAL),  # not clearly faster
        ([3, 1, 1, 1], [0.1, 3, 3, 3], USUAL_TRIAL),  # the first round only warms up
        ([3, 4, 1, 4], [3, 3, 3, 3], USUAL_TRIAL),  # the fastest round counts
        ([9.0], [1.0], USUAL_TRIAL),  # too slow a machine to go on
    ],
)
def test_the_usual_stays_unless_another_is_clearly_faster(
    usual: list[float], other: list[float], winner: Trial
) -> None:
    assert race({USUAL_TRIAL: usual, OTHER: other}) == winner


# The machine


def test_a_core_has_at_least_one_thread() -> None:
    assert 1 <= usable_cores() <= usable_threads()


def sysfs(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n")
    return root


SIBLINGS = {f"system/cpu/cpu{at}/topology/thread_siblings_list": f"{at // 2 * 2}-{at // 2 * 2 + 1}" for at in range(8)}


@pytest.mark.parametrize(
    ("files", "cores"),
    [
        ({}, 0),
        ({"cpu_core/cpus": "0-7", **SIBLINGS}, 4),
        ({"cpu_core/cpus": "0-3,8"}, 5),
        ({f"system/cpu/cpu{at}/cpu_capacity": "1024" if at < 2 else "446" for at in range(8)}, 2),
        ({f"system/cpu/cpu{at}/cpu_capacity": "1024" for at in range(4)}, 0),
    ],
    ids=["unknown", "hyperthreads", "a list", "arm", "all alike"],
)
def test_fast_cores(tmp_path: Path, files: dict[str, str], cores: int) -> None:
    assert performance_cores(sysfs(tmp_path, files)) == cores
