"""What is measured of a model, with an engine that says how fast it was. No time is asserted."""

from __future__ import annotations

import pytest
from service_kit import MakeServices

from paddock.core.errors import UserError
from paddock.core.events import FinishReason
from paddock.core.models import GUIDE
from paddock.engine.api import GenerationRequest
from paddock.engine.fake import FakeAnswer
from paddock.services.benchmark import ANSWER, LONG_PROMPT, PROMPT, RUNS, TOGETHER, BenchmarkService

SENTENCE = "an answer of just ten words, so that it counts"


def text_of(request: GenerationRequest) -> str:
    return request.raw or request.turns[-1].text


def test_every_figure_is_there(make_services: MakeServices) -> None:
    services = make_services(SENTENCE, n_ctx=8192)
    told: list[str] = []
    report = BenchmarkService(services.generation, services.models).run(GUIDE, told.append)
    assert report.model == GUIDE
    assert (report.device, report.device_reason) == ("CPU", "It is a fake.")
    assert report.n_ctx == 8192
    assert (report.n_threads, report.n_threads_batch, report.n_batch) == (2, 2, 512)
    assert [speed.tok_s for speed in report.prompts] == [1000.0, 1000.0]
    assert report.decode_tok_s == 100.0
    assert report.together_tok_s > 0.0
    assert report.load_s > 0.0
    assert report.build == "fake-1"
    assert len(told) >= 4


def test_the_prompts_have_the_length_they_claim(make_services: MakeServices) -> None:
    services = make_services(SENTENCE, n_ctx=8192)
    report = BenchmarkService(services.generation, services.models).run(GUIDE)
    for speed, wanted in zip(report.prompts, (PROMPT, LONG_PROMPT), strict=True):
        assert speed.tokens == pytest.approx(wanted, rel=0.05)


def test_a_small_context_gets_prompts_that_fit(make_services: MakeServices) -> None:
    services = make_services(SENTENCE, n_ctx=512)
    report = BenchmarkService(services.generation, services.models).run(GUIDE)
    (speed,) = report.prompts
    assert speed.tokens + ANSWER <= 512
    longest = max(len(text_of(request).split()) for request in services.engine.requests)
    assert longest + 2 <= 512


def test_every_text_is_new_but_the_one_that_was_processed_ahead(make_services: MakeServices) -> None:
    services = make_services(SENTENCE, n_ctx=8192)
    BenchmarkService(services.generation, services.models).run(GUIDE)
    texts = [text_of(request) for request in services.engine.requests]
    assert len(set(texts)) == len(texts) == 1 + RUNS + 1 + TOGETHER + 2
    (ahead,) = services.engine.prefills
    assert ahead is not None
    assert [text.startswith(text_of(ahead)) for text in texts] == [False] * (len(texts) - 1) + [True]


def test_nothing_but_the_model_is_measured(make_services: MakeServices) -> None:
    services = make_services(SENTENCE)
    BenchmarkService(services.generation, services.models).run(GUIDE)
    assert {request.sampling.temperature for request in services.engine.requests} == {0.0}
    assert {request.speculate for request in services.engine.requests} == {False}


def test_a_model_that_ends_at_once_has_no_speed(make_services: MakeServices) -> None:
    services = make_services("No.")
    report = BenchmarkService(services.generation, services.models).run(GUIDE)
    assert report.decode_tok_s == 0.0


def test_an_engine_that_dies_is_an_error(make_services: MakeServices) -> None:
    services = make_services(SENTENCE, FakeAnswer("half", dies=True))
    with pytest.raises(UserError) as caught:
        BenchmarkService(services.generation, services.models).run(GUIDE)
    assert caught.value.code == "interrupted"
    assert FinishReason.INTERRUPTED.value not in str(caught.value)


def test_a_model_that_is_not_there_is_an_error(make_services: MakeServices) -> None:
    services = make_services(SENTENCE)
    with pytest.raises(UserError):
        BenchmarkService(services.generation, services.models).run("no-such-model")
    assert not services.engine.requests
