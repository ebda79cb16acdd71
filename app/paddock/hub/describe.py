"""From a GGUF header to what a person is told about a model. Its one rule: no file is opened, no error is raised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from paddock.core import formats
from paddock.core.formats import Kind, kind_of_gguf
from paddock.core.models import GUIDE, ModelFile, ModelSource, Problem
from paddock.hub.gguf import REMOVED_TYPES, GgufHeader
from paddock.hub.naming import base_name

MAX_NAME = 80  # characters shown
GUIDE_NAME = "Guide"
GUIDE_MARK = "paddock.guide.version"  # only its training writes that; every quantised copy keeps it
_POOLING: Mapping[object, Kind] = {  # llama_pooling_type; only models that compare texts have one
    1: formats.EMBEDDING, 2: formats.EMBEDDING, 3: formats.EMBEDDING, 4: formats.RERANKER,
}  # fmt: skip
_SPLIT_SUFFIX = re.compile(r"-\d{5}-of-\d{5}$", re.IGNORECASE)
_MOST = 2**32  # no count of a model comes near
_GUESSED = 1024  # flag in general.file_type: the converter was not sure

FILE_TYPES = {  # llama_ftype → name; llama.h
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S",
    12: "Q3_K_M", 13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K", 19: "IQ2_XXS",
    20: "IQ2_XS", 21: "Q2_K_S", 22: "IQ3_XS", 23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL", 26: "IQ3_S", 27: "IQ3_M",
    28: "IQ2_S", 29: "IQ2_M", 30: "IQ4_XS", 31: "IQ1_M", 32: "BF16", 36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4",
    39: "NVFP4", 40: "Q1_0", 41: "Q2_0",
}  # fmt: skip


def describe(path: Path, header: GgufHeader, source: ModelSource) -> ModelFile:
    """What is shown and stored about the model in `path` (an absolute path)."""
    metadata = header.metadata
    kind = unusable(path, header)
    architecture = display_text(_text(metadata, "general.architecture"))
    stem = display_text(_SPLIT_SUFFIX.sub("", path.stem))
    quantization = _quantization(header)
    guide = source is ModelSource.GUIDE
    return ModelFile(
        ref=GUIDE if guide else str(path),
        path=path,
        name=GUIDE_NAME if guide else _name(metadata) or stem,
        short_name=GUIDE if guide else base_name(path.name, quantization, path.parent.name),
        source=source,
        architecture=architecture,
        quantization=quantization,
        n_ctx_train=_number(metadata, f"{architecture}.context_length"),
        n_params=header.n_params,
        size=header.file_size,
        kv_bytes_per_token=_kv_bytes_per_token(metadata, architecture),
        guide_copy=not guide and GUIDE_MARK in metadata,
        has_chat_template=bool(_text(metadata, "tokenizer.chat_template")),
        refusal=Problem.of(kind.error(path.name)) if kind else None,
    )


def display_text(text: str) -> str:
    """One line that cannot disguise itself: no control, direction or invisible characters, at most MAX_NAME long."""
    shown = "".join(" " if char.isspace() else char for char in text)
    shown = "".join(char for char in shown if unicodedata.category(char)[0] != "C")
    return " ".join(shown.split())[:MAX_NAME]


def _name(metadata: Mapping[str, object]) -> str:
    name = display_text(_text(metadata, "general.name"))
    if name:
        return name
    parts = (_text(metadata, f"general.{key}") for key in ("basename", "size_label", "finetune"))
    return display_text(" ".join(part for part in parts if part))


def _quantization(header: GgufHeader) -> str:
    """The file's type as its quantiser named it; else the type of most of its weights."""
    file_type = header.metadata.get("general.file_type")
    if isinstance(file_type, int) and file_type & ~_GUESSED in FILE_TYPES:
        return FILE_TYPES[file_type & ~_GUESSED]
    return max(header.weights, key=lambda kind: header.weights[kind], default="")


def _kv_bytes_per_token(metadata: Mapping[str, object], architecture: str) -> int:
    """2 bytes (f16) for each number of the keys and values: layers · KV heads · (key length + value length).

    Lengths default to embedding / heads, KV heads to heads, as in llama.cpp's `load_hparams`. 0 where the file
    does not say (models without attention among them).
    """
    heads = _heads(metadata, f"{architecture}.attention.head_count")
    if not heads or not heads[0]:
        return 0
    kv_heads = _heads(metadata, f"{architecture}.attention.head_count_kv") or heads
    layers = _number(metadata, f"{architecture}.block_count")
    head_dim = _number(metadata, f"{architecture}.embedding_length") // heads[0]
    key = _number(metadata, f"{architecture}.attention.key_length") or head_dim
    value = _number(metadata, f"{architecture}.attention.value_length") or head_dim
    total = sum(kv_heads) if len(kv_heads) > 1 else layers * kv_heads[0]
    return 2 * total * (key + value)


def _heads(metadata: Mapping[str, object], key: str) -> tuple[int, ...]:
    """Heads of every layer, or one number for all of them."""
    value = metadata.get(key, ())
    values = value if isinstance(value, tuple) else (value,)
    return tuple(n for n in values if isinstance(n, int) and 0 <= n <= _MOST)


def unusable(path: Path, header: GgufHeader) -> Kind | None:
    """Why this sound file is no model to chat with; None if it is one, as far as its header tells."""
    metadata = header.metadata
    if header.big_endian:
        return formats.BIG_ENDIAN
    if header.version == 1:
        return formats.VERSION_1
    architecture = _text(metadata, "general.architecture")
    kind = _part(path, metadata) or kind_of_gguf(architecture, _text(metadata, "general.type"))
    if kind is None and not header.tensor_count and not _parts(metadata):
        kind = formats.VOCABULARY
    if kind is None and header.types & REMOVED_TYPES:
        kind = formats.REMOVED_TYPE
    return kind or _POOLING.get(metadata.get(f"{architecture}.pooling_type"))


def _part(path: Path, metadata: Mapping[str, object]) -> Kind | None:
    """A model in several files is known by the names of its parts; llama.cpp finds them by these alone."""
    if not _parts(metadata) or _SPLIT_SUFFIX.search(path.stem):
        return None
    return formats.LATER_PART if _number(metadata, "split.no") else formats.RENAMED_PART


def _parts(metadata: Mapping[str, object]) -> int:
    """Into how many files the model was split; 0 where it was not."""
    count = _number(metadata, "split.count")
    return count if count > 1 else 0


def _text(metadata: Mapping[str, object], key: str) -> str:
    value = metadata.get(key, "")
    return value if isinstance(value, str) else ""


def _number(metadata: Mapping[str, object], key: str) -> int:
    """A count; 0 where the file has none that is possible."""
    value = metadata.get(key, 0)
    return value if isinstance(value, int) and 0 < value <= _MOST else 0
