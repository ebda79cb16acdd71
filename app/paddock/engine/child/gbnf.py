"""Reads grammars (GBNF) before llama.cpp does. One rule: what passes here cannot kill or hang the process.

llama.cpp's parser (src/llama-grammar.cpp) recurses for every parenthesis until the stack is full, copies repeated parts
until the memory is full, and does not see a rule that begins with itself behind two rules that may be empty: then it
never ends. So everything that grows is counted here, without doing it. What is wrong is said with its line, which
llama.cpp prints only to the terminal.

The format: grammars/README.md of llama.cpp.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, NoReturn

from paddock.core.errors import UserError
from paddock.core.said import say

MAX_NESTING = 100  # of parentheses and repetitions
MAX_DEPTH = 120  # of rules that begin with rules that begin with rules
MAX_TIMES = 2000  # MAX_REPETITION_THRESHOLD in llama-grammar.cpp, which takes a greater one as "no limit"
MAX_RULES = 10_000  # llama.cpp makes one of each optional repetition
MAX_ELEMENTS = 500_000  # characters and references, once the repetitions are written out; 8 bytes each
MAX_WAYS = 5_000  # places in the grammar where one and the same text may have arrived

ESCAPE = r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[trn\\\"\[\]-])"
TOKENS = re.compile(
    rf"""(?P<space>[ \t]+|\#[^\r\n]*)|(?P<newline>\r\n|\r|\n)|(?P<define>::=)|(?P<name>[a-zA-Z0-9-]+)
    |(?P<literal>"(?:[^"\\]|{ESCAPE})*")|(?P<terminal>\.|\[\^?(?:[^]\\]|{ESCAPE})+]|!?<(?:\[[0-9]{{1,9}}]|[^[>][^>]*)>)
    |(?P<times>[*+?]|\{{\s*[0-9]{{1,9}}\s*(?:,\s*(?:[0-9]{{1,9}}\s*)?)?\}})
    |(?P<open>\()|(?P<close>\))|(?P<or>\|)""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word of a grammar, of a kind that TOKENS names."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a rule.

    Attributes:
        alternatives: what it is, one of these sequences; () for characters or a reference.
        name: of the rule that it refers to; "" for the others.
        least: how often it stands there at least; `most` at most, None is without limit.
        elements: how many llama.cpp makes of it; `rules` likewise.
        depth: of the parentheses and repetitions in it.
    """

    line: int
    alternatives: tuple[tuple[Item, ...], ...] = ()
    name: str = ""
    least: int = 1
    most: int | None = 1
    elements: int = 1
    rules: int = 0
    depth: int = 0


Rules = Mapping[str, tuple[tuple[Item, ...], ...]]


def check_grammar(text: str) -> None:
    """Let a grammar pass that llama.cpp will survive.

    Raises:
        UserError: `bad-grammar`: it is wrong, or too much.
    """
    rules = _Parser(_tokens(text)).rules()
    if "root" not in rules:
        raise bad_grammar(say("it has no rule “root”"))
    _Checker(rules).check()


def bad_grammar(why: str) -> UserError:
    """The grammar cannot be used."""
    return UserError(
        say("The grammar is not possible: {why}.", why=why),
        say("Correct the grammar and try again."),
        code="bad-grammar",
    )


def _fail(line: int, why: str) -> NoReturn:
    raise bad_grammar(say("line {line}: {why}", line=line, why=why))


def _tokens(text: str) -> Iterator[Token]:
    at, line = 0, 1
    while at < len(text):
        found = TOKENS.match(text, at)
        if not found:
            _fail(line, say("“{text}” is not understood", text=text[at : at + 20].splitlines()[0]))
        kind = found.lastgroup or ""
        if "\0" in found[0]:
            _fail(line, say("it holds a character that text cannot hold"))
        if kind != "space":
            yield Token(kind, found[0], line)
        line += found[0].count("\n") or int(found[0] == "\r")
        at = found.end()
    yield Token("newline", "", line)
    yield Token("end", "", line)


class _Parser:
    """Recursive descent; a newline ends a rule except within parentheses, behind `::=` and behind `|`."""

    def __init__(self, tokens: Iterator[Token]) -> None:
        self._tokens = tokens
        self._now = next(tokens)
        self._made = 0

    def rules(self) -> Rules:
        rules: dict[str, tuple[tuple[Item, ...], ...]] = {}
        self._skip_newlines()
        while self._now.kind != "end":
            name = self._take("name", say("a rule's name"))
            self._take("define", "“::=”")
            self._skip_newlines()
            rules[name.text] = self._alternatives(0)
            self._take("newline", say("the end of the line"))
            self._skip_newlines()
            if len(rules) + self._made > MAX_RULES:
                _fail(name.line, say("there are too many rules and repetitions"))
        return rules

    def _alternatives(self, nesting: int) -> tuple[tuple[Item, ...], ...]:
        found = [self._sequence(nesting)]
        while self._now.kind == "or":
            self._next()
            self._skip_newlines()
            found.append(self._sequence(nesting))
        return tuple(found)

    def _sequence(self, nesting: int) -> tuple[Item, ...]:
        items: list[Item] = []
        while True:
            if nesting:
                self._skip_newlines()
            token = self._now
            if token.kind == "times":
                if not items:
                    _fail(token.line, say("there is nothing to repeat before “{text}”", text=token.text))
                items[-1] = self._repeated(items[-1], token)
                self._next()
            elif (item := self._item(nesting)) is not None:
                items.append(item)
            else:
                return tuple(items)

    def _item(self, nesting: int) -> Item | None:
        kind, text, line = self._now
        if kind == "literal":
            self._next()
            # without a character it is nothing, but may be repeated
            return Item(line, elements=len(text) - 2) if len(text) > 2 else Item(line, ((),), elements=0)
        if kind == "terminal":
            self._next()
            return Item(line, elements=len(text))
        if kind == "name":
            self._next()
            return Item(line, name=text)
        if kind != "open":
            return None
        if nesting >= MAX_NESTING:
            _fail(line, say("it is nested too deeply"))
        self._next()
        alternatives = self._alternatives(nesting + 1)
        self._take("close", "“)”")
        self._made += 1
        rules = 1 + sum(item.rules for sequence in alternatives for item in sequence)
        return _nested(Item(line, alternatives, rules=rules))

    def _repeated(self, item: Item, token: Token) -> Item:
        least, most = _times(token)
        total = most or least or 1
        made = 1 if most is None else most - least
        if max(least, most or 0) > MAX_TIMES or max(item.rules, 1) * total > MAX_TIMES:
            _fail(token.line, say("at most {max_times} repetitions are possible", max_times=MAX_TIMES))
        self._made += made
        elements = item.elements * least + (item.elements + 3) * made
        if elements > MAX_ELEMENTS or self._made > MAX_RULES:
            _fail(token.line, say("it is too large once the repetitions are written out"))
        return _nested(Item(token.line, ((item,),), "", least, most, elements, item.rules + made))

    def _skip_newlines(self) -> None:
        while self._now.kind == "newline":
            self._next()

    def _take(self, kind: str, called: str) -> Token:
        token = self._now
        if token.kind != kind:
            _fail(
                token.line,
                say("{called} is expected, not “{text}”", called=called, text=token.text[:20])
                if token.text.strip()
                else say("{called} is expected", called=called),
            )
        self._next()
        return token

    def _next(self) -> None:
        self._now = next(self._tokens, self._now)


def _nested(item: Item) -> Item:
    depth = 1 + max((inner.depth for sequence in item.alternatives for inner in sequence), default=0)
    if depth > MAX_NESTING:
        _fail(item.line, say("it is nested too deeply"))
    return replace(item, depth=depth)


def _times(token: Token) -> tuple[int, int | None]:
    """How often at least, and at most."""
    if token.text in "*+?":
        return {"*": (0, None), "+": (1, None), "?": (0, 1)}[token.text]
    least, comma, most = token.text[1:-1].partition(",")
    if not comma:
        return int(least), int(least)
    if not most.strip():
        return int(least), None
    if int(most) < int(least):
        _fail(token.line, say("“{text}” asks for fewer than it asks for", text=token.text))
    return int(least), int(most)


class _Checker:
    """Follows the rules from their beginnings, as llama.cpp does when it looks for what may come next."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._known: dict[str, tuple[bool, int]] = {}
        self._open: set[str] = set()

    def check(self) -> None:
        elements = 0
        for alternatives in self._rules.values():
            for item in _all_items(alternatives):
                if item.name and item.name not in self._rules:
                    _fail(item.line, say("there is no rule “{name}”", name=item.name))
            elements += sum(item.elements + 1 for sequence in alternatives for item in sequence)
        if elements > MAX_ELEMENTS:
            raise bad_grammar(say("it is too large"))
        for name in self._rules:
            self._rule(name, 0, 0)
        for alternatives in self._rules.values():
            self._check_inside(alternatives)

    def _rule(self, name: str, line: int, depth: int) -> tuple[bool, int]:
        """Whether it may be empty, and in how many places a text that begins with it may begin."""
        if name not in self._known:
            if name in self._open:
                _fail(line, say("the rule “{name}” begins with itself; put what it begins with first", name=name))
            if depth > MAX_DEPTH:
                _fail(line, say("the rules are nested too deeply"))
            self._open.add(name)
            self._known[name] = self._any(self._rules[name], depth)
            self._open.remove(name)
        return self._known[name]

    def _any(self, alternatives: Sequence[Sequence[Item]], depth: int) -> tuple[bool, int]:
        empty, ways = False, 0
        for sequence in alternatives:
            its_empty, its_ways = self._all(sequence, depth)
            empty, ways = empty or its_empty, ways + its_ways
        if ways > MAX_WAYS:
            _fail(alternatives[0][0].line if alternatives[0] else 1, say("it leaves too many ways to go on"))
        return empty, ways

    def _all(self, sequence: Sequence[Item], depth: int) -> tuple[bool, int]:
        ways = 0
        for item in sequence:
            its_empty, its_ways = self._item(item, depth)
            ways += its_ways
            if not its_empty:
                return False, ways
        return True, ways

    def _item(self, item: Item, depth: int) -> tuple[bool, int]:
        if item.name:
            return self._rule(item.name, item.line, depth + 1)
        if not item.alternatives:
            return False, 1
        if depth > MAX_DEPTH:
            _fail(item.line, say("it is nested too deeply"))
        empty, ways = self._any(item.alternatives, depth + 1)
        times = item.least + 1 if item.most is None else item.most
        return empty or item.least == 0, ways * times if empty else ways * min(times, 1)

    def _check_inside(self, alternatives: Sequence[Sequence[Item]]) -> None:
        """What may follow in the middle of a rule; `_rule` looks only at beginnings."""
        for sequence in alternatives:
            following = 0
            for item in reversed(sequence):
                empty, ways = self._item(item, 0)
                following = ways + (following if empty else 0)
                if following > MAX_WAYS:
                    _fail(item.line, say("it leaves too many ways to go on"))
                self._check_inside(item.alternatives)


def _all_items(alternatives: Sequence[Sequence[Item]]) -> Iterator[Item]:
    for sequence in alternatives:
        for item in sequence:
            yield item
            yield from _all_items(item.alternatives)
