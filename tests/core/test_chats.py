"""A chat's title from its first words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.core.chats import TITLE_LENGTH, title_from


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("What is Paddock?", "What is Paddock?"),
        ("  two\n\nlines\t here ", "two lines here"),
        ("Please explain to me in detail, how a transformer works", "Please explain to me in detail, how a…"),
        ("x" * 100, "x" * (TITLE_LENGTH - 1) + "…"),
        ("", ""),
    ],
)
def test_examples(text: str, title: str) -> None:
    assert title_from(text) == title


@given(st.text())
def test_a_title_is_one_short_line(text: str) -> None:
    title = title_from(text)
    assert len(title) <= TITLE_LENGTH
    assert len(title.splitlines()) <= 1
