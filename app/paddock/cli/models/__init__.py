"""`paddock models`: the commands that find, fetch and keep models. One rule: each lives in a module of its own."""

# No `from __future__ import annotations` here: typer reads the annotations.

from collections.abc import Callable, Mapping

import typer

from paddock.application import Application
from paddock.cli.models.library import add_library
from paddock.cli.terminal import Terminal


def add_models(app: typer.Typer, build: Callable[[Mapping[str, str]], Application], terminal: Terminal) -> None:
    """Add the group with all its commands."""
    models = typer.Typer(help="Find models, fetch them, and keep them.", rich_markup_mode=None)
    app.add_typer(models, name="models")
    add_library(models, build, terminal)
