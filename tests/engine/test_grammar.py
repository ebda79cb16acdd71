"""Answers follow their grammar or JSON schema, and what would kill or hang llama.cpp never reaches it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sampling_kit import A, B, C, Rig

from paddock.core.errors import UserError
from paddock.core.params import SamplingParams
from paddock.engine.child.gbnf import MAX_NESTING, MAX_TIMES, check_grammar
from paddock.engine.child.grammar import Constraint
from paddock.engine.child.json_pattern import number_grammar, pattern_grammar
from paddock.engine.child.sampling import Sampler, check_sampling

OFF: dict[str, Any] = {"temperature": 1.0, "top_k": 0, "top_p": 1.0, "min_p": 0.0}

DOUBLED = "".join(f"r{n} ::= r{n + 1} r{n + 1}\n" for n in range(24))


@pytest.fixture(scope="module")
def rig(lib: Any, tiny: Path) -> Iterator[Rig]:
    rig = Rig(lib, tiny)
    yield rig
    rig.close()


@pytest.mark.parametrize(
    ("grammar", "pattern"),
    [
        ('root ::= [a-z]+ "-" [0-9]{3}', r"[a-z]+-[0-9]{3}"),
        ('root ::= ("yes" | "no") (", " root)?', r"(yes|no)(, (yes|no))*"),
        ('# a comment\nroot ::= x{2,4} "\\n" |\n  "\\x41\\u00e9"\n\nx ::= [0-57-9\\x36]', r"[0-9]{2,4}\n|Aé"),
        ('root ::= "äß€😀"', "äß€😀"),  # of which each token is a byte
        ('root ::= "a"? "b"* "c"', "a?b*c"),
    ],
)
def test_fifty_answers_follow_the_grammar(rig: Rig, grammar: str, pattern: str) -> None:
    params = SamplingParams(**OFF, grammar=grammar)
    texts = [rig.write(params, seed, boost="\n-") for seed in range(50)]
    assert all(text is not None and re.fullmatch(pattern, text) for text in texts)


def test_a_real_model_follows_a_grammar(lib: Any, stories: Path) -> None:
    rig = Rig(lib, stories)
    params = SamplingParams(grammar='root ::= "Once" (" " [a-z]{1,8}){3,6} "."')
    found = {rig.write(params, seed) for seed in range(50)}
    rig.close()
    assert all(text and re.fullmatch(r"Once( [a-z]{1,8}){3,6}\.", text) for text in found)
    assert len(found) > 25


def test_the_grammar_leaves_the_chances_between_what_it_allows(rig: Rig) -> None:
    rig.set()
    drawn = rig.draws(SamplingParams(**OFF, grammar='root ::= "B" | "C"'), times=1000)
    assert drawn[B] + drawn[C] == 1000
    assert drawn[B] / 1000 == pytest.approx(0.25 / 0.40, abs=0.04)


@pytest.mark.parametrize(
    "params",
    [
        {"temperature": 0.0},
        {"top_k": 1},
        {"typical_p": 0.5},
        {"mirostat": 1},
        {"mirostat": 2},
        {"xtc_probability": 1.0},
        {"samplers": ("top_k", "adaptive_p")},
    ],
)
def test_every_sampler_gets_on_with_a_grammar(rig: Rig, params: dict[str, Any]) -> None:
    rig.set()
    assert set(rig.draws(SamplingParams(**{**OFF, **params}, grammar='root ::= "C"'), times=20)) == {C}


def test_a_refused_token_leaves_no_trace_in_the_penalties(rig: Rig) -> None:
    rig.set()
    params = SamplingParams(temperature=0.0, presence_penalty=2.0, grammar='root ::= "B" [AC]')
    assert rig.draw(params, count=2) == [B, A]


def test_a_model_that_cannot_follow_says_so(rig: Rig) -> None:
    rig.set()
    params = SamplingParams(logit_bias=((C, -float("inf")),), grammar='root ::= "C"')
    with pytest.raises(UserError) as caught:
        rig.draw(params)
    assert caught.value.code == "grammar-stuck"


def test_a_grammar_that_takes_too_long_ends_the_answer(rig: Rig) -> None:
    rig.set()
    chain = rig.lib.llama_sampler_chain_init(rig.lib.llama_sampler_chain_default_params())
    rig.lib.llama_sampler_chain_add(chain, rig.lib.llama_sampler_init_greedy())
    constraint = Constraint(rig.lib, rig.vocabulary, "root ::= .*", chain, patience=0.0)
    with pytest.raises(UserError, match="longer than the one before"):
        constraint.sample(rig.context, -1)
    constraint.close()
    rig.lib.llama_sampler_free(chain)


@pytest.mark.parametrize(
    ("grammar", "said"),
    [
        ("@", "line 1.*not understood"),
        ("# nothing", "no rule “root”"),
        ('start ::= "a"', "no rule “root”"),
        ('root ::= "a', "line 1"),
        ('root ::= "a"\nroot2 := "b"', "line 2"),
        ('root ::= ("a"', "“[)]” is expected"),
        ('root ::= "a")', "the end of the line is expected"),
        ('root ::= * "a"', "nothing to repeat"),
        ('root ::= a_b "c"', "line 1: “_b"),
        ('root ::= "\\q"', "line 1"),
        ("root ::= []", "line 1"),
        ("root ::= x\ny ::= z", "line 1: there is no rule “x”"),
        ('root ::= "a\0b"', "cannot hold"),
        ('root ::= "a"{3,2}', "fewer than"),
        ("root ::= <no such token>", "does not take it"),
        ('root ::= root "a" | "b"', "begins with itself"),
        ('root ::= x\nx ::= y "a"\ny ::= "b"? x', "line 3.*begins with itself"),
        # llama.cpp does not see that x may be empty, and never ends
        ('root ::= x root "q" | "w"\nx ::= y z\ny ::= "a"?\nz ::= "b"?', "begins with itself"),
        ("root ::= " + "(" * 500_000, "nested too deeply"),  # llama.cpp: stack overflow
        ('root ::= "a"' + "?" * 900_000, "nested too deeply|repetitions are possible"),
        ('root ::= "a"{1000000}', "at most 2000"),
        ('root ::= "a"{1000000000000000000000000000}', "not understood"),
        ('root ::= "a"{0,2001}', "at most 2000"),  # llama.cpp: no limit at all
        ("root ::= " + '"a"{0,2000} ' * 20_000, "too large|too many"),  # llama.cpp: out of memory
        ('root ::= "' + "a" * 500_000 + '"{2000}', "too large"),
        ('root ::= "' + "a" * 1_000_000 + '"', "too large"),
        ("root ::= " + "a " * 300_000 + '\na ::= "x"', "too large"),
        ('root ::= r0\nr50000 ::= "a"\n' + "".join(f"r{n} ::= r{n + 1}\n" for n in range(50_000)), "too many"),
        # llama.cpp: two to the power of 24 places
        ('root ::= r0 "z"\nr24 ::= "x"?\n' + DOUBLED, "too many"),
        ('root ::= "q" r0 "z"\nr24 ::= "x"?\n' + DOUBLED, "too many"),
    ],
)  # fmt: skip
def test_refused_before_anything_runs(rig: Rig, grammar: str, said: str) -> None:
    with pytest.raises(UserError, match=re.compile(said, re.S)) as caught:
        check_sampling(rig.lib, rig.vocabulary, SamplingParams(grammar=grammar))
    assert caught.value.code == "bad-grammar"
    assert len(str(caught.value)) < 300


def test_every_grammar_of_llama_cpp_passes() -> None:
    from llama_cpp import llama_grammar

    names = [name for name in vars(llama_grammar) if name.endswith("_GBNF")]
    assert len(names) > 5
    for name in names:
        check_grammar(getattr(llama_grammar, name))


@pytest.mark.parametrize(
    "grammar",
    [
        "root ::= " + "(" * MAX_NESTING + '"a"' + ")" * MAX_NESTING,
        f'root ::= "a"{{{MAX_TIMES}}} [bc]{{0,{MAX_TIMES}}}',
        'root ::= r0\nr99 ::= "a"\n' + "".join(f"r{n} ::= r{n + 1}\n" for n in range(99)),
        "root ::= " + " | ".join(f'"{n}"' for n in range(4000)),
        'root ::= "' + "a" * 400_000 + '"',
        'root ::= (("a"? "b")* "c"?){2,9}',
    ],
)
def test_what_just_passes_llama_cpp_survives(rig: Rig, grammar: str) -> None:
    params = SamplingParams(grammar=grammar)
    check_sampling(rig.lib, rig.vocabulary, params)
    rig.logits[:] = 0.0
    with Sampler(rig.lib, rig.vocabulary, params, 0, ()) as sampler:
        assert sampler.sample(rig.context, -1) < rig.vocabulary.size


SCHEMAS: list[Any] = [
    {},
    True,
    {"type": "null"},
    {"type": ["boolean", "null"]},
    {"type": "integer"},
    {"type": "integer", "minimum": -17, "maximum": 2345},
    {"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 2},
    {"type": "integer", "maximum": -100},
    {"type": "number"},
    {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
    {"type": "number", "minimum": 0.125, "maximum": 0.5},
    {"type": "number", "minimum": -1.5, "exclusiveMaximum": -0.25},
    {"type": "string"},
    {"type": "string", "minLength": 3, "maxLength": 5},
    {"type": "string", "maxLength": 2500},
    {"type": "string", "pattern": "^[A-Z]{2,3}-\\d{4}(\\.\"x\\\\)?$"},
    {"type": "string", "pattern": "^(a|bc)+$|^[^a-z]{2}$"},
    {"type": "string", "pattern": "x.y"},
    {"type": "string", "pattern": "^\\s\\S{2}$"},
    {"type": "string", "format": "date"},
    {"type": "string", "format": "date-time"},
    {"type": "string", "format": "uuid"},
    {"type": "string", "format": "email"},
    {"enum": ["x\"y\\z\n\t", "é😀", 1, 1.5, None, True, [1, {"a": 2}]]},
    {"const": {"a": "\u00a0", "b": []}},
    {"type": "string", "enum": ["a", 1, "b"]},
    {"type": "array", "maxItems": 3},
    {"type": "array", "maxItems": 1},
    {"type": "string", "maxLength": 0},
    {"type": "array", "items": {"type": "boolean"}, "minItems": 2, "maxItems": 4},
    {"type": "array", "items": {"type": "integer"}, "minItems": 1},
    {"type": "array", "items": False},
    {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "null"}], "items": False},
    {"type": "array", "prefixItems": [{"type": "integer"}], "items": {"type": "null"}, "minItems": 3},
    {"type": "object"},
    {"type": "object", "additionalProperties": False},
    {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 1, "maxProperties": 3},
    {"type": "object", "properties": {"a": {"type": "string", "maxLength": 5}, "b \"q\"": {"type": "integer"}},
     "required": ["b \"q\""], "additionalProperties": False},
    {"properties": {name: {"type": "null"} for name in "abcdef"}},
    {"properties": {name: {"type": "null"} for name in "abcdef"}, "required": ["b", "e", "z"]},
    {"type": "object", "properties": {"a": {}, "b": {"anyOf": [{"type": "integer"}, {"type": "null"}]}}},
    {"$ref": "#/$defs/node", "$defs": {"node": {
        "type": "object", "required": ["value", "next"],
        "properties": {"value": {"type": "integer", "minimum": 0},
                       "next": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]}}}}},
    {"allOf": [{"properties": {"a": {"type": "integer"}}, "required": ["a"]},
               {"properties": {"b": {"type": "null"}, "a": {"minimum": 3, "maximum": 9}}, "required": ["b"]}]},
    {"type": "integer", "anyOf": [{"minimum": 90, "maximum": 99}, {"minimum": 5, "maximum": 7}]},
    {"oneOf": [{"const": 1}, {"type": "object", "properties": {"kind": {"const": "x"}}, "required": ["kind"]}]},
    {"allOf": [{"enum": [1, 2, "a"]}, {"enum": ["a", 2, 3]}]},
    {"title": "T", "description": "d", "default": 3, "type": "integer", "examples": [1], "x-more": {"not": 1}},
    {"$defs": {"a/b": {"type": "null"}}, "$ref": "#/$defs/a~1b"},
]  # fmt: skip


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: json.dumps(schema)[:50])
def test_answers_are_valid_by_their_schema(rig: Rig, schema: Any) -> None:
    params = SamplingParams(**OFF, json_schema=json.dumps(schema))
    check_sampling(rig.lib, rig.vocabulary, params)
    texts = [rig.write(params, seed, boost='"]},xy') for seed in range(20)]
    ended = [text for text in texts if text is not None]
    assert len(ended) > 2
    for text in ended:
        assert valid(json.loads(text, parse_float=Decimal), schema, schema), text


def valid(value: Any, schema: Any, root: Any) -> bool:
    """Whether `value` is valid by the keywords that the schemas above use (JSON Schema 2020-12)."""
    if isinstance(schema, bool):
        return schema
    if "$ref" in schema:
        target = root
        for part in schema["$ref"].split("/")[1:]:
            target = target[part.replace("~1", "/")]
        return valid(value, target, root)
    checks = [
        "type" not in schema or any(is_a(value, kind) for kind in as_list(schema["type"])),
        "enum" not in schema or any(same(value, item) for item in schema["enum"]),
        "const" not in schema or same(value, schema["const"]),
        all(valid(value, part, root) for part in schema.get("allOf", [])),
        "anyOf" not in schema or any(valid(value, part, root) for part in schema["anyOf"]),
        "oneOf" not in schema or sum(valid(value, part, root) for part in schema["oneOf"]) == 1,
    ]
    if is_a(value, "number"):
        checks += [
            value >= schema.get("minimum", value),
            value <= schema.get("maximum", value),
            "exclusiveMinimum" not in schema or value > schema["exclusiveMinimum"],
            "exclusiveMaximum" not in schema or value < schema["exclusiveMaximum"],
        ]
    elif isinstance(value, str):
        checks += [
            schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)),
            "pattern" not in schema or re.search(schema["pattern"], value) is not None,
            schema.get("format") not in ("date", "date-time") or bool(date.fromisoformat(value[:10])),
        ]
    elif isinstance(value, list):
        first = schema.get("prefixItems", [])
        checks += [
            schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)),
            all(valid(item, part, root) for item, part in zip(value, first, strict=False)),
            all(valid(item, schema.get("items", True), root) for item in value[len(first) :]),
        ]
    elif isinstance(value, dict):
        named = schema.get("properties", {})
        others = schema.get("additionalProperties", True)
        checks += [
            set(schema.get("required", [])) <= set(value),
            schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", len(value)),
            all(valid(item, named.get(name, others), root) for name, item in value.items()),
        ]
    return all(checks)


def is_a(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    kinds = {"null": type(None), "integer": int, "number": int | Decimal, "string": str, "array": list, "object": dict}
    return kind in kinds and isinstance(value, kinds[kind])


def same(one: Any, other: Any) -> bool:
    return json.dumps(one, default=float) == json.dumps(other, default=float)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_the_validator_of_this_test_refuses(rig: Rig) -> None:
    assert not valid(1, {"type": "string"}, {})
    assert not valid(True, {"type": "integer"}, {})
    assert not valid({"a": 1}, {"required": ["b"]}, {})
    assert not valid([1, 2], {"items": {"maximum": 1}}, {})


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ("{", "Expecting"),
        ("[]", "no object"),
        ("false", "nothing is allowed"),
        ('{"type": "text"}', "no type “text”"),
        ('{"type": []}', "no type"),
        ('{"enum": []}', "choice of nothing"),
        ('{"anyOf": []}', "choice of nothing"),
        ('{"type": "string", "enum": [1]}', "choice of nothing"),
        ('{"not": {}}', "cannot say “not”"),
        ('{"type": "array", "uniqueItems": true}', "uniqueItems"),
        ('{"type": "number", "multipleOf": 0.1}', "multipleOf"),
        ('{"patternProperties": {"a": {}}}', "patternProperties"),
        ('{"type": "integer", "minimum": 5, "maximum": 4}', "no number lies between"),
        ('{"type": "integer", "exclusiveMinimum": 1, "exclusiveMaximum": 2}', "no number lies between"),
        ('{"type": "integer", "minimum": "5"}', "no number"),
        ('{"type": "number", "minimum": NaN}', "NaN"),
        ('{"type": "string", "minLength": -1}', "no count"),
        ('{"type": "string", "maxLength": 1000000}', "too many|too large"),
        ('{"type": "array", "minItems": 1000000000}', "too many|too large"),
        ('{"type": "string", "pattern": "("}', "cannot be read"),
        ('{"type": "string", "pattern": "(?=a)"}', "cannot be followed"),
        ('{"type": "string", "pattern": "a{1,99999}"}', "too many|too large"),
        ('{"type": "string", "pattern": "a", "maxLength": 3}', "together"),
        (json.dumps({"type": "string", "pattern": "(" * 40 + "a" + "{1,3})" * 40}), "too large|at most"),
        (json.dumps({"type": "string", "pattern": "(" * 9 + "a" + "{1,9000})" * 9}), "too many"),
        (json.dumps({"properties": {f"p{n}": {} for n in range(2000)}}), "too many properties"),
        ('{"$ref": "https://example.org/schema"}', "only what is in it"),
        ('{"$ref": "#/$defs/x"}', "not there"),
        ('{"$ref": "#"}', "too large, or refers to itself"),
        ('{"allOf": [{"$ref": "#"}, {"type": "null"}]}', "refers to itself"),
        ('{"anyOf": [{"$ref": "#"}, {"type": "null"}]}', "refers to itself"),
        ('{"allOf": [{"type": "null"}, {"type": "string"}]}', "nothing is allowed"),
        ('{"allOf": [{"pattern": "a"}, {"pattern": "b"}]}', "two different “pattern”"),
        ('{"properties": {"a": false}, "required": ["a"]}', "nothing is allowed"),
        ('{"properties": 3}', "no object"),
        ('{"required": [3]}', "no list"),
        ("[" * 200_000, "nested too deeply"),
        ('{"items":' * 5000 + "{}" + "}" * 5000, "nested too deeply|too large"),
        ('{"enum": [' + ",".join(str(n) for n in range(6000)) + "]}", "too large"),
        (json.dumps({"$defs": {f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(30)}
                     | {"d30": {"type": "null"}}, "$ref": "#/$defs/d0"}), "too large"),
    ],
)  # fmt: skip
def test_a_schema_is_refused_before_anything_runs(rig: Rig, schema: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        check_sampling(rig.lib, rig.vocabulary, SamplingParams(json_schema=schema))
    assert caught.value.code == "bad-schema"
    assert len(str(caught.value)) < 300


def as_regex(grammar: str) -> re.Pattern[str]:
    """A grammar of literals and sets, as Python reads it."""
    return re.compile(re.sub(r'"([^"]*)"', lambda literal: re.escape(literal[1]), grammar).replace(" ", ""))


@pytest.mark.parametrize(
    ("low", "high", "decimals", "open_low", "open_high"),
    [
        ("0", "0", 0, False, False),
        ("-999", "1000", 0, False, True),
        ("7", None, 0, True, False),
        (None, "-30", 0, False, False),
        ("0.125", "0.5", 3, False, False),
        ("-0.05", "12.3", 2, True, True),
        ("99.99", "100.01", 2, False, False),
    ],
)
def test_numbers_between_limits_are_all_there_and_no_others(
    low: str | None, high: str | None, decimals: int, open_low: bool, open_high: bool
) -> None:
    first, final = (None if limit is None else Decimal(limit) for limit in (low, high))
    pattern = as_regex(number_grammar(first, final, decimals, open_low=open_low, open_high=open_high))
    for scaled in range(-15_000, 15_000):
        number = Decimal(scaled).scaleb(-decimals)
        above = first is None or (number > first if open_low else number >= first)
        below = final is None or (number < final if open_high else number <= final)
        assert bool(pattern.fullmatch(f"{number:f}")) == (above and below), number


def test_a_pattern_without_anchors_may_stand_anywhere() -> None:
    assert pattern_grammar("^a$") == "[a]"
    assert pattern_grammar("a") == "char* [a] char*"
    assert pattern_grammar("^a") == "[a] char*"
    assert pattern_grammar("^a$|b$") == "([a] | char* [b])"


def test_the_same_seed_writes_the_same_json(rig: Rig) -> None:
    params = SamplingParams(**OFF, json_schema='{"type": "array", "maxItems": 5}')
    found = Counter(rig.write(params, seed=3, boost='"]},') for _ in range(3))
    assert len(found) == 1
