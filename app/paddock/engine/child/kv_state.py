"""Parts of the KV cache as bytes, and back.

One rule: whatever comes out holds every cell it should, and whatever goes in is checked before a sequence gets it.

llama.cpp can only take out and put in whole sequences. So a part is shared with a scratch sequence first, which costs
no copy, and that one is taken out; on the way in, the scratch sequence receives the part and shares it.

Models with a sliding window (`llama_model_n_swa`) keep a second cache, and llama.cpp gives cells of it to others as
soon as they lie behind the window of the sequence that holds them, even with `swa_full` (llama_kv_cache::find_slot).
So what is left is counted, by the size of the state, before an earlier part of a sequence is used.
"""

from __future__ import annotations

import ctypes
import mmap
from typing import Any

LARGEST_BLOCK = 256
"""Tokens."""
SMALLEST_BLOCK = 32
BLOCK_BYTES = 16 * 2**20
"""About how large the state of a block may be: it is in memory once while it is written or read, and writing one
should not take longer than a person notices."""


class KvState:
    """Takes parts out of a context's KV cache and puts them in.

    Args:
        scratch: the id of a sequence that nobody else uses.

    Attributes:
        block: tokens of a block; the same for the same model, whatever is cached.
    """

    def __init__(self, lib: Any, context: Any, scratch: int) -> None:
        self._lib = lib
        self._context = context
        self._memory = lib.llama_get_memory(context)
        self._scratch = scratch
        model = lib.llama_get_model(context)
        self._window: int = lib.llama_model_n_swa(model)
        self.block = _block_size(lib, model, self._window)

    def read(self, seq: int, start: int, end: int, length: int) -> mmap.mmap | None:
        """The state of the tokens `start` to `end` of a sequence of `length`; None if part of it is gone."""
        lib = self._lib
        whole = self._whole_size(seq, end - start, length, lib.LLAMA_STATE_SEQ_FLAGS_NONE) if self._window else 0
        lib.llama_memory_seq_cp(self._memory, seq, self._scratch, start, end)
        try:
            size = lib.llama_state_seq_get_size(self._context, self._scratch)
            if size == 0 or whole not in (0, size):
                return None
            state = mmap.mmap(-1, size)  # given back to the system as soon as it is closed, unlike bytes
            data = (ctypes.c_uint8 * size).from_buffer(state)
            done = lib.llama_state_seq_get_data(self._context, data, size, self._scratch)
            del data  # it keeps the map from being closed
            return state if done == size else None
        finally:
            self._clear()

    def write(self, state: mmap.mmap, start: int, stop: int, seq: int, have: int, end: int) -> bool:
        """Give a sequence that has `have` tokens those up to `end`.

        There must be free cells for the whole state.

        Args:
            state: of the tokens from `start` to `stop`.

        Returns:
            whether the state fitted; else the sequence is as before.
        """
        lib = self._lib
        size = len(state)
        data = (ctypes.c_uint8 * size).from_buffer(state)
        try:
            if lib.llama_state_seq_set_data(self._context, data, size, self._scratch) != size:
                return False
            first = lib.llama_memory_seq_pos_min(self._memory, self._scratch)
            last = lib.llama_memory_seq_pos_max(self._memory, self._scratch)
            if (first, last) != (start, stop - 1):
                return False
            lib.llama_memory_seq_cp(self._memory, self._scratch, seq, have, end)
            return True
        finally:
            del data
            self._clear()

    def intact(self, seq: int, count: int, length: int) -> bool:
        """Whether a sequence of `length` tokens still holds all that is needed to go on after the first `count`."""
        if self._window == 0 or length <= self._window or count in (0, length):
            return True
        flags = self._lib.LLAMA_STATE_SEQ_FLAGS_SWA_ONLY
        needed = self._whole_size(seq, min(count, self._window), length, flags)
        return self._size(seq, max(0, count - self._window), count, flags) == needed

    def _whole_size(self, seq: int, count: int, length: int, flags: int) -> int:
        """Size of the state of `count` tokens of which nothing is gone.

        It grows evenly with the tokens, and the last two of a sequence always lie in the window.
        """
        one = self._size(seq, length - 1, length, flags)
        return one + (count - 1) * (self._size(seq, length - 2, length, flags) - one)

    def _size(self, seq: int, start: int, end: int, flags: int) -> int:
        self._lib.llama_memory_seq_cp(self._memory, seq, self._scratch, start, end)
        size: int = self._lib.llama_state_seq_get_size_ext(self._context, self._scratch, flags)
        self._clear()
        return size

    def _clear(self) -> None:
        self._lib.llama_memory_seq_rm(self._memory, self._scratch, -1, -1)


def _block_size(lib: Any, model: Any, window: int) -> int:
    """Tokens of a block: a power of two, and not more than a sliding window, or llama.cpp leaves out its beginning."""
    head = lib.llama_model_n_embd(model) // max(1, lib.llama_model_n_head(model))
    token = lib.llama_model_n_layer(model) * lib.llama_model_n_head_kv(model) * head * 2 * 2  # keys and values at f16
    size = LARGEST_BLOCK
    while size > SMALLEST_BLOCK and (size * token > BLOCK_BYTES or size > window > 0):
        size //= 2
    return size
