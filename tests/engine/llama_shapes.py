"""Writes models that are all header: right metadata, right tensors, and a hole in the file where the weights would be.

One rule: llama.cpp takes them for what they claim to be, as long as it is told to simulate (`no_alloc`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import gguf
from gguf import GGMLQuantizationType as Type


@dataclass(frozen=True)
class Shape:
    """A model's numbers, as its config.json has them; kv_heads may differ by layer."""

    embd: int
    layers: int
    heads: int
    kv_heads: int | tuple[int, ...]
    ff: int
    vocab: int
    context: int = 131072
    head: int = 0
    tied: bool = False
    experts: int = 0
    experts_used: int = 0
    expert_ff: int = 0
    moe_step: int = 1
    architecture: str = "llama"
    matrices: Type = Type.Q4_K
    outer: Type = Type.Q6_K


LLAMA_1B = Shape(2048, 16, 32, 8, 8192, 128256, head=64, tied=True)
LLAMA_3B = Shape(3072, 28, 24, 8, 8192, 128256, head=128, tied=True)
LLAMA_8B = Shape(4096, 32, 32, 8, 14336, 128256)
LLAMA_70B = Shape(8192, 80, 64, 8, 28672, 128256)
LLAMA_2_7B = Shape(4096, 32, 32, 32, 11008, 32000, 4096, matrices=Type.Q8_0, outer=Type.Q8_0)
MIXTRAL = Shape(4096, 32, 32, 8, 14336, 32000, 32768, experts=8, experts_used=2)
SCOUT = Shape(
    5120, 48, 40, 8, 16384, 202048, 10485760, head=128, experts=16, experts_used=1, expert_ff=8192,
    architecture="llama4",
)  # fmt: skip
UNEVEN = Shape(
    2048, 12, 32, (8, 8, 4, 4, 8, 8, 4, 4, 8, 8, 4, 4), 5632, 32000, 4096, architecture="deci", matrices=Type.F16
)


def write_hollow(path: Path, shape: Shape) -> Path:
    """Write the header, and let the file be as long as the weights would make it."""
    writer = gguf.GGUFWriter(path, shape.architecture)
    _write_metadata(writer, shape)
    for name, dims, kind in _tensors(shape):
        size = gguf.quant_shape_to_byte_shape(dims, kind)
        bytes_ = 1
        for length in size:
            bytes_ *= length
        writer.add_tensor_info(name, dims, "float32", bytes_, kind)  # type: ignore[arg-type]
    total = sum(-(-info.nbytes // 32) * 32 for info in writer.tensors[0].values())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    writer.close()
    os.truncate(path, -(-path.stat().st_size // 32) * 32 + total)
    return path


def _write_metadata(writer: gguf.GGUFWriter, shape: Shape) -> None:
    head = shape.head or shape.embd // shape.heads
    writer.add_block_count(shape.layers)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.embd)
    writer.add_feed_forward_length(shape.ff)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads if isinstance(shape.kv_heads, int) else list(shape.kv_heads))
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(head)
    writer.add_key_length(head)
    writer.add_value_length(head)
    writer.add_vocab_size(shape.vocab)
    writer.add_tokenizer_model("no_vocab")
    if shape.experts:
        writer.add_expert_count(shape.experts)
        writer.add_expert_used_count(shape.experts_used)
    if shape.expert_ff:
        writer.add_expert_feed_forward_length(shape.expert_ff)
        writer.add_interleave_moe_layer_step(shape.moe_step)


def _tensors(shape: Shape) -> Iterator[tuple[str, tuple[int, ...], Type]]:
    """(name, dimensions as NumPy orders them, type)."""
    head = shape.head or shape.embd // shape.heads
    yield "token_embd.weight", (shape.vocab, shape.embd), shape.outer
    if not shape.tied:
        yield "output.weight", (shape.vocab, shape.embd), shape.outer
    yield "output_norm.weight", (shape.embd,), Type.F32
    yield "rope_freqs.weight", (head // 2,), Type.F32
    for layer in range(shape.layers):
        kv_heads = shape.kv_heads if isinstance(shape.kv_heads, int) else shape.kv_heads[layer]
        block = f"blk.{layer}."
        yield block + "attn_norm.weight", (shape.embd,), Type.F32
        yield block + "ffn_norm.weight", (shape.embd,), Type.F32
        yield block + "attn_q.weight", (shape.heads * head, shape.embd), shape.matrices
        yield block + "attn_k.weight", (kv_heads * head, shape.embd), shape.matrices
        yield block + "attn_v.weight", (kv_heads * head, shape.embd), shape.matrices
        yield block + "attn_output.weight", (shape.embd, shape.heads * head), shape.matrices
        yield from _feed_forward(shape, block)


def _feed_forward(shape: Shape, block: str) -> Iterator[tuple[str, tuple[int, ...], Type]]:
    width = shape.expert_ff or shape.ff
    if not shape.experts:
        yield block + "ffn_gate.weight", (shape.ff, shape.embd), shape.matrices
        yield block + "ffn_up.weight", (shape.ff, shape.embd), shape.matrices
        yield block + "ffn_down.weight", (shape.embd, shape.ff), shape.matrices
        return
    yield block + "ffn_gate_inp.weight", (shape.experts, shape.embd), Type.F32
    yield block + "ffn_gate_exps.weight", (shape.experts, width, shape.embd), shape.matrices
    yield block + "ffn_up_exps.weight", (shape.experts, width, shape.embd), shape.matrices
    yield block + "ffn_down_exps.weight", (shape.experts, shape.embd, width), shape.matrices
    if shape.architecture == "llama4":
        yield block + "ffn_gate_shexp.weight", (width, shape.embd), shape.matrices
        yield block + "ffn_up_shexp.weight", (width, shape.embd), shape.matrices
        yield block + "ffn_down_shexp.weight", (shape.embd, width), shape.matrices
