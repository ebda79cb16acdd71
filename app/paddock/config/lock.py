"""The app lock: the key of the chats, wrapped by a passphrase.

One rule: while there is a lock, the key lies nowhere else. A lock beside a key that anyone in this session can read
would only look like one. So the passphrase stands *instead of* the keyring; or both are needed, where the person wants
that: then Argon2id also takes a secret that the keyring holds (RFC 9106's K), and a copy of the disk with a weak
passphrase opens nothing. The recovery key is the key itself, so it opens the chats in either case.

The file is JSON: version 1; Argon2id's `memory` (KiB), `iterations` and `lanes`; `salt` (16 bytes), `nonce` (12) and
`key` (32 and a tag of 16) in hexadecimal: AES-256-GCM with everything but `key` as associated data; `keyring`, the name
under which the keyring holds the secret, or "".
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from paddock.config.files import write_private
from paddock.config.recovery import KEY_BYTES
from paddock.core.errors import Remedy, UserError
from paddock.core.passphrase import USUAL, Cost, chosen, encoded
from paddock.core.said import say

VERSION = 1


class PassphraseLock:
    """The file with the wrapped key.

    Args:
        cost: of each try with locks that are made from now on.
    """

    def __init__(self, path: Path, cost: Cost = USUAL) -> None:
        self.path = path
        self._cost = cost

    @property
    def exists(self) -> bool:
        """Whether there is a lock."""
        return self.path.exists()

    def keyring_name(self) -> str:
        """What the keyring calls the secret that is needed, too; "" where the passphrase is enough.

        Raises:
            UserError: "key-missing": the file is damaged.
        """
        return str(self._read()["keyring"])

    def close(self, key: bytes, passphrase: str, secret: bytes = b"", keyring: str = "") -> None:
        """Wrap the key, in place of what was wrapped before.

        Raises:
            UserError: "passphrase-too-short".
            OSError: no room, no right.
        """
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        header: dict[str, Any] = {
            "version": VERSION,
            "memory": self._cost.memory,
            "iterations": self._cost.iterations,
            "lanes": self._cost.lanes,
            "salt": os.urandom(16).hex(),
            "nonce": os.urandom(12).hex(),
            "keyring": keyring,
        }
        cipher = AESGCM(_derive(header, chosen(passphrase), secret))
        wrapped = cipher.encrypt(bytes.fromhex(header["nonce"]), key, _associated(header))
        write_private(self.path, json.dumps({**header, "key": wrapped.hex()}, indent=2).encode() + b"\n")

    def open(self, passphrase: str, secret: bytes = b"") -> bytes:
        """The key; takes as long as a try costs, about half a second.

        Raises:
            UserError: "wrong-passphrase"; "key-missing": the file is damaged; "newer-lock".
        """
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        stored = self._read()
        wrapped = bytes.fromhex(stored.pop("key"))
        try:
            cipher = AESGCM(_derive(stored, passphrase, secret))
            return cipher.decrypt(bytes.fromhex(stored["nonce"]), wrapped, _associated(stored))
        except InvalidTag as error:
            raise UserError(
                say("The passphrase does not open your chats."),
                say("Try it again, or enter the recovery key."),
                code="wrong-passphrase",
                remedy=Remedy.ENTER_PASSPHRASE,
            ) from error

    def _read(self) -> dict[str, Any]:
        """What the file says, with the types and sizes it has to have."""
        try:
            stored = json.loads(self.path.read_bytes())
            if stored["version"] > VERSION:
                raise UserError(
                    say("A newer version of Paddock has locked these chats."),
                    say("Start that version, or enter the recovery key."),
                    code="newer-lock",
                    remedy=Remedy.ENTER_RECOVERY_KEY,
                )
            cost = Cost(stored["memory"], stored["iterations"], stored["lanes"])
            sizes = [len(bytes.fromhex(stored[name])) for name in ("salt", "nonce", "key")]
            if cost.sane and sizes == [16, 12, KEY_BYTES + 16] and isinstance(stored["keyring"], str):
                return dict(stored)
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise _damaged(self.path) from error
        raise _damaged(self.path)


def locked() -> UserError:
    """The passphrase is needed now."""
    return UserError(
        say("Your chats are locked."), say("Enter the passphrase."), code="locked", remedy=Remedy.ENTER_PASSPHRASE
    )


def _derive(header: dict[str, Any], passphrase: str, secret: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    return Argon2id(
        salt=bytes.fromhex(header["salt"]),
        length=32,
        iterations=header["iterations"],
        lanes=header["lanes"],
        memory_cost=header["memory"],
        secret=secret or None,
    ).derive(encoded(passphrase))


def _associated(header: dict[str, Any]) -> bytes:
    return json.dumps(header, sort_keys=True).encode()


def _damaged(path: Path) -> UserError:
    return UserError(
        say("The file with the locked key of your chats is damaged: “{path}”.", path=path),
        say("Enter the recovery key; your chats are untouched."),
        code="key-missing",
        remedy=Remedy.ENTER_RECOVERY_KEY,
    )
