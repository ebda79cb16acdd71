"""What `core.memory` reckons is what llama.cpp allocates.

Large models are all header: llama.cpp is told to simulate (`no_alloc`) and goes through everything but the allocation
itself. Small ones are really loaded, on Vulkan too, where `make engine` and Mesa's llvmpipe give a device.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import llama_shapes as shapes
import pytest
from allocations import Llama

from paddock.core.memory import ModelShape, Placement, estimate, kv_bytes, largest_context
from paddock.core.models import DeviceMemory
from paddock.hub.gguf import read_stream
from paddock.hub.shape import shape_of

MIB = 2**20
GUIDE = Path(__file__).parents[2] / "resources" / "guide" / "guide.gguf"
APP = Path(__file__).parents[2] / "app"
SHAPES = {
    "1B": shapes.LLAMA_1B,
    "3B": shapes.LLAMA_3B,
    "8B": shapes.LLAMA_8B,
    "70B": shapes.LLAMA_70B,
    "7B without GQA": shapes.LLAMA_2_7B,
    "Mixtral": shapes.MIXTRAL,
    "Scout": shapes.SCOUT,
    "KV heads by layer": shapes.UNEVEN,
}
PLACEMENTS = [
    Placement(2048),
    Placement(8192, type_k="q8_0", type_v="q8_0"),
    Placement(8192, flash_attention=False),
    Placement(16000, n_batch=256, n_seq_max=3),
    Placement(32768, type_k="q4_0", type_v="q4_0", n_batch=2048),
    Placement(131072, type_k="q8_0", type_v="q4_0"),
    Placement(131072, n_seq_max=1, n_outputs=512),
]


@pytest.fixture
def llama(lib: Any) -> Iterator[Llama]:
    llama = Llama(lib)
    yield llama
    llama.close()


@pytest.fixture(scope="module")
def hollow(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("hollow")

    def path(name: str) -> Path:
        file = folder / f"{name}.gguf"
        return file if file.exists() else shapes.write_hollow(file, SHAPES[name])

    return path


def shape_in(path: Path) -> ModelShape:
    """Without the word that keeps such a file, which has no vocabulary, from being used."""
    with path.open("rb") as file:
        head = file.read(MIB).replace(b"no_vocab", b"a_vocab!")
    shape = shape_of(read_stream(path, io.BytesIO(head), path.stat().st_size))
    assert shape is not None
    return shape


def compare(reckoned: DeviceMemory, weights: float, kv: float, compute: float) -> None:
    """Weights and KV to the digit that the log shows, compute buffers within 12 %, the sum within 5 %."""
    assert reckoned.weights == pytest.approx(weights, abs=0.02 * MIB)
    assert reckoned.kv == pytest.approx(kv, abs=0.03 * MIB)
    assert reckoned.compute == pytest.approx(compute, rel=0.12)
    assert reckoned.total == pytest.approx(weights + kv + compute, rel=0.05)


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("placement", PLACEMENTS, ids=lambda p: f"{p.n_ctx}-{p.type_k}-{p.n_batch}")
def test_a_large_model(llama: Llama, lib: Any, hollow: Callable[[str], Path], name: str, placement: Placement) -> None:
    path = hollow(name)
    model = llama.load(path, simulate=True)
    try:
        (reckoned,) = estimate(shape_in(path), placement)
        compare(reckoned, llama.weights(model, simulate=True), *llama.context(model, placement))
    finally:
        lib.llama_model_free(model)


def test_windows_of_their_own_size(llama: Llama, lib: Any, hollow: Callable[[str], Path]) -> None:
    path = hollow("Scout")
    model = llama.load(path, simulate=True)
    shape = shape_in(path)
    try:
        placement = Placement(131072, n_seq_max=1, swa_full=False)
        (reckoned,) = estimate(shape, placement)
        compare(reckoned, llama.weights(model, simulate=True), *llama.context(model, placement))
    finally:
        lib.llama_model_free(model)
    assert reckoned.kv < kv_bytes(shape, 131072) / 2


@pytest.mark.parametrize("mapped", [False, True])
@pytest.mark.parametrize("name", ["guide", "tiny"])
@pytest.mark.parametrize("n_ctx", [2048, 4096, 8192])
def test_a_small_model_really_loaded(llama: Llama, lib: Any, tiny: Path, name: str, mapped: bool, n_ctx: int) -> None:
    path = tiny if name == "tiny" else GUIDE
    model = llama.load(path, simulate=False, mapped=mapped)
    weights, amx = llama.weights(model, simulate=False), llama.amx and not mapped
    try:
        for kind in ("f16",) if name == "tiny" else ("f16", "q8_0", "q4_0"):
            placement = Placement(n_ctx, type_k=kind, type_v=kind, amx=amx)
            (reckoned,) = estimate(shape_in(path), placement)
            compare(reckoned, weights, *llama.context(model, placement))
    finally:
        lib.llama_model_free(model)


def test_weights_that_are_repacked_for_the_processor_are_counted_once(llama: Llama, lib: Any, tmp_path: Path) -> None:
    path = shapes.write_hollow(tmp_path / "small.gguf", replace(shapes.LLAMA_1B, layers=2, vocab=2048, tied=False))
    model = llama.load(path, simulate=False)
    try:
        placement = Placement(2048, amx=llama.amx)
        (reckoned,) = estimate(shape_in(path), placement)
        compare(reckoned, llama.weights(model, simulate=False), *llama.context(model, placement))
    finally:
        lib.llama_model_free(model)


def test_the_order_of_amx_takes_more(hollow: Callable[[str], Path]) -> None:
    shape = shape_in(hollow("1B"))  # tied: the embeddings are the output as well, and are kept twice
    plain, amx = (estimate(shape, Placement(2048, amx=amx))[0].weights for amx in (False, True))
    assert shape.amx_output_bytes >= shape.input_bytes
    assert amx - plain == shape.amx_output_bytes + sum(shape.amx_layer_bytes)
    (offloaded, _) = estimate(shape, Placement(2048, device="CUDA0", n_gpu_layers=shape.n_layer + 1, amx=True))
    assert offloaded.weights == shape.input_bytes + shape.other_bytes


@pytest.mark.parametrize("name", ["1B", "8B", "Mixtral"])
def test_the_largest_context_is_one_that_llama_cpp_can_have(
    llama: Llama, lib: Any, hollow: Callable[[str], Path], name: str
) -> None:
    path = hollow(name)
    shape = shape_in(path)
    model = llama.load(path, simulate=True)
    try:
        free = estimate(shape, Placement(5000))[0].total
        n_ctx = largest_context(shape, Placement(0), {"CPU": free})
        assert n_ctx == 5120
        allocated = llama.weights(model, simulate=True) + sum(llama.context(model, Placement(n_ctx)))
        assert allocated == pytest.approx(free, rel=0.05)
    finally:
        lib.llama_model_free(model)


BUILT = Path(__file__).parents[2] / "build" / "engine"
SMALL = replace(shapes.LLAMA_1B, layers=4, vocab=8192)
ON_VULKAN = [
    *((SMALL, False, Placement(2048, n_gpu_layers=layers)) for layers in (5, 3, 1)),
    (SMALL, False, Placement(4096, n_gpu_layers=4, type_k="q8_0", type_v="q8_0")),
    (replace(SMALL, tied=False), False, Placement(2048, n_gpu_layers=5)),
    (replace(SMALL, tied=False), False, Placement(2048, n_gpu_layers=2)),
    (shapes.LLAMA_1B, True, Placement(32768, n_gpu_layers=17)),
    (shapes.LLAMA_8B, True, Placement(8192, n_gpu_layers=33)),
    (shapes.LLAMA_8B, True, Placement(8192, n_gpu_layers=20)),
    (shapes.LLAMA_70B, True, Placement(8192, n_gpu_layers=81, type_k="q8_0", type_v="q8_0")),
]


@pytest.mark.skipif(not (BUILT / "llama_cpp").exists(), reason="build/engine is not here: make engine")
def test_a_model_on_a_device_of_its_own(tmp_path: Path) -> None:
    device = "Vulkan0"
    questions: list[dict[str, Any]] = []
    for number, (shape, simulate, placement) in enumerate(ON_VULKAN):
        path = shapes.write_hollow(tmp_path / f"{number}.gguf", shape)
        there = replace(placement, device=device)
        questions.append({"path": str(path), "simulate": simulate, "placement": asdict(there)})
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("allocations.py")],
        input=json.dumps(questions),
        env={**os.environ, "PYTHONPATH": f"{BUILT}{os.pathsep}{APP}", "GGML_VK_VISIBLE_DEVICES": "0"},
        capture_output=True,
        text=True,
        check=True,
    )
    answers = json.loads(done.stdout)
    if not any(there for _, there in answers):
        pytest.skip("no Vulkan device here, not even llvmpipe (Debian, Ubuntu: mesa-vulkan-drivers)")
    for (shape, simulate, placement), question, parts in zip(ON_VULKAN, questions, answers, strict=True):
        reckoned = estimate(shape_in(Path(question["path"])), replace(placement, device=device))
        for memory, buffers in zip(reckoned, parts, strict=True):
            compute = buffers.get("compute", 0) + buffers.get("output", 0)
            if placement.n_gpu_layers > shape.layers:
                assert memory.compute == pytest.approx(compute, rel=0.05), question
            if simulate:  # then buffers of weights have no size
                assert memory.total == pytest.approx(memory.weights + memory.kv + compute, rel=0.05), question
            else:
                assert memory.weights == pytest.approx(buffers.get("model", 0), abs=0.05 * MIB), question
                assert memory.kv == pytest.approx(buffers.get("KV", 0), abs=0.05 * MIB), question
