"""A very small Llama in PyTorch, and the optimiser that trains it.

Rule: the arithmetic is llama.cpp's `llama` architecture to the letter (interleaved RoPE, RMSNorm, SwiGLU, grouped
heads, tied embeddings), because the file is run by llama.cpp and by nothing else.
"""

from __future__ import annotations

import dataclasses

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclasses.dataclass(frozen=True)
class Shape:
    """The sizes of the model."""

    vocab: int
    dim: int = 128
    layers: int = 3
    heads: int = 4
    kv_heads: int = 4
    ffn: int = 384
    context: int = 2048
    theta: float = 10000.0
    eps: float = 1e-5


def rope_table(shape: Shape) -> tuple[Tensor, Tensor]:
    """Cosines and sines of every position."""
    half = shape.dim // shape.heads // 2
    freq = shape.theta ** (-torch.arange(half, dtype=torch.float32) / half)
    angle = torch.arange(shape.context, dtype=torch.float32)[:, None] * freq[None]
    return angle.cos(), angle.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turn neighbouring pairs (llama.cpp's NORM rope)."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), -1).flatten(-2)


def attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """Causal attention; written out for short texts, where PyTorch's own is several times slower on a CPU."""
    length = q.shape[2]
    if length > 320:
        return F.scaled_dot_product_attention(q, k, v, is_causal=True)
    scores = q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5
    future = torch.full((length, length), float("-inf"), dtype=scores.dtype).triu(1)
    return torch.softmax(scores + future, -1).to(v.dtype) @ v


class Block(nn.Module):
    """Attention and feed-forward, each behind its own norm."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        head = shape.dim // shape.heads
        self.attn_norm = nn.RMSNorm(shape.dim, eps=shape.eps)
        self.attn_q = nn.Linear(shape.dim, shape.dim, bias=False)
        self.attn_k = nn.Linear(shape.dim, shape.kv_heads * head, bias=False)
        self.attn_v = nn.Linear(shape.dim, shape.kv_heads * head, bias=False)
        self.attn_output = nn.Linear(shape.dim, shape.dim, bias=False)
        self.ffn_norm = nn.RMSNorm(shape.dim, eps=shape.eps)
        self.ffn_gate = nn.Linear(shape.dim, shape.ffn, bias=False)
        self.ffn_up = nn.Linear(shape.dim, shape.ffn, bias=False)
        self.ffn_down = nn.Linear(shape.ffn, shape.dim, bias=False)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, keep: Tensor | None = None) -> Tensor:
        """One layer over a batch (batch, length, dim); `keep` marks the only positions wanted from it."""
        batch, length, dim = x.shape
        head = dim // self.shape.heads
        h = self.attn_norm(x)
        q = self.attn_q(h).view(batch, length, self.shape.heads, head).transpose(1, 2)
        k = self.attn_k(h).view(batch, length, self.shape.kv_heads, head).transpose(1, 2)
        v = self.attn_v(h).view(batch, length, self.shape.kv_heads, head).transpose(1, 2)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        if self.shape.kv_heads != self.shape.heads:
            groups = self.shape.heads // self.shape.kv_heads
            k, v = k.repeat_interleave(groups, 1), v.repeat_interleave(groups, 1)
        mixed = attend(q, k, v)
        mixed = mixed.transpose(1, 2).reshape(batch, length, dim)
        if keep is not None:
            mixed, x = mixed[keep], x[keep]
        x = x + self.attn_output(mixed)
        h = self.ffn_norm(x)
        return x + self.ffn_down(F.silu(self.ffn_gate(h)) * self.ffn_up(h))


class Guide(nn.Module):
    """The whole model; gives the hidden state, `logits` turns chosen ones into scores."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocab, shape.dim)
        self.blk = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.output_norm = nn.RMSNorm(shape.dim, eps=shape.eps)
        cos, sin = rope_table(shape)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        for name, p in self.named_parameters():
            if p.ndim == 2:
                nn.init.normal_(p, std=0.05 if "embd" in name else p.shape[1] ** -0.5)

    def forward(self, ids: Tensor, keep: Tensor | None = None) -> Tensor:
        """The last hidden state of every position, or of those that `keep` marks."""
        x = self.token_embd(ids)
        cos, sin = self.cos[: ids.shape[1]], self.sin[: ids.shape[1]]
        for at, block in enumerate(self.blk):
            x = block(x, cos, sin, keep if at + 1 == len(self.blk) else None)
        return self.output_norm(x)

    def logits(self, hidden: Tensor) -> Tensor:
        """Scores over the vocabulary."""
        return hidden @ self.token_embd.weight.T


def orthogonal(g: Tensor, steps: int = 5) -> Tensor:
    """Newton-Schulz: the nearest matrix with all singular values near one."""
    x = g / (g.norm() + 1e-7)
    tall = x.shape[0] > x.shape[1]
    if tall:
        x = x.T
    for _ in range(steps):
        a = x @ x.T
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return x.T if tall else x


class Muon(torch.optim.Optimizer):
    """Momentum whose step is made orthogonal; for the matrices inside the layers."""

    def __init__(self, params: list[nn.Parameter], lr: float, momentum: float = 0.95, decay: float = 0.02) -> None:
        super().__init__(params, {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        """Take one step."""
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if "m" not in state:
                    state["m"] = torch.zeros_like(p)
                m = state["m"].mul_(group["momentum"]).add_(p.grad)
                update = orthogonal(p.grad + group["momentum"] * m)
                p.mul_(1 - group["lr"] * group["decay"])
                p.add_(update, alpha=-group["lr"] * max(1.0, p.shape[0] / p.shape[1]) ** 0.5)
