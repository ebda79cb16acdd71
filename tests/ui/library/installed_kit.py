"""The tab On this computer on the screen, and what it stands on, for the tests of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import keeping_kit as kit
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from paddock.core.hub import SearchQuery
from paddock.core.library import Copies, DiskUse
from paddock.core.models import ModelFile
from paddock.ui.dialogs import Question
from paddock.ui.library.installed import InstalledTab
from paddock.ui.library.installed_row import InstalledRow
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks

ALL = (kit.THE_GUIDE, kit.LLAMA, kit.VISION, kit.BIG, kit.ADOPTED, kit.MINE, kit.BROKEN, kit.FOREIGN)


@dataclass
class Shown:
    """The tab on the screen, and what it stands on."""

    tab: InstalledTab
    host: kit.FakeHost
    qtbot: QtBot
    appearance: Appearance
    chosen: list[str] = field(default_factory=list)
    searched: list[SearchQuery] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)

    def row(self, model: ModelFile) -> InstalledRow:
        return self.tab.rows[model.ref]

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=10_000)

    def renew(self) -> None:
        with self.qtbot.waitSignal(self.tab.refreshed, timeout=10_000):
            self.tab.refresh()

    def menu(self, model: ModelFile) -> dict[str, QAction]:
        menu: QMenu = self.row(model).make_menu()
        return {action.text().split("\t")[0]: action for action in menu.actions() if action.text()}

    def dialog(self, kind: type[Question]) -> Any:
        found = [dialog for dialog in self.tab.findChildren(kind) if dialog.isVisible()]
        assert len(found) == 1
        return found[0]

    def names(self) -> list[str]:
        rows = [row for row in self.tab.rows.values() if row.isVisible()]
        return [row.model.name for row in sorted(rows, key=lambda row: row.y())]


def showing(qtbot: QtBot, appearance: Appearance, tmp_path: Path) -> Iterator[Callable[..., Shown]]:
    """What a fixture yields: a function that shows the tab over these models."""
    tasks = Tasks()
    made: list[Shown] = []

    def begin(*models: ModelFile, uses: tuple[DiskUse, ...] = (), same: tuple[Copies, ...] = ()) -> Shown:
        host = kit.FakeHost(tmp_path, models or ALL)
        host.library.uses, host.library.same = uses, same
        folders: list[str] = []
        tab = InstalledTab(host, tasks, appearance, lambda url: folders.append(QUrl(url).toLocalFile()))
        qtbot.addWidget(tab)
        shown = Shown(tab, host, qtbot, appearance, folders=folders)
        tab.model_chosen.connect(shown.chosen.append)
        tab.search_requested.connect(shown.searched.append)
        tab.format_requested.connect(shown.formats.append)
        tab.resize(900, 900)
        made.append(shown)
        with qtbot.waitActive(tab):
            tab.show()
            tab.activateWindow()
        shown.renew()
        return shown

    yield begin
    for shown in made:
        shown.host.library.may_end.set()
        shown.host.quantizer.may_end.set()
        shown.tab.close_tab()
    tasks.close()
