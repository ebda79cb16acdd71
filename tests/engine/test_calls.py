"""Calls of tools in streamed text: every notation, cut anywhere; and what is no call comes back as it was written."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paddock.core.tools import ToolCall
from paddock.engine.child.call_syntax import LONGEST, MOST_BLANKS
from paddock.engine.child.calls import SHORT, CallParser
from paddock.engine.child.speech import Speech

NAMES = ("get_weather", "add", "maps.route", "brave_search")
CODE = (*NAMES, "code_interpreter")
WEATHER = ToolCall("get_weather", '{"city": "Paris"}')
ADD = ToolCall("add", '{"a": 1, "b": -2.5}')
BARE = '{"name": "get_weather", "parameters": {"city": "Paris"}}'

CALLS = [
    (BARE, [WEATHER]),
    ('{"name": "get_weather", "arguments": {"city": "Paris"}}', [WEATHER]),
    ('{"type": "function", "name": "get_weather", "parameters": {"city": "Paris"}}', [WEATHER]),
    ('{"type": "function", "function": {"name": "get_weather", "arguments": {"city": "Paris"}}}', [WEATHER]),
    ('{"function": "get_weather", "parameters": {"city": "Paris"}}', [WEATHER]),
    ('{"name": "get_weather", "arguments": "{\\"city\\": \\"Paris\\"}"}', [WEATHER]),
    ('{"parameters": {"city": "Paris"}, "name": "get_weather"}', [WEATHER]),
    ('{\n  "name" : "get_weather",\n  "parameters": {"city": "Paris"}\n}', [WEATHER]),
    ('{"name": "add", "parameters": null}', [ToolCall("add")]),
    ('{"name": "get_weather", "parameters": {"city": "a}b\\"]{"}}', [ToolCall("get_weather", '{"city": "a}b\\"]{"}')]),
    ('{"name": "get_weather", "parameters": {"city": "a\nb"}}', [ToolCall("get_weather", '{"city": "a\\nb"}')]),
    (f'{BARE}; {{"name": "add", "parameters": {{"a": 1, "b": -2.5}}}}', [WEATHER, ADD]),
    (f'{BARE}\n{{"name": "add", "parameters": {{"a": 1, "b": -2.5}}}}\n', [WEATHER, ADD]),
    (f'[{BARE}, {{"name": "add", "parameters": {{"a": 1, "b": -2.5}}}}]', [WEATHER, ADD]),
    (f"\n\n{BARE}", [WEATHER]),
    (f"<|python_tag|>{BARE}", [WEATHER]),
    (f'<|python_tag|>{BARE}; {{"name": "add", "parameters": {{"a": 1, "b": -2.5}}}}', [WEATHER, ADD]),
    ('<|python_tag|>brave_search.call(query="llamas (big)")', [ToolCall("brave_search", '{"query": "llamas (big)"}')]),
    ("<|python_tag|>add(a=1, b=-2.5)", [ADD]),
    ('<|python_tag|>[get_weather(city="Paris")]', [WEATHER]),
    ('<function=get_weather>{"city": "Paris"}</function>', [WEATHER]),
    ('<function=get_weather>{"city": "Paris"}', [WEATHER]),
    ('<function=get_weather>{"city": "Paris"}</function><function=add>{"a": 1, "b": -2.5}</function>', [WEATHER, ADD]),
    ('[get_weather(city="Paris")]', [WEATHER]),
    ("[get_weather(city='Paris'), add(a=1, b=-2.5)]", [WEATHER, ADD]),
    ('[maps.route(via=["A", "B"])]', [ToolCall("maps.route", '{"via": ["A", "B"]}')]),
    ('[add(d={"x": None, "y": (True, false)}, e="]")]',
     [ToolCall("add", '{"d": {"x": null, "y": [true, false]}, "e": "]"}')]),
    ("[add()]", [ToolCall("add")]),
    ('<|python_start|>[get_weather(city="Paris")]<|python_end|>', [WEATHER]),
    (f"<|python_start|>{BARE}<|python_end|>", [WEATHER]),
    (f"<|python_start|><|python_end|>{BARE}", [WEATHER]),
    ('<tool_call>\n{"name": "get_weather", "arguments": {"city": "Paris"}}\n</tool_call>', [WEATHER]),
    ('<tool_call>{"name": "get_weather", "arguments": {"city": "Paris"}}', [WEATHER]),
]  # fmt: skip
TEXTS = [
    "Just an answer.",
    '{"name": "launch", "parameters": {}}',  # not offered
    '{"name": "get_weather"}',
    '{"name": "get_weather", "parameters": ["Paris"]}',
    '{"name": "get_weather", "parameters": {"city": "Paris"}, "danger": 1}',
    '{"name": "get_weather", "parameters": {}, "arguments": {}}',
    '{"name": "get_weather", "parameters": {"city": "Paris"}',  # not closed
    '{"name": "get_weather", "parameters": {"city": Paris}}',
    '{"name": "get_weather", "parameters": {"n": NaN}}',
    '{"name": "get_weather", "parameters": {"n": 1e999}}',
    '{"name": 3, "parameters": {}}',
    '{"age": 3}',
    "{}",
    "[]",
    "[1, 2, 3]",
    '["get_weather"]',
    '[{"name": "get_weather", "parameters": {}}, {"name": "launch", "parameters": {}}]',
    "[get_weather]",
    '[get_weather("Paris")]',
    "[get_weather(**x)]",
    "[get_weather(city=open('/etc/passwd').read())]",
    "[get_weather(city=f'{x}')]",
    "[get_weather(city=b'x')]",
    "[get_weather(city=1j)]",
    "[get_weather(city=-True)]",
    "[get_weather(city=-False)]",
    "[get_weather(city={1: 2})]",
    "[get_weather(city={**x})]",
    "[get_weather(city='Paris'), launch()]",
    "[get_weather(city='Paris')",
    "[get_weather(city='Paris'}]",
    "[launch(a=1)]",
    f"Call it like this: {BARE}",
    "As [get_weather(city='Paris')] shows",
    "<function=launch>{}</function>",
    "<function=get_weather>Paris</function>",
    '<function=get_weather>{"city": "Paris"} and then',
    "<function=",
    "<|python_tag|>print(1)",
    "<|python_tag|>",
    "<|python_start|>print(1)<|python_end|>",
    "<|python",
    "<tool_call>get_weather</tool_call>",
    '<tool_call>{"name": "get_weather", "arguments": {"city": "Paris"}} so',
    "a < b and c <function",
    "{" * 3000,
    "[" * 3000,
    "[add(a=" + "[" * 40 + "]" * 40 + ")]",
    '{"name": "add", "parameters": ' * 50,
    "[add(a=" + "9" * 5000 + ")]",
    "[add(a='\0')]",
    "  \n ",
]


def parse(text: str, names: Sequence[str] = NAMES, cuts: Sequence[int] = ()) -> list[str | ToolCall]:
    """What comes of it, pieces of text joined."""
    parser = CallParser(names)
    edges = [0, *sorted(cuts), len(text)]
    found: list[str | ToolCall] = []
    for start, end in pairwise(edges):
        found += parser.feed(text[start:end])
    found += parser.flush()
    joined: list[str | ToolCall] = []
    for part in found:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    assert parser.made == sum(isinstance(part, ToolCall) for part in joined)
    return joined


@pytest.mark.parametrize(("text", "calls"), CALLS)
def test_calls_are_found_in_every_notation(text: str, calls: list[ToolCall]) -> None:
    assert parse(text) == calls
    assert parse(text, cuts=range(len(text))) == calls
    assert all(isinstance(call.values, dict) for call in calls)


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_no_call_comes_back_as_it_was_written(text: str) -> None:
    assert parse(text) == [text]
    assert parse(text, cuts=range(len(text))) == [text]


@pytest.mark.parametrize(("before", "after"), [("Let me look.\n", ""), ("", "\nThat was it."), ("One\n", " two\n")])
def test_text_around_a_call_stays(before: str, after: str) -> None:
    assert parse(before + BARE + after) == [part for part in (before, WEATHER, after) if part]


def test_a_tag_begins_a_call_anywhere() -> None:
    assert parse('I call <function=add>{"a": 1, "b": -2.5}</function>.') == ["I call ", ADD, "."]


@pytest.mark.parametrize("tool", ["code_interpreter", "ipython", "python"])
def test_code_is_a_call_where_a_tool_takes_it(tool: str) -> None:
    code = 'x = [1, 2]\nprint("{", x)'
    assert parse(f"<|python_tag|>{code}", (tool,)) == [ToolCall(tool, json.dumps({"code": code}))]
    assert parse(f"<|python_start|>{code}<|python_end|>", (tool,)) == [ToolCall(tool, json.dumps({"code": code}))]


def test_beside_code_the_other_tools_can_be_called() -> None:
    assert parse("<|python_tag|>add(a=1, b=-2.5)", CODE) == [ADD]
    code = "added = add(1)\n[add(a=1"
    assert parse(f"<|python_tag|>{code}", CODE) == [ToolCall("code_interpreter", json.dumps({"code": code}))]


@pytest.mark.parametrize("text", ["I think", "a < b", "{a", '{"age', "[1", "[x", '{"name": "lau', "<b>", "\nOne {"])
def test_what_cannot_be_a_call_is_let_out_at_once(text: str) -> None:
    parser = CallParser(NAMES)
    assert "".join(map(str, parser.feed(text))) == text


@pytest.mark.parametrize("text", ["{", '{"na', '{"name": "get', "[ge", "[{", "<|py", "<function=a", "\n\n"])
def test_what_may_be_one_waits(text: str) -> None:
    assert CallParser(NAMES).feed(text) == []


def test_halves_of_pairs_stay_escapes() -> None:
    assert parse('{"name": "add", "parameters": {"a": "\\ud800"}}') == [ToolCall("add", '{"a": "\\ud800"}')]


def test_a_call_without_end_is_let_go() -> None:
    parser = CallParser(NAMES)
    start = '{"name": "get_weather", "parameters": {"city": "'
    assert parser.feed(start + "x" * (LONGEST - len(start))) == []
    assert "".join(map(str, parser.feed("x"))) == start + "x" * (LONGEST - len(start) + 1)


def test_many_calls_without_end_cost_no_time() -> None:
    text = '[add(a="\n' * 3000
    assert parse(text, cuts=range(0, len(text), 7)) == [text]


def work(text: str, names: Sequence[str] = NAMES) -> Counter[str]:
    """Lines of Python that run, as "lines", and calls of each function, while `text` comes one character at a time."""
    counted: Counter[str] = Counter()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if event == "call":
            if not frame.f_globals.get("__name__", "").startswith("paddock.engine.child"):
                return None
            counted[frame.f_code.co_name] += 1
        elif event == "line":
            counted["lines"] += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        parse(text, names, range(len(text)))
    finally:
        sys.settrace(before)
    return counted


@pytest.mark.parametrize(
    ("start", "more"),
    [
        ("[", " "),
        ("<tool_call>", " "),
        ('{"name":', " "),
        ("[add", " "),
        (f"<tool_call>{BARE}", " "),
        ("<|python_tag|>[add(1)]", "x"),
        ("<|python_start|>", "[add(a=1)];"),
        ("", " "),
        ("", '[add(a=\\"\n'),
        ('[add(a="', "{"),
    ],
)
def test_work_grows_as_the_text_does(start: str, more: str) -> None:
    """No hostile text stops the engine: twice the text is twice the work, and nothing is parsed at every token."""
    half, whole = (work(start + (more * count)[:count], CODE) for count in (10_000, 20_000))
    assert whole["lines"] < 2.5 * half["lines"]
    assert whole["_loads"] + whole["_parse"] <= 20_000 // len("[add(a=1)];") + 1
    if more != "[add(a=1)];":
        assert whole["_loads"] + whole["_parse"] <= 1


@pytest.mark.parametrize(
    "start", ["[", "<tool_call>", "<function=add>", '{"name"', '{"name":', "[add", f"<tool_call>{BARE}"]
)
def test_blanks_are_waited_for_only_so_long(start: str) -> None:
    parser = CallParser(NAMES)
    assert parser.feed(start + " " * MOST_BLANKS) == []
    assert "".join(map(str, parser.feed(" "))) == start + " " * (MOST_BLANKS + 1)


@pytest.mark.parametrize("blanks", [MOST_BLANKS - 1, MOST_BLANKS, MOST_BLANKS + 1])
def test_however_blanks_are_cut_the_same_comes_of_them(blanks: int) -> None:
    for before, after in pairwise(("<tool_call>", BARE, "</tool_call>")):
        text = "<tool_call>" * (before == BARE) + before + " " * blanks + after + "</tool_call>" * (after == BARE)
        assert parse(text, cuts=range(len(text))) == parse(text)
        assert (parse(text) == [WEATHER]) is (blanks <= MOST_BLANKS)


def test_what_turned_out_to_be_no_call_late_is_text_as_a_whole() -> None:
    text = '[add(a="' + "x" * SHORT + "\n[add(b=1)]" + '"}'
    assert parse(text) == parse(text, cuts=range(len(text))) == [text]
    assert parse(text + f"\n{BARE}") == [f"{text}\n", WEATHER]


pieces = st.lists(
    st.sampled_from(
        [text for text, _ in CALLS]
        + TEXTS[:20]
        + ["\n", "; ", " and ", "```json\n", "{", "<", "[", " " * (MOST_BLANKS + 1), "x" * SHORT]
    ),
    max_size=4,
).map("".join)


@given(pieces, st.data(), st.sampled_from([NAMES, CODE]))
@example("", None, NAMES)
def test_however_it_is_cut_the_same_comes_of_it(text: str, data: st.DataObject | None, names: tuple[str, ...]) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=12)) if data is not None else []
    assert parse(text, names, cuts) == parse(text, names)


@given(pieces, st.data())
def test_also_where_it_is_cut_inside_a_character(text: str, data: st.DataObject) -> None:
    text = text.replace("Paris", "Pará 🦙")
    whole = text.encode()
    edges = [0, *sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=12))), len(whole)]
    speech = Speech(tools=NAMES)
    spoken = [part for start, end in pairwise(edges) for part in speech.feed(whole[start:end])] + speech.flush()
    found = parse(text)
    assert [part for part in spoken if isinstance(part, ToolCall)] == [p for p in found if isinstance(p, ToolCall)]
    assert "".join(part for part in spoken if isinstance(part, str)) == "".join(p for p in found if isinstance(p, str))
    assert speech.called == any(isinstance(part, ToolCall) for part in found)


@given(st.text("{}[]()\"'\\<>|:,=;\n apython_tgfulcmed", max_size=60), st.data())
def test_also_what_nobody_would_write(text: str, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=8))
    names = ("a", "add")
    whole = parse(text, names)
    assert parse(text, names, cuts) == whole
    if not any(isinstance(part, ToolCall) for part in whole):
        assert "".join(map(str, whole)) == text
