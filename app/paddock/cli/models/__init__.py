"""`paddock models`: the commands that find, fetch and keep models. One rule: each lives in a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import typer

from paddock.application import Application
from paddock.cli.models.pull import add_pull
from paddock.cli.terminal import Terminal


def add_models(app: typer.Typer, build: Callable[[Mapping[str, str]], Application], terminal: Terminal) -> None:
    """Add the group."""
    models = typer.Typer(help="Find, fetch and keep models.", rich_markup_mode=None)
    app.add_typer(models, name="models")
    add_pull(models, build, terminal, lambda application: application.discover)  # type: ignore[attr-defined]

    @models.callback()
    def group() -> None:  # without it typer makes a group of one command that command
        pass
