"""LM Studio's conversations: one NAME.conversation.json each, in ~/.lmstudio/conversations.

One rule: each version of a message comes in as a branch, the selected ones are the visible path.
As versions 0.3 and 0.4 write it: `messages` with `versions` and `currentlySelected`; a version is a "singleStep" with
`content` blocks, or a "multiStep" with `steps`, of which a "contentBlock" speaks (`style.type` "thinking": it thinks).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from paddock.core.exchange import ChatRecord
from paddock.core.messages import Part, Role
from paddock.services.exchange.tree import ROLES, Node, parts_of, record_of, seconds, text, unread

PROGRAM = "LM Studio"


def is_it(chat: Mapping[str, Any]) -> bool:
    """Whether this is such a conversation."""
    messages = chat.get("messages")
    return isinstance(messages, list) and any(isinstance(m, Mapping) and "versions" in m for m in messages)


def load(chat: Mapping[str, Any], problems: list[str]) -> ChatRecord:
    """One conversation; what of it was left out is added to `problems`."""
    created = seconds(chat.get("createdAt"))
    nodes: list[Node] = []
    above, lost = "", 0
    for number, message in enumerate(chat["messages"]):
        versions = message.get("versions") if isinstance(message, Mapping) else None
        if not isinstance(versions, list) or not versions:
            lost += 1
            continue
        for index, version in enumerate(versions):
            if isinstance(version, Mapping):
                nodes.append(_node(f"{number}.{index}", above, version, created))
        selected = message.get("currentlySelected")
        chosen = selected if isinstance(selected, int) and 0 <= selected < len(versions) else len(versions) - 1
        above = f"{number}.{chosen}"
    if lost:
        problems.append(unread(lost))
    record = record_of(text(chat.get("name")), nodes, above, created_at=created, source=(PROGRAM, ""))
    prompt = record.chat.system_prompt or text(chat.get("systemPrompt"))
    return replace(record, chat=replace(record.chat, system_prompt=prompt))


def _node(key: str, above: str, version: Mapping[str, Any], created: float) -> Node:
    role = ROLES.get(text(version.get("role")), Role.USER)
    sender = version.get("senderInfo")
    model = text(sender.get("senderName")) if isinstance(sender, Mapping) and role is Role.ASSISTANT else ""
    return Node(key, above, role, _parts(version), created, model)


def _parts(version: Mapping[str, Any]) -> tuple[Part, ...]:
    steps = version.get("steps")
    if not isinstance(steps, list):
        return parts_of(_said(version.get("content")))
    thought: list[str] = []
    said: list[str] = []
    for step in steps:
        if not isinstance(step, Mapping) or step.get("type") != "contentBlock":
            continue
        style = step.get("style")
        thinks = isinstance(style, Mapping) and style.get("type") == "thinking"
        (thought if thinks else said).append(_said(step.get("content")))
    return parts_of("".join(said), "".join(thought))


def _said(content: Any) -> str:
    if not isinstance(content, list):
        return text(content)
    return "".join(text(block.get("text")) for block in content if isinstance(block, Mapping))
