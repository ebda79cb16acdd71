"""Messages in OpenAI's form: all that it allows is read, and everything else is refused in one sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest

from paddock.core.errors import UserError
from paddock.core.messages import Role, Turn
from paddock.core.openai import MAX_CALLS, MAX_CHARACTERS, MAX_MESSAGES, call_to_json, turns_from_json
from paddock.core.tools import ToolCall

HELLO = {"role": "user", "content": "Hello"}


def calling(**call: Any) -> list[object]:
    return [{"role": "assistant", "content": None, "tool_calls": [call]}]


def test_a_conversation_with_tools() -> None:
    messages = [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": [{"type": "text", "text": "One "}, {"type": "text", "text": "and two?"}]},
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "add", "arguments": '{"a": 1, "b": "é"}'}},
                {"function": {"name": "now", "arguments": {}}},
            ],
        },
        {"role": "tool", "tool_call_id": "c1", "content": "3"},
        {"role": "tool", "name": "now", "content": ""},
        {"role": "assistant", "content": "Three."},
        {"role": "developer", "content": "Be brief."},
    ]
    assert turns_from_json(messages) == (
        Turn(Role.SYSTEM, "Be kind."),
        Turn(Role.USER, "One and two?"),
        Turn(Role.ASSISTANT, "", (ToolCall("add", '{"a": 1, "b": "é"}', "c1"), ToolCall("now", "{}"))),
        Turn(Role.TOOL, "3", name="add", call_id="c1"),
        Turn(Role.TOOL, "", name="now"),
        Turn(Role.ASSISTANT, "Three."),
        Turn(Role.SYSTEM, "Be brief."),
    )


def deep(levels: int) -> object:
    value: object = {}
    for _ in range(levels - 1):
        value = {"a": value}
    return value


def test_a_call_is_written_as_it_is_read() -> None:
    call = ToolCall("add", '{"a": 1}', "c1")
    (turn,) = turns_from_json([{"role": "assistant", "tool_calls": [call_to_json(call)]}])
    assert turn.calls == (call,)


@pytest.mark.parametrize(
    ("messages", "because"),
    [
        ([], "not a list with at least one message"),
        ({"messages": [HELLO]}, "not a list"),
        ("Hello", "not a list"),
        ([HELLO] * (MAX_MESSAGES + 1), "more than 10,000"),
        ([HELLO, "Hello"], "message 2 is not an object"),
        ([{"content": "secret"}], "message 1 has none of the roles"),
        ([{"role": ["user"], "content": "secret"}], "message 1 has none of the roles"),
        ([{"role": "owner", "content": "secret"}], "message 1 has none of the roles"),
        ([{"role": "user"}], "message 1 has no content"),
        ([{"role": "assistant", "content": None}], "message 1 has no content"),
        ([{"role": "user", "content": 7}], "neither text nor a list"),
        ([{"role": "user", "content": ["secret"]}], "a part that is not text"),
        ([{"role": "user", "content": [{"type": "image_url", "image_url": {}}]}], "a part that is not text"),
        ([{"role": "user", "content": "x" * (MAX_CHARACTERS + 1)}], "longer than"),
        ([{"role": "assistant", "content": "", "tool_calls": {}}], "are not a list"),
        ([{"role": "assistant", "tool_calls": [{"function": {"name": "f"}}] * (MAX_CALLS + 1)}], "more than 256 calls"),
        (calling(id="c1"), "has no function"),
        (calling(function={"arguments": "{}"}), "has no name"),
        (calling(function={"name": 7}), "the name of message 1 is not text"),
        (calling(function={"name": "f", "arguments": "[1]"}), "no JSON object"),
        (calling(function={"name": "f", "arguments": "{"}), "no JSON object"),
        (calling(function={"name": "f", "arguments": "[" * 100_000}), "messages are nested too deeply"),
        (calling(function={"name": "f", "arguments": deep(900)}), "messages are nested too deeply"),
        (calling(function={"name": "f", "arguments": json.dumps(deep(65))}), "messages are nested too deeply"),
        (calling(function={"name": "f", "arguments": None}), "no JSON object"),
        (calling(id=7, function={"name": "f"}), "the id of message 1 is not text"),
        ([{"role": "tool", "content": "3", "tool_call_id": 1}], "the tool_call_id of message 1 is not text"),
    ],
)
def test_what_cannot_be_read_is_refused(messages: object, because: str) -> None:
    with pytest.raises(UserError, match=because) as caught:
        turns_from_json(messages)
    assert caught.value.code == "bad-messages"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("messages", "advice"),
    [
        ("Hello", 'JSON list like [{"role": "user", "content": "Hello"}].'),
        ([HELLO] * (MAX_MESSAGES + 1), "Leave out the oldest."),
        ([{"role": "user", "content": "x" * (MAX_CHARACTERS + 1)}], "Leave out the oldest."),
        ([{"role": "user", "content": [{"type": "image_url"}]}], "leave out other parts, such as pictures"),
        ([{"role": "user", "content": 7}], '{"type": "text", "text": "Hello"}'),
        ([{"role": "assistant", "tool_calls": {}}], '"type": "function", "function": {"name": "add"'),
        (calling(function={"name": "f", "arguments": "[1]"}), 'an object like {"a": 1}'),
        (calling(id=7, function={"name": "f"}), "Write it as text in quotes"),
    ],
)
def test_each_fault_comes_with_the_advice_that_mends_it(messages: object, advice: str) -> None:
    with pytest.raises(UserError) as caught:
        turns_from_json(messages)
    assert advice in caught.value.todo
