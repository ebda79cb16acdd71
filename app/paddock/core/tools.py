"""Tools: what a model may call, and its calls, as plain values.

One rule: names and arguments come from a model or a file; nothing here runs anything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from paddock.core.errors import UserError
from paddock.core.nesting import nesting_error, too_deep
from paddock.core.said import say

MAX_TOOLS = 256
BAD_TOOLS = "bad-tools"


@dataclass(frozen=True, slots=True)
class ToolDefinition:
    """A function that a model is told of.

    Attributes:
        parameters: a JSON schema of the arguments, as JSON text of an object.
    """

    name: str
    description: str = ""
    parameters: str = "{}"

    def as_function(self) -> dict[str, Any]:
        """As templates take it: `{"type": "function", "function": {…}}`."""
        function = {"name": self.name, "description": self.description, "parameters": json.loads(self.parameters)}
        return {"type": "function", "function": function}


@dataclass(frozen=True, slots=True)
class ToolCall:
    """What a model asks for.

    Attributes:
        arguments: JSON text of an object.
        id: names the call within its chat; "" where nobody has given it one.
    """

    name: str
    arguments: str = "{}"
    id: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """The arguments by name."""
        values: dict[str, Any] = json.loads(self.arguments)
        return values


def tools_from_json(data: object) -> tuple[ToolDefinition, ...]:
    """Definitions as OpenAI's API writes them, with or without the outer `{"type": "function", …}`.

    Raises:
        UserError: "bad-tools".
    """
    if not isinstance(data, list) or len(data) > MAX_TOOLS:
        raise _bad(say("they are not a list"))
    if too_deep(data):
        raise nesting_error("tools", BAD_TOOLS)
    tools = tuple(_definition(item) for item in data)
    if len({tool.name for tool in tools}) < len(tools):
        raise _bad(say("two have the same name"))
    return tools


def tools_from_text(text: str) -> tuple[ToolDefinition, ...]:
    """As `tools_from_json`, of JSON that a person wrote; none where nothing is written.

    Raises:
        UserError: "bad-tools".
    """
    try:
        return tools_from_json(json.loads(text)) if text.strip() else ()
    except RecursionError as error:
        raise nesting_error("tools", BAD_TOOLS) from error
    except json.JSONDecodeError as error:
        raise _bad(say("line {line} is not JSON", line=error.lineno)) from error


def _definition(item: object) -> ToolDefinition:
    if isinstance(item, Mapping) and item.get("type") == "function" and isinstance(item.get("function"), Mapping):
        item = item["function"]
    if not isinstance(item, Mapping) or not isinstance(item.get("name"), str) or not item["name"]:
        raise _bad(say("one has no name"))
    parameters = item.get("parameters") or {}
    if not isinstance(parameters, Mapping):
        raise _bad(say("the parameters of “{name}” are no JSON schema", name=item["name"][:50]))
    return ToolDefinition(item["name"], str(item.get("description") or ""), json.dumps(parameters, ensure_ascii=False))


def _bad(because: str) -> UserError:
    return UserError(
        say("The tools cannot be read: {because}.", because=because),
        say("Write them as a JSON list of functions with name, description and parameters."),
        code=BAD_TOOLS,
    )
