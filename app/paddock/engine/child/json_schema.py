"""JSON schemas as grammar (GBNF). One rule: every answer that the grammar lets pass is valid by the schema.

So what a grammar cannot say (`not`, `uniqueItems`, …) is refused, not ignored; it may say less than the schema, which
shows in these places: properties come in the order of the schema, an object with named properties has no others, and
numbers have at most 15 digits. Of `oneOf`, what fits one may fit another too. llama-cpp-python's own converter is not
used: it loses backslashes, lets line ends into strings, and ignores what it does not know.

The rules for whitespace and plain values are llama.cpp's (common/json-schema-to-grammar.cpp), but characters are named
that may come, not those that may not: what llama.cpp takes for a character may be none (a byte such as FF).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import unquote

from paddock.core.errors import UserError
from paddock.core.said import say
from paddock.engine.child.json_pattern import CHAR, number_grammar, pattern_grammar, repetition

MAX_SCHEMAS = 20_000
"""Parts of a schema that are looked at; `allOf` can multiply them."""

MAX_DEPTH = 60
MAX_STARTS = 40_000
"""Members in all the ways in which an object may begin."""

BASE = r"""
space ::= | " " | "\n"{1,2} [ \t]{0,20}
comma ::= "," space
char ::= [\x20-\x21\x23-\x5B\x5D-\x7E\u0080-\uD7FF\uE000-\U0010FFFF] | "\\" escaped
escaped ::= ["\\bfnrt] | "u" ([0-9a-ce-fA-CE-F] [0-9a-fA-F]{3} | [dD] [0-7] [0-9a-fA-F]{2})
string ::= "\"" char* "\""
integer ::= "-"? ("0" | [1-9] [0-9]{0,14})
number ::= integer ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})?
boolean ::= "true" | "false"
null ::= "null"
member ::= string space ":" space value
object ::= "{" space (member (comma member)*)? space "}"
array ::= "[" space (value (comma value)*)? space "]"
value ::= object | array | string | number | boolean | null
year ::= [1-9] [0-9]{3}
leap-year ::= [1-9] [0-9] ([02468] [48] | [13579] [26] | [2468] "0") | ([2468] [048] | [13579] [26]) "00"
month-and-day ::= ("0" [1-9] | "1" [0-2]) "-" ("0" [1-9] | "1" [0-9] | "2" [0-8]) |
    ("0" [13-9] | "1" [0-2]) "-" ("29" | "30") | ("0" [13578] | "1" [02]) "-31"
day ::= year "-" month-and-day | leap-year "-02-29"
time-of-day ::= ("0" [0-9] | "1" [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9] ("." [0-9]{3})?
zone ::= "Z" | [-+] ("0" [0-9] | "1" [0-9] | "2" [0-3]) ":" [0-5] [0-9]
date ::= "\"" day "\""
time ::= "\"" time-of-day zone "\""
date-time ::= "\"" day "T" time-of-day zone "\""
uuid ::= "\"" [0-9a-f]{8} "-" [0-9a-f]{4} "-" [0-9a-f]{4} "-" [0-9a-f]{4} "-" [0-9a-f]{12} "\""
"""

FORMATS = ("date", "time", "date-time", "uuid")
TYPES = ("object", "array", "string", "number", "integer", "boolean", "null")

NOT_POSSIBLE = frozenset({
    "not", "if", "then", "else", "patternProperties", "propertyNames", "dependentRequired", "dependentSchemas",
    "dependencies", "contains", "minContains", "maxContains", "unevaluatedItems", "unevaluatedProperties",
    "$dynamicRef", "$recursiveRef",
})  # fmt: skip
BY_TYPE = {
    "object": ("properties", "required", "additionalProperties", "minProperties", "maxProperties"),
    "array": ("items", "prefixItems", "additionalItems", "minItems", "maxItems", "uniqueItems"),
    "string": ("pattern", "minLength", "maxLength", "format"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}
MEANING = frozenset({
    "$ref", "allOf", "anyOf", "oneOf", "type", "enum", "const", "nullable",
    *(keyword for keywords in BY_TYPE.values() for keyword in keywords),
})  # fmt: skip
"""The keywords that say what is valid, and are followed here; all others only describe."""

Schema = Mapping[str, Any]


def schema_grammar(text: str) -> str:
    """The grammar for `text`, a JSON schema.

    Raises:
        UserError: `bad-schema`.
    """
    try:
        schema = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
        return _Converter(schema).grammar()
    except RecursionError:
        raise bad_schema("it is nested too deeply") from None
    except (ValueError, InvalidOperation) as error:
        raise bad_schema(str(error)) from error


def bad_schema(why: str) -> UserError:
    """The schema cannot be used."""
    return UserError(
        say("The JSON schema is not possible: {why}.", why=why),
        say("Correct the schema and try again."),
        code="bad-schema",
    )


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


class _Converter:
    """Each part of the schema becomes an expression; those that are referred to become rules."""

    def __init__(self, schema: Any) -> None:
        self._document = schema
        self._rules: list[str] = []
        self._of_ref: dict[str, str] = {}
        self._seen = 0

    def grammar(self) -> str:
        root = self._visit(self._document, 0)
        return "\n".join([f"root ::= {root}", *self._rules, BASE])

    def _rule(self, expression: str, name: str = "") -> str:
        name = name or f"rule-{len(self._rules)}"
        self._rules.append(f"{name} ::= {expression}")
        return name

    def _visit(self, schema: Any, depth: int) -> str:
        """An expression for what `schema` allows, which can stand in any place."""
        self._count(depth)
        if schema is True or schema == {}:
            return "value"
        if not isinstance(schema, dict):
            raise ValueError("there is a place where nothing is allowed" if schema is False else "it is no object")
        meaning = {key: value for key, value in schema.items() if key in MEANING}
        if set(meaning) == {"$ref"}:
            return self._visit_ref(meaning["$ref"], depth)
        if set(meaning) == {"allOf"} and len(_list(meaning, "allOf")) == 1:
            return self._visit(meaning["allOf"][0], depth + 1)
        return self._visit_whole(self._whole(schema, depth), depth)

    def _count(self, depth: int) -> None:
        self._seen += 1
        if self._seen > MAX_SCHEMAS or depth > MAX_DEPTH:
            raise ValueError("it is too large, or refers to itself without end")

    def _visit_ref(self, ref: Any, depth: int) -> str:
        if ref not in self._of_ref:
            target = self._target(ref)
            name = self._of_ref[ref] = f"ref-{len(self._of_ref)}"
            self._rule(self._visit(target, depth + 1), name)
        return self._of_ref[ref]

    def _target(self, ref: Any) -> Any:
        if not isinstance(ref, str) or not (ref == "#" or ref.startswith("#/")):
            raise ValueError(f"it refers to “{ref}”, and only what is in it can be referred to")
        target = self._document
        for part in ref.split("/")[1:]:
            key = unquote(part).replace("~1", "/").replace("~0", "~")
            if isinstance(target, dict) and key in target:
                target = target[key]
            elif isinstance(target, list) and key.isdecimal() and int(key) < len(target):
                target = target[int(key)]
            else:
                raise ValueError(f"it refers to “{ref}”, which is not there")
        return target

    def _whole(self, schema: Any, depth: int) -> Schema:
        """`schema` with everything in it that it refers to, and all of `allOf`."""
        self._count(depth)
        if schema is True:
            return {}
        if not isinstance(schema, dict):
            raise ValueError("there is a place where nothing is allowed")
        for keyword in schema:
            if keyword in NOT_POSSIBLE:
                raise ValueError(f"a grammar cannot say “{keyword}”")
        whole: Schema = {key: value for key, value in schema.items() if key in MEANING - {"$ref", "allOf"}}
        parts = [self._target(schema["$ref"])] if "$ref" in schema else []
        for part in (*parts, *_list(schema, "allOf")):
            whole = _both(whole, self._whole(part, depth + 1))
        return whole

    def _visit_whole(self, schema: Schema, depth: int) -> str:
        for keyword in ("anyOf", "oneOf"):
            if keyword in schema:
                rest = {key: value for key, value in schema.items() if key != keyword}
                parts = _list(schema, keyword)
                return self._union([{"allOf": [rest, part]} for part in parts] if rest else parts, depth)
        if "const" in schema or "enum" in schema:
            return _constants(schema)
        types = _types(schema)
        if not types:
            return "value"
        makers: Mapping[str, Callable[[Schema, int], str]] = {
            "object": self._object,
            "array": self._array,
            "string": _string,
            "number": _number,
            "integer": _number,
        }
        found = [makers[kind]({**schema, "type": kind}, depth) if kind in makers else kind for kind in types]
        return found[0] if len(found) == 1 else f"({' | '.join(found)})"

    def _union(self, schemas: list[Schema], depth: int) -> str:
        if not schemas:
            raise ValueError("there is a choice of nothing")
        return f"({' | '.join(self._visit(schema, depth + 1) for schema in schemas)})"

    def _object(self, schema: Schema, depth: int) -> str:
        properties = _dict(schema, "properties")
        required = dict.fromkeys(_list(schema, "required"))
        others = schema.get("additionalProperties", True)
        missing = {name: others for name in required if name not in properties}
        properties = {**properties, **missing}
        least, most = _limits(schema, "Properties")
        if not properties:
            return self._map(others, least, most, depth)
        if least > len(required) or (most is not None and most < len(properties)):
            raise ValueError("a grammar cannot count properties that have names")
        members = [
            self._rule(f'{literal(_dumps(name))} space ":" space {self._visit(part, depth + 1)}')
            for name, part in properties.items()
        ]
        needed = [name in required for name in properties]
        return self._rule(f'"{{" space {_members(members, needed)} space "}}"')

    def _map(self, others: Any, least: int, most: int | None, depth: int) -> str:
        """An object whose properties have any names. A name may come twice, so more than one cannot be asked for."""
        if least > 1:
            raise ValueError("a grammar cannot count properties")
        if others is False:
            most = 0
        member = "member" if others in (True, {}) or most == 0 else self._map_member(others, depth)
        return self._rule(f'"{{" space {_listed(member, least, most)} space "}}"')

    def _map_member(self, others: Any, depth: int) -> str:
        return self._rule(f'string space ":" space {self._visit(others, depth + 1)}')

    def _array(self, schema: Schema, depth: int) -> str:
        if schema.get("uniqueItems"):
            raise ValueError("a grammar cannot say “uniqueItems”")
        least, most = _limits(schema, "Items")
        items = schema.get("items", True)
        first = items if isinstance(items, list) else _list(schema, "prefixItems")
        if first:
            return self._tuple(first, schema.get("additionalItems", True) if first is items else items, schema, depth)
        if items is False:
            most = 0
        item = "value" if most == 0 else self._rule(self._visit(items, depth + 1))
        return self._rule(f'"[" space {_listed(item, least, most)} space "]"')

    def _tuple(self, first: list[Any], others: Any, schema: Schema, depth: int) -> str:
        least, most = _limits(schema, "Items")
        first = first if most is None else first[:most]
        found = [self._visit(item, depth + 1) for item in first]
        if least > len(first):
            found += [self._rule(self._visit(others, depth + 1))] * min(least - len(first), MAX_SCHEMAS)
        return self._rule(f'"[" space {" comma ".join(found)} space "]"')


def _members(members: list[str], needed: list[bool]) -> str:
    """Members with commas between them; the first that comes has none before it, whichever it is."""
    following = [
        f"comma {member}" if need else f"(comma {member})?" for member, need in zip(members, needed, strict=True)
    ]
    starts = []
    optional = needed.index(True) if any(needed) else len(needed)
    if optional * len(members) > MAX_STARTS:
        raise ValueError("too many properties may be left out; name those that are “required” first")
    for at, member in enumerate(members):
        starts.append(" ".join([member, *following[at + 1 :]]))
        if needed[at]:
            return f"({' | '.join(starts)})"
    return f"({' | '.join(starts)})?"


def _listed(item: str, least: int, most: int | None) -> str:
    """So many, with commas between them."""
    if most == 0:
        return '""'
    more = repetition(f"(comma {item})", max(0, least - 1), None if most is None else most - 1)
    return f"{item} {more}" if least else f"({item} {more})?"


def _string(schema: Schema, _depth: int) -> str:
    least, most = _limits(schema, "Length")
    counted = least > 0 or most is not None
    written = [f'"\\"" {pattern_grammar(schema["pattern"])} "\\""'] if "pattern" in schema else []
    written += [str(schema["format"])] if schema.get("format") in FORMATS else []
    if len(written) + counted > 1:
        raise ValueError("a grammar cannot say pattern, format and length of one text together")
    if counted:
        return f'"\\"" {repetition(CHAR, least, most)} "\\""'
    return f"({written[0]})" if written else "string"


def _number(schema: Schema, _depth: int) -> str:
    whole = schema["type"] == "integer"
    if "multipleOf" in schema and not (whole and schema["multipleOf"] == 1):
        raise ValueError("a grammar cannot say “multipleOf”")
    low, open_low = _bound(schema, "minimum", "exclusiveMinimum", max)
    high, open_high = _bound(schema, "maximum", "exclusiveMaximum", min)
    if low is None and high is None:
        return str(schema["type"])

    def numbers(decimals: int) -> str:
        return number_grammar(low, high, decimals, open_low=open_low, open_high=open_high)

    if whole:
        return f"({numbers(0)})"
    given = [-int(bound.normalize().as_tuple().exponent) for bound in (low, high) if bound is not None]
    decimals = min(max(2, *given), 15)
    try:
        return f"({numbers(0)} | {numbers(decimals)})"
    except ValueError:  # no whole number lies between them
        return f"({numbers(decimals)})"


def _bound(schema: Schema, closed: str, opened: str, stricter: Callable[..., Decimal]) -> tuple[Decimal | None, bool]:
    """A limit, and whether it is excluded itself."""
    values = [(Decimal(_a_number(schema[key])), key == opened) for key in (closed, opened) if key in schema]
    if not values:
        return None, False
    limit = stricter(value for value, _ in values)
    return limit, any(excluded for value, excluded in values if value == limit)


def _a_number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(f"“{value}” is no number")
    return value


def _limits(schema: Schema, of: str) -> tuple[int, int | None]:
    """`min…` and `max…`."""
    least, most = schema.get(f"min{of}", 0), schema.get(f"max{of}")
    for value in (least, 0 if most is None else most):
        if _a_number(value) < 0 or value != int(value):
            raise ValueError(f"“{value}” is no count")
    if most is not None and most < least:
        raise ValueError(f"max{of} is less than min{of}")
    return int(least), None if most is None else int(most)


def _types(schema: Schema) -> list[str]:
    """The types that it names, or means by what it says about them; none if it says nothing."""
    named = schema.get("type", [])
    named = [named] if isinstance(named, str) else named
    if not isinstance(named, list) or any(name not in TYPES for name in named) or ("type" in schema and not named):
        raise ValueError(f"there is no type “{schema.get('type')}”")
    if not named:
        named = [kind for kind, keywords in BY_TYPE.items() if any(key in schema for key in keywords)]
    if schema.get("nullable") is True and named and "null" not in named:
        named = [*named, "null"]
    return [kind for kind in named if not (kind == "integer" and "number" in named)]


def _constants(schema: Schema) -> str:
    values = _list(schema, "enum") if "enum" in schema else [schema["const"]]
    if "const" in schema:
        values = [value for value in values if _same(value, schema["const"])]
    types = _types({"type": schema["type"]}) if "type" in schema else list(TYPES)
    types += ["integer"] if "number" in types else []
    values = [value for value in values if _type_of(value) in types]
    others = set(schema) - {"const", "enum", "type", "nullable"}
    if others:
        raise ValueError(f"“enum” and “{min(others)}” together are too much")
    if not values:
        raise ValueError("there is a choice of nothing")
    return f"({' | '.join(literal(_dumps(value)) for value in values)})"


def _type_of(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return "null" if value is None else "boolean"
    names = {str: "string", int: "integer", Decimal: "number", list: "array", dict: "object"}
    return names[type(value)]


def _both(one: Schema, other: Schema) -> Schema:
    """What is valid by both."""
    merged = dict(one)
    for key, value in other.items():
        if key not in merged or _same(merged[key], value):
            merged[key] = value
        elif key == "properties":
            both = {name: {"allOf": [merged[key][name], value[name]]} for name in merged[key] if name in value}
            merged[key] = {**merged[key], **value, **both}
        elif key == "required":
            merged[key] = [*dict.fromkeys([*merged[key], *value])]
        elif key == "enum":
            wanted = {_dumps(item) for item in value}
            merged[key] = [item for item in merged[key] if _dumps(item) in wanted]
        elif key == "type":
            merged[key] = _common_types(_types(one), _types(other))
        elif key in ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"):
            merged[key] = max(_a_number(merged[key]), _a_number(value))
        elif key in ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"):
            merged[key] = min(_a_number(merged[key]), _a_number(value))
        else:
            raise ValueError(f"two different “{key}” together are too much")
    for part, whole in ((one, other), (other, one)):
        if part.get("additionalProperties", True) is not True and set(_dict(whole, "properties")) - set(
            _dict(part, "properties")
        ):
            raise ValueError("“additionalProperties” forbids properties that are named elsewhere")
    return merged


def _common_types(one: list[str], other: list[str]) -> list[str]:
    found = [kind for kind in one if kind in other or (kind == "integer" and "number" in other)]
    found += ["integer" for kind in one if kind == "number" and "integer" in other]
    if not found:
        raise ValueError("there is a place where nothing is allowed")
    return found


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON: Python takes true for 1."""
    return bool(one == other) and _dumps(one) == _dumps(other)


def _dict(schema: Schema, key: str) -> dict[str, Any]:
    value = schema.get(key, {})
    if not isinstance(value, dict):
        raise ValueError(f"“{key}” is no object")
    return value


def _list(schema: Schema, key: str) -> list[Any]:
    value = schema.get(key, [])
    if not isinstance(value, list) or (key == "required" and not all(isinstance(name, str) for name in value)):
        raise ValueError(f"“{key}” is no list")
    return value


def _dumps(value: Any) -> str:
    """As JSON, on one line; characters as they are, but halves of pairs, which no text holds, as escapes."""
    text = json.dumps(value, ensure_ascii=False, default=float, allow_nan=False)
    return text if text.isprintable() else json.dumps(value, default=float)


def literal(text: str) -> str:
    """A literal of the grammar."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
