"""The canary inside the real process: started as the program starts it, confined by its own first message, answering.

Skipped by name where the kernel's Landlock is missing or older than version 6.
"""

from __future__ import annotations

import json
import os
import select
import signal
from pathlib import Path
from typing import Any

from canary_kit import check_that_it_reached_nothing, landlock
from engine_kit import PATIENCE, ask, collect, until_text

from paddock.core.params import LoadParams
from paddock.engine.api import EngineConfig, EngineState, Guarded
from paddock.engine.supervisor import EngineSupervisor, default_command

TESTS = Path(__file__).resolve().parent
GUIDE = TESTS.parents[1] / "resources" / "guide" / "guide.gguf"
QUESTION = "How do I change the model?"
SECRETS = dict.fromkeys(
    ("HF_TOKEN", "LLAMA_API_KEY", "NVIDIA_API_KEY", "GGML_PASSWORD", "SSH_AUTH_SOCK", "PADDOCK_HOME"), "a secret"
)


def read_report(pipe: int) -> Any:
    """What is written into a pipe, until its writer closes it."""
    said = b""
    while True:
        assert select.select([pipe], [], [], PATIENCE)[0], "the canary says nothing"
        part = os.read(pipe, 1 << 16)
        if not part:
            return json.loads(said)
        said += part


@landlock
def test_in_the_engines_process_a_canary_reaches_nothing(outside: dict[str, Any], tmp_path: Path) -> None:
    cache, told = Path(outside["cache"]), tmp_path / "told.json"
    cache.mkdir()
    report = cache / "report"  # a pipe: it may write there
    os.mkfifo(report)
    told.write_text(json.dumps({**outside, "models": [str(GUIDE)], "report": str(report)}))
    path = os.pathsep.join(map(str, (TESTS / "inside", TESTS)))
    engine = EngineSupervisor(
        default_command(), environment={**os.environ, **SECRETS, "PYTHONPATH": path, "LLAMA_CANARY": str(told)}
    )
    engine.configure(EngineConfig(cache_home=cache))
    pipe = os.open(report, os.O_RDONLY | os.O_NONBLOCK)
    try:
        engine.load(GUIDE, LoadParams())
        answer = collect(engine.generate(ask(QUESTION))).text
        pid = engine.status.pid
        assert pid is not None
        generation = engine.generate(ask(QUESTION))
        said = until_text(generation)
        os.kill(pid, signal.SIGUSR1)
        found = read_report(pipe)
        said += collect(generation).text
        after = collect(engine.generate(ask(QUESTION))).text
        status = engine.status
    finally:
        engine.close()
        os.close(pipe)
    assert set(found["before"].values()) == {"done"}, "what is denied later was never possible"
    check_that_it_reached_nothing(found, outside)
    assert len(found["threads"]) >= 3  # main, reader, the canary's
    assert {barrier.guards for barrier in status.barriers if barrier.holds} == set(Guarded)
    assert (status.pid, status.state) == (pid, EngineState.READY)
    assert said == after == answer != ""
