"""Two mishaps at once: each is mended by itself, and together they leave nobody waiting."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from engine_kit import StatusWatch, ask, collect, endless, until_text
from test_adapters import write_lora
from tiny_model import write_tiny_model

from paddock.core.events import FinishReason
from paddock.core.params import Adapter, LoadParams
from paddock.engine.api import EngineConfig, EngineState, EngineStatus, Priority
from paddock.engine.supervisor import EngineSupervisor

pytestmark = pytest.mark.allow_log("paddock.engine")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_killed_again_while_it_comes_back(ready: EngineSupervisor, tiny: Path) -> None:
    watch = StatusWatch(ready)
    killed = [ready.status.pid]

    def kill_once(status: EngineStatus) -> None:
        if status.state is EngineState.LOADING and status.pid not in killed and len(killed) == 1:
            killed.append(status.pid)
            os.kill(status.pid or 0, signal.SIGKILL)

    ready.subscribe(kill_once)
    os.kill(killed[0] or 0, signal.SIGKILL)
    status = watch.wait(lambda status: status.state is EngineState.READY and status.pid not in killed)
    assert len(killed) == 2
    assert [model.path for model in status.models] == [tiny]


def test_the_foreground_gets_the_only_sequence(engine: EngineSupervisor, tiny: Path) -> None:
    engine.load(tiny, LoadParams(n_seq_max=1))
    behind = engine.generate(replace(endless(), priority=Priority.BACKGROUND))
    until_text(behind)
    assert collect(engine.generate(ask("Hi"))).finished.reason is FinishReason.LENGTH
    assert until_text(behind)
    behind.cancel()


def test_what_waits_behind_another_model_is_cancelled_at_once(engine: EngineSupervisor, tmp_path: Path) -> None:
    front_model, other = (write_tiny_model(tmp_path / f"{seed}.gguf", seed=seed) for seed in (1, 2))
    engine.load(front_model, LoadParams())
    engine.load(other, LoadParams())
    behind = engine.generate(replace(endless(), model=other, priority=Priority.BACKGROUND))
    until_text(behind)
    front = engine.generate(replace(endless(), model=front_model))
    until_text(front)
    watch = StatusWatch(engine)
    behind.cancel()
    watch.wait(lambda status: sum(activity.running for activity in status.activity) == 1)
    assert until_text(front)
    front.cancel()


def test_a_draft_model_and_an_adapter_take_memory_too(ready: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    (alone,) = ready.status.models[0].memory
    draft = write_tiny_model(tmp_path / "draft.gguf", seed=1)
    (both,) = ready.load(tiny, LoadParams(draft=draft)).memory
    assert both.weights == 2 * alone.weights
    assert both.kv > alone.kv
    assert both.compute > alone.compute
    (adapted,) = ready.load(tiny, LoadParams(adapters=(Adapter(write_lora(tmp_path / "lora.gguf")),))).memory
    assert adapted.kv == alone.kv


def test_idle_work_that_fails_ends_no_process(engine: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    lora, cache = write_lora(tmp_path / "lora.gguf"), tmp_path / "kv"
    cache.mkdir()
    engine.configure(EngineConfig(cache_home=cache))
    engine.load(tiny, LoadParams(adapters=(Adapter(lora),)))
    pid = engine.status.pid
    lora.unlink()
    engine.configure(EngineConfig(cache_dir=cache, cache_key="ab" * 32, cache_limit=10**9))
    assert collect(engine.generate(ask("Hi"))).finished.reason is FinishReason.LENGTH
    engine.unload()  # which does what idle work is left
    engine.load(tiny, LoadParams())
    assert engine.status.pid == pid
    assert engine.status.error == ""
