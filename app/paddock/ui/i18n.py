"""The window's words, in the language of whoever reads them.

Rule: every text that a person reads goes through `tr` or `trn`, with the English text as the key.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

CONTEXT = "paddock"  # the one context of all of the program's messages in the translations


def tr(text: str, **values: object) -> str:
    """Translate `text`; a `{name}` in it becomes the value of that name."""
    said = QCoreApplication.translate(CONTEXT, text)
    return said.format(**values) if values else said


def trn(one: str, many: str, n: int, **values: object) -> str:
    """Translate a text with a count: `one` for a single thing, `many` with `{n}` for any other number."""
    said = QCoreApplication.translate(CONTEXT, one if n == 1 else many)
    return said.format(n=n, **values)
