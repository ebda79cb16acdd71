"""Guessing ahead changes no answer, and stops where it costs time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sampling_kit import Rig
from tiny_model import write_tiny_model

from paddock.core.errors import UserError
from paddock.core.params import SamplingParams
from paddock.engine.child.cancellation import CancelFlag
from paddock.engine.child.sampling import Sampler
from paddock.engine.child.speculative import DraftModel, Gauge, PromptLookup, accept, same_vocabulary
from paddock.engine.child.tokens import Vocabulary

GREEDY = SamplingParams(temperature=0.0)
BEGINNINGS = ("Once upon a time", "How do I download a model?", "Lily and Tom went out. Lily and Tom", "a b c a b c")
ROUNDING = 0.1
"""Of a logit, one more or less of which makes a token nearly three times as likely. Batches changed it by 0.04."""
NOT_CANCELLED = CancelFlag()


@pytest.fixture(scope="module")
def rig(lib: Any, tiny: Path) -> Iterator[Rig]:
    rig = Rig(lib, tiny, n_ctx=1024)
    yield rig
    rig.close()


class Script:
    """Draws what is written; knows how often it was asked."""

    def __init__(self, *tokens: int) -> None:
        self.tokens = tokens
        self.asked: list[int] = []

    def __call__(self, at: int) -> int:
        self.asked.append(at)
        return self.tokens[at]


@pytest.mark.parametrize(
    ("drafted", "drawn", "taken"),
    [
        ([], [5], [5]),
        ([5, 6, 7], [5, 6, 7, 8], [5, 6, 7, 8]),
        ([5, 6, 7], [5, 9], [5, 9]),
        ([5, 6, 7], [4], [4]),
    ],
)
def test_what_is_drawn_counts_up_to_the_first_wrong_guess(
    drafted: list[int], drawn: list[int], taken: list[int]
) -> None:
    script = Script(*drawn)
    assert accept(drafted, script) == taken
    assert script.asked == list(range(len(taken)))


@pytest.mark.parametrize(
    ("tokens", "guesses"),
    [
        ([1, 2, 3, 4, 5, 6, 1, 2, 3], [4, 5, 6, 1]),
        ([9, 2, 3, 4, 5, 6, 1, 2, 3], [4, 5, 6, 1]),  # two tokens are enough
        ([1, 2, 3, 4, 9, 2, 3, 5, 9, 1, 2, 3], [4, 9, 2, 3]),  # three tell more than two
        ([1, 2, 3, 4, 1, 2, 3, 5, 1, 2, 3], [5, 1, 2, 3]),  # the last time tells more than the first
        ([1, 2, 1, 2, 1, 2], [1, 2, 1, 2]),  # and so on
        ([7, 7, 7], [7, 7, 7, 7]),
        ([1, 2, 3, 4], []),
        ([1, 2], []),
        ([1], []),
        ([], []),
    ],
)
def test_prompt_lookup_says_what_followed_before(tokens: list[int], guesses: list[int]) -> None:
    assert PromptLookup().propose(tokens, 4) == guesses
    assert PromptLookup().propose(tokens, 2) == guesses[:2]


def test_prompt_lookup_knows_the_same_whether_tokens_come_at_once_or_one_by_one() -> None:
    draw = random.Random(1)
    for _ in range(50):
        tokens = [draw.randrange(4) for _ in range(60)]
        growing = PromptLookup()
        for end in range(1, len(tokens)):
            assert growing.propose(tokens[:end], 5) == PromptLookup().propose(tokens[:end], 5)


class CountingList(list[int]):
    """Knows how many of its items were read."""

    read = 0

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        self.read += len(found) if isinstance(at, slice) else 1
        return found


def test_prompt_lookup_does_not_read_a_long_text_again_at_each_step() -> None:
    tokens = CountingList(range(8000))
    lookup = PromptLookup()
    lookup.propose(tokens, 8)
    tokens.read = 0
    for token in range(100):
        tokens.append(token)
        lookup.propose(tokens, 8)
    assert tokens.read < 100 * 40


def answer(rig: Rig, prompt: Sequence[int], count: int, propose: Callable[[Sequence[int]], list[int]]) -> list[int]:
    """So many tokens, with guesses; as the scheduler does it."""
    rig.forget()
    rig.decode(prompt[:-1])
    tokens = list(prompt)
    with Sampler(rig.lib, rig.vocabulary, GREEDY, 0, prompt) as sampler:
        while len(tokens) < len(prompt) + count:
            drafted = propose(tokens)
            rig.decode([tokens[-1], *drafted])
            tokens += accept(drafted, lambda at, sampler=sampler: sampler.sample(rig.context, at))  # type: ignore[misc]
            rig.forget(keep=len(tokens) - 1)
    return tokens[len(prompt) : len(prompt) + count]


@pytest.mark.parametrize("text", ["the cat sat on the mat, the cat sat", "aaaa bbbb aaaa bbbb", "x = 1; y = 2; x = 1;"])
def test_an_answer_with_lookup_is_the_one_without_in_fewer_steps(rig: Rig, text: str) -> None:
    prompt = [rig.vocabulary.bos, *rig.vocabulary.tokenize(text, parse_special=False)]
    plain = answer(rig, prompt, 200, lambda tokens: [])
    lookup = PromptLookup()
    steps = []

    def propose(tokens: Sequence[int]) -> list[int]:
        steps.append(len(tokens))
        return lookup.propose(tokens, 8)

    assert answer(rig, prompt, 200, propose) == plain
    assert len(steps) < 200


def draft_model(rig: Rig, path: Path, flag: CancelFlag = NOT_CANCELLED, n_ctx: int = 1024) -> DraftModel:
    abort = flag.abort_callback(rig.lib.ggml_abort_callback)
    return DraftModel(rig.lib, rig.log, path, rig.vocabulary, n_ctx=n_ctx, n_threads=1, abort=abort)


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of the same vocabulary that would say something else."""
    return write_tiny_model(tmp_path_factory.mktemp("draft") / "draft.gguf", seed=3)


def test_an_answer_with_a_draft_model_is_the_one_without(rig: Rig, tiny: Path, stranger: Path) -> None:
    prompt = [rig.vocabulary.bos, *rig.vocabulary.tokenize("Tell me a story", parse_special=False)]
    plain = answer(rig, prompt, 100, lambda tokens: [])
    for path in (tiny, stranger):
        steps: list[int] = []
        drafter = draft_model(rig, path)

        def propose(tokens: Sequence[int], drafter: DraftModel = drafter, steps: list[int] = steps) -> list[int]:
            steps.append(len(tokens))
            return drafter.propose(tokens, 4)

        assert answer(rig, prompt, 100, propose) == plain
        if path == tiny:  # it guesses for itself, and is right where it is sure
            assert len(steps) < 90
        drafter.close()


def plain(rig: Rig, prompt: Sequence[int], count: int) -> tuple[list[int], list[float]]:
    """So many of the likeliest tokens, computed one by one, and by how much each is ahead of the next likely one."""
    rig.forget()
    rig.decode(prompt[:-1])
    tokens, leads = list(prompt), []
    for _ in range(count):
        rig.decode(tokens[-1:])
        second, first = np.partition(rig.logits, -2)[-2:]
        tokens.append(int(rig.logits.argmax()))
        leads.append(float(first - second))
    return tokens[len(prompt) :], leads


@pytest.mark.slow
@pytest.mark.parametrize("drafted", [False, True])
@pytest.mark.parametrize("name", ["stories", "guide"])
def test_over_thousands_of_tokens_an_answer_differs_at_ties_alone(
    lib: Any, request: pytest.FixtureRequest, name: str, drafted: bool
) -> None:
    """llama.cpp sums up in another order for several tokens than for one, so equally likely ones may change places."""
    path = request.getfixturevalue(name)
    rig = Rig(lib, path, n_ctx=1024)
    drafter = draft_model(rig, path) if drafted else None
    steps, ties = 0, []
    for text in BEGINNINGS:
        prompt = [rig.vocabulary.bos, *rig.vocabulary.tokenize(text, parse_special=False)]
        expected, leads = plain(rig, prompt, 500)
        at = 0
        while at < 500:
            lookup = drafter or PromptLookup()

            def propose(tokens: Sequence[int], lookup: DraftModel | PromptLookup = lookup) -> list[int]:
                nonlocal steps
                steps += 1
                return lookup.propose(tokens, 7)

            said = answer(rig, [*prompt, *expected[:at]], 500 - at, propose)
            at += next((n for n, pair in enumerate(zip(said, expected[at:], strict=True)) if len({*pair}) > 1), 500)
            ties += leads[at : at + 1]
            at += 1  # and on from what it says without guesses
    if drafter is not None:
        drafter.close()
    rig.close()
    assert all(lead < ROUNDING for lead in ties), ties
    assert steps < 0.95 * 500 * len(BEGINNINGS), "some guesses were right"


def test_a_draft_model_reads_a_long_prompt_in_parts(rig: Rig, tiny: Path) -> None:
    drafter = draft_model(rig, tiny)
    prompt = [rig.vocabulary.bos, *([65, 66, 67] * 200)]
    calls = 1
    while not drafter.propose(prompt, 1) and calls < 20:
        calls += 1
    drafter.close()
    assert calls == 3  # 601 tokens in parts of 256


def test_a_draft_model_follows_a_text_that_changes(rig: Rig, tiny: Path) -> None:
    prompt = rig.vocabulary.tokenize("one two three four", parse_special=False)
    fresh, used = draft_model(rig, tiny), draft_model(rig, tiny)
    for other in (prompt[:4], [*prompt, 65, 66], [70, 71, 72], prompt[2:]):
        used.propose(other, 3)
    assert used.propose(prompt, 6) == fresh.propose(prompt, 6)
    fresh.close()
    used.close()


def test_an_aborted_draft_model_has_no_idea_and_goes_on_later(rig: Rig, tiny: Path) -> None:
    flag = CancelFlag()
    drafter, untouched = draft_model(rig, tiny, flag), draft_model(rig, tiny)
    prompt = rig.vocabulary.tokenize("one two three four", parse_special=False)
    flag.set()
    assert drafter.propose(prompt, 6) == []
    flag.clear()
    assert drafter.propose(prompt, 6) == untouched.propose(prompt, 6)
    drafter.close()
    untouched.close()


def test_a_draft_model_ends_where_its_context_does(rig: Rig, tiny: Path) -> None:
    drafter = draft_model(rig, tiny, n_ctx=256)
    assert drafter.propose([65] * 255, 4) == []
    drafter.close()
    drafter.close()


def test_another_vocabulary_is_refused(rig: Rig, stories: Path) -> None:
    with pytest.raises(UserError) as caught:
        draft_model(rig, stories)
    assert caught.value.code == "draft-vocabulary"


def test_a_draft_model_that_is_none(rig: Rig, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        draft_model(rig, tmp_path / "no.gguf")
    assert caught.value.code == "no-such-file"


def test_vocabularies_are_compared(lib: Any, rig: Rig, llama3_vocabulary: Path) -> None:
    options = lib.llama_model_default_params()
    options.vocab_only = True
    model = lib.llama_model_load_from_file(str(llama3_vocabulary).encode(), options)
    other = Vocabulary(lib, model)
    assert same_vocabulary(other, other)
    assert same_vocabulary(rig.vocabulary, rig.vocabulary)
    assert not same_vocabulary(rig.vocabulary, other)
    lib.llama_model_free(model)


def run(gauge: Gauge, steps: int, *, plain: float, each: float, right: float) -> list[int]:
    """Steps of `plain` seconds and `each` more for every guess, of which so many are right; the limits."""
    limits = []
    for _ in range(steps):
        limit = gauge.limit()
        gauge.tell(limit, int(limit * right), plain + each * limit)
        limits.append(limit)
    return limits


def test_guesses_that_are_right_grow() -> None:
    limits = run(Gauge(), 60, plain=0.02, each=0.001, right=1.0)
    assert limits[0] == 0  # measured without first
    assert limits[1] == Gauge.START
    assert limits[-1] == Gauge.LARGEST
    assert limits.count(0) == 1


def test_guesses_that_are_mostly_wrong_but_pay_get_few() -> None:
    gauge = Gauge()
    limits = []
    for _ in range(60):
        limits.append(gauge.limit())
        gauge.tell(limits[-1], min(limits[-1], 1), 0.02)
    assert limits[:2] == [0, Gauge.START]
    assert set(limits[10:]) == {Gauge.SMALLEST}


def test_guessing_that_does_not_pay_stops_and_is_tried_again_ever_less_often() -> None:
    limits = run(Gauge(), 400, plain=0.02, each=0.01, right=0.0)
    tried = [at for at, limit in enumerate(limits) if limit]
    assert tried[: Gauge.TRIAL] == [1, 2, 3, 4]
    assert tried[Gauge.TRIAL] == 5 + Gauge.FIRST_PAUSE
    assert tried[2 * Gauge.TRIAL] - tried[2 * Gauge.TRIAL - 1] == 1 + 2 * Gauge.FIRST_PAUSE
    assert len(tried) < 25


def test_guessing_that_begins_to_pay_is_used_again() -> None:
    gauge = Gauge()
    run(gauge, 10, plain=0.02, each=0.01, right=0.0)
    limits = run(gauge, 100, plain=0.02, each=0.001, right=1.0)
    assert limits[-1] == Gauge.LARGEST


def test_steps_without_guesses_are_measured_again_now_and_then() -> None:
    limits = run(Gauge(), 3 * Gauge.REFRESH, plain=0.02, each=0.0001, right=1.0)
    assert limits.count(0) in (2, 3)


def test_a_drafter_without_an_idea_costs_nothing() -> None:
    gauge = Gauge()
    for _ in range(50):
        gauge.tell(0, 0, 0.02)
    assert gauge.limit() == Gauge.START
