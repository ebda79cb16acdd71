"""What a model thought, called and was told is stored as its text is: as it streams, and as it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from paddock.core.messages import (
    MessageStatus,
    Part,
    ReasoningPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from paddock.core.tools import ToolCall
from paddock.store.chats import ChatStore
from paddock.store.database import Database

CALL = ToolCallPart(ToolCall("get_weather", '{"city": "Köln"}', "c1"))
WHOLE: tuple[Part, ...] = (
    ReasoningPart("I look it up.", 2.75),
    TextPart("A moment."),
    CALL,
    ToolResultPart('{"sky": "grey"}', "get_weather", "c1"),
    TextPart("Grey."),
)


def streaming(store: ChatStore) -> int:
    chat = store.create_chat()
    return store.add_message(chat.id, None, Role.ASSISTANT, "", MessageStatus.STREAMING).id


def test_a_message_of_all_parts_comes_back(store: ChatStore) -> None:
    chat = store.create_chat()
    message = store.add_message(chat.id, None, Role.TOOL, WHOLE)
    assert message.parts == store.path(chat.id)[0].parts == WHOLE
    assert message.role is Role.TOOL


def test_parts_stream_and_are_joined_at_the_end(store: ChatStore) -> None:
    number = streaming(store)
    store.append(number, (ReasoningPart("I look", 2.5),))
    store.append(number, (ReasoningPart(" it up.", 0.25), TextPart("A mo")))
    store.append(number, (TextPart("ment."), *WHOLE[2:]))
    assert store.message(number).parts == WHOLE
    assert store.path(1)[0].parts == WHOLE
    store.finish_message(number, MessageStatus.COMPLETE)
    assert store.message(number).parts == WHOLE
    assert store._db.read(lambda connection: connection.execute("SELECT count(*) FROM chunks").fetchone()) == (0,)


def test_an_answer_that_goes_on_keeps_its_thoughts(store: ChatStore) -> None:
    number = streaming(store)
    store.append(number, WHOLE[:2])
    store.finish_message(number, MessageStatus.STOPPED)
    store.reopen_message(number)
    store.append(number, (TextPart(" Grey."),))
    assert store.message(number).parts == (WHOLE[0], TextPart("A moment. Grey."))


def test_a_thought_that_was_cut_off_is_kept_and_marked(store: ChatStore) -> None:
    number = streaming(store)
    store.append(number, (ReasoningPart("Half a th", 1.5),))
    assert store.mark_interrupted() == 1
    message = store.message(number)
    assert (message.parts, message.status) == ((ReasoningPart("Half a th", 1.5),), MessageStatus.INTERRUPTED)


def test_strange_text_in_every_place(store: ChatStore) -> None:
    strange = "a\0\u2028\ud800'; DROP TABLE chats; --"
    kept = strange.replace("\ud800", "\ufffd")
    number = streaming(store)
    store.append(number, (ReasoningPart(strange), ToolCallPart(ToolCall(strange, '"\\ud800"', strange))))
    store.append(number, (ToolResultPart(strange, strange, strange), TextPart(strange)))
    store.finish_message(number, MessageStatus.COMPLETE)
    assert store.message(number).parts == (
        ReasoningPart(kept),
        ToolCallPart(ToolCall(kept, '"\\ud800"', kept)),
        ToolResultPart(kept, kept, kept),
        TextPart(kept),
    )


# Says each thought only after the store has returned, then never ends.
WRITER = """
import sys
from pathlib import Path
from paddock.core.messages import MessageStatus, ReasoningPart, Role
from paddock.store.chats import ChatStore
from paddock.store.database import Database
store = ChatStore(Database.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])))
chat = store.create_chat()
answer = store.add_message(chat.id, None, Role.ASSISTANT, "", MessageStatus.STREAMING)
for number in range(1_000_000):
    store.append(answer.id, (ReasoningPart(f"{number} ", 0.5),))
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_in_the_middle_of_a_thought(path: Path, key: bytes, child_env: dict[str, str]) -> None:
    command = [sys.executable, "-c", WRITER, str(path), key.hex()]
    with subprocess.Popen(command, env=child_env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        last = [process.stdout.readline() for _ in range(20)][-1]
        process.kill()
    database = Database.open(path, key)
    store = ChatStore(database)
    assert store.mark_interrupted() == 1
    (answer,) = store.path(1)
    thought = [int(number) for number in answer.reasoning.split()]
    assert thought == list(range(len(thought)))
    assert len(thought) > int(last)
    assert answer.reasoning_seconds == 0.5 * len(thought)
    database.close()
