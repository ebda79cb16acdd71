"""What keeps a small secret for the person: the system's keyring, and one in memory that tests substitute.

One rule: whatever a keyring raises becomes one error that says whether there is a keyring at all.
"""

from __future__ import annotations

from typing import Protocol

from paddock.core.said import say

SERVICE = "Paddock"
NO_KEYRING = "none"


class SecretsUnavailable(Exception):
    """The keyring does not answer.

    Args:
        why: a clause for the person ("it is locked").
        missing: there is no keyring at all, so trying again does not help.
    """

    def __init__(self, why: str, *, missing: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.missing = missing


class SecretBackend(Protocol):
    """Keeps small secrets by name; may block on a dialog that unlocks it."""

    @property
    def name(self) -> str:
        """What it is, for the person ("SecretService Keyring"); `NO_KEYRING` where there is none; may block."""

    def get(self, user: str) -> str | None:
        """The secret, or None if there is none of that name. Raises SecretsUnavailable."""

    def set(self, user: str, secret: str) -> None:
        """Keep a secret. Raises SecretsUnavailable."""

    def delete(self, user: str) -> None:
        """Forget a secret, if there is one of that name. Raises SecretsUnavailable."""


class KeyringBackend:
    """The operating system's keyring: Secret Service or KWallet, Keychain, Credential Manager."""

    @property
    def name(self) -> str:
        """See `SecretBackend`: the keyring library's name of it."""
        try:
            return str(self._backend().name)
        except SecretsUnavailable:
            return NO_KEYRING

    def get(self, user: str) -> str | None:
        """See `SecretBackend`."""
        backend = self._backend()
        try:
            secret = backend.get_password(SERVICE, user)
        except Exception as error:  # backends leak D-Bus and ctypes errors; all mean "it does not answer"
            raise SecretsUnavailable(_reason(error)) from error
        return None if secret is None else str(secret)

    def set(self, user: str, secret: str) -> None:
        """See `SecretBackend`; reads the secret back, as some backends drop it silently."""
        backend = self._backend()
        try:
            backend.set_password(SERVICE, user, secret)
            kept = backend.get_password(SERVICE, user)
        except Exception as error:  # as in `get`
            raise SecretsUnavailable(_reason(error)) from error
        if kept != secret:
            raise SecretsUnavailable(say("it did not keep the key"))

    def delete(self, user: str) -> None:
        """See `SecretBackend`; looks whether it is gone."""
        backend = self._backend()
        try:
            if backend.get_password(SERVICE, user) is None:
                return
            backend.delete_password(SERVICE, user)
            left = backend.get_password(SERVICE, user)
        except Exception as error:  # as in `get`
            raise SecretsUnavailable(_reason(error)) from error
        if left is not None:
            raise SecretsUnavailable(say("it did not forget the key"))

    def _backend(self) -> _Keyring:
        import keyring
        import keyring.backends.fail
        import keyring.backends.null

        try:
            backend = keyring.get_keyring()
        except Exception as error:  # a configured backend that does not exist or does not run
            raise SecretsUnavailable(_reason(error), missing=True) from error
        if isinstance(backend, keyring.backends.fail.Keyring | keyring.backends.null.Keyring):
            raise SecretsUnavailable(say("there is no keyring on this system"), missing=True)
        if backend.priority < 1:  # keyring's own bar: below lie backends that write plain files
            raise SecretsUnavailable(say("the backend {name} is not a safe one", name=backend.name), missing=True)
        return backend


class _Keyring(Protocol):
    @property
    def name(self) -> str: ...

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


def _reason(error: Exception) -> str:
    import keyring.errors

    if isinstance(error, keyring.errors.KeyringLocked):
        return say("it is locked")
    if isinstance(error, keyring.errors.PasswordSetError):
        return say("it refused to keep the key")
    return say("it does not answer ({name__})", name__=type(error).__name__)


class MemoryBackend:
    """A keyring that lives as long as the object; for tests. Set `failure` to make every call raise it."""

    def __init__(self, failure: SecretsUnavailable | None = None) -> None:
        self.secrets: dict[str, str] = {}
        self.failure = failure

    @property
    def name(self) -> str:
        """See `SecretBackend`."""
        return NO_KEYRING if self.failure and self.failure.missing else "memory"

    def get(self, user: str) -> str | None:
        """See `SecretBackend`."""
        if self.failure:
            raise self.failure
        return self.secrets.get(user)

    def set(self, user: str, secret: str) -> None:
        """See `SecretBackend`."""
        if self.failure:
            raise self.failure
        self.secrets[user] = secret

    def delete(self, user: str) -> None:
        """See `SecretBackend`."""
        if self.failure:
            raise self.failure
        self.secrets.pop(user, None)
