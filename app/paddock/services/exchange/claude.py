"""Claude's export: conversations.json, a list with `chat_messages`.

One rule: text, thoughts, what the model made (artifacts, files) and the extracted text of attachments come in; other
calls of its tools are left out. As exports of 2024 to 2026 have it: `uuid`, `name`, `created_at`; a message has
`sender` ("human" or "assistant"), `text` and, in newer ones, `content` blocks and `parent_message_uuid`, which makes a
tree of them; that of the first is a number of zeros, which names none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from paddock.core.exchange import ChatRecord
from paddock.core.messages import Part, Role
from paddock.services.exchange.tree import ROLES, Node, fenced, in_a_row, left_out, parts_of, record_of, seconds, text

PROGRAM = "Claude"
_NOT_SHOWN = "```\nThis block is not supported on your current device yet.\n```"
"""What the export puts into `text` for a call of a tool."""


def is_it(chat: Mapping[str, Any]) -> bool:
    """Whether this is one conversation of such an export."""
    return isinstance(chat.get("chat_messages"), list)


def load(chat: Mapping[str, Any], problems: list[str]) -> ChatRecord:
    """One conversation; what of it was left out is added to `problems`."""
    messages = [message for message in chat["chat_messages"] if isinstance(message, Mapping)]
    nodes = [_node(message) for message in messages]
    files = sum(len(message["files"]) for message in messages if isinstance(message.get("files"), list))
    if files:
        problems.append(left_out(files))
    keys = {node.key for node in nodes}
    if not any(node.parent in keys for node in nodes):  # an export without parents is a row
        nodes = in_a_row(nodes)
    record = record_of(
        text(chat.get("name")),
        nodes,
        text(chat.get("current_leaf_message_uuid")),
        created_at=seconds(chat.get("created_at")),
        updated_at=seconds(chat.get("updated_at")),
        source=(PROGRAM, text(chat.get("uuid"))),
    )
    return replace(record, chat=replace(record.chat, pinned=chat.get("is_starred") is True))


def _node(message: Mapping[str, Any]) -> Node:
    role = ROLES.get(text(message.get("sender")), Role.USER)
    key, parent = text(message.get("uuid")), text(message.get("parent_message_uuid"))
    return Node(key, parent, role, _parts(message), seconds(message.get("created_at")))


def _parts(message: Mapping[str, Any]) -> tuple[Part, ...]:
    listed = message.get("content")
    blocks = [block for block in listed if isinstance(block, Mapping)] if isinstance(listed, list) else []
    thought = "\n\n".join(text(block.get("thinking")) for block in blocks if block.get("type") == "thinking")
    said = "\n\n".join(filter(None, map(_said, blocks)))
    said = said or text(message.get("text")).replace(_NOT_SHOWN, "").strip()
    attached = message.get("attachments")
    for item in attached if isinstance(attached, list) else ():
        if isinstance(item, Mapping) and text(item.get("extracted_content")):
            name = text(item.get("file_name"))  # none where a long text was pasted
            said = f"{said}\n\n{f'{name}:' if name else ''}\n\n{text(item.get('extracted_content'))}".strip()
    return parts_of(said, thought)


def _said(block: Mapping[str, Any]) -> str:
    """What a person sees of a block, beside thoughts."""
    if block.get("type") in ("text", "voice_note"):
        return text(block.get("text"))
    made = block.get("input")
    if block.get("type") != "tool_use" or not isinstance(made, Mapping):
        return ""
    if block.get("name") == "artifacts":
        name, content = text(made.get("title")), text(made.get("content"))
        if content and made.get("type") != "text/markdown":
            content = fenced(content, text(made.get("language")))
    else:  # a tool that writes a file; others write none
        name, content = text(made.get("path")), text(made.get("file_text"))
        content = fenced(content) if content else ""
    return f"**{name}**\n\n{content}" if name and content else content
