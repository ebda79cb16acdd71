"""The notations in which models write calls of tools, each read where it begins.

One rule: what is read is data. Nothing is evaluated: JSON by the standard library, Python's notation as a syntax tree
of literals; and of both at most `LONGEST` characters, `DEEPEST` brackets deep.

    {"name": "f", "parameters": {…}}, also "arguments", or a list of such      Llama 3.1, 3.2 and 3.3
    <|python_tag|>f.call(a="b"), or JSON, or code                              Llama 3.1 and 3.3, built-in tools
    <function=f>{…}</function>                                                 Llama 3.1, custom format
    [f(a=1), g(b=["c"])], also inside <|python_start|>…<|python_end|>          Llama 3.2 and 4
    <tool_call>{"name": "f", "arguments": {…}}</tool_call>                     Hermes and its like

Source: llama.com, "Model Cards and Prompt formats", for all but the last, which is Hermes Function Calling's.
"""

from __future__ import annotations

import ast
import json
import math
import re
import warnings
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from paddock.core.tools import ToolCall

LONGEST = 32_768
DEEPEST = 32
CODE_TOOLS = ("code_interpreter", "ipython", "python")
"""Tools whose argument is the code that follows `<|python_tag|>`."""

PYTHON_TAG, PYTHON_START, PYTHON_END = "<|python_tag|>", "<|python_start|>", "<|python_end|>"
FUNCTION, FUNCTION_END, TOOL_CALL, TOOL_CALL_END = "<function=", "</function>", "<tool_call>", "</tool_call>"
TAGS = (PYTHON_TAG, PYTHON_START, FUNCTION, TOOL_CALL)

_KEYS = ("name", "function", "type", "parameters", "arguments", "id")
_CONSTANTS = {"true": True, "false": False, "null": None, "True": True, "False": False, "None": None}
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w*)*")
_FIRST_KEY = re.compile(r'"([a-z]*)("?)')
_FIRST_VALUE = re.compile(r'\s*(?::\s*(?:"([^"\\]*)("?))?)?')
_BRACKET = re.compile(r"""["'()\[\]{}]""")
_IN_STRING = {quote: re.compile(rf"\\|{quote}") for quote in "\"'"}
_CLOSES = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Found:
    """Calls, and how many characters they took."""

    calls: tuple[ToolCall, ...]
    length: int


class More:
    """It may become a call: more text decides."""


MORE: Final = More()
Reading = Found | More | None
"""None: it is no call, whatever follows."""


class Reader:
    """Reads the call that may begin at the start of a text which grows.

    Args:
        names: of the tools that may be called.
    """

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._scan = _Scan()

    def read(self, text: str, *, final: bool) -> Reading:
        """What `text`, not empty, begins with.

        Args:
            text: that of the last time, and what has come since.
            final: nothing more comes, so this never answers `MORE`.
        """
        reading = self._read(text, final)
        if isinstance(reading, More) and (final or len(text) > LONGEST):
            return None
        return reading

    def _read(self, text: str, final: bool) -> Reading:
        match text[0]:
            case "{":
                return self._object(text, 0)
            case "[":
                return self._list(text, 0)
        for tag in TAGS:
            if text.startswith(tag):
                return self._tagged(tag, text, final)
        return MORE if any(tag.startswith(text) for tag in TAGS) else None

    def _tagged(self, tag: str, text: str, final: bool) -> Reading:
        match tag:
            case "<|python_tag|>":
                return self._python(text, final)
            case "<|python_start|>":
                return self._enclosed(text, final)
            case "<function=":
                return self._function(text, final)
        at = _skip_space(text, len(tag))
        if at == len(text):
            return MORE
        return _closed(self._object(text, at), text, TOOL_CALL_END, final) if text[at] == "{" else None

    # JSON

    def _object(self, text: str, at: int) -> Reading:
        if not self._may_begin(text[at:]):
            return None
        return self._balanced(text, at, lambda part: self._calls_of([_loads(part)]))

    def _may_begin(self, text: str) -> bool:
        """Whether a JSON object may be a call, from what there is of it: its first key, and the name if it is that."""
        rest = text[1:].lstrip()
        if not rest:
            return True
        key = _FIRST_KEY.match(rest)
        if not key or not any(known.startswith(key[1]) for known in _KEYS):
            return False
        if not key[2]:
            return key.end() == len(rest)
        if key[1] not in ("name", "function"):
            return key[1] in _KEYS
        rest = rest[key.end() :]
        value = _FIRST_VALUE.match(rest)
        if value is None or value[1] is None or (not value[2] and value.end() < len(rest)):
            return True  # not there yet, an object, or with escapes: reading it whole tells
        return value[1] in self._names if value[2] else self._begins_name(value[1])

    def _begins_name(self, text: str) -> bool:
        return any(name.startswith(text) for name in self._names)

    def _calls_of(self, items: object) -> tuple[ToolCall, ...] | None:
        if not isinstance(items, list) or not items:
            return None
        calls = [self._call_of(item) for item in items]
        return tuple(call for call in calls if call) if all(calls) else None

    def _call_of(self, item: object) -> ToolCall | None:
        """`{"name", "parameters" or "arguments"}`, also inside "function"."""
        if isinstance(item, dict) and item.keys() <= {"function", "type", "id"}:
            item = item.get("function")
        if not isinstance(item, dict) or not item.keys() <= set(_KEYS):
            return None
        name = item.get("name", item.get("function"))
        given = [item[key] for key in ("parameters", "arguments") if key in item]
        if not isinstance(name, str) or name not in self._names or len(given) != 1:
            return None
        arguments = _loads(given[0]) if isinstance(given[0], str) else given[0]
        return _call(name, {} if arguments is None else arguments)

    # Python's notation

    def _list(self, text: str, at: int) -> Reading:
        first = _skip_space(text, at + 1)
        if first == len(text):
            return MORE
        if text[first] == "{":
            if not self._may_begin(text[first:]):
                return None
            return self._balanced(text, at, lambda part: self._calls_of(_loads(part)))
        if not self._may_call(text[first:]):
            return None
        return self._balanced(text, at, self._calls_in)

    def _may_call(self, text: str, ending: str = "") -> bool:
        """Whether a name of a tool and a parenthesis may begin `text`; or the name, `ending` and the parenthesis."""
        name = _NAME.match(text)
        if not name:
            return False
        rest = text[name.end() :]
        if not rest:
            return any((known + ending).startswith(name[0]) or known == name[0] for known in self._names)
        return name[0].removesuffix(ending) in self._names and rest.lstrip()[:1] in ("", "(")

    def _calls_in(self, part: str) -> tuple[ToolCall, ...] | None:
        tree = _parse(part)
        if not isinstance(tree, ast.List) or not tree.elts:
            return None
        calls = [self._call_in(node) for node in tree.elts]
        return tuple(call for call in calls if call) if all(calls) else None

    def _call_in(self, node: ast.expr | None, ending: str = "") -> ToolCall | None:
        if not isinstance(node, ast.Call) or node.args:
            return None
        name = ast.unparse(node.func).removesuffix(ending) if isinstance(node.func, (ast.Name, ast.Attribute)) else ""
        if name not in self._names:
            return None
        try:
            return _call(name, {_keyword(word): _literal(word.value) for word in node.keywords})
        except ValueError:
            return None

    # Tags

    def _function(self, text: str, final: bool) -> Reading:
        name, closed, _ = text[len(FUNCTION) :].partition(">")
        if not closed:
            return MORE if self._begins_name(name) else None
        at = _skip_space(text, len(FUNCTION) + len(name) + 1)
        if name not in self._names:
            return None
        if at == len(text):
            return MORE
        if text[at] != "{":
            return None

        def read(part: str) -> tuple[ToolCall, ...] | None:
            call = _call(name, _loads(part))
            return (call,) if call else None

        return _closed(self._balanced(text, at, read), text, FUNCTION_END, final)

    def _python(self, text: str, final: bool) -> Reading:
        at = _skip_space(text, len(PYTHON_TAG))
        if at == len(text):
            return MORE
        reading: Reading = None
        match text[at]:
            case "{":
                reading = self._object(text, at)
            case "[":
                reading = self._list(text, at)
            case _ if self._may_call(text[at:], ".call"):
                reading = self._balanced(text, at, self._dotted, brackets=text.find("(", at))
        undecided = isinstance(reading, More) and final
        return self._code(text, at, len(text), final) if reading is None or undecided else reading

    def _dotted(self, part: str) -> tuple[ToolCall, ...] | None:
        call = self._call_in(_parse(part), ".call")
        return (call,) if call else None

    def _code(self, text: str, at: int, end: int, final: bool) -> Reading:
        tool = next((tool for tool in CODE_TOOLS if tool in self._names), "")
        if not tool or not text[at:end].strip():
            return None
        if not final:
            return MORE
        call = _call(tool, {"code": text[at:end].strip()})
        return Found((call,), len(text)) if call else None

    def _enclosed(self, text: str, final: bool) -> Reading:
        start, end = len(PYTHON_START), text.find(PYTHON_END)
        if end < 0 and not final:
            return MORE
        end, length = (end, end + len(PYTHON_END)) if end >= 0 else (len(text), len(text))
        at = _skip_space(text, start)
        calls: list[ToolCall] = []
        while at < end:
            part = text[at:end]
            reading = Reader(self._names).read(part, final=True) if part[0] in "{[" else None
            if not isinstance(reading, Found):
                code = self._code(text, at, end, final=True) if not calls else None
                return Found(code.calls, length) if isinstance(code, Found) else None
            calls += reading.calls
            at = _skip_space(text, at + reading.length, ";,")
        return Found(tuple(calls), length)

    def _balanced(self, text: str, at: int, read: Any, brackets: int | None = None) -> Reading:
        """Find the end of what begins at `at`, whose first bracket is at `brackets`, and read all of it."""
        if brackets is not None and brackets < 0:
            return MORE
        end = self._scan.end(text, at if brackets is None else brackets)
        if end is None:
            return MORE
        try:
            calls = read(text[at:end]) if end else None
        except (ValueError, RecursionError):
            calls = None
        return Found(calls, end) if calls else None


class _Scan:
    """Finds where a bracket is closed, in a text that grows; each character is looked at once."""

    def __init__(self) -> None:
        self._at = -1
        self._open: list[str] = []
        self._quote = ""
        self._end: int | None = None

    def end(self, text: str, start: int) -> int | None:
        """The place behind the bracket that closes the one at `start`; None if it is not there yet, 0 if it cannot."""
        self._at = max(self._at, start)
        while self._end is None:
            found = (_IN_STRING[self._quote] if self._quote else _BRACKET).search(text, self._at)
            if not found or (found[0] == "\\" and found.end() == len(text)):
                self._at = found.start() if found else len(text)
                return None
            self._at = found.end() + (found[0] == "\\")
            if self._quote or found[0] in "\"'":
                self._quote = "" if found[0] == self._quote else self._quote or found[0]
            elif found[0] in _CLOSES:
                self._open.append(_CLOSES[found[0]])
                if len(self._open) > DEEPEST:
                    self._end = 0
            elif self._open.pop() != found[0]:
                self._end = 0
            elif not self._open:
                self._end = self._at
        return self._end


def _closed(reading: Reading, text: str, tag: str, final: bool) -> Reading:
    """`reading`, and the tag that has to follow it: what ends the answer stands for it as well."""
    if not isinstance(reading, Found):
        return reading
    at = _skip_space(text, reading.length)
    rest = text[at:]
    if rest.startswith(tag):
        return Found(reading.calls, at + len(tag))
    if final:
        return Found(reading.calls, len(text)) if not rest else None
    return MORE if tag.startswith(rest) else None


def _skip_space(text: str, at: int, more: str = "") -> int:
    while at < len(text) and (text[at].isspace() or text[at] in more):
        at += 1
    return at


def _loads(text: str) -> object:
    """JSON as models write it: line breaks inside strings are let pass, numbers that are none are not."""
    return json.loads(text, strict=False, parse_constant=_no_constant)


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _call(name: str, arguments: object) -> ToolCall | None:
    if not isinstance(arguments, dict):
        return None
    text = json.dumps(arguments, ensure_ascii=False, allow_nan=False)
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        text = json.dumps(arguments)  # halves of pairs, which nothing else could store
    return ToolCall(name, text)


def _parse(text: str) -> ast.expr | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes that Python does not know
            return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def _keyword(word: ast.keyword) -> str:
    if word.arg is None:
        raise ValueError("**")
    return word.arg


def _literal(node: ast.expr | None) -> Any:
    """The value of a literal that JSON can hold.

    Raises:
        ValueError: it is anything else.
    """
    match node:
        case ast.Constant(value=str() | bool() | int() | None as value):
            return value
        case ast.Constant(value=float() as value) if math.isfinite(value):
            return value
        case ast.Name(id=name) if name in _CONSTANTS:
            return _CONSTANTS[name]
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)) if not isinstance(
            value, bool
        ):
            return -value
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return _literals(items)
        case ast.Dict(keys=keys, values=values):
            names = _literals(keys)
            if all(isinstance(name, str) for name in names):
                return dict(zip(names, _literals(values), strict=True))
    raise ValueError("no literal")


def _literals(nodes: Iterable[ast.expr | None]) -> list[Any]:
    return [_literal(node) for node in nodes]
