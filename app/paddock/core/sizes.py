"""Bytes in words.

Rule: one way to say them, wherever a person reads: files, disks and downloads in GB of 10⁹ bytes, as the Hub and the
systems' file managers count them; memory in GB of 2³⁰ bytes, as it is sold and as systems show it.
"""

from __future__ import annotations

GB, MB = 10**9, 10**6
MEMORY_GB = 1 << 30
_FEW = 9.95  # from so many on, nobody reads a decimal


def size_text(count: float) -> str:
    """Of a file, a disk or a download: "4.9 GB", "43 GB", "146 MB", "1.8 MB", "140 KB"."""
    return _text(count, 1000)


def memory_text(count: float) -> str:
    """Of memory, the computer's or a graphics card's: "2.8 GB", "16 GB", "57 MB"."""
    return _text(count, 1024)


def _text(count: float, step: int) -> str:
    for unit, size, least in (("GB", step**3, 0.5), ("MB", step**2, 1.0)):
        if count >= size * least:
            value = count / size
            return f"{value:.1f} {unit}" if value < _FEW else f"{value:.0f} {unit}"
    return f"{max(1, round(count / step))} KB" if count else "0 KB"
