"""Each sampler changes what is drawn as llama.cpp documents it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sampling_kit import CHANCES, A, B, C, D, E, Rig

from paddock.core.errors import UserError
from paddock.core.params import SAMPLERS, SamplingParams
from paddock.engine.child.sampling import check_sampling

OFF: dict[str, Any] = {"temperature": 1.0, "top_k": 0, "top_p": 1.0, "min_p": 0.0}
"""No sampler changes anything."""
LIKELIEST: dict[str, Any] = {"temperature": 0.0}


@pytest.fixture(scope="module")
def rig(lib: Any, tiny: Path) -> Iterator[Rig]:
    rig = Rig(lib, tiny)
    yield rig
    rig.close()


@pytest.fixture(autouse=True)
def _five_tokens(rig: Rig) -> None:
    rig.set()


def test_the_kit_names_the_tokens_right(rig: Rig) -> None:
    assert [rig.vocabulary.piece(token) for token in CHANCES] == [b"A", b"B", b"C", b"D", b"E"]


def test_without_samplers_tokens_come_as_often_as_they_are_likely(rig: Rig) -> None:
    drawn = rig.draws(SamplingParams(**OFF), times=2000)
    for token, chance in CHANCES.items():
        assert drawn[token] / 2000 == pytest.approx(chance, abs=0.04)


@pytest.mark.parametrize(
    ("params", "left"),
    [
        ({"top_k": 2}, {A, B}),
        ({"top_p": 0.7}, {A, B}),
        ({"min_p": 0.4}, {A, B}),  # of the likeliest one's probability
        ({"typical_p": 0.2}, {B}),  # B says about as much as one expects to hear, A says too little
        ({"top_n_sigma": 1.0}, {A, B}),
        ({"xtc_probability": 1.0, "xtc_threshold": 0.1}, {C, D, E}),  # of A, B and C only the least likely stays
        ({"temperature": 0.02}, {A}),
        ({"temperature": 10.0}, {A, B, C, D, E}),
        ({"dynatemp_range": 1.0, "dynatemp_exponent": 10.0}, {A}),  # the model is rather sure: close to 0
        ({"logit_bias": ((A, -math.inf), (B, -math.inf), (E, 1.0))}, {C, D, E}),
        ({"mirostat": 2, "mirostat_tau": 0.5}, {A}),
        ({"mirostat": 2, "mirostat_tau": 8.0}, {A, B, C, D, E}),
        ({"mirostat": 1, "mirostat_tau": 0.1}, {A}),
        ({"mirostat": 1, "mirostat_tau": 8.0}, {A, B, C, D, E}),
    ],
)
def test_a_sampler_leaves(rig: Rig, params: dict[str, Any], left: set[int]) -> None:
    assert set(rig.draws(SamplingParams(**{**OFF, **params}))) == left


def test_a_sampler_that_the_order_leaves_out_is_not_used(rig: Rig) -> None:
    others = tuple(name for name in SAMPLERS if name != "top_k")
    assert len(rig.draws(SamplingParams(**{**OFF, "top_k": 1, "samplers": others}))) > 1


def test_the_order_matters(rig: Rig) -> None:
    settings = {**OFF, "top_k": 1, "xtc_probability": 1.0, "xtc_threshold": 0.1}
    assert set(rig.draws(SamplingParams(**settings, samplers=("top_k", "xtc")))) == {A}
    assert set(rig.draws(SamplingParams(**settings, samplers=("xtc", "top_k")))) == {C}


def test_an_xtc_of_half_is_used_half_of_the_times(rig: Rig) -> None:
    drawn = rig.draws(SamplingParams(**{**OFF, "xtc_probability": 0.5, "xtc_threshold": 0.1}), times=1000)
    assert drawn[A] / 1000 == pytest.approx(0.25, abs=0.05)


def test_adaptive_p_prefers_what_is_as_likely_as_its_target(rig: Rig) -> None:
    order = ("top_k", "adaptive_p")
    plain = rig.draws(SamplingParams(**OFF))
    near_c = rig.draws(SamplingParams(**OFF, adaptive_target=0.15, samplers=order))
    assert near_c[C] > 1.5 * plain[C]
    assert near_c[A] < plain[A]


@pytest.mark.parametrize(
    ("params", "prompt", "chosen"),
    [
        ({}, [A], A),
        ({"repeat_penalty": 3.0}, [A], B),
        ({"repeat_penalty": 3.0, "penalty_last_n": 1}, [A, D], A),
        ({"repeat_penalty": 3.0, "penalty_last_n": -1}, [A, *([D] * 300)], B),
        ({"frequency_penalty": 0.5}, [A], A),
        ({"frequency_penalty": 0.5}, [A, A, A], B),
        ({"presence_penalty": 0.5}, [A, A, A], A),
        ({"presence_penalty": 1.0}, [A], B),
        ({"presence_penalty": 1.0, "samplers": ("temperature",)}, [A], A),
    ],
)
def test_penalties_of_what_the_prompt_says(rig: Rig, params: dict[str, Any], prompt: list[int], chosen: int) -> None:
    assert rig.draw(SamplingParams(**LIKELIEST, **params), prompt=prompt) == [chosen]


def test_penalties_of_what_the_answer_says(rig: Rig) -> None:
    params = SamplingParams(**LIKELIEST, presence_penalty=1.0, penalty_last_n=1)
    assert rig.draw(params, count=4) == [A, B, A, B]


@pytest.mark.parametrize(
    ("params", "prompt", "chosen"),
    [
        ({}, [D, E, A, D, E], A),
        ({"dry_multiplier": 1.0}, [D, E, A, D, E], B),  # D E would be followed by A a second time
        ({"dry_multiplier": 1.0, "dry_allowed_length": 3}, [D, E, A, D, E], A),
        ({"dry_multiplier": 1.0, "dry_sequence_breakers": ("E",)}, [D, E, A, D, E], A),
        ({"dry_multiplier": 1.0, "dry_penalty_last_n": 4}, [D, E, A, D, E], A),
        ({"dry_multiplier": 1.0, "dry_penalty_last_n": -1}, [D, E, A, *([C] * 300), D, E], B),
    ],
)
def test_dry(rig: Rig, params: dict[str, Any], prompt: list[int], chosen: int) -> None:
    assert rig.draw(SamplingParams(**LIKELIEST, **params), prompt=prompt) == [chosen]


def test_temperature_0_takes_the_likeliest_whatever_else_is_set(rig: Rig) -> None:
    for params in ({"xtc_probability": 1.0}, {"mirostat": 1}, {"mirostat": 2}, {"typical_p": 0.2}, {"top_k": 5}):
        assert set(rig.draws(SamplingParams(**LIKELIEST, **params), times=10)) == {A}


def test_temperature_0_without_the_sampler_temperature_is_a_draw(rig: Rig) -> None:
    assert len(rig.draws(SamplingParams(temperature=0.0, samplers=("top_k",)))) > 1


def test_infill_keeps_what_is_likely(rig: Rig) -> None:
    rig.set({A: 0.7, B: 0.2, C: 0.1})
    assert set(rig.draws(SamplingParams(**{**OFF, "top_k": 40, "samplers": ("top_k", "infill")}))) == {A}


@pytest.mark.parametrize("seed", [0, 1, 7, 2**31, 2**32 - 1])
def test_the_same_seed_draws_the_same(rig: Rig, seed: int) -> None:
    for extra in ({}, {"mirostat": 1}, {"mirostat": 2}, {"xtc_probability": 0.5}, {"samplers": ("adaptive_p",)}):
        params = SamplingParams(**OFF, **extra)
        assert rig.draw(params, seed=seed, count=50) == rig.draw(params, seed=seed, count=50)


def test_another_seed_draws_something_else(rig: Rig) -> None:
    assert len({tuple(rig.draw(SamplingParams(**OFF), seed=seed, count=50)) for seed in range(20)}) == 20


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"logit_bias": ((10_000, 1.0),)}, "does not have"),
        ({"logit_bias": tuple((token, -math.inf) for token in range(266))}, "every token"),
        ({"samplers": ("infill",)}, "top-k before it"),
        ({"samplers": ("infill", "top_k")}, "top-k before it"),
        ({"samplers": ("top_k", "infill"), "top_k": 0}, "top-k before it"),
    ],
)
def test_refused_before_anything_runs(rig: Rig, params: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        check_sampling(rig.lib, rig.vocabulary, SamplingParams(**params))
    assert caught.value.code == "bad-params"


def test_what_is_possible_passes(rig: Rig) -> None:
    check_sampling(rig.lib, rig.vocabulary, SamplingParams())
    check_sampling(rig.lib, rig.vocabulary, SamplingParams(samplers=("top_k", "infill"), logit_bias=((A, -math.inf),)))
    check_sampling(rig.lib, rig.vocabulary, SamplingParams(grammar='root ::= "A"'))


def test_a_window_of_any_size_takes_little_memory(rig: Rig) -> None:
    huge = 2**31 - 1
    params = SamplingParams(
        **LIKELIEST, repeat_penalty=3.0, penalty_last_n=huge, dry_multiplier=1.0, dry_penalty_last_n=huge
    )
    assert rig.draw(params, prompt=[A]) == [B]
