"""What holds for every command that there is."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import typer

from paddock.application import build
from paddock.cli.main import grammar
from paddock.cli.terminal import Terminal


def commands(node: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, set[str], str]]:
    """Each command's name, options, and what its help says."""
    inside = getattr(node, "commands", None)
    if inside:
        for name, command in inside.items():
            yield from commands(command, (*path, name))
        return
    options = {option for parameter in node.params for option in parameter.opts}  # type: ignore[attr-defined]
    yield " ".join(path), options, str(node.help or "")  # type: ignore[attr-defined]


def test_every_command_takes_json_and_says_what_it_does() -> None:
    root = typer.main.get_command(grammar(build, Terminal(sys.stdin, sys.stdout, sys.stderr)))
    found = list(commands(root))
    assert len(found) > 40
    assert [name for name, options, _ in found if "--json" not in options] == []
    assert [name for name, _, told in found if not told.strip().endswith(".")] == []
