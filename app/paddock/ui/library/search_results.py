"""The results of a search: a line that says how things stand, and the list. One rule: what was found stays in view."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from paddock.core.errors import UserError
from paddock.core.hub import SearchPage, SearchQuery
from paddock.ui.i18n import tr, translated
from paddock.ui.library.installed_words import count_of_models
from paddock.ui.library.page_scroll import BAR, in_column
from paddock.ui.library.search_delegate import ResultDelegate
from paddock.ui.library.search_model import SearchModel
from paddock.ui.library.words import seconds_ago
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton, label


class ResultList(QListView):
    """Repositories; Enter or a click opens one.

    Signals:
        opened: a RepoSummary.
        up: Up was pressed in the first row.
    """

    opened = Signal(object)
    up = Signal()

    def __init__(self, appearance: Appearance, model: SearchModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setItemDelegate(ResultDelegate(appearance, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Models found"))
        self.clicked.connect(self._open)
        appearance.changed.connect(self._dress)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Up in the first row goes back to the field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.up.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        summary = self._model.summary_at(index)
        if summary is not None:
            self.opened.emit(summary)

    def _dress(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


class SearchResults(QWidget):
    """How the search stands, and what it found.

    Args:
        clock: seconds since 1970.

    Signals:
        opened: a RepoSummary.
        more_wanted: the cursor of the next page.
        retry_requested: ask the last question again.
        clear_requested: take text and filters away.
        up: back to the search field.
    """

    opened = Signal(object)
    more_wanted = Signal(str)
    retry_requested = Signal()
    clear_requested = Signal()
    up = Signal()

    def __init__(self, appearance: Appearance, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._appearance = appearance
        self._clock = clock
        self.model = SearchModel(self)
        self.list = ResultList(appearance, self.model)
        self.status = label("", "small", wrap=True)
        self.retry = TextButton(appearance, tr("Try again"), "refresh", "row")
        self.nothing = label("", "section", wrap=True)
        self.advice = label("", "muted", wrap=True)
        self.again = TextButton(appearance, tr("Try again"), "refresh", "primary")
        self.clear = TextButton(appearance, tr("Clear the search"))
        self.body = QStackedWidget()
        self.body.addWidget(self.list)
        self.body.addWidget(self._empty())
        self._line = QWidget()
        self._arrange()
        self.retry.hide()
        self.list.opened.connect(self.opened)
        self.list.up.connect(self.up)
        self.model.more_wanted.connect(self.more_wanted)
        self.retry.clicked.connect(self.retry_requested)
        self.again.clicked.connect(self.retry_requested)
        self.clear.clicked.connect(self.clear_requested)

    def show_asking(self) -> None:
        """A question is on its way; what was found before stays."""
        self.model.stop_asking()
        self._say(tr("Searching…"))
        if not self.model.rowCount():
            self.body.setCurrentIndex(0)

    def show_found(self, page: SearchPage) -> None:
        """The beginning of another search."""
        self.model.show_page(page)
        self.list.scrollToTop()
        self._said(page)

    def show_more(self, page: SearchPage) -> None:
        """What follows."""
        self.model.add_page(page)
        self._said(page)

    def show_error(self, error: UserError, earlier: SearchQuery | None = None) -> None:
        """Nothing came; what was found before is still true.

        Args:
            earlier: what it was found with, if not with what was asked now.
        """
        if self.model.rowCount():
            self._say(" ".join(filter(None, (translated(error.said), _whose(earlier)))), error=True, retry=True)
        else:
            self._say("")
            self._show_empty(error.what, error.todo, clear=False)

    def focus_list(self) -> None:
        """Into the results, with the first one current."""
        if self.model.rowCount():
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0, 0))

    def _said(self, page: SearchPage) -> None:
        count = self.model.rowCount()
        if not count:
            told = tr("Nothing was found.")
            advice = tr("Fewer words find more: try the family alone, or take a filter away.")
            self._show_empty(told, advice, clear=True)
        else:
            self.body.setCurrentIndex(0)
        if page.problem:
            when = seconds_ago(self._clock() - page.fetched_at)
            told = tr("From {when}: {problem}", when=when, problem=page.problem)
            self._say(told, retry=True)
        elif count:
            if self.model.is_whole:
                self._say(count_of_models(count))
            else:
                self._say(tr("{count} models, and more as you scroll", count=count))
        else:
            self._say("")

    def _say(self, words: str, error: bool = False, retry: bool = False) -> None:
        self.status.setText(words)
        colour = self._appearance.palette.danger if error else self._appearance.palette.muted
        self.status.setStyleSheet(f"color: {colour};")
        self.retry.setVisible(retry)

    def _show_empty(self, what: str, advice: str, clear: bool) -> None:
        self.nothing.setText(what)
        self.advice.setText(advice)
        self.clear.setVisible(clear)
        self.again.setVisible(not clear)
        self.body.setCurrentIndex(1)

    def _empty(self) -> QWidget:
        words, page = QWidget(), QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, GRID * 6, 0, 0)
        column.setSpacing(GRID * 2)
        column.addWidget(self.nothing)
        column.addWidget(self.advice)
        column.addSpacing(GRID * 2)
        for button in (self.again, self.clear):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        page.setLayout(in_column(self._appearance, words, BAR))
        return page

    def _arrange(self) -> None:
        inside = QHBoxLayout(self._line)
        inside.setContentsMargins(0, 0, 0, GRID)
        inside.addWidget(self.status, 1)
        inside.addWidget(self.retry)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(in_column(self._appearance, self._line, BAR))
        column.addWidget(self.body, 1)


def _whose(earlier: SearchQuery | None) -> str:
    """That what is still shown answers another question; "" if it does not."""
    if earlier is None:
        return ""
    if not earlier.text:
        return tr("Below is what the search before found.")
    return tr("Below is what the search for “{words}” found.", words=earlier.text)
