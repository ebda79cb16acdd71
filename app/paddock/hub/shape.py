"""From GGUF headers to the shape that decides the memory. One rule: what a header does not tell is not guessed."""

from __future__ import annotations

from paddock.core.memory import ModelShape, shape_from
from paddock.hub.gguf import GgufHeader


def shape_of(*headers: GgufHeader) -> ModelShape | None:
    """The shape of a model.

    Args:
        headers: of its file, or of all its files, the first one first.

    Returns:
        None where there is no telling: the model is not built of attention layers, or a tensor's type is newer than
        this program.
    """
    if not headers or any(len(header.tensors) < header.tensor_count for header in headers):
        return None
    return shape_from(headers[0].metadata, [tensor for header in headers for tensor in header.tensors])
