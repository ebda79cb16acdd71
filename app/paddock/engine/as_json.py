"""Values of messages as JSON, and back. One rule: what is not exactly of its type is a `WireError`."""

from __future__ import annotations

import functools
import math
import types
import typing
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from paddock.core.errors import PaddockError
from paddock.core.said import Said, text_of, to_json

MINUS_INFINITY = "-inf"


class WireError(Exception):
    """The other process said something that is no message."""


def plain(value: Any) -> Any:
    """A value of a message as JSON has it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Said):
        return to_json(value)
    if value == -math.inf:
        return MINUS_INFINITY  # JSON has no number for it
    return value


@functools.cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def build(kind: Any, data: Any) -> Any:
    """`data` (from JSON) as a value of the annotated type `kind`."""
    origin = typing.get_origin(kind)
    if origin is types.UnionType:  # only `X | None` is used
        return None if data is None else build(typing.get_args(kind)[0], data)
    if origin is tuple:
        return _build_tuple(typing.get_args(kind), data)
    if is_dataclass(kind) and isinstance(kind, type):
        return _build_dataclass(kind, data)
    if isinstance(kind, type) and issubclass(kind, Enum | Path):
        return _build_from_text(kind, data)
    if kind is float and (type(data) is int or data == MINUS_INFINITY):
        return float(data)
    if kind is str and isinstance(data, dict):
        data = _build_said(data)
    if type(data) is not kind and not isinstance(data, Said):
        raise WireError(f"a value that is no {kind.__name__}")
    return data


def _build_tuple(kinds: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    """As many as there are where the type says `X, ...`, else one of each kind."""
    if not isinstance(data, list):
        raise WireError("a value that is no list")
    if kinds[-1] is Ellipsis:
        return tuple(build(kinds[0], item) for item in data)
    if len(kinds) != len(data):
        raise WireError("a list of another length")
    return tuple(build(kind, item) for kind, item in zip(kinds, data, strict=True))


def _build_dataclass(cls: type, data: Any) -> Any:
    hints = _hints(cls)
    if not isinstance(data, dict) or data.keys() != hints.keys():
        raise WireError(f"not the fields of {cls.__name__}")
    values = {name: build(hints[name], value) for name, value in data.items()}
    try:
        return cls(**values)
    except PaddockError as error:
        raise WireError(f"impossible values for {cls.__name__}") from error


def _build_said(data: dict[str, Any]) -> str:
    try:
        return text_of(data)
    except ValueError as error:
        raise WireError("a sentence that is none") from error


def _build_from_text(cls: type[Enum] | type[Path], data: Any) -> Any:
    if not isinstance(data, str):
        raise WireError("a value that is no text")
    try:
        return cls(data)
    except ValueError as error:
        raise WireError(f"no value of {cls.__name__}") from error
