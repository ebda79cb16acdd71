"""Tools as OpenAI's API writes them: read, or refused in one sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest

from paddock.core.errors import UserError
from paddock.core.nesting import MAX_LEVELS, too_deep
from paddock.core.tools import MAX_TOOLS, ToolDefinition, tools_from_json, tools_from_text


def nested(levels: int) -> Any:
    """Objects and lists in one another, objects outside."""
    value: Any = "end"
    for level in reversed(range(levels)):
        value = [value] if level % 2 else {"properties": value}
    return value


def test_with_and_without_the_outer_object() -> None:
    function = {"name": "add", "description": "Adds.", "parameters": {"type": "object"}}
    tool = ToolDefinition("add", "Adds.", '{"type": "object"}')
    assert tools_from_json([function]) == tools_from_json([{"type": "function", "function": function}]) == (tool,)


@pytest.mark.parametrize(("levels", "deep"), [(0, False), (MAX_LEVELS, False), (MAX_LEVELS + 1, True), (5000, True)])
def test_levels_are_counted_without_recursion(levels: int, deep: bool) -> None:
    assert too_deep(nested(levels)) is deep


def test_as_many_levels_as_are_allowed_are_read() -> None:
    schema = nested(MAX_LEVELS - 2)  # the list and the tool are two
    (tool,) = tools_from_json([{"name": "add", "parameters": schema}])
    assert json.loads(tool.parameters) == schema


@pytest.mark.parametrize(
    ("tools", "because"),
    [
        ({"name": "add"}, "they are not a list"),
        ([{"name": "add"}] * (MAX_TOOLS + 1), "they are not a list"),
        ([{"name": "add"}] * 2, "two have the same name"),
        ([{"description": "Adds."}], "one has no name"),
        ([{"name": "add", "parameters": "x"}], "are no JSON schema"),
        ([{"name": "add", "parameters": nested(901)}], r"^The tools are nested too deeply \(at most 64 levels\)\. "),
    ],
)
def test_what_cannot_be_read_is_refused(tools: object, because: str) -> None:
    with pytest.raises(UserError, match=because) as caught:
        tools_from_json(tools)
    assert caught.value.code == "bad-tools"


def test_what_a_person_wrote_is_read() -> None:
    assert tools_from_text(" \n") == ()
    assert tools_from_text('[{"name": "add"}]') == (ToolDefinition("add"),)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("[\n{'name': 1}]", "line 2 is not JSON"),
        ("{}", "they are not a list"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_a_person_wrote_wrongly_is_refused(text: str, because: str) -> None:
    with pytest.raises(UserError, match=because) as caught:
        tools_from_text(text)
    assert caught.value.code == "bad-tools"
