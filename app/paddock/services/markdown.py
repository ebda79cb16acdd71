"""A chat as Markdown, to keep elsewhere. One rule: what was said stands as it was said; the rest says what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import partial

from paddock.core.chats import Chat
from paddock.core.messages import Message, Part, ReasoningPart, TextPart, ToolCallPart
from paddock.core.said import ENGLISH, Wording
from paddock.services.chat_words import SYSTEM_PROMPT, calls, result_of, thought, title_of, who_said


def markdown_of(chat: Chat, messages: Sequence[Message], wording: Wording = ENGLISH) -> str:
    """The chat with these of its messages."""
    words = wording.words
    sections = [f"# {words(title_of(chat))}\n"]
    if chat.system_prompt:
        sections.append(f"**{words(SYSTEM_PROMPT)}**\n\n{chat.system_prompt}\n")
    for message in messages:
        body = "\n\n".join(map(partial(_part, wording=wording), message.parts))
        sections.append(f"## {words(who_said(message))}\n\n{body}\n")
    return "\n".join(sections)


def _part(part: Part, wording: Wording) -> str:
    words = wording.words
    match part:
        case TextPart():
            return part.text
        case ReasoningPart():
            return _quoted(f"**{words(thought(part))}**\n\n{part.text.strip()}")
        case ToolCallPart():
            return f"**{words(calls(part.call.name))}**\n\n{fenced(pretty(part.call.arguments), 'json')}"
        case _:
            return f"**{words(result_of(part.name))}**\n\n{fenced(part.text)}"


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
