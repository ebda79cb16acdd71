"""Prompts that a person keeps to write them again. One rule: a template is text; nothing in it is evaluated.

Variables stand in double braces: `{{clipboard}}` and `{{date}}` are known, every other is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

CLIPBOARD, DATE = "clipboard", "date"
_VARIABLE = re.compile(r"\{\{\s*([^{}\n]{1,80}?)\s*\}\}")


def asked_of(text: str) -> tuple[str, ...]:
    """The variables of a template that nobody knows, each once, in order."""
    names = dict.fromkeys(match[1] for match in _VARIABLE.finditer(text))
    return tuple(name for name in names if name not in (CLIPBOARD, DATE))


def uses_clipboard(text: str) -> bool:
    """Whether a template has what is on the clipboard in it."""
    return any(match[1] == CLIPBOARD for match in _VARIABLE.finditer(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The template with the values in place of the variables; braces in a value are text."""
    return _VARIABLE.sub(lambda match: values.get(match[1], match[0]), text)


def found(names: Sequence[str], typed: str) -> list[str]:
    """The names that fit what was typed: those that begin with it first, then those that hold it."""
    wanted = typed.casefold()
    fitting = [name for name in names if wanted in name.casefold()]
    return sorted(fitting, key=lambda name: (not name.casefold().startswith(wanted), name.casefold()))
