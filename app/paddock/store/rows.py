"""Between rows and values. One rule: every string that goes in can be stored, and comes out the same.

Lone surrogates are the one exception: UTF-8 has no place for them, they become U+FFFD.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from paddock.core.chats import Chat
from paddock.core.events import Timings, Usage
from paddock.core.messages import Message, MessageStatus, Part, Role, TextPart

CHAT_COLUMNS = "id, title, head_id, model, system_prompt, draft, created_at, updated_at"
MESSAGE_COLUMNS = (
    "id, chat_id, parent_id, role, parts, status, created_at, model, finish_reason, error, seed, "
    "prompt_tokens, completion_tokens, cached_tokens, load_ms, ttft_ms, prompt_tok_s, decode_tok_s"
)

_ROLES = {role.value: role for role in Role}
_STATUSES = {status.value: status for status in MessageStatus}
_NO_USAGE, _NO_TIMINGS = Usage(), Timings()


def storable(text: str) -> str:
    """`text` as UTF-8 can hold it."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def dump_parts(text: str) -> str:
    """A message's parts as the JSON that is stored."""
    return json.dumps([{"type": "text", "text": text}] if text else [], ensure_ascii=False, separators=(",", ":"))


def load_parts(stored: str) -> tuple[Part, ...]:
    """The inverse of `dump_parts`."""
    return tuple(TextPart(part["text"]) for part in json.loads(stored))


def text_of(stored: str) -> str:
    """All the text of stored parts."""
    return "".join(part.text for part in load_parts(stored))


def to_chat(row: Sequence[Any]) -> Chat:
    """A chat from CHAT_COLUMNS."""
    return Chat(*row)


def to_message(row: Sequence[Any], streamed: str, siblings: tuple[int, ...]) -> Message:
    """A message from MESSAGE_COLUMNS; `streamed` is text that was not joined into its parts yet."""
    parts = load_parts(row[4])
    if streamed:
        parts = (TextPart("".join(part.text for part in parts) + streamed),)
    return Message(
        id=row[0],
        chat_id=row[1],
        parent_id=row[2],
        role=_ROLES[row[3]],
        parts=parts,
        status=_STATUSES[row[5]],
        created_at=row[6],
        model=row[7],
        finish_reason=row[8],
        error=row[9],
        seed=row[10],
        usage=Usage(*row[11:14]) if any(row[11:14]) else _NO_USAGE,
        timings=Timings(*row[14:18]) if any(row[14:18]) else _NO_TIMINGS,
        siblings=siblings,
    )


def to_messages(
    rows: Iterable[Sequence[Any]],
    streamed: Mapping[int, str],
    children: Mapping[int | None, tuple[int, ...]],
) -> list[Message]:
    """Messages of one chat, each with its siblings (`children` by parent)."""
    return [to_message(row, streamed.get(row[0], ""), children.get(row[2], (row[0],))) for row in rows]
