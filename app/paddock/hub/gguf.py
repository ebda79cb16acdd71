"""Reads the header of a GGUF file, because llama.cpp's own reader must never see a file inside the window's process.

Its one rule: whatever the bytes are, it ends soon, in little memory, with a header or a `UserError`. Nothing is
believed: every count is checked against what the file can hold, at most `MAX_HEADER` bytes are read, and long
arrays (a tokenizer's words) are stepped over. Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

from __future__ import annotations

import math
import os
import stat
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from paddock.core.errors import Remedy, UserError
from paddock.core.memory import Tensor

MAX_HEADER = 64 * 1024 * 1024  # bytes; the largest tokenizers take about 15 MB
MAX_KEY = 65_535  # bytes, as the format says
MAX_STRING = 1024 * 1024  # bytes kept of a value
MAX_ARRAY = 1024  # elements kept; longer arrays are stepped over
MAX_PAIRS = 65_536
MAX_TENSORS = 65_536
MAX_DIMS = 4  # GGML_MAX_DIMS
MAX_NAME = 63  # bytes; GGML_MAX_NAME, with its terminator, is 64
READ_SIZE = 1024 * 1024

_SCALARS = {  # gguf_metadata_value_type → struct format
    0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d",
}  # fmt: skip
_STRING, _ARRAY = 8, 9
_SMALLEST_PAIR = 13  # bytes: an empty key, its value's type, one byte
_SMALLEST_TENSOR = 24  # bytes: an empty name, no dimensions, type, offset

TENSOR_TYPES = {  # ggml_type → (name, weights in a block, bytes of a block); ggml.h
    0: ("F32", 1, 4), 1: ("F16", 1, 2), 2: ("Q4_0", 32, 18), 3: ("Q4_1", 32, 20), 6: ("Q5_0", 32, 22),
    7: ("Q5_1", 32, 24), 8: ("Q8_0", 32, 34), 9: ("Q8_1", 32, 36), 10: ("Q2_K", 256, 84), 11: ("Q3_K", 256, 110),
    12: ("Q4_K", 256, 144), 13: ("Q5_K", 256, 176), 14: ("Q6_K", 256, 210), 15: ("Q8_K", 256, 292),
    16: ("IQ2_XXS", 256, 66), 17: ("IQ2_XS", 256, 74), 18: ("IQ3_XXS", 256, 98), 19: ("IQ1_S", 256, 50),
    20: ("IQ4_NL", 32, 18), 21: ("IQ3_S", 256, 110), 22: ("IQ2_S", 256, 82), 23: ("IQ4_XS", 256, 136),
    24: ("I8", 1, 1), 25: ("I16", 1, 2), 26: ("I32", 1, 4), 27: ("I64", 1, 8), 28: ("F64", 1, 8),
    29: ("IQ1_M", 256, 56), 30: ("BF16", 1, 2), 34: ("TQ1_0", 256, 54), 35: ("TQ2_0", 256, 66),
    39: ("MXFP4", 32, 17), 40: ("NVFP4", 64, 36), 41: ("Q1_0", 128, 18),
}  # fmt: skip


class Readable(Protocol):
    """What the bytes come from."""

    def read(self, count: int, /) -> bytes:
        """The next bytes, `count` at most; none at the end."""


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """What a GGUF file says about itself.

    Attributes:
        metadata: keys to str, int, float, bool, or a tuple of numbers; strings in arrays and long arrays are left out.
        file_size: bytes.
        data_end: where the tensors' data end, bytes from the start of the file; 0 if there are none.
        n_params: number of weights in the file's tensors (those of known types).
        weights: number of weights by tensor type ("Q4_K"); types this program does not know are left out.
        tensors: those of known types with names that llama.cpp takes.
    """

    version: int
    tensor_count: int
    metadata: Mapping[str, object]
    file_size: int
    data_end: int
    n_params: int
    weights: Mapping[str, int]
    tensors: tuple[Tensor, ...] = ()


def read_header(path: Path) -> GgufHeader:
    """The header of `path`, read and checked.

    Raises:
        UserError: not-a-model, truncated (the data would end behind the file), unsupported-gguf, unreadable.
    """
    try:
        size = _regular_file_size(path)
        with path.open("rb") as stream:
            return read_stream(path, stream, size)
    except OSError as error:
        raise _unreadable(path, error) from error


def read_stream(path: Path, stream: Readable, size: int) -> GgufHeader:
    """The header at the beginning of `stream`, whose end is never asked for.

    Args:
        path: what errors call it.
        size: of the whole file, bytes.

    Raises:
        UserError: as `read_header`, but for unreadable.
    """
    return _Header(path, stream, size).read()


def _regular_file_size(path: Path) -> int:
    """Bytes of a regular file; looked at before opening, since opening a pipe would wait for its writer."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise UserError(
            f"“{path.name}” is a folder, not a model.",
            "Choose a file whose name ends in .gguf.",
            code="not-a-model",
            remedy=Remedy.OPEN_FILE,
        )
    if not stat.S_ISREG(status.st_mode):
        raise _not_a_model(path)
    return status.st_size


def _unreadable(path: Path, error: OSError) -> UserError:
    if isinstance(error, FileNotFoundError):
        return UserError(
            f"There is no file “{path}”.",
            "It may have been moved or deleted; open it where it is now.",
            code="unreadable",
            remedy=Remedy.OPEN_FILE,
        )
    reason = error.strerror or os.strerror(error.errno or 0)
    return UserError(
        f"“{path.name}” cannot be read: {reason}.",
        "Check that you may read the file and that its drive is connected.",
        code="unreadable",
        remedy=Remedy.RETRY,
    )


def _not_a_model(path: Path) -> UserError:
    return UserError(
        f"“{path.name}” is not a GGUF model file, or it is damaged.",
        "Paddock uses models in GGUF format; choose or download one of those.",
        code="not-a-model",
        remedy=Remedy.OPEN_MODELS,
    )


def _truncated(path: Path) -> UserError:
    return UserError(
        f"“{path.name}” is incomplete: the file ends before its contents do.",
        "Download it again.",
        code="truncated",
        remedy=Remedy.OPEN_MODELS,
    )


class _Header:
    """One reading of one file, front to back."""

    def __init__(self, path: Path, stream: Readable, size: int) -> None:
        self._path = path
        self._stream = stream
        self._size = size
        self._limit = min(size, MAX_HEADER)
        self._data = bytearray()
        self._at = 0

    def read(self) -> GgufHeader:
        if self._size < 4 or self._take(4) != b"GGUF":
            raise _not_a_model(self._path)
        version = self._version()
        tensor_count, pair_count = self._number("Q"), self._number("Q")
        self._check_count(pair_count, _SMALLEST_PAIR, MAX_PAIRS)
        self._check_count(tensor_count, _SMALLEST_TENSOR, MAX_TENSORS)
        metadata: dict[str, object] = {}
        for _ in range(pair_count):
            key = self._string(MAX_KEY)
            metadata[key] = self._value(self._number("I"))
        weights: dict[str, int] = {}
        tensors: list[Tensor] = []
        n_params = 0
        end = 0
        for _ in range(tensor_count):
            tensor, kind, tensor_end = self._tensor()
            end = max(end, tensor_end)
            if not kind:  # a newer type than this program knows: llama.cpp decides
                continue
            count = math.prod(tensor.dims)
            n_params += count
            weights[kind] = weights.get(kind, 0) + count
            if len(tensor.name) <= MAX_NAME:
                tensors.append(tensor)
        data_end = self._data_start(metadata) + end if tensor_count else 0
        if data_end > self._size:
            raise _truncated(self._path)
        size = self._size
        return GgufHeader(version, tensor_count, metadata, size, data_end, n_params, weights, tuple(tensors))

    def _version(self) -> int:
        version = self._number("I")
        if version in (2, 3):
            return version
        big_endian = version & 0xFFFF == 0 and version != 0
        what = "is stored for big-endian computers" if big_endian else f"has GGUF version {version}"
        if not big_endian and not 0 < version < 1000:
            raise _not_a_model(self._path)
        raise UserError(
            f"“{self._path.name}” {what}, which Paddock cannot use.",
            "Look for a GGUF file of version 2 or 3, little-endian: nearly all are.",
            code="unsupported-gguf",
            remedy=Remedy.OPEN_MODELS,
        )

    def _tensor(self) -> tuple[Tensor, str, int]:
        """(tensor, type's name or "", end of its data within the data section) of the next tensor."""
        tensor_name = self._string(MAX_KEY)
        n_dims = self._number("I")
        if n_dims > MAX_DIMS:
            raise _not_a_model(self._path)
        dims = tuple(self._number("Q") for _ in range(n_dims))
        kind, offset = self._number("I"), self._number("Q")
        if kind not in TENSOR_TYPES:
            return Tensor(tensor_name, dims, 0), "", offset
        name, block, block_bytes = TENSOR_TYPES[kind]
        if dims and dims[0] % block:
            raise _not_a_model(self._path)
        size = math.prod(dims) // block * block_bytes
        return Tensor(tensor_name, dims, size), name, offset + size

    def _data_start(self, metadata: Mapping[str, object]) -> int:
        alignment = metadata.get("general.alignment", 32)
        if not isinstance(alignment, int) or alignment < 1 or alignment & (alignment - 1):
            raise _not_a_model(self._path)
        return (self._at + alignment - 1) // alignment * alignment

    def _value(self, kind: int) -> object:
        if kind == _STRING:
            return self._string(MAX_HEADER)
        if kind == _ARRAY:
            return self._array()
        return self._number(self._format(kind))

    def _array(self) -> object:
        """Numbers of a short array; () for all else, which is stepped over. No arrays in arrays, as in llama.cpp."""
        kind, count = self._number("I"), self._number("Q")
        if kind == _STRING:
            self._check_count(count, 8, MAX_HEADER)
            self._skip_strings(count)
            return ()
        code = self._format(kind)
        width = struct.calcsize("<" + code)
        self._check_count(count, width, MAX_HEADER)
        if count > MAX_ARRAY:
            self._skip(count * width)
            return ()
        return struct.unpack(f"<{count}{code}", self._take(count * width))

    def _format(self, kind: int) -> str:
        if kind not in _SCALARS:
            raise _not_a_model(self._path)
        return _SCALARS[kind]

    def _number(self, code: str) -> int:
        (value,) = struct.unpack("<" + code, self._take(struct.calcsize("<" + code)))
        return value  # type: ignore[no-any-return]  # floats and bools pass through `_value` only

    def _string(self, longest: int) -> str:
        length = self._number("Q")
        if length > longest:
            raise _not_a_model(self._path)
        kept = self._take(min(length, MAX_STRING))
        self._skip(length - len(kept))
        return kept.decode("utf-8", "replace")

    def _skip_strings(self, count: int) -> None:
        """Step over strings; written out because a tokenizer has half a million."""
        data, at, unpack = self._data, self._at, struct.Struct("<Q").unpack_from
        for _ in range(count):
            if at + 8 > len(data):
                self._fill(at + 8)
            at += 8 + unpack(data, at)[0]
            if at > self._limit:
                self._fill(at)
        self._at = at

    def _check_count(self, count: int, smallest: int, most: int) -> None:
        """Refuse more things than the rest of the file can hold, before any of them is looked at."""
        if count > most:
            raise _not_a_model(self._path)
        if count * smallest > self._size - self._at:
            raise _truncated(self._path)

    def _take(self, count: int) -> bytes:
        end = self._at + count
        self._fill(end)
        taken = bytes(self._data[self._at : end])
        self._at = end
        return taken

    def _skip(self, count: int) -> None:
        self._fill(self._at + count)
        self._at += count

    def _fill(self, end: int) -> None:
        """Have the file's first `end` bytes in memory."""
        if end > self._limit:
            raise _truncated(self._path) if end > self._size else _not_a_model(self._path)
        while len(self._data) < end:
            chunk = self._stream.read(max(READ_SIZE, end - len(self._data)))
            if not chunk:  # the file became shorter meanwhile
                raise _truncated(self._path)
            self._data += chunk
