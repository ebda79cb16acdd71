"""The recommended models, and which one a computer is offered first."""

from __future__ import annotations

import math

import pytest

from paddock.hub.catalog import first_choice, recommended

GIB = 1024**3


@pytest.mark.parametrize(
    ("gib", "label"),
    [(2, "1b"), (3.7, "1b"), (7.5, "3b"), (8, "3b"), (15.3, "8b"), (16, "8b"), (31, "8b"), (62, "70b"), (128, "70b")],
)
def test_first_choice_by_memory(gib: float, label: str) -> None:
    """Computers report a little less memory than they were sold with."""
    assert first_choice(int(gib * GIB)).id.endswith(label)


def test_memory_needed_in_gigabytes_as_the_guide_says() -> None:
    assert [math.ceil(entry.memory / 1e9) for entry in recommended()] == [2, 4, 7, 46]


def test_entries() -> None:
    entries = recommended()
    assert len({entry.id for entry in entries}) == len(entries) == 4
    assert [entry.filename for entry in entries] == [
        "Llama-3.2-1B-Instruct-Q4_K_M.gguf",
        "Llama-3.2-3B-Instruct-Q4_K_M.gguf",
        "Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf",
        "Llama-3.3-70B-Instruct-Q4_K_M.gguf",
    ]
    assert [entry.repo_id for entry in entries] == [
        "bartowski/Llama-3.2-1B-Instruct-GGUF",
        "bartowski/Llama-3.2-3B-Instruct-GGUF",
        "bartowski/Meta-Llama-3.1-8B-Instruct-GGUF",
        "bartowski/Llama-3.3-70B-Instruct-GGUF",
    ]
    assert all(entry.licence.startswith("Llama 3.") and entry.good_at for entry in entries)
