"""The recovery key: the key of the chats as a person writes it down.

Fourteen groups of four characters in Crockford's base 32 (no I, L, O, U): 32 bytes of key and 3 bytes of checksum.
One rule: what can be misread reads the same, and a wrong character is told from a wrong key.
"""

from __future__ import annotations

import base64
import hashlib

from paddock.core.errors import Remedy, UserError
from paddock.core.said import say

KEY_BYTES = 32
_CHECKSUM_BYTES = 3
_CHARACTERS = (KEY_BYTES + _CHECKSUM_BYTES) * 8 // 5
_RFC4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # https://www.crockford.com/base32.html
_WRITE = str.maketrans(_RFC4648, _CROCKFORD)
_READ = str.maketrans(_CROCKFORD + "OIL", _RFC4648 + _RFC4648[0] + _RFC4648[1] * 2)
_SEPARATORS = str.maketrans("", "", " \t\r\n-‐‑–—.,")


def recovery_text(key: bytes) -> str:
    """The key, to be written down: "8KQ2-…", fourteen groups of four."""
    text = base64.b32encode(key + _checksum(key)).decode().translate(_WRITE)
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def parse_recovery(text: str) -> bytes:
    """The key that `recovery_text` wrote; spaces, dashes and case do not matter, O is 0, I and L are 1.

    Raises:
        UserError: "bad-recovery-key".
    """
    plain = text.translate(_SEPARATORS).upper()
    if len(plain) != _CHARACTERS:
        raise _bad(f"A recovery key has {_CHARACTERS} letters and digits; this has {len(plain)}.")
    if strange := sorted(set(plain) - set(_CROCKFORD + "OIL")):
        raise _bad(f"A recovery key has no {strange[0]!r}.")
    raw = base64.b32decode(plain.translate(_READ))
    key, checksum = raw[:KEY_BYTES], raw[KEY_BYTES:]
    if checksum != _checksum(key):
        raise _bad("The recovery key has a wrong character somewhere.")
    return key


def _checksum(key: bytes) -> bytes:
    return hashlib.sha256(b"paddock recovery key" + key).digest()[:_CHECKSUM_BYTES]


def _bad(what: str) -> UserError:
    return UserError(
        what, say("Compare it with what you wrote down."), code="bad-recovery-key", remedy=Remedy.ENTER_RECOVERY_KEY
    )
