"""A chat goes on where it was, after the program was closed and opened again, and after its engine was killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from engine_kit import CHILD, collect

from paddock.core.messages import Role, Turn
from paddock.core.params import KvType, LoadParams, SamplingParams
from paddock.engine.api import EngineConfig, GenerationRequest
from paddock.engine.supervisor import EngineSupervisor

QUESTION = "What do the horses do when it rains? " * 20
LONG = "".join(f"The {number}th horse stays. " for number in range(190))
ONE = SamplingParams(temperature=0.0, max_tokens=1)
Start = Callable[..., EngineSupervisor]


def request(*more: str) -> GenerationRequest:
    roles = (Role.USER, Role.ASSISTANT)
    turns = [Turn(roles[at % 2], text) for at, text in enumerate((QUESTION, *more))]
    return GenerationRequest(turns=tuple(turns), sampling=SamplingParams(temperature=0.0, max_tokens=8))


@pytest.fixture
def start(tiny: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts the engine as a program does that was just opened, the model loaded."""
    engines: list[EngineSupervisor] = []

    def start(
        key: bytes = b"k" * 32, limit: int = 10**9, path: Path = tiny, folder: str = "kv", **params: Any
    ) -> EngineSupervisor:
        engine = EngineSupervisor(CHILD)
        engines.append(engine)
        engine.configure(EngineConfig(tmp_path / folder, key.hex(), limit, tune=False, model_paths=(path,)))
        engine.load(path, LoadParams(**params))
        return engine

    yield start
    for engine in engines:
        engine.close()


def test_a_chat_is_not_processed_again_after_a_restart(start: Start) -> None:
    first = start()
    answer = collect(first.generate(request()))
    assert answer.finished.usage.cached_tokens == 0
    first.close()

    second = start()
    again = collect(second.generate(request(answer.text, "And when it snows?")))
    usage = again.finished.usage
    assert usage.restored_tokens == usage.cached_tokens > 0.9 * answer.finished.usage.prompt_tokens
    regenerated = collect(second.generate(request()))
    assert regenerated.finished.usage.cached_tokens == regenerated.finished.usage.prompt_tokens - 1


@pytest.mark.parametrize("how", ["evicted", "unloaded", "closed"])
def test_a_chat_of_four_thousand_tokens_is_written_at_once_when_it_is(start: Start, how: str) -> None:
    long = GenerationRequest((Turn(Role.USER, LONG),), sampling=ONE)
    first = start(n_ctx=8192)
    usage = collect(first.generate(long)).finished.usage
    assert usage.prompt_tokens > 4000
    match how:
        case "evicted":
            other = replace(long, turns=(Turn(Role.USER, LONG[::-1] + LONG[:2000]),))
            collect(first.generate(other))  # both do not fit into the context
        case "unloaded":
            first.unload()
        case _:
            first.close()
    again = collect(start(n_ctx=8192).generate(long)).finished.usage
    assert again.restored_tokens == usage.prompt_tokens - 1


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL")
@pytest.mark.allow_log("paddock.engine")
def test_an_engine_that_was_killed_finds_what_it_had_written(start: Start, tmp_path: Path) -> None:
    first = start()
    collect(first.generate(request()))
    first.close()
    second = start()
    assert second.status.pid
    os.kill(second.status.pid, signal.SIGKILL)
    third = start()
    assert collect(third.generate(request())).finished.usage.restored_tokens > 0
    assert not list((tmp_path / "kv").glob("*.part"))


def test_with_another_key_or_no_limit_nothing_comes_back(start: Start, tmp_path: Path) -> None:
    first = start()
    collect(first.generate(request()))
    first.close()
    kept = set((tmp_path / "kv").glob("*.kv"))
    assert kept
    other = start(key=b"o" * 32)
    assert collect(other.generate(request())).finished.usage.restored_tokens == 0
    assert not kept & set((tmp_path / "kv").glob("*.kv"))


def test_what_is_kept_in_eight_bits_is_kept_so_on_the_disk(start: Start, tmp_path: Path, guide: Path) -> None:
    sizes = {}
    for kind in (KvType.F16, KvType.Q8_0):
        texts, restored = [], []
        for _ in range(2):
            engine = start(path=guide, folder=kind.value, type_k=kind, type_v=kind)
            answer = collect(engine.generate(request()))
            texts.append(answer.text)
            restored.append(answer.finished.usage.restored_tokens)
            engine.close()
        assert texts[0] == texts[1]
        assert restored[0] == 0 < restored[1]
        # of one block: what was written before the file's hash was known may lie there twice until the next load
        sizes[kind] = max(file.stat().st_size for file in (tmp_path / kind.value).glob("*.kv"))
    assert 0.5 < sizes[KvType.Q8_0] / sizes[KvType.F16] < 0.6
    other = start(path=guide, folder="f16", type_k=KvType.Q8_0)
    assert collect(other.generate(request())).finished.usage.restored_tokens == 0


def test_a_private_chat_leaves_nothing_on_the_disk_and_nothing_for_others(start: Start, tmp_path: Path) -> None:
    engine = start()
    private = replace(request(), private=True)
    engine.prefill(private)
    assert collect(engine.generate(private)).text
    assert collect(engine.generate(private)).finished.usage.cached_tokens > 0
    engine.close()
    assert not list((tmp_path / "kv").rglob("*.kv"))

    another = start()
    collect(another.generate(private))
    assert collect(another.generate(request())).finished.usage.cached_tokens == 0
