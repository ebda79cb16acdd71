"""Names of functions have the spaces that TeX gives them, and nothing else is changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.services.latex_spaces import spaced


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\sin x", r"\sin\,x"),
        (r"2\sin x\cos y", r"2\,\sin\,x\,\cos\,y"),
        (r"xy \ln 2", r"xy\,\ln\,2"),
        (r"\operatorname{tr} A", r"\operatorname{tr}\,A"),
        (r"\log_{10}\log n", r"\log_{10}\,\log\,n"),
        (r"\sin^2\theta", r"\sin^2\,\theta"),
        (r"\lim_{x\to 0} f(x)", r"\lim_{x\to 0}\,f(x)"),
        (r"\frac{1}{2}\exp t", r"\frac{1}{2}\,\exp\,t"),
    ],
)
def test_what_follows_a_function_stands_apart(latex: str, expected: str) -> None:
    assert spaced(latex) == expected


@pytest.mark.parametrize(
    "latex",
    [r"\sin(x)", r"\exp\left(x\right)", r"x_{\max}", r"\singular x", r"a \\sin b", r"\quad\sin(x)", r"\infty", "sin x"],
)
def test_the_rest_stays_as_it_was_written(latex: str) -> None:
    assert spaced(latex) == latex


@given(st.text(alphabet=r"\{}_^, x2()", max_size=20).map(lambda rest: rf"\sin{rest}\max{rest}"))
def test_only_spaces_are_added_and_taken_away(latex: str) -> None:
    def bare(text: str) -> str:
        return re.sub(r"\\,|\s", "", text)

    assert bare(spaced(latex)) == bare(latex)
