"""Writes GGUF files that hold a vocabulary and a header alone, as those of each family of Llama models look.

One rule: no weights; what is tried out with these files is the prompt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import gguf
import numpy as np
from tiny_model import MERGES, byte_alphabet, finish

LLAMA_3 = (
    "<|begin_of_text|>",
    "<|end_of_text|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<|eom_id|>",
    "<|eot_id|>",
    "<|python_tag|>",
)
LLAMA_4 = (
    "<|begin_of_text|>",
    "<|end_of_text|>",
    "<|header_start|>",
    "<|header_end|>",
    "<|eom|>",
    "<|eot|>",
    "<|python_start|>",
    "<|python_end|>",
)
DEEPSEEK = ("<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜User｜>", "<｜Assistant｜>")
THINK = ("<think>", "</think>")
CODE_LLAMA = ("▁<PRE>", "▁<SUF>", "▁<MID>", "▁<EOT>")
WORDS = ("▁Hello", "▁[", "INST", "▁[/", "]", "▁a", "▁is", "ing")

SMALL: Mapping[str, object] = {
    **{"context": 8192, "layers": 2, "width": 32, "feed_forward": 64, "heads": 4, "rope_dims": 8, "epsilon": 1e-5}
}
"""What a file says where a test does not care."""
LLAMA_7B: Mapping[str, object] = {
    **{"layers": 32, "width": 4096, "feed_forward": 11008, "heads": 32, "rope_dims": 128, "rope_base": 10000.0}
}
LLAMA_1_7B: Mapping[str, object] = {**LLAMA_7B, "words": 32000, "context": 2048, "epsilon": 1e-6}
LLAMA_2_7B: Mapping[str, object] = {**LLAMA_7B, "words": 32000, "context": 4096, "kv_heads": 32}
CODE_LLAMA_7B: Mapping[str, object] = {**LLAMA_2_7B, "words": 32016, "context": 16384, "rope_base": 1e6}
LLAMA_70B: Mapping[str, object] = {
    **{"layers": 80, "width": 8192, "feed_forward": 28672, "heads": 64, "kv_heads": 8, "rope_dims": 128}
}
CODE_LLAMA_70B: Mapping[str, object] = {**LLAMA_70B, "words": 32016, "context": 4096, "rope_base": 10000.0}
LLAMA_3_8B: Mapping[str, object] = {
    **{"layers": 32, "width": 4096, "feed_forward": 14336, "heads": 32, "kv_heads": 8, "rope_dims": 128},
    **{"words": 128256, "context": 8192, "rope_base": 500000.0},
}
LONG: Mapping[str, object] = {"context": 131072, "tensors": ("output_norm.weight", "rope_freqs.weight")}
LLAMA_3_1_8B: Mapping[str, object] = {**LLAMA_3_8B, **LONG}
LLAMA_3_2_1B: Mapping[str, object] = {
    **{**LLAMA_3_1_8B, "layers": 16, "width": 2048, "feed_forward": 8192, "rope_dims": 64}
}
LLAMA_3_3_70B: Mapping[str, object] = {**LLAMA_3_1_8B, **LLAMA_70B}
LLAMA_4_SCOUT: Mapping[str, object] = {
    **{**LLAMA_3_8B, "layers": 48, "width": 5120, "feed_forward": 16384, "heads": 40, "words": 202048},
    **{"architecture": "llama4", "pre": "llama4", "context": 10485760, "experts": 16, "experts_used": 1},
}
"""What the headers of these models say, as their makers published it in config.json."""


def write_bpe(
    path: Path,
    specials: Sequence[str] = LLAMA_3,
    *,
    eos: str = "<|eot_id|>",
    visible: Sequence[str] = (),
    words: int = 0,
    tensors: Sequence[str] = (),
    **header: object,
) -> Path:
    """Byte-level BPE, as from Llama 3 on.

    Args:
        specials: control tokens; the first is BOS.
        visible: tokens that templates write and that are no control tokens.
        words: how many tokens the vocabulary has; those that are missing are made up, as converters do it.
        tensors: names of one-number tensors that the file holds.
        header: more metadata, see `_write`.
    """
    tokens = [*byte_alphabet(), *specials, *visible, *(merge.replace(" ", "") for merge in MERGES)]
    made_up = [f"[PAD{at}]" for at in range(len(tokens), words)]
    kinds = dict.fromkeys(made_up, gguf.TokenType.UNUSED)
    kinds |= dict.fromkeys(specials, gguf.TokenType.CONTROL) | dict.fromkeys(visible, gguf.TokenType.USER_DEFINED)
    writer = gguf.GGUFWriter(path, str(header.pop("architecture", "llama")))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(str(header.pop("pre", "llama-bpe")))
    tokens += made_up
    writer.add_token_list(tokens)
    writer.add_token_types([kinds.get(token, gguf.TokenType.NORMAL) for token in tokens])
    writer.add_token_merges(MERGES)
    writer.add_bos_token_id(tokens.index(specials[0]))
    if eos:
        writer.add_eos_token_id(tokens.index(eos))
    return _write(writer, header, tensors)


def write_spm(
    path: Path,
    *,
    eos: str = "</s>",
    controls: Sequence[str] = (),
    normals: Sequence[str] = (),
    words: int = 0,
    tensors: Sequence[str] = (),
    **header: object,
) -> Path:
    """SentencePiece's, as in Llama 1 and 2 and Code Llama.

    Args:
        controls: more control tokens; `normals`: tokens that are marked as words, as old conversions do.
        words: see `write_bpe`.
    """
    letters = ["▁", *map(chr, range(33, 127)), "☺", "é"]
    pieces = [letter + other for letter in ("▁", "H", "e", "l") for other in ("H", "e", "l", "o", "a", "i")]
    tokens = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), *letters, *pieces, *WORDS]
    tokens = [*dict.fromkeys(tokens), *controls, *normals]
    kinds = {"<unk>": gguf.TokenType.UNKNOWN} | dict.fromkeys(("<s>", "</s>", *controls), gguf.TokenType.CONTROL)
    kinds |= dict.fromkeys((f"<0x{byte:02X}>" for byte in range(256)), gguf.TokenType.BYTE)
    made_up = [f"[PAD{at}]" for at in range(len(tokens), words)]
    kinds |= dict.fromkeys(made_up, gguf.TokenType.UNUSED)
    tokens += made_up
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([-float(at) for at in range(len(tokens))])
    writer.add_token_types([kinds.get(token, gguf.TokenType.NORMAL) for token in tokens])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(tokens.index(eos))
    writer.add_unk_token_id(0)
    return _write(writer, header, tensors)


def _write(writer: gguf.GGUFWriter, header: Mapping[str, object], tensors: Sequence[str]) -> Path:
    """Finish the file; `header` may hold name, template, what `SMALL` names, and any key with `__` for each dot."""
    add: Mapping[str, Callable[[Any], None]] = {
        "name": writer.add_name,
        "template": writer.add_chat_template,
        "context": writer.add_context_length,
        "layers": writer.add_block_count,
        "width": writer.add_embedding_length,
        "feed_forward": writer.add_feed_forward_length,
        "heads": writer.add_head_count,
        "kv_heads": writer.add_head_count_kv,
        "epsilon": writer.add_layer_norm_rms_eps,
        "rope_dims": writer.add_rope_dimension_count,
        "rope_base": writer.add_rope_freq_base,
        "experts": writer.add_expert_count,
        "experts_used": writer.add_expert_used_count,
    }
    for key, value in {**SMALL, **header}.items():
        match key, value:
            case _, _ if key in add:
                add[key](value)
            case _, bool():
                writer.add_bool(key.replace("__", "."), value)
            case _, int():
                writer.add_uint32(key.replace("__", "."), value)
            case _, float():
                writer.add_float32(key.replace("__", "."), value)
            case _, str():
                writer.add_string(key.replace("__", "."), value)
    for name in tensors:
        writer.add_tensor(name, np.ones(4, np.float32))
    path = writer.path
    finish(writer)
    assert path is not None
    return path


def write_words(path: Path, words: Sequence[tuple[int, str, float, int]], size: int) -> Path:
    """SentencePiece's, with these words at these numbers: number, text, score, kind. What is missing is made up."""
    given = {number: (word, score, kind) for number, word, score, kind in words}
    made_up = {at: (f"[PAD{at}]", -1e6, int(gguf.TokenType.UNUSED)) for at in range(size)}
    tokens, scores, kinds = zip(*(given.get(at, made_up[at]) for at in range(size)), strict=True)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores(scores)
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    return _write(writer, {}, ())
