"""Open WebUI's export: a list of chats with `chat.history.messages`.

One rule: all branches come in; the path that its `currentId` ends is the visible one.
As its versions 0.3 to 0.9 write it: messages by id with `parentId`, `role`, `content`, `timestamp`, `model`; tags in
`meta.tags`; the system prompt in `chat.params.system`. Thoughts and calls of tools stand in the answer's text as
`<details>`, their lines quoted and escaped; newer ones have `output` items as well.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from paddock.core.exchange import ChatRecord
from paddock.core.messages import Part, Role
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
)

PROGRAM = "Open WebUI"
LONGEST_TAG = 80
_DETAILS = re.compile(
    r'<details type="(\w+)"([^>]*)>\s*(?:<summary>[^<]*</summary>)?\s*(.*?)</details>[ \t]*\n?', re.DOTALL
)
_DURATION = re.compile(r'duration="(\d+(?:\.\d+)?)"')
_QUOTE = re.compile(r"^> ?", re.MULTILINE)


def is_it(chat: Mapping[str, Any]) -> bool:
    """Whether this is one chat of such an export."""
    inner = _inner(chat)
    return "history" in inner or (inner is not chat and "messages" in inner)


def _inner(chat: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the program keeps of a chat itself; some exports have nothing else."""
    inner = chat.get("chat")
    return inner if isinstance(inner, Mapping) else chat


def load(chat: Mapping[str, Any], problems: list[str]) -> ChatRecord:
    """One chat; what of it was left out is added to `problems`."""
    inner = _inner(chat)
    history = inner.get("history")
    stored = history.get("messages") if isinstance(history, Mapping) else None
    listed = inner.get("messages")
    if isinstance(stored, Mapping):
        messages = {text(key): value for key, value in stored.items() if isinstance(value, Mapping)}
        nodes = [_node(key, value) for key, value in messages.items()]
        current = text(history.get("currentId")) if isinstance(history, Mapping) else ""
    else:
        values = [value for value in listed if isinstance(value, Mapping)] if isinstance(listed, list) else []
        messages = dict(enumerate(values))  # type: ignore[arg-type]  # only its values are read
        nodes, current = in_a_row([_node("", value) for value in values]), ""
    if files := sum(map(_files, messages.values())):
        problems.append(left_out(files))
    record = record_of(
        text(chat.get("title")) or text(inner.get("title")),
        nodes,
        current or text(chat.get("current_message_id")),
        created_at=seconds(chat.get("created_at", inner.get("timestamp"))),
        updated_at=seconds(chat.get("updated_at")),
        source=(PROGRAM, text(chat.get("id"))),
    )
    params = inner.get("params")
    prompt = text(params.get("system")) if isinstance(params, Mapping) else ""
    placed = replace(
        record.chat,
        tags=_tags(chat),
        pinned=chat.get("pinned") is True,
        archived=chat.get("archived") is True,
        system_prompt=record.chat.system_prompt or prompt or text(inner.get("system")),
    )
    return replace(record, chat=placed)


def _node(key: str, message: Mapping[str, Any]) -> Node:
    role = ROLES.get(text(message.get("role")), Role.USER)
    said = _content(message)
    model = text(message.get("modelName")) or text(message.get("model"))
    return Node(
        key or text(message.get("id")),
        text(message.get("parentId")),
        role,
        _answer(said, message) if role is Role.ASSISTANT else parts_of(said),
        seconds(message.get("timestamp")),
        model if role is Role.ASSISTANT else "",
    )


def _content(message: Mapping[str, Any]) -> str:
    content = message.get("content")
    pieces = content if isinstance(content, list) else []
    return text(content) or "\n\n".join(text(piece.get("text")) for piece in pieces if isinstance(piece, Mapping))


def _answer(said: str, message: Mapping[str, Any]) -> tuple[Part, ...]:
    thoughts: list[str] = []
    took = 0.0

    def opened(details: re.Match[str]) -> str:
        nonlocal took
        kind, facts, content = details.groups()
        if kind == "reasoning":
            thoughts.append(_QUOTE.sub("", html.unescape(content)).strip())
            duration = _DURATION.search(facts)
            took += float(duration[1]) if duration else 0.0
        return content if kind == "code_interpreter" else ""

    end = said.rfind("</details>")  # none is looked for beyond the last, which would take long where many are open
    said = _DETAILS.sub(opened, said[: end + 11]) + said[end + 11 :] if end >= 0 else said
    if thoughts:
        return parts_of(said, "\n\n".join(thoughts), took)
    return answer_of(said) if said.strip() else parts_of(_output(message, "message"), _output(message, "reasoning"))


def _output(message: Mapping[str, Any], kind: str) -> str:
    """What items of a kind say, where the text itself is not kept."""
    listed = message.get("output")
    items = [item for item in listed if isinstance(item, Mapping)] if isinstance(listed, list) else []
    said = []
    for item in items:
        content = item.get("content") or item.get("summary")
        if item.get("type") == kind and isinstance(content, list):
            said += [text(piece.get("text")) for piece in content if isinstance(piece, Mapping)]
    return "\n\n".join(filter(None, said))


def _files(message: Mapping[str, Any]) -> int:
    """Pictures and files, which do not come in."""
    files, content = message.get("files"), message.get("content")
    pieces = content if isinstance(content, list) else []
    pictures = sum(isinstance(piece, Mapping) and piece.get("type") == "image_url" for piece in pieces)
    return int(pictures) + (len(files) if isinstance(files, list) else 0)


def _tags(chat: Mapping[str, Any]) -> tuple[str, ...]:
    meta = chat.get("meta")
    tags = meta.get("tags") if isinstance(meta, Mapping) else None
    listed = tags if isinstance(tags, list) else []
    named = [text(tag.get("name")) if isinstance(tag, Mapping) else text(tag) for tag in listed]
    return tuple(sorted({" ".join(name.split())[:LONGEST_TAG] for name in named if name.strip()}, key=str.casefold))
