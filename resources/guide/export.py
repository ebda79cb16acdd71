"""Writes the trained guide as a GGUF that llama.cpp runs without any help from us.

Rule: all that the program needs to know of the model stands in the file: template, stop token, names, licence.
"""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np
import torch

from model import Guide
from tokens import CHAT_TEMPLATE, SPECIALS, Vocabulary

GUIDE_VERSION = "0.1.0"


def _describe(w: gguf.GGUFWriter, guide: Guide, seed: int) -> None:
    """Write name, licence and sizes."""
    s = guide.shape
    w.add_name("Paddock Guide")
    w.add_description(
        "A tiny Llama trained from scratch for Paddock. It answers questions about Paddock and nothing else."
    )
    w.add_license("apache-2.0")
    w.add_version(GUIDE_VERSION)
    w.add_size_label(f"{sum(p.numel() for p in guide.parameters()) / 1e6:.1f}M")
    w.add_languages(["en"])
    w.add_string("paddock.guide.version", GUIDE_VERSION)
    w.add_uint32("paddock.guide.seed", seed)
    w.add_context_length(s.context)
    w.add_embedding_length(s.dim)
    w.add_block_count(s.layers)
    w.add_feed_forward_length(s.ffn)
    w.add_head_count(s.heads)
    w.add_head_count_kv(s.kv_heads)
    w.add_layer_norm_rms_eps(s.eps)
    w.add_rope_dimension_count(s.dim // s.heads)
    w.add_rope_freq_base(s.theta)
    w.add_vocab_size(s.vocab)
    w.add_file_type(gguf.LlamaFileType.MOSTLY_F16)


def _vocabulary(w: gguf.GGUFWriter, vocab: Vocabulary) -> None:
    """Write the tokenizer and the template."""
    pieces = vocab.pieces()
    named = vocab.topic_base + len(vocab.topics)
    kinds = [gguf.TokenType.NORMAL] * vocab.size
    kinds += [gguf.TokenType.CONTROL] * (len(SPECIALS) + len(vocab.topics))
    kinds += [gguf.TokenType.UNUSED] * (len(pieces) - named)
    w.add_tokenizer_model("gpt2")
    w.add_tokenizer_pre("llama-bpe")
    w.add_token_list(pieces)
    w.add_token_types(kinds)
    w.add_token_merges(vocab.merges())
    w.add_bos_token_id(vocab.bos)
    w.add_eos_token_id(vocab.eot)
    w.add_eot_token_id(vocab.eot)
    w.add_add_bos_token(True)
    w.add_chat_template(CHAT_TEMPLATE)


def write(path: Path, guide: Guide, vocab: Vocabulary, seed: int) -> None:
    """Write the file: matrices in F16, norms in F32."""
    w = gguf.GGUFWriter(str(path), "llama")
    _describe(w, guide, seed)
    _vocabulary(w, vocab)
    for name, p in guide.named_parameters():
        data = p.detach().to(torch.float32).numpy()
        w.add_tensor(name, data.astype(np.float16) if data.ndim == 2 else data)
    w.write_header_to_file()
    w.write_kv_data_to_file()
    w.write_tensors_to_file()
    w.close()
