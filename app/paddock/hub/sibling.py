"""Reads of a file's header only the list of its tensors, where another quantisation of the same model is known already.

Most of a header is the tokenizer, 8 MB with Llama 3's, and it is the same in all files of a repository; what differs
are the types of the tensors, some 20 kB that lie at nearly the same place. One rule: it counts only if every tensor is
the known one's but for its type, each begins where the one before it ends, and the last ends with the file.
"""

from __future__ import annotations

import math
import struct

from paddock.core.errors import UserError
from paddock.core.memory import ModelShape, Tensor, shape_from
from paddock.hub.client import TransientError
from paddock.hub.gguf import TENSOR_TYPES, GgufHeader
from paddock.hub.remote_header import Files, RemoteModel

SLACK = 64 * 1024  # bytes around the place: of other metadata, a name or an importance matrix's
ALIGNMENT = 32  # general.alignment, where the file says nothing


def read_sibling(client: Files, model: RemoteModel, known: GgufHeader) -> ModelShape | None:
    """The shape of the model in a file, by its tensors and by the metadata of `known`. Connects.

    Returns:
        None where the file is not as expected, or cannot be had: then its whole header says what it is.
    """
    alignment = known.metadata.get("general.alignment", ALIGNMENT)
    if not known.tensors or len(known.tensors) < known.tensor_count or known.big_endian or known.version < 2:
        return None
    if not isinstance(alignment, int) or alignment < 1:
        return None
    list_end = known.data_end - _length([tensor.size for tensor in known.tensors], alignment)
    list_length = sum(len(tensor.name.encode()) + 8 * len(tensor.dims) + 24 for tensor in known.tensors)
    try:
        file = client.file(model.repo_id, model.filename, model.revision)
        begin = max(0, list_end - list_length - SLACK)
        data = _fetch(client, file.url, begin, min(file.size, list_end + SLACK))
    except (UserError, TransientError):
        return None
    first = known.tensors[0].name.encode()
    at = data.find(struct.pack("<Q", len(first)) + first)
    if at < 0:
        return None
    try:
        tensors, at = _tensors(data, at, known.tensors, alignment)
    except (struct.error, _OtherwiseError):
        return None
    start = -(-(begin + at) // alignment) * alignment
    end = start + _length([tensor.size for tensor in tensors], alignment)
    return shape_from(known.metadata, tensors) if end <= file.size < end + alignment else None


class _OtherwiseError(Exception):
    """It is not the list that was looked for."""


def _tensors(data: bytes, at: int, known: tuple[Tensor, ...], alignment: int) -> tuple[list[Tensor], int]:
    """The tensors that begin at `at`, and where their list ends. Raises _OtherwiseError or struct.error."""
    found, offset = [], 0
    for expected in known:
        name = expected.name.encode()
        head = struct.pack("<Q", len(name)) + name
        head += struct.pack(f"<I{len(expected.dims)}Q", len(expected.dims), *expected.dims)
        if not data.startswith(head, at):
            raise _OtherwiseError
        at += len(head)
        kind, told = struct.unpack_from("<IQ", data, at)
        at += 12
        if kind not in TENSOR_TYPES or told != offset:
            raise _OtherwiseError
        _, block, block_bytes = TENSOR_TYPES[kind]
        tensor = Tensor(expected.name, expected.dims, math.prod(expected.dims) // block * block_bytes)
        offset += -(-tensor.size // alignment) * alignment
        found.append(tensor)
    return found, at


def _length(sizes: list[int], alignment: int) -> int:
    """Bytes of tensors behind one another; the last is not padded."""
    return sum(-(-size // alignment) * alignment for size in sizes[:-1]) + sizes[-1]


def _fetch(client: Files, url: str, begin: int, end: int) -> bytes:
    """That part of a file; b"" from a server that sends the whole one whatever it is asked for."""
    data = bytearray()
    with client.stream(url, begin, end=end) as stream:
        if stream.offset != begin:
            return b""
        for chunk in stream.chunks():
            data += chunk
            if len(data) >= end - begin:
                break
    return bytes(data[: end - begin])
