"""How the command line comes by passphrases.

One rule: never from an argument or a value of the environment, which other programs can read; from a hidden prompt,
else from the standard input or a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from paddock.application import Application
from paddock.cli.terminal import Terminal
from paddock.core.errors import Remedy, UserError

Build = Callable[[Mapping[str, str]], Application]
FILE = "PADDOCK_PASSPHRASE_FILE"
"""The variable that names a file (or a descriptor: /dev/fd/3) whose first line opens chats that are locked."""


def asking(build: Build, terminal: Terminal) -> Build:
    """The same, where the program knows how to ask for the passphrase of chats, and says what it found broken."""

    def built(env: Mapping[str, str]) -> Application:
        application = build(env)
        if application.settings.problem:
            terminal.error(application.settings.problem)
        application.ask_passphrase = lambda: _of_the_chats(terminal, env.get(FILE, ""))
        return application

    return built


def given_passphrase(terminal: Terminal, prompt: str, what: str = "passphrase") -> str:
    """One that exists already: typed, or the first line of the standard input.

    Raises:
        UserError: "no-passphrase".
    """
    return terminal.ask_secret(prompt) if terminal.is_conversation else _first_line(terminal, what)


def new_passphrase(terminal: Terminal, what: str) -> str:
    """One that is made now: typed twice, or the first line of the standard input.

    Raises:
        UserError: "passphrases-differ", "no-passphrase".
    """
    if not terminal.is_conversation:
        return _first_line(terminal, "passphrase")
    first = terminal.ask_secret(f"New passphrase for {what}: ")
    if terminal.ask_secret("The same again: ") != first:
        raise UserError("The two passphrases differ.", "Try it again.", code="passphrases-differ")
    return first


def _first_line(terminal: Terminal, what: str) -> str:
    if line := terminal.read_line():
        return line
    raise UserError(
        f"No {what} was given.",
        "Type it on a terminal, or let it be the first line of the standard input.",
        code="no-passphrase",
    )


def _of_the_chats(terminal: Terminal, file: str) -> str:
    if file:
        try:
            return (Path(file).read_text("utf-8").splitlines() or [""])[0]
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(
                f"The file that {FILE} names cannot be read.", "Let it hold the passphrase.", code="locked"
            ) from error
    if terminal.is_conversation:
        return terminal.ask_secret("Passphrase of your chats: ")
    raise UserError(
        "Your chats are locked.",
        f"Run this on a terminal, or let {FILE} name a file that holds the passphrase.",
        code="locked",
        remedy=Remedy.ENTER_PASSPHRASE,
    )
