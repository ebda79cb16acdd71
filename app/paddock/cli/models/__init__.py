"""`paddock models`: the commands that find, fetch and keep models. One rule: each lives in a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import typer

from paddock.application import Application
from paddock.cli.groups import group
from paddock.cli.models.discover import add_discover
from paddock.cli.models.library import add_library
from paddock.cli.models.pull import add_pull
from paddock.cli.models.quantize import add_quantize
from paddock.cli.models.token import add_token
from paddock.cli.terminal import Terminal


def add_models(app: typer.Typer, build: Callable[[Mapping[str, str]], Application], terminal: Terminal) -> None:
    """Add the group."""
    models = group("Find, fetch and keep models.")
    app.add_typer(models, name="models")
    for add in (add_discover, add_library, add_quantize, add_token):
        add(models, build, terminal)
    add_pull(models, build, terminal, lambda application: application.discover)
