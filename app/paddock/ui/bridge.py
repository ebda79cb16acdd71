"""From the engine's thread to the window's: drains answers and hands their text over in portions.

One rule: text is passed on at most every 33 ms, and more rarely while the window is slow to show it.
"""

from __future__ import annotations

import threading
import time
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QObject, Qt, QThread, QTimer, Signal, Slot

from paddock.core.errors import PaddockError, UserError
from paddock.core.events import ContextShifted, Finished, PromptProgress, TextDelta
from paddock.core.messages import Message, MessageStatus, TextPart
from paddock.services.reply import Phase, Reply

FLUSH_EVERY = 0.033  # s
FLUSH_SLOWEST = 0.5  # s
PHASE_EVERY = 300  # ms between two looks at an answer that has not begun: its thread waits and cannot tell
IDLE_SLICE = 0.1  # s; the reply commits its text while it is asked, so it is asked often


class EngineWorker(QObject):
    """Lives in a thread of its own and drains one reply.

    Signals:
        started: the answer's message, before anything of it is there.
        text: message id and the text that follows.
        progress: message id and what is being done ("Reading… 40 %"), before the first text.
        shifted: message id and the `ContextShifted`: the oldest turns were left out.
        finished: the message as stored at its end.
        failed: the message as stored, and the error that ended it.
    """

    started = Signal(object)
    text = Signal(int, str)
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
        self._pieces: list[str] = []
        self._read: list[str] = []
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
        wait = self.interval if self._pieces else IDLE_SLICE
        event = reply.next(wait)
        if isinstance(event, TextDelta):
            self._pieces.append(event.text)
            self._read.append(event.text)
        elif isinstance(event, ContextShifted):
            self.shifted.emit(reply.message.id, event)
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


class EngineBridge(QObject):
    """The workers' end in the window's thread; the same signals, all on the GUI thread.

    Each answer has a worker and a thread, since several go on at once. The first text of an answer is passed on at
    once; while the window takes long to show a portion, the next one waits twice as long as it took.
    """

    started = Signal(object)
    text = Signal(int, str)
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
        worker.text.connect(self._on_text, queued)
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
                self.progress.emit(number, self.tr("Summarising the beginning of the chat…"))
        if all(phase is Phase.ANSWERING for phase in phases.values()):
            self._look.stop()

    @Slot(int, str)
    def _on_text(self, message_id: int, text: str) -> None:
        begun = time.monotonic()
        self.text.emit(message_id, text)
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
