"""Writes a model of Llama 3.2's shapes with random weights: what it says is noise, how fast it says it is real.

Its one rule: tensor for tensor the sizes and types of the file that people use (Q4_K_M, Q8_0), for speed and memory
depend on those alone. The same arguments give the same bytes; nothing is fetched.
"""

from __future__ import annotations

import itertools
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np


@dataclass(frozen=True)
class Shape:
    """A model's numbers."""

    name: str
    layers: int
    width: int
    feed_forward: int
    heads: int
    kv_heads: int

    @property
    def head(self) -> int:
        return self.width // self.heads


ONE = Shape("1B", 16, 2048, 8192, 32, 8)
THREE = Shape("3B", 28, 3072, 8192, 24, 8)
Q4_K_M, Q8_0 = "Q4_K_M", "Q8_0"
WORDS = 128_000
SPECIALS = [
    *("<|begin_of_text|>", "<|end_of_text|>", "<|reserved_0|>", "<|reserved_1|>", "<|reserved_2|>", "<|reserved_3|>"),
    *("<|start_header_id|>", "<|end_header_id|>", "<|eom_id|>", "<|eot_id|>", "<|python_tag|>"),
    *(f"<|reserved_{number}|>" for number in range(4, 249)),
]
BOS, EOS, EOM, EOT = WORDS, WORDS + 1, WORDS + 8, WORDS + 9
TEMPLATE = (
    "{{- bos_token }}\n"
    "{%- for message in messages %}\n"
    "    {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'"
    " + message['content'] | trim + '<|eot_id|>' }}\n"
    "{%- endfor %}\n"
    "{%- if add_generation_prompt %}{{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{%- endif %}\n"
)

Bytes = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def vocabulary() -> tuple[list[str], list[str]]:
    """As many tokens as Llama 3 has, and the merges that make them: the bytes, then letters put behind one another."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = itertools.count(256)
    tokens = [chr(byte) if byte in plain else chr(next(others)) for byte in range(256)]
    beginnings = ["Ġ", *string.ascii_lowercase, *string.ascii_uppercase]
    merges = []
    for beginning in beginnings:  # grows while it is gone through
        for letter in string.ascii_lowercase:
            if len(tokens) == WORDS:
                return [*tokens, *SPECIALS], merges
            tokens.append(beginning + letter)
            merges.append(f"{beginning} {letter}")
            beginnings.append(beginning + letter)
    raise AssertionError("never: the loop feeds itself")


def q4_k(rng: np.random.Generator, rows: int, columns: int) -> Bytes:
    """Random blocks of `block_q4_K` (ggml-common.h): two halves, 12 bytes of scales and minima, 128 of nibbles.

    A weight is d·scale·nibble - dmin·minimum: the two factors give a mean of 0 and a deviation of 0.02.
    """
    blocks = rng.integers(0, 256, (rows, columns // 256, 144), np.uint8)
    factor = 0.02 / 258
    blocks[..., 0:4] = np.array([factor, 7.5 * factor], np.float16).view(np.uint8)
    return blocks.reshape(rows, -1)


def q6_k(rng: np.random.Generator, rows: int, columns: int) -> Bytes:
    """Random blocks of `block_q6_K`: 192 bytes of six-bit numbers, 16 scales, one half that makes 0.02 of it."""
    blocks = rng.integers(0, 256, (rows, columns // 256, 210), np.uint8)
    blocks[..., 208:210] = np.array([0.02 / 1365], np.float16).view(np.uint8)
    return blocks.reshape(rows, -1)


def q8_0(rng: np.random.Generator, rows: int, columns: int) -> Bytes:
    """Random blocks of `block_q8_0`: one half that makes 0.02 of 32 eight-bit numbers."""
    blocks = rng.integers(0, 256, (rows, columns // 32, 34), np.uint8)
    blocks[..., 0:2] = np.array([0.02 / 74], np.float16).view(np.uint8)
    return blocks.reshape(rows, -1)


def more_bits(layer: int, layers: int) -> bool:
    """Which layers' attn_v and ffn_down Q4_K_M stores as Q6_K (`use_more_bits`, llama-quant.cpp)."""
    eighth = layers // 8
    return layer < eighth or layer >= 7 * eighth or (layer - eighth) % 3 == 2


def matrices(shape: Shape) -> Iterator[tuple[str, int, int, bool]]:
    """Name, rows, columns and whether Q4_K_M has it as Q6_K, of every matrix in the layers."""
    width, keys = shape.width, shape.kv_heads * shape.head
    for layer in range(shape.layers):
        block, more = f"blk.{layer}.", more_bits(layer, shape.layers)
        yield block + "attn_q.weight", width, width, False
        yield block + "attn_k.weight", keys, width, False
        yield block + "attn_v.weight", keys, width, more
        yield block + "attn_output.weight", width, width, False
        yield block + "ffn_gate.weight", shape.feed_forward, width, False
        yield block + "ffn_up.weight", shape.feed_forward, width, False
        yield block + "ffn_down.weight", width, shape.feed_forward, more


def add_metadata(writer: gguf.GGUFWriter, shape: Shape, kind: str) -> None:
    """Llama 3.2's, with a vocabulary of our own."""
    tokens, merges = vocabulary()
    writer.add_name(f"Random Llama {shape.name}")
    writer.add_block_count(shape.layers)
    writer.add_context_length(131072)
    writer.add_embedding_length(shape.width)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(500000.0)
    writer.add_rope_dimension_count(shape.head)
    writer.add_vocab_size(len(tokens))
    file_types = {Q4_K_M: gguf.LlamaFileType.MOSTLY_Q4_K_M, Q8_0: gguf.LlamaFileType.MOSTLY_Q8_0}
    writer.add_file_type(file_types[kind])
    writer.add_quantization_version(2)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("llama-bpe")
    writer.add_token_list(tokens)
    kinds = [gguf.TokenType.NORMAL] * WORDS + [gguf.TokenType.CONTROL] * len(SPECIALS)
    writer.add_token_types(kinds)
    writer.add_token_merges(merges)
    writer.add_bos_token_id(BOS)
    writer.add_eos_token_id(EOS)
    writer.add_add_bos_token(True)
    writer.add_chat_template(TEMPLATE)


def write(path: Path, seed: int = 0, shape: Shape = ONE, kind: str = Q4_K_M) -> None:
    """Write the model; takes seconds, and as much memory as disk (0.8 GB for the smallest, 3.4 GB for the largest)."""
    rng = np.random.default_rng(seed)
    writer = gguf.GGUFWriter(path, "llama")
    add_metadata(writer, shape, kind)
    types = gguf.GGMLQuantizationType
    few, many = ((q4_k, types.Q4_K), (q6_k, types.Q6_K)) if kind == Q4_K_M else ((q8_0, types.Q8_0),) * 2
    embedding = many[0](rng, WORDS + len(SPECIALS), shape.width)
    embedding[[EOS, EOM, EOT]] = 0  # tied to the output: their logits are 0, so none of them is ever the likeliest
    writer.add_tensor("token_embd.weight", embedding, raw_dtype=many[1])
    writer.add_tensor("output_norm.weight", np.ones(shape.width, np.float32))
    writer.add_tensor("rope_freqs.weight", np.ones(shape.head // 2, np.float32))
    for layer, part in itertools.product(range(shape.layers), ("attn_norm", "ffn_norm")):
        writer.add_tensor(f"blk.{layer}.{part}.weight", np.ones(shape.width, np.float32))
    for name, rows, columns, more in matrices(shape):
        blocks, blocks_type = many if more else few
        writer.add_tensor(name, blocks(rng, rows, columns), raw_dtype=blocks_type)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def provide(cache: Path, shape: Shape = ONE, kind: str = Q4_K_M) -> Path:
    """The model in that folder, written now if it is not there yet."""
    path = cache / f"random-llama-{shape.name.lower()}-{kind.lower()}.gguf"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".tmp")
        write(unfinished, shape=shape, kind=kind)
        unfinished.rename(path)
    return path
