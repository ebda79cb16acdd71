"""What ggml's registry says of this machine, and plans as llama.cpp is told them."""

from __future__ import annotations

import ctypes
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from paddock.core.params import KvType, LoadParams, Switch
from paddock.engine.child.devices import (
    EXPERTS,
    apply_to_context,
    apply_to_model,
    is_dynamic,
    list_devices,
    report,
)
from paddock.engine.child.plan import Plan, plans
from paddock.engine.child.shape import read_shape


def cpu_plan(lib: Any, path: Path, params: LoadParams) -> Plan:
    size = path.stat().st_size
    shape = read_shape(lib, path)
    return plans((), params, shape, ram_available=2**34, cores=2, file_size=size)[0]


def test_the_processor_is_a_device(lib: Any) -> None:
    (processor,) = [device for device in list_devices(lib) if device.kind == "CPU"]
    assert processor.name == "CPU"
    assert processor.description
    assert 0 < processor.memory_free <= processor.memory_total


def test_the_report_names_what_there_is(lib: Any) -> None:
    found = report(lib)
    assert found.devices == list_devices(lib)
    assert found.chosen in {device.name for device in found.devices}
    assert found.reason.endswith(".")
    assert any(backend.startswith("CPU") for backend in found.backends)
    assert found.llama_cpp_version.startswith("llama-cpp-python")
    assert "AVX" in found.system_info or "NEON" in found.system_info


def test_plugins_make_a_build_dynamic(lib: Any) -> None:
    beside = [path.name for path in Path(lib._base_path).iterdir()]
    linked = any(name.removeprefix("lib").startswith("ggml-cpu.") for name in beside)
    assert is_dynamic(lib) is not linked


def test_a_plan_for_the_processor_keeps_every_other_device_out(lib: Any, tiny: Path) -> None:
    options = lib.llama_model_default_params()
    apply_to_model(lib, cpu_plan(lib, tiny, LoadParams()), options)
    assert options.n_gpu_layers == 0
    assert ctypes.cast(options.devices, ctypes.POINTER(ctypes.c_void_p))[0] is None
    assert options.tensor_buft_overrides is None
    model = lib.llama_model_load_from_file(os.fsencode(tiny), options)
    assert model
    lib.llama_model_free(model)


def test_experts_are_named_layer_by_layer(lib: Any, tiny: Path) -> None:
    plan = cpu_plan(lib, tiny, LoadParams())
    options = lib.llama_model_default_params()
    fields = {name: getattr(plan, name) for name in plan.__slots__}
    apply_to_model(lib, Plan(**{**fields, "n_cpu_moe": 2}), options)
    pairs = ctypes.cast(options.tensor_buft_overrides, ctypes.POINTER(ctypes.c_void_p))
    patterns = [ctypes.string_at(pairs[at]).decode() for at in (0, 2)]
    assert patterns == [EXPERTS.format(layer=layer) for layer in (0, 1)]
    assert pairs[1] == pairs[3] is not None
    assert pairs[4] is None
    # Llama 4's names, and as others name the same.
    assert re.search(patterns[1], "blk.1.ffn_gate_exps.weight")
    assert re.search(patterns[1], "blk.1.ffn_gate_up_exps.weight")
    assert not re.search(patterns[1], "blk.11.ffn_gate_exps.weight")
    assert not re.search(patterns[1], "blk.1.ffn_gate_shexp.weight")
    model = lib.llama_model_load_from_file(os.fsencode(tiny), options)
    assert model
    lib.llama_model_free(model)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        (LoadParams(), (4096, 512, 1, 1, -1)),
        (LoadParams(n_ctx=256, n_batch=64, n_threads=2), (256, 64, 2, 1, -1)),
        (LoadParams(type_k=KvType.Q8_0, flash_attention=Switch.OFF), (4096, 512, 1, 8, 0)),
        (LoadParams(type_k=KvType.Q4_0, flash_attention=Switch.ON), (4096, 512, 1, 2, 1)),
    ],
)
def test_a_context_is_made_as_planned(lib: Any, tiny: Path, params: LoadParams, expected: tuple[int, ...]) -> None:
    shape = read_shape(lib, tiny)
    assert shape is not None
    wide = replace(shape, head_k=64, head_v=64)
    plan = plans((), params, wide, ram_available=2**34, cores=2, file_size=tiny.stat().st_size)[0]
    options = lib.llama_context_default_params()
    apply_to_context(plan, options)
    assert expected == (
        options.n_ctx, options.n_ubatch, options.n_threads, options.type_k, options.flash_attn_type
    )  # fmt: skip
    assert options.n_batch == options.n_ubatch
    assert options.n_threads_batch == options.n_threads
