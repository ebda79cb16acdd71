"""How many cells of the KV cache are taken, which llama.cpp does not say.

One rule: a cell that several sequences share is counted once, as llama.cpp keeps it once (`llama_memory_seq_cp`).

A sequence is a list of runs of cells. Where two sequences part, the run they share is split.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class Run:
    """Cells that the same sequences hold; `holders` are the lists of runs that this one is in."""

    size: int
    holders: list[list[Run]] = field(default_factory=list)


class Cells:
    """The cells of one context.

    Attributes:
        used: how many hold something.
    """

    def __init__(self) -> None:
        self.used = 0

    def grow(self, runs: list[Run], count: int) -> None:
        """`count` new cells at the end of a sequence."""
        if count == 0:
            return
        self.used += count
        if runs and len(runs[-1].holders) == 1:
            runs[-1].size += count
        else:
            runs.append(Run(count, [runs]))

    def share(self, source: list[Run], target: list[Run], count: int) -> None:
        """The empty sequence `target` holds the first `count` cells of `source` as well."""
        for run in source[: self._split(source, count)]:
            run.holders.append(target)
            target.append(run)

    def cut(self, runs: list[Run], count: int) -> None:
        """A sequence keeps only its first `count` cells."""
        at = self._split(runs, count)
        for run in runs[at:]:
            run.holders = [holder for holder in run.holders if holder is not runs]
            if not run.holders:
                self.used -= run.size
        del runs[at:]

    def _split(self, runs: list[Run], count: int) -> int:
        """The index of the run that begins after `count` cells; splits the one that lies across, if there is one."""
        for at, run in enumerate(runs):
            if count == 0:
                return at
            if count < run.size:
                rest = Run(run.size - count, list(run.holders))
                run.size = count
                for holder in run.holders:
                    holder.insert(_index(holder, run) + 1, rest)
                return at + 1
            count -= run.size
        return len(runs)


def held(sequences: list[list[Run]]) -> int:
    """Cells that these sequences hold together."""
    return sum({id(run): run.size for runs in sequences for run in runs}.values())


def _index(runs: list[Run], wanted: Run) -> int:
    return next(at for at, run in enumerate(runs) if run is wanted)
