"""`paddock erase`: everything that is stored here. One rule: nothing is deleted before the word was typed."""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Annotated

import typer

from paddock.application import Application
from paddock.cli.terminal import Terminal
from paddock.core.errors import UserError
from paddock.core.sizes import size_text

Build = Callable[[Mapping[str, str]], Application]
WORD = "erase"


def add_erase(app: typer.Typer, build: Build, terminal: Terminal) -> None:
    """Add the command."""

    @app.command("erase", help="Delete all chats, copies, settings, keys, logs and what is cached, for good.")
    def erase(
        models: Annotated[bool, typer.Option("--models", help="The downloaded models, too.")] = False,
        yes: Annotated[bool, typer.Option("--yes", help="Do not ask; for scripts.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> int:
        with build(os.environ) as application:
            if not yes:
                _confirm(application, terminal, models)
            application.paths.ensure()
            done = application.erase(models=models)
        if as_json:
            terminal.line(json.dumps(asdict(done), ensure_ascii=not terminal.writes_unicode, indent=2))
        else:
            for what, size in done.gone.items():
                terminal.line(f"Deleted: {what}" + (f", {size_text(size)}" if size else ""))
            for problem in done.problems:
                terminal.error(problem)
        return 1 if done.problems else 0


def _confirm(application: Application, terminal: Terminal, models: bool) -> None:
    if not terminal.is_conversation:
        raise UserError("Nobody can be asked here.", "Give --yes if everything is to be deleted.", code="not-asked")
    also = " and the downloaded models" if models else ""
    terminal.line(f"All chats, their copies, settings, keys, logs and caches{also} will be deleted, for good:")
    terminal.line(f"  {application.paths.data}\n  {application.paths.config}\n  {application.paths.cache}")
    terminal.line("Backups that you wrote elsewhere stay.")
    if terminal.ask(f"Type {WORD} to go on: ").strip() != WORD:
        raise UserError("Nothing was deleted.", code="not-confirmed")
