"""Models to be made smaller. One rule: no expectation lives here."""

from __future__ import annotations

import sys
from pathlib import Path

import gguf
import numpy as np
from tiny_model import LAYERS, write_tiny_model

QUANTIZE = (sys.executable, "-P", "-m", "paddock", "--quantize-child")
GUIDE = Path(__file__).resolve().parents[2] / "resources" / "guide" / "guide.gguf"
WIDTH = 256
"""The least that the types of 256 weights a block take."""
MATRICES = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")


def write_wide_model(path: Path, *, feed_forward: int = 512, tensors_a_file: int = 0) -> Path:
    """A model in F16 that can have every type."""
    return write_tiny_model(path, width=WIDTH, feed_forward=feed_forward, half=True, tensors_a_file=tensors_a_file)


def write_slow_model(path: Path) -> Path:
    """A model whose smaller types take llama.cpp seconds."""
    return write_tiny_model(path, width=1024, feed_forward=4096, half=True)


def write_imatrix(path: Path, *, width: int = WIDTH, feed_forward: int = 512, counts: bool = True) -> Path:
    """What matters to `write_wide_model`, as llama.cpp's `llama-imatrix` writes it: here all of it the same."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_type("imatrix")
    for layer in range(LAYERS):
        for name in MATRICES:
            full, length = f"blk.{layer}.{name}.weight", feed_forward if name == "ffn_down" else width
            writer.add_tensor(f"{full}.in_sum2", np.full((1, length), 8.0, np.float32))
            if counts:
                writer.add_tensor(f"{full}.counts", np.full((1, 1), 4.0, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
