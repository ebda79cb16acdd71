"""Where the person forbids every connection: it is said where it matters, and nothing that would connect is offered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk import Start
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from paddock.core.downloads import DownloadItem, DownloadState
from paddock.core.models import GUIDE
from paddock.hub.catalog import recommended
from paddock.services.bus import DownloadChanged
from paddock.ui.library.page import DISCOVER, DOWNLOADS, HERE
from paddock.ui.settings.dialog import SettingsDialog

ENTRY = recommended()[0]


def go(shown, qtbot: QtBot, *, offline: bool) -> None:
    shown.application.settings.update(offline=offline)
    qtbot.waitUntil(lambda: shown.page.offline.isVisible() is offline)


def test_it_is_said_on_every_tab_and_gone_with_the_setting(shown, qtbot: QtBot) -> None:
    note = shown.page.offline
    assert not note.isVisible()
    go(shown, qtbot, offline=True)
    for tab in (DISCOVER, HERE, DOWNLOADS):
        shown.page.show_tab(tab)
        assert note.isVisible()
    assert "stay offline" in note.accessibleName()
    with qtbot.waitSignal(shown.page.settings_requested) as asked:
        qtbot.mouseClick(note.button, Qt.MouseButton.LeftButton)
    assert asked.args == ["network"]
    go(shown, qtbot, offline=False)


def test_nothing_that_would_connect_can_be_pressed(shown, qtbot: QtBot) -> None:
    bar, home = shown.page.discover.bar, shown.page.discover.home
    assert bar.host.text() == "Searches 127.0.0.1"
    go(shown, qtbot, offline=True)
    assert bar.host.text() == "Searches what was read before"
    assert home.browse.text() == "Browse what was read before"
    for offer in home.offers.values():
        assert not offer.get.download.isEnabled()
        assert offer.get.download.toolTip() == "Paddock is set to stay offline."
        assert not offer.note.isVisible()
    home.browse.click()
    qtbot.waitUntil(shown.page.discover.results.again.isVisible)
    assert "stay offline" in shown.page.discover.results.nothing.text()
    assert shown.hub.asked == []
    go(shown, qtbot, offline=False)
    assert bar.host.text() == "Searches 127.0.0.1"
    assert all(offer.get.download.isEnabled() for offer in home.offers.values())


def test_a_download_that_stopped_waits_for_the_switch(shown, qtbot: QtBot) -> None:
    item = DownloadItem(ENTRY.id, ENTRY.name, DownloadState.PAUSED, 10, 100, repo_id=ENTRY.repo_id)
    go(shown, qtbot, offline=True)
    shown.application.bus.publish(DownloadChanged(item.id, item))
    get = shown.page.discover.home.offers[ENTRY.id].get
    qtbot.waitUntil(lambda: get.transfer is not None and item.id in shown.page.moving.rows)
    row = shown.page.moving.rows[item.id]
    assert (get.transfer.resume.isEnabled(), row.resume.isEnabled()) == (False, False)
    assert shown.page.moving.resume_all.isHidden()
    go(shown, qtbot, offline=False)
    assert (get.transfer.resume.isEnabled(), row.resume.isEnabled()) == (True, True)
    assert not shown.page.moving.resume_all.isHidden()


def test_the_download_at_the_foot_of_the_sidebar_waits_for_the_switch(start: Start) -> None:
    desk = start(offline=True)
    foot = desk.window.sidebar.downloads
    item = DownloadItem(ENTRY.id, ENTRY.name, DownloadState.PAUSED, 10, 100)
    desk.application.bus.publish(DownloadChanged(item.id, item))
    desk.wait(foot.isVisible)
    barred = "Paddock is set to stay offline."
    assert (foot.toggle.isEnabled(), foot.toggle.toolTip()) == (False, barred)
    assert foot.toggle.accessibleDescription() == barred
    desk.application.settings.update(offline=False)
    desk.wait(foot.toggle.isEnabled)
    assert (foot.toggle.toolTip(), foot.toggle.accessibleDescription()) == ("Resume", "")
    desk.application.settings.update(offline=True)
    desk.wait(lambda: not foot.toggle.isEnabled())
    desk.application.bus.publish(DownloadChanged(item.id, replace(item, state=DownloadState.RUNNING)))
    desk.wait(foot.toggle.isEnabled)  # what runs can be paused


@pytest.mark.parametrize("stopped", [False, True])
def test_the_card_of_the_first_screen_leads_to_the_switch(start: Start, home, stopped: bool) -> None:
    (home / "models" / "small.gguf").unlink()
    desk = start(default_model=GUIDE, offline=True)
    card = desk.window.page.suggestions.card
    desk.wait(card.isVisible)
    entry_id = card.entry_id()
    if stopped:
        item = DownloadItem(entry_id, "A model", DownloadState.PAUSED, 10, 100)
        desk.application.bus.publish(DownloadChanged(entry_id, item))
        desk.wait(card.bar.isVisible)
    desk.click("Set to stay offline: change that…")
    (dialog,) = desk.window.findChildren(SettingsDialog)
    offline = dialog.network_section.offline
    desk.wait(offline.hasFocus)
    offline.click()
    desk.wait(lambda: card.action.text() == ("Go on with it" if stopped else "Download"))
