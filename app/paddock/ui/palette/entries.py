"""What the palette lists, and in which order. One rule: values and a pure function; nothing is run here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from paddock.ui.palette.matching import match

MOST = 60  # rows; who does not find it among them types on


@dataclass(frozen=True, slots=True)
class Entry:
    """One row.

    Attributes:
        hint: its key, or what it is ("Chat"), at the trailing side.
        run: what Enter does.
        name: by which its uses are counted; "" for what is not counted.
        found: the characters of the title that were meant.
    """

    title: str
    hint: str
    icon: str
    run: Callable[[], object]
    name: str = ""
    found: tuple[int, ...] = ()


def ranked(entries: Iterable[Entry], asked: str, uses: Mapping[str, int]) -> Sequence[Entry]:
    """Those that are meant: first what fits best, then what was used most, then in their own order."""
    scored = []
    for place, entry in enumerate(entries):
        fits = match(asked, entry.title)
        if fits is not None:
            kept = replace(entry, found=fits.places) if fits.places else entry
            points = round(fits.points / 10) if asked.strip() else 0
            scored.append((-points, -uses.get(entry.name, 0), place, kept))
    return [entry for *_, entry in sorted(scored, key=lambda row: row[:3])][:MOST]
