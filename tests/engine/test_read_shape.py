"""A model's shape as llama.cpp's own reader sees it, from real files."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest
import tiny_model

from paddock.engine.child.shape import read_shape
from paddock.hub.gguf import REMOVED_TYPES, TENSOR_TYPES, read_header
from paddock.hub.shape import shape_of

GGML_TYPE_COUNT = 43
"""Of the vendored llama.cpp; a newer one has more, and a type that is not known is left to it."""


def test_a_tiny_model(lib: Any, tiny: Path) -> None:
    shape = read_shape(lib, tiny)
    assert shape is not None
    assert (shape.architecture, shape.n_layer, shape.n_embd) == ("llama", tiny_model.LAYERS, tiny_model.WIDTH)
    assert shape.n_head == (tiny_model.HEADS,) * tiny_model.LAYERS
    assert shape.n_head_kv == (tiny_model.KV_HEADS,) * tiny_model.LAYERS
    assert shape.n_ctx_train == 4096
    assert shape.head_k == shape.head_v == tiny_model.WIDTH // tiny_model.HEADS
    assert shape.n_vocab * shape.n_embd * 4 == shape.input_bytes == shape.output_bytes
    assert not shape.tied
    weights = shape.input_bytes + shape.output_bytes + sum(shape.layer_bytes) + shape.other_bytes
    assert 0 < tiny.stat().st_size - weights < 64 * 1024  # the rest is the header


def test_a_real_model(lib: Any, stories: Path) -> None:
    shape = read_shape(lib, stories)
    assert shape is not None
    assert (shape.n_layer, shape.n_embd, shape.n_ff, shape.n_vocab) == (5, 64, 172, 512)
    assert (shape.n_head[0], shape.n_head_kv[0]) == (8, 4)


def test_the_windows_reader_sees_the_same(lib: Any, tiny: Path) -> None:
    assert shape_of(read_header(tiny)) == read_shape(lib, tiny)


def test_the_windows_reader_knows_every_type_of_tensor(lib: Any) -> None:
    """Those that ggml knows, their blocks and their bytes; and which it has given up."""
    base = lib._lib
    base.ggml_type_name.restype = ctypes.c_char_p
    base.ggml_blck_size.restype = ctypes.c_int64
    base.ggml_type_size.restype = ctypes.c_size_t
    known = {
        kind: (base.ggml_type_name(kind).decode().upper(), base.ggml_blck_size(kind), base.ggml_type_size(kind))
        for kind in range(GGML_TYPE_COUNT)
    }
    assert {kind: told for kind, told in known.items() if told[1]} == TENSOR_TYPES
    assert {kind for kind, (_, block, _) in known.items() if not block} == REMOVED_TYPES


@pytest.mark.parametrize("content", [b"", b"GGUF", b"GGUF\x03\0\0\0" + b"\xff" * 64, b"no model at all"])
def test_what_cannot_be_read_has_no_shape(lib: Any, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(content)
    assert read_shape(lib, path) is None
    assert read_shape(lib, tmp_path / "nothing.gguf") is None


def write_experts(path: Path, layers: range, *, metadata: bool) -> None:
    """A part of a mixture of experts; heads that differ by layer; no word of it is a model."""
    writer = gguf.GGUFWriter(path, "llama")
    if metadata:
        writer.add_block_count(2)
        writer.add_embedding_length(64)
        writer.add_head_count([2, 4])
        writer.add_head_count_kv([1, 2])
        writer.add_expert_count(4)
        writer.add_expert_used_count(2)
        writer.add_tensor("token_embd.weight", np.zeros((10, 64), np.float16))
    for layer in layers:
        writer.add_tensor(f"blk.{layer}.attn_q.weight", np.zeros((64, 64), np.float16))
        writer.add_tensor(f"blk.{layer}.ffn_up_exps.weight", np.zeros((4, 32, 64), np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def test_experts_and_layers_that_differ(lib: Any, tmp_path: Path) -> None:
    path = tmp_path / "experts.gguf"
    write_experts(path, range(2), metadata=True)
    shape = read_shape(lib, path)
    assert shape is not None
    assert (shape.n_head, shape.n_head_kv) == ((2, 4), (1, 2))
    assert (shape.n_expert, shape.n_expert_used) == (4, 2)
    assert shape.expert_bytes == (4 * 32 * 64 * 2,) * 2
    assert shape.layer_bytes == (4 * 32 * 64 * 2 + 64 * 64 * 2,) * 2
    assert shape.tied
    assert shape.output_bytes == shape.input_bytes == 10 * 64 * 2


def test_a_model_in_several_files_is_one(lib: Any, tmp_path: Path) -> None:
    whole = tmp_path / "whole.gguf"
    write_experts(whole, range(2), metadata=True)
    first = tmp_path / "parts-00001-of-00002.gguf"
    write_experts(first, range(1), metadata=True)
    assert read_shape(lib, first) is None  # the second is missing
    write_experts(tmp_path / "parts-00002-of-00002.gguf", range(1, 2), metadata=False)
    assert read_shape(lib, first) == read_shape(lib, whole)
