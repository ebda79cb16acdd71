"""Asks the Hub for what was said and hands out what came. One rule: only the newest question is answered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from paddock.core.errors import UserError
from paddock.core.hub import SearchPage, SearchQuery
from paddock.ui.library.discover_service import Discovery
from paddock.ui.tasks import Tasks


class SearchControl(QObject):
    """One search at a time, and its next pages.

    Signals:
        asking: a question is on its way.
        found: a SearchPage, the first of its search.
        more_found: a SearchPage that goes on with the one before.
        failed: a UserError; what was found before is still true.
    """

    asking = Signal()
    found = Signal(object)
    more_found = Signal(object)
    failed = Signal(object)

    def __init__(self, service: Discovery, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._tasks = tasks
        self._asked = 0
        self._query: SearchQuery | None = None
        self._cursor = ""  # of the page that the last question was for
        self._answered: SearchQuery | None = None

    @property
    def earlier(self) -> SearchQuery | None:
        """What the results that are shown were found with, if that is not what was asked last."""
        return self._answered if self._answered != self._query else None

    def ask(self, query: SearchQuery) -> None:
        """Ask anew; whatever is on its way is dropped when it comes."""
        self._start(query, "")

    def more(self, cursor: str) -> None:
        """Ask for the next page of the same search."""
        if self._query is not None:
            self._start(self._query, cursor)

    def again(self) -> None:
        """Ask the last question once more."""
        if self._query is not None:
            self._start(self._query, self._cursor)

    def forget(self) -> None:
        """Nothing is wanted any more."""
        self._asked += 1
        self._query = None

    def _start(self, query: SearchQuery, cursor: str) -> None:
        self._asked += 1
        number = self._asked
        self._query, self._cursor = query, cursor
        self.asking.emit()

        def came(page: SearchPage) -> None:
            if number == self._asked:
                self._answered = query
                (self.more_found if cursor else self.found).emit(page)

        def failed(error: Exception) -> None:
            if number != self._asked:
                return
            if isinstance(error, UserError):
                self.failed.emit(error)
            else:
                self._tasks.failed.emit(error)

        self._tasks.pool(lambda: self._service.search(query, cursor), came, failed)
