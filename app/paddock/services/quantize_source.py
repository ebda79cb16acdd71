"""The model that a smaller one is made of, and what it would be with other types of weights.

One rule: its headers are read once; all else is arithmetic.
"""

from __future__ import annotations

import contextlib
import math
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from paddock.core.errors import Remedy, UserError
from paddock.core.library import Origin
from paddock.core.memory import Placement, Tensor, estimate, shape_from, usual_context
from paddock.core.models import ModelFile
from paddock.engine.quantizing import Planned
from paddock.hub.gguf import TENSOR_TYPES, GgufHeader, read_header

SOURCES = frozenset({"F32", "F16", "BF16", "Q8_0"})
"""Types of weights of which a smaller model is made; all others have lost too much already."""
OTHERS = 0.01
"""Share of the weights that may have another type than those of `SOURCES`."""
ALIGNMENT = 32  # bytes: GGUF_DEFAULT_ALIGNMENT, to which llama.cpp pads each tensor it writes
PART = re.compile(r"-00001-of-(\d{5})\.gguf$", re.IGNORECASE)
SUMS = ".in_sum2"
"""What an importance matrix calls its tensor for a matrix of the model (tools/imatrix/imatrix.cpp)."""


class Source:
    """The model that a smaller one is made of.

    Raises:
        UserError: "too-coarse".
    """

    def __init__(self, model: ModelFile) -> None:
        self._model = model
        self.path = model.path
        self.name = model.name
        self.size = model.size
        self.headers = [read_header(path) for path in _files(model)]
        self.weights = sum(header.n_params for header in self.headers)
        types = _sum(header.weights for header in self.headers)
        others = {kind: count for kind, count in types.items() if kind not in SOURCES}
        if sum(others.values()) > OTHERS * self.weights:
            raise UserError(
                f"{model.name} is {model.quantization or max(others, key=others.__getitem__)} already; "
                "made smaller still, it would lose far more than one made of the original.",
                "Download the smaller type instead, or the original as F16, BF16 or Q8_0.",
                code="too-coarse",
                remedy=Remedy.OPEN_MODELS,
            )
        self.is_lossy = "Q8_0" in types

    @property
    def stem(self) -> str:
        """Its file's name without what says its type."""
        stem = PART.sub(".gguf", self.path.name).removesuffix(self.path.suffix)
        return re.sub(rf"[-._ ](?:{'|'.join(SOURCES)}|FP16|FP32)$", "", stem, flags=re.IGNORECASE) or stem

    def imatrix(self) -> Path | None:
        """An importance matrix that lies beside it and belongs to it."""
        with contextlib.suppress(OSError):
            for path in sorted(self.path.parent.glob("*[iI]matrix*.gguf")):
                with contextlib.suppress(UserError):
                    if self._belongs(read_header(path)):
                        return path
        return None

    def _belongs(self, matrix: GgufHeader) -> bool:
        """Whether each of its rows is as long as those of the model's matrix of that name."""
        rows = {t.name.removesuffix(SUMS): t.dims[0] for t in matrix.tensors if t.name.endswith(SUMS) and t.dims}
        own = {tensor.name: tensor.dims[0] for header in self.headers for tensor in header.tensors if tensor.dims}
        known = matrix.metadata.get("general.type") == "imatrix"
        return known and bool(rows) and all(own.get(name) == length for name, length in rows.items())

    def tensors_with(self, plan: Planned) -> list[Tensor]:
        """The tensors as they would be."""
        types = dict(plan.tensors)
        blocks = {name: (block, size) for name, block, size in TENSOR_TYPES.values()}
        made = []
        for header in self.headers:
            for tensor in header.tensors:
                if tensor.name in types:
                    block, size = blocks[types[tensor.name].upper()]
                    tensor = replace(tensor, size=_count(tensor) // block * size)
                made.append(tensor)
        return made

    def size_with(self, plan: Planned) -> int:
        """Bytes of the file."""
        return self._header_size() + sum(_padded(tensor.size) for tensor in self.tensors_with(plan))

    def _header_size(self) -> int:
        """Bytes before the tensors' data; of several files the sum, for each tensor is named in one of them."""
        return sum(h.data_end - _data_size(h) for h in self.headers)

    def memory_with(self, plan: Planned) -> int:
        """Bytes that the model takes with the usual context on the processor; 0: unknown."""
        shape = shape_from(self.headers[0].metadata, self.tensors_with(plan))
        if shape is None:
            return 0
        return sum(part.total for part in estimate(shape, Placement(usual_context(shape))))

    def origin_of_what_is_made(self) -> Origin:
        """What is recorded of the new file."""
        origin = self._model.origin
        here = self.path.name
        made_from = f"{origin.repo_id}/{origin.filename or here}" if origin.repo_id else here
        return Origin(licence=origin.licence, obtained=time.time(), made_from=made_from)


def _files(model: ModelFile) -> tuple[Path, ...]:
    """All files of a model, in order."""
    if model.files:
        return model.files
    found = PART.search(model.path.name)
    if not found:
        return (model.path,)
    stem = model.path.name[: found.start()]
    numbers = range(1, int(found[1]) + 1)
    return tuple(model.path.with_name(f"{stem}-{n:05d}-of-{found[1]}{model.path.suffix}") for n in numbers)


def _sum(counts: Iterator[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for each in counts:
        for kind, count in each.items():
            total[kind] = total.get(kind, 0) + count
    return total


def _count(tensor: Tensor) -> int:
    return math.prod(tensor.dims)


def _padded(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def _data_size(header: GgufHeader) -> int:
    """Bytes of the tensors as they lie in a file; the last one is not padded in `data_end`."""
    if not header.tensors:
        return 0
    return sum(_padded(tensor.size) for tensor in header.tensors[:-1]) + header.tensors[-1].size
