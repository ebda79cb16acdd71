"""Groups of commands. One rule: their help tells each command's sentence to its end."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

WHOLE = 1000
"""Characters that no sentence has; typer's own help would cut it where the line ends."""


class WholeHelp(TyperGroup):
    """A group whose help shows whole sentences, over several lines if need be."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """See `TyperGroup.format_commands`."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, command.get_short_help_str(WHOLE)) for name, command in found if command is not None]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def group(told: str, **facts: Any) -> typer.Typer:
    """A group of commands with this help, without rich's frames."""
    return typer.Typer(help=told, rich_markup_mode=None, cls=WholeHelp, **facts)
