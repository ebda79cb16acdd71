"""A chat goes on where it was after the program was closed, and after its engine was killed: the real child's part."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from engine_kit import CHILD, StatusWatch, collect

from paddock.core.messages import Role, Turn
from paddock.core.params import LoadParams, SamplingParams
from paddock.engine.api import EngineConfig, EngineStatus, GenerationRequest
from paddock.engine.supervisor import EngineSupervisor

QUESTION = "What do the horses do when it rains? " * 20
Start = Callable[..., EngineSupervisor]

pytestmark = pytest.mark.slow


def request(*more: str) -> GenerationRequest:
    roles = (Role.USER, Role.ASSISTANT)
    turns = [Turn(roles[at % 2], text) for at, text in enumerate((QUESTION, *more))]
    return GenerationRequest(turns=tuple(turns), sampling=SamplingParams(temperature=0.0, max_tokens=8))


def has_kept(status: EngineStatus) -> bool:
    return any(activity.stored_bytes for activity in status.activity)


@pytest.fixture
def start(tiny: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts the engine as a program does that was just opened, and waits until what was kept is found."""
    engines: list[EngineSupervisor] = []

    def start(key: bytes = b"k" * 32) -> EngineSupervisor:
        engine = EngineSupervisor(CHILD)
        engines.append(engine)
        watch = StatusWatch(engine)
        engine.configure(EngineConfig(tmp_path / "kv", key.hex(), 10**9, tune=False))
        engine.load(tiny, LoadParams())
        if key == b"k" * 32 and list((tmp_path / "kv").glob("*.kv")):
            watch.wait(has_kept)
        return engine

    yield start
    for engine in engines:
        engine.close()


@pytest.fixture
def kept(start: Start) -> str:
    """A chat was answered and kept, and the program closed; the answer."""
    engine = start()
    watch = StatusWatch(engine)
    answer = collect(engine.generate(request()))
    assert answer.finished.usage.cached_tokens == 0
    watch.wait(has_kept)
    engine.close()
    return answer.text


def test_a_chat_is_not_processed_again_after_a_restart(start: Start, kept: str) -> None:
    engine = start()
    usage = collect(engine.generate(request(kept, "And when it snows?"))).finished.usage
    assert usage.restored_tokens == usage.cached_tokens > 0.9 * usage.prompt_tokens
    usage = collect(engine.generate(request())).finished.usage  # once more
    assert usage.cached_tokens == usage.prompt_tokens - 1
    assert usage.restored_tokens == 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL")
@pytest.mark.allow_log("paddock.engine")
def test_what_was_written_outlives_a_killed_engine(start: Start, kept: str, tmp_path: Path) -> None:
    engine = start()
    watch = StatusWatch(engine)
    pid = engine.status.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    watch.wait_for_restart(pid)
    engine.close()
    assert collect(start().generate(request())).finished.usage.restored_tokens > 0
    assert not list((tmp_path / "kv").glob("*.part"))


def test_with_another_key_nothing_comes_back(start: Start, kept: str, tmp_path: Path) -> None:
    before = set((tmp_path / "kv").glob("*.kv"))
    assert before
    engine = start(b"o" * 32)
    assert collect(engine.generate(request())).finished.usage.restored_tokens == 0
    assert not before & set((tmp_path / "kv").glob("*.kv"))
