"""Claude's export: conversations.json, a list with `chat_messages`.

One rule: text, thoughts and the extracted text of attachments come in; calls of its own tools are left out.
As exports of 2024 to 2026 have it: `uuid`, `name`, `created_at`; a message has `sender` ("human" or "assistant"),
`text` and, in newer ones, `content` blocks and `parent_message_uuid`, which makes a tree of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paddock.core.exchange import ChatRecord
from paddock.core.messages import Part, Role
from paddock.services.exchange.tree import ROLES, Node, in_a_row, left_out, parts_of, record_of, seconds, text

PROGRAM = "Claude"


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
    return record_of(
        text(chat.get("name")),
        nodes,
        text(chat.get("current_leaf_message_uuid")),
        created_at=seconds(chat.get("created_at")),
        updated_at=seconds(chat.get("updated_at")),
        source=(PROGRAM, text(chat.get("uuid"))),
    )


def _node(message: Mapping[str, Any]) -> Node:
    role = ROLES.get(text(message.get("sender")), Role.USER)
    key, parent = text(message.get("uuid")), text(message.get("parent_message_uuid"))
    return Node(key, parent, role, _parts(message), seconds(message.get("created_at")))


def _parts(message: Mapping[str, Any]) -> tuple[Part, ...]:
    blocks = message.get("content")
    said, thought = text(message.get("text")), ""
    if isinstance(blocks, list):
        kinds = [block for block in blocks if isinstance(block, Mapping)]
        thought = "\n\n".join(text(block.get("thinking")) for block in kinds if block.get("type") == "thinking")
        said = "\n\n".join(text(block.get("text")) for block in kinds if block.get("type") == "text") or said
    attached = message.get("attachments")
    for item in attached if isinstance(attached, list) else ():
        if isinstance(item, Mapping) and text(item.get("extracted_content")):
            said = f"{said}\n\n{text(item.get('file_name'))}:\n\n{text(item.get('extracted_content'))}".strip()
    return parts_of(said, thought)
