"""Bytes in words: disks count in powers of ten, memory in powers of two, and nobody says it otherwise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from paddock.core.sizes import MEMORY_GB, memory_text, size_text, weights_text

APP = Path(__file__).resolve().parents[2] / "app"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 KB"), (1, "1 KB"), (701_000, "701 KB"), (1_840_000, "1.8 MB"), (146_146_432, "146 MB"),
        (807_694_464, "0.8 GB"), (4_920_739_232, "4.9 GB"), (9_960_000_000, "10 GB"), (42_520_398_432, "43 GB"),
    ],
)  # fmt: skip
def test_files(count: int, text: str) -> None:
    assert size_text(count) == text


def test_memory_is_as_it_is_sold() -> None:
    assert [memory_text(share * MEMORY_GB / 16) for share in (256, 45, 8, 1)] == ["16 GB", "2.8 GB", "0.5 GB", "64 MB"]


@pytest.mark.parametrize(
    ("count", "text"),
    [(70_553_706_560, "71B"), (1_235_814_400, "1.2B"), (999_000_000, "999M"), (19_300_000, "19M"), (41_000, "41K")],
)
def test_weights(count: int, text: str) -> None:
    assert weights_text(count) == text


def test_nobody_else_makes_gigabytes_of_bytes() -> None:
    by_hand = re.compile(r"\{[^{}]*/ ?(1e9|1e6|GB|MB|GIB|MIB|GIGA|MEGA)\b[^{}]*\} ?(GB|MB|KB|kB)\b(?! a second)")
    found = [str(path) for path in APP.rglob("*.py") if by_hand.search(path.read_text(encoding="utf-8"))]
    assert found == []
