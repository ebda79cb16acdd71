"""The Models page over the real services, with a Hub on loopback."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from discover_shown import Found, found_tab
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from standin import StandInHub

from paddock.application import Application, build
from paddock.config.paths import resource
from paddock.config.secrets import MemoryBackend
from paddock.engine.fake import FakeEngine
from paddock.ui.icons import IconSet
from paddock.ui.library.page import LibraryPage
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import ThemeChoice


@dataclass
class Shown:
    """A page that is on the screen, and what it stands on."""

    page: LibraryPage
    application: Application
    appearance: Appearance
    hub: StandInHub
    folder: Path
    chosen: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)


@pytest.fixture
def hub() -> Iterator[StandInHub]:
    with StandInHub(random.Random(3).randbytes(200_000)) as running:
        yield running


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    made = Appearance(qapp, IconSet(resource("icons")), ThemeChoice.LIGHT, 1.0)
    yield made
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.fixture
def application(hub: StandInHub, tmp_path: Path) -> Iterator[Application]:
    env = {"PADDOCK_HOME": str(tmp_path), **hub.env}
    with build(env, engine=FakeEngine(), secrets=MemoryBackend()) as made:
        made.paths.ensure()
        yield made
        hub.released.set()


@pytest.fixture
def shown(
    qtbot: QtBot, application: Application, appearance: Appearance, hub: StandInHub, tmp_path: Path
) -> Iterator[Shown]:
    tasks = Tasks()
    folders: list[str] = []

    def open_url(url: QUrl) -> None:
        folders.append(url.toLocalFile())

    page = LibraryPage(application, tasks, appearance, open_url=open_url)
    qtbot.addWidget(page)
    result = Shown(page, application, appearance, hub, tmp_path / "models", folders=folders)
    page.model_chosen.connect(result.chosen.append)
    page.resize(900, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.refresh()
    offers = page.discover.home.offers
    qtbot.waitUntil(lambda: bool(page.here.rows) and bool(offers) and all(o.isVisible() for o in offers.values()))
    yield result
    page.close_page()
    hub.released.set()
    tasks.close()


@pytest.fixture
def found(qtbot: QtBot, appearance: Appearance) -> Iterator[Found]:
    with found_tab(qtbot, appearance) as made:
        yield made
