"""The key of the chats: made once, kept in the system's keyring, given back as a recovery key.

One rule: an existing database never gets a new key, and the key never moves out of the keyring unasked.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from paddock.config.files import keep_aside, write_private
from paddock.config.paths import Paths
from paddock.config.recovery import KEY_BYTES, parse_recovery, recovery_text
from paddock.core.errors import Remedy, UserError

__all__ = [
    "KeyVault",
    "KeyringBackend",
    "MemoryBackend",
    "SecretBackend",
    "SecretsUnavailable",
    "StoreKey",
    "hkdf",
    "parse_recovery",
    "recovery_text",
]

SERVICE = "Paddock"


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
        """What it is, for the person ("SecretService Keyring")."""

    def get(self, user: str) -> str | None:
        """The secret, or None if there is none of that name. Raises SecretsUnavailable."""

    def set(self, user: str, secret: str) -> None:
        """Keep a secret. Raises SecretsUnavailable."""

    def delete(self, user: str) -> None:
        """Forget the secret of that name, if there is one. Raises SecretsUnavailable."""


class KeyringBackend:
    """The operating system's keyring: Secret Service or KWallet, Keychain, Credential Manager."""

    @property
    def name(self) -> str:
        """The keyring library's name of the backend in use, or "none"."""
        try:
            return str(self._backend().name)
        except SecretsUnavailable:
            return "none"

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
            raise SecretsUnavailable("it did not keep the key")

    def delete(self, user: str) -> None:
        """See `SecretBackend`."""
        backend = self._backend()
        try:
            if backend.get_password(SERVICE, user) is not None:
                backend.delete_password(SERVICE, user)
        except Exception as error:  # as in `get`
            raise SecretsUnavailable(_reason(error)) from error

    def _backend(self) -> _Keyring:
        import keyring
        import keyring.backends.fail
        import keyring.backends.null

        try:
            backend = keyring.get_keyring()
        except Exception as error:  # a configured backend that does not exist or does not run
            raise SecretsUnavailable(_reason(error), missing=True) from error
        if isinstance(backend, keyring.backends.fail.Keyring | keyring.backends.null.Keyring):
            raise SecretsUnavailable("there is no keyring on this system", missing=True)
        if backend.priority < 1:  # keyring's own bar: below lie backends that write plain files
            raise SecretsUnavailable(f"the backend {backend.name} is not a safe one", missing=True)
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
        return "it is locked"
    if isinstance(error, keyring.errors.PasswordSetError):
        return "it refused to keep the key"
    return f"it does not answer ({type(error).__name__})"


class MemoryBackend:
    """A keyring that lives as long as the object; for tests. Set `failure` to make every call raise it."""

    def __init__(self, failure: SecretsUnavailable | None = None) -> None:
        self.secrets: dict[str, str] = {}
        self.failure = failure

    @property
    def name(self) -> str:
        """See `SecretBackend`."""
        return "memory"

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


@dataclass(frozen=True, slots=True)
class StoreKey:
    """The key of the chats and where it lies.

    Attributes:
        key: 32 random bytes.
        detail: one sentence for Settings and `paddock doctor`.
    """

    key: bytes = field(repr=False)
    location: Literal["keyring", "file"]
    detail: str

    def derive(self, purpose: str) -> bytes:
        """A key of 32 bytes for something else, from which nobody gets back to this one: HKDF-SHA256 (RFC 5869)."""
        return hkdf(self.key, purpose.encode())


class KeyVault:
    """Finds the key of this installation's chats, or makes it when there are no chats yet."""

    def __init__(self, paths: Paths, backend: SecretBackend) -> None:
        self._paths = paths
        self._backend = backend

    @property
    def backend_name(self) -> str:
        """The keyring in use, for the person."""
        return self._backend.name

    def open(self, database_exists: bool) -> StoreKey:
        """The key; a new one only if `database_exists` is false and there is none. May block on a dialog.

        Raises:
            UserError: "key-missing" (give the recovery key), "keyring-locked" (unlock it and try again),
                "key-not-saved".
        """
        if self._paths.key_file.exists():
            return self._from_file()
        user = self._user()
        if user:
            try:
                secret = self._backend.get(user)
            except SecretsUnavailable as error:
                if database_exists:
                    raise _unreachable(error) from error
                secret = None
            if secret is not None:
                return self._in_keyring(_key_from_hex(secret))
        if database_exists:
            raise UserError(
                "The key of your chats is not on this computer's keyring, and there is no key file.",
                "Enter the recovery key; your chats are untouched.",
                code="key-missing",
                remedy=Remedy.ENTER_RECOVERY_KEY,
            )
        return self._keep(secrets.token_bytes(KEY_BYTES))

    @staticmethod
    def check(recovery: str, opens: Callable[[bytes], object]) -> None:
        """Try a recovery key on the chats before it is kept: `opens` raises if it is not theirs.

        Raises:
            UserError: "bad-recovery-key", or what `opens` raises.
        """
        opens(parse_recovery(recovery))

    def restore(self, recovery: str) -> StoreKey:
        """Keep the key that a recovery key stands for: in the keyring, else in the key file.

        Raises:
            UserError: "bad-recovery-key", "key-not-saved".
        """
        return self._keep(parse_recovery(recovery))

    def _user(self) -> str:
        try:
            return self._paths.store_id_file.read_text("ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return ""
        except OSError as error:
            raise UserError(
                f"{self._paths.store_id_file} cannot be read ({error.strerror}).",
                "Make it readable for you.",
                code="key-missing",
            ) from error

    def _from_file(self) -> StoreKey:
        path = self._paths.key_file
        try:
            key = _key_from_hex(path.read_text("ascii"))
        except (OSError, UnicodeDecodeError) as error:
            raise _bad_key("The key file cannot be read.") from error
        detail = (
            f"The key is not in a keyring: it lies in a file beside the data, {path}. "
            "Whoever can read your folders can read your chats."
        )
        return StoreKey(key, "file", detail)

    def _in_keyring(self, key: bytes) -> StoreKey:
        return StoreKey(key, "keyring", f"The key is in this system's keyring ({self._backend.name}).")

    def _keep(self, key: bytes) -> StoreKey:
        try:
            try:
                self._backend.set(self._user_for(key), key.hex())
            except SecretsUnavailable:
                return self._keep_in_file(key)
            if self._paths.key_file.exists():  # it would be found first; a key is never thrown away
                keep_aside(self._paths.key_file, "old")
        except OSError as error:
            raise UserError(
                f"The key of the chats could not be saved ({error.strerror}).",
                f"Make room on the disk, or make {self._paths.config} writable.",
                code="key-not-saved",
            ) from error
        return self._in_keyring(key)

    def _user_for(self, key: bytes) -> str:
        """The name to keep `key` under: a new one if the keyring holds another key, which may be an old database's."""
        user = self._user()
        if user and self._backend.get(user) not in (None, key.hex()):
            keep_aside(self._paths.store_id_file, "old")
            user = ""
        return user or self._new_user()

    def _new_user(self) -> str:
        user = f"chats-{secrets.token_hex(8)}"
        write_private(self._paths.store_id_file, user.encode() + b"\n")
        return user

    def _keep_in_file(self, key: bytes) -> StoreKey:
        path = self._paths.key_file
        if path.exists() and path.read_bytes().strip() != key.hex().encode():
            keep_aside(path, "old")
        write_private(path, key.hex().encode() + b"\n")
        return self._from_file()


def hkdf(key: bytes, info: bytes) -> bytes:
    """HKDF-SHA256 of RFC 5869 without salt, 32 bytes: one round of each step."""
    extracted = hmac.digest(bytes(32), key, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


def _key_from_hex(text: str) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError as error:
        raise _bad_key("The key of your chats is damaged.") from error
    if len(key) != KEY_BYTES:
        raise _bad_key("The key of your chats is damaged.")
    return key


def _bad_key(what: str) -> UserError:
    return UserError(
        what,
        "Enter the recovery key; your chats are untouched.",
        code="key-missing",
        remedy=Remedy.ENTER_RECOVERY_KEY,
    )


def _unreachable(error: SecretsUnavailable) -> UserError:
    if error.missing:
        return UserError(
            f"The key of your chats is in a keyring that is not there now: {error.why}.",
            "Start Paddock where that keyring runs, or enter the recovery key; your chats are untouched.",
            code="key-missing",
            remedy=Remedy.ENTER_RECOVERY_KEY,
        )
    return UserError(
        f"The key of your chats is in this system's keyring, and {error.why}.",
        "Unlock the keyring and try again; your chats are untouched.",
        code="keyring-locked",
        remedy=Remedy.RETRY,
    )
