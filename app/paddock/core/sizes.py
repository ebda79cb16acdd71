"""Bytes in words.

Rule: one way to say them, wherever a person reads: files, disks and downloads in GB of 10⁹ bytes, as the Hub and the
systems' file managers count them; memory in GB of 2³⁰ bytes, as it is sold and as systems show it.
"""

from __future__ import annotations

from paddock.core.said import Said, say

GB, MB = 10**9, 10**6
MEMORY_GB = 1 << 30
_FEW = 9.95  # from so many on, nobody reads a decimal
_WEIGHTS = ((10**9, "B"), (10**6, "M"))


def size_text(count: float) -> Said:
    """Of a file, a disk or a download: "4.9 GB", "43 GB", "146 MB", "1.8 MB", "140 KB"."""
    return _text(count, 1000)


def memory_text(count: float) -> Said:
    """Of memory, the computer's or a graphics card's: "2.8 GB", "16 GB", "57 MB"."""
    return _text(count, 1024)


def weights_text(count: int) -> str:
    """How many weights a model has, as models are called by: "70B", "1.2B", "19M"."""
    share, letter = next(((count / step, name) for step, name in _WEIGHTS if count >= step), (count / 1000, "K"))
    return f"{share:.1f}{letter}" if share < _FEW and letter == "B" else f"{share:.0f}{letter}"


def _text(count: float, step: int) -> Said:
    giga, mega, kilo = count / step**3, count / step**2, count / step
    if giga >= 0.5:
        return say("{count:.1f} GB", count=giga) if giga < _FEW else say("{count:.0f} GB", count=giga)
    if mega >= 1:
        return say("{count:.1f} MB", count=mega) if mega < _FEW else say("{count:.0f} MB", count=mega)
    return say("{count} KB", count=max(1, round(kilo)) if count else 0)
