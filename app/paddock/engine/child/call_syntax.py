"""The notations in which models write calls of tools, each read where it begins.

One rule: what is read is data. Nothing is evaluated: JSON by the standard library, Python's notation as a syntax tree
of literals; and of both at most `LONGEST` characters, `DEEPEST` brackets deep. A text that grows is not read again:
what was decided is kept, what was parsed too, and more than `MOST_BLANKS` in a row, where one would do, are no call.

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
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from paddock.core.tools import ToolCall

LONGEST = 32_768
DEEPEST = 32
MOST_BLANKS = 256
CODE_TOOLS = ("code_interpreter", "ipython", "python")
"""Tools whose argument is the code that follows `<|python_tag|>`."""

PYTHON_TAG, PYTHON_START, PYTHON_END = "<|python_tag|>", "<|python_start|>", "<|python_end|>"
FUNCTION, FUNCTION_END, TOOL_CALL, TOOL_CALL_END = "<function=", "</function>", "<tool_call>", "</tool_call>"
TAGS = (PYTHON_TAG, PYTHON_START, FUNCTION, TOOL_CALL)

_KEYS = ("name", "function", "type", "parameters", "arguments", "id")
_CONSTANTS = {"true": True, "false": False, "null": None, "True": True, "False": False, "None": None}
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w*)*")
_FIRST_KEY = re.compile(r'"([a-z]*)("?)')
_FIRST_VALUE = re.compile(r'"([^"\\]*)("?)')
_WORD = re.compile(r"\S")
_BLANKS = re.compile(r"\s*")
_BETWEEN = re.compile(r"[\s;,]*")
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

    Attributes:
        seen: characters that were looked at before what is between brackets or tags turned out to be no call.
    """

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._scan = _Scan()
        self._begins: bool | More = MORE  # whether the first words are those of a call
        self._whole: Reading = MORE  # what came of the brackets
        self._searched = 0  # up to here there is no `PYTHON_END`
        self.seen = 0

    def read(self, text: str, *, final: bool) -> Reading:
        """What `text`, not empty, begins with.

        Args:
            text: that of the last time, and what has come since.
            final: nothing more comes, so this never answers `MORE`.
        """
        if len(text) <= LONGEST:
            reading = self._read(text, final)
            return None if final and isinstance(reading, More) else reading
        reading = self._read(text[:LONGEST], False)
        if isinstance(reading, More):
            self.seen = LONGEST
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
        at = _behind_blanks(text, len(tag))
        if at is None:
            return MORE
        return _closed(self._object(text, at), text, TOOL_CALL_END, final) if text[at] == "{" else None

    # JSON

    def _object(self, text: str, at: int) -> Reading:
        if not self._may(lambda: self._first_key(text, at)):
            return None
        return self._balanced(text, at, lambda part: self._calls_of([_loads(part)]))

    def _may(self, look: Callable[[], bool | More]) -> bool:
        """Whether it may be a call; once that is decided, nobody looks again."""
        if isinstance(self._begins, More):
            self._begins = look()
        return self._begins is not False

    def _first_key(self, text: str, at: int) -> bool | More:
        """Whether the JSON object at `at` may be a call: its first key tells, and the name if it is that."""
        first = _behind_blanks(text, at + 1)
        if first is None:
            return MORE
        key = _FIRST_KEY.match(text, first)
        if not key or not any(known.startswith(key[1]) for known in _KEYS):
            return False
        if not key[2]:
            return MORE if key.end() == len(text) else False
        if key[1] not in ("name", "function"):
            return key[1] in _KEYS
        colon = _behind_blanks(text, key.end())
        if colon is None:
            return MORE
        return self._first_value(text, _behind_blanks(text, colon + 1)) if text[colon] == ":" else False

    def _first_value(self, text: str, at: int | None) -> bool | More:
        if at is None:
            return MORE
        value = _FIRST_VALUE.match(text, at)
        if not value:
            return text[at] == "{"  # "function": {…}
        if value[2]:
            return value[1] in self._names
        if not self._begins_name(value[1]):
            return False
        return MORE if value.end() == len(text) else True  # an escape: reading it whole tells

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
        first = _behind_blanks(text, at + 1)
        if first is None:
            return MORE
        if text[first] == "{":
            if not self._may(lambda: self._first_key(text, first)):
                return None
            return self._balanced(text, at, lambda part: self._calls_of(_loads(part)))
        if not self._may(lambda: self._first_name(text, first)):
            return None
        return self._balanced(text, at, self._calls_in)

    def _first_name(self, text: str, at: int, ending: str = "") -> bool | More:
        """Whether a name of a tool and a parenthesis may be at `at`; or the name, `ending` and the parenthesis."""
        name = _NAME.match(text, at)
        if not name:
            return False
        if name.end() == len(text):
            begun = any((known + ending).startswith(name[0]) or known == name[0] for known in self._names)
            return MORE if begun else False
        if name[0].removesuffix(ending) not in self._names:
            return False
        bracket = _behind_blanks(text, name.end())
        return MORE if bracket is None else text[bracket] == "("

    def _calls_in(self, part: str) -> tuple[ToolCall, ...] | None:
        tree = _parse(part)
        if not isinstance(tree, ast.List) or not tree.elts:
            return None
        calls = [self._call_in(node) for node in tree.elts]
        return tuple(call for call in calls if call) if all(calls) else None

    def _call_in(self, node: ast.expr | None, ending: str = "") -> ToolCall | None:
        if not isinstance(node, ast.Call) or node.args:
            return None
        name = _name_of(node.func).removesuffix(ending)
        if name not in self._names:
            return None
        try:
            return _call(name, {_keyword(word): _literal(word.value) for word in node.keywords})
        except ValueError:
            return None

    # Tags

    def _function(self, text: str, final: bool) -> Reading:
        end = text.find(">", len(FUNCTION))
        if end < 0:
            return MORE if self._begins_name(text[len(FUNCTION) :]) else None
        name = text[len(FUNCTION) : end]
        if name not in self._names:
            return None
        at = _behind_blanks(text, end + 1)
        if at is None:
            return MORE
        if text[at] != "{":
            return None

        def read(part: str) -> tuple[ToolCall, ...] | None:
            call = _call(name, _loads(part))
            return (call,) if call else None

        return _closed(self._balanced(text, at, read), text, FUNCTION_END, final)

    def _python(self, text: str, final: bool) -> Reading:
        at = _behind_blanks(text, len(PYTHON_TAG))
        if at is None:
            return MORE
        reading: Reading = None
        match text[at]:
            case "{":
                reading = self._object(text, at)
            case "[":
                reading = self._list(text, at)
            case _ if self._may(lambda: self._first_name(text, at, ".call")):
                reading = self._balanced(text, at, self._dotted, brackets=text.find("(", at))
        undecided = isinstance(reading, More) and final
        return self._code(text, at, len(text), final) if reading is None or undecided else reading

    def _dotted(self, part: str) -> tuple[ToolCall, ...] | None:
        call = self._call_in(_parse(part), ".call")
        return (call,) if call else None

    def _code(self, text: str, at: int, end: int, final: bool) -> Reading:
        tool = next((tool for tool in CODE_TOOLS if tool in self._names), "")
        if not tool:
            return None
        if not final:
            return MORE
        code = text[at:end].strip()
        call = _call(tool, {"code": code}) if code else None
        return Found((call,), len(text)) if call else None

    def _enclosed(self, text: str, final: bool) -> Reading:
        start = len(PYTHON_START)
        end = text.find(PYTHON_END, max(start, self._searched))
        if end < 0 and not final:
            self._searched = len(text) - len(PYTHON_END) + 1
            return MORE
        end, length = (end, end + len(PYTHON_END)) if end >= 0 else (len(text), len(text))
        at = _behind(_BLANKS, text, start, end)
        calls: list[ToolCall] = []
        while at < end:
            part = text[at:end]
            reading = Reader(self._names).read(part, final=True) if part[0] in "{[" else None
            if not isinstance(reading, Found):
                code = self._code(text, at, end, final=True) if not calls else None
                self.seen = length
                return Found(code.calls, length) if isinstance(code, Found) else None
            calls += reading.calls
            at = _behind(_BETWEEN, text, at + reading.length, end)
        return Found(tuple(calls), length)

    def _balanced(self, text: str, at: int, read: Any, brackets: int | None = None) -> Reading:
        """Find the end of what begins at `at`, whose first bracket is at `brackets`, and read all of it."""
        if brackets is not None and brackets < 0:
            return MORE
        if not isinstance(self._whole, More):
            return self._whole
        end = self._scan.end(text, at if brackets is None else brackets)
        if end is None:
            return MORE
        try:
            calls = read(text[at:end]) if end else None
        except (ValueError, RecursionError):
            calls = None
        self._whole = Found(calls, end) if calls else None
        self.seen = 0 if calls else self._scan.seen
        return self._whole


class _Scan:
    """Finds where a bracket is closed, in a text that grows; each character is looked at once."""

    def __init__(self) -> None:
        self._at = -1
        self._open: list[str] = []
        self._quote = ""
        self._end: int | None = None

    @property
    def seen(self) -> int:
        """Characters of the text that were looked at, those before the bracket included."""
        return self._at

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
    at = _behind_blanks(text, reading.length)
    if at is None:
        return Found(reading.calls, len(text)) if final else MORE
    if text.startswith(tag, at):
        return Found(reading.calls, at + len(tag))
    return MORE if len(text) - at < len(tag) and tag.startswith(text[at:]) else None


def _behind_blanks(text: str, at: int) -> int | None:
    """Where the next word begins; None if it is not there yet. Of too many blanks the last counts as a word."""
    word = _WORD.search(text, at, at + MOST_BLANKS)
    if word:
        return word.start()
    return at + MOST_BLANKS if len(text) > at + MOST_BLANKS else None


def _behind(blanks: re.Pattern[str], text: str, at: int, end: int) -> int:
    """Where what matches `blanks`, which may be nothing, ends."""
    match = blanks.match(text, at, end)
    return match.end() if match else at


def _name_of(node: ast.expr) -> str:
    """`a.b` as it was written; "" of what is no name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


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
