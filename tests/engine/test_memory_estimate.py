"""What `core.memory` reckons is what llama.cpp allocates.

Large models are all header: llama.cpp is told to simulate (`no_alloc`) and goes through everything but the allocation
itself. Small ones are really loaded. What it allocates it tells its log and nobody else.
"""

from __future__ import annotations

import ctypes
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import llama_shapes as shapes
import pytest

from paddock.core.memory import ModelShape, Placement, estimate, kv_bytes, largest_context
from paddock.core.models import DeviceMemory
from paddock.hub.gguf import read_header
from paddock.hub.shape import shape_of

MIB = 2**20
GUIDE = Path(__file__).parents[2] / "resources" / "guide" / "guide.gguf"
TYPES = {"f16": 1, "q8_0": 8, "q4_0": 2}  # ggml_type
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


class Llama:
    """llama.cpp, asked what it allocates."""

    def __init__(self, lib: Any) -> None:
        self._lib = lib
        self._log: list[str] = []
        self._before, self._data = lib.llama_log_callback(), ctypes.c_void_p()
        lib.llama_log_get(ctypes.byref(self._before), ctypes.byref(self._data))
        self._callback = lib.llama_log_callback(lambda _level, text, _data: self._log.append(text.decode()))
        lib.llama_log_set(self._callback, ctypes.c_void_p(0))

    def close(self) -> None:
        self._lib.llama_log_set(self._before, self._data)

    def load(self, path: Path, *, simulate: bool, mapped: bool = False) -> Any:
        options = self._lib.llama_model_default_params()
        options.n_gpu_layers = 0
        options.load_mode = 1 if mapped else 0  # LLAMA_LOAD_MODE_MMAP, LLAMA_LOAD_MODE_NONE
        options.no_alloc = simulate
        self._log.clear()
        model = self._lib.llama_model_load_from_file(os.fsencode(path), options)
        assert model, "".join(self._log)
        return model

    def weights(self, model: Any, *, simulate: bool) -> float:
        """Bytes; simulated buffers have the size 0, so llama.cpp's own sum over all tensors stands for them."""
        return self._lib.llama_model_size(model) if simulate else self._sum(r"model buffer size = +([\d.]+) MiB")

    def context(self, model: Any, placement: Placement) -> tuple[float, float]:
        """Bytes of the KV cache and of the buffers to compute with."""
        options = self._lib.llama_context_default_params()
        options.n_ctx, options.n_batch, options.n_ubatch = placement.n_ctx, placement.n_batch, placement.n_batch
        options.n_seq_max = placement.n_seq_max + 1
        options.n_outputs_max = max(placement.n_outputs, options.n_seq_max)
        options.type_k, options.type_v = TYPES[placement.type_k], TYPES[placement.type_v]
        options.flash_attn_type = int(placement.flash_attention)
        options.kv_unified, options.swa_full = True, placement.swa_full
        self._log.clear()
        context = self._lib.llama_init_from_model(model, options)
        assert context, "".join(self._log)
        self._lib.llama_free(context)
        log = self._log[: self._made()]
        kv = self._sum(r"size = +([\d.]+) MiB \( *\d+ cells", log)
        return kv, self._sum(r"(?:compute|output) buffer size = +([\d.]+) MiB", log)

    def _made(self) -> int:
        """Lines up to the end of making the context; freeing it repeats some."""
        return next(at for at, line in enumerate(self._log) if "reserve took" in line)

    def _sum(self, pattern: str, lines: list[str] | None = None) -> float:
        return sum(float(size) * MIB for size in re.findall(pattern, "".join(self._log if lines is None else lines)))


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
    shape = shape_of(read_header(path))
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
    weights = llama.weights(model, simulate=False)
    try:
        for kind in ("f16",) if name == "tiny" else ("f16", "q8_0", "q4_0"):
            placement = Placement(n_ctx, type_k=kind, type_v=kind)
            (reckoned,) = estimate(shape_in(path), placement)
            compare(reckoned, weights, *llama.context(model, placement))
    finally:
        lib.llama_model_free(model)


def test_weights_that_are_repacked_for_the_processor_are_counted_once(llama: Llama, lib: Any, tmp_path: Path) -> None:
    path = shapes.write_hollow(tmp_path / "small.gguf", replace(shapes.LLAMA_1B, layers=2, vocab=2048, tied=False))
    model = llama.load(path, simulate=False)
    try:
        (reckoned,) = estimate(shape_in(path), Placement(2048))
        compare(reckoned, llama.weights(model, simulate=False), *llama.context(model, Placement(2048)))
    finally:
        lib.llama_model_free(model)


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
