"""`paddock chats settings` and `set`: what holds in one chat, who says so, and where it lies.

One rule: what is wrong with a command is found before anything is changed.
"""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Annotated

import typer

from paddock.application import Application
from paddock.cli.chat_lines import chat_fields, chat_line
from paddock.cli.terminal import Terminal
from paddock.services.chat_places import Arrangement

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

    @chats.command(
        "set",
        help="Change one chat: its title, where it lies, or a setting: persona, system_prompt, overflow, a sampler's.",
    )
    def chats_set(
        chat_id: Number,
        name: Annotated[str | None, typer.Argument(metavar="NAME", help="A setting, as `settings` shows it.")] = None,
        value: Annotated[
            str | None,
            typer.Argument(metavar="VALUE", help="A text, a number, or JSON; empty: what is inherited."),
        ] = None,
        title: Annotated[str | None, typer.Option(metavar="TEXT", help="Call it so.")] = None,
        folder: Annotated[
            str | None, typer.Option(metavar="NAME", help="Into this folder, made if there is none; empty: into none.")
        ] = None,
        pin: Annotated[bool | None, typer.Option("--pin/--no-pin", help="Keep it above all others, or not.")] = None,
        archive: Annotated[
            bool | None, typer.Option("--archive/--no-archive", help="Into the archive, or out of it.")
        ] = None,
        tag: Annotated[list[str] | None, typer.Option(metavar="TAG", help="Give it a tag; repeatable.")] = None,
        untag: Annotated[list[str] | None, typer.Option(metavar="TAG", help="Take a tag away; repeatable.")] = None,
        as_json: Json = False,
    ) -> int:
        if (name is None) is not (value is None):
            raise typer.BadParameter("a setting needs a value, which may be empty", param_hint="VALUE")
        place = Arrangement(pin, archive, folder, tuple(tag or ()), tuple(untag or ()))
        if name is None and title is None and place == Arrangement():
            raise typer.BadParameter("say what to change", param_hint="NAME")
        if title is not None and not title.strip():
            raise typer.BadParameter("a chat has a title", param_hint="--title")
        with build(os.environ) as application:
            service = application.open_store()
            service.get(chat_id)
            if name is not None and value is not None:
                application.chat_settings.set(chat_id, name, value)
            if title is not None:
                service.rename(chat_id, title)
            new = bool(folder and application.places.folder_named(folder) is None)
            application.places.arrange(chat_id, place)
            if new:  # else nobody would notice a slip of the keys
                terminal.tell(f"There was no folder “{folder}”: it was made.")
            if title is None and place == Arrangement():
                _print(application, terminal, chat_id, as_json, only=name)
            else:
                _print_chat(application, terminal, chat_id, as_json)
            return 0


def _print_chat(application: Application, terminal: Terminal, chat_id: int, as_json: bool) -> None:
    chat = application.open_store().get(chat_id)
    folders = {folder.id: folder.name for folder in application.places.folders()}
    if as_json:
        terminal.line(json.dumps(chat_fields(chat, folders), ensure_ascii=not terminal.writes_unicode, indent=2))
    else:
        terminal.line(chat_line(chat, folders))


def _print(application: Application, terminal: Terminal, chat_id: int, as_json: bool, only: str | None = None) -> None:
    """All settings; of one that was changed, a person is shown that one alone."""
    found = application.chat_settings.all(chat_id)
    if as_json:
        terminal.line(json.dumps([asdict(one) for one in found], ensure_ascii=not terminal.writes_unicode))
        return
    if only is not None and only not in {one.name for one in found}:
        terminal.line(f"{only} is kept; the model of this chat does not go by it.")
    for one in found:
        if only in (None, one.name):
            value = json.dumps(one.value, ensure_ascii=not terminal.writes_unicode)
            terminal.line(f"{one.name} = {value}  ({one.level})")
