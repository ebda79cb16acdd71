"""How fast the engine stops and comes back: the time from Stop to the end of the answer, from a kill to the next one.

Its one rule: a real child and a real file. The guide, or the model that PADDOCK_BENCH_MODEL names: only a large one
shows what a batch of the prompt costs.
"""

import json
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from paddock.config.paths import resource
from paddock.core.events import Finished, FinishReason, PromptProgress, TextDelta
from paddock.core.messages import Role, Turn
from paddock.core.params import LoadParams, SamplingParams
from paddock.engine.api import EngineState, EngineStatus, Generation, GenerationRequest
from paddock.engine.supervisor import EngineSupervisor

TRIES = 10


def ask(engine: EngineSupervisor, number: int, words: int) -> Generation:
    """A question never asked before, of so many words."""
    turns = (Turn(Role.USER, f"{number} " + "word " * words),)
    return engine.generate(GenerationRequest(turns, sampling=SamplingParams(temperature=0.8)))


def cancelled_after(generation: Generation, kind: type[object], wait: float) -> float | None:
    """Milliseconds from Stop to the end, once an event of this kind came and `wait` seconds went by.

    None where it had come to its end by itself before.
    """
    while not isinstance(event := generation.next(), kind):
        if isinstance(event, Finished):
            return None
    time.sleep(wait)
    began = time.perf_counter()
    generation.cancel()
    while not isinstance(event := generation.next(), Finished):
        continue
    return 1000 * (time.perf_counter() - began) if event.reason is FinishReason.CANCELLED else None


def measured(once: Callable[[int], float | None]) -> list[float]:
    return [value for number in range(TRIES) if (value := once(number)) is not None]


def restarted(engine: EngineSupervisor) -> float:
    """Milliseconds from a kill to the model being there again."""
    pid = engine.status.pid
    back = threading.Event()

    def listen(status: EngineStatus) -> None:
        if status.state is EngineState.READY and status.pid != pid:
            back.set()

    end = engine.subscribe(listen)
    began = time.perf_counter()
    assert pid is not None
    os.kill(pid, 9)
    back.wait(60.0)
    end()
    return 1000 * (time.perf_counter() - began)


def main() -> None:
    path = Path(os.environ.get("PADDOCK_BENCH_MODEL") or resource("guide/guide.gguf"))
    engine = EngineSupervisor()
    try:
        began = time.perf_counter()
        n_ctx = engine.load(path, LoadParams()).n_ctx
        loaded = 1000 * (time.perf_counter() - began)
        speaking = measured(lambda n: cancelled_after(ask(engine, n, 5), TextDelta, 0.0 if n_ctx < 4096 else 0.03 * n))
        reading = measured(lambda n: cancelled_after(ask(engine, n, n_ctx // 6), PromptProgress, 0.001 * n))
        back = [restarted(engine), restarted(engine)]
        began = time.perf_counter()
        engine.close()
        ended = 1000 * (time.perf_counter() - began)
    finally:
        engine.close()
    figures = [
        {"name": "engine: process started and model loaded", "value": loaded, "unit": "ms", "bar": None},
        *[
            {"name": f"engine: Stop while it {what}, {kind}", "value": value, "unit": "ms", "bar": 200}
            for what, values in (("speaks", speaking), ("reads the prompt", reading))
            if values
            for kind, value in (("median", statistics.median(values)), (f"worst of {len(values)}", max(values)))
        ],
        {"name": "engine: killed, and back with its model", "value": max(back), "unit": "ms", "bar": None},
        {"name": "engine: closed", "value": ended, "unit": "ms", "bar": 1000},
    ]
    json.dump(figures, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
