"""Which parts of a text are words whose spelling can be judged. Rule: code, addresses and names are none."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST = 20_000  # characters of a text that are looked at
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_PART = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NO_WORDS = re.compile(r"[\d_@/\\<>{}=#$|~^]|\w\.\w|\w:\w")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, as it is looked up, and where it begins and ends in the text."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of the beginning of a text, in their order.

    What holds a digit or a sign of code, stands in backticks, or has capitals inside (NASA, iPhone) is no word.
    """
    seen = _CODE.sub(lambda code: " " * len(code.group()), text[:MOST])
    found = []
    for part in _PART.finditer(seen):
        if _NO_WORDS.search(part.group()):
            continue
        for word in _WORD.finditer(part.group()):
            letters = word.group()
            if len(letters) > 1 and letters[1:] == letters[1:].lower():
                start = part.start() + word.start()
                found.append(Word(letters.replace("’", "'"), start, start + len(letters)))
    return found
