"""Settings that end llama.cpp's process are found; all others are left to llama.cpp."""

from __future__ import annotations

import math

import pytest

from paddock.core.soundness import MOST_EXPERTS, MOST_LAYERS, unsound

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
