"""Parameters as the settings and the answers keep them: only what differs, and nothing that is not possible."""

from __future__ import annotations

import json
import math
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.config.overrides import (
    load_fields,
    load_params,
    sampling_fields,
    sampling_json,
    sampling_params,
)
from paddock.core.errors import UserError
from paddock.core.params import SAMPLERS, Adapter, KvType, LoadParams, SamplingParams, Switch

OTHER_LOAD = LoadParams(
    n_ctx=512,
    device="Vulkan0",
    n_gpu_layers=3,
    n_cpu_moe=2,
    n_threads=7,
    n_batch=64,
    flash_attention=Switch.OFF,
    repack=Switch.OFF,
    type_k=KvType.Q8_0,
    type_v=KvType.Q4_0,
    n_seq_max=2,
    draft=Path("/draft.gguf"),
    adapters=(Adapter(Path("/a.gguf")), Adapter(Path("/b.gguf"), -0.5)),
    prompt_format="alpaca",
)
OTHER_SAMPLING = SamplingParams(
    **{
        **{name: getattr(SamplingParams(), name) + 0.25 for name in ("temperature", "dynatemp_range", "mirostat_eta")},
        **dict.fromkeys(("top_p", "min_p", "typical_p", "xtc_probability", "xtc_threshold"), 0.125),
        **dict.fromkeys(("top_n_sigma", "dry_multiplier", "dry_base", "mirostat_tau", "dynatemp_exponent"), 3.5),
        **dict.fromkeys(("repeat_penalty", "frequency_penalty", "presence_penalty"), 1.5),
        **dict.fromkeys(("top_k", "dry_allowed_length", "dry_penalty_last_n", "penalty_last_n", "max_tokens"), 5),
        "mirostat": 2,
        "adaptive_target": 0.25,
        "adaptive_decay": 0.5,
        "dry_sequence_breakers": ("\n", "»"),
        "logit_bias": ((7, -math.inf), (9, 1.5)),
        "samplers": tuple(reversed(SAMPLERS)),
        "grammar": 'root ::= "é"',
        "logprobs": 3,
        "seed": 11,
        "stop": ("END",),
    }
)


def through_json(stored: Any) -> Any:
    return json.loads(json.dumps(stored, allow_nan=False))


def test_every_parameter_survives() -> None:
    assert all(getattr(OTHER_LOAD, f.name) != getattr(LoadParams(), f.name) for f in fields(LoadParams))
    assert load_params(through_json(load_fields(OTHER_LOAD))) == OTHER_LOAD
    same = {
        f.name for f in fields(SamplingParams) if getattr(OTHER_SAMPLING, f.name) == getattr(SamplingParams(), f.name)
    }
    assert same == {"json_schema"}  # not together with a grammar
    assert sampling_params(through_json(sampling_fields(OTHER_SAMPLING))) == OTHER_SAMPLING
    schema = SamplingParams(json_schema='{"type": "object"}')
    assert sampling_params(through_json(sampling_fields(schema))) == schema


def test_what_is_as_usual_is_not_written() -> None:
    assert load_fields(LoadParams()) == {}
    assert sampling_fields(SamplingParams(top_k=5), SamplingParams(top_k=5)) == {}
    assert sampling_fields(SamplingParams(), SamplingParams(top_k=5)) == {"top_k": 40}
    assert load_fields(LoadParams(n_ctx=0), LoadParams(n_ctx=8192)) == {"n_ctx": 0}


def test_what_is_not_written_is_as_the_base_has_it() -> None:
    assert load_params({"n_threads": 3}, LoadParams(n_ctx=8192)) == LoadParams(n_ctx=8192, n_threads=3)
    assert sampling_params({}, SamplingParams(temperature=0.1)).temperature == 0.1


def test_what_a_newer_version_wrote_is_passed_over() -> None:
    assert load_params({"hologram": True}) == LoadParams()
    assert sampling_params({"hologram": [1]}) == SamplingParams()


@pytest.mark.parametrize(
    "stored",
    [
        {"n_ctx": "512"},
        {"n_ctx": True},
        {"n_ctx": 1.5},
        {"n_ctx": -1},
        {"n_ctx": None},
        {"device": 3},
        {"flash_attention": "sometimes"},
        {"type_k": "f17"},
        {"draft": 7},
        {"adapters": "x"},
        {"adapters": [["/a.gguf"]]},
        {"adapters": [["/a.gguf", "strong"]]},
    ],
)
def test_loading_that_is_not_possible_is_refused(stored: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError, UserError)):
        load_params(stored)


@pytest.mark.parametrize(
    "stored",
    [
        {"temperature": "hot"},
        {"temperature": -1},
        {"top_k": 1.5},
        {"seed": False},
        {"seed": -1},
        {"grammar": 1},
        {"stop": "END"},
        {"stop": [1]},
        {"samplers": ["warmth"]},
        {"logit_bias": [[1]]},
        {"logit_bias": [["1", 2]]},
        {"logit_bias": [[1, "inf"]]},
    ],
)
def test_sampling_that_is_not_possible_is_refused(stored: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError, UserError)):
        sampling_params(stored)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([f.name for f in (*fields(LoadParams), *fields(SamplingParams))]), ANYTHING))
def test_whatever_is_stored_gives_parameters_or_one_of_three_errors(stored: dict[str, Any]) -> None:
    for read in (load_params, sampling_params):
        try:
            assert isinstance(read(stored), LoadParams | SamplingParams)
        except (TypeError, ValueError, UserError):
            continue


def test_an_answer_keeps_the_settings_but_not_the_seed() -> None:
    assert sampling_json(SamplingParams(seed=7)) == ""
    assert sampling_json(SamplingParams(seed=7, top_k=20, stop=("é",))) == '{"top_k":20,"stop":["é"]}'
    kept = sampling_json(OTHER_SAMPLING)
    assert sampling_params(json.loads(kept)) == replace(OTHER_SAMPLING, seed=None)
