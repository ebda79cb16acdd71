"""The log probabilities are the model's own."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sampling_kit import CHANCES, A, B, C, E, Rig

from paddock.core.params import SamplingParams
from paddock.engine.child.sampling import Sampler


@pytest.fixture(scope="module")
def rig(lib: Any, tiny: Path) -> Iterator[Rig]:
    rig = Rig(lib, tiny)
    yield rig
    rig.close()


def test_a_token_and_its_alternatives(rig: Rig) -> None:
    rig.set()
    rig.logits[:] += 7.5  # the softmax does not see it
    with Sampler(rig.lib, rig.vocabulary, SamplingParams(logprobs=3), 0, ()) as sampler:
        found = sampler.logprob(rig.context, -1, E)
    assert found is not None
    assert (found.token, found.text) == (E, "E")
    assert math.exp(found.logprob) == pytest.approx(CHANCES[E], rel=1e-4)
    assert [(chance.token, chance.text) for chance in found.top] == [(A, "A"), (B, "B"), (C, "C")]
    assert [math.exp(chance.logprob) for chance in found.top] == pytest.approx([0.5, 0.25, 0.15], rel=1e-4)


def test_what_samplers_do_does_not_show(rig: Rig) -> None:
    rig.set()
    params = SamplingParams(temperature=0.0, logprobs=1, logit_bias=((A, -math.inf),), grammar='root ::= "C"')
    with Sampler(rig.lib, rig.vocabulary, params, 0, ()) as sampler:
        token = sampler.sample(rig.context, -1)
        found = sampler.logprob(rig.context, -1, token)
    assert found is not None
    assert found.token == C
    assert math.exp(found.logprob) == pytest.approx(0.15, rel=1e-4)
    assert found.top[0].token == A


def test_no_alternatives_and_all_of_them(rig: Rig) -> None:
    rig.logits[:] = 0.0
    for count in (0, 20):
        with Sampler(rig.lib, rig.vocabulary, SamplingParams(logprobs=count), 0, ()) as sampler:
            found = sampler.logprob(rig.context, -1, A)
        assert found is not None
        assert found.logprob == pytest.approx(-math.log(rig.vocabulary.size), rel=1e-5)
        assert len({chance.token for chance in found.top}) == count


def test_half_a_character_is_shown_as_such(rig: Rig) -> None:
    rig.set({0xE2: 1.0})
    with Sampler(rig.lib, rig.vocabulary, SamplingParams(logprobs=0), 0, ()) as sampler:
        found = sampler.logprob(rig.context, -1, 0xE2)
    assert found is not None
    assert found.text == "\ufffd"


def test_nobody_asked(rig: Rig) -> None:
    with Sampler(rig.lib, rig.vocabulary, SamplingParams(), 0, ()) as sampler:
        assert sampler.logprob(rig.context, -1, A) is None


def test_every_position_of_a_batch_has_its_own(rig: Rig) -> None:
    rig.forget(keep=1)
    rig.decode([A, B])
    with Sampler(rig.lib, rig.vocabulary, SamplingParams(logprobs=1), 0, ()) as sampler:
        first, last = (sampler.logprob(rig.context, index, A) for index in (0, 1))
        same = sampler.logprob(rig.context, -1, A)
    assert first is not None
    assert first != last
    assert same == last
