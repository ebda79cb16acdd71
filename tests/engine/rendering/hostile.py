"""Chat templates that somebody wrote to do harm, and what must come of each.

One rule: what is expected holds on a machine of any speed; whatever comes, it tells nothing of the process (`LEAKS`).

`CANARY` in a template stands for the path of a file that must be neither read nor made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CANARY = "CANARY"
SECRET = "a-word-that-only-the-canary-holds"
LEAKS = re.compile(rf"<class|<module|mappingproxy|<subprocess|builtins|{SECRET}|root:x:0")
"""Python's classes and modules as text, what the canary or the environment holds, a file of passwords."""

LATE = r"took longer than [0-9.]+ seconds"
MEMORY = r"needed more than 512 MiB"
OUTPUT = r"wrote more than [0-9]+ characters"
CRASH = r"ended the process that it was rendered in"
TOO_MUCH = f"{LATE}|{MEMORY}|{OUTPUT}"
"""Whatever ends it first."""
BROKEN = r"is not Jinja: .+"
UNSAFE = r"raised: SecurityError: .+"
FAILS = f"raised: .*|{BROKEN}|{CRASH}|{TOO_MUCH}"


@dataclass(frozen=True)
class Hostile:
    """One template.

    Attributes:
        cause: a pattern for the whole of why it fails; "" where it may render, for nothing comes of it.
    """

    name: str
    template: str
    cause: str = ""

    def __str__(self) -> str:
        return self.name


def _grow(step: str, *, start: str, times: int = 60, then: str = "") -> str:
    """A template in which `ns.x` grows."""
    loop = f"{{% for i in range({times}) %}}{{% set ns.x = {step} %}}{{% endfor %}}"
    return f"{{% set ns = namespace(x={start}) %}}{loop}{then}"


GLOBALS = ("cycler", "dict", "joiner", "lipsum", "namespace", "raise_exception", "range", "strftime_now")

_TIME = (
    Hostile("loops", "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", LATE),
    Hostile(
        "a loop that empties its text",
        "{% for a in range(99999) %}{% for b in range(99999) %}{{ ''|trim }}{% endfor %}{% endfor %}",
        LATE,
    ),
    Hostile(
        "macros that call themselves twice",
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
        LATE,
    ),
    Hostile("a power while it is compiled", "{{ 10 ** (10 ** 10) }}", TOO_MUCH),
    Hostile("a power", "{% set n = messages|length + 6 %}{{ n ** (n ** 12) }}", TOO_MUCH),
    Hostile("a product", "{% set n = messages|length + 6 %}{{ 3 ** (n ** 9) * 7 ** (n ** 9) % 10 }}", TOO_MUCH),
    Hostile("sums of lists", "{{ ([[1]] * 99999)|sum(start=[])|length }}", TOO_MUCH),
    Hostile("a search in a search", "{{ ('a' * 10 ** 6).count('a' * 10 ** 5 ~ 'b') }}"),
    Hostile("tags without end", "{{ ('<' * 10 ** 6)|striptags }}"),
    Hostile("comments without end", "{{ ('<!--' * 10 ** 5)|striptags }}"),
    Hostile("links without end", "{{ ('www.' ~ 'a.' * 10 ** 5 ~ '!')|urlize }}"),
    Hostile("e-mail addresses without end", "{{ ('a@' * 10 ** 5)|urlize }}"),
    Hostile("words to wrap", "{{ ('a ' * 10 ** 6)|wordwrap(1) }}", TOO_MUCH),
    Hostile("lorem ipsum", "{{ lipsum(n=10 ** 6) }}", TOO_MUCH),
    Hostile("a billion slices", "{{ range(9)|slice(10 ** 9)|list|length }}", TOO_MUCH),
)

_MEMORY = (
    Hostile("a width", "{{ '%999999999d'|format(1) }}", MEMORY),
    Hostile("a width by an operator", "{{ '%999999999d' % 1 }}", MEMORY),
    Hostile("a width in braces", "{{ '{:999999999}'.format(1) }}", MEMORY),
    Hostile("a width in nested braces", "{{ '{:{w}}'.format(1, w=10 ** 9) }}", MEMORY),
    Hostile("a width in a block", "{% filter format(1) %}%999999999d{% endfilter %}", MEMORY),
    Hostile("digits", "{{ '%.999999999f'|format(1.0) }}", FAILS),
    Hostile("a text times a number", "{{ 'x' * 10 ** 12 }}", MEMORY),
    Hostile("a list times a number", "{{ [0] * 10 ** 11 }}", MEMORY),
    Hostile("more than there are numbers", "{{ 'x' * 10 ** 40 }}", r"raised: OverflowError: .+"),
    Hostile("center", "{{ 'x'|center(10 ** 10) }}", MEMORY),
    Hostile("ljust", "{{ 'x'.ljust(10 ** 10) }}", MEMORY),
    Hostile("zfill", "{{ 'x'.zfill(10 ** 10) }}", MEMORY),
    Hostile("expandtabs", "{{ '\t'.expandtabs(2 * 10 ** 9) }}", MEMORY),
    Hostile("indent", "{{ 'a\nb'|indent(10 ** 10) }}", MEMORY),
    Hostile("replace", "{{ ('a' * 10 ** 6)|replace('a', 'b' * 10 ** 6) }}", MEMORY),
    Hostile("replace nothing", "{{ ('a' * 10 ** 6).replace('', 'x' * 10 ** 6) }}", MEMORY),
    Hostile("join", "{{ range(99999)|join('x' * 10 ** 6) }}", MEMORY),
    Hostile("batch", "{% for row in range(9)|batch(10 ** 9, 'x') %}{{ row|length }}{% endfor %}", MEMORY),
    Hostile("a text that doubles", _grow("ns.x ~ ns.x", start="'a'"), TOO_MUCH),
    Hostile("a list that doubles", _grow("ns.x + ns.x", start="[1]"), TOO_MUCH),
    Hostile(
        "a dictionary that keeps itself", _grow("dict(ns.x, **{'k' ~ i: ns.x})", start="{}", times=99999), TOO_MUCH
    ),
    Hostile("a billion laughs as JSON", _grow("[ns.x, ns.x]", start="'ha'", then="{{ ns.x|tojson }}"), TOO_MUCH),
    Hostile("a billion laughs", _grow("[ns.x, ns.x]", start="'ha'", then="{{ ns.x|string }}"), TOO_MUCH),
    Hostile("JSON, indented", _grow("[ns.x]", start="[]", then="{{ ns.x|tojson(indent=10 ** 7) }}"), TOO_MUCH),
    Hostile("JSON, separated", "{{ range(999)|list|tojson(separators=('x' * 10 ** 8, ':')) }}", TOO_MUCH),
    Hostile("dates", "{{ strftime_now('%A' * 10 ** 7) }}", TOO_MUCH),
    Hostile("the width of a date", "{{ strftime_now('%9999999999d') }}"),
    Hostile(
        "a block that is kept",
        "{% set x %}{% for a in range(99999) %}{% for b in range(9999) %}{{ 'x' * 1000 }}{% endfor %}{% endfor %}"
        "{% endset %}",
        TOO_MUCH,
    ),
    Hostile(
        "a macro that writes for ever",
        "{% macro m() %}{% for a in range(99999) %}{{ 'x' * 9999 }}{% endfor %}{% endmacro %}{{ m() ~ m() }}",
        TOO_MUCH,
    ),
)

_OUTPUT = (
    Hostile("a long text", "{{ 'a' * 10 ** 6 }}", OUTPUT),
    Hostile(
        "text in loops",
        "{% for a in range(99999) %}{% for b in range(99999) %}{{ 'xxxxxxxxxxxxxxxx' }}{% endfor %}{% endfor %}",
        OUTPUT,
    ),
    Hostile(
        "a cycle",
        "{% set c = cycler(*range(9)) %}{% for a in range(99999) %}{% for b in range(99999) %}{{ c.next() }}"
        "{% endfor %}{% endfor %}",
        OUTPUT,
    ),
    Hostile("the chat a thousand times", "{% for i in range(9999) %}{{ messages }}{% endfor %}", OUTPUT),
    Hostile("a template of five million characters", "x" * 5_000_000, TOO_MUCH),
)

_SYNTAX = (
    Hostile("no end of a tag", "{% for %}", r"is not Jinja: line 1: .+"),
    Hostile("parentheses", "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", BROKEN),
    Hostile("brackets", "{{ " + "[" * 5000 + "]" * 5000 + " }}", BROKEN),
    Hostile("brackets that Jinja reads", "{{ " + "[" * 150 + "]" * 150 + " }}"),
    Hostile("not not not", "{{ " + "not " * 50_000 + "1 }}", BROKEN),
    Hostile("minus minus minus", "{{ " + "- " * 50_000 + "1 }}", BROKEN),
    Hostile("a sum of fifty thousand", "{{ " + "+".join(["messages"] * 50_000) + " }}", FAILS),
    Hostile("fifty thousand filters", "{{ 'a'" + "|upper" * 50_000 + " }}", FAILS),
    Hostile("fifty thousand attributes", "{{ messages" + ".a" * 50_000 + " }}", FAILS),
    Hostile("elif", "{% if messages %}" + "{% elif messages %}" * 20_000 + "{% endif %}"),
    Hostile("ifs in ifs", "{% if messages %}" * 2000 + "{% endif %}" * 2000, FAILS),
    Hostile("loops in loops", "{% for a in [1] %}" * 60 + "{% endfor %}" * 60, FAILS),
    Hostile("blocks in blocks", "".join(f"{{% block b{n} %}}" for n in range(900)) + "{% endblock %}" * 900),
    Hostile("half a million expressions", "{{ 1 }}" * 500_000, FAILS),
    Hostile("a number of a million digits", "{{ " + "9" * 10**6 + " }}", BROKEN),
    Hostile("a number with too many digits to write", "{{ 10 ** 10000 }}", FAILS),
    Hostile("break outside a loop", "{% break %}", BROKEN),
    Hostile("continue outside a loop", "{% continue %}", BROKEN),
    Hostile("async", "{% async for m in messages %}{% endfor %}", BROKEN),
    Hostile("await", "{{ await messages }}", BROKEN),
    Hostile("do", "{% do messages.append(1) %}", BROKEN),
    Hostile("debug", "{% debug %}", BROKEN),
    Hostile("generation without an end", "{% generation %}", BROKEN),
    Hostile("assignment to an item", "{% set messages[0] = 1 %}", BROKEN),
    Hostile("a name of Python's", "{% set __import__ = 1 %}{% set True = 2 %}", BROKEN),
    Hostile("code in a name", "{% set x\n = 1;import os %}", BROKEN),
    Hostile("code in a text", "{{ '\\'];import os;[\\'' }}\"\"\"\n'''\\"),
    Hostile("NUL", "{{ 'a\0b' }}\0{{ messages[0].role }}"),
    Hostile("half a surrogate pair", "{{ '\\ud800' }}"),
    Hostile("a name of a character", r"{{ '\N{GREEK SMALL LETTER ALPHA}' }}"),
    Hostile("letters that look like letters", "{{ ''.__ｃlass__.__mro__ }}", r"raised: UndefinedError: .+"),
    Hostile("letters that look like letters, as a name", "{% set ﬁle = 1 %}{{ file }}{{ ﬁle }}"),
)

_RECURSION = (
    Hostile(
        "a macro that calls itself", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", r"raised: RecursionError: .+"
    ),
    Hostile(
        "a loop that calls itself",
        "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        r"raised: RecursionError: .+",
    ),
    Hostile(
        "a caller that calls itself",
        "{% macro m() %}{{ caller() }}{% endmacro %}"
        "{% macro n() %}{% call m() %}{{ n() }}{% endcall %}{% endmacro %}{{ n() }}",
        r"raised: RecursionError: .+",
    ),
    Hostile("a block that calls itself", "{% block b %}{{ self.b() }}{% endblock %}", r"raised: RecursionError: .+"),
    Hostile(
        "JSON, nested", _grow("[ns.x]", start="[]", times=9999, then="{{ ns.x|tojson }}"), r"raised: RecursionError: .+"
    ),
    Hostile("a list, nested", _grow("[ns.x]", start="[]", times=99999, then="{{ ns.x }}"), FAILS),
    Hostile("a list, nested, compared", _grow("[ns.x]", start="[]", times=99999, then="{{ ns.x == [ns.x] }}"), FAILS),
    Hostile("a tuple as a key", _grow("(ns.x,)", start="()", times=99999, then="{{ {ns.x: 1} }}"), FAILS),
    Hostile("a namespace in itself", "{% set ns = namespace() %}{% set ns.x = ns %}{{ ns }}"),
)

_FILES = (
    Hostile("include", "{% include 'CANARY' %}", r"raised: TypeError: no loader .+"),
    Hostile(
        "include what need not be there", "{% include 'CANARY' ignore missing %}", r"raised: TypeError: no loader .+"
    ),
    Hostile("import", "{% import 'CANARY' as x %}{{ x }}", r"raised: TypeError: no loader .+"),
    Hostile("from import", "{% from 'CANARY' import x %}{{ x }}", r"raised: TypeError: no loader .+"),
    Hostile("extends", "{% extends 'CANARY' %}", r"raised: TypeError: no loader .+"),
    Hostile("open", "{{ open('CANARY').read() }}", r"raised: UndefinedError: .+"),
    Hostile("__import__", "{{ __import__('os').system('touch CANARY.made') }}", r"raised: UndefinedError: .+"),
    Hostile("eval", "{{ eval('1') }}{{ exec('1') }}", r"raised: UndefinedError: .+"),
    Hostile(
        "a codec from a file", "{{ 'x'.encode('punycode') }}{{ 'x'.encode('../CANARY') }}", r"raised: LookupError: .+"
    ),
    Hostile("globals by lipsum", "{{ lipsum.__globals__['os'].popen('cat CANARY').read() }}", FAILS),
    Hostile("cycler's globals", "{{ cycler.__init__.__globals__.os.popen('touch CANARY.made').read() }}", UNSAFE),
    Hostile(
        "builtins",
        "{{ self.__init__.__globals__.__builtins__.open('CANARY').read() }}",
        UNSAFE,
    ),
    Hostile(
        "subclasses",
        "{% for c in ''.__class__.__mro__[1].__subclasses__() %}{% if 'Popen' in c.__name__ %}"
        "{{ c('cat CANARY', shell=True) }}{% endif %}{% endfor %}",
        UNSAFE,
    ),
)

_ESCAPES = (
    *(
        Hostile(f"globals of {name}", f"{{{{ {name}.__globals__ }}}}{{{{ {name}.__init__.__globals__ }}}}", UNSAFE)
        for name in GLOBALS
    ),
    *(
        Hostile(f"{name} as text", f"{{{{ {name} }}}}{{{{ {name}|string }}}}{{{{ '%s %r'|format({name}, {name}) }}}}")
        for name in GLOBALS
    ),
    *(
        Hostile(f"what {name} hides", f"{{{{ {name}._Given__function }}}}{{{{ {name}|attr('_Given__function') }}}}")
        for name in GLOBALS
    ),
    Hostile("class", "{{ ''.__class__ }}"),
    Hostile("class as an item", "{{ ''['__class__'] }}{{ messages['__class__'] }}"),
    Hostile("class by a filter", "{{ ''|attr('__class__')|attr('__mro__') }}"),
    Hostile("class of each", "{{ messages|map(attribute='__class__')|list }}"),
    Hostile("class of class of each", "{{ messages|map(attribute='__class__.__mro__')|list }}"),
    Hostile("sorted by class", "{{ messages|sort(attribute='__class__.__name__')|length }}"),
    Hostile("grouped by class", "{% for g in messages|groupby('__class__') %}{{ g.grouper }}{% endfor %}"),
    Hostile("selected by class", "{{ messages|selectattr('__class__')|list|length }}"),
    Hostile(
        "a name in pieces", "{{ ''['__cl' ~ 'ass__'] }}{{ ''|attr('__cl' ~ 'ass__') }}{{ ''|attr('\\x5f_class__') }}"
    ),
    Hostile("format", "{{ '{0.__class__.__init__.__globals__}'.format(messages) }}", UNSAFE),
    Hostile("format, an item", "{{ '{0[__class__]}'.format(messages[0]) }}"),
    Hostile("format_map", "{{ '{x.__class__.__mro__}'.format_map({'x': 1}) }}", UNSAFE),
    Hostile("format by a filter", "{{ ('{0.__class__.__mro__}'|attr('format'))(messages) }}", UNSAFE),
    Hostile("format under another name", "{% set f = '{0.__class__.__mro__}'.format %}{{ f(1) }}", UNSAFE),
    Hostile("format from a list", "{{ (['{0.__class__.__mro__}'.format]|first)(1) }}", UNSAFE),
    Hostile("format of each", "{{ ['{0.__class__.__mro__}']|map('attr', 'format')|map('string')|list }}"),
    Hostile("format in a namespace", "{% set ns = namespace(f='{0.__class__.__mro__}'.format) %}{{ ns.f(1) }}", UNSAFE),
    Hostile(
        "format that is called by a macro",
        "{% macro m(f) %}{{ f(1) }}{% endmacro %}{{ m('{0.__class__.__mro__}'.format) }}",
        UNSAFE,
    ),
    Hostile("formatted by the number's own", "{{ (1).__format__('999999999') }}", UNSAFE),
    Hostile(
        "the context", "{{ self._TemplateReference__context }}{{ self._TemplateReference__context.parent }}", UNSAFE
    ),
    Hostile("self", "{{ self }}{{ self.__dict__ }}{{ self.blocks }}"),
    Hostile("the environment", "{{ environment }}{{ config }}{{ request }}{{ context }}{{ resolve }}{{ missing }}"),
    Hostile("a macro's own", "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}", UNSAFE),
    Hostile("a macro's environment", "{% macro m() %}{% endmacro %}{{ m._environment.globals }}", UNSAFE),
    Hostile("a loop's own", "{% for m in messages %}{{ loop._iterator.__class__.__mro__ }}{% endfor %}", UNSAFE),
    Hostile(
        "a caller's own",
        "{% macro m() %}{{ caller._func.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
        UNSAFE,
    ),
    Hostile("a generator's frame", "{{ (messages|map('upper')).gi_frame.f_back.f_globals }}", UNSAFE),
    Hostile("a generator's code", "{{ (messages|map('upper')).gi_code.co_code }}", UNSAFE),
    Hostile("a method's own", "{{ messages.append.__self__.__class__ }}{{ ''.join.__func__.__globals__ }}", UNSAFE),
    Hostile("an undefined value's own", "{{ nothing._undefined_exception }}{{ nothing.__init__.__globals__ }}", FAILS),
    Hostile("a cycler's own", "{{ cycler('a').__init__.__globals__ }}", UNSAFE),
    Hostile("a joiner's own", "{{ joiner('a').__call__.__globals__ }}", UNSAFE),
    Hostile("a namespace's own", "{{ namespace(a=1)._Namespace__attrs }}{{ namespace().__class__.__mro__ }}", FAILS),
    Hostile("a namespace with a name of Python's", "{{ namespace(__class__=1) }}", UNSAFE),
    Hostile("a namespace that gets a name of Python's", "{% set ns = namespace() %}{% set ns.__class__ = 1 %}", UNSAFE),
    Hostile("a date's own", "{{ strftime_now.__self__.__class__ }}{{ strftime_now('%d').__class__.__mro__ }}", UNSAFE),
    Hostile("a number's own", "{{ (1).__class__.__base__.__subclasses__() }}", UNSAFE),
    Hostile("pprint", "{{ cycler|pprint }}{{ messages|pprint }}"),
    Hostile("XML's attributes", "{{ {'a b': 1}|xmlattr }}", r"raised: ValueError: .+"),
)

_CHANGES = (
    *(
        Hostile(f"change by {call}", f"{{{{ messages{call} }}}}", UNSAFE)
        for call in (
            ".append(1)",
            ".clear()",
            ".pop()",
            "[0].update(role='x')",
            "[0].pop('role')",
            "[0].setdefault('x', 1)",
        )
    ),
)

_MISTAKES = (
    Hostile("a long complaint", "{{ raise_exception('x' * 10 ** 7) }}", r"raised: x{300}"),
    Hostile("a complaint that is none", "{{ raise_exception(messages) }}", r"raised: .+"),
    Hostile("a complaint without words", "{{ raise_exception() }}", r"raised: TypeError: .+"),
    Hostile("a long name", "{{ messages['x' * 10 ** 7].y }}", r"raised: UndefinedError: .{1,300}"),
    Hostile("division by zero", "{{ 1 / 0 }}", r"raised: ZeroDivisionError: .+"),
    Hostile("a range too long", "{{ range(10 ** 9)|list }}", r"raised: OverflowError: .+"),
    Hostile("a range too long, summed", "{{ range(10 ** 9)|sum }}", r"raised: OverflowError: .+"),
    Hostile("a loop over what ends never", "{% for x in cycler('a') %}{% endfor %}", r"raised: TypeError: .+"),
    Hostile("steps", "{{ messages[::10 ** 30] }}{{ range(9)[10 ** 30:]|list }}{{ 'abc'[::-10 ** 30] }}"),
    Hostile("a step of nothing", "{{ messages[::0] }}", FAILS),
    Hostile("infinity", "{{ 1e999 }}{{ [1e999]|tojson }}{{ (1e999)|int }}"),
    Hostile(
        "a loop's own methods",
        "{% for m in messages %}{{ loop.changed(loop) }}{{ loop.previtem.x.y }}{% endfor %}",
        FAILS,
    ),
    Hostile("nothing", ""),
)

CORPUS = (*_TIME, *_MEMORY, *_OUTPUT, *_SYNTAX, *_RECURSION, *_FILES, *_ESCAPES, *_CHANGES, *_MISTAKES)
