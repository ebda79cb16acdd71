"""What is computed for private requests, with the real llama.cpp: it reaches neither the disk nor another chat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kv_kit import Contexts, difference, words

from paddock.engine.child.kv_store import KvNamespace, KvStore

SYSTEM, SECRET, OTHER = words(320, 1), words(280, 2), words(64, 3)


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


def namespace(folder: Path) -> KvNamespace:
    return KvStore(folder, b"k" * 32, 10**9, reserve=0).namespace(model="tiny")


def files(folder: Path) -> set[tuple[str, int]]:
    """Names, and when they were used last."""
    return {(path.name, path.stat().st_mtime_ns) for path in folder.iterdir()} if folder.exists() else set()


def test_nothing_is_written_however_it_ends(contexts: Contexts, folder: Path) -> None:
    kept = namespace(folder)
    before = files(folder)
    context = contexts.make(n_seq_max=1, namespace=kept)
    context.answer(SYSTEM + SECRET, private=True)
    assert not context.pool.save_step()  # idle
    context.answer(OTHER)  # evicts it, there is one sequence only
    context.answer(SYSTEM + SECRET, private=True)
    assert context.pool.make_empty()
    others = contexts.make(namespace=namespace(folder))
    others.answer(OTHER)
    while others.pool.save_step():
        pass
    written = files(folder) - before
    assert len(written) == 1  # OTHER alone
    assert contexts.make(namespace=namespace(folder)).open(SYSTEM + SECRET).tokens == []


def test_another_chat_does_not_go_on_from_it(contexts: Contexts) -> None:
    context = contexts.make()
    context.answer(SYSTEM + SECRET, private=True)
    assert context.open(SYSTEM + SECRET + OTHER).tokens == []
    busy = context.open(SYSTEM + SECRET + OTHER, private=True)
    assert busy.tokens == SYSTEM + SECRET
    assert context.open(SYSTEM + SECRET).tokens == []


def test_it_takes_a_beginning_and_leaves_it_as_it_was(contexts: Contexts) -> None:
    context = contexts.make()
    context.answer(SYSTEM)
    cached, logits = context.answer(SYSTEM + SECRET, private=True)
    assert cached == len(SYSTEM)
    assert context.pool.sequences == 2  # it did not go on in the other's place
    assert context.answer(SYSTEM + OTHER)[0] == len(SYSTEM)
    _, plain = contexts.make().answer(SYSTEM + SECRET)
    assert difference(logits, plain) < 1e-3


def test_a_beginning_in_the_only_place_is_not_made_private(contexts: Contexts, folder: Path) -> None:
    context = contexts.make(n_seq_max=1, namespace=namespace(folder))
    context.answer(SYSTEM)
    cached, _ = context.answer(SYSTEM + SECRET, private=True)
    assert cached == 0
    assert context.answer(SYSTEM)[0] == len(SYSTEM) - 1  # read back: it was written when it had to go


def test_the_disk_is_not_even_read(contexts: Contexts, folder: Path) -> None:
    context = contexts.make(namespace=namespace(folder))
    context.answer(SYSTEM)
    while context.pool.save_step():
        pass
    before = files(folder)
    assert contexts.make(namespace=namespace(folder)).answer(SYSTEM + SECRET, private=True)[0] == 0
    assert files(folder) == before


def test_an_indivisible_one_begins_anew_where_the_other_is_not_private(contexts: Contexts) -> None:
    context = contexts.make(divisible=False)
    context.answer(SYSTEM)
    assert context.answer(SYSTEM + SECRET, private=True)[0] == 0
    assert context.answer(SYSTEM + SECRET + OTHER, private=True)[0] == len(SYSTEM + SECRET)
    assert context.answer(SYSTEM + OTHER)[0] == len(SYSTEM)


def test_a_lean_pool_lets_it_go(contexts: Contexts, folder: Path) -> None:
    context = contexts.make(lean=True, namespace=namespace(folder))
    context.answer(SYSTEM + SECRET, private=True)
    assert context.answer(SYSTEM + SECRET + OTHER, private=True)[0] == len(SYSTEM + SECRET)  # its own chat goes on
    context.answer(OTHER)
    assert context.pool.sequences == 1
    assert len(files(folder)) == 0
