"""What is recommended: offline, one first, the others in groups, each with what it costs here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from discover_kit import FakeDownloads, choices
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from paddock.core.downloads import DownloadItem, DownloadState
from paddock.core.models import ModelFile, ModelSource
from paddock.ui.library.discover_home import Home, group_words
from paddock.ui.library.discover_shelf import Shelf
from paddock.ui.style import Appearance


def headings(found) -> list[str]:
    labels = [label for label in found.tab.home.findChildren(QLabel) if label.property("kind") == "title"]
    return [label.text() for label in sorted(labels, key=lambda label: label.y())]


def test_the_first_choice_says_why(found) -> None:
    offers = list(found.tab.home.offers.values())
    assert offers[0].choice.first_choice
    assert offers[0].property("kind") == "card"
    assert offers[0].why.text() == "Answers at about 12 words a second, uses 2.9 GB of your 16 GB."
    assert offers[0].facts.text() == "2.0 GB to download · 128K context · Llama 3.2 Community License · 8 languages"
    assert found.service.asked == []


def test_it_says_that_it_looks_until_it_knows(qtbot: QtBot, appearance: Appearance) -> None:
    home = Home(appearance, FakeDownloads(), "huggingface.co", Shelf(()), lambda work: work())
    qtbot.addWidget(home)
    home.show()
    assert home.waiting.isVisible()
    assert "this computer" in home.waiting.text()
    home.show_choices(choices())
    assert not home.waiting.isVisible()


def test_the_others_stand_in_groups(found) -> None:
    assert headings(found) == [
        "Recommended for this computer",
        "For chatting",
        "For code",
        "For judging what is safe",
        "For searching by meaning (embeddings)",
        "For very large computers",
    ]
    assert group_words("anything new") == "anything new"
    small = found.tab.home.offers["llama-3.2-1b"]
    assert small.why.text() == "0.8 GB to download · 1.8 GB of memory · about 38 words a second"
    large = found.tab.home.offers["llama-4-scout"]
    assert large.badge.words.text() == "Does not fit"
    assert "words a second" not in large.why.text()


def test_a_download_is_asked_for_and_followed(found) -> None:
    offer = found.tab.home.offers["codellama-7b"]
    entry = offer.choice.entry
    found.qtbot.mouseClick(offer.get.download, Qt.MouseButton.LeftButton)
    found.wait(lambda: found.downloads.asked == [("start_entry", "codellama-7b")])
    item = DownloadItem("another id", entry.name, DownloadState.RUNNING, 10, 100, repo_id=entry.repo_id)
    found.shelf.set_item(item.id, replace(item, filename=entry.filename))
    assert offer.get.transfer.isVisible()
    offer.get.transfer.cancel.click()
    found.wait(lambda: found.downloads.asked[-1] == ("cancel", "another id"))
    found.shelf.set_item(item.id, None)
    assert offer.get.download.isVisible()


def test_what_is_here_can_be_used(found) -> None:
    model = ModelFile("/m/a.gguf", Path("/m/a.gguf"), "Llama", "llama", ModelSource.DOWNLOADED)
    found.tab.home.show_choices([replace(c, installed=model if c.first_choice else None) for c in choices()])
    offer = next(iter(found.tab.home.offers.values()))
    assert offer.facts.text().startswith("On this computer")
    chosen: list[str] = []
    found.tab.model_chosen.connect(chosen.append)
    found.qtbot.mouseClick(offer.get.use, Qt.MouseButton.LeftButton)
    assert chosen == ["/m/a.gguf"]
    found.shelf.set_in_use("/m/a.gguf")
    assert not offer.get.use.isEnabled()


def test_buttons_go_below_where_there_is_no_room(found) -> None:
    offer = found.tab.home.offers["llama-3.2-1b"]
    for width, below in ((900, False), (420, True)):
        found.tab.resize(width, 800)
        found.wait(lambda width=width: found.tab.width() == width)
        found.wait(lambda below=below: (offer.details.y() > offer.facts.y() + offer.facts.height() // 2) is below)
