"""Our own format brings back exactly what was stored; what was damaged is said, and the rest comes in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.core.chats import Chat, Summary, Titled
from paddock.core.errors import UserError
from paddock.core.events import Timings, Usage
from paddock.core.exchange import ChatRecord
from paddock.core.messages import (
    Message,
    MessageStatus,
    Part,
    ReasoningPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from paddock.core.params import Overflow
from paddock.core.tools import ToolCall
from paddock.services.exchange import own
from paddock.store.chats import ChatStore
from paddock.store.database import Database
from paddock.store.transfer import Transfer

texts = st.text(max_size=40)
said = st.text(min_size=1, max_size=60)
times = st.floats(0, 4e9, allow_nan=False)
counts = st.integers(0, 10**6)
parts = st.one_of(
    st.builds(TextPart, said),
    st.builds(ReasoningPart, said, st.integers(0, 9000).map(lambda ms: ms / 1000)),
    st.builds(ToolCallPart, st.builds(ToolCall, said, texts, texts)),
    st.builds(ToolResultPart, texts, texts, texts),
)


def joinable(made: list[Part]) -> tuple[Part, ...]:
    """Neighbours of a kind are one part in the store."""
    kept: list[Part] = []
    for part in made:
        if not kept or type(kept[-1]) is not type(part):
            kept.append(part)
    return tuple(kept)


@st.composite
def records(draw: st.DrawFn) -> ChatRecord:
    messages: list[Message] = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        above = [message.id for message in messages]
        messages.append(
            Message(
                id=number,
                chat_id=0,
                parent_id=draw(st.sampled_from([None, *above])),
                role=draw(st.sampled_from(Role)),
                parts=joinable(draw(st.lists(parts, max_size=4))),
                status=draw(st.sampled_from([s for s in MessageStatus if s is not MessageStatus.STREAMING])),
                created_at=draw(times),
                model=draw(texts),
                finish_reason=draw(st.sampled_from(["", "stop", "length"])),
                error=draw(texts),
                seed=draw(st.none() | st.integers(0, 2**32 - 1)),
                usage=Usage(*[draw(counts) for _ in range(6)]),
                timings=Timings(*[draw(times) for _ in range(4)]),
                sampling=draw(st.sampled_from(["", '{"temperature":0.1}', '{"stop":["ä"],"top_k":3}'])),
                build=draw(st.sampled_from(["", "b1"])),
                first_kept=draw(st.sampled_from([None, *above])),
            )
        )
    ids = [message.id for message in messages]
    chat = Chat(
        id=0,
        title=draw(texts),
        head_id=draw(st.sampled_from([None, *ids])),
        model=draw(texts),
        system_prompt=draw(texts),
        draft=draw(texts),
        created_at=draw(times),
        updated_at=draw(times),
        overflow=draw(st.sampled_from(Overflow)),
        pinned=draw(st.booleans()),
        archived=draw(st.booleans()),
        titled=draw(st.sampled_from(Titled)),
        tags=tuple(sorted({draw(st.sampled_from(["a", "B", "ü"])) for _ in range(2)}, key=str.casefold)),
        sampling=draw(st.sampled_from(["", '{"temperature": 0.5}'])),
    )
    summaries = tuple(
        Summary(1, 0, draw(st.sampled_from(ids)), draw(texts), draw(texts), draw(times))
        for _ in range(draw(st.integers(0, 1 if ids else 0)))
    )
    uid, folder = f"{draw(st.integers(0, 2**128 - 1)):032x}", draw(st.sampled_from(["", "F"]))
    return ChatRecord(uid, chat, tuple(messages), folder, "", summaries)


@contextmanager
def a_store() -> Iterator[Transfer]:
    """A real one, encrypted, in a folder of its own."""
    with TemporaryDirectory() as folder:
        database = Database.open(Path(folder) / "chats.db", bytes(32))
        try:
            yield Transfer(database, ChatStore(database))
        finally:
            database.close()


@settings(max_examples=60)
@given(st.lists(records(), max_size=3, unique_by=lambda record: record.uid))
def test_the_round_trip_through_two_stores_is_exact(made: list[ChatRecord]) -> None:
    with a_store() as first, a_store() as second:
        ids = [first.add(record) for record in made]
        written = own.dump([first.record(chat_id) for chat_id in ids])
        assert written == own.dump(made)
        parsed = own.load(json.loads(written))
        assert parsed.problems == ()
        again = [second.add(record) for record in parsed.records]
        assert own.dump([second.record(chat_id) for chat_id in again]) == written


@given(records())
def test_a_fingerprint_is_of_everything(made: ChatRecord) -> None:
    assert own.fingerprint(made) == json.loads(own.dump([made]))["chats"][0]["sha256"]
    assert own.fingerprint(made) != own.fingerprint(replace(made, chat=replace(made.chat, title=made.chat.title + "x")))


def sample() -> dict[str, Any]:
    message = Message(1, 0, None, Role.USER, (TextPart("hello"),))
    answer = Message(2, 0, 1, Role.ASSISTANT, (TextPart("hi"),), model="Guide")
    chat = Chat(0, "Title", head_id=2)
    data: dict[str, Any] = json.loads(own.dump([ChatRecord("ab" * 16, chat, (message, answer))]))
    return data


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("title",), 7),
        (("messages", 1, "parent"), 5),
        (("messages", 0, "id"), -1),
        (("messages", 1, "id"), 1),
        (("messages", 0, "role"), "robot"),
        (("messages", 0, "parts"), "text"),
        (("messages", 0, "parts"), [{"type": "text"}]),
        (("messages", 0, "created_at"), float("nan")),
        (("messages", 0, "usage"), None),
        (("messages", 0, "sampling"), {"temperature": "hot"}),
        (("messages",), {}),
        (("head",), 9),
        (("tags",), [1]),
        (("pinned",), "yes"),
        (("overflow",), "explode"),
        (("summaries",), [{}]),
    ],
)
def test_a_chat_that_is_wrong_is_left_out_and_said(where: tuple[Any, ...], value: object) -> None:
    data = sample()
    data["chats"].append(json.loads(json.dumps(data["chats"][0])))
    inner = data["chats"][0]
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = value
    parsed = own.load(data)
    assert len(parsed.records) == 1
    (problem,) = parsed.problems
    assert problem.startswith("Chat 1 of the file cannot be read")
    assert "hello" not in problem


def test_a_newer_format_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        own.load({**sample(), "version": 2})
    assert caught.value.code == "newer-format"


@pytest.mark.parametrize("data", [{}, {"chats": []}, [], None, 7])
def test_what_is_ours(data: object) -> None:
    assert own.is_ours(sample())
    assert not own.is_ours(data)


def test_an_answer_that_streamed_elsewhere_comes_in_as_cut_off() -> None:
    answer = Message(1, 0, None, Role.ASSISTANT, (TextPart("half"),), MessageStatus.STREAMING)
    with a_store() as store:
        chat = store.add(ChatRecord("", Chat(0, ""), (answer,)))
        assert store.record(chat).messages[0].status is MessageStatus.INTERRUPTED
