"""How far off the memory is that Paddock says a model takes: told from the header, against what llama.cpp allocates.

Its one rule: as many shapes, contexts and KV types as there are people's models, and the same bar for each. A model of
1B is really loaded, by the engine; of the larger ones there is all but the weights, and llama.cpp goes through
everything but the allocation itself (`no_alloc`).
"""

from __future__ import annotations

import importlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import random_model

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "engine"))

import llama_shapes as shapes  # noqa: E402
from allocations import Llama  # noqa: E402

from paddock.core.memory import ModelShape, Placement, estimate  # noqa: E402
from paddock.core.params import KvType, LoadParams, Switch  # noqa: E402
from paddock.engine.supervisor import EngineSupervisor  # noqa: E402
from paddock.hub.gguf import read_header, read_stream  # noqa: E402
from paddock.hub.shape import shape_of  # noqa: E402

BAR = 5.0  # %
GB, MIB = 1e9, 2**20
Figure = dict[str, Any]

LOADED = (
    LoadParams(n_ctx=2048, type_k=KvType.F16, type_v=KvType.F16),
    LoadParams(n_ctx=8192, type_k=KvType.Q8_0, type_v=KvType.Q8_0),
    LoadParams(n_ctx=32768, type_k=KvType.Q4_0, type_v=KvType.Q4_0),
    LoadParams(n_ctx=8192, type_k=KvType.F16, type_v=KvType.F16, n_batch=2048, n_seq_max=3),
)
"""Of the 1B model; the order of the processor's own is another question (`Placement.amx`), so it is switched off."""
SIMULATED = (
    ("3B", shapes.LLAMA_3B, Placement(8192)),
    ("3B", shapes.LLAMA_3B, Placement(131072, type_k="q8_0", type_v="q8_0")),
    ("8B", shapes.LLAMA_8B, Placement(8192)),
    ("8B", shapes.LLAMA_8B, Placement(32768, type_k="q8_0", type_v="q8_0")),
    ("8B", shapes.LLAMA_8B, Placement(131072, type_k="q4_0", type_v="q4_0")),
    ("70B", shapes.LLAMA_70B, Placement(8192, type_k="q8_0", type_v="q8_0")),
    ("7B without GQA", shapes.LLAMA_2_7B, Placement(4096)),
    ("Mixtral", shapes.MIXTRAL, Placement(32768, type_k="q8_0", type_v="q8_0")),
    ("Scout", shapes.SCOUT, Placement(16384)),
)


def loaded(cache: Path) -> Iterator[Figure]:
    """The 1B model, as the engine loads it on the processor."""
    path = random_model.provide(cache)
    shape = shape_of(read_header(path))
    assert shape is not None
    for wanted in LOADED:
        engine = EngineSupervisor()
        try:
            on_cpu = replace(wanted, device="CPU", repack=Switch.OFF, flash_attention=Switch.ON)
            model = engine.load(path, on_cpu)
        finally:
            engine.close()
        placement = Placement(
            model.n_ctx,
            type_k=model.type_k,
            type_v=model.type_v,
            n_batch=model.n_batch,
            n_seq_max=wanted.n_seq_max,
            flash_attention=model.flash_attention,
        )
        yield figure("1B, loaded", shape, placement, sum(part.total for part in model.memory))


def simulated() -> Iterator[Figure]:
    """The larger ones."""
    lib = importlib.import_module("llama_cpp.llama_cpp")
    lib.llama_backend_init()
    llama = Llama(lib)
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, shape, placement) in enumerate(SIMULATED):
            path = shapes.write_hollow(Path(folder, f"{number}.gguf"), shape)
            model = llama.load(path, simulate=True)
            allocated = llama.weights(model, simulate=True) + sum(llama.context(model, placement))
            lib.llama_model_free(model)
            yield figure(name, _shape_in(path), placement, allocated)
    llama.close()


def _shape_in(path: Path) -> ModelShape:
    """Without the word that keeps such a file, which has no vocabulary, from being used."""
    with path.open("rb") as file:
        head = file.read(MIB).replace(b"no_vocab", b"a_vocab!")
    shape = shape_of(read_stream(path, io.BytesIO(head), path.stat().st_size))
    assert shape is not None
    return shape


def figure(name: str, shape: ModelShape, placement: Placement, allocated: float) -> Figure:
    """One line: what was told and what was allocated, and by how much they differ."""
    told = sum(part.total for part in estimate(shape, placement))
    kind = placement.type_k
    sizes = f"{told / GB:.2f} GB told, {allocated / GB:.2f} allocated"
    text = f"fit: {name}, {placement.n_ctx}, {kind}: {sizes}"
    return {"name": text, "value": 100 * abs(told / allocated - 1), "unit": "%", "bar": BAR}


def main() -> None:
    cache = Path(os.environ.get("PADDOCK_BENCH_CACHE") or ROOT / ".bench")
    json.dump([*loaded(cache), *simulated()], sys.stdout, indent=1)


if __name__ == "__main__":
    main()
