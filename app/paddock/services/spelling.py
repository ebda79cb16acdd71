"""Spelling, by the dictionaries that this computer has, through Enchant.

Rule: nothing is downloaded; where there is no dictionary, or no Enchant, every word is right.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable, Collection, Sequence
from typing import Protocol

FOLLOWS = "language"
"""The setting's value for: the language of the window."""

OFF = "off"
SUGGESTIONS = 5

_LIBRARIES = ("libenchant-2.so.2", "libenchant.so.1")
"""What Enchant's library is called on Linux."""


class Dictionary(Protocol):
    """One language's words."""

    def check(self, word: str) -> bool:
        """Whether it is spelt so."""

    def suggest(self, word: str) -> Sequence[str]:
        """What could be meant, the likeliest first."""


class Dictionaries(Protocol):
    """All that the computer has, as Enchant's broker gives them."""

    def list_languages(self) -> Sequence[str]:
        """Their tags, such as "en_US"."""

    def request_dict(self, tag: str) -> Dictionary:
        """One of them."""


def installed() -> Dictionaries | None:
    """Enchant's; None where its library is missing, or cannot be loaded."""
    if sys.platform == "linux" and not any(map(_loads, _LIBRARIES)):
        return None  # pyenchant would ask compilers next, which write files
    try:
        import enchant
    except (ImportError, OSError):  # pyenchant's ways to say that the computer has no Enchant, or a broken one
        return None
    broker: Dictionaries = enchant.Broker()
    return broker


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def chosen(setting: str, language: str, tags: Collection[str]) -> str:
    """The tag of the dictionary to check with; "" is none.

    Args:
        setting: "off", "language", or a tag.
        language: of the window, such as "de_AT" or "de".
        tags: of the dictionaries that there are.
    """
    if setting != FOLLOWS:
        return setting if setting in tags else ""
    short = language.partition("_")[0]
    usual = {"en": "en_US"}.get(short, f"{short}_{short.upper()}")
    same = sorted(tag for tag in tags if tag.partition("_")[0] == short)
    return next((tag for tag in (language, usual, *same) if tag in same), "")


class Speller:
    """Judges words; blocks on the disk at first, and may be called from any thread."""

    def __init__(self, find: Callable[[], Dictionaries | None] = installed) -> None:
        self._find = find
        self._lock = threading.Lock()
        self._found: Dictionaries | None = None
        self._looked = False
        self._open: dict[str, Dictionary] = {}

    def tags(self) -> tuple[str, ...]:
        """Of the dictionaries that this computer has, such as "en_US"."""
        with self._lock:
            if not self._looked:
                self._found, self._looked = self._find(), True
            return tuple(sorted(self._found.list_languages())) if self._found is not None else ()

    def wrong(self, words: Collection[str], setting: str, language: str) -> frozenset[str]:
        """Those that the dictionary does not know; see `chosen`."""
        dictionary = self._dictionary(setting, language)
        if dictionary is None:
            return frozenset()
        with self._lock:
            return frozenset(word for word in words if not dictionary.check(word))

    def suggestions(self, word: str, setting: str, language: str) -> tuple[str, ...]:
        """What could be meant, the likeliest first."""
        dictionary = self._dictionary(setting, language)
        if dictionary is None:
            return ()
        with self._lock:
            return tuple(dictionary.suggest(word)[:SUGGESTIONS])

    def _dictionary(self, setting: str, language: str) -> Dictionary | None:
        tag = chosen(setting, language, self.tags())
        if not tag or self._found is None:
            return None
        with self._lock:
            if tag not in self._open:
                self._open[tag] = self._found.request_dict(tag)
            return self._open[tag]
