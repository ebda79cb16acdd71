"""Long work on model files: verifying, moving, copying, quantising. One rule: one at a time, each can be stopped.

One at a time, because they wait for the same disk, and because the window's pool has other things to do.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from paddock.core.errors import UserError
from paddock.ui.keeping import Report
from paddock.ui.tasks import Tasks

REPORT_EVERY = 0.1  # seconds between two reports that are shown
Work = Callable[[Report, threading.Event], Any]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is.

    Attributes:
        title: what is being done ("Checking…").
        done: of `total`, in bytes or in thousandths; 0 of 0 while it is not known.
        waiting: another job goes first.
        stopping: the person stopped it, and it is about to end.
    """

    title: str
    done: int = 0
    total: int = 0
    waiting: bool = True
    stopping: bool = False


@dataclass
class _Job:
    key: str
    progress: Progress
    work: Work
    done: Callable[[Any], object]
    failed: Callable[[Exception], object]
    stop: threading.Event = field(default_factory=threading.Event)


class Jobs(QObject):
    """The queue of such work; used on the GUI thread.

    Signals:
        changed: the key of a job that moved on, began or ended; `progress_of` says how it is.
    """

    changed = Signal(str)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._queue: list[_Job] = []  # the first of them runs
        self._reported = 0.0

    def start(
        self,
        key: str,
        title: str,
        work: Work,
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
    ) -> bool:
        """Do `work` in its turn; False if there is a job of this key already.

        Args:
            key: a model's reference, or the path of a file that becomes one.
            failed: not called when the person stopped it.
        """
        if self.progress_of(key) is not None:
            return False
        self._queue.append(_Job(key, Progress(title), work, done, failed))
        self.changed.emit(key)
        if len(self._queue) == 1:
            self._run(self._queue[0])
        return True

    def progress_of(self, key: str) -> Progress | None:
        """How far the job of this key is; None if there is none."""
        return next((job.progress for job in self._queue if job.key == key), None)

    def keys(self) -> list[str]:
        """Of all jobs, in their order."""
        return [job.key for job in self._queue]

    def stop(self, key: str) -> None:
        """Stop a job, or take it out of the queue."""
        for index, job in enumerate(self._queue):
            if job.key == key:
                job.stop.set()
                if index:
                    self._end(job)
                else:
                    job.progress = replace(job.progress, stopping=True)
                    self.changed.emit(key)
                return

    def close(self) -> None:
        """Stop all of them; nothing more is told."""
        for job in self._queue:
            job.stop.set()
        self.blockSignals(True)
        self._queue.clear()

    def _run(self, job: _Job) -> None:
        job.progress = replace(job.progress, waiting=False)
        self._reported = 0.0
        self.changed.emit(job.key)
        self._tasks.pool(
            lambda: job.work(lambda done, total: self._report(job, done, total), job.stop),
            lambda result: self._succeeded(job, result),
            lambda error: self._failed(job, error),
        )

    def _report(self, job: _Job, done: int, total: int) -> None:
        """On the worker's thread: a few times a second is enough to see it move."""
        now = time.monotonic()
        if now - self._reported >= REPORT_EVERY:
            self._reported = now
            self._tasks.on_gui(lambda: self._show(job, done, total))

    def _show(self, job: _Job, done: int, total: int) -> None:
        if job in self._queue:
            job.progress = replace(job.progress, done=done, total=total)
            self.changed.emit(job.key)

    def _succeeded(self, job: _Job, result: Any) -> None:
        if self._end(job):
            job.done(result)

    def _failed(self, job: _Job, error: Exception) -> None:
        if self._end(job) and not (job.stop.is_set() and isinstance(error, UserError)):
            job.failed(error)

    def _end(self, job: _Job) -> bool:
        """Take it out and begin the next; False if everything was closed meanwhile."""
        if job not in self._queue:
            return False
        ran = self._queue[0] is job
        self._queue.remove(job)
        self.changed.emit(job.key)
        if ran and self._queue:
            self._run(self._queue[0])
        return True
