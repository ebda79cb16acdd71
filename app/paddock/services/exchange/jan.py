"""Jan's threads: folders with thread.json and messages.jsonl, in Jan's data folder under `threads`.

One rule: a thread's messages are a row in the order of their times; a line that is no JSON is counted and left out.
Documented by Jan ("Threads", "Messages" of its specifications): `title`, `created` or `created_at`, `content` blocks of
`{"type": "text", "text": {"value": …}}`, times in seconds (older) or milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from paddock.core.exchange import ChatRecord
from paddock.core.messages import Role
from paddock.services.exchange.tree import ROLES, Node, in_a_row, parts_of, record_of, seconds, text, unread

PROGRAM = "Jan"
THREAD, MESSAGES = "thread.json", "messages.jsonl"


def load(thread: Mapping[str, Any], lines: Sequence[str], problems: list[str]) -> ChatRecord:
    """One thread; what of it was left out is added to `problems`."""
    nodes, lost = [], 0
    for line in lines:
        if not line.strip():
            continue
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            message = None
        if isinstance(message, Mapping):
            nodes.append(_node(message, thread))
        else:
            lost += 1
    if lost:
        problems.append(unread(lost))
    created = thread.get("created_at", thread.get("created"))
    return record_of(
        text(thread.get("title")) or text(thread.get("summary")),
        in_a_row(sorted(nodes, key=lambda node: node.created_at)),
        created_at=seconds(created),
        updated_at=seconds(thread.get("updated", thread.get("updated_at"))),
        source=(PROGRAM, text(thread.get("id"))),
    )


def _node(message: Mapping[str, Any], thread: Mapping[str, Any]) -> Node:
    role = ROLES.get(text(message.get("role")), Role.USER)
    content = message.get("content")
    blocks = content if isinstance(content, list) else []
    said = "\n\n".join(filter(None, (_said(block) for block in blocks))) or text(content)
    model = thread.get("model")
    name = text(model.get("id")) if isinstance(model, Mapping) else text(thread.get("model_id"))
    when = seconds(message.get("created_at"))
    return Node("", "", role, parts_of(said), when, name if role is Role.ASSISTANT else "")


def _said(block: Any) -> str:
    if not isinstance(block, Mapping):
        return ""
    value = block.get("text")
    return text(value.get("value")) if isinstance(value, Mapping) else text(value)
