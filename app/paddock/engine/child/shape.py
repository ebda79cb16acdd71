"""Reads out of a model's header what decides its memory. One rule: llama.cpp's own reader, and no weight is touched.

The functions are those of gguf.h; they are looked up through libllama, as in `bindings`.
"""

from __future__ import annotations

import ctypes
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from paddock.core.memory import ModelShape, Tensor, shape_from
from paddock.engine.child.bindings import registry_function

STRING, ARRAY = 8, 9
SCALARS: dict[int, Any] = {
    0: ctypes.c_uint8, 1: ctypes.c_int8, 2: ctypes.c_uint16, 3: ctypes.c_int16, 4: ctypes.c_uint32,
    5: ctypes.c_int32, 6: ctypes.c_float, 7: ctypes.c_bool, 10: ctypes.c_uint64, 11: ctypes.c_int64,
    12: ctypes.c_double,
}  # fmt: skip
"""`enum gguf_type`, gguf.h."""
LONGEST_ARRAY = 4096
"""Elements: there is one for each layer. Longer ones are the tokenizer's."""
PART = re.compile(r"-00001-of-(\d{5})\.gguf$")
"""How the first file of a model in several files is called (`llama_split_path`)."""


class _InitParams(ctypes.Structure):
    """`struct gguf_init_params`, gguf.h."""

    _fields_ = (("no_alloc", ctypes.c_bool), ("ctx", ctypes.c_void_p))


def read_shape(lib: Any, path: Path) -> ModelShape | None:
    """The shape of the model at `path`, its further files included; None where llama.cpp cannot read the header.

    It takes about as long as the tokenizer is large: 60 ms with the words of Llama 3.
    """
    metadata: dict[str, object] = {}
    tensors: list[Tensor] = []
    for at, part in enumerate(parts_of(path)):
        header = open_header(lib, part)
        if not header:
            return None
        try:
            if at == 0:
                metadata.update(_metadata(lib, header))
            tensors.extend(tensors_in(lib, header))
        finally:
            registry_function(lib, "gguf_free", None, ctypes.c_void_p)(header)
    return shape_from(metadata, tensors)


def tensor_names(lib: Any, path: Path) -> frozenset[str]:
    """Names of the tensors in all files of the model; none where llama.cpp cannot read a header."""
    names: set[str] = set()
    for part in parts_of(path):
        header = open_header(lib, part)
        if not header:
            return frozenset()
        try:
            names.update(tensor.name for tensor in tensors_in(lib, header))
        finally:
            registry_function(lib, "gguf_free", None, ctypes.c_void_p)(header)
    return frozenset(names)


def parts_of(path: Path) -> list[Path]:
    """All files of the model that `path` is the first file of, in order."""
    found = PART.search(path.name)
    if not found:
        return [path]
    stem = path.name[: found.start()]
    return [path.with_name(f"{stem}-{number:05d}-of-{found[1]}.gguf") for number in range(1, int(found[1]) + 1)]


def open_header(lib: Any, path: Path) -> int | None:
    """A file's header, to be given to `gguf_free`; None where llama.cpp cannot read it."""
    read = registry_function(lib, "gguf_init_from_file", ctypes.c_void_p, ctypes.c_char_p, _InitParams)
    header: int | None = read(os.fsencode(path), _InitParams(True, None))
    return header


def _metadata(lib: Any, header: int) -> Iterator[tuple[str, object]]:
    def getter(name: str, result: Any) -> Any:
        return registry_function(lib, name, result, ctypes.c_void_p, ctypes.c_int64)

    key, kind = getter("gguf_get_key", ctypes.c_char_p), getter("gguf_get_kv_type", ctypes.c_int)
    text, data = getter("gguf_get_val_str", ctypes.c_char_p), getter("gguf_get_val_data", ctypes.c_void_p)
    element, length = getter("gguf_get_arr_type", ctypes.c_int), getter("gguf_get_arr_n", ctypes.c_size_t)
    numbers = getter("gguf_get_arr_data", ctypes.c_void_p)
    for at in range(registry_function(lib, "gguf_get_n_kv", ctypes.c_int64, ctypes.c_void_p)(header)):
        name = key(header, at).decode("utf-8", "replace")
        type_ = kind(header, at)
        if type_ == STRING:
            yield name, text(header, at).decode("utf-8", "replace")
        elif type_ == ARRAY:
            count = length(header, at)
            if (value := SCALARS.get(element(header, at))) and 0 < count <= LONGEST_ARRAY:
                yield name, tuple((value * count).from_address(numbers(header, at)))
        elif value := SCALARS.get(type_):
            yield name, value.from_address(data(header, at)).value


def tensors_in(lib: Any, header: int) -> Iterator[Tensor]:
    """The tensors of an open header, in its order."""

    def getter(name: str, result: Any) -> Any:
        return registry_function(lib, name, result, ctypes.c_void_p, ctypes.c_int64)

    name, size = getter("gguf_get_tensor_name", ctypes.c_char_p), getter("gguf_get_tensor_size", ctypes.c_size_t)
    dims = getter("gguf_get_tensor_ne", ctypes.POINTER(ctypes.c_int64))
    for at in range(registry_function(lib, "gguf_get_n_tensors", ctypes.c_int64, ctypes.c_void_p)(header)):
        lengths = dims(header, at)[:4]  # GGML_MAX_DIMS; 1 where there is no such dimension
        while len(lengths) > 1 and lengths[-1] == 1:
            lengths.pop()
        yield Tensor(name(header, at).decode("utf-8", "replace"), tuple(lengths), size(header, at))
