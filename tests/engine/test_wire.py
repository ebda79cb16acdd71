"""The wire: what goes in comes out, and nothing else does."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.core.errors import Remedy, UserError
from paddock.core.events import Finished, FinishReason, PromptProgress, Timings, Usage
from paddock.core.messages import Role, Turn
from paddock.core.models import LoadedModel
from paddock.core.params import LoadParams, SamplingParams
from paddock.engine import wire
from paddock.engine.api import Device, DeviceReport, GenerationRequest

ids = st.integers(0, 2**53)
texts = st.text(st.characters(codec=None, categories=None))
numbers = st.floats(0, 1e12, allow_nan=False)
counts = st.integers(0, 2**40)
paths = st.text("abc/ü \n", min_size=1).map(Path)
turns = st.lists(st.builds(Turn, st.sampled_from(Role), texts), max_size=4).map(tuple)
sampling = st.builds(
    SamplingParams,
    temperature=st.floats(0, 10),
    top_k=st.integers(0, 1000),
    top_p=st.floats(0, 1),
    min_p=st.floats(0, 1),
    repeat_penalty=st.floats(0.1, 3),
    seed=st.none() | st.integers(0, 2**32 - 1),
    max_tokens=st.none() | st.integers(1, 10**6),
    stop=st.lists(texts, max_size=3).map(tuple),
)
requests = st.builds(GenerationRequest, turns, st.none() | texts, st.booleans(), sampling)
models = st.builds(
    LoadedModel, paths, texts, counts, counts, counts, counts, texts, texts, st.sampled_from(("file", "none")), numbers
)
finished = st.builds(
    Finished,
    st.sampled_from(FinishReason),
    st.builds(Usage, counts, counts, counts),
    st.builds(Timings, numbers, numbers, numbers, numbers),
    st.integers(0, 2**32 - 1),
)
reports = st.builds(
    DeviceReport,
    st.lists(st.builds(Device, texts, texts, st.sampled_from(("CPU", "GPU")), counts, counts), max_size=3).map(tuple),
    texts,
    texts,
    texts,
    texts,
)
messages = st.one_of(
    st.builds(wire.Load, ids, paths, st.builds(LoadParams, counts, st.integers(-1, 99), counts, st.integers(1, 4096))),
    st.builds(wire.Unload, ids),
    st.builds(wire.Generate, ids, requests, st.integers(0, 2**32 - 1)),
    st.builds(wire.Cancel, ids),
    st.builds(wire.ListDevices, ids),
    st.builds(wire.Ping, ids),
    st.builds(wire.Hello, ids),
    st.builds(wire.LoadProgress, ids, st.floats(0, 1)),
    st.builds(wire.Loaded, ids, models),
    st.builds(wire.Unloaded, ids),
    st.builds(wire.PromptProcessed, ids, st.builds(PromptProgress, counts, counts)),
    st.builds(wire.TextArrived, ids, texts),
    st.builds(wire.Done, ids, finished),
    st.builds(wire.DevicesListed, ids, reports),
    st.builds(wire.Refused, ids, texts, texts, texts, st.sampled_from(Remedy)),
    st.builds(wire.Broken, ids, texts, texts),
    st.builds(wire.Pong, ids),
)
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
