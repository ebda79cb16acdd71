"""Impossible settings are refused where they are made."""

from typing import Any

import pytest

from paddock.core.errors import UserError
from paddock.core.params import LoadParams, SamplingParams


@pytest.mark.parametrize(
    "bad",
    [
        {"temperature": -0.1},
        {"temperature": float("nan")},
        {"top_k": -1},
        {"top_p": 1.5},
        {"min_p": -1.0},
        {"repeat_penalty": 0.0},
        {"seed": 2**32},
        {"seed": -1},
        {"max_tokens": 0},
    ],
)
def test_bad_sampling_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(UserError) as caught:
        SamplingParams(**bad)
    assert caught.value.code == "bad-params"
    assert caught.value.todo


@pytest.mark.parametrize(
    "bad", [{"n_ctx": -1}, {"n_batch": -1}, {"n_threads": -2}, {"n_gpu_layers": -2}, {"n_seq_max": 0}]
)
def test_bad_loading_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(UserError):
        LoadParams(**bad)


def test_the_defaults_are_possible() -> None:
    assert SamplingParams().seed is None
    assert LoadParams().n_ctx == 0
