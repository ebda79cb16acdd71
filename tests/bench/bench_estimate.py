"""How near what Discover says comes to what llama.cpp does: tokens a second and memory, for 1B and 3B, Q4_K_M and Q8_0.

Its one rule: every figure is first predicted, from the header and from reading memory, and then measured. Words choose
("1B", "Q8_0"); `--keep` leaves the files of random weights, 7 GB in all, for the next time.
"""

import json
import statistics
import sys
from pathlib import Path
from typing import Any

import random_model
from contestants import ROOT

from paddock.core.events import Finished
from paddock.core.memory import CPU, ModelShape, Placement, estimate, has_amx
from paddock.core.models import LoadedModel
from paddock.core.params import LoadParams, SamplingParams
from paddock.engine.api import GenerationRequest
from paddock.engine.supervisor import EngineSupervisor
from paddock.hub.gguf import read_header
from paddock.hub.shape import shape_of
from paddock.services.speed_estimate import EFFICIENCY, bytes_read, read_memory, tokens_per_second

CONTEXT, PROMPT, ANSWER, RUNS = 2048, 200, 64, 5
MODELS = [
    (shape, kind)
    for shape in (random_model.ONE, random_model.THREE)
    for kind in (random_model.Q4_K_M, random_model.Q8_0)
]


def ask(engine: EngineSupervisor, number: int) -> Finished:
    """A text that nobody has seen before, and so many tokens."""
    text = f"{number} " + "about after again because before " * (PROMPT // 5)
    sampling = SamplingParams(temperature=0.0, max_tokens=ANSWER)
    (*_, end) = engine.generate(GenerationRequest(raw=text, sampling=sampling, speculate=False))
    assert isinstance(end, Finished)
    return end


def measured(path: Path, shape: ModelShape) -> tuple[LoadedModel, bool, float, float, float]:
    """The loaded model, whether it is in AMX's order, bytes read for a token, expected and real tokens a second."""
    engine = EngineSupervisor()
    try:
        amx = has_amx(engine.devices().system_info)
        loaded = engine.load(path, LoadParams(n_ctx=CONTEXT, n_gpu_layers=0))
        reading, ends = [], []
        for number in range(RUNS):
            reading.append(read_memory())
            ends.append(ask(engine, number))
    finally:
        engine.close()
    n_past = statistics.median(end.usage.prompt_tokens for end in ends) + ANSWER // 2
    bandwidth = max(reading)
    read = bytes_read(shape, Placement(CONTEXT), round(n_past))
    expected = tokens_per_second(read, lambda device: EFFICIENCY * bandwidth)
    real = max(end.timings.decode_tok_s for end in ends)
    return loaded, amx, read[CPU], expected, real


def figures(path: Path, name: str) -> list[dict[str, Any]]:
    shape = shape_of(read_header(path))
    assert shape is not None
    loaded, amx, read, expected, real = measured(path, shape)
    placement = Placement(
        CONTEXT, type_k=loaded.type_k, type_v=loaded.type_v, n_batch=loaded.n_batch,
        flash_attention=loaded.flash_attention, amx=amx,
    )  # fmt: skip
    needed = sum(part.total for part in estimate(shape, placement))
    taken = sum(part.total for part in loaded.memory)
    told = {
        "tokens a second, expected": (expected, "tok/s", None),
        "tokens a second": (real, "tok/s", None),
        "expected of measured": (expected / real, "", None),
        "reached of what reading alone reaches": (EFFICIENCY * real / expected, "", None),
        "read while it answers": (read * real / 1e9, "GB/s", None),
        "memory, expected": (needed / 1e6, "MB", None),
        "memory, as llama.cpp allocated it": (taken / 1e6, "MB", None),
        "memory, off by": (abs(needed / taken - 1) * 100, "%", 10.0),
    }
    return [
        {"name": f"{name}: {label}", "value": value, "unit": unit, "bar": bar}
        for label, (value, unit, bar) in told.items()
    ]


def main(argv: list[str]) -> None:
    wanted = [word for word in argv if not word.startswith("-")]
    found: list[dict[str, Any]] = []
    for shape, kind in MODELS:
        if any(word not in (shape.name, kind) for word in wanted):
            continue
        path = random_model.provide(ROOT / ".bench", shape, kind)
        found += figures(path, f"{shape.name} {kind}")
        if "--keep" not in argv and (shape, kind) != MODELS[0]:  # others use the first as well
            path.unlink()
    json.dump(found, sys.stdout, indent=1)


if __name__ == "__main__":
    main(sys.argv[1:])
