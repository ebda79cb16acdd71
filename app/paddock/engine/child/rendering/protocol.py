"""What is asked of a template's process, and what it answers.

One rule: no word of an answer goes anywhere but to who asked; what a template raises may quote the chat.

A request is JSON: `[room, now, messages, tools, others]`. An answer is a letter and text: `TEXT`, or why there is none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

TIMES_INPUT = 4
EXTRA = 64 * 1024
"""Characters: a template may write four times the JSON of messages and tools, and so much more."""
BYTES_OF_CHARACTER = 4
MAX_CAUSE = 300
"""Characters of what a template raises; nobody reads more."""

READY = b"r"
TEXT = b"t"
FAILED = b"f"
"""It did not render; its process can go on."""
SPENT = b"s"
"""It did not render, and what it has left in its process is to go."""


class TemplateFailedError(Exception):
    """The template does not render these messages.

    Args:
        cause: goes on after "The template": "took longer than 2 seconds". It may quote the chat: for no log.
    """


class TemplateKilledError(TemplateFailedError):
    """And its process had to be ended for it, which cost everyone up to two seconds."""


@dataclass(frozen=True, slots=True)
class Request:
    """One rendering.

    Attributes:
        room: characters that the template may write.
        now: the local time, for `strftime_now`.
        variables: what the template sees.
    """

    room: int
    now: datetime
    variables: dict[str, Any]


def encode_request(variables: Mapping[str, Any], now: datetime) -> bytes:
    """`messages` and `tools` are the input that the output is compared with."""
    others = {name: value for name, value in variables.items() if name not in ("messages", "tools")}
    messages, tools = _json(variables["messages"]), _json(variables.get("tools"))
    room = TIMES_INPUT * (len(messages) + len(tools)) + EXTRA
    return _bytes(f'[{room},"{now.isoformat()}",{messages},{tools},{_json(others)}]')


def decode_request(data: bytes) -> Request:
    """What `encode_request` made."""
    room, now, messages, tools, others = json.loads(_text(data))
    return Request(room, datetime.fromisoformat(now), {**others, "messages": messages, "tools": tools})


def longest_answer(request: bytes) -> int:
    """Bytes that the answer to a request has at most."""
    return BYTES_OF_CHARACTER * (TIMES_INPUT * len(request) + EXTRA) + len(TEXT)


def encode_answer(letter: bytes, text: str) -> bytes:
    """The text of `TEXT`, or the cause of the others."""
    return letter + _bytes(text)


def decode_answer(data: bytes) -> str:
    """The text.

    Raises:
        TemplateFailedError: with the cause that was told; `TemplateKilledError` is one.
    """
    try:
        text = _text(data[1:])
    except UnicodeDecodeError:  # no answer of ours: the template has got out of its sandbox
        raise TemplateFailedError("wrote something that is no text") from None
    if data[:1] == SPENT:
        raise TemplateKilledError(text)
    if data[:1] != TEXT:
        raise TemplateFailedError(text)
    return text


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _bytes(text: str) -> bytes:
    """Half a surrogate pair, which a paste may hold, is passed on as it is."""
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
