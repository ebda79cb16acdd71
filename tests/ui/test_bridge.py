"""The bridge's worker: an answer always ends, also when the store no longer says how."""

from __future__ import annotations

from collections.abc import Iterator

from pytestqt.qtbot import QtBot

from paddock.core.errors import UserError
from paddock.core.events import Finished, FinishReason, StreamEvent, TextDelta, Timings, Usage
from paddock.core.messages import Message, MessageStatus, Role, TextPart
from paddock.ui.bridge import EngineWorker, Ticket


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
    worker = EngineWorker()
    with qtbot.waitSignal(worker.failed, timeout=1000) as told:
        worker.drain(Ticket(ForgottenReply("What was said.")))  # type: ignore[arg-type]
    message, error = told.args
    assert message.status is MessageStatus.FAILED
    assert message.text == "What was said."
    assert error.code == "disk"


def test_a_reply_is_drained_by_one_worker_only(qtbot: QtBot) -> None:
    ticket = Ticket(ForgottenReply("Once."))  # type: ignore[arg-type]
    worker, other = EngineWorker(), EngineWorker()
    with qtbot.waitSignal(worker.failed):
        worker.drain(ticket)
    with qtbot.assertNotEmitted(other.started):
        other.drain(ticket)
