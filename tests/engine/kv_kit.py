"""Contexts of llama.cpp in the test's own process, to try the KV cache with. One rule: what is made here is freed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gguf
import numpy as np

from paddock.engine.child.kv import KvPool, KvSequence
from paddock.engine.child.kv_store import KvNamespace

WINDOW = 64
"""Tokens that `write_sliding_model`'s model sees in every other layer."""


def words(count: int, seed: int = 0) -> list[int]:
    """So many tokens of the tiny model, always the same for a seed."""
    drawn = random.Random(seed)
    return [drawn.randrange(256) for _ in range(count)]


def difference(logits: Sequence[float], others: Sequence[float]) -> float:
    """The largest. Between tokens of a random model logits differ by whole numbers."""
    return max(abs(one - other) for one, other in zip(logits, others, strict=True))


class Context:
    """A context of a model, and a pool of its sequences.

    Args:
        n_seq_max: of the pool.
        flash: flash attention, which rounds more.
    """

    def __init__(
        self,
        lib: Any,
        model: Any,
        *,
        n_seq_max: int = 4,
        n_ctx: int = 2048,
        flash: bool = False,
        divisible: bool = True,
        lean: bool = False,
        namespace: KvNamespace | None = None,
    ) -> None:
        self._lib = lib
        options = lib.llama_context_default_params()
        options.n_ctx = n_ctx
        options.n_batch = options.n_ubatch = 512
        options.n_seq_max = n_seq_max + 1
        options.n_threads = options.n_threads_batch = 1
        options.kv_unified = options.swa_full = True
        options.flash_attn_type = int(flash)
        self.pointer = lib.llama_init_from_model(model, options)
        assert self.pointer
        self._vocabulary = lib.llama_vocab_n_tokens(lib.llama_model_get_vocab(model))
        self.pool = KvPool(lib, self.pointer, n_seq_max=n_seq_max, divisible=divisible, lean=lean, namespace=namespace)

    def close(self) -> None:
        self._lib.llama_free(self.pointer)

    def decode(self, sequence: KvSequence, tokens: Sequence[int]) -> int:
        """`llama_decode` of these tokens; the pool is not told."""
        batch = self._lib.llama_batch_init(len(tokens), 0, 1)
        batch.n_tokens = len(tokens)
        for at, token in enumerate(tokens):
            batch.token[at] = token
            batch.pos[at] = len(sequence.tokens) + at
            batch.n_seq_id[at] = 1
            batch.seq_id[at][0] = sequence.id
            batch.logits[at] = at == len(tokens) - 1
        result: int = self._lib.llama_decode(self.pointer, batch)
        self._lib.llama_batch_free(batch)
        return result

    def compute(self, sequence: KvSequence, tokens: Sequence[int], chunk: int = 512) -> list[float]:
        """What follows in the sequence; the logits of the last token."""
        for at in range(0, len(tokens), chunk):
            part = tokens[at : at + chunk]
            assert self.pool.make_room(len(part))
            assert self.decode(sequence, part) == 0
            self.pool.extend(sequence, part)
        return list(self._lib.llama_get_logits_ith(self.pointer, -1)[: self._vocabulary])

    def open(self, prompt: Sequence[int], *, reuse: bool = True, private: bool = False) -> KvSequence:
        """A sequence; there must be one."""
        sequence = self.pool.open(prompt, reuse=reuse, private=private)
        assert sequence is not None
        return sequence

    def answer(
        self, prompt: Sequence[int], *, reuse: bool = True, chunk: int = 512, private: bool = False
    ) -> tuple[int, list[float]]:
        """Open, compute what is missing, release; how many tokens were there, and the logits."""
        sequence = self.open(prompt, reuse=reuse, private=private)
        cached = len(sequence.tokens)
        logits = self.compute(sequence, prompt[cached:], chunk)
        self.pool.release(sequence)
        return cached, logits

    def length(self, sequence: KvSequence) -> int:
        """How many positions llama.cpp holds of the sequence, from 0 on."""
        memory = self._lib.llama_get_memory(self.pointer)
        first, last = (
            get(memory, sequence.id) for get in (self._lib.llama_memory_seq_pos_min, self._lib.llama_memory_seq_pos_max)
        )
        assert first in (0, -1)
        return int(last) + 1


class Contexts:
    """Makes contexts of a model and frees them and it."""

    def __init__(self, lib: Any, path: Path) -> None:
        self._lib = lib
        self._model = lib.llama_model_load_from_file(str(path).encode(), lib.llama_model_default_params())
        assert self._model
        self._made: list[Context] = []

    def make(self, **options: Any) -> Context:
        """One more; see `Context`."""
        self._made.append(Context(self._lib, self._model, **options))
        return self._made[-1]

    def close_contexts(self) -> None:
        """After each test."""
        while self._made:
            self._made.pop().close()

    def close(self) -> None:
        """After the last one."""
        self.close_contexts()
        self._lib.llama_model_free(self._model)


def write_sliding_model(tiny: Path, path: Path) -> Path:
    """The tiny model as a Gemma 2, whose first layer sees only the last `WINDOW` tokens."""
    source = gguf.GGUFReader(tiny)
    writer = gguf.GGUFWriter(path, "gemma2")
    for field in source.fields.values():
        if field.name.startswith("GGUF.") or field.name == "general.architecture":
            continue
        name = field.name.replace("llama.", "gemma2.", 1) if field.name.startswith("llama.") else field.name
        kind = field.types[0]
        writer.add_key_value(name, field.contents(), kind, field.types[-1] if len(field.types) > 1 else None)
    writer.add_sliding_window(WINDOW)
    for tensor in source.tensors:
        if tensor.name == "output.weight":  # a Gemma's is its token_embd's
            continue
        writer.add_tensor(tensor.name, np.array(tensor.data))
        if tensor.name.endswith("attn_norm.weight"):
            layer = tensor.name.removesuffix("attn_norm.weight")
            for name in ("post_attention_norm", "post_ffw_norm"):
                writer.add_tensor(f"{layer}{name}.weight", np.ones(tensor.data.shape, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
