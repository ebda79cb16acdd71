"""All threading of the window: one thread for the store and the settings, a pool for other blocking calls.

One rule: results and errors come back on the GUI thread, in the order in which the work ended; nothing blocks there.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from paddock.core.errors import ClosedError, UserError

log = logging.getLogger(__name__)
SWITCH = 0.0005
"""Seconds after which a thread that computes gives the interpreter to another. With Python's 0.005 each of the hundred
small calls of one repainting waited that long while a long chat was read: half a second."""
T = TypeVar("T")
Done = Callable[[T], Any]
Failed = Callable[[Exception], Any]
STORE_CLOSED = "store-closed"
"""The code of the error that says so; where nothing ends, a person is told."""


class Tasks(QObject):
    """Runs calls off the GUI thread and brings their results home.

    Signals:
        failed: an exception that the caller gave no `failed` for; the presenter listens.
    """

    failed = Signal(object)
    _deliver = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH)
        self._store = ThreadPoolExecutor(1, "store")
        self._pool = ThreadPoolExecutor(4, "task")
        self._closed = False
        self._deliver.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def store(
        self, work: Callable[[], T], done: Done[T] | None = None, failed: Failed | None = None
    ) -> Future[None] | None:
        """Run `work` on the store's thread, after everything that was given before; None once closed."""
        return self._submit(self._store, work, done, failed)

    def pool(
        self, work: Callable[[], T], done: Done[T] | None = None, failed: Failed | None = None
    ) -> Future[None] | None:
        """Run `work` on a thread of the pool; no order between such calls."""
        return self._submit(self._pool, work, done, failed)

    def on_gui(self, call: Callable[[], Any]) -> None:
        """Run `call` on the GUI thread, soon; may be called from any thread."""
        if not self._closed:
            self._deliver.emit(call)

    def close(self, seconds: float = 10.0) -> bool:
        """Take nothing more; wait for what the store was given. Results that arrive later are dropped.

        Returns:
            False when the store's thread is still busy after `seconds` (a keyring's dialog that nobody answers).
        """
        if self._closed:
            return True
        last = self._store.submit(lambda: None)
        ended = not wait([last], seconds).not_done
        self._closed = True
        for executor in (self._store, self._pool):
            executor.shutdown(wait=False, cancel_futures=True)
        return ended

    def _submit(
        self, executor: ThreadPoolExecutor, work: Callable[[], T], done: Done[T] | None, failed: Failed | None
    ) -> Future[None] | None:
        def job() -> None:
            try:
                result = work()
            except Exception as error:
                self._report(error, failed)
                return
            if done is not None:
                self.on_gui(lambda: done(result))

        return None if self._closed else executor.submit(job)

    def _report(self, error: Exception, failed: Failed | None) -> None:
        if self._closed:
            if isinstance(error, ClosedError) or (isinstance(error, UserError) and error.code == STORE_CLOSED):
                return  # it was on its way when engine and chats were closed; nobody waits for it any more
            log.warning("a task failed while the window was closing: %s", type(error).__name__)
            return
        self.on_gui(lambda: (failed or self.failed.emit)(error))

    @Slot(object)
    def _run(self, call: Callable[[], Any]) -> None:
        if self._closed:
            return
        try:
            call()
        except Exception as error:  # a slot's exception would end in Qt's event loop unseen
            self.failed.emit(error)
