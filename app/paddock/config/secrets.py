"""The key of the chats: made once, kept in the system's keyring or behind a passphrase, given back as a recovery key.

One rule: an existing database never gets a new key, and the key never moves out of the keyring unasked.
"""

from __future__ import annotations

import contextlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from paddock.config.backends import (
    NO_KEYRING,
    SERVICE,
    KeyringBackend,
    MemoryBackend,
    SecretBackend,
    SecretsUnavailable,
)
from paddock.config.files import keep_aside, sync_folder, write_private
from paddock.config.lock import PassphraseLock, locked
from paddock.config.paths import Paths
from paddock.config.recovery import KEY_BYTES, parse_recovery, recovery_text
from paddock.core.errors import Remedy, UserError
from paddock.core.passphrase import USUAL, Cost
from paddock.core.refusals import why_not
from paddock.core.said import say

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


@dataclass(frozen=True, slots=True)
class StoreKey:
    """The key of the chats and where it lies.

    Attributes:
        key: 32 random bytes.
        detail: one sentence for Settings and `paddock doctor`.
    """

    key: bytes = field(repr=False)
    location: Literal["keyring", "file", "passphrase"]
    detail: str

    def derive(self, purpose: str) -> bytes:
        """A key of 32 bytes for something else, from which nobody gets back to this one: HKDF-SHA256 (RFC 5869)."""
        return hkdf(self.key, purpose.encode())


class KeyVault:
    """Finds the key of this installation's chats, or makes it when there are no chats yet."""

    def __init__(self, paths: Paths, backend: SecretBackend, cost: Cost = USUAL) -> None:
        self._paths = paths
        self._backend = backend
        self._lock = PassphraseLock(paths.passphrase_file, cost)
        # The key while the chats are unlocked. Its copies in the database's connection and in StoreKey are Python's
        # and SQLCipher's to free; this one is wiped.
        self._unlocked = bytearray()

    @property
    def backend_name(self) -> str:
        """The keyring in use, for the person."""
        return self._backend.name

    @property
    def has_keyring(self) -> bool:
        """Whether this system has a keyring, locked or not; may block."""
        return self._backend.name != NO_KEYRING

    def open(self, database_exists: bool) -> StoreKey:
        """The key; a new one only if `database_exists` is false and there is none. May block on a dialog.

        Raises:
            UserError: "key-missing" (give the recovery key), "keyring-locked" (unlock it and try again),
                "key-not-saved"; "locked" (call `unlock`).
        """
        if self._unlocked:
            return self._behind_passphrase(bytes(self._unlocked))
        if self._lock.exists:
            raise locked()
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
                say("The key of your chats is not on this computer's keyring, and there is no key file."),
                say("Enter the recovery key; your chats are untouched."),
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

        Where the chats are locked they are unlocked, as `unlock` does; the lock stays.

        Raises:
            UserError: "bad-recovery-key", "key-not-saved".
        """
        key = parse_recovery(recovery)
        if self._lock.exists:
            self._unlocked[:] = key
            return self._behind_passphrase(key)
        return self._keep(key)

    def renew(self) -> StoreKey:
        """A new key in place of one that cannot be had, for other chats than that one's; what is there is kept aside.

        Raises:
            UserError: "key-not-saved".
        """
        try:
            for path in (self._paths.key_file, self._paths.passphrase_file, self._paths.store_id_file):
                if path.exists():
                    keep_aside(path, "old")
        except OSError as error:
            raise self._not_saved(error) from error
        self.forget()
        return self._keep(secrets.token_bytes(KEY_BYTES))

    # --- the app lock

    @property
    def has_lock(self) -> bool:
        """Whether the person locks the chats with a passphrase."""
        return self._lock.exists

    @property
    def needs_keyring(self) -> bool:
        """Whether the lock opens only where the keyring is, too."""
        return self._lock.exists and bool(self._lock.keyring_name())

    def unlock(self, passphrase: str) -> StoreKey:
        """Take the key out of the lock, for `open`, until `forget`; takes about half a second.

        Raises:
            UserError: "wrong-passphrase", "key-missing", "newer-lock"; "keyring-locked": the lock needs the keyring.
        """
        key = self._behind(passphrase)
        self._unlocked[:] = key
        if self._paths.key_file.exists() or self._paths.store_id_file.exists():
            with contextlib.suppress(UserError):  # a crash came between the lock and this; the next time is another try
                self._forget_outside(key)
        return self._behind_passphrase(key)

    def check_passphrase(self, given: str) -> None:
        """Refuse what does not open the lock, also while it is open; its recovery key does, too. Raises as `unlock`."""
        with contextlib.suppress(UserError):
            if hmac.compare_digest(parse_recovery(given), bytes(self._unlocked)):
                return
        self._behind(given)

    def _behind(self, passphrase: str) -> bytes:
        return self._lock.open(passphrase, self._secret(self._lock.keyring_name()))

    def set_lock(self, key: StoreKey, passphrase: str, *, with_keyring: bool) -> StoreKey:
        """Lock the key with a passphrase, and take it out of the keyring or the key file.

        Args:
            with_keyring: the passphrase alone does not open it, the keyring's secret is needed, too.

        Raises:
            UserError: "passphrase-too-short", "keyring-needed", "key-not-saved"; the key is then where it was.
        """
        name = f"lock-{secrets.token_hex(8)}" if with_keyring else ""
        old = self._lock.keyring_name() if self._lock.exists else ""
        secret = secrets.token_bytes(KEY_BYTES) if with_keyring else b""
        try:
            if name:
                self._backend.set(name, secret.hex())
            self._lock.close(key.key, passphrase, secret, name)
            if self._lock.open(passphrase, secret) != key.key:
                raise OSError(None, "what was written is not what was read")
        except SecretsUnavailable as error:
            raise _keyring_needed(error) from error
        except OSError as error:
            raise self._not_saved(error) from error
        self._unlocked[:] = key.key
        self._forget_outside(key.key, *filter(None, [old]))
        return self._behind_passphrase(key.key)

    def remove_lock(self, key: StoreKey) -> StoreKey:
        """Keep the key as without a lock: in the keyring, else in the key file.

        Raises:
            UserError: "key-not-saved"; the lock is still there.
        """
        name = self._lock_secret()
        kept = self._keep(key.key)
        try:
            self._lock.path.unlink(missing_ok=True)
            sync_folder(self._lock.path.parent)
        except OSError as error:
            raise self._not_saved(error) from error
        if name:
            with contextlib.suppress(SecretsUnavailable):  # it opens nothing any more
                self._backend.delete(name)
        self.forget()
        return kept

    def forget(self) -> None:
        """Lock: the passphrase is needed again."""
        self._unlocked[:] = bytes(len(self._unlocked))
        self._unlocked.clear()

    def destroy(self) -> list[str]:
        """Forget every key of this installation: none of its chats can be read any more, by anyone.

        Returns:
            what could not be forgotten, and why, in sentences.
        """
        problems: list[str] = []
        ids = _with_those_aside(self._paths.store_id_file)
        names = [self._lock_secret(), *(path.read_text("ascii", "replace").strip() for path in ids)]
        for name in filter(None, names):
            try:
                self._backend.delete(name)
            except SecretsUnavailable as error:
                if not error.missing:
                    problems.append(
                        say(
                            "The keyring may still have an entry “{name}” of {service}: {why}.",
                            name=name,
                            service=SERVICE,
                            why=error.why,
                        )
                    )
        files = [_with_those_aside(path) for path in (self._paths.key_file, self._paths.passphrase_file)]
        for path in [*files[0], *files[1], *ids]:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                problems.append(say("“{path}” could not be deleted ({why}).", path=path, why=why_not(error)))
        self.forget()
        return problems

    def _lock_secret(self) -> str:
        """What the keyring calls the lock's secret; "" if there is none, or nobody can say."""
        try:
            return self._lock.keyring_name() if self._lock.exists else ""
        except UserError:
            return ""

    def _secret(self, name: str) -> bytes:
        if not name:
            return b""
        try:
            secret = self._backend.get(name)
        except SecretsUnavailable as error:
            raise _unreachable(error) from error
        if secret is None:
            raise _bad_key(say("The keyring has lost what your passphrase needs besides."))
        return _key_from_hex(secret)

    def _forget_outside(self, key: bytes, *names: str) -> None:
        """Take what is locked now out of the keyring and out of files.

        Raises:
            UserError: "key-not-forgotten": it is locked, and can still be read there.
        """
        try:
            for path in _with_those_aside(self._paths.key_file):
                if path.read_bytes().strip() == key.hex().encode():
                    path.unlink()
            for path in _with_those_aside(self._paths.store_id_file):
                name = path.read_text("ascii", "replace").strip()
                if name and self._backend.get(name) in (None, key.hex()):
                    self._backend.delete(name)
                    path.unlink()
            for name in names:
                self._backend.delete(name)
        except SecretsUnavailable as error:
            if not error.missing:
                raise _not_forgotten(error.why) from error
        except OSError as error:
            raise _not_forgotten(why_not(error)) from error

    def _behind_passphrase(self, key: bytes) -> StoreKey:
        detail = say("The key is locked with your passphrase.")
        if self.needs_keyring:
            name = self._backend.name
            detail = say(
                "The key is locked with your passphrase, and needs this system's keyring ({name}), too.", name=name
            )
        return StoreKey(key, "passphrase", detail)

    def _not_saved(self, error: OSError) -> UserError:
        return UserError(
            say("The key of the chats could not be saved ({why}).", why=why_not(error)),
            say("Make room on the disk, or make “{config}” writable.", config=self._paths.config),
            code="key-not-saved",
        )

    # --- where the key lies without it

    def _user(self) -> str:
        try:
            return self._paths.store_id_file.read_text("ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return ""
        except OSError as error:
            raise UserError(
                say(
                    "“{store_id_file}” cannot be read ({why}).",
                    store_id_file=self._paths.store_id_file,
                    why=why_not(error),
                ),
                say("Make it readable for you."),
                code="key-missing",
            ) from error

    def _from_file(self) -> StoreKey:
        path = self._paths.key_file
        try:
            key = _key_from_hex(path.read_text("ascii"))
        except (OSError, UnicodeDecodeError) as error:
            raise _bad_key(say("The key file cannot be read.")) from error
        detail = say(
            "The key is not in a keyring: it lies in a file beside the data, {path}. Whoever can read "
            "your folders can read your chats.",
            path=path,
        )
        return StoreKey(key, "file", detail)

    def _in_keyring(self, key: bytes) -> StoreKey:
        return StoreKey(key, "keyring", say("The key is in this system's keyring ({name}).", name=self._backend.name))

    def _keep(self, key: bytes) -> StoreKey:
        try:
            try:
                self._backend.set(self._user_for(key), key.hex())
            except SecretsUnavailable:
                return self._keep_in_file(key)
            if self._paths.key_file.exists():  # it would be found first; a key is never thrown away
                keep_aside(self._paths.key_file, "old")
        except OSError as error:
            raise self._not_saved(error) from error
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


def _with_those_aside(path: Path) -> list[Path]:
    """A file and what was kept aside of it, as far as they are there."""
    return sorted(path.parent.glob(f"{path.name}*"))


def _key_from_hex(text: str) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError as error:
        raise _bad_key(say("The key of your chats is damaged.")) from error
    if len(key) != KEY_BYTES:
        raise _bad_key(say("The key of your chats is damaged."))
    return key


def _bad_key(what: str) -> UserError:
    return UserError(
        what,
        say("Enter the recovery key; your chats are untouched."),
        code="key-missing",
        remedy=Remedy.ENTER_RECOVERY_KEY,
    )


def _keyring_needed(error: SecretsUnavailable) -> UserError:
    return UserError(
        say("The keyring cannot take its half of the lock: {why}.", why=error.why),
        say("Unlock it and try again, or lock with the passphrase alone."),
        code="keyring-needed",
    )


def _not_forgotten(why: str) -> UserError:
    return UserError(
        say(
            "The chats are locked with the passphrase, but their key can still be read where it was before: {why}.",
            why=why,
        ),
        say("Unlock the keyring and start Paddock again: it is removed then."),
        code="key-not-forgotten",
    )


def _unreachable(error: SecretsUnavailable) -> UserError:
    if error.missing:
        return UserError(
            say("The key of your chats is in a keyring that is not there now: {why}.", why=error.why),
            say("Start Paddock where that keyring runs, or enter the recovery key; your chats are untouched."),
            code="key-missing",
            remedy=Remedy.ENTER_RECOVERY_KEY,
        )
    return UserError(
        say("The key of your chats is in this system's keyring, and {why}.", why=error.why),
        say("Unlock the keyring and try again; your chats are untouched."),
        code="keyring-locked",
        remedy=Remedy.RETRY,
    )
