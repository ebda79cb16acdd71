"""The token of the person's account on the Hub: in the system's keyring, or in memory where there is none.

One rule: it is never on the disk in the clear, and the keyring is asked only where it is known to hold one, since that
may open a dialog. Each address of a Hub has a token of its own: none goes to a mirror that it was not given for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from paddock.config.secrets import SecretBackend, SecretsUnavailable
from paddock.config.settings import SettingsFile
from paddock.core.errors import Remedy, UserError
from paddock.core.hub import TokenPlace, TokenState
from paddock.core.said import say

PATIENCE = 60.0
"""Seconds that the keyring may take: somebody may have to type its password."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Token:
    token: str = field(repr=False)
    user: str = ""


class TokenVault:
    """The token for the Hub that is in use; every method may block on the keyring, but `state`.

    Args:
        hub: the Hub's address at this moment.
        patience: seconds to wait for the keyring.
    """

    def __init__(
        self, backend: SecretBackend, settings: SettingsFile, hub: Callable[[], str], *, patience: float = PATIENCE
    ) -> None:
        self._backend = backend
        self._settings = settings
        self._hub = hub
        self._patience = patience
        self._lock = threading.Lock()  # held while the keyring is asked: one dialog, however many requests wait
        self._in_memory: dict[str, _Token] = {}  # kept nowhere else
        self._read: dict[str, _Token] = {}  # from the keyring; of "" where it did not give it
        self._problem = ""

    @property
    def problem(self) -> str:
        """Why the keyring does not hold the token, or does not give it, for the person; "" if nothing is wrong."""
        return self._problem

    def get(self) -> str:
        """The token; "" if there is none, or the keyring does not give it (then `problem` says so)."""
        hub = self._hub()
        if (kept := self._in_memory.get(hub)) is not None:
            return kept.token
        if hub not in self._settings.current.hub_users:
            return ""
        with self._lock:
            if hub not in self._read:
                self._read[hub] = _Token(self._from_keyring(hub))
            return self._read[hub].token

    def state(self) -> TokenState:
        """Where the token is and whose; asks nobody."""
        hub = self._hub()
        if (kept := self._in_memory.get(hub)) is not None:
            return TokenState(TokenPlace.MEMORY, kept.user)
        user = self._settings.current.hub_users.get(hub)
        return TokenState() if user is None else TokenState(TokenPlace.KEYRING, user)

    def keep(self, token: str, user: str) -> TokenState:
        """Keep a token that was checked: in the keyring, else until the program ends.

        Raises:
            UserError: settings-not-saved; then it is not kept.
        """
        hub = self._hub()
        with self._lock:
            self._in_memory.pop(hub, None)
            self._read.pop(hub, None)
            self._problem = ""
            self._remember(hub, user)  # first, so that no token is ever in the keyring that nobody knows of
            try:
                self._patiently(lambda: self._backend.set(_name(hub), token))
            except SecretsUnavailable as error:
                self._problem = (
                    f"The token is kept only until Paddock ends, for the keyring cannot keep it: {error.why}."
                )
                self._in_memory[hub] = _Token(token, user)
                self._remember(hub, None)
            else:
                self._read[hub] = _Token(token, user)
        return self.state()

    def remove(self) -> None:
        """Forget the token for this Hub. Idempotent.

        Raises:
            UserError: token-not-removed, the keyring does not let go of it; it is not used any more all the same.
        """
        hub = self._hub()
        with self._lock:
            self._in_memory.pop(hub, None)
            self._read.pop(hub, None)
            self._problem = ""
            known = hub in self._settings.current.hub_users
            try:
                self._patiently(lambda: self._backend.delete(_name(hub)))
            except SecretsUnavailable as error:
                self._read[hub] = _Token("")
                if known:
                    raise UserError(
                        say("The token is not used any more, but the keyring still holds it: {why}.", why=error.why),
                        say("Unlock the keyring and remove the token again."),
                        code="token-not-removed",
                        remedy=Remedy.RETRY,
                    ) from error
            self._remember(hub, None)

    def destroy(self) -> list[str]:
        """Forget the tokens for every Hub.

        Returns:
            what the keyring still holds, and why, in sentences.
        """
        problems = []
        with self._lock:
            self._in_memory.clear()
            self._read.clear()
            for hub in self._settings.current.hub_users:
                try:
                    self._patiently(partial(self._backend.delete, _name(hub)))
                except SecretsUnavailable as error:
                    if not error.missing:
                        problems.append(f"The keyring may still have the token for {hub}: {error.why}.")
        return problems

    def _from_keyring(self, hub: str) -> str:
        try:
            return self._patiently(lambda: self._backend.get(_name(hub))) or ""
        except SecretsUnavailable as error:
            self._problem = (
                f"The token is in the keyring and is not used, for the keyring does not give it: {error.why}."
            )
            return ""

    def _remember(self, hub: str, user: str | None) -> None:
        """Write down whose token the keyring holds; None: it holds none."""
        users = {name: whose for name, whose in self._settings.current.hub_users.items() if name != hub}
        self._settings.update(hub_users=users if user is None else {**users, hub: user})

    def _patiently(self, work: Callable[[], T]) -> T:
        """Ask the keyring, but not for ever: some never answer."""
        results: list[T] = []
        failures: list[BaseException] = []
        done = threading.Event()

        def run() -> None:
            try:
                results.append(work())
            except BaseException as error:
                failures.append(error)
            finally:
                done.set()

        threading.Thread(target=run, name="keyring", daemon=True).start()
        if not done.wait(self._patience):
            raise SecretsUnavailable(f"it did not answer in {self._patience:g} seconds")
        if failures:
            raise failures[0]
        return results[0]


def _name(hub: str) -> str:
    """The name under which the keyring holds the token for a Hub."""
    return f"hub-token {hub}"
