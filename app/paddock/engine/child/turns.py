"""Turns as chat templates take them. One rule: what a format cannot write is told in other words, never left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from paddock.core.errors import UserError
from paddock.core.messages import Role, Turn
from paddock.core.tools import ToolCall

BEGINS = "(The chat begins.)"
"""Stands for a question before a greeting, where a format wants one first."""


def to_message(turn: Turn) -> dict[str, Any]:
    """As Transformers documents it for `apply_chat_template`.

    Raises:
        UserError: "bad-tools".
    """
    message: dict[str, Any] = {"role": turn.role.value, "content": turn.text}
    if turn.calls:
        message["tool_calls"] = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": _arguments(call)}}
            for call in turn.calls
        ]
    if turn.role is Role.TOOL:
        message |= {"name": turn.name, "tool_call_id": turn.call_id}
    return message


def arguments_as_text(messages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same messages for templates that join the arguments of a call as text, such as DeepSeek's."""
    return [
        message | {"tool_calls": [_with_text(call) for call in message["tool_calls"]]}
        if "tool_calls" in message
        else message
        for message in messages
    ]


def _with_text(call: dict[str, Any]) -> dict[str, Any]:
    function = call["function"]
    return call | {"function": function | {"arguments": json.dumps(function["arguments"], ensure_ascii=False)}}


def plain_turns(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The same chat in text alone, for formats that know neither calls nor results; people and models take turns."""
    plain: list[Turn] = []
    for turn in turns:
        if turn.calls:
            calls = "\n".join(_written(call) for call in turn.calls)
            turn = Turn(turn.role, f"{turn.text}\n{calls}".strip())
        elif turn.role is Role.TOOL:
            turn = Turn(Role.USER, f"Result of {turn.name}:\n{turn.text}" if turn.name else f"Result:\n{turn.text}")
            if plain and plain[-1].role is Role.USER:
                turn = replace(turn, text=f"{plain.pop().text}\n\n{turn.text}")
        if turn.role is Role.ASSISTANT and all(before.role is Role.SYSTEM for before in plain):
            plain.append(Turn(Role.USER, BEGINS))
        plain.append(turn)
    return tuple(plain)


def weight(turn: Turn) -> str:
    """A text that takes about as many tokens as the turn."""
    return turn.text + "".join(_written(call) for call in turn.calls)


def _written(call: ToolCall) -> str:
    return json.dumps({"name": call.name, "parameters": _arguments(call)}, ensure_ascii=False)


def _arguments(call: ToolCall) -> dict[str, Any]:
    try:
        values = json.loads(call.arguments)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise UserError(
            f"The arguments of the call of “{call.name[:50]}” are no JSON object.",
            "Send them as they came, or leave the call out.",
            code="bad-tools",
        )
    return values
