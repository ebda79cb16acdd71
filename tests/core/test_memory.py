"""The arithmetic of a model's memory; tests/engine/test_memory_estimate.py compares it with llama.cpp's."""

from __future__ import annotations

import pytest

from paddock.core.memory import ModelShape, Placement, Tensor, estimate, kv_bytes, largest_context, padded, shape_from

MIB = 2**20

METADATA: dict[str, object] = {
    "general.architecture": "llama",
    "llama.block_count": 4,
    "llama.context_length": 8192,
    "llama.embedding_length": 64,
    "llama.feed_forward_length": 128,
    "llama.attention.head_count": 8,
    "llama.attention.head_count_kv": 2,
}


def tensors(*, tied: bool = False, experts: int = 0) -> list[Tensor]:
    made = [Tensor("token_embd.weight", (64, 1000), 1000), Tensor("output_norm.weight", (64,), 7)]
    made += [] if tied else [Tensor("output.weight", (64, 1000), 2000)]
    for layer in range(4):
        made.append(Tensor(f"blk.{layer}.attn_q.weight", (64, 64), 100))
        made += [Tensor(f"blk.{layer}.ffn_up_exps.weight", (64, 128, experts), 50)] if experts else []
    return made


def shape(**options: bool | int) -> ModelShape:
    made = shape_from(METADATA, tensors(**options))  # type: ignore[arg-type]
    assert made is not None
    return made


def test_a_shape_is_read_from_metadata_and_tensors() -> None:
    read = shape(experts=2)
    assert (read.n_layer, read.n_embd, read.n_vocab, read.n_ff, read.n_ctx_train) == (4, 64, 1000, 128, 8192)
    assert (read.n_head, read.n_head_kv, read.head_k, read.head_v) == ((8,) * 4, (2,) * 4, 8, 8)
    assert (read.input_bytes, read.output_bytes, read.other_bytes, read.tied) == (1000, 2000, 7, False)
    assert (read.layer_bytes, read.expert_bytes) == ((150,) * 4, (50,) * 4)


@pytest.mark.parametrize("missing", ["llama.block_count", "llama.embedding_length", "llama.attention.head_count"])
def test_what_has_no_attention_layers_has_no_shape(missing: str) -> None:
    assert shape_from({key: value for key, value in METADATA.items() if key != missing}, tensors()) is None


def test_the_cache_is_kept_in_cells_of_256() -> None:
    assert [padded(n) for n in (1, 256, 257, 8192)] == [256, 256, 512, 8192]
    row = 4 * 2 * (8 + 8)  # layers · KV heads · (key + value)
    assert kv_bytes(shape(), 300, "f16", "f16") == 512 * row * 2
    assert kv_bytes(shape(), 1024, "q8_0", "q4_0") == 1024 * 4 * 2 * 8 * (34 + 18) // 32
