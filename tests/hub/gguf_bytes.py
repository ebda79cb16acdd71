"""Builds small GGUF files for tests, right ones and wrong ones. One rule: no library, so that nothing is corrected."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
FORMATS = ("B", "b", "H", "h", "I", "i", "f", "?", "", "", "Q", "q", "d")
"""struct format of each gguf_metadata_value_type; "" for strings (8) and arrays (9)."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value of a chosen gguf_metadata_value_type; in an array, of its elements."""

    kind: int
    item: object


@dataclass(frozen=True, slots=True)
class Layout:
    """How numbers are written: byte order and struct format of counts, which version 1 has shorter."""

    order: str = "<"
    count: str = "Q"

    def pack(self, code: str, *numbers: object) -> bytes:
        return struct.pack(self.order + code.replace("N", self.count), *numbers)

    def string(self, text: str) -> bytes:
        data = text.encode()
        return self.pack("N", len(data)) + data

    def value(self, item: object) -> bytes:
        """A typed value: str, bool, int (u32), float (f32), list of str, of lists, of int (i32), or `Typed`."""
        kind = self._kind(item)
        return self.pack("I", kind) + self._body(kind, item)

    def _kind(self, item: object) -> int:
        if isinstance(item, Typed):
            return 9 if isinstance(item.item, list) else item.kind
        kinds = {str: 8, bool: 7, int: 4, float: 6, list: 9}
        return kinds[type(item)]

    def _body(self, kind: int, item: object) -> bytes:
        element = item.kind if isinstance(item, Typed) else None
        plain = item.item if isinstance(item, Typed) else item
        if kind == 9:
            assert isinstance(plain, list)
            if element is None:
                element = self._kind(plain[0]) if plain and isinstance(plain[0], str | list) else 5
            return self.pack("IN", element, len(plain)) + b"".join(self._body(element, part) for part in plain)
        return self.string(str(plain)) if kind == 8 else self.pack(FORMATS[kind], plain)


def gguf(
    metadata: Mapping[str, object] = LLAMA,
    tensors: Sequence[Tensor] = TENSORS,
    *,
    version: int = 3,
    data: int = 608,
    order: str = "<",
) -> bytes:
    """A whole file: header, padding to 32, `data` zero bytes."""
    layout = Layout(order, "I" if version == 1 else "Q")
    head = b"GGUF" + layout.pack("INN", version, len(tensors), len(metadata))
    head += b"".join(layout.string(key) + layout.value(item) for key, item in metadata.items())
    for name, shape, kind, offset in tensors:
        head += layout.string(name) + layout.pack("I" + "N" * len(shape), len(shape), *shape)
        head += layout.pack("IQ", kind, offset)
    return head + bytes(-len(head) % 32) + bytes(data)
