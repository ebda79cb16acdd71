"""Reasoning in streamed text: a part of its own, at the beginning only, cut anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.core.events import ReasoningDelta
from paddock.core.tools import ToolCall
from paddock.engine.child.speech import Speech

THINK = ("<think>", "</think>")


def parts(text: str, *, inside: bool = False, cuts: Sequence[int] = (), stops: Sequence[str] = ()) -> tuple[str, str]:
    """Reasoning and text."""
    data = text.encode()
    edges = [0, *sorted(cuts), len(data)]
    speech = Speech(stops, reasoning=THINK, inside=inside)
    thought = said = ""
    for start, end in pairwise(edges):
        for part in speech.feed(data[start:end]):
            assert isinstance(part, str | ReasoningDelta)
            thought, said = (thought, said + part) if isinstance(part, str) else (thought + part.text, said)
    for part in speech.flush():
        assert isinstance(part, str | ReasoningDelta)
        thought, said = (thought, said + part) if isinstance(part, str) else (thought + part.text, said)
    return thought, said


@pytest.mark.parametrize(
    ("text", "inside", "expected"),
    [
        ("<think>\nHm, so.\n\nWell.\n</think>\n\nYes.", False, ("Hm, so.\n\nWell.", "Yes.")),
        ("Hm.\n</think>\n\nYes.", True, ("Hm.", "Yes.")),
        ("<think>\nHm.\n</think>\n\nYes.", True, ("Hm.", "Yes.")),
        ("<think>\n\n</think>\n\nYes.", False, ("", "Yes.")),
        ("<think>Hm, and on", False, ("Hm, and on", "")),
        ("Hm, and <b", True, ("Hm, and <b", "")),
        ("Hm </thin", True, ("Hm </thin", "")),
        ("No thought.", False, ("", "No thought.")),
        ("  The tag <think> is written </think> so.", False, ("", "  The tag <think> is written </think> so.")),
        ("<think>a</think>b <think>c</think>", False, ("a", "b <think>c</think>")),
        ("<thi", False, ("", "<thi")),
        ("<think>", False, ("", "")),
        ("", False, ("", "")),
        ("\n<think>ü 🦙</think> é", False, ("ü 🦙", "é")),
    ],
)
def test_reasoning_is_a_part_of_its_own(text: str, inside: bool, expected: tuple[str, str]) -> None:
    assert parts(text, inside=inside) == expected
    assert parts(text, inside=inside, cuts=range(len(text.encode()))) == expected


@given(
    st.lists(st.sampled_from(["<think>", "</think>", "<", "</thi", " ", "\n", "a", "🦙"]), max_size=10).map("".join),
    st.booleans(),
    st.data(),
)
def test_however_it_is_cut_the_same_comes_of_it(text: str, inside: bool, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(text.encode())), max_size=10))
    assert parts(text, inside=inside, cuts=cuts) == parts(text, inside=inside)


def test_a_stop_text_means_nothing_inside_reasoning() -> None:
    assert parts("<think>STOP or not</think>One STOP two", stops=["STOP"]) == ("STOP or not", "One ")


def test_a_model_that_does_not_reason_writes_about_it_as_text() -> None:
    assert Speech().feed(b"<think>a</think>") == ["<think>a</think>"]


def test_calls_come_after_reasoning_and_not_out_of_it() -> None:
    speech = Speech(reasoning=THINK, tools=["add"])
    call = '{"name": "add", "parameters": {}}'
    spoken = speech.feed(f"<think>\n{call}</think>\n\n{call}".encode())
    assert spoken == [ReasoningDelta(call), ToolCall("add")]
    assert speech.flush() == []
    assert speech.called
