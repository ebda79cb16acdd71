"""From the engine's thread to the window's: drains answers and hands their text over in portions.

One rule: text is passed on at most every 33 ms, and more rarely while the window is slow to show it.
"""

from __future__ import annotations

import threading
import time
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QObject, Qt, QThread, QTimer, Signal, Slot

from paddock.core.errors import PaddockError, UserError
from paddock.core.events import Finished, PromptProgress, TextDelta
from paddock.core.messages import Message, MessageStatus, TextPart
from paddock.services.reply import Reply

FLUSH_EVERY = 0.033  # s
FLUSH_SLOWEST = 0.5  # s
IDLE_SLICE = 0.1  # s; the reply commits its text while it is asked, so it is asked often


class Ticket:
    """A reply that waits for its turn; only one worker gets it."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self._untaken = threading.Lock()

    def take(self) -> bool:
        """Whether the caller is the first, and drains it."""
        return self._untaken.acquire(blocking=False)


class EngineWorker(QObject):
    """Lives in a thread of its own and drains one reply after the other.

    Signals:
        started: the answer's message, before anything of it is there.
        text: message id and the text that follows.
        progress: message id and what is being done ("Reading… 40 %"), before the first text.
        finished: the message as stored at its end.
        failed: the message as stored, and the error that ended it.
    """

    started = Signal(object)
    text = Signal(int, str)
    progress = Signal(int, str)
    finished = Signal(object)
    failed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.interval = FLUSH_EVERY
        self.taken = threading.Event()
        self.taken.set()
        self._pieces: list[str] = []
        self._read: list[str] = []
        self._flushed_at = 0.0

    @Slot(object)
    def drain(self, ticket: Ticket) -> None:
        """Take one reply to its end, unless another worker has begun to."""
        if not ticket.take():
            return
        reply = ticket.reply
        self.started.emit(reply.message)
        self._pieces.clear()
        self._read.clear()
        self._flushed_at = 0.0
        try:
            while not self._step(reply):
                pass
            message = reply.message_now()
        except PaddockError as error:
            self._flush(reply.message.id)
            self.failed.emit(self._failed_message(reply, error), error)
            return
        self._flush(reply.message.id)
        self.finished.emit(message)

    def _step(self, reply: Reply) -> bool:
        wait = self.interval if self._pieces else IDLE_SLICE
        event = reply.next(wait)
        if isinstance(event, TextDelta):
            self._pieces.append(event.text)
            self._read.append(event.text)
        elif isinstance(event, PromptProgress) and event.total and not self._pieces:
            percent = 100 * event.done // event.total
            text = QCoreApplication.translate("EngineWorker", "Reading… {percent} %").format(percent=percent)
            self.progress.emit(reply.message.id, text)
        due = time.monotonic() - self._flushed_at >= self.interval
        if self._pieces and due and self.taken.is_set():
            self._flush(reply.message.id)
        return isinstance(event, Finished)

    def _flush(self, message_id: int) -> None:
        if self._pieces:
            self.taken.clear()
            self.text.emit(message_id, "".join(self._pieces))
            self._pieces.clear()
            self._flushed_at = time.monotonic()

    def _failed_message(self, reply: Reply, error: PaddockError) -> Message:
        """What the reply has stored at its failure; where the store does not answer any more, what was read of it."""
        remedy = error.remedy.value if isinstance(error, UserError) else ""
        try:
            message = reply.message_now()
        except PaddockError:
            message = replace(reply.message, parts=(TextPart(reply.message.text + "".join(self._read)),))
        return replace(message, status=MessageStatus.FAILED, finish_reason=remedy, error=str(error))

    @Slot()
    def leave(self) -> None:
        """End this worker's thread, after the replies it was given before."""
        QThread.currentThread().quit()


class EngineBridge(QObject):
    """The workers' end in the window's thread; the same signals, all on the GUI thread.

    One worker drains the answers in turn; the other ends those that are stopped before their turn has come.
    The first text of an answer is passed on at once; while the window takes long to show a portion, the next one
    waits twice as long as it took.
    """

    started = Signal(object)
    text = Signal(int, str)
    progress = Signal(int, str)
    finished = Signal(object)
    failed = Signal(object, object)
    _drain = Signal(object)
    _end = Signal(object)
    _leave = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tickets: dict[int, Ticket] = {}
        self._threads = (QThread(), QThread())
        self._worker, self._ender = (self._start(thread) for thread in self._threads)
        queued = Qt.ConnectionType.QueuedConnection
        self._drain.connect(self._worker.drain, queued)
        self._end.connect(self._ender.drain, queued)

    def _start(self, thread: QThread) -> EngineWorker:
        worker = EngineWorker()
        worker.moveToThread(thread)
        queued = Qt.ConnectionType.QueuedConnection
        worker.started.connect(self.started, queued)
        worker.text.connect(self._on_text, queued)
        worker.progress.connect(self.progress, queued)
        worker.finished.connect(self._on_finished, queued)
        worker.failed.connect(self._on_failed, queued)
        self._leave.connect(worker.leave, queued)
        thread.start()
        return worker

    def add(self, reply: Reply) -> None:
        """Drain this reply as soon as those before it have ended."""
        ticket = self._tickets[reply.message.id] = Ticket(reply)
        self._drain.emit(ticket)

    def cancel(self, message_id: int) -> None:
        """Stop an answer, at once even if its turn has not come; what is there stays."""
        ticket = self._tickets.get(message_id)
        if ticket is not None:
            ticket.reply.cancel()
            self._end.emit(ticket)

    def close(self, seconds: float) -> bool:
        """Stop all answers and wait until each has been stored; False if one still waits for the engine."""
        for ticket in self._tickets.values():
            ticket.reply.cancel()
        self._leave.emit()
        deadline = QDeadlineTimer(round(1000 * seconds))
        return all(thread.wait(deadline) for thread in self._threads)

    @Slot(int, str)
    def _on_text(self, message_id: int, text: str) -> None:
        begun = time.monotonic()
        self.text.emit(message_id, text)
        QTimer.singleShot(0, lambda: self._shown(time.monotonic() - begun))

    def _shown(self, seconds: float) -> None:
        self._worker.interval = min(FLUSH_SLOWEST, max(FLUSH_EVERY, 2 * seconds))
        self._worker.taken.set()

    @Slot(object)
    def _on_finished(self, message: Message) -> None:
        self._tickets.pop(message.id, None)
        self.finished.emit(message)

    @Slot(object, object)
    def _on_failed(self, message: Message, error: Exception) -> None:
        self._tickets.pop(message.id, None)
        self.failed.emit(message, error)
