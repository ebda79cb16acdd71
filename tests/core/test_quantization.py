"""Names of quantisation types become words, and the words follow llama.cpp's own figures."""

from __future__ import annotations

import itertools

import pytest

from paddock.core.quantization import TYPES, Quality, bits_per_weight, quality, recommended, type_of, words
from paddock.hub.describe import FILE_TYPES


def test_every_type_that_a_header_can_name_is_known() -> None:
    assert [name for name in FILE_TYPES.values() if type_of(name) is None] == []


def test_words_go_by_the_loss_alone() -> None:
    measured = sorted((kind for kind in TYPES.values() if kind.loss is not None), key=lambda kind: kind.loss or 0)
    assert all(one.quality >= other.quality for one, other in itertools.pairwise(measured))
    assert {kind.quality for kind in TYPES.values()} == set(Quality)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Q2_K", "smallest, noticeably worse"),
        ("Q3_K_M", "smaller, a little worse"),
        ("Q4_K_M", "a good balance"),
        ("Q5_K_M", "larger, hardly any loss"),
        ("Q8_0", "large, nearly lossless"),
        ("BF16", "largest, lossless"),
        ("TQ1_0", "only for models made for it"),
        ("GPTQ", ""),
        ("", ""),
    ],
)
def test_in_plain_words(name: str, told: str) -> None:
    assert words(name) == told
    assert (quality(name) == 0) == (told in ("", "only for models made for it"))


@pytest.mark.parametrize(
    ("name", "of"),
    [("q4_k_m", "Q4_K_M"), ("UD-Q4_K_XL", "Q4_K_M"), ("Q6_K_L", "Q6_K"), ("Q2_K_L", "Q2_K"), ("Q4_K", "Q4_K_M"),
     ("fp16", "F16"), ("IQ4-XS", "IQ4_XS"), ("Q3_K_L", "Q3_K_L"), ("Q3_K_XL", "Q3_K_M")],
)  # fmt: skip
def test_other_spellings(name: str, of: str) -> None:
    kind = type_of(name)
    assert kind is not None
    assert kind.name == of


def test_what_to_take_where_nothing_speaks_for_another() -> None:
    assert [name for name in TYPES if recommended(name)] == ["Q4_K_M", "Q5_K_M"]
    assert not recommended("GPTQ")


def test_bits_of_a_whole_model() -> None:
    assert bits_per_weight("Q4_K_M") == pytest.approx(4.89, abs=0.01)
    assert bits_per_weight("GPTQ") == 0
    assert all(TYPES[one].bits <= TYPES[other].bits for one, other in itertools.pairwise(TYPES))
