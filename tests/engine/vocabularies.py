"""Writes GGUF files that hold a vocabulary and a header alone, as those of each family of Llama models look.

One rule: no weights; what is tried out with these files is the prompt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

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


def write_bpe(
    path: Path,
    specials: Sequence[str] = LLAMA_3,
    *,
    eos: str = "<|eot_id|>",
    visible: Sequence[str] = (),
    tensors: Sequence[str] = (),
    **header: object,
) -> Path:
    """Byte-level BPE, as from Llama 3 on.

    Args:
        specials: control tokens; the first is BOS.
        visible: tokens that templates write and that are no control tokens.
        tensors: names of one-number tensors that the file holds.
        header: more metadata, see `_write`.
    """
    tokens = [*byte_alphabet(), *specials, *visible, *(merge.replace(" ", "") for merge in MERGES)]
    kinds = dict.fromkeys(specials, gguf.TokenType.CONTROL) | dict.fromkeys(visible, gguf.TokenType.USER_DEFINED)
    writer = gguf.GGUFWriter(path, str(header.pop("architecture", "llama")))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(str(header.pop("pre", "llama-bpe")))
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
    tensors: Sequence[str] = (),
    **header: object,
) -> Path:
    """SentencePiece's, as in Llama 1 and 2 and Code Llama.

    Args:
        controls: more control tokens; `normals`: tokens that are marked as words, as old conversions do.
    """
    letters = ["▁", *map(chr, range(33, 127)), "☺", "é"]
    pieces = [letter + other for letter in ("▁", "H", "e", "l") for other in ("H", "e", "l", "o", "a", "i")]
    tokens = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), *letters, *pieces, *WORDS]
    tokens = [*dict.fromkeys(tokens), *controls, *normals]
    kinds = {"<unk>": gguf.TokenType.UNKNOWN} | dict.fromkeys(("<s>", "</s>", *controls), gguf.TokenType.CONTROL)
    kinds |= dict.fromkeys((f"<0x{byte:02X}>" for byte in range(256)), gguf.TokenType.BYTE)
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
    """Finish the file; `header` may hold name, template, context, and any key with `__` for each dot."""
    shape = {"name": None, "template": None, "context": 8192, "layers": 2, **header}
    for key, value in shape.items():
        match key, value:
            case "name", str():
                writer.add_name(value)
            case "template", str():
                writer.add_chat_template(value)
            case "context", int():
                writer.add_context_length(value)
            case "layers", int():
                writer.add_block_count(value)
            case _, bool():
                writer.add_bool(key.replace("__", "."), value)
            case _, int():
                writer.add_uint32(key.replace("__", "."), value)
            case _, float():
                writer.add_float32(key.replace("__", "."), value)
            case _, str():
                writer.add_string(key.replace("__", "."), value)
    writer.add_embedding_length(32)
    writer.add_feed_forward_length(64)
    writer.add_head_count(4)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(8)
    for name in tensors:
        writer.add_tensor(name, np.ones(4, np.float32))
    path = writer.path
    finish(writer)
    assert path is not None
    return path
