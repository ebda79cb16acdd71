"""Makes other GGUF files of one: quantised, split into several, or with other metadata.

One rule: what is not to be changed is copied byte by byte. Format: ggml's docs/gguf.md, version 3, little endian; split
files as llama.cpp's gguf-split writes them.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

ALIGNMENT = 32
UINT16, UINT32, INT32, STRING, ARRAY = 2, 4, 5, 8, 9
_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
F32, F16 = 0, 1
_BLOCKS = {F32: (1, 4), F16: (1, 2), 2: (32, 18), 6: (32, 22), 8: (32, 34)}  # ggml_type → weights, bytes of a block
FILE_TYPES = {"Q4_0": (2, 2), "Q5_0": (6, 8), "Q8_0": (8, 7)}  # → ggml_type, general.file_type


@dataclass(frozen=True)
class Tensor:
    """A tensor; `shape` with the fastest dimension first, as in the file."""

    name: str
    shape: tuple[int, ...]
    kind: int
    data: bytes


@dataclass(frozen=True)
class Gguf:
    """A whole file; `values` are the types and bytes of the metadata."""

    values: Mapping[str, tuple[int, bytes]]
    tensors: Sequence[Tensor]

    def with_values(self, values: Mapping[str, tuple[int, bytes]]) -> Gguf:
        """The same with other metadata."""
        return replace(self, values={**self.values, **values})

    def to_bytes(self) -> bytes:
        """The file."""
        head = [b"GGUF", struct.pack("<IQQ", 3, len(self.tensors), len(self.values))]
        head += [_string(key) + struct.pack("<I", kind) + value for key, (kind, value) in self.values.items()]
        offset = 0
        for tensor in self.tensors:
            dims = struct.pack(f"<I{len(tensor.shape)}Q", len(tensor.shape), *tensor.shape)
            head.append(_string(tensor.name) + dims + struct.pack("<IQ", tensor.kind, offset))
            offset += _padded(len(tensor.data))
        start = b"".join(head)
        body = b"".join(tensor.data + bytes(-len(tensor.data) % ALIGNMENT) for tensor in self.tensors)
        return start + bytes(-len(start) % ALIGNMENT) + body


def read(data: bytes) -> Gguf:
    """A file's parts."""
    return _Reader(data).read()


def text(value: str) -> tuple[int, bytes]:
    """A string of metadata."""
    return STRING, _string(value)


def number(value: int) -> tuple[int, bytes]:
    """A number of metadata."""
    return UINT32, struct.pack("<I", value)


def quantised(file: Gguf, name: str) -> Gguf:
    """The same model with its matrices quantised to "Q8_0", "Q5_0" or "Q4_0"."""
    import numpy
    from gguf import quants
    from gguf.constants import GGMLQuantizationType

    kind, file_type = FILE_TYPES[name]
    tensors = []
    for tensor in file.tensors:
        if tensor.kind == F16 and len(tensor.shape) == 2:
            rows = numpy.frombuffer(tensor.data, numpy.float16).reshape(tensor.shape[::-1]).astype(numpy.float32)
            packed = quants.quantize(rows, GGMLQuantizationType(kind)).tobytes()
            tensor = replace(tensor, kind=kind, data=packed)
        tensors.append(tensor)
    return replace(file, tensors=tensors).with_values({"general.file_type": number(file_type)})


def split(file: Gguf, count: int) -> list[bytes]:
    """The same model in `count` files: the metadata in the first, the tensors shared out."""
    each = math.ceil(len(file.tensors) / count)
    found = []
    for index in range(count):
        values = {
            "split.no": (UINT16, struct.pack("<H", index)),
            "split.count": (UINT16, struct.pack("<H", count)),
            "split.tensors.count": (INT32, struct.pack("<i", len(file.tensors))),
        }
        tensors = file.tensors[index * each : (index + 1) * each]
        found.append(Gguf({**(file.values if index == 0 else {}), **values}, tensors).to_bytes())
    return found


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def read(self) -> Gguf:
        magic, version, tensor_count, value_count = self._take("<4sIQQ")
        if (magic, version) != (b"GGUF", 3):
            raise ValueError("this is no GGUF file of version 3")
        values = {}
        for _ in range(value_count):
            key = self._text()
            (kind,) = self._take("<I")
            start = self._at
            self._skip(kind)
            values[key] = (kind, self._data[start : self._at])
        tensors = [self._tensor() for _ in range(tensor_count)]
        start = _padded(self._at)
        return Gguf(values, [self._with_data(tensor, start + offset) for tensor, offset in tensors])

    def _tensor(self) -> tuple[Tensor, int]:
        name = self._text()
        (dims,) = self._take("<I")
        shape = self._take(f"<{dims}Q")
        kind, offset = self._take("<IQ")
        return Tensor(name, shape, kind, b""), offset

    def _with_data(self, tensor: Tensor, start: int) -> Tensor:
        weights, size = _BLOCKS[tensor.kind]
        return replace(tensor, data=self._data[start : start + math.prod(tensor.shape) // weights * size])

    def _skip(self, kind: int) -> None:
        if kind == STRING:
            self._text()
        elif kind == ARRAY:
            inner, count = self._take("<IQ")
            for _ in range(count):
                self._skip(inner)
        else:
            self._at += _SIZES[kind]

    def _text(self) -> str:
        (size,) = self._take("<Q")
        self._at += size
        return self._data[self._at - size : self._at].decode()

    def _take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(form, self._data, self._at)
        self._at += struct.calcsize(form)
        return values


def _string(value: str) -> bytes:
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def _padded(size: int) -> int:
    return size + -size % ALIGNMENT
