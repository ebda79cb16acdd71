"""Sentences that can be said in another language later. One rule: a `Said` is its English text, with its template.

The lower floors know no Qt. They build their sentences with `say`. The command line prints them as they are, in
English; the window translates the template and fills it anew (`ui/i18n.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_TEMPLATE, _VALUES = "say", "with"  # the keys of a sentence in JSON


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


def say(template: str, /, **values: object) -> Said:
    """A sentence of the program; a `{name}` in the template becomes the value of that name."""
    return Said(template, values)


def joined(parts: Iterable[str], between: str = " ") -> Said:
    """Sentences one after the other, as `str.join`; empty ones are left out."""
    kept = [part for part in parts if part]
    return Said(between.join(f"{{p{number}}}" for number in range(len(kept))), dict(_numbered(kept)))


def _numbered(parts: list[str]) -> Iterable[tuple[str, str]]:
    return ((f"p{number}", part) for number, part in enumerate(parts))


def to_json(text: object) -> object:
    """What can be written as JSON and read by `from_json`: a `Said` keeps its template, anything else is as it is."""
    if isinstance(text, Said):
        return {_TEMPLATE: text.template, _VALUES: {name: to_json(value) for name, value in text.values.items()}}
    return text


def from_json(data: object) -> object:
    """The inverse of `to_json`."""
    if isinstance(data, dict) and data.keys() == {_TEMPLATE, _VALUES}:
        return Said(str(data[_TEMPLATE]), {str(name): from_json(value) for name, value in data[_VALUES].items()})
    return data
