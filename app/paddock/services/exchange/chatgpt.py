"""ChatGPT's export: conversations.json, a list of trees.

One rule: what a person saw comes in; tool traffic, hidden system messages and pictures are left out, the latter said.
The format is not documented by its makers; it is as exports of 2023 to 2026 have it: `mapping` of nodes with `message`,
`parent` and `children`, `current_node`, times in seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paddock.core.exchange import ChatRecord
from paddock.core.messages import Part, Role
from paddock.services.exchange.tree import ROLES, Node, left_out, parts_of, record_of, seconds, text

PROGRAM = "ChatGPT"


def is_it(chat: Mapping[str, Any]) -> bool:
    """Whether this is one conversation of such an export."""
    return isinstance(chat.get("mapping"), Mapping)


def load(chat: Mapping[str, Any], problems: list[str]) -> ChatRecord:
    """One conversation; what of it was left out is added to `problems`."""
    nodes, pictures = [], 0
    for key, node in chat["mapping"].items():
        if not isinstance(node, Mapping):
            continue
        message = node.get("message")
        parts, missing = _parts(message) if isinstance(message, Mapping) else ((), 0)
        pictures += missing
        nodes.append(_node(text(key), text(node.get("parent")), message, parts))
    if pictures:
        problems.append(left_out(pictures))
    return record_of(
        text(chat.get("title")),
        nodes,
        text(chat.get("current_node")),
        created_at=seconds(chat.get("create_time")),
        updated_at=seconds(chat.get("update_time")),
        source=(PROGRAM, text(chat.get("conversation_id")) or text(chat.get("id"))),
    )


def _node(key: str, parent: str, message: Any, parts: tuple[Part, ...]) -> Node:
    if not isinstance(message, Mapping):
        return Node(key, parent, Role.USER, ())
    author, metadata = message.get("author"), message.get("metadata")
    role = ROLES.get(text(author.get("role")) if isinstance(author, Mapping) else "")
    facts: Mapping[str, Any] = metadata if isinstance(metadata, Mapping) else {}
    hidden = role in (None, Role.TOOL) or facts.get("is_visually_hidden_from_conversation") is True
    if text(message.get("recipient")) not in ("", "all"):  # a call of a tool of theirs
        hidden = True
    model = text(facts.get("model_slug")) if role is Role.ASSISTANT else ""
    when = seconds(message.get("create_time"))
    return Node(key, parent, role or Role.USER, () if hidden else parts, when, model)


def _parts(message: Mapping[str, Any]) -> tuple[tuple[Part, ...], int]:
    """What it says, and how many pictures or files were left out."""
    content = message.get("content")
    if not isinstance(content, Mapping):
        return (), 0
    if content.get("content_type") == "thoughts":
        thoughts = content.get("thoughts")
        said = [text(item.get("content")) for item in thoughts if isinstance(item, Mapping)] if thoughts else []
        return parts_of("", "\n\n".join(said)), 0
    if content.get("content_type") == "code":
        return parts_of(f"```\n{text(content.get('text'))}\n```"), 0
    pieces = content.get("parts")
    if not isinstance(pieces, list):
        return parts_of(text(content.get("text"))), 0
    said = [piece if isinstance(piece, str) else text(piece.get("text")) for piece in pieces if _speaks(piece)]
    return parts_of("\n\n".join(piece for piece in said if piece)), sum(not _speaks(piece) for piece in pieces)


def _speaks(piece: Any) -> bool:
    return isinstance(piece, str) or (isinstance(piece, Mapping) and isinstance(piece.get("text"), str))
