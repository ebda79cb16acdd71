"""`paddock chats settings` and `set`: what holds in one chat, and who says so. One rule: reading changes nothing."""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Annotated

import typer

from paddock.application import Application
from paddock.cli.terminal import Terminal

Build = Callable[[Mapping[str, str]], Application]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Number = Annotated[int, typer.Argument(metavar="ID", help="The number that `list` shows.")]


def add_chat_settings(chats: typer.Typer, build: Build, terminal: Terminal) -> None:
    """Add both to the group `chats`."""

    @chats.command("settings", help="What holds in a chat, and who says so: chat, persona, model, all-models, program.")
    def chats_settings(chat_id: Number, as_json: Json = False) -> int:
        with build(os.environ) as application:
            application.open_store(read_only=True)
            _print(application, terminal, chat_id, as_json)
            return 0

    @chats.command("set", help="Change a setting of one chat: persona, system_prompt, overflow, or a sampler's.")
    def chats_set(
        chat_id: Number,
        name: Annotated[str, typer.Argument(metavar="NAME", help="As `settings` shows it.")],
        value: Annotated[
            str, typer.Argument(metavar="VALUE", help="A text, a number, or JSON; empty: what is inherited.")
        ],
        as_json: Json = False,
    ) -> int:
        with build(os.environ) as application:
            application.open_store()
            application.chat_settings.set(chat_id, name, value)
            if as_json:
                _print(application, terminal, chat_id, as_json)
            return 0


def _print(application: Application, terminal: Terminal, chat_id: int, as_json: bool) -> None:
    found = application.chat_settings.all(chat_id)
    if as_json:
        terminal.line(json.dumps([asdict(one) for one in found], ensure_ascii=not terminal.writes_unicode))
        return
    for one in found:
        value = json.dumps(one.value, ensure_ascii=not terminal.writes_unicode)
        terminal.line(f"{one.name} = {value}  ({one.level})")
