"""The bridge's worker: an answer always ends, also when the store no longer says how."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

from pytestqt.qtbot import QtBot

from paddock.core.errors import UserError
from paddock.core.events import (
    Finished,
    FinishReason,
    ReasoningDelta,
    StreamEvent,
    TextDelta,
    Timings,
    ToolCallDelta,
    Usage,
)
from paddock.core.messages import Message, MessageStatus, Part, ReasoningPart, Role, TextPart, ToolCallPart
from paddock.core.tools import ToolCall
from paddock.services.reply import Phase
from paddock.ui.bridge import EngineBridge, EngineWorker

CALL = ToolCall("add", '{"a": 1}', "c1")


class ForgottenReply:
    """An answer that ends well, and whose end cannot be read."""

    def __init__(self, text: str) -> None:
        self.message = Message(5, 1, None, Role.ASSISTANT, (TextPart(""),), status=MessageStatus.STREAMING)
        self._events: Iterator[StreamEvent] = iter(
            [TextDelta(text), Finished(FinishReason.STOP, Usage(), Timings(), 0)]
        )

    def next(self, timeout: float | None = None) -> StreamEvent | None:
        return next(self._events)

    def message_now(self) -> Message:
        raise UserError("The chats cannot be read.", "Look at the disk.", code="disk")


def test_an_end_that_cannot_be_read_is_a_failure_that_is_told(qtbot: QtBot) -> None:
    worker = EngineWorker(ForgottenReply("What was said."))  # type: ignore[arg-type]
    with qtbot.waitSignal(worker.failed, timeout=1000) as told:
        worker.drain()
    message, error = told.args
    assert message.status is MessageStatus.FAILED
    assert message.text == "What was said."
    assert error.code == "disk"


class ThoughtfulReply(ForgottenReply):
    """An answer that thinks, speaks and calls, all before anything of it is shown."""

    def __init__(self) -> None:
        super().__init__("")
        self._events = iter(
            [
                ReasoningDelta("I "),
                ReasoningDelta("think."),
                TextDelta("Hel"),
                TextDelta("lo"),
                ToolCallDelta(CALL),
                Finished(FinishReason.TOOL_CALLS, Usage(), Timings(), 0),
            ]
        )

    def message_now(self) -> Message:
        return self.message


def test_what_comes_together_is_handed_over_in_order(qtbot: QtBot) -> None:
    worker = EngineWorker(ThoughtfulReply())  # type: ignore[arg-type]
    worker.taken.clear()  # the window is busy until the end
    parts: list[Part] = []
    worker.part.connect(lambda number, part: parts.append(part))
    with qtbot.waitSignal(worker.finished, timeout=1000):
        worker.drain()
    thought, *rest = parts
    assert isinstance(thought, ReasoningPart)
    assert thought.text == "I think."
    assert rest == [TextPart("Hello"), ToolCallPart(CALL)]


class FastReply(ThoughtfulReply):
    """An answer of which five hundred tokens are there before anybody looks."""

    def __init__(self) -> None:
        super().__init__()
        end = Finished(FinishReason.STOP, Usage(), Timings(), 0)
        self._events = iter([*(TextDelta(f"{number} ") for number in range(500)), end])


def test_all_that_is_there_is_one_portion(qtbot: QtBot) -> None:
    worker = EngineWorker(FastReply())  # type: ignore[arg-type]
    parts: list[Part] = []
    worker.part.connect(lambda number, part: parts.append(part))
    with qtbot.waitSignal(worker.finished, timeout=1000):
        worker.drain()
    assert parts == [TextPart("".join(f"{number} " for number in range(500)))]


class GatedReply(ForgottenReply):
    """An answer that ends once another one has begun."""

    phase = Phase.ANSWERING

    def __init__(self, number: int, begun: threading.Event, other: threading.Event) -> None:
        super().__init__("Said.")
        self.message = replace(self.message, id=number)
        self._begun = begun
        self._other = other

    def next(self, timeout: float | None = None) -> StreamEvent | None:
        self._begun.set()
        return super().next() if self._other.wait(timeout) else None

    def message_now(self) -> Message:
        return replace(self.message, status=MessageStatus.COMPLETE)

    def cancel(self) -> None:
        self._other.set()


def test_answers_of_two_chats_come_at_the_same_time(qtbot: QtBot) -> None:
    bridge = EngineBridge()
    first, second = threading.Event(), threading.Event()
    ended: list[int] = []
    bridge.finished.connect(lambda message: ended.append(message.id))
    bridge.add(GatedReply(1, first, second))  # type: ignore[arg-type]
    bridge.add(GatedReply(2, second, first))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: sorted(ended) == [1, 2])
    assert bridge.close(5)


def test_closing_stops_what_still_comes(qtbot: QtBot) -> None:
    bridge = EngineBridge()
    begun = threading.Event()
    bridge.add(GatedReply(1, begun, threading.Event()))  # type: ignore[arg-type]
    qtbot.waitUntil(begun.is_set)
    assert bridge.close(5)


class SummarisingReply(GatedReply):
    phase = Phase.SUMMARISING


def test_it_is_said_that_the_beginning_is_being_summarised(qtbot: QtBot) -> None:
    bridge = EngineBridge()
    reply = SummarisingReply(7, threading.Event(), threading.Event())
    with qtbot.waitSignal(bridge.progress) as said:
        bridge.add(reply)  # type: ignore[arg-type]
    assert said.args == [7, "Summarising the beginning of the chat…"]
    assert bridge.close(5)
