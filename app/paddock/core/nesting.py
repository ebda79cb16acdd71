"""How deeply a JSON value is nested: what comes from files is walked by recursion further on, which has an end.

One rule: it does not recurse itself, and it looks no deeper than it has to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from paddock.core.errors import UserError
from paddock.core.said import say

Nesting = Mapping[str, object] | list[object]
MAX_LEVELS = 64
"""Lists and objects in one another, of tools or messages; those that people write have ten at most."""


def too_deep(value: object) -> bool:
    """Whether lists and objects lie in one another more than `MAX_LEVELS` deep."""
    level = _nesting((value,))
    for _ in range(MAX_LEVELS):
        if not level:
            return False
        level = [inner for outer in level for inner in _nesting(_within(outer))]
    return bool(level)


def nesting_error(what: str, code: str) -> UserError:
    """To be raised where `what` ("tools", "messages") is too deep, or so deep that it cannot even be parsed."""
    return UserError(
        say("The {what} are nested too deeply (at most {max_levels} levels).", what=what, max_levels=MAX_LEVELS),
        say("Make their structure flatter."),
        code=code,
    )


def _nesting(values: Iterable[object]) -> list[Nesting]:
    return [value for value in values if isinstance(value, (Mapping, list))]


def _within(value: Nesting) -> Iterable[object]:
    return value.values() if isinstance(value, Mapping) else value
