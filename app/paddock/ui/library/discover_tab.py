"""The Discover tab: what is recommended, what a search finds, and a repository's page.

One rule: no connection before the person types or presses something; opening the tab shows the catalogue alone.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from paddock.core.errors import UserError
from paddock.core.hub import RepoSummary, SearchPage, SearchQuery
from paddock.ui.library.discover_home import Home
from paddock.ui.library.discover_parts import Parts
from paddock.ui.library.page_scroll import BAR, in_column, scrolled
from paddock.ui.library.repo_page import RepoView
from paddock.ui.library.search_bar import SearchBar
from paddock.ui.library.search_control import SearchControl
from paddock.ui.library.search_results import SearchResults
from paddock.ui.theme import GRID

HOME, RESULTS = range(2)  # below the search field
FRONT, REPO = range(2)  # the whole tab


class DiscoverTab(QWidget):
    """Find a model.

    Attributes:
        home: what is recommended.
        results: what a search found.
        repo: a repository's page.

    Signals:
        model_chosen: the reference of the model that shall answer.
        token_requested: the person has a token of the Hub.
    """

    model_chosen = Signal(str)
    token_requested = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        look, host = parts.appearance, parts.service.host
        self.bar = SearchBar(look, host)
        self.home = Home(look, parts.downloads, host, parts.shelf, parts.run)
        self.results = SearchResults(look)
        self.control = SearchControl(parts.service, parts.tasks, self)
        self.repo = RepoView(parts)
        self.below = QStackedWidget()
        self.stack = QStackedWidget()
        self._arrange()
        self._connect()

    def search(self, query: SearchQuery) -> None:
        """Show what the Hub has of this."""
        self._leave_repo()
        self.bar.show_query(query)
        self.bar.field.setFocus()

    def open_repo(self, repo_id: str, summary: RepoSummary | None = None) -> None:
        """Show a repository's page."""
        self.stack.setCurrentIndex(REPO)
        self.repo.open(repo_id, summary)
        self.repo.area.setFocus()

    def reload(self) -> None:
        """Ask again for the page that is shown, if one is."""
        if self.stack.currentIndex() == REPO:
            self.repo.reload()

    def focus_search(self) -> None:
        """The search field, with all its text selected."""
        self._leave_repo()
        self.bar.field.setFocus()
        self.bar.field.selectAll()

    def step_back(self) -> bool:
        """From a page to where it was opened, from results to what is recommended; False: there is nowhere to go."""
        if self.stack.currentIndex() == REPO:
            self._back()
            return True
        if self.below.currentIndex() == RESULTS:
            self.bar.clear()
            self.bar.field.setFocus()
            return True
        return False

    def close_tab(self) -> None:
        """Want nothing more; for the end of the window."""
        self.control.forget()
        self.repo.leave()

    def _wanted(self, query: SearchQuery) -> None:
        self.below.setCurrentIndex(RESULTS)
        self.control.ask(query)

    def _left(self) -> None:
        self.control.forget()
        self.below.setCurrentIndex(HOME)

    def _opened(self, summary: RepoSummary) -> None:
        self.open_repo(summary.repo_id, summary)

    def _leave_repo(self) -> None:
        self.repo.leave()
        self.stack.setCurrentIndex(FRONT)

    def _back(self) -> None:
        self._leave_repo()
        if self.below.currentIndex() == RESULTS:
            self.results.focus_list()
        else:
            self.bar.field.setFocus()

    def _found(self, page: SearchPage) -> None:
        self.results.show_found(page)

    def _failed(self, error: UserError) -> None:
        self.results.show_error(error, self.control.earlier)

    def _connect(self) -> None:
        bar, home, results, control, repo = self.bar, self.home, self.results, self.control, self.repo
        bar.wanted.connect(self._wanted)
        bar.left.connect(self._left)
        bar.down.connect(self._into_results)
        home.model_chosen.connect(self.model_chosen)
        home.details_requested.connect(self.open_repo)
        home.browse_requested.connect(lambda: self.search(SearchQuery()))
        results.opened.connect(self._opened)
        results.more_wanted.connect(control.more)
        results.retry_requested.connect(control.again)
        results.clear_requested.connect(bar.clear)
        results.up.connect(bar.field.setFocus)
        control.asking.connect(results.show_asking)
        control.found.connect(self._found)
        control.more_found.connect(results.show_more)
        control.failed.connect(self._failed)
        repo.back_requested.connect(self._back)
        repo.model_chosen.connect(self.model_chosen)
        repo.token_requested.connect(self.token_requested)
        repo.search_requested.connect(self.search)
        self._parts.shelf.changed.connect(lambda: bar.set_offline(self._parts.shelf.offline))

    def _into_results(self) -> None:
        if self.below.currentIndex() == RESULTS:
            self.results.focus_list()
        else:
            self.focusNextChild()

    def _arrange(self) -> None:
        look = self._parts.appearance
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, GRID * 2, 0, GRID * 12)
        column.addWidget(self.home)
        column.addStretch(1)
        self.area = scrolled(look, inside)
        self.below.addWidget(self.area)
        self.below.addWidget(self.results)
        front = QWidget()
        rows = QVBoxLayout(front)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GRID * 3)
        rows.addLayout(in_column(look, self.bar, BAR))
        rows.addWidget(self.below, 1)
        self.stack.addWidget(front)
        self.stack.addWidget(self.repo)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
