"""Writes a tiny Llama model with random weights: real files for tests that need no sense in the answer.

One rule: the same arguments give the same bytes. At temperature 0 it never ends an answer by itself, unless told to.

The vocabulary is byte-level BPE with Llama 3's special tokens and (in short) its chat template.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import gguf
import numpy as np

SPECIALS = (
    "<|begin_of_text|>",
    "<|end_of_text|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<|eom_id|>",
    "<|eot_id|>",
)
BOS, EOS, START_HEADER, END_HEADER, EOM, EOT = range(256, 256 + len(SPECIALS))
SILENT = [*range(256, 256 + len(SPECIALS))]
CONTROL = gguf.TokenType.CONTROL
UNPRINTABLE = [*range(32), *range(127, 256), *SILENT]
MERGES = ("h e", "l l", "o Ġ", "Ġ t")
TEMPLATE = (
    "{{- bos_token }}\n"
    "{%- for message in messages %}\n"
    "    {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'"
    " + message['content'] | trim + '<|eot_id|>' }}\n"
    "{%- endfor %}\n"
    "{%- if add_generation_prompt %}{{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{%- endif %}\n"
)

WIDTH, LAYERS, HEADS, KV_HEADS, FEED_FORWARD = 32, 2, 4, 2, 64


def byte_alphabet() -> list[str]:
    """The printable character that stands for each byte, as GPT-2's tokenizer spells them."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = iter(range(256, 512))
    return [chr(byte) if byte in plain else chr(next(others)) for byte in range(256)]


def write_tiny_model(
    path: Path,
    *,
    seed: int = 0,
    template: str | None = TEMPLATE,
    architecture: str = "llama",
    n_ctx_train: int = 4096,
    end_like: str = "",
    any_bytes: bool = False,
    add_bos: bool = True,
    specials: Sequence[str] = SPECIALS,
    name: str = "Tiny Random Llama",
    tensors_a_file: int = 0,
    width: int = WIDTH,
    feed_forward: int = FEED_FORWARD,
    half: bool = False,
) -> Path:
    """Write the model to `path`.

    Args:
        template: the chat template; None leaves it out.
        architecture: what the file claims to be.
        add_bos: whether the vocabulary wants a BOS.
        any_bytes: say bytes of all kinds, most of them no UTF-8; otherwise only printable ASCII.
        end_like: where it would say this (ASCII) character, it ends its turn instead.
        specials: control tokens, the first six in the order of `SPECIALS`.
        name: what the file says it is.
        tensors_a_file: at most; then it has several, `path` with `-00001-of-0000N` before the suffix is the first.
        width: of the embeddings; `feed_forward` of the layers between.
        half: the matrices are F16, as in the files that others are quantised from.
    """
    rng = np.random.default_rng(seed)
    tokens = [*byte_alphabet(), *specials, *(merge.replace(" ", "") for merge in MERGES)]
    writer = gguf.GGUFWriter(path, architecture, split_max_tensors=tensors_a_file)
    writer.add_name(name)
    writer.add_token_types([CONTROL if token in specials else gguf.TokenType.NORMAL for token in tokens])
    _write_metadata(writer, tokens, template, n_ctx_train, add_bos, width, feed_forward, half)
    silent = [*UNPRINTABLE, *range(256, 256 + len(specials))]

    def matrix(name: str, *shape: int) -> None:
        values = (rng.standard_normal(shape, dtype=np.float32) * 0.5).astype(np.float32)
        if name == "output.weight":
            values[SILENT if any_bytes else silent] = 0.0  # never the likeliest
            if end_like:
                values[EOT] = 2.0 * values[ord(end_like)]
        writer.add_tensor(name, values.astype(np.float16) if half else values)

    matrix("token_embd.weight", len(tokens), width)
    matrix("output.weight", len(tokens), width)
    writer.add_tensor("output_norm.weight", np.ones(width, np.float32))
    _write_layers(writer, matrix, width, feed_forward)
    finish(writer)
    return path


def _write_layers(writer: gguf.GGUFWriter, matrix: Callable[..., None], width: int, feed_forward: int) -> None:
    head = width // HEADS
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        writer.add_tensor(block + "attn_norm.weight", np.ones(width, np.float32))
        writer.add_tensor(block + "ffn_norm.weight", np.ones(width, np.float32))
        matrix(block + "attn_q.weight", width, width)
        matrix(block + "attn_k.weight", KV_HEADS * head, width)
        matrix(block + "attn_v.weight", KV_HEADS * head, width)
        matrix(block + "attn_output.weight", width, width)
        matrix(block + "ffn_gate.weight", feed_forward, width)
        matrix(block + "ffn_up.weight", feed_forward, width)
        matrix(block + "ffn_down.weight", width, feed_forward)


def finish(writer: gguf.GGUFWriter) -> None:
    """Write the file."""
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _write_metadata(
    writer: gguf.GGUFWriter,
    tokens: list[str],
    template: str | None,
    n_ctx_train: int,
    add_bos: bool,
    width: int,
    feed_forward: int,
    half: bool,
) -> None:
    writer.add_block_count(LAYERS)
    writer.add_context_length(n_ctx_train)
    writer.add_embedding_length(width)
    writer.add_feed_forward_length(feed_forward)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(width // HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(int(half))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("llama-bpe")
    writer.add_token_list(tokens)
    writer.add_token_merges(MERGES)
    writer.add_bos_token_id(BOS)
    writer.add_eos_token_id(EOS)
    writer.add_add_bos_token(add_bos)
    if template is not None:
        writer.add_chat_template(template)
