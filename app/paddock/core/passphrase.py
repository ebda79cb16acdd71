"""What a passphrase is, and what trying one costs.

One rule: a passphrase is stretched by Argon2id (RFC 9106) and nothing else, at a cost that is stored beside what it
opens; whoever stores such a thing calls the library itself.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from paddock.core.errors import UserError

SHORTEST = 8
"""Characters. Each try costs its owner and a thief half a second alike, so length is what keeps the thief out."""
MOST_MEMORY = 4 << 20  # KiB
MOST_ITERATIONS = 64
MOST_LANES = 64


@dataclass(frozen=True, slots=True)
class Cost:
    """Parameters of Argon2id, as RFC 9106 names them.

    Attributes:
        memory: KiB that each try fills (m).
        iterations: over that memory (t).
        lanes: that can be computed at once (p).
    """

    memory: int
    iterations: int
    lanes: int

    @property
    def sane(self) -> bool:
        """Whether the library takes it, and a stranger's file cannot have this computer work for hours."""
        return (
            1 <= self.lanes <= MOST_LANES
            and 8 * self.lanes <= self.memory <= MOST_MEMORY
            and 1 <= self.iterations <= MOST_ITERATIONS
        )


USUAL = Cost(memory=256 << 10, iterations=3, lanes=4)
"""Four times the memory of RFC 9106's second recommendation; half a second and 256 MiB on two cores of a server."""


def encoded(passphrase: str) -> bytes:
    """Its bytes, the same however a keyboard composes its letters (NFC, as in RFC 8265)."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def chosen(passphrase: str) -> str:
    """The same, if it may be used for something new.

    Raises:
        UserError: "passphrase-too-short".
    """
    if len(passphrase) < SHORTEST:
        raise UserError(
            f"A passphrase has at least {SHORTEST} characters.",
            "Take a few words that belong together for nobody but you.",
            code="passphrase-too-short",
        )
    return passphrase


def wrong(what: str) -> UserError:
    """The error for a passphrase that does not open `what`."""
    return UserError(f"The passphrase does not open {what}.", "Try it again.", code="wrong-passphrase")
