"""How likely the model thought each token. One rule: its own probabilities, before any sampler changed them."""

from __future__ import annotations

import ctypes
from typing import Any

from paddock.core.events import TokenChance, TokenLogprob
from paddock.engine.child.tokens import Vocabulary


class Logprobs:
    """The log probabilities of one answer's tokens.

    Args:
        lib: the bindings.
        count: alternatives that come along with each token.
    """

    def __init__(self, lib: Any, vocabulary: Vocabulary, count: int) -> None:
        self._lib = lib
        self._vocabulary = vocabulary
        self._count = min(count, vocabulary.size)

    def of(self, context: Any, index: int, token: int) -> TokenLogprob:
        """The logarithm of the softmax of the logits at position `index` of the last batch.

        Args:
            index: as for `llama_get_logits_ith`; -1 is the last position.
        """
        import numpy as np  # late: it takes a tenth of a second, and few answers need it

        pointer = self._lib.llama_get_logits_ith(context, index)
        logits = np.ctypeslib.as_array(ctypes.cast(pointer, ctypes.POINTER(ctypes.c_float)), (self._vocabulary.size,))
        highest = float(logits.max())
        total = highest + float(np.log(np.exp(logits - highest).sum(dtype=np.float64)))
        best = np.argpartition(-logits, self._count - 1)[: self._count] if self._count else np.empty(0, int)
        best = best[np.lexsort((best, -logits[best]))]
        top = tuple(TokenChance(int(at), self._text(int(at)), float(logits[at]) - total) for at in best)
        return TokenLogprob(token, self._text(token), float(logits[token]) - total, top)

    def _text(self, token: int) -> str:
        """As the text shows it; half a character is shown as the replacement character."""
        return self._vocabulary.piece(token, special=True).decode("utf-8", "replace")
