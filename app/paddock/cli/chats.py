"""`paddock chats`: what is stored, to read or to keep elsewhere. One rule: it opens the chats for reading only."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from paddock.application import Application
from paddock.cli.terminal import Terminal
from paddock.core.chats import Chat
from paddock.core.errors import UserError
from paddock.core.messages import Message
from paddock.core.openai import call_to_json

NONE_YET = frozenset({"no-chats", "no-store"})


def list_chats(app: Application, terminal: Terminal, as_json: bool) -> int:
    """One line a chat, the one written to last first."""
    try:
        chats = app.open_store(read_only=True).chats()
    except UserError as error:
        if error.code not in NONE_YET:
            raise
        chats = []
    if as_json:
        _print_json(terminal, [_chat(chat) for chat in chats])
        return 0
    if not chats:
        terminal.note("There are no chats yet.")
    for chat in chats:
        when = datetime.fromtimestamp(chat.updated_at).strftime("%Y-%m-%d %H:%M")
        terminal.line(f"{chat.id:>5}  {when}  {chat.title or 'New chat'}")
    return 0


def show_chat(app: Application, terminal: Terminal, chat_id: int, as_json: bool) -> int:
    """The visible path, as Markdown or as JSON."""
    service = app.open_store(read_only=True)
    if as_json:
        messages = [_message(message) for message in service.messages(chat_id)]
        _print_json(terminal, {**_chat(service.get(chat_id)), "messages": messages})
    else:
        terminal.write(service.export_markdown(chat_id))
    return 0


def _chat(chat: Chat) -> dict[str, Any]:
    fields = asdict(chat)
    return {name: fields[name] for name in ("id", "title", "model", "system_prompt", "created_at", "updated_at")}


def _message(message: Message) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if message.reasoning:
        more |= {"reasoning": message.reasoning, "reasoning_seconds": message.reasoning_seconds}
    if message.calls:
        more["tool_calls"] = [call_to_json(call) for call in message.calls]
    if message.results:
        more["tool_results"] = [asdict(result) for result in message.results]
    return {
        "id": message.id,
        "role": message.role.value,
        "text": message.text,
        **more,
        "status": message.status.value,
        "model": message.model,
        "finish_reason": message.finish_reason,
        "error": message.error,
        "seed": message.seed,
        "usage": asdict(message.usage),
        "timings": asdict(message.timings),
        "created_at": message.created_at,
    }


def _print_json(terminal: Terminal, value: object) -> None:
    terminal.line(json.dumps(value, ensure_ascii=not terminal.writes_unicode, indent=2))
