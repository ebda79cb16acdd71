"""The pool of sequences with the real llama.cpp: what is reused gives what computing gives, and the books are right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kv_kit import WINDOW, Contexts, difference, words, write_sliding_model


@pytest.fixture(scope="module")
def all_contexts(lib: Any, tiny: Path) -> Iterator[Contexts]:
    contexts = Contexts(lib, tiny)
    yield contexts
    contexts.close()


@pytest.fixture
def contexts(all_contexts: Contexts) -> Iterator[Contexts]:
    yield all_contexts
    all_contexts.close_contexts()


@pytest.fixture
def sliding(lib: Any, tiny: Path, tmp_path: Path) -> Iterator[Contexts]:
    contexts = Contexts(lib, write_sliding_model(tiny, tmp_path / "gemma2.gguf"))
    yield contexts
    contexts.close()


SYSTEM, QUESTION, OTHER = words(320, 1), words(96, 2), words(64, 3)


def test_a_common_beginning_is_shared_not_computed(contexts: Contexts) -> None:
    context = contexts.make()
    context.answer(SYSTEM + QUESTION)
    cached, logits = context.answer(SYSTEM + OTHER)
    assert cached == len(SYSTEM)
    assert context.pool.sequences == 2
    assert context.pool.cells_used == len(SYSTEM + QUESTION + OTHER)

    afresh = contexts.make()
    sequence = afresh.open(SYSTEM + OTHER)
    afresh.compute(sequence, SYSTEM + QUESTION)  # in the batches in which it was computed above
    afresh.pool.truncate(sequence, len(SYSTEM))
    assert afresh.compute(sequence, OTHER) == logits


@pytest.mark.parametrize("flash", [False, True])
def test_one_token_at_a_time_gives_the_same_whether_shared_or_not(contexts: Contexts, flash: bool) -> None:
    context = contexts.make(flash=flash)
    context.answer(SYSTEM + QUESTION, chunk=1)
    _, logits = context.answer(SYSTEM + OTHER, chunk=1)
    _, afresh = contexts.make(flash=flash).answer(SYSTEM + OTHER, chunk=1)
    assert difference(logits, afresh) < (0.1 if flash else 1e-4)  # the order of sums depends on where the cells lie


@pytest.mark.parametrize("flash", [False, True])
def test_a_text_that_must_come_out_the_same_begins_in_an_empty_cache(contexts: Contexts, flash: bool) -> None:
    _, expected = contexts.make(flash=flash).answer(SYSTEM + QUESTION)
    context = contexts.make(flash=flash)
    for seed in range(10, 14):
        context.answer(words(200 + seed, seed))
    assert context.pool.make_empty()
    assert (context.pool.cells_used, context.pool.sequences) == (0, 0)
    assert context.answer(SYSTEM + QUESTION, reuse=False) == (0, expected)


def test_the_cache_is_not_empty_while_somebody_uses_it(contexts: Contexts) -> None:
    context = contexts.make()
    context.answer(OTHER)
    busy = context.open(SYSTEM)
    context.compute(busy, SYSTEM)
    assert not context.pool.make_empty()
    assert (context.pool.cells_used, context.pool.sequences) == (len(SYSTEM), 1)
    assert context.length(busy) == len(SYSTEM)


def test_a_busy_sequence_lends_its_beginning(contexts: Contexts) -> None:
    context = contexts.make()
    first = context.open(SYSTEM + QUESTION)
    context.compute(first, SYSTEM + QUESTION)
    second = context.open(SYSTEM + OTHER)
    assert second.tokens == SYSTEM
    assert second.id != first.id
    context.compute(second, OTHER)
    assert context.length(first) == len(SYSTEM + QUESTION)
    assert context.length(second) == len(SYSTEM + OTHER)
    context.pool.drop(first)
    assert context.pool.cells_used == len(SYSTEM + OTHER)
    assert context.length(second) == len(SYSTEM + OTHER)


def test_what_merely_goes_on_is_used_in_place(contexts: Contexts) -> None:
    context = contexts.make()
    context.answer(SYSTEM)
    sequence = context.open(SYSTEM + QUESTION)
    assert sequence.tokens == SYSTEM
    assert context.pool.sequences == 1


def test_a_few_words_that_were_changed_at_the_end_take_no_sequence(contexts: Contexts) -> None:
    context = contexts.make()
    context.answer(SYSTEM + QUESTION[:20])
    sequence = context.open(SYSTEM + OTHER)
    assert sequence.tokens == SYSTEM
    assert (context.pool.sequences, context.pool.cells_used) == (1, len(SYSTEM))


def test_the_last_token_of_a_prompt_is_always_left(contexts: Contexts) -> None:
    context = contexts.make()
    context.answer(SYSTEM)
    assert context.open(SYSTEM).tokens == SYSTEM[:-1]


def test_without_reuse_nothing_is_taken_over(contexts: Contexts) -> None:
    context = contexts.make()
    context.answer(SYSTEM)
    assert context.open(SYSTEM + QUESTION, reuse=False).tokens == []


def test_the_longest_beginning_wins(contexts: Contexts) -> None:
    context = contexts.make()
    context.answer(SYSTEM[:100] + OTHER)
    context.answer(SYSTEM + OTHER)
    context.answer(SYSTEM[:200] + OTHER)
    assert context.open(SYSTEM + QUESTION).tokens == SYSTEM


def test_no_sequence_is_free_while_all_are_busy(contexts: Contexts) -> None:
    context = contexts.make(n_seq_max=2)
    first, second = context.open(SYSTEM), context.open(OTHER)
    assert context.pool.open(QUESTION, reuse=True) is None
    context.pool.drop(first)
    assert context.pool.open(QUESTION, reuse=True) is not None
    assert second.busy


def test_the_least_recently_used_sequence_goes_first(contexts: Contexts) -> None:
    context = contexts.make(n_seq_max=2)
    chats = [words(100, seed) for seed in range(20, 23)]
    context.answer(chats[0])
    context.answer(chats[1])
    context.answer([*chats[0], 1])  # used again
    context.answer(chats[2])  # takes the place of the second
    assert context.open([*chats[1], 1]).tokens == []


def test_the_one_that_is_borrowed_from_stays(contexts: Contexts) -> None:
    context = contexts.make(n_seq_max=2)
    context.answer(SYSTEM + QUESTION)
    context.answer(OTHER)
    cached, _ = context.answer(SYSTEM + OTHER)  # takes the place of the second, although the first is older
    assert cached == len(SYSTEM)
    assert context.answer(SYSTEM + QUESTION)[0] == len(SYSTEM + QUESTION) - 1


def test_the_only_sequence_gives_up_its_end(contexts: Contexts) -> None:
    context = contexts.make(n_seq_max=1)
    context.answer(SYSTEM + QUESTION)
    cached, _ = context.answer(SYSTEM + OTHER)
    assert cached == len(SYSTEM)
    assert (context.pool.sequences, context.pool.cells_used) == (1, len(SYSTEM + OTHER))


def test_room_is_made_at_the_cost_of_idle_sequences(contexts: Contexts) -> None:
    context = contexts.make(n_ctx=512)
    chats = [words(150, seed) for seed in range(30, 33)]
    for chat in chats:
        context.answer(chat)
    assert context.pool.cells_used == 450
    assert context.pool.make_room(100)
    assert (context.pool.cells_used, context.pool.sequences) == (300, 2)
    cached, _ = context.answer(chats[0] + OTHER)
    assert cached == 0


def test_no_room_beside_busy_sequences(contexts: Contexts) -> None:
    context = contexts.make(n_ctx=512)
    context.answer(words(100, 40))
    busy = context.open(SYSTEM)
    context.compute(busy, SYSTEM)
    assert not context.pool.make_room(512 - len(SYSTEM) + 1)
    assert context.pool.sequences == 2  # nothing was given up for nothing
    assert context.pool.make_room(512 - len(SYSTEM))
    assert context.decode(busy, words(512 - len(SYSTEM), 41)) == 0


def test_an_aborted_batch_is_rolled_back(contexts: Contexts) -> None:
    context = contexts.make()
    sequence = context.open(SYSTEM + QUESTION)
    context.compute(sequence, SYSTEM)
    assert context.decode(sequence, OTHER) == 0  # computed, but nobody wants it
    assert context.length(sequence) == len(SYSTEM + OTHER)
    context.pool.roll_back(sequence)
    assert context.length(sequence) == len(SYSTEM)
    assert sequence.tokens == SYSTEM
    assert context.pool.cells_used == len(SYSTEM)


def test_what_was_cleared_is_gone_and_what_is_busy_is_not_lent(contexts: Contexts) -> None:
    context = contexts.make()
    context.answer(OTHER)
    busy = context.open(SYSTEM)
    context.compute(busy, SYSTEM)
    context.pool.clear()
    assert (context.pool.sequences, context.pool.cells_used) == (1, len(SYSTEM))
    other = context.open(SYSTEM + QUESTION)
    assert other.tokens == []
    context.pool.release(busy)
    assert context.pool.cells_used == 0
    assert context.open([*OTHER, 1]).tokens == []


def test_an_indivisible_sequence_is_only_gone_on_with(contexts: Contexts) -> None:
    context = contexts.make(divisible=False, n_seq_max=2)
    context.answer(SYSTEM)
    other = context.open(SYSTEM[:200] + OTHER)
    assert other.tokens == []
    context.compute(other, OTHER)
    same = context.open(SYSTEM + QUESTION)
    assert same.tokens == SYSTEM
    assert context.pool.open(SYSTEM, reuse=True) is None


def test_reusing_a_sequence_of_a_sliding_model_gives_what_computing_gives(sliding: Contexts) -> None:
    context = sliding.make()
    context.answer(SYSTEM + QUESTION, chunk=1)
    cached, logits = context.answer(SYSTEM + OTHER, chunk=1)
    assert cached == len(SYSTEM)
    _, afresh = sliding.make().answer(SYSTEM + OTHER, chunk=1)
    assert difference(logits, afresh) < 1e-4


def test_what_a_sliding_model_gave_away_is_not_reused(sliding: Contexts) -> None:
    """llama.cpp fills cells behind the window of another sequence, although others are free."""
    context = sliding.make()
    hole = context.open(words(50, 50))
    context.compute(hole, words(50, 50))
    first = words(400, 51)
    context.answer(first, chunk=1)
    context.pool.drop(hole)
    context.answer(words(240, 52))  # fills the hole, and what lies behind it
    branch = first[:200] + OTHER
    cached, logits = context.answer(branch, chunk=1)
    assert cached == 0
    assert context.answer(first + OTHER)[0] == len(first)
    _, afresh = sliding.make().answer(branch, chunk=1)
    assert difference(logits, afresh) < 1e-4


def test_a_sliding_model_keeps_what_its_window_needs(sliding: Contexts) -> None:
    context = sliding.make(n_ctx=512)
    first = words(400, 60)
    context.answer(first, chunk=1)
    cached, logits = context.answer(first + OTHER, chunk=1)
    assert cached == len(first) > WINDOW
    _, afresh = sliding.make(n_ctx=512).answer(first + OTHER, chunk=1)
    assert difference(logits, afresh) < 1e-4
