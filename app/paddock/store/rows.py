"""Between rows and values. One rule: every string that goes in can be stored, and comes out the same.

Lone surrogates are the one exception: UTF-8 has no place for them, they become U+FFFD.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from paddock.core.chats import Chat, Summary, Titled
from paddock.core.events import Timings, Usage
from paddock.core.messages import (
    Message,
    MessageStatus,
    Part,
    ReasoningPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
    joined,
)
from paddock.core.params import Overflow
from paddock.core.said import Said, text_of, to_json
from paddock.core.tools import ToolCall

CHAT_COLUMNS = (
    "id, title, head_id, model, system_prompt, draft, created_at, updated_at, overflow, folder_id, pinned, archived, "
    "titled, (SELECT group_concat(tag, char(31)) FROM tags WHERE chat_id = chats.id), persona_id, sampling, "
    "deleted_at, touched"
)
MESSAGE_COLUMNS = (
    "id, chat_id, parent_id, role, parts, status, created_at, model, finish_reason, error, seed, "
    "prompt_tokens, completion_tokens, cached_tokens, load_ms, ttft_ms, prompt_tok_s, decode_tok_s, "
    "restored_tokens, drafted_tokens, accepted_tokens, sampling, build, first_kept"
)
TAG_SEPARATOR = "\x1f"
TEXT, REASONING, CALL, RESULT = "text", "reasoning", "tool_call", "tool_result"  # the types of parts
SUMMARY_COLUMNS = "id, chat_id, message_id, text, model, created_at"

_ROLES = {role.value: role for role in Role}
_OVERFLOWS = {overflow.value: overflow for overflow in Overflow}
_TITLED = {titled.value: titled for titled in Titled}
_STATUSES = {status.value: status for status in MessageStatus}
_NO_USAGE, _NO_TIMINGS = Usage(), Timings()


def storable(text: str) -> str:
    """`text` as UTF-8 can hold it."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def dump_said(text: str) -> str:
    """`text` as it is stored; a sentence of the program with its template, so that it can be translated when read."""
    return json.dumps(to_json(text)) if isinstance(text, Said) else storable(text)


def load_said(stored: str) -> str:
    """The inverse of `dump_said`."""
    if not stored.startswith('{"say":'):
        return stored
    try:
        return text_of(json.loads(stored))
    except ValueError:  # somebody's text that only begins like one
        return stored


def dump_parts(parts: Iterable[Part]) -> str:
    """A message's parts as the JSON that is stored; empty texts are left out."""
    return json.dumps([_fields(part) for part in joined(parts)], ensure_ascii=False, separators=(",", ":"))


def _fields(part: Part) -> dict[str, Any]:
    """A part as JSON has it; the strings in it can be stored."""
    match part:
        case TextPart():
            return {"type": TEXT, "text": storable(part.text)}
        case ReasoningPart():
            return {"type": REASONING, "text": storable(part.text), "seconds": round(part.seconds, 3)}
        case ToolCallPart():
            call = part.call
            return {
                "type": CALL,
                "name": storable(call.name),
                "arguments": storable(call.arguments),
                "id": storable(call.id),
            }
        case ToolResultPart():
            return {
                "type": RESULT,
                "text": storable(part.text),
                "name": storable(part.name),
                "call_id": storable(part.call_id),
            }


def load_parts(stored: str) -> tuple[Part, ...]:
    """The inverse of `dump_parts`."""
    return _parts(json.loads(stored))


def _parts(data: list[dict[str, Any]]) -> tuple[Part, ...]:
    if len(data) == 1 and data[0]["type"] == TEXT:  # nearly all of 10,000 messages
        return (TextPart(data[0]["text"]),)
    return tuple([_part(fields) for fields in data])


def _part(fields: Mapping[str, Any]) -> Part:
    match fields["type"]:
        case "reasoning":
            return ReasoningPart(fields["text"], fields["seconds"])
        case "tool_call":
            return ToolCallPart(ToolCall(fields["name"], fields["arguments"], fields["id"]))
        case "tool_result":
            return ToolResultPart(fields["text"], fields["name"], fields["call_id"])
        case _:
            return TextPart(fields["text"])


def to_chunk(part: Part) -> tuple[str, str, float]:
    """Kind, text and seconds of a part that streams: a piece of text, or of thought, or a whole call or result."""
    match part:
        case TextPart():
            return TEXT, storable(part.text), 0.0
        case ReasoningPart():
            return REASONING, storable(part.text), part.seconds
        case ToolCallPart():
            return CALL, dump_parts([part]), 0.0
        case ToolResultPart():
            return RESULT, dump_parts([part]), 0.0


def of_chunks(rows: Iterable[Sequence[Any]]) -> tuple[Part, ...]:
    """What streamed, from kind, text and seconds of each chunk in order."""
    parts: list[Part] = []
    for kind, text, seconds in rows:
        if kind in (CALL, RESULT):
            parts += load_parts(text)
        else:
            parts.append(ReasoningPart(text, seconds) if kind == REASONING else TextPart(text))
    return joined(parts)


def to_chat(row: Sequence[Any]) -> Chat:
    """A chat from CHAT_COLUMNS."""
    return Chat(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        row[5],
        row[6],
        row[7],
        overflow=_OVERFLOWS[row[8]],
        folder_id=row[9],
        pinned=bool(row[10]),
        archived=bool(row[11]),
        titled=_TITLED[row[12]],
        tags=tuple(sorted(row[13].split(TAG_SEPARATOR), key=str.casefold)) if row[13] else (),
        persona_id=row[14],
        sampling=row[15],
        deleted_at=row[16],
        touched=row[17],
    )


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
        load_said(row[9]),
        row[10],
        usage,
        timings,
        siblings,
        row[21],
        row[22],
        row[23],
    )


def to_messages(
    rows: Sequence[Sequence[Any]],
    streamed: Mapping[int, tuple[Part, ...]],
    children: Mapping[int | None, tuple[int, ...]],
) -> list[Message]:
    """Messages of one chat, each with its siblings (`children` by parent, where there is more than one)."""
    stored = json.loads(f"[{','.join([row[4] for row in rows])}]")  # one call: half the time of one for each
    messages = []
    for row, data in zip(rows, stored, strict=True):
        message_id = row[0]
        parts = _parts(data)
        if message_id in streamed:
            parts = joined((*parts, *streamed[message_id]))
        messages.append(to_message(row, parts, children.get(row[2]) or (message_id,)))
    return messages
