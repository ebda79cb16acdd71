"""`paddock backup` and `paddock restore`. One rule: whatever is replaced is kept, and where is said."""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from paddock.application import Application
from paddock.cli.chat_lines import when_text
from paddock.cli.files import ordinary, unless_there
from paddock.cli.passphrase import given_passphrase, new_passphrase
from paddock.cli.terminal import Terminal
from paddock.cli.words import counted
from paddock.core.errors import UserError
from paddock.core.sizes import size_text
from paddock.services.backup import Contents, Restored
from paddock.store.copies import Copy

Build = Callable[[Mapping[str, str]], Application]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
File = Annotated[Path | None, typer.Argument(metavar="FILE", help="The backup.")]


def add_backup(app: typer.Typer, build: Build, terminal: Terminal) -> None:
    """Add the two commands."""

    @app.command("backup", help="Write all chats and settings into one file that a passphrase opens.")
    def backup(
        file: File = None,
        replace: Annotated[bool, typer.Option("--replace", help="Replace a file that is there.")] = False,
        listed: Annotated[bool, typer.Option("--list", help="Show the copies that Paddock keeps by itself.")] = False,
        as_json: Json = False,
    ) -> int:
        if listed == (file is not None):
            raise typer.BadParameter("give a file to write, or --list", param_hint="FILE")
        with build(os.environ) as application:
            if file is None:
                return _list(application, terminal, as_json)
            return _back_up(application, terminal, file.expanduser(), replace, as_json)

    @app.command("restore", help="Bring chats back: from a backup, from a copy Paddock kept, or out of a damaged file.")
    def restore(
        file: File = None,
        replace: Annotated[
            bool,
            typer.Option(
                "--replace", "--yes", help="In place of other chats, without asking; they are kept as a copy."
            ),
        ] = False,
        automatic: Annotated[
            str | None,
            typer.Option(metavar="NAME", help="A copy that `paddock backup --list` shows; or: latest."),
        ] = None,
        salvage: Annotated[bool, typer.Option("--salvage", help="What can be read of damaged chats.")] = False,
        as_json: Json = False,
    ) -> int:
        if (file is not None) + (automatic is not None) + salvage != 1:
            raise typer.BadParameter("give a backup, or --automatic, or --salvage", param_hint="FILE")
        with build(os.environ) as application:
            if salvage:
                return _salvage(application, terminal, as_json)
            if automatic is not None:
                backups = application.vacate()
                made_at = when_text(backups.find_copy(automatic).made_at)
                if backups.has_chats():
                    _confirm(terminal, f"Put those of {made_at} in their place?", replace)
                return _say_restored(terminal, backups.restore_copy(automatic), as_json)
            assert file is not None
            file = file.expanduser()
            if not file.exists():
                raise UserError(f"There is no file “{file}”.", "Give the path of a backup.", code="no-such-file")
            application.backups.check(ordinary(file))
            application.paths.ensure()
            backups = application.vacate()
            passphrase = given_passphrase(terminal, "Passphrase of the backup: ")
            found = backups.look(file, passphrase)
            if not as_json:
                terminal.tell(_contents_line(found))
            if found.replaces:
                _confirm(terminal, "Put those of the backup in their place?", replace)
            return _say_restored(terminal, backups.restore(file, passphrase, replace=found.replaces), as_json)


def _confirm(terminal: Terminal, question: str, replace: bool) -> None:
    """Nothing takes the place of chats before a person, or the script they wrote, has said so."""
    if replace:
        return
    if not terminal.is_conversation:
        raise UserError(
            "There are chats here already, and nobody can be asked.",
            "Give --yes to put others in their place; they are kept as a copy.",
            code="chats-exist",
        )
    answer = terminal.ask(f"There are chats here already; they are kept as a copy. {question} [y/N] ")
    if answer.strip().lower() not in ("y", "yes"):
        raise UserError("Nothing was changed.", code="not-confirmed")


def _contents_line(found: Contents) -> str:
    amount = f"{counted(found.chats, 'chat')} with {counted(found.messages, 'message')}"
    return f"Written on {when_text(found.made_at)} by Paddock {found.program}: {amount}, and the settings."


def _back_up(app: Application, terminal: Terminal, file: Path, replace: bool, as_json: bool) -> int:
    done = app.backups.back_up(unless_there(file, replace), new_passphrase(terminal, "this backup"))
    size = file.stat().st_size
    if as_json:
        _print_json(
            terminal, {"path": str(file.absolute()), "size": size, "chats": done.chats, "messages": done.messages}
        )
        return 0
    terminal.line(
        f"{_amount(done.chats, done.messages)} in {file} ({size_text(size)}), which was read back. "
        "Model files are not in it. Without the passphrase nobody can open it, not even you."
    )
    return 0


def _list(app: Application, terminal: Terminal, as_json: bool) -> int:
    copies = app.backups.copies()
    if as_json:
        _print_json(terminal, [_copy(copy) for copy in copies])
        return 0
    if not copies:
        terminal.tell("Paddock has kept no copies yet.")
    for copy in copies:
        terminal.line(f"{copy.name}  {when_text(copy.made_at)}  {size_text(copy.size)}")
    return 0


def _say_restored(terminal: Terminal, done: Restored, as_json: bool) -> int:
    if as_json:
        kept = _copy(done.kept) if done.kept is not None else None
        _print_json(terminal, {**asdict(done), "missing_models": list(done.missing_models), "kept": kept})
        return 0
    terminal.line(f"{_amount(done.chats, done.messages)} here.")
    if done.kept is not None:
        terminal.line(f"What was here before is kept as {done.kept.name}.")
    if done.missing_models:
        terminal.line(f"These models are not on this computer: {', '.join(done.missing_models)}.")
    return 0


def _salvage(app: Application, terminal: Terminal, as_json: bool) -> int:
    report, kept = app.vacate().salvage()
    if as_json:
        _print_json(terminal, {**asdict(report), "whole": report.whole, "kept": _copy(kept)})
        return 0
    terminal.line(f"{_amount(report.rows['chats'], report.rows['messages'])} here: what could be read.")
    if report.whole:
        terminal.line("Nothing is missing.")
    for table, count in report.gaps.items():
        if count:
            terminal.line(f"Of the {table}, {counted(count, 'stretch', 'stretches')} of one or more could not be read.")
    if report.titles_lost:
        terminal.line(f"{counted(report.titles_lost, 'chat has lost its title', 'chats have lost their titles')}.")
    if report.moved:
        terminal.line(f"{counted(report.moved, 'message follows', 'messages follow')} the one before a lost one.")
    terminal.line(f"The damaged file is kept as {kept.name}.")
    return 0


def _amount(chats: int, messages: int) -> str:
    """ "2 chats with 9 messages are"."""
    return f"{counted(chats, 'chat')} with {counted(messages, 'message')} {'is' if chats == 1 else 'are'}"


def _copy(copy: Copy) -> dict[str, Any]:
    return {
        "name": copy.name,
        "reason": copy.reason.value,
        "made_at": copy.made_at,
        "size": copy.size,
        "path": str(copy.path),
    }


def _print_json(terminal: Terminal, value: object) -> None:
    terminal.line(json.dumps(value, ensure_ascii=not terminal.writes_unicode, indent=2))
