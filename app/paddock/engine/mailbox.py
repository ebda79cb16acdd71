"""One thread, one queue of functions, and alarms: where state lives that needs no lock.

One rule: whatever is posted is done in order, each function to its end before the next.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable

Action = Callable[[], None]

OVERSLEPT = 1.0
"""Seconds that an alarm is late when this process has not run: the computer slept, or the process was stopped."""
AWAKE = 2.0
"""Seconds from then on until such an alarm is given, for what it waits for may not have run either."""

logger = logging.getLogger(__name__)


class Mailbox:
    """A thread that does what is posted to it, until `stop`. `post` may be called from any thread."""

    def __init__(self, name: str) -> None:
        self._queue: queue.SimpleQueue[Action] = queue.SimpleQueue()
        self._timers: dict[str, tuple[float, Action]] = {}
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def post(self, action: Action) -> None:
        """Have `action` done on the thread."""
        self._queue.put(action)

    def is_current_thread(self) -> bool:
        """Whether the caller runs on the thread, and so must not wait for it."""
        return threading.current_thread() is self._thread

    def join(self, timeout: float) -> None:
        """Wait for the end after `stop`."""
        self._thread.join(timeout)

    # On the thread

    def stop(self) -> None:
        """Do nothing more after the present action."""
        self._stopped = True

    def timer(self, name: str, seconds: float, action: Action) -> None:
        """Do `action` in so many seconds; a timer of the same name is replaced."""
        self._timers[name] = (time.monotonic() + seconds, action)

    def clear_timer(self, name: str) -> None:
        """Forget a timer, if there is one of this name."""
        self._timers.pop(name, None)

    def clear_timers(self) -> None:
        """Forget all timers."""
        self._timers.clear()

    def _run(self) -> None:
        while not self._stopped:
            action = self._next()
            try:
                action()
            except Exception:  # one mistake must not end the thread: nothing would answer any more
                logger.exception("The engine's keeper made a mistake.")

    def _next(self) -> Action:
        due = min((at for at, _ in self._timers.values()), default=None)
        try:
            return self._queue.get(timeout=None if due is None else max(0.0, due - time.monotonic()))
        except queue.Empty:
            return self._alarm

    def _alarm(self) -> None:
        now = time.monotonic()
        if any(at < now - OVERSLEPT for at, _ in self._timers.values()):
            self._timers = {name: (max(at, now + AWAKE), action) for name, (at, action) in self._timers.items()}
            return
        for name, (at, action) in list(self._timers.items()):
            if at <= time.monotonic() and name in self._timers:
                del self._timers[name]
                action()
