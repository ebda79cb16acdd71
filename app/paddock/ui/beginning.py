"""Reads the beginning of a long chat whose end is shown. One rule: each portion is shown as soon as it is read.

A portion is small enough for the window to take it between two frames, and in between the store serves others. The end
is painted first: two threads that want the interpreter take twice as long.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from paddock.core.messages import Message
from paddock.services.chats import ChatService
from paddock.store.paths import End

PORTION, PORTIONS = 1_000, 50
"""A long chat is read in so many messages at a time, or in so many times if that is less often."""
PAUSE = 30  # ms, for the end to be painted


class Ask(Protocol):
    """Has the store do something on its thread; told here what came of it."""

    def __call__(
        self, work: Callable[[ChatService], End], done: Callable[[End], object], failed: Callable[[Exception], object]
    ) -> None: ...


class Beginning(QObject):
    """What comes before the messages that are shown.

    Args:
        ask: the store of the open chat.
        shown: its messages that are shown.

    Signals:
        came: messages that come right before those that are shown; the last ones may be none.
        failed: an exception, and a call that tries again.
    """

    came = Signal(object)
    failed = Signal(object, object)

    def __init__(self, ask: Ask, shown: Callable[[], Sequence[Message]], parent: QObject) -> None:
        super().__init__(parent)
        self._ask = ask
        self._shown = shown
        self._visit = 0  # counts the chats that were opened: nothing of another one is shown
        self._chat_id = 0
        self._painting = QTimer(self, singleShot=True, interval=PAUSE)
        self._painting.timeout.connect(lambda: self._read(self._chat_id, PORTION))
        self.reading = False

    def leave(self) -> None:
        """Another chat is opened, or none: nothing more is wanted of this one."""
        self._visit += 1
        self._painting.stop()
        self.reading = False

    def read(self, chat_id: int) -> None:
        """The chat is shown but for its first messages: read them."""
        self.leave()
        self._chat_id = chat_id
        self.reading = True
        self._painting.start()

    def _read(self, chat_id: int, portion: int) -> None:
        visit, below = self._visit, self._first()
        self.reading = True

        def done(end: End) -> None:
            if visit != self._visit:
                return
            fits = below == self._first()  # else all of it, or another branch, is shown by now
            self.reading = bool(end.earlier) or not fits
            self.came.emit(end.messages if fits else ())
            if self.reading and visit == self._visit:
                self._read(chat_id, max(portion, end.earlier // PORTIONS))

        def failed(error: Exception) -> None:
            if visit == self._visit:  # else it may have been deleted
                self.reading = False
                self.failed.emit(error, lambda: self._again(visit, chat_id, portion))

        self._ask(lambda service: service.earlier_messages(chat_id, portion, below), done, failed)

    def _again(self, visit: int, chat_id: int, portion: int) -> None:
        if visit == self._visit and not self.reading:
            self._read(chat_id, portion)

    def _first(self) -> int:
        return next((message.id for message in self._shown()), 0)
