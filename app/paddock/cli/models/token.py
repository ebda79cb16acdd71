"""`paddock models token`: the token of an account on the Hub.

One rule: it is read from a hidden prompt or from stdin, never from an argument, and never printed.
"""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from paddock.application import Application
from paddock.cli.groups import group
from paddock.cli.terminal import Terminal
from paddock.core.errors import UserError
from paddock.core.hub import TokenPlace
from paddock.services.token import TokenService

HELP = "Sign in to the Hub with a token, for models that are given to some people only; or show whose there is."
Json = Annotated[bool, typer.Option("--json", help="Print JSON; never the token.")]
PLACES = {
    TokenPlace.KEYRING: "in this system's keyring",
    TokenPlace.MEMORY: "in memory only, until this command ends",
}


def add_token(models: typer.Typer, build: Callable[[Mapping[str, str]], Application], terminal: Terminal) -> None:
    """Add the commands."""
    token = group(HELP, invoke_without_command=True)
    models.add_typer(token, name="token")

    @token.callback()
    def default(context: typer.Context, as_json: Json = False) -> int:
        return show(as_json) if context.invoked_subcommand is None else 0

    @token.command("show", help="Say whose token there is; connects to nothing.")
    def show(as_json: Json = False) -> int:
        with build(os.environ) as application:
            return _show(application.token, terminal, as_json)

    @token.command("set", help="Read a token from a hidden prompt, or from stdin; ask the Hub whose it is; keep it.")
    def set_(as_json: Json = False) -> int:
        with build(os.environ) as application:
            _alone(application)
            token = terminal.secret(f"Token for {application.token.host}: ")
            state = application.token.set(token)
            if state.place is not TokenPlace.KEYRING:
                raise UserError(
                    application.token.problem,
                    "Set the token in the window instead: it keeps it until it is closed.",
                    code="no-keyring",
                )
            return _show(application.token, terminal, as_json)

    @token.command("remove", help="Forget the token. On the Hub it stays valid: revoke it there.")
    def remove(as_json: Json = False) -> int:
        with build(os.environ) as application:
            _alone(application)
            application.token.remove()
            return _show(application.token, terminal, as_json)


def _alone(application: Application) -> None:
    """A window has its own settings in memory, and would write over what is noted here of the token."""
    if not application.claim():
        raise UserError("Paddock is running.", "Do it there, in the settings, or close it first.", code="running")


def _show(service: TokenService, terminal: Terminal, as_json: bool) -> int:
    state = service.state()
    if as_json:
        found = {"host": service.host, "place": state.place.value, "user": state.user, "not_used": service.not_used}
        terminal.line(json.dumps(found, ensure_ascii=not terminal.writes_unicode))
        return 0
    if state.place is TokenPlace.NONE:
        terminal.line(f"There is no token for {service.host}.")
    else:
        terminal.line(f"The token for {service.host} is that of {state.user}; it is {PLACES[state.place]}.")
    if service.not_used:
        terminal.line(
            f"{service.not_used} is set and not used: Paddock signs in only with a token that it was given. "
            f'To give it that one: echo "${service.not_used}" | paddock models token set'
        )
    return 0
