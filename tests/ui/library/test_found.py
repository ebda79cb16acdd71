"""Models of other programs: looked for when asked, listed by program, used where they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import keeping_kit as kit
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from paddock.core.errors import UserError
from paddock.core.library import Found
from paddock.core.models import ModelFile
from paddock.ui.library.found import FoundDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks

BLOBS = kit.OTHER / "blobs"


@dataclass
class Asked:
    dialog: FoundDialog
    host: kit.FakeHost
    qtbot: QtBot
    adopted: list[tuple[ModelFile, ...]] = field(default_factory=list)

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=10_000)

    def found(self) -> None:
        self.host.library.may_end.set()
        self.wait(lambda: not self.dialog.bar.isVisible())
        self.wait(lambda: all(group.isVisible() for group in self.dialog.groups))

    def words(self) -> str:
        return "\n".join(label.text() for label in self.dialog.findChildren(QLabel) if label.isVisibleTo(self.dialog))


@pytest.fixture
def ask(qtbot: QtBot, appearance: Appearance, tmp_path: Path) -> Iterator[Callable[..., Asked]]:
    tasks = Tasks()
    parent = QWidget()
    qtbot.addWidget(parent)
    hosts: list[kit.FakeHost] = []

    def begin(*found: Found) -> Asked:
        host = kit.FakeHost(tmp_path)
        host.library.found = found
        hosts.append(host)
        parent.show()
        dialog = FoundDialog(host, tasks, appearance, parent)
        asked = Asked(dialog, host, qtbot)
        dialog.adopted.connect(asked.adopted.append)
        dialog.open()
        return asked

    yield begin
    for host in hosts:
        host.library.may_end.set()
    tasks.close()


def test_it_says_where_it_looks(ask: Callable[..., Asked]) -> None:
    asked = ask(*kit.usual_found())
    asked.wait(lambda: asked.dialog.words.text() == "Looking at Ollama…")
    assert asked.dialog.bar.isVisible()
    assert not asked.dialog.yes.isEnabled()


def test_they_are_listed_by_program_and_all_that_can_be_used_are_chosen(ask: Callable[..., Asked]) -> None:
    asked = ask(*kit.usual_found())
    asked.found()
    assert [group.all.text() for group in asked.dialog.groups] == ["LM Studio", "Ollama", "Downloads"]
    assert len(asked.dialog.chosen()) == 3
    assert asked.dialog.yes.text() == "Use 3 models"
    said = asked.words()
    for part in (
        "Found 3 models, 11 GB.",
        "1 on the list already",
        "ends too early.",
        "Q4_K_M · 4.9 GB · /ollama/models/blobs/sha256-bb",
    ):
        assert part in said


def test_one_program_is_left_out_and_the_rest_is_used(ask: Callable[..., Asked]) -> None:
    asked = ask(*kit.usual_found())
    asked.found()
    ollama = next(group for group in asked.dialog.groups if group.all.text() == "Ollama")
    ollama.all.click()
    assert asked.dialog.yes.text() == "Use it"
    ollama.boxes[BLOBS / "sha256-aa"].click()
    assert ollama.all.checkState() is Qt.CheckState.PartiallyChecked
    assert asked.dialog.yes.text() == "Use 2 models"
    ollama.all.click()
    assert all(box.isChecked() for box in ollama.boxes.values())
    ollama.all.click()
    asked.qtbot.mouseClick(asked.dialog.yes, Qt.MouseButton.LeftButton)
    asked.wait(lambda: asked.adopted)
    assert asked.host.library.adopted == [Path("/home/me/.lmstudio/models/a/Qwen2.5-7B-Q4_K_M.gguf")]


def test_what_cannot_be_used_or_is_known_cannot_be_chosen(ask: Callable[..., Asked]) -> None:
    asked = ask(*(one for one in kit.usual_found() if one.known or one.problem))
    asked.found()
    assert asked.dialog.chosen() == []
    assert "Nothing new was found." in asked.words()
    assert not asked.dialog.yes.isEnabled()
    assert not any(group.all.isEnabled() for group in asked.dialog.groups)


def test_nothing_found_says_where_it_looked(ask: Callable[..., Asked]) -> None:
    asked = ask()
    asked.found()
    assert "None found: not of Ollama, LM Studio" in asked.words()


def test_a_scan_that_fails_says_why(ask: Callable[..., Asked]) -> None:
    asked = ask()
    asked.host.library.refuses = UserError("The folder cannot be read.", "Look at its permissions.")
    asked.found()
    assert "The folder cannot be read. Look at its permissions." in asked.words()


def test_it_can_be_closed_while_it_looks(ask: Callable[..., Asked]) -> None:
    asked = ask(*kit.usual_found())
    asked.wait(lambda: asked.dialog.words.text() == "Looking at Ollama…")
    asked.dialog.reject()
    asked.wait(lambda: not isValid(asked.dialog))
    asked.host.library.may_end.set()
