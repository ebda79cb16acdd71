"""One llama_batch, filled anew for each step. One rule: a position of the batch belongs to one sequence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

NO_ROOM, ABORTED = 1, 2
"""Results of llama_decode, llama.h."""


class Batch:
    """Tokens of several sequences that are computed together.

    Args:
        lib: the bindings.
        capacity: tokens.
    """

    def __init__(self, lib: Any, capacity: int) -> None:
        self._lib = lib
        self.capacity = capacity
        self._batch = lib.llama_batch_init(capacity, 0, 1)
        self._count = 0

    def close(self) -> None:
        """Free it."""
        self._lib.llama_batch_free(self._batch)

    def __len__(self) -> int:
        return self._count

    @property
    def room(self) -> int:
        """Tokens that can be added."""
        return self.capacity - self._count

    def clear(self) -> None:
        """Begin anew."""
        self._count = 0

    def add(self, sequence: int, tokens: Sequence[int], position: int, *, all_logits: bool, last_logits: bool) -> int:
        """Add tokens that follow each other from `position` on; the index of the first in the batch.

        Args:
            all_logits: what follows is wanted after each token, else only after the last, if `last_logits`.
        """
        batch, first = self._batch, self._count
        token, pos, count = batch.token, batch.pos, batch.n_seq_id
        seq_id, logits = batch.seq_id, batch.logits
        for at, value in enumerate(tokens, first):
            token[at] = value
            pos[at] = position + at - first
            count[at] = 1
            seq_id[at][0] = sequence
            logits[at] = all_logits
        self._count += len(tokens)
        if last_logits:
            logits[self._count - 1] = True
        return first

    def decode(self, context: Any) -> int:
        """Compute it; the result of `llama_decode`: 0 done, 1 no room, 2 aborted, negative broken."""
        self._batch.n_tokens = self._count
        return int(self._lib.llama_decode(context, self._batch))
