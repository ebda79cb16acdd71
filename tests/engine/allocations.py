"""Asks llama.cpp what it allocates. One rule: it is read from llama.cpp's log, for it tells nobody else.

As a program: `python allocations.py` answers a JSON list of questions from stdin, about what lies on which device.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from paddock.core.memory import Placement

MIB = 2**20
TYPES = {"f16": 1, "q8_0": 8, "q4_0": 2}  # ggml_type
BUFFER = re.compile(r"(\w+) +(model|KV|compute|output) buffer size = +([\d.]+) MiB")


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

    def load(self, path: Path, *, simulate: bool, mapped: bool = False, n_gpu_layers: int = 0) -> Any:
        options = self._lib.llama_model_default_params()
        options.n_gpu_layers = n_gpu_layers
        options.load_mode = 1 if mapped else 0  # LLAMA_LOAD_MODE_MMAP, LLAMA_LOAD_MODE_NONE
        options.no_alloc = simulate
        self._log.clear()
        model = self._lib.llama_model_load_from_file(os.fsencode(path), options)
        assert model, "".join(self._log)
        return model

    def weights(self, model: Any, *, simulate: bool) -> float:
        """Bytes; simulated buffers have the size 0, so llama.cpp's own sum over all tensors stands for them.

        Of a mapped file that is kept in AMX's order as well, the file counts, as it does elsewhere.
        """
        if simulate:
            return self._lib.llama_model_size(model)
        mapped = self._sum(r"CPU_Mapped model buffer size = +([\d.]+) MiB")
        amx = self._sum(r"AMX model buffer size = +([\d.]+) MiB")
        if mapped and amx:
            return mapped
        return self._sum(r"model buffer size = +([\d.]+) MiB")

    @property
    def amx(self) -> bool:
        """Whether weights of the last model were kept in AMX's order."""
        return self._sum(r"AMX model buffer size = +([\d.]+) MiB") > 0

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
        self._log = self._log[: self._made()]
        kv = self._sum(r"size = +([\d.]+) MiB \( *\d+ cells")
        return kv, self._sum(r"(?:compute|output) buffer size = +([\d.]+) MiB")

    def by_device(self, device: str) -> list[dict[str, float]]:
        """Bytes of each kind of buffer since `load` or `context`: beside the device, and on it."""
        found: list[dict[str, float]] = [{}, {}]
        for name, kind, size in BUFFER.findall("".join(self._log)):
            kinds = found[name == device]
            kinds[kind] = kinds.get(kind, 0) + float(size) * MIB
        return found

    def _made(self) -> int:
        """Lines up to the end of making the context; freeing it repeats some."""
        return next(at for at, line in enumerate(self._log) if "reserve took" in line)

    def _sum(self, pattern: str) -> float:
        return sum(float(size) * MIB for size in re.findall(pattern, "".join(self._log)))


def answer(lib: Any, question: dict[str, Any]) -> list[dict[str, float]]:
    """What a model takes beside its device, and on it."""
    placement = Placement(**question["placement"])
    llama = Llama(lib)
    layers, simulate = placement.n_gpu_layers, question["simulate"]
    model = llama.load(Path(question["path"]), simulate=simulate, n_gpu_layers=layers)
    weights = llama.by_device(placement.device)
    llama.context(model, placement)
    context = llama.by_device(placement.device)
    lib.llama_model_free(model)
    llama.close()
    return [{**one, **other} for one, other in zip(weights, context, strict=True)]


if __name__ == "__main__":
    from paddock.engine.child.bindings import load_bindings

    bindings = load_bindings()
    json.dump([answer(bindings, question) for question in json.load(sys.stdin)], sys.stdout)
