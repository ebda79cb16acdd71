"""The catalogue: facts that hold together, and shapes that llama.cpp would take memory for."""

from __future__ import annotations

import re

import pytest

from paddock.core.memory import Placement, estimate, kv_bytes
from paddock.core.quantization import bits_per_weight, type_of
from paddock.hub.catalog import CHATTING, Group, entry_of, recommended

KIB = 1024


def test_entries_are_complete_and_distinct() -> None:
    entries = recommended()
    assert len({entry.id for entry in entries}) == len(entries)
    assert len({(entry.repo_id, entry.filename) for entry in entries}) == len(entries)
    for entry in entries:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", entry.repo_id), entry.id
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", entry.base_model), entry.id
        assert all(file.filename.endswith(".gguf") and file.size > 0 for file in entry.files), entry.id
        assert all(re.fullmatch(r"([0-9a-f]{64})?", file.sha256) for file in entry.files), entry.id
        assert entry.exact or not any(file.sha256 for file in entry.files), "whose hash is known, its size is"
        assert entry.languages[0] == "en"
        assert entry.good_at
        assert "\n" not in entry.good_at
        assert entry.licence
        assert entry.licence_id
        assert entry.n_ctx_train >= 2048
        assert type_of(entry.quantization) is not None


def test_the_four_of_metas_come_first_the_smallest_before_the_others() -> None:
    first = recommended()[:4]
    assert [entry.filename for entry in first] == [
        "Llama-3.2-1B-Instruct-Q4_K_M.gguf",
        "Llama-3.2-3B-Instruct-Q4_K_M.gguf",
        "Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf",
        "Llama-3.3-70B-Instruct-Q4_K_M.gguf",
    ]
    assert [entry.size for entry in first] == sorted(entry.size for entry in first)
    assert all("Community License" in entry.licence for entry in first)


def test_every_kind_is_there() -> None:
    groups = {entry.group for entry in recommended()}
    assert groups == set(Group)
    assert {entry.id for entry in recommended() if entry.group is Group.SAFETY} == {
        "llama-guard-3-1b",
        "llama-guard-3-8b",
    }
    scout = entry_of("llama-4-scout")
    assert scout is not None
    assert len(scout.files) == 2
    assert [file.filename for file in scout.companions] == ["mmproj-F16.gguf"]
    assert not any(entry.chats for entry in recommended() if entry.group not in CHATTING)
    assert entry_of("no-such") is None


def test_a_size_is_what_the_type_makes_of_so_many_weights() -> None:
    for entry in recommended():
        expected = entry.n_params * bits_per_weight(entry.quantization) / 8
        assert 0.9 < entry.size / expected < 1.12, entry.id


@pytest.mark.parametrize(
    ("id", "kib"),
    [
        ("llama-3.2-1b", 32),
        ("llama-3.2-3b", 112),
        ("llama-3.1-8b", 128),
        ("llama-3.3-70b", 320),
        ("codellama-7b", 512),
        ("llama-4-scout", 192),
    ],
)
def test_the_kv_cache_of_a_token(id: str, kib: int) -> None:
    entry = entry_of(id)
    assert entry is not None
    shape = entry.shape()
    assert shape is not None
    assert kv_bytes(shape, 8192) == 8192 * kib * KIB


def test_the_weights_of_a_shape_are_its_file() -> None:
    for entry in recommended():
        shape = entry.shape()
        if shape is None:
            assert entry.group is Group.EMBEDDINGS
            continue
        (cpu,) = estimate(shape, Placement(4096))
        assert cpu.weights == pytest.approx(entry.size, rel=0.001), entry.id


def test_of_experts_only_those_that_take_part_are_read() -> None:
    scout = entry_of("llama-4-scout")
    assert scout is not None
    shape = scout.shape()
    assert shape is not None
    assert (shape.n_expert, shape.n_expert_used) == (16, 1)
    assert 0.85 < sum(shape.expert_bytes) / scout.size < 0.95


def test_the_hashes_that_are_known_are_told() -> None:
    known = {entry.id for entry in recommended() if all(file.sha256 for file in entry.files)}
    assert known >= {"llama-3.2-1b", "llama-3.2-3b", "llama-3.1-8b", "llama-3.3-70b", "nomic-embed-text-1.5"}
    hashes = [file.sha256 for entry in recommended() for file in entry.files if file.sha256]
    assert len(set(hashes)) == len(hashes)
