"""The wire: what goes in comes out, and nothing else does."""

from __future__ import annotations

import dataclasses
import io
import json
import math
import types
import typing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.core.errors import Remedy, UserError
from paddock.core.params import SAMPLERS, Adapter, KvType, LoadParams, SamplingParams, Switch
from paddock.engine import wire

texts = st.text(st.characters(codec=None, categories=None))
counts = st.integers(0, 2**40)
small = st.integers(0, 2**31 - 1)
adapters = st.builds(Adapter, st.text("abc/ü \n", min_size=1).map(Path), st.floats(-4, 4))
sampling = st.builds(
    SamplingParams,
    temperature=st.floats(0, 10),
    top_k=st.integers(0, 1000),
    top_p=st.floats(0, 1),
    repeat_penalty=st.floats(0.1, 3),
    logit_bias=st.lists(st.tuples(small, st.floats(-100, 100) | st.just(-math.inf)), max_size=3).map(tuple),
    samplers=st.permutations(SAMPLERS).map(tuple),
    logprobs=st.none() | st.integers(0, 20),
    seed=st.none() | st.integers(0, 2**32 - 1),
    max_tokens=st.none() | st.integers(1, 10**6),
    stop=st.lists(texts, max_size=3).map(tuple),
    grammar=texts,
)
loading = st.builds(
    LoadParams,
    n_ctx=small,
    device=texts,
    n_gpu_layers=st.integers(-1, 99),
    flash_attention=st.sampled_from(Switch),
    type_k=st.sampled_from(KvType),
    draft=st.none() | st.just(Path("draft.gguf")),
    adapters=st.lists(adapters, max_size=2).map(tuple),
)
SPECIAL = {
    int: counts,
    float: st.floats(0, 1e12, allow_nan=False),
    str: texts,
    Path: st.text("abc/ü \n", min_size=1).map(Path),
    SamplingParams: sampling,
    LoadParams: loading,
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Anything of an annotated type."""
    if kind in SPECIAL:
        return SPECIAL[kind]
    if typing.get_origin(kind) is types.UnionType:
        return st.none() | values(typing.get_args(kind)[0])
    if typing.get_origin(kind) is tuple:
        return st.lists(values(typing.get_args(kind)[0]), max_size=2).map(tuple)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return st.builds(kind, **{name: values(hints[name]) for name in hints})
    return st.from_type(kind)


messages = st.sampled_from(typing.get_args(wire.Message)).flatmap(values)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(messages)
def test_every_message_comes_back_as_it_was(message: wire.Message) -> None:
    line = wire.encode(message)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert line.isascii()
    assert wire.decode(line) == message


@given(st.lists(messages, max_size=5))
def test_a_stream_of_messages_keeps_its_order(sent: list[wire.Message]) -> None:
    stream = io.BytesIO(b"".join(map(wire.encode, sent)))
    assert list(wire.read_messages(stream)) == sent


@given(st.binary(max_size=200))
def test_garbage_is_an_error_of_the_wire_and_no_other(line: bytes) -> None:
    with pytest.raises(wire.WireError):
        wire.decode(line)


@given(messages, json_values, st.data())
def test_a_message_with_one_wrong_value_is_refused_or_still_a_message(
    message: wire.Message, value: object, data: st.DataObject
) -> None:
    fields = json.loads(wire.encode(message))
    fields[data.draw(st.sampled_from(sorted(fields)))] = value
    try:
        decoded = wire.decode(json.dumps(fields).encode())
    except wire.WireError:
        return
    assert wire.decode(wire.encode(decoded)) == decoded


@pytest.mark.parametrize(
    "line",
    [
        b"null",
        b"[]",
        b'{"type":"Cancel"}',
        b'{"type":"Cancel","id":"1"}',
        b'{"type":"Cancel","id":true}',
        b'{"type":"Cancel","id":1,"more":2}',
        b'{"type":"Path","id":1}',
        b'{"type":["Cancel"],"id":1}',
        b'{"type":"Load","id":1,"path":"x","params":{"n_ctx":-1,"n_gpu_layers":0,"n_threads":0,"n_batch":1}}',
        b"[" * 100_000,
    ],
)
def test_what_is_nearly_a_message_is_none(line: bytes) -> None:
    with pytest.raises(wire.WireError):
        wire.decode(line)


def test_a_line_that_was_cut_by_a_death_is_the_end() -> None:
    stream = io.BytesIO(wire.encode(wire.Ping(1)) + wire.encode(wire.Ping(2))[:-5])
    assert list(wire.read_messages(stream)) == [wire.Ping(1)]


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    endless = tmp_path / "endless"
    with endless.open("wb") as file:
        file.truncate(wire.MAX_LINE + 10)  # a sparse file of zeros
    with endless.open("rb") as file, pytest.raises(wire.WireError, match="without end"):
        list(wire.read_messages(file))


def test_a_text_too_long_for_the_wire_is_the_persons_to_mend() -> None:
    with pytest.raises(UserError) as caught:
        wire.encode(wire.TextArrived(1, "a" * wire.MAX_LINE))
    assert caught.value.code == "context-full"


def test_a_user_error_crosses_whole() -> None:
    error = UserError("What.", "Todo.", code="a-code", remedy=Remedy.RETRY)
    message = wire.decode(wire.encode(wire.Refused.of(7, error)))
    assert isinstance(message, wire.Refused)
    assert message.error().to_dict() == error.to_dict()
