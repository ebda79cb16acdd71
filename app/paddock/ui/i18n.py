"""The window's words, in the language of whoever reads them.

Rule: every text that a person reads goes through `tr` or `trn`, with the English text as the key; through `translated`
where a lower floor or a table put it together (`core/said.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QKeySequence

from paddock.core.said import Said

CONTEXT = "paddock"  # the one context of all of the program's messages in the translations


class _Count(int):
    """A number of things, which has separators however it is written: 1,151 words."""


COUNTS = ("n", "count")  # what a text calls the number of things that it speaks of


class _Filler(Formatter):
    """Fills a text as `str.format` does, with the decimal point and the separators of the language."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, _Count) and not format_spec:
            format_spec = ","
        written = format(value, format_spec)
        if not format_spec or not isinstance(value, int | float):
            return written
        locale = QLocale()
        return written.translate({ord("."): locale.decimalPoint(), ord(","): locale.groupSeparator()})


_FILLER = _Filler()


def tr(text: str, /, **values: object) -> str:
    """Translate `text`; a `{name}` in it becomes the value of that name."""
    return _fill(QCoreApplication.translate(CONTEXT, text), values)


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """Translate a text with a count: `one` for a single thing, `many` with `{n}` for any other."""
    return tr(one if n == 1 else many, n=n, **values)


def translated(text: str) -> str:
    """What a lower floor said, translated; a text that is no sentence of the program stays as it is."""
    if not isinstance(text, Said):
        return text
    return tr(text.template, **text.values)


def keys(sequence: str) -> str:
    """Keys as the system and the language call them: "Ctrl+N" is "Strg+N" in German."""
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText) or sequence


def figure(value: float, spec: str) -> str:
    """A number alone, as `format` writes it, with the decimal point and the separators of the language."""
    return _FILLER.format_field(value, spec)


def _fill(text: str, values: Mapping[str, object]) -> str:
    said = {name: _said(name, value) for name, value in values.items()}
    return _FILLER.vformat(text, (), said) if said else text


def _said(name: str, value: object) -> object:
    if isinstance(value, Said):
        return translated(value)
    return _Count(value) if name in COUNTS and isinstance(value, int) else value
