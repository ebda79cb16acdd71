"""Reads an importance matrix: how much each column of a model's matrices mattered to the texts it was made with.

One rule: llama.cpp's own reader tells where the numbers lie, and each must be within the file.

A GGUF file has them as two tensors for each matrix: NAME.in_sum2, the sums of squares of what came in (a row for each
expert), and NAME.counts, how many there were. llama.cpp's tool `quantize` hands their quotients to the library
(`load_imatrix`, tools/quantize/quantize.cpp); where an expert never had anything to do, it takes 1.
"""

from __future__ import annotations

import ctypes
import os
from array import array
from pathlib import Path
from typing import Any, BinaryIO

from paddock.core.errors import UserError
from paddock.core.said import say
from paddock.engine.child.bindings import registry_function
from paddock.engine.child.shape import open_header, tensors_in

SUMS, COUNTS = ".in_sum2", ".counts"
WIDTH = 4  # bytes of a number, f32


class Imatrix:
    """The matrix as llama.cpp takes it; has to live as long as llama.cpp uses it.

    Raises:
        UserError: "bad-imatrix".
    """

    def __init__(self, lib: Any, path: Path) -> None:
        self._values = _read(lib, path)
        entries = (lib.llama_model_imatrix_data * (len(self._values) + 1))()  # the last has no name
        for entry, (name, numbers) in zip(entries, self._values.items(), strict=False):
            entry.name = name.encode()
            entry.data = (ctypes.c_float * len(numbers)).from_buffer(numbers)
            entry.size = len(numbers)
        self.pointer = ctypes.cast(entries, ctypes.POINTER(lib.llama_model_imatrix_data))
        self._entries = entries


def _read(lib: Any, path: Path) -> dict[str, array[float]]:
    header = open_header(lib, path)
    if not header:
        raise _bad(path, say("llama.cpp cannot read it"))
    try:
        found = _tensors(lib, header, path)
    finally:
        registry_function(lib, "gguf_free", None, ctypes.c_void_p)(header)
    sums = {name.removesuffix(SUMS): numbers for name, numbers in found.items() if name.endswith(SUMS)}
    if not sums or any(name + COUNTS not in found for name in sums):
        raise _bad(path, say("it has no sums, or no counts to them"))
    return {name: _means(numbers, found[name + COUNTS], path) for name, numbers in sums.items()}


def _tensors(lib: Any, header: int, path: Path) -> dict[str, array[float]]:
    """The numbers of all tensors by their names."""
    start = registry_function(lib, "gguf_get_data_offset", ctypes.c_size_t, ctypes.c_void_p)(header)
    offset = registry_function(lib, "gguf_get_tensor_offset", ctypes.c_size_t, ctypes.c_void_p, ctypes.c_int64)
    kind = registry_function(lib, "gguf_get_tensor_type", ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
    with path.open("rb") as file:
        end = os.fstat(file.fileno()).st_size
        found: dict[str, array[float]] = {}
        for at, tensor in enumerate(tensors_in(lib, header)):
            begin = start + offset(header, at)
            if kind(header, at) != 0 or begin + tensor.size > end:  # GGML_TYPE_F32
                raise _bad(path, say("its numbers are not all there"))
            found[tensor.name] = _numbers(file, begin, tensor.size)
    return found


def _numbers(file: BinaryIO, begin: int, size: int) -> array[float]:
    file.seek(begin)
    numbers = array("f")
    numbers.frombytes(file.read(size))
    return numbers


def _means(sums: array[float], counts: array[float], path: Path) -> array[float]:
    """The quotients, row by row."""
    if not counts or len(sums) % len(counts):
        raise _bad(path, say("it has not one count for each row of sums"))
    width = len(sums) // len(counts)
    means = array("f", [1.0]) * len(sums)
    for row, count in enumerate(counts):
        if count > 0:
            begin = row * width
            means[begin : begin + width] = array("f", [value / count for value in sums[begin : begin + width]])
    return means


def _bad(path: Path, because: str) -> UserError:
    return UserError(
        say("“{name}” is no importance matrix that can be used: {because}.", name=path.name, because=because),
        say("Choose the one that was made for this model, as a GGUF file."),
        code="bad-imatrix",
    )
