"""What a sequence has computed goes to the disk block by block, and comes back.

One rule: nothing is written that is there already, and one block at a time is in memory.
"""

from __future__ import annotations

from array import array

from paddock.engine.child.kv_sequence import KvSequence
from paddock.engine.child.kv_state import KvState
from paddock.engine.child.kv_store import KvNamespace, StoredBlock, follow

WORTH_KEEPING = 16
"""Tokens; fewer are sooner computed again than written or read."""


class KvDisk:
    """Writes and reads the blocks of one context's sequences."""

    def __init__(self, state: KvState) -> None:
        self._state = state

    def write_next(self, sequence: KvSequence, namespace: KvNamespace, *, tails: bool) -> bool:
        """Write the next block that is not on the disk; False if there is none.

        Args:
            tails: also the last, shorter one.
        """
        size, length = self._state.block, len(sequence.tokens)
        packed = sequence.packed.tobytes()
        while sequence.kept < length:
            start = sequence.kept - sequence.kept % size
            end = min(start + size, length)
            if end - start < (WORTH_KEEPING if tails else size):
                return False
            chain, tokens = self._chain(namespace, packed[: 4 * start]), packed[4 * start : 4 * end]
            if not namespace.has(chain, tokens):
                self._write(sequence, namespace, chain, tokens, start)
                return True
            sequence.kept = end
        return False

    def find_next(self, sequence: KvSequence, namespace: KvNamespace, wanted: bytes) -> StoredBlock | None:
        """The block that has what follows in the sequence on the way to `wanted`; None if there is none worth it."""
        have, size = len(sequence.tokens), self._state.block
        start = have - have % size
        if 4 * start >= len(wanted):
            return None
        block = namespace.find(self._chain(namespace, wanted[: 4 * start]), wanted[4 * start : 4 * (start + size)])
        if block is None or (block.common < size and start + block.common < have + WORTH_KEEPING):
            return None
        return block

    def read(self, sequence: KvSequence, namespace: KvNamespace, block: StoredBlock) -> list[int]:
        """Give the sequence what it lacks of the block that `find_next` found, as far as that is wanted.

        There must be free cells for the whole block.

        Returns:
            the tokens that llama.cpp has now and the sequence's books have not; none if the block was of no use.
        """
        have, count = len(sequence.tokens), len(block.tokens) // 4
        start = have - have % self._state.block
        state = namespace.state(block)
        if state is None:
            return []
        with state:
            fits = self._state.write(state, start, start + count, sequence.id, have, start + block.common)
        if not fits:
            namespace.remove(block)
            return []
        if block.common == count:
            sequence.kept = start + count
            sequence.tail = block if count < self._state.block else None
        return array("i", block.tokens[: 4 * block.common])[have - start :].tolist()

    def _write(self, sequence: KvSequence, namespace: KvNamespace, chain: bytes, tokens: bytes, start: int) -> None:
        end = start + len(tokens) // 4
        state = self._state.read(sequence.id, start, end, len(sequence.tokens))
        block = None
        if state is not None:
            with state:
                block = namespace.put(chain, tokens, state)
        if block is None:
            sequence.kept = len(sequence.tokens)  # what follows is of no use without it
            return
        if sequence.tail and tokens.startswith(sequence.tail.tokens):
            namespace.remove(sequence.tail)  # the new one holds it as well
        sequence.tail = block if end - start < self._state.block else None
        sequence.kept = end

    def _chain(self, namespace: KvNamespace, packed: bytes) -> bytes:
        """The chain behind whole blocks."""
        chain, size = namespace.root, 4 * self._state.block
        for at in range(0, len(packed), size):
            chain = follow(chain, packed[at : at + size])
        return chain
