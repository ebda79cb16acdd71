"""Finds words in the open chat and brings the reader to them. One rule: it never takes longer than a slice at a time.

Messages whose Markdown cannot hold the words are passed over; of the others the text is read as it would be shown,
folded parts too. It begins with what is on the screen.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal

from paddock.core.messages import Message, MessageStatus
from paddock.ui.transcript.document import MessageDocument
from paddock.ui.transcript.finding import folds_with, places
from paddock.ui.transcript.heights import Heights

if TYPE_CHECKING:
    from paddock.ui.transcript.view import TranscriptView

SLICE = 0.006  # s; of a frame of 16 ms
MAX_READ = 200_000  # characters; a longer message is not read for it, only passed over


class Finder(QObject):
    """Looks for one text in the messages of a view.

    Signals:
        changed: the place the reader is at (1 for the first; 0 for none), how many there are so far, and whether all
            messages have been looked at.
    """

    changed = Signal(int, int, bool)

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self._marks = view.documents.marks
        self._counts = Heights()  # places in each message
        self._todo: list[int] = []  # rows that have not been looked at, the next one last
        self._at: tuple[int, int] | None = None  # row, and which of its places
        self._text = ""
        self._going = False  # to the first place that is found
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._slice)
        view.model.modelReset.connect(self._reset)
        view.model.rowsInserted.connect(self._inserted)
        view.model.dataChanged.connect(self._changed)

    @property
    def text(self) -> str:
        """What is looked for."""
        return self._text

    def find(self, text: str) -> None:
        """Look for a text, from what is on the screen; "" ends it."""
        self._text = text
        self._marks.set_words([text] if text else [])
        self._begin(go=True)
        self._view.repaint_rows()

    def mark(self, words: Sequence[str]) -> None:
        """Mark these words until another chat is shown, and go nowhere."""
        self.find("")
        self._marks.set_words(words)
        self._view.repaint_rows()

    def step(self, by: int) -> None:
        """Go on to the next place (1) or back to the one before (-1), round and round."""
        total = self._counts.total
        if not total or not self._text:
            return
        number = 0 if self._at is None else (self._counts.top(self._at[0]) + self._at[1] + by) % total
        row = self._counts.at(number)
        self._go(row, number - self._counts.top(row))

    def _begin(self, *, go: bool) -> None:
        self._going = go
        rows = self._view.model.rowCount()
        self._at = None
        self._counts = Heights([0] * rows if self._text else [])
        first = max(self._view.first_visible(), 0)
        self._todo = [*reversed([*range(first, rows), *range(first)])] if self._text else []
        if self._todo:
            self._timer.start()
        else:
            self._timer.stop()
        self._tell()

    def _reset(self) -> None:
        """Another chat, or another branch, is shown: count anew, but let the reader be."""
        self._marks.set_words([self._text] if self._text else [])
        self._begin(go=False)

    def _inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        del parent
        if self._text and last + 1 < self._view.model.rowCount():  # the beginning of the chat came after its end
            self._prepended(last + 1)
        elif self._text:
            for row in range(first, last + 1):
                self._counts.append(0)
                self._again(row)

    def _prepended(self, count: int) -> None:
        """Look at these when the others have been looked at, the nearest ones first."""
        self._counts.prepend([0] * count)
        self._todo = [*range(count), *(row + count for row in self._todo)]
        self._at = (self._at[0] + count, self._at[1]) if self._at is not None else None
        self._timer.start()

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if self._text:
            for row in range(first.row(), last.row() + 1):
                if self._view.model.message(row).status is not MessageStatus.STREAMING:
                    self._again(row)  # an answer on its way is read when it is complete

    def _again(self, row: int) -> None:
        self._todo.insert(0, row)
        self._timer.start()

    def _slice(self) -> None:
        end = time.perf_counter() + SLICE
        while self._todo and time.perf_counter() < end:
            row = self._todo.pop()
            found = self._count(self._view.model.message(row))
            self._counts[row] = found
            if found and self._going:
                self._going = False
                self._go(row, 0)
        if not self._todo:
            self._timer.stop()
        self._tell()

    def _count(self, message: Message) -> int:
        source = "\n".join([message.reasoning, message.text, *(str(call) for call in message.calls)])
        source = "\n".join([source, *(result.text for result in message.results)])
        if len(source) > MAX_READ or not self._marks.may_be_in(source):
            return 0
        return len(places(self._unfolded(message), self._marks))

    def _unfolded(self, message: Message) -> MessageDocument:
        document = self._view.documents.make(message)
        document.read_all()
        return document

    def _go(self, row: int, index: int) -> None:
        """Bring a place into view; what it is folded into is unfolded."""
        message = self._view.model.message(row)
        whole = self._unfolded(message)
        folds = folds_with(whole, places(whole, self._marks))
        found = places(self._view.unfolded(row, folds), self._marks)
        if not found:
            return
        self._at = row, min(index, len(found) - 1)
        place = found[self._at[1]]
        self._marks.now = message.id, place
        self._view.reveal(row, place)
        self._tell()

    def _tell(self) -> None:
        number = 0 if self._at is None else self._counts.top(self._at[0]) + self._at[1] + 1
        self.changed.emit(number, self._counts.total, not self._todo)
