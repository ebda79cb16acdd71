"""`paddock chats`: what is stored: to find, to read, and to put into the trash.

One rule: what only reads opens the chats for reading, beside a window that is open.
"""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

import typer

from paddock.application import Application
from paddock.cli.chat_lines import chat_fields, chat_line, title_of, when_text
from paddock.cli.chat_settings import add_chat_settings
from paddock.cli.exchange import add_exchange
from paddock.cli.groups import group
from paddock.cli.terminal import Terminal
from paddock.core.chats import Chat, Folder
from paddock.core.errors import UserError
from paddock.core.messages import Message, Role
from paddock.core.openai import call_to_json
from paddock.core.searching import ChatQuery, Hit

NONE_YET = frozenset({"no-chats", "no-store"})
MOST_HITS = 1000
Build = Callable[[Mapping[str, str]], Application]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Number = Annotated[int, typer.Argument(metavar="ID", help="The number that `list` shows.")]
Numbers = Annotated[list[int], typer.Argument(metavar="ID...", help="The numbers that `list` shows.")]


def add_chats(app: typer.Typer, build: Build, terminal: Terminal) -> None:
    """Add the group `chats`."""
    chats = group("Find and read the stored chats, put them in order and into the trash, take them out and in.")
    app.add_typer(chats, name="chats")
    _add_reading(chats, build, terminal)
    _add_search(chats, build, terminal)
    add_exchange(chats, build, terminal)
    add_chat_settings(chats, build, terminal)

    @chats.command("delete", help="Put chats into the trash, where they stay for 30 days.")
    def chats_delete(chat_ids: Numbers, as_json: Json = False) -> int:
        with build(os.environ) as application:
            return _move(application, terminal, chat_ids, as_json, trash=True)

    @chats.command("restore", help="Bring chats back from the trash.")
    def chats_restore(chat_ids: Numbers, as_json: Json = False) -> int:
        with build(os.environ) as application:
            return _move(application, terminal, chat_ids, as_json, trash=False)


def _add_reading(chats: typer.Typer, build: Build, terminal: Terminal) -> None:
    @chats.command("list", help="One line a chat: number, time, title, and where it lies.")
    def chats_list(
        pinned: Annotated[bool, typer.Option("--pinned", help="Those that are pinned.")] = False,
        archived: Annotated[bool, typer.Option("--archived", help="Those in the archive.")] = False,
        trash: Annotated[bool, typer.Option("--trash", help="Those in the trash.")] = False,
        folder: Annotated[str | None, typer.Option(metavar="NAME", help="Those in this folder.")] = None,
        tag: Annotated[str | None, typer.Option(metavar="TAG", help="Those with this tag.")] = None,
        as_json: Json = False,
    ) -> int:
        with build(os.environ) as application:
            wanted = Wanted(pinned, archived, trash, folder, tag)
            return list_chats(application, terminal, as_json, wanted)

    @chats.command("show", help="A chat as Markdown.")
    def chats_show(chat_id: Number, as_json: Json = False) -> int:
        with build(os.environ) as application:
            return show_chat(application, terminal, chat_id, as_json)


def _add_search(chats: typer.Typer, build: Build, terminal: Terminal) -> None:
    @chats.command("search", help="Find messages by their words, the newest first.")
    def chats_search(
        words: Annotated[
            str,
            typer.Argument(metavar="WORDS", help='Words, "a phrase", begin*, -without; the last may be unfinished.'),
        ],
        folder: Annotated[str | None, typer.Option(metavar="NAME", help="In this folder only.")] = None,
        tag: Annotated[str, typer.Option(metavar="TAG", help="With this tag only.")] = "",
        role: Annotated[Role | None, typer.Option(help="Who said it.")] = None,
        model: Annotated[str, typer.Option(metavar="NAME", help="What answered, as it is shown.")] = "",
        after: Annotated[str | None, typer.Option(metavar="DAY", help="On this day (2026-01-31) or later.")] = None,
        before: Annotated[str | None, typer.Option(metavar="DAY", help="On this day or earlier.")] = None,
        limit: Annotated[int, typer.Option(min=1, max=MOST_HITS, help="At most so many.")] = 50,
        as_json: Json = False,
    ) -> int:
        first, last = _day(after, "--after"), _day(before, "--before")
        with build(os.environ) as application:
            try:
                application.open_store(read_only=True)
            except UserError as error:
                if error.code not in NONE_YET:
                    raise
                return _print_hits(terminal, [], as_json)
            query = ChatQuery(
                words,
                folder_id=_folder(application, folder).id if folder is not None else None,
                tag=tag,
                role=role,
                model=model,
                after=first.timestamp() if first else None,
                before=(last + timedelta(days=1)).timestamp() if last else None,
                limit=limit,
            )
            return _print_hits(terminal, application.places.search(query), as_json)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which chats are listed; all that are neither in the archive nor in the trash, if nothing is said."""

    pinned: bool = False
    archived: bool = False
    trash: bool = False
    folder: str | None = None
    tag: str | None = None

    def among(self, chats: Sequence[Chat], folder_id: int | None) -> list[Chat]:
        """Those of these that are wanted: the pinned ones first, then as the time that is shown says."""
        found = [
            chat
            for chat in chats
            if (self.trash or chat.archived == self.archived)
            and (not self.pinned or chat.pinned)
            and (self.folder is None or chat.folder_id == folder_id)
            and (self.tag is None or self.tag.casefold() in map(str.casefold, chat.tags))
        ]
        return found if self.trash else sorted(found, key=lambda chat: (not chat.pinned, -chat.updated_at))


def list_chats(app: Application, terminal: Terminal, as_json: bool, wanted: Wanted) -> int:
    """One line a chat: those that are pinned, then the others, each the one written to last first."""
    folders: dict[int, str] = {}
    try:
        service = app.open_store(read_only=True)
        folders = {folder.id: folder.name for folder in app.places.folders()}
        within = _folder(app, wanted.folder).id if wanted.folder is not None else None
        chats = wanted.among(app.places.trashed() if wanted.trash else service.chats(), within)
    except UserError as error:
        if error.code not in NONE_YET:
            raise
        chats = []
    if as_json:
        _print_json(terminal, [chat_fields(chat, folders) for chat in chats])
        return 0
    if not chats:
        terminal.tell("No chats yet." if wanted == Wanted() else "No such chats.")
    for chat in chats:
        terminal.line(chat_line(chat, folders))
    return 0


def show_chat(app: Application, terminal: Terminal, chat_id: int, as_json: bool) -> int:
    """The visible path, as Markdown or as JSON."""
    service = app.open_store(read_only=True)
    if any(chat.id == chat_id for chat in app.places.trashed()):
        todo = f"`paddock chats restore {chat_id}` brings it back."
        raise UserError(f"Chat {chat_id} is in the trash.", todo, code="in-trash")
    if as_json:
        messages = [_message(message) for message in service.messages(chat_id)]
        folders = {folder.id: folder.name for folder in app.places.folders()}
        _print_json(terminal, {**chat_fields(service.get(chat_id), folders), "messages": messages})
    else:
        terminal.write(service.export_markdown(chat_id))
    return 0


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
        "parent": message.parent_id,
        "siblings": list(message.siblings),
        "role": message.role.value,
        "text": message.text,
        **more,
        "status": message.status.value,
        "model": message.model,
        "finish_reason": message.finish_reason,
        "error": message.error,
        "seed": message.seed,
        "sampling": json.loads(message.sampling) if message.sampling else {},
        "build": message.build,
        "first_kept": message.first_kept,
        "usage": asdict(message.usage),
        "timings": asdict(message.timings),
        "created_at": message.created_at,
    }


def _print_json(terminal: Terminal, value: object) -> None:
    terminal.line(json.dumps(value, ensure_ascii=not terminal.writes_unicode, indent=2))


def _move(app: Application, terminal: Terminal, chat_ids: Sequence[int], as_json: bool, *, trash: bool) -> int:
    """Into the trash or out of it: all of them or, where one is not there, none."""
    service = app.open_store()
    trashed = {chat.id: chat for chat in app.places.trashed()}
    if trash:
        chats = [trashed.get(chat_id) or service.get(chat_id) for chat_id in chat_ids]
        app.places.trash(chat_ids)
    else:
        missing = [chat_id for chat_id in chat_ids if chat_id not in trashed]
        if missing:
            raise UserError(
                f"There is no chat {missing[0]} in the trash.",
                "`paddock chats list --trash` shows what is there.",
                code="no-such-chat",
            )
        chats = [trashed[chat_id] for chat_id in chat_ids]
        app.places.untrash(chat_ids)
    if as_json:
        _print_json(terminal, [{"id": chat.id, "title": chat.title, "in_trash": trash} for chat in chats])
        return 0
    for chat in chats:
        there = "was in the trash already" if chat.id in trashed else "is in the trash for 30 days"
        where = there if trash else "is back"
        terminal.line(f"“{title_of(chat)}” {where}.")
    return 0


def _print_hits(terminal: Terminal, hits: Sequence[Hit], as_json: bool) -> int:
    if as_json:
        _print_json(terminal, [asdict(hit) for hit in hits])
        return 0
    if not hits:
        terminal.tell("Nothing was found.")
    for hit in hits:
        who = "title" if hit.role is None else hit.role.value
        terminal.line(f"{hit.chat_id:>5}  {when_text(hit.created_at)}  {hit.title or 'New chat'}  [{who}]")
        terminal.line(f"       {hit.snippet}")
    return 0


def _folder(app: Application, name: str) -> Folder:
    if (found := app.places.folder_named(name)) is None:
        there = ", ".join(folder.name for folder in app.places.folders()) or "none yet"
        raise UserError(f"There is no folder “{name}”.", f"There is: {there}.", code="no-such-folder")
    return found


def _day(text: str | None, option: str) -> datetime | None:
    """The beginning of a day.

    Raises:
        typer.BadParameter: it is none.
    """
    if text is None:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), time.min)
    except ValueError as error:
        raise typer.BadParameter(f"“{text}” is no day; write it like 2026-01-31.", param_hint=option) from error
