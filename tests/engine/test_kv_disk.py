"""KV caches on the disk with the real llama.cpp: what is read back gives what computing gives, or is not used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kv_kit import WINDOW, Context, Contexts, difference, words, write_sliding_model

from paddock.engine.child.kv_store import KvNamespace, KvStore

KEY = b"k" * 32
CHAT = words(600, 1)
MORE = words(300, 2)
BLOCK = 256


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
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kv"


def namespace(folder: Path, *, model: str = "tiny", limit: int = 10**9) -> KvNamespace:
    """As after a start of the program."""
    return KvStore(folder, KEY, limit, reserve=0).namespace(model=model)


def write_all(context: Context) -> int:
    """Write what is idle; how many steps it took."""
    steps = 0
    while context.pool.save_step():
        steps += 1
    return steps


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def kept(contexts: Contexts, folder: Path) -> Path:
    """A folder that holds `CHAT`."""
    context = contexts.make(namespace=namespace(folder))
    context.answer(CHAT)
    write_all(context)
    return folder


@pytest.mark.parametrize("flash", [False, True])
@pytest.mark.parametrize("chunk", [1, 100, 512])
def test_what_is_read_back_gives_exactly_what_was_computed(
    contexts: Contexts, folder: Path, flash: bool, chunk: int
) -> None:
    first = contexts.make(flash=flash, namespace=namespace(folder))
    sequence = first.open(CHAT)
    first.compute(sequence, CHAT[:-1], chunk)
    first.pool.release(sequence)
    assert write_all(first) == 3
    expected = first.answer(CHAT + MORE, chunk=chunk)

    second = contexts.make(flash=flash, namespace=namespace(folder))
    sequence = second.open(CHAT + MORE)
    assert (sequence.restored, sequence.tokens) == (len(CHAT) - 1, CHAT[:-1])
    assert second.length(sequence) == second.pool.cells_used == len(CHAT) - 1
    logits = second.compute(sequence, (CHAT + MORE)[len(CHAT) - 1 :], chunk)
    assert (len(CHAT) - 1, logits) == expected


def test_with_other_batches_it_is_the_same_within_rounding(contexts: Contexts, kept: Path) -> None:
    cached, logits = contexts.make(namespace=namespace(kept)).answer(CHAT + MORE, chunk=64)
    assert cached == len(CHAT)
    _, afresh = contexts.make().answer(CHAT + MORE)
    assert difference(logits, afresh) < 1e-3


def test_equal_beginnings_are_written_once(contexts: Contexts, kept: Path) -> None:
    before = files(kept)
    assert len(before) == 3  # two whole blocks and the rest
    context = contexts.make(namespace=namespace(kept))
    context.answer(CHAT[: 2 * BLOCK] + MORE)
    write_all(context)
    assert before < files(kept)
    assert len(files(kept)) == 5


def test_what_is_there_is_not_written_again(contexts: Contexts, kept: Path) -> None:
    before = {path: path.stat().st_ino for path in kept.iterdir()}
    context = contexts.make()
    context.answer(CHAT)
    context.pool.namespace = namespace(kept)
    assert write_all(context) == 0
    assert {path: path.stat().st_ino for path in kept.iterdir()} == before


def test_a_branch_is_written_from_its_beginning(contexts: Contexts, folder: Path) -> None:
    context = contexts.make(namespace=namespace(folder))
    context.answer(CHAT)
    context.answer(CHAT[: 2 * BLOCK] + MORE)
    context.pool.drop(context.open([*CHAT, 1]))
    assert write_all(context) == 4
    assert contexts.make(namespace=namespace(folder)).open([*CHAT[: 2 * BLOCK], *MORE, 1]).restored == 2 * BLOCK + 300


def test_what_takes_the_place_of_what_was_written_is_written_as_well(contexts: Contexts, kept: Path) -> None:
    context = contexts.make(n_seq_max=1, namespace=namespace(kept))
    branch = CHAT[:100] + MORE
    assert context.answer(branch[:-1])[0] == 100
    context.answer(CHAT)
    assert context.answer(branch)[0] == len(branch) - 1
    assert contexts.make(namespace=namespace(kept)).open([*branch, 1]).restored == len(branch) - 1
    only = contexts.make(n_seq_max=1, namespace=namespace(kept))
    only.answer([*CHAT, 1])
    write_all(only)
    only.answer(CHAT[:300] + words(301, 9))
    assert write_all(only) == 2
    again = contexts.make(namespace=namespace(kept)).open([*CHAT[:300], *words(301, 9), 1])
    assert again.restored == 601


def test_a_chat_that_grows_writes_only_what_is_new(contexts: Contexts, kept: Path) -> None:
    before = files(kept)
    context = contexts.make(namespace=namespace(kept))
    context.answer(CHAT + MORE[:50])
    assert write_all(context) == 1
    assert len(files(kept)) == 3  # the longer rest took the place of the shorter one
    assert len(before - files(kept)) == 1
    context.answer(CHAT + MORE)
    assert write_all(context) == 2
    assert len(files(kept)) == 4
    sequence = contexts.make(namespace=namespace(kept)).open([*CHAT, *MORE, 1])
    assert sequence.restored == len(CHAT + MORE)


def test_an_edited_chat_takes_all_that_comes_before(contexts: Contexts, kept: Path) -> None:
    edited = CHAT[:400] + MORE
    context = contexts.make(namespace=namespace(kept))
    sequence = context.open(edited)
    assert (sequence.restored, sequence.tokens) == (400, CHAT[:400])
    assert context.length(sequence) == context.pool.cells_used == 400
    logits = context.compute(sequence, MORE, chunk=1)
    _, afresh = contexts.make().answer(edited, chunk=1)
    assert difference(logits, afresh) < 1e-3


def test_the_disk_adds_to_what_is_in_memory(contexts: Contexts, kept: Path) -> None:
    context = contexts.make(namespace=namespace(kept))
    context.pool.namespace, disk = None, context.pool.namespace
    busy = context.open(CHAT[:300])
    context.compute(busy, CHAT[:300], chunk=1)
    context.pool.namespace = disk
    sequence = context.open(CHAT + MORE)
    assert (sequence.restored, sequence.tokens) == (300, CHAT)
    assert context.pool.cells_used == len(CHAT)
    logits = context.compute(sequence, MORE, chunk=1)
    _, afresh = contexts.make().answer(CHAT + MORE, chunk=1)
    assert difference(logits, afresh) < 1e-3


def test_reading_can_be_stopped_after_each_block_and_goes_on_later(contexts: Contexts, kept: Path) -> None:
    context = contexts.make(namespace=namespace(kept))
    wanted = iter((False, True, True, False))
    found = []
    for _ in range(3):
        sequence = context.pool.open([*CHAT, 1], reuse=True, stop=lambda: next(wanted, False))
        assert sequence is not None
        found.append(len(sequence.tokens))
        context.pool.release(sequence)
    assert found == [BLOCK, BLOCK, len(CHAT)]
    assert context.pool.sequences == 1


def test_what_is_evicted_is_written_before(contexts: Contexts, folder: Path) -> None:
    context = contexts.make(n_seq_max=1, namespace=namespace(folder))
    context.answer(CHAT)
    context.answer(MORE)
    assert len(files(folder)) == 3
    assert context.pool.make_empty()
    assert len(files(folder)) == 5
    assert context.open(CHAT).restored == len(CHAT) - 1


def test_short_ends_wait_if_asked_to(contexts: Contexts, folder: Path) -> None:
    context = contexts.make(namespace=namespace(folder))
    context.answer(CHAT)
    steps = 0
    while context.pool.save_step(tails=False):
        steps += 1
    assert (steps, len(files(folder))) == (2, 2)
    assert write_all(context) == 1
    assert len(files(folder)) == 3
    assert not context.pool.save_step()


def test_busy_sequences_are_not_written(contexts: Contexts, folder: Path) -> None:
    context = contexts.make(namespace=namespace(folder))
    context.compute(context.open(CHAT), CHAT)
    assert not context.pool.save_step()


def test_what_was_cleared_is_not_written(contexts: Contexts, folder: Path) -> None:
    context = contexts.make(namespace=namespace(folder))
    busy = context.open(CHAT)
    context.compute(busy, CHAT)
    context.pool.clear()
    context.pool.release(busy)
    assert not context.pool.save_step()
    assert context.pool.make_empty()
    assert files(folder) == set()


def test_an_indivisible_sequence_is_not_written(contexts: Contexts, folder: Path) -> None:
    context = contexts.make(divisible=False, namespace=namespace(folder))
    context.answer(CHAT)
    assert not context.pool.save_step()
    assert context.pool.make_empty()
    assert files(folder) == set()


def test_without_reuse_the_disk_is_left_alone(contexts: Contexts, kept: Path) -> None:
    assert contexts.make(namespace=namespace(kept)).open(CHAT, reuse=False).tokens == []


def test_another_namespace_is_not_used(contexts: Contexts, kept: Path) -> None:
    assert contexts.make(namespace=namespace(kept, model="other")).open(CHAT).tokens == []


@pytest.mark.parametrize("at", [0.0, 0.3, 0.999])
def test_a_damaged_block_is_computed_again(contexts: Contexts, kept: Path, at: float) -> None:
    for path in kept.iterdir():
        damaged = bytearray(path.read_bytes())
        damaged[int(at * len(damaged))] ^= 0x10
        path.write_bytes(damaged)
    context = contexts.make(namespace=namespace(kept))
    assert context.answer(CHAT + MORE) == (0, contexts.make().answer(CHAT + MORE)[1])
    write_all(context)
    assert contexts.make(namespace=namespace(kept)).open([*CHAT, *MORE, 1]).restored == len(CHAT + MORE)


def test_a_state_that_llama_cpp_does_not_take_is_deleted(contexts: Contexts, kept: Path) -> None:
    """As if the facts of the namespace had left something out; flash attention lays out the values otherwise."""
    context = contexts.make(namespace=namespace(kept), flash=True)
    assert context.answer(CHAT) == (0, contexts.make(flash=True).answer(CHAT)[1])
    assert files(kept) == set()
    assert context.pool.cells_used == len(CHAT)


def test_reading_stops_where_there_is_no_room(contexts: Contexts, kept: Path) -> None:
    context = contexts.make(n_ctx=768, namespace=namespace(kept))
    busy = context.open(MORE)
    context.compute(busy, MORE)
    sequence = context.open(CHAT)
    assert sequence.tokens == CHAT[:BLOCK]
    assert context.length(busy) == len(MORE)
    assert context.pool.cells_used == len(MORE) + BLOCK


def test_reading_makes_room(contexts: Contexts, kept: Path) -> None:
    context = contexts.make(n_ctx=768, namespace=namespace(kept))
    context.answer(MORE)
    assert context.open([*CHAT, 1]).restored == len(CHAT)
    assert context.pool.cells_used == len(CHAT)


def test_a_store_that_takes_nothing_more_is_not_asked_for_ever(contexts: Contexts, folder: Path) -> None:
    context = contexts.make(namespace=namespace(folder, limit=50_000))
    context.answer(CHAT)
    context.answer(MORE)
    assert write_all(context) <= 4
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 50_000


def test_no_token_can_be_read_in_the_files(kept: Path) -> None:
    raw = b"".join(path.read_bytes() for path in kept.iterdir())
    for size in (4, 8):  # as llama.cpp and as Python's arrays hold them
        packed = [token.to_bytes(size, "little") for token in CHAT]
        assert not any(b"".join(packed[at : at + 4]) in raw for at in range(len(CHAT) - 4))
    assert bytes(CHAT[:4]) not in raw


def test_a_sliding_model_comes_back(lib: Any, tiny: Path, tmp_path: Path) -> None:
    contexts = Contexts(lib, write_sliding_model(tiny, tmp_path / "gemma2.gguf"))
    folder = tmp_path / "kv"
    context = contexts.make(namespace=namespace(folder))
    context.answer(CHAT, chunk=1)
    assert write_all(context) == len(CHAT) // WINDOW + 1
    again = contexts.make(namespace=namespace(folder))
    cached, logits = again.answer(CHAT[:500] + MORE, chunk=1)
    assert cached == 500
    _, afresh = contexts.make().answer(CHAT[:500] + MORE, chunk=1)
    assert difference(logits, afresh) < 1e-3
    contexts.close()


def test_what_a_sliding_model_gave_away_is_not_written(lib: Any, tiny: Path, tmp_path: Path) -> None:
    contexts = Contexts(lib, write_sliding_model(tiny, tmp_path / "gemma2.gguf"))
    folder = tmp_path / "kv"
    context = contexts.make(namespace=namespace(folder))
    hole = context.open(words(50, 50))
    context.compute(hole, words(50, 50))
    context.answer(CHAT[:400])
    context.pool.drop(hole)
    context.compute(context.open(words(200, 52)), words(200, 52))  # behind the window, in the first's past
    write_all(context)
    assert files(folder) == set()
    contexts.close()


def test_a_lean_pool_keeps_idle_sequences_on_the_disk_alone(contexts: Contexts, folder: Path) -> None:
    context = contexts.make(lean=True, namespace=namespace(folder))
    context.answer(CHAT)
    other = words(300, 3)
    context.answer(other)
    assert context.pool.sequences == 1
    assert context.pool.cells_used == len(other)
    cached, logits = context.answer(CHAT)
    assert cached == len(CHAT) - 1  # read back
    _, plain = contexts.make().answer(CHAT, reuse=False)
    assert difference(logits, plain) < 1e-3


def test_a_lean_pool_without_a_disk_keeps_them_in_memory(contexts: Contexts) -> None:
    context = contexts.make(lean=True)
    context.answer(CHAT)
    context.answer(words(300, 3))
    assert context.pool.sequences == 2
    assert context.answer(CHAT)[0] == len(CHAT) - 1
