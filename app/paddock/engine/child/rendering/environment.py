"""Jinja as Transformers sets it up (`transformers.utils.chat_template_utils`): templates are written against that.

One rule: what a template is given here leads to nothing else; the classes behind it are not among it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from jinja2 import TemplateError, nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

NOW = "strftime_now"
"""The global that tells the time: it is set for each rendering."""


def make_environment() -> ImmutableSandboxedEnvironment:
    """The sandbox, without `NOW`, and all that it may need later."""
    _import_late()
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[_Generation, loopcontrols]
    )
    environment.filters["tojson"] = _tojson
    given: dict[str, Any] = environment.globals
    given.update({name: Given(name, function) for name, function in given.items()})
    given["dict"] = _Dict("dict", dict)
    given["namespace"] = Given("namespace", _Namespace)
    given["raise_exception"] = Given("raise_exception", _raise_exception)
    return environment


def _import_late() -> None:
    """What Jinja and Python import when a template needs it: a process that opens no file could not."""
    import html  # noqa: F401
    import pprint  # noqa: F401
    import textwrap  # noqa: F401
    import unicodedata  # noqa: F401
    from encodings import ascii, latin_1, unicode_escape  # noqa: F401

    from jinja2 import constants, debug  # noqa: F401


class Given:
    """A function or class as a template gets it: it can be called, and written down it is only a name."""

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        self.__name = name
        self.__function = function

    def __call__(self, /, *args: Any, **named: Any) -> Any:
        return self.__function(*args, **named)

    def __repr__(self) -> str:
        return self.__name


class _Dict(Given):
    def fromkeys(self, keys: Iterable[Any], value: Any = None) -> dict[Any, Any]:
        return dict.fromkeys(keys, value)


class _Namespace(Namespace):
    """Jinja's, but no name in it looks like one of Python's own, which Jinja would not look up again."""

    def __init__(*args: Any, **named: Any) -> None:
        self, *rest = args  # as Jinja's: `namespace(self=…)` is a name like any other
        values = dict(*rest, **named)
        for name in values:
            _check_name(name)
        Namespace.__init__(self, values)

    def __setitem__(self, name: str, value: Any) -> None:
        _check_name(name)
        super().__setitem__(name, value)


def _check_name(name: Any) -> None:
    if isinstance(name, str) and name.startswith("_"):
        raise SecurityError(f"a namespace holds no name that begins with an underscore: {name[:50]!r}")


class _Generation(Extension):
    """`{% generation %}…{% endgeneration %}` marks answers for training; here it is a block with names of its own."""

    tags = {"generation"}  # noqa: RUF012 - Jinja's own form

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endgeneration",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_write"), [], [], body).set_lineno(line)

    def _write(self, caller: Callable[[], str]) -> str:
        return caller()


def _raise_exception(message: str) -> NoReturn:
    raise TemplateError(message)


def _tojson(
    value: Any,
    ensure_ascii: bool = False,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,
) -> str:
    """JSON as it is, where Jinja's own would escape HTML."""
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)
