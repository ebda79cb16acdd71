"""`paddock lock`: a passphrase for the chats. One rule: a lock is never opened by anything that was typed openly."""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from paddock.application import Application
from paddock.cli.groups import group
from paddock.cli.passphrase import given_passphrase, new_passphrase
from paddock.cli.terminal import Terminal

Build = Callable[[Mapping[str, str]], Application]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def add_lock(app: typer.Typer, build: Build, terminal: Terminal) -> None:
    """Add the group `lock`."""
    lock = group("Lock the chats with a passphrase, which is asked for whenever they are opened.")
    app.add_typer(lock, name="lock")

    @lock.command(
        "set",
        help="Set the passphrase, or another one: it is typed twice, or the first line of the standard input. "
        "The keyring no longer holds the key then.",
    )
    def lock_set(
        with_keyring: Annotated[
            bool, typer.Option("--with-keyring", help="Passphrase and this system's keyring are both needed.")
        ] = False,
        recovery: Annotated[
            bool, typer.Option("--show-recovery-key", help="Print the recovery key, to be written down.")
        ] = False,
        as_json: Json = False,
    ) -> int:
        with build(os.environ) as application:
            application.open_store()
            application.set_lock(new_passphrase(terminal, "your chats"), with_keyring=with_keyring)
            if as_json:
                _print_state(application, terminal, {"recovery_key": application.recovery_key()} if recovery else {})
                return 0
            terminal.tell("Your chats are locked. If you forget the passphrase, only the recovery key opens them.")
            if recovery:
                terminal.line(application.recovery_key())
            return 0

    @lock.command("remove", help="Open the chats without a passphrase again.")
    def lock_remove(
        recovery: Annotated[
            bool, typer.Option("--recovery-key", help="Give the recovery key in place of the passphrase.")
        ] = False,
        as_json: Json = False,
    ) -> int:
        with build(os.environ) as application:
            if recovery:
                application.restore_key(given_passphrase(terminal, "Recovery key: ", "recovery key"))
            else:
                application.open_store()
            detail = application.remove_lock().detail if application.has_lock else "There is no passphrase."
            if as_json:
                _print_state(application, terminal, {"detail": detail})
            else:
                terminal.line(detail)
            return 0

    _add_looking(lock, build, terminal)


def _add_looking(lock: typer.Typer, build: Build, terminal: Terminal) -> None:
    @lock.command(
        "recovery-key", help="Print the recovery key, to be written down: it opens the chats if all else is lost."
    )
    def lock_recovery_key(as_json: Json = False) -> int:
        with build(os.environ) as application:
            application.open_store(read_only=True)
            key = application.recovery_key()
            terminal.line(json.dumps({"recovery_key": key}) if as_json else key)
            return 0

    @lock.command("status", help="Say whether the chats are locked with a passphrase.")
    def lock_status(as_json: Json = False) -> int:
        with build(os.environ) as application:
            if as_json:
                _print_state(application, terminal, {})
                return 0
            locked, keyring = application.has_lock, application.lock_needs_keyring
        needed = "the passphrase, together with this system's keyring," if keyring else "the passphrase"
        terminal.line(f"Your chats are locked: {needed} will open them." if locked else "There is no passphrase.")
        return 0


def _print_state(application: Application, terminal: Terminal, beside: Mapping[str, str]) -> None:
    """Whether there is a lock now, the same for every command of the group."""
    found = {
        "locked": application.has_lock,
        "needs_keyring": application.lock_needs_keyring,
        "lock_after_minutes": application.settings.current.lock_after_minutes,
        **beside,
    }
    terminal.line(json.dumps(found, ensure_ascii=not terminal.writes_unicode))
