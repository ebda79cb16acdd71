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
from paddock.cli.terminal import Terminal
from paddock.core.errors import UserError
from paddock.services.exchange.service import ExchangeService, Format

Build = Callable[[Mapping[str, str]], Application]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def add_exchange(chats: typer.Typer, build: Build, terminal: Terminal) -> None:
    """Add the two commands to the group `chats`."""

    @chats.command("export", help="Write chats into a file: all branches and facts as JSON, else what is shown.")
    def chats_export(
        chat_ids: Annotated[
            list[int] | None, typer.Argument(metavar="[ID]...", help="Their numbers; none: all chats.")
        ] = None,
        kind: Annotated[Format | None, typer.Option("--format", help="As the file's name ends, unless given.")] = None,
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
        chosen = kind or _by_name(output)
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
            path = Path(output).expanduser()
            if path.exists() and not replace:
                raise UserError(f"“{path}” is there already.", "Give --replace, or another name.", code="file-exists")
            about: dict[str, object] = {"path": str(path.absolute()), "format": chosen.value}
            about |= _export_each(exchange, path, chosen) if each else _export_to(exchange, terminal, path, ids, chosen)
            if as_json:
                _print_json(terminal, about)
            else:
                terminal.note(f"Written to {path}.")
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
                return 0
            terminal.note(f"{len(done.chat_ids)} chats of {done.program} came in; {done.known} were here already.")
            for problem in done.problems:
                terminal.note(problem)
            return 0


def _export_each(exchange: ExchangeService, path: Path, kind: Format) -> dict[str, object]:
    return {"chats": exchange.export_each(path, kind)}


def _export_to(
    exchange: ExchangeService, terminal: Terminal, path: Path, ids: list[int] | None, kind: Format
) -> dict[str, object]:
    exchange.export_to(path, ids, kind, lambda share: terminal.passing(f"{share:.0%}"))
    terminal.passing("")
    return {"size": path.stat().st_size}


def _by_name(output: str) -> Format:
    ending = Path(output).suffix.lower().removeprefix(".")
    return {"json": Format.JSON, "html": Format.HTML, "htm": Format.HTML, "pdf": Format.PDF}.get(
        ending, Format.JSON if output == "-" else Format.MARKDOWN
    )


def _print_json(terminal: Terminal, value: object) -> None:
    terminal.line(json.dumps(value, ensure_ascii=not terminal.writes_unicode, indent=2))
