"""Whether a title is meant by a few letters, and how well. One rule: every word that was typed has to be found.

A word counts most where it begins the title, less where it begins a word or stands within one, and least where its
letters are the beginnings of words or follow each other at some distance ("sh" or "shside" for “Show or hide the
sidebar”).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

BEGINS, BEGINS_WORD, WITHIN, SCATTERED = 100.0, 80.0, 50.0, 30.0
FARTHEST = 12  # characters between two letters of a word that are scattered


class Match(NamedTuple):
    """How well it fits, and which characters of the folded title were meant."""

    points: float
    places: tuple[int, ...]


def match(asked: str, title: str) -> Match | None:
    """How well what was typed fits; None where it does not. Nothing typed fits everything."""
    folded = title.casefold()
    points, places = 0.0, set[int]()
    words = asked.casefold().split()
    for word in words:
        found = _word(word, folded)
        if found is None:
            return None
        points += found.points
        places.update(found.places)
    shown = tuple(sorted(places)) if len(folded) == len(title) else ()  # where folding changed the length: none
    return Match(points / max(1, len(words)) - len(title) / 100, shown)


def _word(word: str, text: str) -> Match | None:
    at = text.find(word)
    while at > 0 and text[at - 1].isalnum():  # a later place may begin a word
        at = text.find(word, at + 1)
    if at >= 0:
        return Match(BEGINS if at == 0 else BEGINS_WORD, tuple(range(at, at + len(word))))
    at = text.find(word)
    if at >= 0:
        return Match(WITHIN, tuple(range(at, at + len(word))))
    places = _scattered(word, text)
    return Match(SCATTERED - (places[-1] - places[0] - len(word)) / 10, tuple(places)) if places else None


def _scattered(word: str, text: str) -> Sequence[int]:
    """Where the letters are, in their order, preferring the beginnings of words; the first begins one."""
    begins = [at for at, letter in enumerate(text) if letter.isalnum() and (at == 0 or not text[at - 1].isalnum())]
    for first in begins:
        if text[first] != word[0]:
            continue
        places = [first]
        for letter in word[1:]:
            last = places[-1]
            if text[last + 1 : last + 2] == letter:
                places.append(last + 1)
                continue
            begun = next((at for at in begins if last < at <= last + 2 * FARTHEST and text[at] == letter), -1)
            at = begun if begun >= 0 else text.find(letter, last + 1, last + 1 + FARTHEST)
            if at < 0:
                break
            places.append(at)
        else:
            return places
    return ()
