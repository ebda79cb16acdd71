"""Our own format: JSON with everything that is known of a chat.

One rule: what was written is read back exactly, and what is read is checked field by field, since files are edited.

    {"format": "paddock-chats", "version": 1, "chats": [{"uid": …, "title": …, "messages": [{"id": 1, "parent": null,
    "role": "user", "parts": [{"type": "text", "text": …}], …}], …, "sha256": …}]}

Numbers of messages are counted anew in each chat. `sha256` is of the chat without it, as canonical JSON (sorted keys,
no spaces, UTF-8): what was changed since is told apart from what was damaged.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from paddock.config.overrides import sampling_params
from paddock.core.chats import Chat, Summary, Titled
from paddock.core.errors import UserError
from paddock.core.events import Timings, Usage
from paddock.core.exchange import ChatRecord, Parsed
from paddock.core.messages import Message, MessageStatus, Role
from paddock.core.params import Overflow
from paddock.core.said import say
from paddock.store.rows import dump_parts, load_parts

FORMAT, VERSION = "paddock-chats", 1
PROGRAM = "Paddock"
_MOST_NUMBER = 2**53


def dump(records: Sequence[ChatRecord]) -> str:
    """All of them as one JSON text."""
    chats = [_with_hash(_chat(record)) for record in records]
    return json.dumps({"format": FORMAT, "version": VERSION, "chats": chats}, ensure_ascii=False, indent=1)


def is_ours(data: object) -> bool:
    """Whether this JSON says that it is of this format."""
    return isinstance(data, Mapping) and data.get("format") == FORMAT


def load(data: Mapping[str, Any]) -> Parsed:
    """What `dump` wrote. A chat that is damaged is left out and said; one that was edited comes in.

    Raises:
        UserError: "newer-format".
    """
    if data.get("version") != VERSION:
        raise UserError(
            say("A newer version of Paddock has written this file."),
            say("Update this one, then try again."),
            code="newer-format",
        )
    records, problems = [], []
    chats = data.get("chats")
    for number, chat in enumerate(chats if isinstance(chats, list) else [], 1):
        try:
            records.append(_record(chat))
        except (KeyError, ValueError, TypeError, AttributeError, RecursionError, OverflowError, UserError) as error:
            problems.append(
                say("Chat {number} of the file cannot be read ({name__}).", number=number, name__=type(error).__name__)
            )
    if not isinstance(chats, list):
        problems.append(say("The file has no list of chats."))
    return Parsed(PROGRAM, tuple(records), tuple(problems))


def fingerprint(record: ChatRecord) -> str:
    """SHA-256 of everything that a chat is, hexadecimal."""
    return _sha256(_chat(record))


def _with_hash(chat: dict[str, Any]) -> dict[str, Any]:
    return {**chat, "sha256": _sha256(chat)}


def _sha256(chat: Mapping[str, Any]) -> str:
    canonical = json.dumps(chat, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "replace")).hexdigest()


def _chat(record: ChatRecord) -> dict[str, Any]:
    chat = record.chat
    numbers = {message.id: number for number, message in enumerate(record.messages, 1)}
    return {
        "uid": record.uid,
        "title": chat.title,
        "titled": chat.titled.value,
        "model": chat.model,
        "system_prompt": chat.system_prompt,
        "persona": record.persona,
        "sampling": json.loads(chat.sampling) if chat.sampling else {},
        "overflow": chat.overflow.value,
        "draft": chat.draft,
        "folder": record.folder,
        "tags": list(chat.tags),
        "pinned": chat.pinned,
        "archived": chat.archived,
        "created_at": chat.created_at,
        "updated_at": chat.updated_at,
        "head": numbers.get(chat.head_id) if chat.head_id is not None else None,
        "messages": [_message(message, numbers) for message in record.messages],
        "summaries": [
            {
                "message": numbers[summary.message_id],
                "text": summary.text,
                "model": summary.model,
                "created_at": summary.created_at,
            }
            for summary in record.summaries
            if summary.message_id in numbers
        ],
    }


def _message(message: Message, numbers: Mapping[int, int]) -> dict[str, Any]:
    return {
        "id": numbers[message.id],
        "parent": numbers.get(message.parent_id) if message.parent_id is not None else None,
        "role": message.role.value,
        "parts": json.loads(dump_parts(message.parts)),
        "status": message.status.value,
        "created_at": message.created_at,
        "model": message.model,
        "finish_reason": message.finish_reason,
        "error": message.error,
        "seed": message.seed,
        "usage": asdict(message.usage),
        "timings": asdict(message.timings),
        "sampling": json.loads(message.sampling) if message.sampling else {},
        "build": message.build,
        "first_kept": numbers.get(message.first_kept) if message.first_kept is not None else None,
    }


def _record(stored: Mapping[str, Any]) -> ChatRecord:
    messages: list[Message] = []
    seen: set[int] = set()
    for item in stored["messages"]:
        message = _read_message(item, seen)
        seen.add(message.id)
        messages.append(message)
    sampling = stored["sampling"]
    sampling_params(sampling)  # raises where a value is not possible
    chat = Chat(
        id=0,
        title=_text(stored["title"]),
        head_id=_one_of(stored["head"], seen),
        model=_text(stored["model"]),
        system_prompt=_text(stored["system_prompt"]),
        draft=_text(stored["draft"]),
        created_at=_number(stored["created_at"]),
        updated_at=_number(stored["updated_at"]),
        overflow=Overflow(stored["overflow"]),
        pinned=_flag(stored["pinned"]),
        archived=_flag(stored["archived"]),
        titled=Titled(stored["titled"]),
        tags=tuple(_text(tag) for tag in stored["tags"]),
        sampling=json.dumps(sampling) if sampling else "",
    )
    summaries = tuple(
        Summary(
            number,
            0,
            _known(item["message"], seen),
            _text(item["text"]),
            _text(item["model"]),
            _number(item["created_at"]),
        )
        for number, item in enumerate(stored["summaries"], 1)
    )
    return ChatRecord(
        _text(stored["uid"]), chat, tuple(messages), _text(stored["folder"]), _text(stored["persona"]), summaries
    )


def _read_message(stored: Mapping[str, Any], seen: set[int]) -> Message:
    number = _count(stored["id"])
    if number in seen:
        raise ValueError("two messages have one number")
    sampling = stored["sampling"]
    sampling_params(sampling)
    seed = stored["seed"]
    return Message(
        id=number,
        chat_id=0,
        parent_id=_one_of(stored["parent"], seen),
        role=Role(stored["role"]),
        parts=load_parts(json.dumps(stored["parts"])),
        status=MessageStatus(stored["status"]),
        created_at=_number(stored["created_at"]),
        model=_text(stored["model"]),
        finish_reason=_text(stored["finish_reason"]),
        error=_text(stored["error"]),
        seed=None if seed is None else _count(seed),
        usage=Usage(**_fields(stored["usage"], Usage, _count)),
        timings=Timings(**_fields(stored["timings"], Timings, _number)),
        sampling=json.dumps(sampling, ensure_ascii=False, separators=(",", ":")) if sampling else "",
        build=_text(stored["build"]),
        # It names a message above, which has been read.
        first_kept=_one_of(stored["first_kept"], seen),
    )


def _fields(stored: Mapping[str, Any], kind: type[Any], read: Callable[[Any], Any]) -> dict[str, Any]:
    return {field.name: read(stored[field.name]) for field in fields(kind)}


def _one_of(value: Any, seen: set[int]) -> int | None:
    return None if value is None else _known(value, seen)


def _known(value: Any, seen: set[int]) -> int:
    number = _count(value)
    if number not in seen:
        raise ValueError("a message is named that is not there")
    return number


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is something else")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("a flag is something else")
    return value


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < _MOST_NUMBER:
        raise ValueError("a count is something else")
    return value


def _number(value: Any) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise ValueError("a number is something else")
    return float(value)


def said(messages: Sequence[Message]) -> list[Any]:
    """What was said in a chat, in all its branches: what makes two chats the same, whatever their titles are."""
    numbers = {message.id: number for number, message in enumerate(messages, 1)}
    return [[_message(message, numbers)[name] for name in ("parent", "role", "parts")] for message in messages]
