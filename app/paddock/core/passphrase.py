"""What a passphrase is, and what trying one costs.

One rule: a passphrase is stretched by Argon2id (RFC 9106) and nothing else, at a cost that is stored beside what it
opens; whoever stores such a thing calls the library itself.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from paddock.core.errors import UserError

SHORTEST = 8
"""Characters. Each try costs its owner and a thief half a second alike, so length is what keeps the thief out."""
MOST_MEMORY = 4 << 20  # KiB
MOST_ITERATIONS = 64
MOST_LANES = 64


WORD_BITS, RUN_BITS = 13.0, 1.0
"""What a word is worth to whoever guesses (one of some 8000), and a character that goes on as one expects."""
FAIR_BITS, STRONG_BITS = 36.0, 50.0
_PIECES = re.compile(r"[A-Za-z]+|\d+|.", re.DOTALL)
_CLUSTER = re.compile(r"[^aeiouyAEIOUY]{5}")


class Strength(Enum):
    """How long a passphrase keeps somebody out who has the file and a few computers."""

    SHORT = "short"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


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


def strength_of(passphrase: str) -> Strength:
    """A guess, for a hint while it is typed; it errs on the side of weak."""
    if len(passphrase) < SHORTEST:
        return Strength.SHORT
    bits = sum(_bits(piece) for piece in _PIECES.findall(passphrase))
    if len(set(passphrase.lower())) < SHORTEST - 2:  # the same again and again
        bits = min(bits, FAIR_BITS - 1)
    if bits >= STRONG_BITS:
        return Strength.STRONG
    return Strength.FAIR if bits >= FAIR_BITS else Strength.WEAK


def _bits(piece: str) -> float:
    """Of letters, digits or one other character; letters that could be a word count as a word."""
    if piece.isspace():
        return RUN_BITS
    if not piece.isascii():
        return 6.0
    letter = math.log2(26 if piece.islower() or piece.isupper() else 52) if piece.isalpha() else 0.0
    each = letter or (math.log2(10) if piece.isdigit() else 5.0)
    bits = each + sum(RUN_BITS if abs(ord(b) - ord(a)) <= 1 else each for a, b in pairwise(piece))
    word = piece.isalpha() and not _CLUSTER.search(piece) and any(char in "aeiouyAEIOUY" for char in piece)
    return min(bits, WORD_BITS) if word else bits


def wrong(what: str) -> UserError:
    """The error for a passphrase that does not open `what`."""
    return UserError(f"The passphrase does not open {what}.", "Try it again.", code="wrong-passphrase")
