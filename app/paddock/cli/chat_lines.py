"""A chat as the command line shows it: a line, or JSON. One rule: each command shows the same chat the same way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from paddock.core.chats import Chat

FIELDS = ("id", "title", "model", "system_prompt", "created_at", "updated_at", "pinned", "archived", "tags")


def chat_fields(chat: Chat, folders: Mapping[int, str]) -> dict[str, Any]:
    """For programs.

    Args:
        folders: their names by number.
    """
    fields = asdict(chat)
    shown = {name: fields[name] for name in (*FIELDS, "folder_id", "deleted_at")}
    return {**shown, "folder": folders.get(chat.folder_id or 0)}


def chat_line(chat: Chat, folders: Mapping[int, str]) -> str:
    """Number, when it was written to, title, and where it lies."""
    place = folders.get(chat.folder_id or 0)
    marks = [
        *(["pinned"] if chat.pinned else []),
        *(["archived"] if chat.archived else []),
        *([f"in {place}"] if place else []),
        *(f"#{tag}" for tag in chat.tags),
    ]
    said = f"  [{', '.join(marks)}]" if marks else ""
    return f"{chat.id:>5}  {when_text(chat.updated_at)}  {title_of(chat)}{said}"


def title_of(chat: Chat) -> str:
    """What it is called where it has no title yet, too."""
    return chat.title or "New chat"


def when_text(seconds: float) -> str:
    """A moment to the minute, here."""
    return datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M")
