"""Sentences that can be said in another language later. One rule: a `Said` is its English text, with its template.

The lower floors know no Qt. They build their sentences with `say`. The command line prints them as they are, in
English; the window translates the template and fills it anew (`ui/i18n.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any

_TEMPLATE, _VALUES = "say", "with"  # the keys of a sentence in JSON
_DEEPEST = 8  # sentences in sentences, from another process
_LONGEST, _LONGEST_FILLED = 4000, 100_000  # characters
_SPEC = re.compile(r",?(\.\d)?[dfg%]?")  # of a number


class Said(str):
    """An English sentence with its template and what was filled in.

    Attributes:
        template: the English text with `{name}` for what is filled in: the key of its translation.
        values: what is filled in, by name; they may be `Said`, too.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> Said:
        said = super().__new__(cls, template.format(**values) if values else template)
        said.template = template
        said.values = values
        return said

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.template, self.values


@dataclass(frozen=True, slots=True)
class Wording:
    """The language of a file that is written below the window, which alone knows how to translate.

    Attributes:
        language: its code.
        words: puts a sentence of the program into it; anything else stays as it is.
    """

    language: str = "en"
    words: Callable[[str], str] = str


ENGLISH = Wording()


def say(template: str, /, **values: object) -> Said:
    """A sentence of the program; a `{name}` in the template becomes the value of that name."""
    return Said(template, {name: _plain(value) for name, value in values.items()})


def joined(parts: Iterable[str], between: str = " ") -> Said:
    """Sentences one after the other, as `str.join`; empty ones are left out."""
    kept = [part for part in parts if part]
    return Said(between.join(f"{{p{number}}}" for number in range(len(kept))), dict(_numbered(kept)))


def listed(parts: Sequence[str]) -> str:
    """Things in a row, with "and" before the last."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    return say("{some} and {last}", some=joined(parts[:-1], ", "), last=parts[-1])


def _plain(value: object) -> str | int | float:
    """As it can be written as JSON: a path, an error and the like become text."""
    return value if isinstance(value, str | int | float) else str(value)


def _numbered(parts: list[str]) -> Iterable[tuple[str, str]]:
    return ((f"p{number}", part) for number, part in enumerate(parts))


def to_json(text: object) -> object:
    """What can be written as JSON and read by `from_json`: a `Said` keeps its template, anything else is as it is."""
    if isinstance(text, Said):
        return {_TEMPLATE: text.template, _VALUES: {name: to_json(value) for name, value in text.values.items()}}
    return text


def text_of(data: object, depth: int = 0) -> str:
    """The inverse of `to_json`. It may come from a process that reads files of strangers, so nothing in it is trusted.

    Raises:
        ValueError: it is neither a text nor a sentence.
    """
    if isinstance(data, str):
        return data
    if not isinstance(data, dict) or data.keys() != {_TEMPLATE, _VALUES} or depth > _DEEPEST:
        raise ValueError("no text")
    template, given = data[_TEMPLATE], data[_VALUES]
    if not isinstance(template, str) or len(template) > _LONGEST or not isinstance(given, dict):
        raise ValueError("no sentence")
    values = {name: v if isinstance(v, int | float) else text_of(v, depth + 1) for name, v in given.items()}
    for _, name, spec, conversion in Formatter().parse(template):
        if name is not None and (name not in values or conversion or not _SPEC.fullmatch(spec or "")):
            raise ValueError("no sentence")
    said = Said(template, values)
    if len(said) > _LONGEST_FILLED:
        raise ValueError("too long")
    return said
