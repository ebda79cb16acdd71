"""Between rows and values. One rule: every string that goes in can be stored, and comes out the same.

Lone surrogates are the one exception: UTF-8 has no place for them, they become U+FFFD.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from paddock.core.chats import Chat, Summary
from paddock.core.events import Timings, Usage
from paddock.core.messages import Message, MessageStatus, Part, Role, TextPart
from paddock.core.params import Overflow

CHAT_COLUMNS = "id, title, head_id, model, system_prompt, draft, created_at, updated_at, overflow"
MESSAGE_COLUMNS = (
    "id, chat_id, parent_id, role, parts, status, created_at, model, finish_reason, error, seed, "
    "prompt_tokens, completion_tokens, cached_tokens, load_ms, ttft_ms, prompt_tok_s, decode_tok_s, "
    "restored_tokens, drafted_tokens, accepted_tokens, sampling, build, first_kept"
)
SUMMARY_COLUMNS = "id, chat_id, message_id, text, model, created_at"

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
    return _parts(json.loads(stored))


def _parts(data: list[dict[str, str]]) -> tuple[Part, ...]:
    return tuple([TextPart(part["text"]) for part in data])


def text_of(stored: str) -> str:
    """All the text of stored parts."""
    return "".join(part.text for part in load_parts(stored) if isinstance(part, TextPart))


def to_chat(row: Sequence[Any]) -> Chat:
    """A chat from CHAT_COLUMNS."""
    return Chat(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], Overflow(row[8]))


def to_summary(row: Sequence[Any]) -> Summary:
    """A summary from SUMMARY_COLUMNS."""
    return Summary(*row)


def to_message(row: Sequence[Any], parts: tuple[Part, ...], siblings: tuple[int, ...]) -> Message:
    """A message from MESSAGE_COLUMNS, in their order: written for chats of 10,000 messages."""
    usage = Usage(row[11], row[12], row[13], row[18], row[19], row[20]) if row[11] or row[12] else _NO_USAGE
    timings = Timings(row[14], row[15], row[16], row[17]) if any(row[14:18]) else _NO_TIMINGS
    return Message(
        row[0],
        row[1],
        row[2],
        _ROLES[row[3]],
        parts,
        _STATUSES[row[5]],
        row[6],
        row[7],
        row[8],
        row[9],
        row[10],
        usage,
        timings,
        siblings,
        row[21],
        row[22],
        row[23],
    )


def with_streamed(parts: tuple[Part, ...], streamed: str) -> tuple[Part, ...]:
    """Parts, and the text that was not joined into them yet."""
    text = "".join(part.text for part in parts if isinstance(part, TextPart))
    return (TextPart(text + streamed),) if streamed else parts


def to_messages(
    rows: Sequence[Sequence[Any]],
    streamed: Mapping[int, str],
    children: Mapping[int | None, tuple[int, ...]],
) -> list[Message]:
    """Messages of one chat, each with its siblings (`children` by parent, where there is more than one)."""
    stored = json.loads(f"[{','.join([row[4] for row in rows])}]")  # one call: half the time of one for each
    messages = []
    for row, data in zip(rows, stored, strict=True):
        message_id = row[0]
        parts = _parts(data)
        if message_id in streamed:
            parts = with_streamed(parts, streamed[message_id])
        messages.append(to_message(row, parts, children.get(row[2]) or (message_id,)))
    return messages
