"""With or without flash attention is measured, with the tiny model; nothing depends on what is faster."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paddock.core.params import KvType, LoadParams, Switch
from paddock.engine.api import EngineConfig
from paddock.engine.child.attention import DEPTH, DRAWN, WITHOUT_BATCH, AttentionTrial, attention_key
from paddock.engine.child.cancellation import CancelFlag
from paddock.engine.child.fingerprint import Fingerprint
from paddock.engine.child.resident import known_attention, tuning_file
from paddock.engine.child.tuning import Tuned, TuningFile
from paddock.engine.supervisor import EngineSupervisor

STEPS = 2 * (1 + DEPTH + DRAWN)


class Bench:
    """A model, and trials for it."""

    def __init__(self, lib: Any, path: Path, folder: Path) -> None:
        self.lib = lib
        self.abort = CancelFlag()
        self.file = TuningFile(folder / "tuning.json")
        self._model = lib.llama_model_load_from_file(os.fsencode(path), lib.llama_model_default_params())
        self._trials: list[AttentionTrial] = []

    def trial(self, others: Callable[[], float] = lambda: 0.0) -> AttentionTrial:
        trial = AttentionTrial(
            self.lib, self._model, self.abort, threads=(1, 1), store=self.file, key="key", others=others
        )
        self._trials.append(trial)
        return trial

    def close(self) -> None:
        for trial in self._trials:
            trial.close()
        self.lib.llama_model_free(self._model)


@pytest.fixture
def bench(lib: Any, tiny: Path, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(lib, tiny, tmp_path)
    yield bench
    bench.close()


def test_both_are_measured_and_the_faster_one_is_kept(bench: Bench) -> None:
    trial = bench.trial()
    said = [trial.doing]
    while trial.step():
        said.append(trial.doing)
    assert len(said) == STEPS
    assert list(dict.fromkeys(said)) == ["answers with flash attention", "answers without flash attention"]
    assert bench.file.attention("key") in (Switch.ON, Switch.OFF)
    again = bench.trial()
    assert again.doing == ""
    assert not again.step()


def test_an_interrupted_measurement_counts_for_nothing(bench: Bench) -> None:
    trial = bench.trial()
    bench.abort.set()
    for _ in range(2 * STEPS):
        assert trial.step()
    bench.abort.clear()
    assert sum(1 for _ in iter(trial.step, False)) == STEPS - 1
    assert bench.file.attention("key") is not Switch.AUTO


def test_what_is_measured_while_other_programs_work_counts_for_nothing(bench: Bench) -> None:
    clock = itertools.count()
    trial = bench.trial(others=lambda: float(next(clock)))
    while trial.step():
        assert trial.doing
    assert bench.file.attention("key") is Switch.AUTO


def test_it_lies_beside_what_else_was_measured(tmp_path: Path) -> None:
    file = TuningFile(tmp_path / "tuning.json")
    file.put("threads", Tuned(2, 2, 256))
    file.put_attention("attention", Switch.OFF)
    assert file.get("threads") == Tuned(2, 2, 256)
    assert file.get("attention") is None
    assert file.attention("attention") is Switch.OFF
    assert file.attention("threads") is Switch.AUTO


@pytest.mark.parametrize(
    ("known", "params", "flash", "n_batch"),
    [
        (Switch.OFF, LoadParams(n_ctx=1024), False, WITHOUT_BATCH),
        (Switch.OFF, LoadParams(n_ctx=1024, n_batch=128), False, 128),
        (Switch.OFF, LoadParams(n_ctx=1024, flash_attention=Switch.ON), True, 512),
        (Switch.OFF, LoadParams(n_ctx=1024, type_v=KvType.Q8_0), True, 512),
        (Switch.ON, LoadParams(n_ctx=1024), True, 512),
        (Switch.AUTO, LoadParams(n_ctx=1024), True, 512),
    ],
)
def test_what_was_found_holds_from_the_next_load_on(
    tiny: Path, tmp_path: Path, known: Switch, params: LoadParams, flash: bool, n_batch: int
) -> None:
    fingerprint = Fingerprint(tiny, tmp_path / "models.json")
    while fingerprint.step():
        continue
    if known is not Switch.AUTO:
        tuning_file(tmp_path).put_attention(attention_key(fingerprint.value), known)
    assert known_attention(tiny, tmp_path) is known
    assert known_attention(tiny, None) is Switch.AUTO
    engine = EngineSupervisor()
    try:
        engine.configure(EngineConfig(cache_dir=tmp_path, cache_key="5a" * 32, cache_limit=1 << 20, tune=False))
        loaded = engine.load(tiny, params)
        assert (loaded.flash_attention, loaded.n_batch) == (flash, n_batch)
    finally:
        engine.close()
