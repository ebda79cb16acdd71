"""A search's results as rows. One rule: the next page is asked for when its last rows come into view, once."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from paddock.core.hub import Gating, RepoSummary, SearchPage
from paddock.ui.i18n import tr, trn
from paddock.ui.library.words import ago, count_of, licence_of, params_of

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Roles(IntEnum):
    """What the delegate and the view ask for."""

    SUMMARY = Qt.ItemDataRole.UserRole + 1  # the RepoSummary
    FACTS = Qt.ItemDataRole.UserRole + 2  # one line of them
    LIKES = Qt.ItemDataRole.UserRole + 3
    DOWNLOADS = Qt.ItemDataRole.UserRole + 4


class SearchModel(QAbstractListModel):
    """Repositories in the order in which the Hub gave them; each stands there once.

    Signals:
        more_wanted: the cursor of the next page.
    """

    more_wanted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[RepoSummary] = []
        self._known: set[str] = set()
        self._cursor = ""
        self._asking = False

    @property
    def items(self) -> tuple[RepoSummary, ...]:
        """All that has come."""
        return tuple(self._items)

    @property
    def is_whole(self) -> bool:
        """There is nothing more to ask for."""
        return not self._cursor

    def show_page(self, page: SearchPage) -> None:
        """The beginning of a search."""
        self.beginResetModel()
        self._items, self._known = [], set()
        self._items = self._fresh(page)
        self._cursor, self._asking = page.cursor, False
        self.endResetModel()

    def add_page(self, page: SearchPage) -> None:
        """What follows."""
        fresh = self._fresh(page)
        self._cursor, self._asking = page.cursor, False
        if fresh:
            first = len(self._items)
            self.beginInsertRows(_NOWHERE, first, first + len(fresh) - 1)
            self._items += fresh
            self.endInsertRows()

    def stop_asking(self) -> None:
        """Ask for no next page before a page has come: another search is on its way, or the Hub did not answer."""
        self._asking = True

    def summary_at(self, index: Index) -> RepoSummary | None:
        """The repository of a row."""
        return self._items[index.row()] if index.isValid() and index.row() < len(self._items) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._items)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there is a next page that nobody has asked for."""
        return not parent.isValid() and bool(self._cursor) and not self._asking

    def fetchMore(self, parent: Index) -> None:
        """Qt's way to say that the last rows are in view."""
        if self.canFetchMore(parent):
            self._asking = True
            self.more_wanted.emit(self._cursor)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts of a row; the delegate asks for the rest."""
        item = self.summary_at(index)
        if item is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role == Roles.SUMMARY:
            return item
        if role == Roles.FACTS:
            return facts_of_summary(item)
        if role == Roles.LIKES:
            return count_of(item.likes)
        if role == Roles.DOWNLOADS:
            return count_of(item.downloads)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{item.name}\n{facts_of_summary(item)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(item)
        return None

    def _fresh(self, page: SearchPage) -> list[RepoSummary]:
        fresh = []
        for item in page.items:
            if item.repo_id not in self._known:
                self._known.add(item.repo_id)
                fresh.append(item)
        return fresh


def facts_of_summary(item: RepoSummary) -> str:
    """One line about a repository."""
    parts = [item.author, params_of(item.n_params), item.architecture, licence_of(item.licence)]
    updated = ago(item.updated)
    if updated:
        parts.append(tr("changed {ago}", ago=updated))
    return " · ".join(part for part in parts if part)


def spoken(item: RepoSummary) -> str:
    """A row for those who do not see it."""
    parts = [item.name, tr("by {author}", author=item.author), *facts_of_summary(item).split(" · ")[1:]]
    if item.gating is not Gating.OPEN:
        parts.append(tr("gated"))
    parts.append(trn("one like", "{n} likes", item.likes))
    parts.append(trn("one download", "{n} downloads", item.downloads))
    return ", ".join(parts)
