"""LM Studio's conversations: one NAME.conversation.json each, in ~/.lmstudio/conversations.

One rule: each version of a message comes in as a branch, the selected ones are the visible path.
As versions 0.3 and 0.4 write it: `messages` with `versions` and `currentlySelected`; a version is a "singleStep" with
`content` blocks, or a "multiStep" with `steps`, of which a "contentBlock" speaks (`style.type` "thinking", of the step
or of a block: it thinks). The system prompt lies beside them, or among the chat's settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from paddock.core.exchange import ChatRecord
from paddock.core.messages import Part, Role
from paddock.services.exchange.tree import (
    ROLES,
    Node,
    answer_of,
    left_out,
    parts_of,
    record_of,
    seconds,
    text,
    unread,
)

PROGRAM = "LM Studio"
SYSTEM_PROMPT = "llm.prediction.systemPrompt"


def is_it(chat: Mapping[str, Any]) -> bool:
    """Whether this is such a conversation."""
    messages = chat.get("messages")
    return isinstance(messages, list) and any(isinstance(m, Mapping) and "versions" in m for m in messages)


def load(chat: Mapping[str, Any], problems: list[str]) -> ChatRecord:
    """One conversation; what of it was left out is added to `problems`."""
    created = seconds(chat.get("createdAt"))
    nodes: list[Node] = []
    above, lost, files = "", 0, 0
    for number, message in enumerate(chat["messages"]):
        versions = message.get("versions") if isinstance(message, Mapping) else None
        if not isinstance(versions, list) or not versions:
            lost += 1
            continue
        for index, version in enumerate(versions):
            if isinstance(version, Mapping):
                nodes.append(_node(f"{number}.{index}", above, version, created))
                files += sum(block.get("type") == "file" for _, block in _blocks(version))
        selected = message.get("currentlySelected")
        chosen = selected if isinstance(selected, int) and 0 <= selected < len(versions) else len(versions) - 1
        above = f"{number}.{chosen}"
    if lost:
        problems.append(unread(lost))
    if files:
        problems.append(left_out(files))
    written = max(seconds(chat.get("userLastMessagedAt")), seconds(chat.get("assistantLastMessagedAt")))
    record = record_of(
        text(chat.get("name")), nodes, above, created_at=created, updated_at=written, source=(PROGRAM, "")
    )
    prompt = record.chat.system_prompt or text(chat.get("systemPrompt")) or _configured(chat)
    return replace(record, chat=replace(record.chat, system_prompt=prompt, pinned=chat.get("pinned") is True))


def _configured(chat: Mapping[str, Any]) -> str:
    """The system prompt among the chat's settings."""
    config = chat.get("perChatPredictionConfig")
    fields = config.get("fields") if isinstance(config, Mapping) else None
    named = [field for field in fields if isinstance(field, Mapping)] if isinstance(fields, list) else []
    return next((text(field.get("value")) for field in named if field.get("key") == SYSTEM_PROMPT), "")


def _node(key: str, above: str, version: Mapping[str, Any], created: float) -> Node:
    role = ROLES.get(text(version.get("role")), Role.USER)
    sender = version.get("senderInfo")
    model = text(sender.get("senderName")) if isinstance(sender, Mapping) and role is Role.ASSISTANT else ""
    return Node(key, above, role, _parts(version, role), created, model)


def _parts(version: Mapping[str, Any], role: Role) -> tuple[Part, ...]:
    if isinstance(version.get("content"), str):
        said, thought = version["content"], ""
    else:
        blocks = list(_blocks(version))
        said = "".join(text(block.get("text")) for thinks, block in blocks if not thinks)
        thought = "".join(text(block.get("text")) for thinks, block in blocks if thinks)
    return answer_of(said, thought) if role is Role.ASSISTANT else parts_of(said)


def _blocks(version: Mapping[str, Any]) -> Iterator[tuple[bool, Mapping[str, Any]]]:
    """Whether each block is a thought, and the block."""
    steps = version.get("steps")
    for step in steps if isinstance(steps, list) else [{**version, "type": "contentBlock"}]:
        if not isinstance(step, Mapping) or step.get("type") != "contentBlock":
            continue
        content = step.get("content")
        for block in content if isinstance(content, list) else ():
            if isinstance(block, Mapping):
                yield _thinks(step) or _thinks(block), block


def _thinks(thing: Mapping[str, Any]) -> bool:
    style = thing.get("style")
    return isinstance(style, Mapping) and style.get("type") == "thinking"
