"""From the engine's thread to the window's: drains answers and hands over in portions what comes of them.

One rule: it is passed on at most every 60 ms, and more rarely while the window is slow to show it.
"""

from __future__ import annotations

import threading
import time
from dataclasses import replace

from PySide6.QtCore import QDeadlineTimer, QObject, Qt, QThread, QTimer, Signal, Slot

from paddock.core.errors import PaddockError, UserError
from paddock.core.events import ContextShifted, Finished, PromptProgress, StreamEvent
from paddock.core.messages import Message, MessageStatus, Part, joined
from paddock.services.reply import Phase, Pieces, Reply
from paddock.ui.i18n import tr

FLUSH_EVERY = 0.06
"""Seconds. What a portion costs hardly depends on its length, and more on an idle computer, which wakes for each."""
FLUSH_SLOWEST = 0.5  # s
PHASE_EVERY = 300  # ms between two looks at an answer that has not begun: its thread waits and cannot tell
AT_ONCE = 1_000  # events; many more than any machine makes between two portions
IDLE_SLICE = 0.1  # s; the reply commits its text while it is asked, so it is asked often


class EngineWorker(QObject):
    """Lives in a thread of its own and drains one reply.

    Signals:
        started: the answer's message, before anything of it is there.
        part: message id and the `Part` that follows: text, a thought, a call.
        progress: message id and what is being done ("Reading… 40 %"), before the first text.
        shifted: message id and the `ContextShifted`: the oldest turns were left out.
        finished: the message as stored at its end.
        failed: the message as stored, and the error that ended it.
    """

    started = Signal(object)
    part = Signal(int, object)
    progress = Signal(int, str)
    shifted = Signal(int, object)
    finished = Signal(object)
    failed = Signal(object, object)

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply
        self.interval = FLUSH_EVERY
        self.taken = threading.Event()
        self.taken.set()
        self._pieces = Pieces()
        self._unsaid: list[Part] = []
        self._read: list[Part] = []
        self._flushed_at = 0.0

    @Slot()
    def drain(self) -> None:
        """Take the reply to its end."""
        reply = self.reply
        self.started.emit(reply.message)
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
        """Take what came while the last portion was shown, however many tokens: each would wake this thread up."""
        time.sleep(min(FLUSH_EVERY, max(0.0, self._flushed_at + self.interval - time.monotonic())))
        event = reply.next(self.interval if self._unsaid else IDLE_SLICE)
        self._take(reply, event)
        for _ in range(AT_ONCE):
            if event is None or isinstance(event, Finished):
                break
            event = reply.next(0.0)
            self._take(reply, event)
        due = time.monotonic() - self._flushed_at >= self.interval
        if self._unsaid and due and self.taken.is_set():
            self._flush(reply.message.id)
        return isinstance(event, Finished)

    def _take(self, reply: Reply, event: StreamEvent | None) -> None:
        part = self._pieces.of(event)
        if part is not None:
            self._unsaid.append(part)
            self._read.append(part)
        elif isinstance(event, ContextShifted):
            self.shifted.emit(reply.message.id, event)
        elif isinstance(event, PromptProgress) and event.total and not self._unsaid:
            percent = 100 * event.done // event.total
            text = tr("Reading… {percent} %", percent=percent)
            self.progress.emit(reply.message.id, text)

    def _flush(self, message_id: int) -> None:
        if self._unsaid:
            self.taken.clear()
            for part in joined(self._unsaid):
                self.part.emit(message_id, part)
            self._unsaid.clear()
            self._flushed_at = time.monotonic()

    def _failed_message(self, reply: Reply, error: PaddockError) -> Message:
        """What the reply has stored at its failure; where the store does not answer any more, what was read of it."""
        remedy, said = (error.remedy.value, error.said) if isinstance(error, UserError) else ("", str(error))
        try:
            message = reply.message_now()
        except PaddockError:
            message = replace(reply.message, parts=joined((*reply.message.parts, *self._read)))
        return replace(message, status=MessageStatus.FAILED, finish_reason=remedy, error=said)


class EngineBridge(QObject):
    """The workers' end in the window's thread; the same signals, all on the GUI thread.

    Each answer has a worker and a thread, since several go on at once. The first text of an answer is passed on at
    once; while the window takes long to show a portion, the next one waits twice as long as it took.
    """

    started = Signal(object)
    part = Signal(int, object)
    progress = Signal(int, str)
    shifted = Signal(int, object)
    finished = Signal(object)
    failed = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers: dict[int, EngineWorker] = {}
        self._homes: dict[int, QThread] = {}  # of the workers
        self._threads: list[QThread] = []
        self._look = QTimer(self, interval=PHASE_EVERY)
        self._look.timeout.connect(self._say_phases)

    def add(self, reply: Reply) -> None:
        """Drain this reply."""
        number = reply.message.id
        worker, thread = EngineWorker(reply), QThread()
        worker.moveToThread(thread)
        queued = Qt.ConnectionType.QueuedConnection
        worker.started.connect(self.started, queued)
        worker.part.connect(self._on_part, queued)
        worker.progress.connect(self.progress, queued)
        worker.shifted.connect(self.shifted, queued)
        worker.finished.connect(self._on_finished, queued)
        worker.failed.connect(self._on_failed, queued)
        thread.started.connect(worker.drain)
        thread.finished.connect(self._forget_ended, queued)
        self._workers[number], self._homes[number] = worker, thread
        self._threads.append(thread)
        thread.start()
        self._look.start()

    def cancel(self, message_id: int) -> None:
        """Stop an answer; what is there stays."""
        worker = self._workers.get(message_id)
        if worker is not None:
            worker.reply.cancel()

    def close(self, seconds: float) -> bool:
        """Stop all answers and wait until each has been stored; False if one still waits for the engine."""
        for worker in self._workers.values():
            worker.reply.cancel()
        for thread in self._threads:
            thread.quit()  # once its reply is drained
        deadline = QDeadlineTimer(round(1000 * seconds))
        return not [thread for thread in self._threads if not thread.wait(deadline)]

    def _say_phases(self) -> None:
        phases = {number: worker.reply.phase for number, worker in self._workers.items()}
        for number, phase in phases.items():
            if phase is Phase.SUMMARISING:
                self.progress.emit(number, tr("Summarising the beginning of the chat…"))
        if all(phase is Phase.ANSWERING for phase in phases.values()):
            self._look.stop()

    @Slot(int, object)
    def _on_part(self, message_id: int, part: Part) -> None:
        begun = time.monotonic()
        self.part.emit(message_id, part)
        QTimer.singleShot(0, lambda: self._shown(message_id, time.monotonic() - begun))

    def _shown(self, message_id: int, seconds: float) -> None:
        worker = self._workers.get(message_id)
        if worker is not None:
            worker.interval = min(FLUSH_SLOWEST, max(FLUSH_EVERY, 2 * seconds))
            worker.taken.set()

    @Slot(object)
    def _on_finished(self, message: Message) -> None:
        self._end(message.id)
        self.finished.emit(message)

    @Slot(object, object)
    def _on_failed(self, message: Message, error: Exception) -> None:
        self._end(message.id)
        self.failed.emit(message, error)

    def _end(self, message_id: int) -> None:
        """The worker said its last: its thread has nothing more to do."""
        if self._workers.pop(message_id, None) is not None:
            self._homes.pop(message_id).quit()

    @Slot()
    def _forget_ended(self) -> None:
        self._threads = [thread for thread in self._threads if not thread.isFinished()]
