"""Builds small GGUF files for tests, right ones and wrong ones. One rule: no library, so that nothing is corrected."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

LLAMA: Mapping[str, object] = {
    "general.architecture": "llama",
    "general.name": "Llama 3.2 1B Instruct",
    "general.file_type": 15,
    "llama.context_length": 131072,
    "llama.embedding_length": 2048,
    "llama.block_count": 16,
    "llama.attention.head_count": 32,
    "llama.attention.head_count_kv": 8,
    "tokenizer.chat_template": "{{ messages }}",
}
Tensor = tuple[str, tuple[int, ...], int, int]  # name, shape, ggml_type, offset
TENSORS: Sequence[Tensor] = (("token_embd.weight", (256, 4), 12, 0), ("output_norm.weight", (8,), 0, 576))


def string(text: str) -> bytes:
    """A GGUF string."""
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def value(item: object) -> bytes:
    """A typed value: str, bool, int (u32), float (f32), list of str, list of int (i32)."""
    if isinstance(item, str):
        return struct.pack("<I", 8) + string(item)
    if isinstance(item, bool):
        return struct.pack("<IB", 7, item)
    if isinstance(item, int):
        return struct.pack("<II", 4, item)
    if isinstance(item, float):
        return struct.pack("<If", 6, item)
    assert isinstance(item, list)
    if item and isinstance(item[0], str):
        return struct.pack("<IIQ", 9, 8, len(item)) + b"".join(string(text) for text in item)
    return struct.pack("<IIQ", 9, 5, len(item)) + struct.pack(f"<{len(item)}i", *item)


def gguf(
    metadata: Mapping[str, object] = LLAMA, tensors: Sequence[Tensor] = TENSORS, *, version: int = 3, data: int = 608
) -> bytes:
    """A whole file: header, padding to 32, `data` zero bytes."""
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(metadata))
    head += b"".join(string(key) + value(item) for key, item in metadata.items())
    for name, shape, kind, offset in tensors:
        head += string(name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *shape)
        head += struct.pack("<IQ", kind, offset)
    return head + bytes(-len(head) % 32) + bytes(data)
