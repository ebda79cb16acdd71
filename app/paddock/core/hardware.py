"""Does a model fit a computer? One rule: arithmetic on numbers that others measured."""

from __future__ import annotations

from enum import StrEnum

GIB, MIB = 1 << 30, 1 << 20
TIGHT_SHARE = 0.72  # of all memory: beyond it other programs have to give way
FULL_SHARE = 0.85  # of all memory: beyond it the system itself has no room


class Fit(StrEnum):
    """How a model fits this computer, in the words that are shown."""

    FITS = "fits"
    TIGHT = "tight"
    NO = "does not fit"


def fit(needed: int, total_memory: int) -> Fit:
    """Judge `needed` bytes against the computer's whole memory in bytes."""
    if needed <= total_memory * TIGHT_SHARE:
        return Fit.FITS
    if needed <= total_memory * FULL_SHARE:
        return Fit.TIGHT
    return Fit.NO


def card_margin(total_memory: int) -> int:
    """Bytes of a graphics card's memory (of `total_memory`) that are left to the screen and to other programs."""
    return min(GIB, max(256 * MIB, total_memory // 16))
