"""What counts as a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.core.spelling import MOST, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Teh cat, “quoted” (twice).", ["Teh", "cat", "quoted", "twice"]),
        ("I don’t and don't", ["don't", "and", "don't"]),
        ("see https://example.com/teh or a@b.org or C:\\teh", ["see", "or", "or"]),
        ("run `teh --now` then ```\nteh\n``` end", ["run", "then", "end"]),
        ("```python\nteh, while it is written", []),
        ("NASA, iPhone, gpt4, snake_case", []),
        ("Straße über 🙂 naïve", ["Straße", "über", "naïve"]),
    ],
)
def test_words_are_found_and_code_and_addresses_are_none(text: str, words: list[str]) -> None:
    assert [word.text for word in words_of(text)] == words


@given(st.text())
def test_each_stands_where_it_says(text: str) -> None:
    for word in words_of(text):
        assert text[word.start : word.end].replace("’", "'") == word.text


def test_only_the_beginning_of_a_very_long_text_is_looked_at() -> None:
    assert words_of("ab " * MOST)[-1].end <= MOST
