"""Bytes to text: whole characters, and stop texts that never show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.engine.child.speech import Speech


def feed(speech: Speech, pieces: list[bytes]) -> list[str]:
    """What is shown after each piece, and at the end."""
    shown = []
    for piece in pieces:
        shown.append("".join(map(str, speech.feed(piece))))
        if speech.stopped:
            break
    return [*shown, "".join(map(str, speech.flush()))]


def test_a_character_split_over_tokens_waits_for_its_end() -> None:
    llama = "🦙".encode()
    assert feed(Speech(), [b"a" + llama[:1], llama[1:3], llama[3:], b"b"]) == ["a", "", "🦙", "b", ""]


def test_a_character_that_never_ends_becomes_a_replacement() -> None:
    assert feed(Speech(), [b"a\xf0\x9f"]) == ["a", "\ufffd"]


@given(st.lists(st.binary(max_size=4)))
def test_any_bytes_come_out_as_python_reads_them_as_a_whole(pieces: list[bytes]) -> None:
    assert "".join(feed(Speech(), pieces)) == b"".join(pieces).decode("utf-8", "replace")


def test_a_stop_text_split_over_tokens_is_never_shown() -> None:
    speech = Speech(["END"])
    assert feed(speech, [b"one E", b"N", b"D two"]) == ["one ", "", "", ""]
    assert speech.stopped


def test_what_only_began_like_a_stop_text_is_shown_after_all() -> None:
    speech = Speech(["END"])
    assert feed(speech, [b"EN", b"NE", b"X"]) == ["", "ENN", "EX", ""]
    assert not speech.stopped


def test_the_earliest_of_several_stop_texts_counts() -> None:
    speech = Speech(["three", "two"])
    assert "".join(feed(speech, [b"one two three"])) == "one "


@given(st.text("ab", max_size=30), st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=3), st.data())
def test_the_text_ends_where_the_first_stop_text_begins(text: str, stops: list[str], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = [text[start:end].encode() for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    speech = Speech(stops)
    shown = "".join(feed(speech, pieces))
    found = [text.find(stop) for stop in stops if stop in text]
    if found:
        assert speech.stopped
        assert not any(stop in shown for stop in stops)
        assert text.startswith(shown)
    else:
        assert shown == text


@pytest.mark.parametrize("stops", [[], [""]])
def test_without_stop_texts_nothing_is_held_back(stops: list[str]) -> None:
    assert Speech(stops).feed(b"abc") == ["abc"]
