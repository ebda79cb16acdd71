"""What a loaded file says about itself. One rule: all of it is text that a stranger wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def read_metadata(lib: Any, model: Any) -> dict[str, str]:
    """The header's values as text; long lists, such as the vocabulary's words, are left out by llama.cpp.

    Args:
        model: the `llama_model` pointer.
    """
    keys, values = lib.llama_model_meta_key_by_index, lib.llama_model_meta_val_str_by_index
    count = lib.llama_model_meta_count(model)
    return {_text(keys, model, at): _text(values, model, at) for at in range(count)}


def _text(function: Callable[[Any, int, bytes, int], int], model: Any, at: int) -> str:
    buffer = bytes(256)
    length = function(model, at, buffer, len(buffer))
    if length >= len(buffer):
        buffer = bytes(length + 1)
        function(model, at, buffer, len(buffer))
    return buffer.split(b"\0", 1)[0].decode("utf-8", "replace")
