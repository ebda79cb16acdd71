"""A chat as Markdown, to keep elsewhere. One rule: what was said stands as it was said; the rest says what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from paddock.core.chats import Chat
from paddock.core.messages import Message, Part, ReasoningPart, Role, TextPart, ToolCallPart


def markdown_of(chat: Chat, messages: Sequence[Message]) -> str:
    """The chat with these of its messages."""
    sections = [f"# {chat.title or 'New chat'}\n"]
    if chat.system_prompt:
        sections.append(f"**System prompt**\n\n{chat.system_prompt}\n")
    for message in messages:
        body = "\n\n".join(_part(part) for part in message.parts)
        sections.append(f"## {_who(message)}\n\n{body}\n")
    return "\n".join(sections)


def _who(message: Message) -> str:
    if message.role is Role.TOOL:
        return "Tool"
    return "You" if message.role is Role.USER else message.model or "Answer"


def _part(part: Part) -> str:
    match part:
        case TextPart():
            return part.text
        case ReasoningPart():
            took = f" for {part.seconds:.0f} s" if part.seconds >= 1 else ""
            return _quoted(f"**Thought{took}**\n\n{part.text.strip()}")
        case ToolCallPart():
            return f"**Calls {part.call.name}**\n\n{fenced(pretty(part.call.arguments), 'json')}"
        case _:
            return f"**Result of {part.name or 'a call'}**\n\n{fenced(part.text)}"


def pretty(arguments: str) -> str:
    """JSON text set in lines; as it is where it is none."""
    try:
        return json.dumps(json.loads(arguments), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return arguments


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def fenced(text: str, language: str = "") -> str:
    """A code block that nothing in it can end."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{language}\n{text}\n{fence}"
