"""The Discover tab on the screen over a Hub that says what a test wants. One rule: it knows no test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from discover_kit import FakeDiscover, FakeDownloads
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from paddock.ui.library.discover_parts import Parts
from paddock.ui.library.discover_shelf import Shelf
from paddock.ui.library.discover_tab import DiscoverTab
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks


@dataclass
class Found:
    """The tab, and what it stands on."""

    qtbot: QtBot
    tab: DiscoverTab
    service: FakeDiscover
    downloads: FakeDownloads
    shelf: Shelf
    appearance: Appearance
    failures: list[Exception] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def wait(self, condition: Callable[[], object]) -> None:
        """Until it is so."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=10_000)

    def search(self, text: str) -> None:
        """As a person does, with Enter, until the results are there."""
        before = len(self.service.asked)
        self.tab.bar.field.setText(text)
        self.tab.bar.field.returnPressed.emit()
        self.wait(lambda: len(self.service.asked) > before and self.tab.results.status.text() != "Searching…")

    def names(self) -> list[str]:
        """The results' names."""
        model = self.tab.results.model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def open(self, repo_id: str = "bartowski/Llama-GGUF") -> None:
        """A repository's page, until all its variants are judged."""
        self.tab.open_repo(repo_id)
        self.wait(lambda: self.tab.repo.page is not None)
        self.wait(lambda: all(row.badge.words.text() != "…" for row in self.tab.repo.table.rows.values()))


@contextmanager
def found_tab(qtbot: QtBot, appearance: Appearance) -> Iterator[Found]:
    """The tab with the catalogue shown, and nothing asked."""
    tasks = Tasks()
    service, downloads, shelf = FakeDiscover(), FakeDownloads(), Shelf(())
    opened: list[str] = []
    failures: list[Exception] = []

    def run(work: Callable[[], None]) -> None:
        tasks.pool(work, None, failures.append)

    def open_url(url: QUrl) -> None:
        opened.append(url.toString())

    tab = DiscoverTab(Parts(service, downloads, tasks, appearance, shelf, run, open_url))
    tasks.failed.connect(failures.append)
    qtbot.addWidget(tab)
    tab.resize(900, 800)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    tab.home.show_choices(service.recommended())
    yield Found(qtbot, tab, service, downloads, shelf, appearance, failures, opened)
    tab.close_tab()
    service.gate.set()
    tasks.close()
    assert not failures
