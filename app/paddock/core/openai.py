"""Messages and calls in the form of OpenAI's chat API, read and written.

One rule: what is read comes from anybody; each fault is named by the number of its message, never by its text.

Format: https://platform.openai.com/docs/api-reference/chat/create, `messages` and `tool_calls`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from paddock.core.errors import UserError
from paddock.core.messages import Role, Turn
from paddock.core.nesting import nesting_error, too_deep
from paddock.core.said import say
from paddock.core.tools import ToolCall

MAX_MESSAGES = 10_000
MAX_CHARACTERS = 16_000_000  # of all messages together
MAX_CALLS = 256  # of one message
BAD_MESSAGES = "bad-messages"
# What to do about it.
AS_A_LIST = 'Write them as a JSON list like [{"role": "user", "content": "Hello"}].'
SHORTER = "Leave out the oldest."
TEXT_ONLY = 'Paddock gives models only text: leave out other parts, such as pictures, and keep those of type "text".'
AS_TEXT = 'Write its content as text in quotes, or as a list of parts like {"type": "text", "text": "Hello"}.'
AS_CALLS = 'Write calls as [{"id": "c1", "type": "function", "function": {"name": "add", "arguments": "{}"}}].'
FEWER_CALLS = "Leave some of them out."
AS_ARGUMENTS = 'Write them as an object like {"a": 1}, or as the JSON text of one.'
IN_QUOTES = "Write it as text in quotes, or leave it out."
_ROLES = {"developer": Role.SYSTEM, **{role.value: role for role in Role}}


def turns_from_json(data: object) -> tuple[Turn, ...]:
    """The turns of a list of messages.

    Raises:
        UserError: "bad-messages".
    """
    if not isinstance(data, list) or not data:
        raise _bad("they are not a list with at least one message")
    if len(data) > MAX_MESSAGES:
        raise _bad(f"there are more than {MAX_MESSAGES:,}", SHORTER)
    if too_deep(data):
        raise nesting_error("messages", BAD_MESSAGES)
    names: dict[str, str] = {}  # of the tools that were called, by the call's id
    turns = []
    for number, item in enumerate(data, 1):
        turn = _turn(number, item, names)
        names |= {call.id: call.name for call in turn.calls if call.id}
        turns.append(turn)
    if sum(len(turn.text) for turn in turns) > MAX_CHARACTERS:
        raise _bad(f"they are longer than {MAX_CHARACTERS:,} characters", SHORTER)
    return tuple(turns)


def call_to_json(call: ToolCall) -> dict[str, Any]:
    """A call as an entry of `tool_calls`."""
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}


def _turn(number: int, item: object, names: Mapping[str, str]) -> Turn:
    if not isinstance(item, Mapping):
        raise _bad(f"message {number} is not an object")
    role = _ROLES.get(item["role"]) if isinstance(item.get("role"), str) else None
    if role is None:
        raise _bad(f"message {number} has none of the roles system, user, assistant and tool")
    calls = _calls(number, item.get("tool_calls")) if role is Role.ASSISTANT else ()
    content = item.get("content")
    if content is None and not calls:
        raise _bad(f"message {number} has no content", AS_TEXT)
    text = "" if content is None else _text(number, content)
    if role is not Role.TOOL:
        return Turn(role, text, calls)
    call_id = _string(number, item, "tool_call_id")
    return Turn(role, text, name=_string(number, item, "name") or names.get(call_id, ""), call_id=call_id)


def _text(number: int, content: object) -> str:
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        raise _bad(f"the content of message {number} is neither text nor a list of parts", AS_TEXT)
    texts = []
    for part in content:
        kind = part.get("type") if isinstance(part, Mapping) else None
        text = part.get("text") if isinstance(part, Mapping) else None
        if kind != "text" or not isinstance(text, str):
            raise _bad(f"message {number} has a part that is not text", TEXT_ONLY)
        texts.append(text)
    return "".join(texts)


def _calls(number: int, calls: object) -> tuple[ToolCall, ...]:
    if calls is None:
        return ()
    if not isinstance(calls, list):
        raise _bad(f"the tool_calls of message {number} are not a list", AS_CALLS)
    if len(calls) > MAX_CALLS:
        raise _bad(f"message {number} has more than {MAX_CALLS} calls", FEWER_CALLS)
    return tuple(_call(number, call) for call in calls)


def _call(number: int, call: object) -> ToolCall:
    function = call.get("function") if isinstance(call, Mapping) else None
    if not isinstance(call, Mapping) or not isinstance(function, Mapping):
        raise _bad(f"a call of message {number} has no function", AS_CALLS)
    name = _string(number, function, "name")
    if not name:
        raise _bad(f"a call of message {number} has no name", AS_CALLS)
    return ToolCall(name, _arguments(number, function.get("arguments", "{}")), _string(number, call, "id"))


def _arguments(number: int, arguments: object) -> str:
    """JSON text of an object; some programs write the object itself."""
    if isinstance(arguments, str):
        try:
            values = json.loads(arguments or "{}")
        except RecursionError as error:
            raise nesting_error("messages", BAD_MESSAGES) from error
        except ValueError:
            values = None
    else:
        values = arguments
    if not isinstance(values, Mapping):
        raise _bad(f"the arguments of a call of message {number} are no JSON object", AS_ARGUMENTS)
    if too_deep(values):
        raise nesting_error("messages", BAD_MESSAGES)
    return json.dumps(values, ensure_ascii=False)


def _string(number: int, item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    if value is not None and not isinstance(value, str):
        raise _bad(f"the {name} of message {number} is not text", IN_QUOTES)
    return value or ""


def _bad(because: str, todo: str = AS_A_LIST) -> UserError:
    return UserError(say("The messages cannot be read: {because}.", because=because), todo, code=BAD_MESSAGES)
