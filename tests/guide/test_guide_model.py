"""The committed guide answers as it should when llama.cpp runs it; the full figures come from `evaluate.py`.

Rule: a sample of questions it was never trained on, at temperature 0, with nothing but the file itself.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

pytest.importorskip("llama_cpp")

GUIDE = Path(__file__).resolve().parents[2] / "resources" / "guide"
sys.path.insert(0, str(GUIDE))

import corpus as guide_corpus  # noqa: E402
import evaluate  # noqa: E402


@pytest.fixture(scope="module")
def evaluation() -> evaluate.Evaluation:
    return evaluate.Evaluation(GUIDE / "guide.gguf", "test")


def _share(evaluation: evaluate.Evaluation, pairs: list[tuple[str, str]]) -> float:
    answers = evaluation.corpus.topics
    right = [evaluation.run.ask(question) == answers[topic].answer for question, topic in pairs]
    return sum(right) / len(right)


def test_questions_about_paddock(evaluation: evaluate.Evaluation) -> None:
    pairs = [pair for pair in guide_corpus.held_out("test") if pair[1] != guide_corpus.OFF]
    assert _share(evaluation, random.Random(1).sample(pairs, 60)) >= 0.85


def test_questions_about_anything_else(evaluation: evaluate.Evaluation) -> None:
    pairs = [pair for pair in guide_corpus.held_out("test") if pair[1] == guide_corpus.OFF]
    assert _share(evaluation, random.Random(2).sample(pairs, 40)) >= 0.85


@pytest.mark.parametrize("question", list(evaluate.MUST))
def test_what_must_be_right(evaluation: evaluate.Evaluation, question: str) -> None:
    assert evaluation.run.ask(question) == evaluation.corpus.topics[evaluate.MUST[question]].answer


def test_an_answer_that_was_cut_off_is_continued(evaluation: evaluate.Evaluation) -> None:
    whole = evaluation.corpus.topics["what-is-paddock"].answer
    asked = [{"role": "user", "content": "What is Paddock?"}]
    for begun in ("Paddock is", "Paddock is a free desktop program for chatting with", whole.rpartition(" ")[0]):
        assert begun + evaluation.run.answer(asked, begun) == whole


def test_no_topic_token_is_ever_shown(evaluation: evaluate.Evaluation) -> None:
    assert "<|" not in evaluation.run.ask("Hello")
