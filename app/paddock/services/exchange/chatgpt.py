"""ChatGPT's export: conversations.json, or conversations-000.json and so on: lists of trees.

One rule: what a person saw comes in, documents of the canvas too; tool traffic, hidden messages and pictures are left
out, the latter said. The format is not documented by its makers; it is as exports of 2023 to 2026 have it: `mapping`
of nodes with `message`, `parent` and `children`, `current_node`, times in seconds; an answer is a row of messages
(thoughts, calls of tools, text), and sources stand in its text as marks between U+E200 and U+E201.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from paddock.core.exchange import ChatRecord
from paddock.core.messages import Part, Role
from paddock.services.exchange.tree import ROLES, Node, fenced, in_turns, left_out, parts_of, record_of, seconds, text

PROGRAM = "ChatGPT"
CANVAS = "canmore.create_textdoc"
"""Whom a model tells what stands on the canvas beside the chat."""
_HIDDEN = frozenset({"user_editable_context", "model_editable_context", "reasoning_recap"})
_SOURCE = re.compile("\ue200[^\ue200\ue201]*\ue201")
_MARKS = re.compile("[\ue200-\ue206]")
_CANVAS_CODE = "code/"


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
    record = record_of(
        text(chat.get("title")),
        in_turns(nodes),
        text(chat.get("current_node")),
        created_at=seconds(chat.get("create_time")),
        updated_at=seconds(chat.get("update_time")),
        source=(PROGRAM, text(chat.get("conversation_id")) or text(chat.get("id"))),
    )
    archived, pinned = chat.get("is_archived") is True, chat.get("is_starred") is True
    return replace(record, chat=replace(record.chat, archived=archived, pinned=pinned))


def _node(key: str, parent: str, message: Any, parts: tuple[Part, ...]) -> Node:
    if not isinstance(message, Mapping):
        return Node(key, parent, Role.USER, ())
    author, facts = message.get("author"), _facts(message)
    role = ROLES.get(text(author.get("role")) if isinstance(author, Mapping) else "")
    hidden = role in (None, Role.TOOL) or facts.get("is_visually_hidden_from_conversation") is True
    if text(message.get("recipient")) not in ("", "all", CANVAS):  # a call of a tool of theirs
        hidden = True
    model = text(facts.get("model_slug")) if role is Role.ASSISTANT else ""
    when = seconds(message.get("create_time"))
    return Node(key, parent, role or Role.USER, () if hidden else parts, when, model)


def _facts(message: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = message.get("metadata")
    return metadata if isinstance(metadata, Mapping) else {}


def _parts(message: Mapping[str, Any]) -> tuple[tuple[Part, ...], int]:
    """What it says, and how many pictures or files were left out."""
    content = message.get("content")
    kind = content.get("content_type") if isinstance(content, Mapping) else ""
    if not isinstance(content, Mapping) or kind in _HIDDEN:
        return (), 0
    if kind == "thoughts":
        return parts_of("", _thoughts(content.get("thoughts"))), 0
    pieces = content.get("parts")
    if not isinstance(pieces, list):
        pieces = [content.get("text")]
    said = [piece if isinstance(piece, str) else text(piece.get("text")) for piece in pieces if _speaks(piece)]
    whole = "\n\n".join(piece for piece in said if piece)
    if text(message.get("recipient")) == CANVAS:
        return parts_of(_document(whole)), 0
    if kind == "code":
        language = text(content.get("language"))
        return parts_of(fenced(whole, "" if language == "unknown" else language) if whole else ""), 0
    return parts_of(_with_sources(whole, _facts(message))), sum(isinstance(piece, Mapping) for piece in pieces) - sum(
        isinstance(piece, Mapping) and _speaks(piece) for piece in pieces
    )


def _speaks(piece: Any) -> bool:
    return isinstance(piece, str) or (isinstance(piece, Mapping) and isinstance(piece.get("text"), str))


def _thoughts(thoughts: Any) -> str:
    """Each with its heading."""
    items = [item for item in thoughts if isinstance(item, Mapping)] if isinstance(thoughts, list) else []
    said = [(text(item.get("summary")), text(item.get("content"))) for item in items]
    return "\n\n".join("\n\n".join(filter(None, (f"**{head}**" if head else "", body))) for head, body in said)


def _document(call: str) -> str:
    """What is laid onto the canvas; "" where the call cannot be read."""
    try:
        document = json.loads(call)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(document, Mapping):
        return ""
    kind, content = text(document.get("type")), text(document.get("content"))
    if kind.startswith(_CANVAS_CODE):
        content = fenced(content, kind.removeprefix(_CANVAS_CODE))
    name = text(document.get("name"))
    return f"**{name}**\n\n{content}" if name and content else content


def _with_sources(said: str, facts: Mapping[str, Any]) -> str:
    """The text with what its marks stand for: links, mostly; one that stands for nothing is taken out."""
    listed = facts.get("content_references")
    items = [item for item in listed if isinstance(item, Mapping)] if isinstance(listed, list) else []
    meant = {text(item.get("matched_text")): text(item.get("alt")) for item in items}
    return _MARKS.sub("", _SOURCE.sub(lambda match: meant.get(match[0], ""), said))
