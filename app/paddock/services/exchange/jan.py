"""Jan's threads: folders with thread.json and messages.jsonl, in Jan's data folder under `threads`.

One rule: a thread's messages are a row in the order of their times; a line that is no JSON is counted and left out.
As versions 0.4 to 0.7 write it: `title`, `created` or `created_at`, `assistants` with the model and its instructions,
`content` blocks of `{"type": "text", "text": {"value": …}}` ("reasoning" for what it thought, "image_url",
"tool_call"), times in seconds (older) or milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from paddock.core.exchange import ChatRecord
from paddock.core.messages import Role
from paddock.services.exchange.tree import (
    ROLES,
    Node,
    answer_of,
    in_a_row,
    left_out,
    parts_of,
    record_of,
    seconds,
    text,
    unread,
)

PROGRAM = "Jan"
THREAD, MESSAGES = "thread.json", "messages.jsonl"


def load(thread: Mapping[str, Any], lines: Sequence[str], problems: list[str]) -> ChatRecord:
    """One thread; what of it was left out is added to `problems`."""
    nodes, lost, pictures = [], 0, 0
    assistant = _assistant(thread)
    for line in lines:
        if not line.strip():
            continue
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            message = None
        if isinstance(message, Mapping):
            nodes.append(_node(message, _model(thread, assistant)))
            pictures += sum(_kind(block) == "image_url" for block in _blocks(message))
        else:
            lost += 1
    if lost:
        problems.append(unread(lost))
    if pictures:
        problems.append(left_out(pictures))
    created = thread.get("created_at", thread.get("created"))
    record = record_of(
        text(thread.get("title")) or text(thread.get("summary")),
        in_a_row(sorted(nodes, key=lambda node: node.created_at)),
        created_at=seconds(created),
        updated_at=seconds(thread.get("updated", thread.get("updated_at"))),
        source=(PROGRAM, text(thread.get("id"))),
    )
    prompt = record.chat.system_prompt or text(assistant.get("instructions"))
    return replace(record, chat=replace(record.chat, system_prompt=prompt))


def _assistant(thread: Mapping[str, Any]) -> Mapping[str, Any]:
    listed = thread.get("assistants")
    first = listed[0] if isinstance(listed, list) and listed else None
    return first if isinstance(first, Mapping) else {}


def _model(thread: Mapping[str, Any], assistant: Mapping[str, Any]) -> str:
    model = thread.get("model") or assistant.get("model")
    return text(model.get("id")) if isinstance(model, Mapping) else text(thread.get("model_id"))


def _node(message: Mapping[str, Any], model: str) -> Node:
    role = ROLES.get(text(message.get("role")), Role.USER)
    blocks = _blocks(message)
    said = "\n\n".join(filter(None, (_said(block) for block in blocks if _kind(block) != "reasoning")))
    said = said or text(message.get("content"))
    thought = "\n\n".join(filter(None, (_said(block) for block in blocks if _kind(block) == "reasoning")))
    answers = role is Role.ASSISTANT
    parts = answer_of(said, thought) if answers else parts_of(said)
    return Node("", "", role, parts, seconds(message.get("created_at")), model if answers else "")


def _blocks(message: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    content = message.get("content")
    return [block for block in content if isinstance(block, Mapping)] if isinstance(content, list) else []


def _kind(block: Mapping[str, Any]) -> str:
    return text(block.get("type")) or text(block.get("type_"))


def _said(block: Mapping[str, Any]) -> str:
    value = block.get("text")
    return text(value.get("value")) if isinstance(value, Mapping) else text(value)
