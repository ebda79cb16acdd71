"""Requests and answers: what goes in comes out, and how much a template may write."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.engine.child.rendering.protocol import (
    FAILED,
    SPENT,
    TEXT,
    TemplateFailedError,
    TemplateKilledError,
    decode_answer,
    decode_request,
    encode_answer,
    encode_request,
    longest_answer,
)

NOON = datetime(2026, 2, 3, 12, 0, 0, 5)
texts = st.text(st.characters(codec=None, categories=("L", "N", "P", "S", "Z", "Cc", "Cs")), max_size=9)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@given(messages=st.lists(st.dictionaries(texts, values, max_size=3), max_size=3), tools=values, extra=values)
def test_a_request_comes_as_it_was_made(messages: list[Any], tools: Any, extra: Any) -> None:
    variables = {"messages": messages, "tools": tools, "extra": extra}
    request = decode_request(encode_request(variables, NOON))
    assert request.variables == variables
    assert request.now == NOON


@given(text=texts)
def test_an_answer_comes_as_it_was_made(text: str) -> None:
    assert decode_answer(encode_answer(TEXT, text)) == text
    with pytest.raises(TemplateFailedError) as caught:
        decode_answer(encode_answer(FAILED, text))
    assert str(caught.value) == text
    with pytest.raises(TemplateKilledError):
        decode_answer(encode_answer(SPENT, text))


@pytest.mark.parametrize("data", [b"", b"?", b"t\xff", b"s\xff\xfe"])
def test_what_is_no_answer_is_a_failure(data: bytes) -> None:
    with pytest.raises(TemplateFailedError):
        decode_answer(data)


def test_there_is_room_for_four_times_the_input_and_a_little() -> None:
    messages, tools = [{"role": "user", "content": "ü" * 1000}], [{"type": "function"}]
    length = len(json.dumps(messages, ensure_ascii=False)) + len(json.dumps(tools))
    data = encode_request({"messages": messages, "tools": tools, "bos_token": "x" * 9999}, NOON)
    assert decode_request(data).room == 4 * length + 64 * 1024
    assert longest_answer(data) > 4 * decode_request(data).room


def test_without_tools_there_are_none() -> None:
    assert decode_request(encode_request({"messages": []}, NOON)).variables == {"messages": [], "tools": None}
