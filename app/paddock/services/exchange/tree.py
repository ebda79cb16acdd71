"""From messages that name each other by strings of another program's to a record of ours.

One rule: whatever the links are (cycles, parents that are missing or come later), every message comes in once, below
something that was there before it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from paddock.core.chats import Chat, Titled, title_from
from paddock.core.exchange import ChatRecord
from paddock.core.messages import Message, Part, ReasoningPart, Role, TextPart, joined
from paddock.core.said import say

ROLES: Mapping[str, Role] = {
    "user": Role.USER,
    "human": Role.USER,
    "assistant": Role.ASSISTANT,
    "model": Role.ASSISTANT,
    "system": Role.SYSTEM,
    "tool": Role.TOOL,
}
_THOUGHT = re.compile(r"\s*<think(?:ing)?>(.*?)(?:</think(?:ing)?>\s*|\Z)", re.DOTALL)
_TICKS = re.compile(r"`+")


@dataclass(frozen=True, slots=True)
class Node:
    """A message as another program has it.

    Attributes:
        parent: key of the message that it answers; "" if it is the first.
        parts: empty: it is passed over, and what answered it answers what it answered.
        created_at: seconds since the epoch.
    """

    key: str
    parent: str
    role: Role
    parts: tuple[Part, ...]
    created_at: float = 0.0
    model: str = ""


def in_a_row(nodes: Sequence[Node]) -> list[Node]:
    """The same, each below the one before it."""
    row: list[Node] = []
    for number, node in enumerate(nodes):
        above = str(number - 1) if number else ""
        row.append(Node(str(number), above, node.role, node.parts, node.created_at, node.model))
    return row


def record_of(
    title: str,
    nodes: Sequence[Node],
    current: str = "",
    *,
    source: tuple[str, str],
    created_at: float = 0.0,
    updated_at: float = 0.0,
) -> ChatRecord:
    """A chat of these messages; what a system said becomes the system prompt, what tools said is left out.

    Args:
        current: key of the message where the visible path ends; "" is the last.
        source: the program, and its name for the chat ("" if it has none): what is imported again is known by them.
    """
    by_key = {node.key: node for node in nodes}
    system = "\n\n".join(text_of(node.parts) for node in nodes if node.role is Role.SYSTEM and node.parts)
    numbers: dict[str, int] = {}
    messages: list[Message] = []
    for node in _parents_first(nodes, by_key):
        if not node.parts or node.role in (Role.SYSTEM, Role.TOOL):
            continue
        numbers[node.key] = len(messages) + 1
        above = _kept_above(node, by_key, numbers)
        messages.append(
            Message(len(messages) + 1, 0, above, node.role, node.parts, created_at=node.created_at, model=node.model)
        )
    head = _head(current, by_key, numbers)
    asked = next((message.text for message in messages if message.role is Role.USER), "")
    times = [message.created_at for message in messages if message.created_at]
    chat = Chat(
        id=0,
        title=" ".join(title.split()) or title_from(asked),
        head_id=head if head is not None else (messages[-1].id if messages else None),
        system_prompt=system,
        created_at=created_at or min(times, default=0.0),
        updated_at=updated_at or max(times, default=created_at),
        titled=Titled.PERSON if title.strip() else Titled.WORDS,
    )
    return ChatRecord(_uid(source, chat, messages), chat, tuple(messages))


def _uid(source: tuple[str, str], chat: Chat, messages: Sequence[Message]) -> str:
    program, name = source
    known_by = name or repr((chat.title, chat.created_at, [(message.role, message.parts) for message in messages]))
    return blake2b(f"{program}\0{known_by}".encode("utf-8", "replace"), digest_size=16).hexdigest()


def text_of(parts: Sequence[Part]) -> str:
    """What the parts say."""
    return "".join(part.text for part in parts if isinstance(part, TextPart))


def parts_of(text: str, reasoning: str = "", seconds: float = 0.0) -> tuple[Part, ...]:
    """A message of a text, and of what was thought before it, for so long if that is known."""
    return joined((ReasoningPart(reasoning.strip(), seconds), TextPart(text.strip("\n"))))


def answer_of(text: str, reasoning: str = "") -> tuple[Part, ...]:
    """A model's message; what it thought may still stand in its text, in tags."""
    if not reasoning and (match := _THOUGHT.match(text)):
        return parts_of(text[match.end() :], match[1])
    return parts_of(text, reasoning)


def fenced(content: str, language: str = "") -> str:
    """As a block of code."""
    ticks = "`" * max(3, 1 + max(map(len, _TICKS.findall(content)), default=0))
    return f"{ticks}{language}\n{content.rstrip()}\n{ticks}"


def in_turns(nodes: Sequence[Node]) -> list[Node]:
    """The same, where what a model said in several messages in a row is one message.

    Programs whose models think and use tools keep each step on its own; people see one answer.
    """
    by_key = {node.key: node for node in nodes}
    above: dict[str, str] = {}  # the nearest that has parts
    below: Counter[str] = Counter()
    ordered = _parents_first(nodes, by_key)
    for node in ordered:
        parent = by_key.get(node.parent)
        above[node.key] = "" if parent is None else parent.key if parent.parts else above.get(parent.key, "")
        if node.parts:
            below[above[node.key]] += 1
    turns: dict[str, Node] = {}
    of: dict[str, str] = {}  # the message that a step went into
    for node in ordered:
        key = above[node.key]
        first = turns.get(of.get(key, ""))
        goes_on = node.parts and first is not None and node.role is first.role is Role.ASSISTANT and below[key] == 1
        if first is None or not goes_on:
            turns[node.key], of[node.key] = node, node.key
            continue
        parts = (*first.parts, *_apart(first.parts[-1], node.parts))
        turns[first.key] = replace(first, parts=joined(parts), model=node.model or first.model)
        turns[node.key], of[node.key] = replace(node, parts=()), first.key
    return [turns[node.key] for node in nodes]


def _apart(before: Part, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Parts that follow others; a text or a thought after one of its kind is a paragraph of its own."""
    first = parts[0]
    if isinstance(first, TextPart | ReasoningPart) and type(before) is type(first):
        return (replace(first, text=f"\n\n{first.text}"), *parts[1:])
    return parts


def left_out(files: int) -> str:
    """That pictures or files of a chat did not come in."""
    if files == 1:
        return say("One picture or file of a chat was left out.")
    return say("{pictures} pictures or files of a chat were left out.", pictures=files)


def unread(messages: int) -> str:
    """That messages of a chat are not as they should be, and did not come in."""
    if messages == 1:
        return say("One message of a chat could not be read.")
    return say("{lost} messages of a chat could not be read.", lost=messages)


def seconds(value: Any) -> float:
    """A time as seconds since the epoch: from seconds, milliseconds or ISO 8601; 0 where it is none of these."""
    if isinstance(value, bool):
        return 0.0
    if isinstance(value, int | float):
        if not math.isfinite(value) or value < 0:
            return 0.0
        return value / 1000 if value > 1e11 else float(value)  # as seconds that were after the year 5000
    if not isinstance(value, str):
        return 0.0
    try:
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def text(value: Any) -> str:
    """A string; "" where it is something else."""
    return value if isinstance(value, str) else ""


def _parents_first(nodes: Sequence[Node], by_key: Mapping[str, Node]) -> list[Node]:
    """In the given order, but no message before the one that it answers."""
    done: set[str] = set()
    ordered: list[Node] = []
    for node in nodes:
        above: list[Node] = []
        step: Node | None = node
        while step is not None and step.key not in done:
            done.add(step.key)
            above.append(step)
            step = by_key.get(step.parent)
        ordered += reversed(above)
    return ordered


def _kept_above(node: Node, by_key: Mapping[str, Node], numbers: Mapping[str, int]) -> int | None:
    """The number of the nearest message above that came in before this one."""
    seen = {node.key}
    step = by_key.get(node.parent)
    while step is not None and step.key not in seen:
        if step.key in numbers:
            return numbers[step.key]
        seen.add(step.key)
        step = by_key.get(step.parent)
    return None


def _head(current: str, by_key: Mapping[str, Node], numbers: Mapping[str, int]) -> int | None:
    node = by_key.get(current)
    if node is None:
        return None
    return numbers[node.key] if node.key in numbers else _kept_above(node, by_key, numbers)
