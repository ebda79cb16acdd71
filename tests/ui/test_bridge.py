"""The bridge's worker: an answer always ends, also when the store no longer says how."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

from pytestqt.qtbot import QtBot

from paddock.core.errors import UserError
from paddock.core.events import Finished, FinishReason, StreamEvent, TextDelta, Timings, Usage
from paddock.core.messages import Message, MessageStatus, Role, TextPart
from paddock.services.reply import Phase
from paddock.ui.bridge import EngineBridge, EngineWorker


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
