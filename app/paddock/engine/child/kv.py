"""The KV cache of a context: what llama.cpp has already computed, so that nothing is computed twice.

One rule: `tokens` of a sequence is always exactly what its cells hold.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Any

from paddock.engine.child.kv_cells import Cells, held
from paddock.engine.child.kv_disk import KvDisk
from paddock.engine.child.kv_sequence import KvSequence
from paddock.engine.child.kv_state import KvState
from paddock.engine.child.kv_store import KvNamespace, common_prefix

__all__ = ["KvPool", "KvSequence"]

TAIL = 32
"""Tokens behind a common beginning that are sooner computed again than kept as a sequence of their own."""


class KvPool:
    """The sequences of a context: those that answers are being made with (busy), and those that are kept because
    they may come in handy (idle).

    Args:
        lib: the bindings.
        context: the `llama_context` pointer, with `kv_unified`, `swa_full` and one more sequence than `n_seq_max`;
            it must outlive this.
        n_seq_max: how many sequences there can be.
        divisible: a part of a sequence can be shared and removed. Recurrent models cannot: their sequences can only
            be gone on with.
        lean: every cell up to the last that is used costs time, whoever uses it, as it does without flash attention.
            So idle sequences lie on the disk, where there is a namespace, and not beside one that computes.
        namespace: see below.

    Attributes:
        cells: of the context, in tokens.
        earlier: where blocks lie under a name that is given up: they are read, and nothing is written there.
    """

    def __init__(
        self,
        lib: Any,
        context: Any,
        *,
        n_seq_max: int,
        divisible: bool,
        lean: bool = False,
        namespace: KvNamespace | None = None,
    ) -> None:
        self._namespace = namespace
        self.earlier: KvNamespace | None = None
        self.cells: int = lib.llama_n_ctx(context)
        self._lib = lib
        self._memory = lib.llama_get_memory(context)
        self._divisible = divisible
        self._lean = lean
        self._state = KvState(lib, context, scratch=n_seq_max)
        self._disk = KvDisk(self._state)
        self._cells = Cells()
        self._free = list(range(n_seq_max - 1, -1, -1))
        self._sequences: list[KvSequence] = []  # least recently used first

    @property
    def namespace(self) -> KvNamespace | None:
        """Where blocks are kept on the disk; None keeps none. Under another one nothing counts as kept yet."""
        return self._namespace

    @namespace.setter
    def namespace(self, namespace: KvNamespace | None) -> None:
        self._namespace = namespace
        for sequence in self._sequences:
            sequence.kept, sequence.tail = 0, None

    @property
    def cells_used(self) -> int:
        """Cells that hold something; shared ones count once."""
        return self._cells.used

    @property
    def sequences(self) -> int:
        """Sequences that are in memory, busy and idle."""
        return len(self._sequences)

    @property
    def stored_bytes(self) -> int:
        """What this model's blocks take on the disk."""
        return self.namespace.stored_bytes if self.namespace else 0

    def open(
        self, prompt: Sequence[int], *, reuse: bool, private: bool = False, stop: Callable[[], bool] = lambda: False
    ) -> KvSequence | None:
        """A busy sequence that holds as much of the beginning of `prompt` as memory and disk have.

        The last token of the prompt is always left to compute: the next one is drawn from its logits.

        Args:
            reuse: take over what is cached; else the sequence is empty.
            private: the disk is neither read nor written for it, and what it computes serves private prompts alone.
            stop: read no further block of the disk; the next time goes on from there.

        Returns:
            None if all sequences are busy.
        """
        packed = array("i", prompt)
        wanted = packed[:-1].tobytes() if reuse else b""
        sequence = self._begin(wanted, private)
        if sequence is not None:
            if self._lean and self.namespace is not None:
                self._evict_idle()
            sequence.restored = 0
            self._restore(sequence, wanted, stop)
        return sequence

    def make_room(self, count: int) -> bool:
        """See to free cells for `count` more tokens, at the cost of idle sequences, least recently used first.

        Returns:
            False if the busy ones hold too much; then nothing has changed.
        """
        if self.cells - held([each.runs for each in self._sequences if each.busy]) < count:
            return False
        while self.cells - self._cells.used < count:
            self._evict(next(each for each in self._sequences if not each.busy))
        return True

    def make_empty(self) -> bool:
        """Evict every idle sequence, so that the next one begins in the first cell.

        Where a sequence lies changes the order of sums, and with it their last digits. So a text that shall come out
        the same for a seed begins in an empty cache.

        Returns:
            False if a busy one is left.
        """
        self._evict_idle()
        if self._sequences:
            return False
        self._lib.llama_memory_clear(self._memory, False)
        return True

    def extend(self, sequence: KvSequence, tokens: Sequence[int]) -> None:
        """`llama_decode` has computed these tokens as what follows."""
        sequence.tokens += tokens
        sequence.packed.extend(tokens)
        self._cells.grow(sequence.runs, len(tokens))

    def roll_back(self, sequence: KvSequence) -> None:
        """`llama_decode` was aborted or failed: remove what it left behind.

        `len(sequence.tokens)` says what is left: nothing, where the model cannot forget a part.
        """
        self._cut(sequence, len(sequence.tokens), dirty=True)

    def truncate(self, sequence: KvSequence, count: int) -> None:
        """Forget all but the first `count` tokens; where the model cannot forget a part, forget all."""
        self._cut(sequence, count)

    def release(self, sequence: KvSequence) -> None:
        """The answer has ended; what it computed stays as cache."""
        if sequence.stale or not sequence.tokens:
            self.drop(sequence)
            return
        sequence.busy = False
        self._sequences.remove(sequence)
        self._sequences.append(sequence)

    def drop(self, sequence: KvSequence) -> None:
        """The answer has ended, or never shall have been; its cells are free. The sequence is not to be used again."""
        self._lib.llama_memory_seq_rm(self._memory, sequence.id, -1, -1)
        self._forget(sequence, 0)
        self._sequences.remove(sequence)
        self._free.append(sequence.id)

    def save_step(self, *, tails: bool = True) -> bool:
        """Write one block of an idle sequence to the disk.

        Args:
            tails: also the last, shorter block of each; it is written anew whenever the chat grows.

        Returns:
            whether one was tried; then there may be more.
        """
        if self.namespace is None or not self._divisible:
            return False
        idle = [each for each in reversed(self._sequences) if not each.busy and not each.private]
        return any(self._disk.write_next(each, self.namespace, tails=tails) for each in idle)

    def clear(self) -> None:
        """Something changed that all of it was computed with (adapters): nobody gets what is cached any more."""
        for sequence in list(self._sequences):
            sequence.stale = True
            if not sequence.busy:
                self.drop(sequence)

    def _begin(self, wanted: bytes, private: bool) -> KvSequence | None:
        source, count = self._longest(wanted, private)
        mine = source is not None and source.private == private  # else it may only be copied from
        if source and mine and not source.busy and len(source.tokens) - count <= (TAIL if self._divisible else 0):
            return self._continue(source, count)
        if not self._free:
            idle = [each for each in self._sequences if not each.busy]
            if not idle:
                return None
            if source and mine and idle == [source]:
                self._keep(source)
                return self._continue(source, count)
            gone = next((each for each in idle if each is not source), idle[0])
            self._evict(gone)
            source = source if gone is not source else None
        sequence = KvSequence(self._free.pop(), private=private)
        self._sequences.append(sequence)
        if source:
            self._share(source, sequence, count)
        return sequence

    def _longest(self, wanted: bytes, private: bool) -> tuple[KvSequence | None, int]:
        """The sequence with the longest beginning in common with `wanted`, and its length; an idle one, and one with
        little behind it, is preferred among equals."""
        best: tuple[int, bool, int] = (0, False, 0)
        found: KvSequence | None = None
        for sequence in self._sequences:
            if sequence.stale or not wanted or (sequence.private and not private):
                continue
            count = common_prefix(sequence.packed.tobytes(), wanted)
            whole = not sequence.busy and count == len(sequence.tokens) and sequence.private == private
            if not self._divisible and not whole:
                continue
            rank = (count, not sequence.busy, -len(sequence.tokens))
            if count and rank > best and self._state.intact(sequence.id, count, len(sequence.tokens)):
                best, found = rank, sequence
        return found, best[0]

    def _continue(self, sequence: KvSequence, count: int) -> KvSequence:
        self._cut(sequence, count)
        sequence.busy = True
        return sequence

    def _share(self, source: KvSequence, target: KvSequence, count: int) -> None:
        self._lib.llama_memory_seq_cp(self._memory, source.id, target.id, 0, count)
        self._cells.share(source.runs, target.runs, count)
        target.tokens = source.tokens[:count]
        target.packed = source.packed[:count]
        target.kept = min(source.kept, count - count % self._state.block)

    def _cut(self, sequence: KvSequence, count: int, *, dirty: bool = False) -> None:
        """Keep `count` tokens, or none where that cannot be.

        Args:
            dirty: the context may hold more of the sequence than we know of.
        """
        length = len(sequence.tokens)
        if count >= length and not dirty:
            return
        possible = self._state.intact(sequence.id, count, length)
        if not possible or not self._lib.llama_memory_seq_rm(self._memory, sequence.id, count, -1):
            count = 0
            self._lib.llama_memory_seq_rm(self._memory, sequence.id, -1, -1)
        self._forget(sequence, count)

    def _forget(self, sequence: KvSequence, count: int) -> None:
        self._cells.cut(sequence.runs, count)
        del sequence.tokens[count:]
        del sequence.packed[count:]
        if count < sequence.kept:
            sequence.kept = count - count % self._state.block
            sequence.tail = None

    def _evict_idle(self) -> None:
        for sequence in [each for each in self._sequences if not each.busy]:
            self._evict(sequence)

    def _evict(self, sequence: KvSequence) -> None:
        self._keep(sequence)
        self.drop(sequence)

    def _keep(self, sequence: KvSequence) -> None:
        """Write what is not on the disk yet."""
        if sequence.private:
            return
        while self.namespace and self._divisible and self._disk.write_next(sequence, self.namespace, tails=True):
            continue

    def _restore(self, sequence: KvSequence, wanted: bytes, stop: Callable[[], bool]) -> None:
        """Add what the disk has beyond the sequence's tokens."""
        if not self._divisible or sequence.private:
            return
        if self.namespace is not None:
            self._read_from(self.namespace, sequence, wanted, stop)
        if self.earlier is not None and self._read_from(self.earlier, sequence, wanted, stop):
            sequence.kept, sequence.tail = 0, None  # not under the name that holds

    def _read_from(self, namespace: KvNamespace, sequence: KvSequence, wanted: bytes, stop: Callable[[], bool]) -> bool:
        """Whether there was something."""
        before = sequence.restored
        while not stop() and (block := self._disk.find_next(sequence, namespace, wanted)):
            if not self.make_room(len(block.tokens) // 4):
                break
            tokens = self._disk.read(sequence, namespace, block)
            if not tokens:
                break
            self.extend(sequence, tokens)
            sequence.restored += len(tokens)
        return sequence.restored > before
