"""One sequence of the KV cache, as its pool keeps book of it. One rule: only the pool and its disk change it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from paddock.engine.child.kv_cells import Run
from paddock.engine.child.kv_store import StoredBlock


@dataclass(eq=False, slots=True)
class KvSequence:
    """What llama.cpp holds under one `seq_id`.

    Attributes:
        id: the `seq_id`.
        tokens: what its cells hold, at the positions 0, 1, …
        restored: how many of them were read back from the disk when it was opened.
        busy: somebody works with it; else it is kept because it may come in handy.
        stale: it was computed with what does not hold any more.
        private: it is never written to the disk, and only private prompts go on from it.
        kept: tokens that the disk has, or that it will not take.
        tail: the block on the disk that is not full yet.
        packed: the tokens again, to compare.
        runs: its cells.
    """

    id: int
    tokens: list[int] = field(default_factory=list)
    restored: int = 0
    busy: bool = True
    stale: bool = False
    private: bool = False
    kept: int = 0
    tail: StoredBlock | None = None
    packed: array[int] = field(default_factory=lambda: array("i"))
    runs: list[Run] = field(default_factory=list)
