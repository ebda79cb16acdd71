"""The KV cache of one sequence: what llama.cpp has already computed.

One rule: `_tokens` always holds exactly the tokens that the cache holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from paddock.core.errors import BugError
from paddock.core.events import FinishReason

ABORTED = 2
NO_ROOM = 1


class StoppedError(Exception):
    """The computation ended before it was done; `reason` says why."""

    def __init__(self, reason: FinishReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class KvCache:
    """The tokens a context has computed.

    Args:
        lib: the bindings.
        context: the `llama_context` pointer, which must outlive this.
    """

    def __init__(self, lib: Any, context: Any) -> None:
        self._lib = lib
        self._context = context
        self._memory = lib.llama_get_memory(context)
        self._tokens: list[int] = []
        self.room: int = lib.llama_n_ctx(context)

    def __len__(self) -> int:
        return len(self._tokens)

    def keep_prefix(self, prompt: Sequence[int], *, allowed: bool) -> int:
        """Keep what `prompt` begins with, drop the rest; how many tokens were kept.

        The last token of the prompt is always computed again: the next one is drawn from its logits.
        """
        count = 0
        if allowed:
            for old, new in zip(self._tokens, prompt[:-1], strict=False):
                if old != new:
                    break
                count += 1
        self._truncate(count)
        return len(self._tokens)

    def compute(self, tokens: Sequence[int]) -> None:
        """Compute `tokens` as what follows; the logits of the last one are there afterwards.

        Raises:
            StoppedError: cancelled, or there is no room; the cache is as before.
        """
        array = (self._lib.llama_token * len(tokens))(*tokens)
        result = self._lib.llama_decode(self._context, self._lib.llama_batch_get_one(array, len(tokens)))
        if result == 0:
            self._tokens += tokens
            return
        self._truncate(len(self._tokens))  # llama.cpp keeps the parts of an aborted batch
        if result == ABORTED:
            raise StoppedError(FinishReason.CANCELLED)
        if result == NO_ROOM:
            raise StoppedError(FinishReason.CONTEXT)
        raise BugError("llama.cpp could not compute the answer.", f"llama_decode returned {result}")

    def _truncate(self, count: int) -> None:
        if not self._lib.llama_memory_seq_rm(self._memory, 0, count, -1):
            self._lib.llama_memory_clear(self._memory, False)  # this kind of model cannot forget a part
            count = 0
        del self._tokens[count:]
