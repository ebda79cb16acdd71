"""`paddock connections`: whom the program has asked for something, and why. One rule: it connects to nothing."""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from paddock.application import Application
from paddock.cli.terminal import Terminal
from paddock.core.errors import UserError
from paddock.core.refusals import why_not

Build = Callable[[Mapping[str, str]], Application]


def add_connections(app: typer.Typer, build: Build, terminal: Terminal) -> None:
    """Add the command."""

    @app.command("connections", help="Every connection that Paddock made: when, to whom, and why; the latest first.")
    def connections(
        clear: Annotated[bool, typer.Option("--clear", help="Forget them.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> int:
        with build(os.environ) as application:
            if clear:
                forgotten = _clear(application)
                if as_json:
                    terminal.line(json.dumps({"forgotten": forgotten}))
                return 0
            made = application.connections.all()
            if as_json:
                terminal.line(json.dumps([asdict(one) for one in made], ensure_ascii=not terminal.writes_unicode))
                return 0
            if not made:
                terminal.tell("Paddock has made no connection.")
            for one in made:
                when = datetime.fromtimestamp(one.at).strftime("%Y-%m-%d %H:%M:%S")
                terminal.line(f"{when}  {one.host}  {one.why}")
            return 0


def _clear(application: Application) -> int:
    """Forget them; how many there were."""
    count = len(application.connections.all())
    try:
        application.connections.clear()
    except OSError as error:
        raise UserError(
            f"The list cannot be deleted: {why_not(error)}.",
            f"Make {application.paths.connections} writable for you.",
            code="not-cleared",
        ) from error
    return count
