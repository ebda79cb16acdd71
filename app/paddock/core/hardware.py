"""Does a model fit a computer? One rule: arithmetic on numbers that others measured."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

GIB, MIB = 1 << 30, 1 << 20
TIGHT_SHARE = 0.72  # of all memory: beyond it other programs have to give way
FULL_SHARE = 0.85  # of all memory: beyond it the system itself has no room
OWN_MEMORY = 300_000_000  # bytes: the window and the engine's process, without a model


@dataclass(frozen=True, slots=True)
class Ram:
    """The computer's memory, bytes; `free` is what can be had without pushing other programs out."""

    total: int
    free: int


class Fit(StrEnum):
    """How a model fits this computer, in the words that are shown."""

    FITS = "fits"
    TIGHT = "tight"
    NO = "does not fit"


def fit(needed: int, total_memory: int) -> Fit:
    """Judge what a model needs, and the program beside it, against the computer's whole memory; bytes.

    The program's own is counted here alone, and what a person is told that a model takes is the model's.
    """
    if needed + OWN_MEMORY <= total_memory * TIGHT_SHARE:
        return Fit.FITS
    return Fit.TIGHT if needed <= most_usable(total_memory) else Fit.NO


def most_usable(total_memory: int) -> int:
    """Bytes of the computer's memory that a model may take; the system, and the program itself, need the others."""
    return max(0, int(total_memory * FULL_SHARE) - OWN_MEMORY)


def card_margin(total_memory: int) -> int:
    """Bytes of a graphics card's memory (of `total_memory`) that are left to the screen and to other programs."""
    return min(GIB, max(256 * MIB, total_memory // 16))
