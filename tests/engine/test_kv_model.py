"""Whatever is done to a pool, in whatever order: its books and llama.cpp's agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kv_kit import Context, Contexts, words

from paddock.engine.child.kv import KvSequence
from paddock.engine.child.kv_cells import Cells, Run, held

CELLS, SEQUENCES = 512, 3
BEGINNINGS = (words(60, 1), words(60, 1)[:40] + words(40, 2), words(60, 3))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("open"), st.integers(0, 2), st.integers(1, 120), st.booleans()),
        st.tuples(st.just("extend"), st.integers(0, 2), st.integers(1, 60)),
        st.tuples(st.just("fail"), st.integers(0, 2), st.integers(1, 60)),
        st.tuples(st.just("truncate"), st.integers(0, 2), st.integers(0, 150)),
        st.tuples(st.sampled_from(["release", "drop"]), st.integers(0, 2)),
        st.tuples(st.sampled_from(["clear", "empty"])),
    ),
    max_size=30,
)


@pytest.fixture(scope="module")
def contexts(lib: Any, tiny: Path) -> Iterator[Contexts]:
    contexts = Contexts(lib, tiny)
    yield contexts
    contexts.close()


class Play:
    """Does the steps and holds them against what has to be true."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._pool = context.pool
        self._busy: list[KvSequence] = []
        self._fresh = 1000

    def do(self, name: str, *arguments: Any) -> None:
        getattr(self, name)(*arguments)
        self._check()

    def open(self, which: int, length: int, reuse: bool) -> None:
        prompt = (BEGINNINGS[which] + words(120, which))[:length]
        sequence = self._pool.open(prompt, reuse=reuse)
        assert (sequence is None) == (len(self._busy) == SEQUENCES)
        if sequence is not None:
            assert sequence.tokens == prompt[: len(sequence.tokens)]
            assert len(sequence.tokens) < length
            assert reuse or not sequence.tokens
            self._busy.append(sequence)

    def extend(self, which: int, count: int) -> None:
        if (sequence := self._pick(which)) and self._room(count):
            self._fresh += 1
            self._context.compute(sequence, words(count, self._fresh))

    def fail(self, which: int, count: int) -> None:
        if (sequence := self._pick(which)) and self._room(count):
            before = list(sequence.tokens)
            assert self._context.decode(sequence, words(count)) == 0
            self._pool.roll_back(sequence)
            assert sequence.tokens == before

    def truncate(self, which: int, count: int) -> None:
        if sequence := self._pick(which):
            left = sequence.tokens[:count]
            self._pool.truncate(sequence, count)
            assert sequence.tokens == left

    def release(self, which: int) -> None:
        if sequence := self._pick(which):
            self._busy.remove(sequence)
            self._pool.release(sequence)

    def drop(self, which: int) -> None:
        if sequence := self._pick(which):
            self._busy.remove(sequence)
            self._pool.drop(sequence)

    def clear(self) -> None:
        self._pool.clear()
        assert self._pool.sequences == len(self._busy)

    def empty(self) -> None:
        assert self._pool.make_empty() == (not self._busy)
        assert self._pool.sequences == len(self._busy)

    def _pick(self, which: int) -> KvSequence | None:
        return self._busy[which % len(self._busy)] if self._busy else None

    def _room(self, count: int) -> bool:
        """What `make_room` promises is there; what it refuses could not have been."""
        made = self._pool.make_room(count)
        assert made == (self._pool.cells - self._pool.cells_used >= count)
        return made

    def _check(self) -> None:
        for sequence in self._busy:
            assert self._context.length(sequence) == len(sequence.tokens)
        assert len(self._busy) <= self._pool.sequences <= SEQUENCES
        assert len({sequence.id for sequence in self._busy}) == len(self._busy)
        assert 0 <= self._pool.cells_used <= CELLS


@settings(max_examples=150)
@given(steps=STEPS)
def test_the_pool_and_llama_cpp_agree(contexts: Contexts, steps: list[tuple[Any, ...]]) -> None:
    context = contexts.make(n_ctx=CELLS, n_seq_max=SEQUENCES)
    try:
        play = Play(context)
        for step in steps:
            play.do(*step)
        fill = context.pool.cells - context.pool.cells_used  # exactly as many as llama.cpp has left
        if fill and (last := context.pool.open([1, 2], reuse=False)):
            spare = context.pool.cells - context.pool.cells_used
            assert context.decode(last, words(spare)) == 0
            context.pool.extend(last, words(spare))
            assert context.decode(last, [1]) == 1
    finally:
        contexts.close_contexts()


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("grow"), st.integers(0, 3), st.integers(0, 20)),
            st.tuples(st.just("cut"), st.integers(0, 3), st.integers(0, 40)),
            st.tuples(st.just("share"), st.integers(0, 3), st.integers(0, 3), st.integers(0, 40)),
        )
    )
)
def test_cells_are_counted_as_if_each_had_a_number(steps: list[tuple[Any, ...]]) -> None:
    cells = Cells()
    runs: list[list[Run]] = [[] for _ in range(4)]
    numbered: list[list[int]] = [[] for _ in range(4)]
    fresh = 0
    for kind, which, *rest in steps:
        if kind == "grow":
            numbered[which] += range(fresh, fresh + rest[0])
            fresh += rest[0]
            cells.grow(runs[which], rest[0])
        elif kind == "cut":
            del numbered[which][rest[0] :]
            cells.cut(runs[which], rest[0])
        elif which != rest[0]:
            cells.cut(runs[rest[0]], 0)
            cells.share(runs[which], runs[rest[0]], rest[1])
            numbered[rest[0]] = numbered[which][: rest[1]]
        assert [sum(run.size for run in each) for each in runs] == [len(each) for each in numbered]
        assert cells.used == held(runs) == len(set().union(*numbered))
        assert held(runs[:2]) == len({*numbered[0], *numbered[1]})
