"""Patterns and numbers of JSON schemas as grammar. One rule: whatever the grammar lets pass, the schema does too.

A pattern is read by Python's own parser of regular expressions, which agrees with ECMAScript's (what JSON schema asks
for) in all that is taken here. What a grammar cannot say (references back, looking around) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from re import _parser  # type: ignore[attr-defined]  # no public one says what a pattern consists of
from typing import Any

Range = tuple[int, int]

LAST = 0x10FFFF
CHAR = "char"
"""The rule for any one character within a JSON string; it counts as one, so there are no halves of pairs."""

CATEGORIES: dict[str, tuple[Range, ...]] = {
    "DIGIT": ((48, 57),),
    "WORD": ((48, 57), (65, 90), (95, 95), (97, 122)),
    "SPACE": ((9, 13), (32, 32), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F),
              (0x205F, 0x205F), (0x3000, 0x3000)),
}  # fmt: skip
PERHAPS_SPACE = ((0x1C, 0x1F), (0x85, 0x85), (0xFEFF, 0xFEFF))
"""Space for Python or for ECMAScript, not for both: neither space nor anything else here."""
NEWLINES = ((10, 10), (13, 13), (0x2028, 0x2029))

NOT_PLAIN = ((0, 0x1F), (0x22, 0x22), (0x5C, 0x5C), (0x7F, 0x7F), (0xD800, 0xDFFF))
"""What does not stand as itself in a JSON string, or at all."""

ESCAPED = {0x22: r"\\\"", 0x5C: r"\\\\", 8: r"\\b", 9: r"\\t", 10: r"\\n", 12: r"\\f", 13: r"\\r"}
"""How the others are written in a JSON string, as a literal of the grammar."""

LARGEST_REPETITION = 2000
"""MAX_REPETITION_THRESHOLD in llama.cpp's llama-grammar.cpp."""

MAX_DIGITS = 15
"""Of a number: what a double holds exactly."""


def pattern_grammar(pattern: str) -> str:
    """What stands between the quotes of a JSON string that `pattern` (a regular expression) matches.

    Raises:
        ValueError: it is no regular expression, or one that no grammar can follow.
    """
    try:
        parsed = _parser.parse(pattern, re.ASCII)
        if parsed.state.flags != re.ASCII:
            raise ValueError("a pattern with flags cannot be followed")
        return _sequence(list(parsed), first=True, last=True)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"the pattern cannot be read ({error})") from error


def _sequence(items: list[tuple[Any, Any]], *, first: bool = False, last: bool = False) -> str:
    """Args:
    first: whether the text begins here: unless the pattern says so too, anything may stand before.
    last: likewise its end.
    """
    before = after = ""
    if first and items and str(items[0][0]) == "AT":
        _check_anchor(items[0][1], ("AT_BEGINNING", "AT_BEGINNING_STRING"))
        items, first = items[1:], False
    elif first and not _splits(items[:1]):
        before, first = f"{CHAR}* ", False
    if last and items and str(items[-1][0]) == "AT":
        _check_anchor(items[-1][1], ("AT_END", "AT_END_STRING"))
        items, last = items[:-1], False
    elif last and not _splits(items[-1:]):
        after, last = f" {CHAR}*", False
    end = len(items) - 1
    parts = [_item(op, value, first and at == 0, last and at == end) for at, (op, value) in enumerate(items)]
    return before + (" ".join(parts) or '""') + after


def _splits(items: list[tuple[Any, Any]]) -> bool:
    """Whether the anchors may stand inside of it."""
    return bool(items) and str(items[0][0]) in ("BRANCH", "SUBPATTERN")


def _check_anchor(anchor: Any, allowed: tuple[str, ...]) -> None:
    if str(anchor) not in allowed:
        raise ValueError("the pattern looks around itself")


def _item(op: Any, value: Any, first: bool, last: bool) -> str:
    match str(op):
        case "LITERAL":
            return characters([(value, value)])
        case "NOT_LITERAL":
            return characters(_complement([(value, value)]))
        case "ANY":
            return characters(_complement(NEWLINES))
        case "IN":
            return characters(_set(value))
        case "BRANCH":
            found = (_sequence(list(branch), first=first, last=last) for branch in value[1])
            return f"({' | '.join(found)})"
        case "SUBPATTERN":
            if value[1] or value[2]:
                raise ValueError("a pattern with flags cannot be followed")
            return f"({_sequence(list(value[3]), first=first, last=last)})"
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, most, inner = value
            body = _sequence(list(inner))
            return repetition(f"({body})", least, None if str(most) == "MAXREPEAT" else int(most))
        case other:
            raise ValueError(f"a pattern with {other.lower().replace('_', ' ')} cannot be followed")


def _set(items: Sequence[tuple[Any, Any]]) -> Sequence[Range]:
    ranges: list[Range] = []
    negated = False
    for op, value in items:
        match str(op):
            case "NEGATE":
                negated = True
            case "LITERAL":
                ranges.append((value, value))
            case "RANGE":
                ranges.append(value)
            case _:
                name = str(value).removeprefix("CATEGORY_")
                category = CATEGORIES[name.removeprefix("NOT_")]
                perhaps = PERHAPS_SPACE if name == "NOT_SPACE" else ()
                ranges += _complement([*category, *perhaps]) if name.startswith("NOT_") else category
    return _complement(ranges) if negated else ranges


def _complement(ranges: Sequence[Range]) -> list[Range]:
    found, start = [], 0
    for low, high in sorted(ranges):
        if low > start:
            found.append((start, low - 1))
        start = max(start, high + 1)
    return [*found, (start, LAST)] if start <= LAST else found


def characters(ranges: Sequence[Range]) -> str:
    """One character of these, as it is written in a JSON string.

    Raises:
        ValueError: none of them can be.
    """
    plain = _complement([*_complement(ranges), *NOT_PLAIN])
    escaped = [f'"{text}"' for code, text in ESCAPED.items() if any(low <= code <= high for low, high in ranges)]
    inside = "".join(_code(low) + (f"-{_code(high)}" if high > low else "") for low, high in plain)
    found = [*([f"[{inside}]"] if inside else []), *escaped]
    if not found:
        raise ValueError("the pattern asks for a character that JSON text does not hold")
    return found[0] if len(found) == 1 else f"({' | '.join(found)})"


def _code(code: int) -> str:
    if code < 0x80:
        return chr(code) if chr(code).isalnum() else f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def repetition(item: str, least: int, most: int | None) -> str:
    """`item` so often; in several parts where llama.cpp would read one as "without limit".

    Raises:
        ValueError: that would be too large.
    """
    if max(least, most or 0) <= LARGEST_REPETITION:
        return f"{item}{{{least},{'' if most is None else most}}}"
    if len(item) > 200 or max(least, most or 0) > 20 * LARGEST_REPETITION:
        raise ValueError(f"{max(least, most or 0)} repetitions are too many")
    parts = [*_parts(item, least, "{%d}"), *([f"{item}*"] if most is None else _parts(item, most - least, "{0,%d}"))]
    return " ".join(parts)


def _parts(item: str, count: int, times: str) -> Iterator[str]:
    for done in range(0, count, LARGEST_REPETITION):
        yield item + times % min(LARGEST_REPETITION, count - done)


def number_grammar(low: Decimal | None, high: Decimal | None, decimals: int, *, open_low: bool, open_high: bool) -> str:
    """Numbers from `low` to `high` with exactly so many decimals.

    Args:
        open_low: without `low` itself; `open_high` likewise.

    Raises:
        ValueError: there are none.
    """
    limit = 10 ** (MAX_DIGITS + decimals) - 1
    first = -limit if low is None else _scaled(low, decimals, ROUND_FLOOR if open_low else ROUND_CEILING) + open_low
    final = limit if high is None else _scaled(high, decimals, ROUND_CEILING if open_high else ROUND_FLOOR) - open_high
    first, final = max(first, -limit), min(final, limit)
    if first > final:
        raise ValueError("no number lies between its limits")
    found = [f'"-" ({_magnitudes(max(1, -final), -first, decimals)})'] if first < 0 else []
    found += [_magnitudes(max(0, first), final, decimals)] if final >= 0 else []
    return " | ".join(found)


def _scaled(number: Decimal, decimals: int, rounding: str) -> int:
    edge = Decimal(10) ** (MAX_DIGITS + 1)  # beyond all that is written here
    return int(max(-edge, min(edge, number)).scaleb(decimals).to_integral_value(rounding=rounding))


def _magnitudes(low: int, high: int, decimals: int) -> str:
    """Whole numbers, written with a point before the last `decimals` digits."""
    found = []
    shortest = decimals + 1
    for length in range(max(shortest, len(str(low))), max(shortest, len(str(high))) + 1):
        start = max(low, 10 ** (length - 1) if length > shortest else 0)
        end = min(high, 10**length - 1)
        if start <= end:
            found.append(_between(str(start).zfill(length), str(end).zfill(length), decimals))
    return " | ".join(found)


def _between(low: str, high: str, decimals: int) -> str:
    """Digits from `low` to `high`, which are as many."""
    left = len(low)
    if not left:
        return ""
    point = '"." ' if left == decimals else ""
    rest = left - 1
    if low == "0" * left and high == "9" * left:
        before = left - decimals
        split = decimals and before > 0
        return point + (f'[0-9]{{{before}}} "." [0-9]{{{decimals}}}' if split else f"[0-9]{{{left}}}")
    if low[0] == high[0]:
        return f'{point}"{low[0]}" {_between(low[1:], high[1:], decimals)}'.rstrip()
    found = []
    first, final = int(low[0]), int(high[0])
    if low[1:] != "0" * rest:
        found.append(f'"{first}" {_between(low[1:], "9" * rest, decimals)}'.rstrip())
        first += 1
    if high[1:] != "9" * rest:
        found.append(f'"{final}" {_between("0" * rest, high[1:], decimals)}'.rstrip())
        final -= 1
    if first <= final:
        found.append(f"[{first}-{final}] {_between('0' * rest, '9' * rest, decimals)}".rstrip())
    return f"{point}({' | '.join(found)})"
