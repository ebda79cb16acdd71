"""Open WebUI's export: a list of chats with `chat.history.messages`.

One rule: all branches come in; the path that its `currentId` ends is the visible one.
As its versions 0.3 to 0.6 write it: messages by id with `parentId`, `role`, `content`, `timestamp`, `model`; tags in
`meta.tags` or `chat.tags`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from paddock.core.exchange import ChatRecord
from paddock.core.messages import Role
from paddock.core.said import say
from paddock.services.exchange.tree import ROLES, Node, in_a_row, parts_of, record_of, seconds, text

PROGRAM = "Open WebUI"
LONGEST_TAG = 80
_REASONING = re.compile(r'<details type="reasoning"[^>]*>\s*<summary>.*?</summary>\s*(.*?)</details>', re.DOTALL)


def is_it(chat: Mapping[str, Any]) -> bool:
    """Whether this is one chat of such an export."""
    inner = chat.get("chat")
    return isinstance(inner, Mapping) and ("history" in inner or "messages" in inner)


def load(chat: Mapping[str, Any], problems: list[str]) -> ChatRecord:
    """One chat; what of it was left out is added to `problems`."""
    inner = chat["chat"]
    history = inner.get("history")
    stored = history.get("messages") if isinstance(history, Mapping) else None
    if isinstance(stored, Mapping):
        nodes = [_node(text(key), value) for key, value in stored.items() if isinstance(value, Mapping)]
        current = text(history.get("currentId"))
    else:
        listed = inner.get("messages")
        values = listed if isinstance(listed, list) else []
        nodes = in_a_row([_node("", value) for value in values if isinstance(value, Mapping)])
        current = ""
    pictures = sum(bool(value.get("files")) for value in stored.values() if isinstance(value, Mapping)) if stored else 0
    if pictures:
        problems.append(say("Pictures or files of {pictures} messages of a chat were left out.", pictures=pictures))
    record = record_of(
        text(chat.get("title")) or text(inner.get("title")),
        nodes,
        current,
        created_at=seconds(chat.get("created_at", inner.get("timestamp"))),
        updated_at=seconds(chat.get("updated_at")),
        source=(PROGRAM, text(chat.get("id"))),
    )
    return replace(record, chat=replace(record.chat, tags=_tags(chat), pinned=chat.get("pinned") is True))


def _node(key: str, message: Mapping[str, Any]) -> Node:
    role = ROLES.get(text(message.get("role")), Role.USER)
    said = text(message.get("content"))
    thought = "\n\n".join(_REASONING.findall(said)) if role is Role.ASSISTANT else ""
    if thought:
        said = _REASONING.sub("", said)
    model = text(message.get("modelName")) or text(message.get("model"))
    return Node(
        key or text(message.get("id")),
        text(message.get("parentId")),
        role,
        parts_of(said, "\n".join(line.removeprefix("> ") for line in thought.splitlines())),
        seconds(message.get("timestamp")),
        model if role is Role.ASSISTANT else "",
    )


def _tags(chat: Mapping[str, Any]) -> tuple[str, ...]:
    meta = chat.get("meta")
    tags = meta.get("tags") if isinstance(meta, Mapping) else None
    named = [text(tag.get("name")) if isinstance(tag, Mapping) else text(tag) for tag in tags or ()] if tags else []
    return tuple(sorted({" ".join(name.split())[:LONGEST_TAG] for name in named if name.strip()}, key=str.casefold))
