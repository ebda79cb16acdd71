"""What decides the memory is read from headers, of one file or of several; what they do not tell is not guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from gguf_bytes import LLAMA, TENSORS, gguf

from paddock.core.memory import ModelShape, Placement, estimate
from paddock.hub.gguf import read_header
from paddock.hub.library import Library
from paddock.hub.shape import shape_of

BLOCK = ("blk.0.attn_q.weight", (256, 8), 12, 608)
EXPERT = ("blk.1.ffn_up_exps.weight", (256, 8, 2), 12, 1760)


def shape(path: Path, *tensors: tuple[str, tuple[int, ...], int, int], **metadata: object) -> ModelShape | None:
    path.write_bytes(gguf({**LLAMA, **metadata}, tensors or TENSORS, data=8192))
    return shape_of(read_header(path))


def test_a_header_gives_the_shape(tmp_path: Path) -> None:
    read = shape(tmp_path / "model.gguf", *TENSORS, BLOCK, EXPERT)
    assert read is not None
    assert (read.architecture, read.n_layer, read.n_vocab, read.head_k) == ("llama", 16, 4, 64)
    assert (read.input_bytes, read.output_bytes, read.tied, read.other_bytes) == (576, 576, True, 32)
    assert read.layer_bytes[:3] == (8 * 144, 16 * 144, 0)
    assert read.expert_bytes[:3] == (0, 16 * 144, 0)
    weights = estimate(read, Placement(2048))[0].weights
    assert weights == 576 + 32 + 24 * 144  # the output is the input again, kept once


def test_kv_heads_and_windows_may_differ_by_layer(tmp_path: Path) -> None:
    read = shape(tmp_path / "model.gguf", **{"llama.attention.head_count_kv": [8, 4] * 8})
    assert read is not None
    assert read.n_head_kv == (8, 4) * 8
    architecture = {"general.architecture": "llama4"}
    scout = {key.replace("llama.", "llama4."): value for key, value in LLAMA.items() if key.startswith("llama.")}
    read = shape(tmp_path / "model.gguf", **architecture, **scout)
    assert read is not None
    assert (read.n_swa, read.swa_layers[:5]) == (8192, (True, True, True, False, True))


@pytest.mark.parametrize(
    "metadata",
    [
        {"general.architecture": "mamba"},  # it has no attention
        {"llama.block_count": "many"},
        {"llama.attention.head_count": 0},
        {"llama.attention.head_count": "many"},
        {"llama.embedding_length": 0},
    ],
)
def test_what_the_header_does_not_tell_is_not_guessed(tmp_path: Path, metadata: dict[str, object]) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(gguf({**LLAMA, **metadata}))
    assert shape_of(read_header(path)) is None


def test_a_tensor_of_a_newer_type_has_no_known_size(tmp_path: Path) -> None:
    assert shape(tmp_path / "model.gguf", ("new.weight", (256,), 9999, 0), *TENSORS) is None


def test_a_model_in_several_files_is_one(tmp_path: Path) -> None:
    first, second = (tmp_path / f"big-0000{number}-of-00002.gguf" for number in (1, 2))
    first.write_bytes(gguf())
    second.write_bytes(gguf({"split.no": 1}, [("blk.3.attn_q.weight", (256, 8), 12, 0)], data=1152))
    library = Library(tmp_path, first)
    read = library.shape(library.describe(second))
    assert read is not None
    assert read.layer_bytes[3] == 1152
