"""How a model is loaded and sampled, as the JSON that settings and answers keep.

One rule: only what differs from the defaults is written, and what is read has been checked like what is typed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from paddock.core.params import Adapter, KvType, LoadParams, SamplingParams, Switch

Fields = Mapping[str, Any]
"""Names of parameters and their values as JSON has them."""


def load_fields(params: LoadParams, base: LoadParams | None = None) -> dict[str, Any]:
    """What of `params` differs from `base` (the defaults), ready for JSON."""
    return _differences(params, base or LoadParams())


def load_params(stored: Fields, base: LoadParams | None = None) -> LoadParams:
    """`base` (the defaults) with the stored fields; one that this version does not know is passed over.

    Raises:
        ValueError, TypeError, UserError: a field has a value that is not possible.
    """
    return LoadParams(**_values(base or LoadParams()) | _read(stored, _LOAD))


def sampling_fields(params: SamplingParams, base: SamplingParams | None = None) -> dict[str, Any]:
    """What of `params` differs from `base` (the defaults), ready for JSON."""
    return _differences(params, base or SamplingParams())


def sampling_params(stored: Fields, base: SamplingParams | None = None) -> SamplingParams:
    """`base` (the defaults) with the stored fields; one that this version does not know is passed over.

    Raises:
        ValueError, TypeError, UserError: a field has a value that is not possible.
    """
    return SamplingParams(**_values(base or SamplingParams()) | _read(stored, _SAMPLING))


def sampling_json(params: SamplingParams) -> str:
    """What an answer keeps of the settings it was drawn with; "" if they were the defaults.

    The seed is left out: an answer keeps the one that was used.
    """
    different = sampling_fields(params)
    different.pop("seed", None)
    return json.dumps(different, ensure_ascii=False, separators=(",", ":")) if different else ""


def _differences(params: LoadParams | SamplingParams, base: LoadParams | SamplingParams) -> dict[str, Any]:
    before, now = _values(base), _values(params)
    return {name: _plain(value) for name, value in now.items() if value != before[name]}


def _values(params: LoadParams | SamplingParams) -> dict[str, Any]:
    return {field.name: getattr(params, field.name) for field in fields(params)}


def _plain(value: Any) -> Any:
    """A parameter's value as JSON has it; JSON knows no infinity, so that is a word."""
    if isinstance(value, Adapter):
        return [str(value.path), value.scale]
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value.value if isinstance(value, KvType | Switch) else value


def _read(stored: Fields, readers: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    return {name: readers[name](value) for name, value in stored.items() if name in readers}


def _exactly(kind: type, *also: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) not in (kind, *also):  # not isinstance: True is no number here
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return kind(value)

    return read


def _maybe(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


def _each(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    def read_all(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise TypeError(f"{value!r} is no list")
        return tuple(read(item) for item in value)

    return read_all


_whole, _number, _text = _exactly(int), _exactly(float, int), _exactly(str)


def _adapter(value: Any) -> Adapter:
    path, scale = value
    return Adapter(Path(_text(path)), _number(scale))


def _bias(value: Any) -> tuple[int, float]:
    token, bias = value
    return _whole(token), -math.inf if bias == "-inf" else _number(bias)


_LOAD: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("n_ctx", "n_gpu_layers", "n_cpu_moe", "n_threads", "n_batch", "n_seq_max"), _whole),
    **dict.fromkeys(("type_k", "type_v"), KvType),
    **dict.fromkeys(("device", "prompt_format"), _text),
    "flash_attention": Switch,
    "repack": Switch,
    "draft": _maybe(lambda value: Path(_text(value))),
    "adapters": _each(_adapter),
}
_SAMPLING: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys((field.name for field in fields(SamplingParams) if field.type == "float"), _number),
    **dict.fromkeys((field.name for field in fields(SamplingParams) if field.type == "int"), _whole),
    **dict.fromkeys(("logprobs", "seed", "max_tokens"), _maybe(_whole)),
    **dict.fromkeys(("grammar", "json_schema"), _text),
    **dict.fromkeys(("dry_sequence_breakers", "samplers", "stop"), _each(_text)),
    "logit_bias": _each(_bias),
}
