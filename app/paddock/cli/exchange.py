"""`paddock chats export` and `import`. One rule: a file that is there is only replaced when that was asked for."""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from paddock.application import Application
from paddock.cli.files import unless_there
from paddock.cli.terminal import Terminal
from paddock.cli.words import counted
from paddock.core.errors import UserError
from paddock.core.exchange import Imported
from paddock.services.exchange.service import ExchangeService, Format

Build = Callable[[Mapping[str, str]], Application]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
FORMATS = {**{kind.value: kind for kind in Format}, "markdown": Format.MARKDOWN, "htm": Format.HTML}
"""What a format may be called, and how a file of it may end."""
KNOWN = ", ".join(kind.value for kind in Format)


def add_exchange(chats: typer.Typer, build: Build, terminal: Terminal) -> None:
    """Add the two commands to the group `chats`."""

    @chats.command("export", help="Write chats into a file: all branches and facts as JSON, else what is shown.")
    def chats_export(
        chat_ids: Annotated[
            list[int] | None, typer.Argument(metavar="[ID]...", help="Their numbers; none: all chats.")
        ] = None,
        kind: Annotated[
            str | None,
            typer.Option("--format", metavar="FORMAT", help=f"{KNOWN}; without it as FILE ends, on stdout json."),
        ] = None,
        output: Annotated[
            str, typer.Option("--output", "-o", metavar="FILE", help="Where to; - is the standard output.")
        ] = "-",
        each: Annotated[
            bool,
            typer.Option(
                "--each", help="All chats, a file for each: FILE is a new folder, or an archive if it ends in .zip."
            ),
        ] = False,
        replace: Annotated[bool, typer.Option("--replace", help="Replace a file that is there.")] = False,
        as_json: Json = False,
    ) -> int:
        chosen = _chosen(kind, output, each)
        if each and (chat_ids or output == "-" or chosen is Format.PDF):
            raise typer.BadParameter("it needs a FILE, takes all chats, and makes no PDF", param_hint="--each")
        with build(os.environ) as application:
            application.open_store(read_only=True)
            exchange = application.exchange
            ids = chat_ids or None
            if output == "-" and chosen is not Format.PDF:
                terminal.write(exchange.export(ids, chosen).decode())
                return 0
            if output == "-":
                raise UserError("A PDF is written into a file.", "Name one with -o.", code="needs-file")
            path = unless_there(Path(output).expanduser(), replace)
            about: dict[str, object] = {"path": str(path.absolute()), "format": chosen.value}
            about |= _export_each(exchange, path, chosen) if each else _export_to(exchange, terminal, path, ids, chosen)
            if as_json:
                _print_json(terminal, about)
            else:
                terminal.line(f"Written to {path}.")
            return 0

    @chats.command("import", help="Take in the chats of Paddock, ChatGPT, Claude, Open WebUI, LM Studio or Jan.")
    def chats_import(
        path: Annotated[Path, typer.Argument(metavar="PATH", help="A JSON file, a ZIP archive or a folder.")],
        as_json: Json = False,
    ) -> int:
        with build(os.environ) as application:
            application.open_store()
            done = application.exchange.import_from(path.expanduser())
        if as_json:
            _print_json(terminal, asdict(done))
        else:
            terminal.line(_came_in(done))
            for problem in done.problems:
                terminal.error(problem)
        return 0 if done.chat_ids or done.known or done.restored else 1


def _came_in(done: Imported) -> str:
    said = []
    if done.chat_ids:
        new = f"{counted(len(done.chat_ids), 'chat')} with {counted(done.messages, 'message')}"
        said.append(f"{new} came in from {done.program}.")
    if done.restored:
        said.append(f"{counted(done.restored, 'chat is', 'chats are')} back from the trash.")
    if done.known:
        said.append(f"{counted(done.known, 'chat was', 'chats were')} here already.")
    return " ".join(said if done.chat_ids or done.restored else ["Nothing new came in.", *said])


def _export_each(exchange: ExchangeService, path: Path, kind: Format) -> dict[str, object]:
    return {"chats": exchange.export_each(path, kind)}


def _export_to(
    exchange: ExchangeService, terminal: Terminal, path: Path, ids: list[int] | None, kind: Format
) -> dict[str, object]:
    exchange.export_to(path, ids, kind, lambda share: terminal.passing(f"{share:.0%}"))
    terminal.passing("")
    return {"size": path.stat().st_size}


def _chosen(kind: str | None, output: str, each: bool) -> Format:
    """The format that was named, or else the one that the file's name ends with.

    Raises:
        typer.BadParameter: neither says one, or they say two.
    """
    named = FORMATS.get(kind.lower()) if kind is not None else None
    if kind is not None and named is None:
        raise typer.BadParameter(f"“{kind}” is not one of {KNOWN}.", param_hint="--format")
    if output == "-" or each:  # a folder or an archive says nothing of what is in it
        return named or (Format.MARKDOWN if each else Format.JSON)
    ending = Path(output).suffix.lower()
    told = FORMATS.get(ending.removeprefix("."))
    if named is not None and told not in (None, named):
        raise typer.BadParameter(f"“{output}” does not end as {named.value} does.", param_hint="--format")
    if ending == ".zip":
        raise typer.BadParameter("an archive has a file for each chat: give --each, too.", param_hint="--output")
    if (found := named or told) is None:
        todo = f"Let it end with {', '.join(f'.{kind.value}' for kind in Format)}, or give --format."
        raise typer.BadParameter(f"“{output}” does not say in which format. {todo}", param_hint="--output")
    return found


def _print_json(terminal: Terminal, value: object) -> None:
    terminal.line(json.dumps(value, ensure_ascii=not terminal.writes_unicode, indent=2))
