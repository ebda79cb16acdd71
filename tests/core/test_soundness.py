"""Settings that end llama.cpp's process are found; all others are left to llama.cpp."""

from __future__ import annotations

import math

import pytest

from paddock.core.soundness import MOST_EXPERTS, MOST_LAYERS, SPELLINGS, Words, unsound

LLAMA: dict[str, object] = {
    "general.architecture": "llama",
    "llama.block_count": 16,
    "llama.attention.layer_norm_rms_epsilon": 1e-5,
}
EXPERTS: dict[str, object] = {"llama.expert_count": 8, "llama.expert_used_count": 2}


@pytest.mark.parametrize(
    "changes",
    [
        {"llama.block_count": 0},
        {"llama.block_count": MOST_LAYERS + 1},
        {"llama.block_count": -1},
        {"llama.attention.layer_norm_rms_epsilon": -1e-9},
        {"llama.attention.layer_norm_rms_epsilon": math.nan},
        {"llama.attention.layer_norm_rms_epsilon": math.inf},
        {"llama.attention.layer_norm_epsilon": -1.0},
        {"llama.nextn_predict_layers": 17},
        {"llama.rope.scaling.type": "never heard of"},
        {"tokenizer.ggml.model": "no_vocab"},
        {"llama.expert_count": MOST_EXPERTS + 1, "llama.expert_used_count": 2},
        {"llama.expert_used_count": 2},
        {"llama.expert_count": 8},
        {"llama.expert_count": 8, "llama.expert_used_count": 0},
        {"llama.expert_count": 8, "llama.expert_used_count": 9},
        {"llama.expert_group_count": 2},
        {**EXPERTS, "llama.expert_group_count": 8},
        {**EXPERTS, "llama.expert_group_count": 3, "llama.expert_group_used_count": 1},
        {**EXPERTS, "llama.expert_group_count": 4, "llama.expert_group_used_count": 0},
        {**EXPERTS, "llama.expert_group_count": 4, "llama.expert_group_used_count": 4},
    ],
)
def test_what_cannot_be(changes: dict[str, object]) -> None:
    assert unsound({**LLAMA, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"llama.block_count": 1},
        {"llama.block_count": MOST_LAYERS},
        {"llama.block_count": "many"},  # llama.cpp says so itself
        {"other.block_count": 0},
        {"llama.attention.layer_norm_rms_epsilon": 0.0},
        {"general.architecture": (1, 2)},
        {"llama.rope.scaling.type": "yarn"},
        {"llama.rope.scaling.type": 7},
        {"llama.nextn_predict_layers": 1},
        EXPERTS,
        {"llama.expert_count": 8, "llama.expert_used_count": (2, 2)},
        {**EXPERTS, "llama.expert_group_count": 1},
        {**EXPERTS, "llama.expert_group_count": 4, "llama.expert_group_used_count": 2},
        {"llama.expert_count": 0, "llama.expert_used_count": 0},
        {"general.architecture": "hunyuan-dense", "hunyuan-dense.expert_count": 1},
    ],
)
def test_what_is_left_to_llama_cpp(changes: dict[str, object]) -> None:
    assert unsound({**LLAMA, **changes}) == ""


AS_BYTES = frozenset(b"<0x%02X>" % byte for byte in range(256))
AS_LETTERS = frozenset(bytes([byte]) for byte in range(1, 256))
RWKV = frozenset(repr(bytes([byte]))[2:-1].encode() for byte in range(256))  # as llama.cpp's converter does it
NO_A = frozenset({b"A", b"<0x41>", b"\\A", b"\\x41"})


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("llama", Words(512)),
        ("llama", Words(512, AS_LETTERS)),  # no word is a NUL
        ("llama", Words(512, AS_BYTES - NO_A)),
        ("rwkv", Words(512, AS_BYTES)),
        ("rwkv", Words(512, RWKV - NO_A)),
        ("rwkv", Words(512, AS_LETTERS)),  # a backslash begins something else
        ("bert", Words(512, has_bytes=True)),
        ("bert", Words(100)),
        ("t5", Words(2)),
    ],
)
def test_a_vocabulary_of_another_kind_cannot_be(kind: str, words: Words) -> None:
    assert "vocabulary" in unsound({**LLAMA, "tokenizer.ggml.model": kind}, words)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("llama", Words(512, AS_BYTES, True)),
        ("llama", Words(512, AS_BYTES - NO_A | {b"A"})),
        ("rwkv", Words(512, RWKV)),
        ("bert", Words(101)),
        ("t5", Words(3)),
        ("gpt2", Words(1)),
        ("never heard of", Words(1)),
        (7, Words(1)),
    ],
)
def test_a_vocabulary_of_its_kind_can_be(kind: object, words: Words) -> None:
    assert unsound({**LLAMA, "tokenizer.ggml.model": kind}, words) == ""


def test_the_reader_looks_for_all_these_spellings() -> None:
    assert SPELLINGS >= RWKV | AS_BYTES | AS_LETTERS


def test_where_the_file_names_the_unknown_word_it_counts() -> None:
    few = {**LLAMA, "tokenizer.ggml.model": "bert", "tokenizer.ggml.unknown_token_id": 3}
    assert unsound(few, Words(4)) == ""
    assert unsound(few, Words(3))
