"""The settings of the Hub: each control takes effect at once; a token is checked before it is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import keeping_kit as kit
import pytest
from certificates import make_certificate
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from paddock.core.errors import UserError
from paddock.core.hub import TokenPlace, TokenState
from paddock.ui.settings.hub import HubSection
from paddock.ui.settings.models import ModelFoldersSection
from paddock.ui.settings.token import TokenDialog, token_words
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def host(tmp_path: Path) -> kit.FakeHost:
    return kit.FakeHost(tmp_path)


@pytest.fixture
def section(qtbot: QtBot, appearance: Appearance, host: kit.FakeHost, tasks: Tasks) -> HubSection:
    made = HubSection(host, appearance, tasks)
    qtbot.addWidget(made)
    made.resize(640, 700)
    made.show()
    return made


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def enter(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_addresses_limit_and_going_on_are_kept(section: HubSection, host: kit.FakeHost, qtbot: QtBot) -> None:
    enter(qtbot, section.endpoint, "https://hub.example")
    enter(qtbot, section.proxy, "http://proxy.example:3128")
    section.go_on.click()
    section.limit.setCurrentIndex(section.limit.findText("10 MB/s"))
    section.limit.activated.emit(section.limit.currentIndex())
    qtbot.waitUntil(lambda: host.settings.current.download_limit == 10_000_000)
    now = host.settings.current
    assert now.hub_endpoint == "https://hub.example"
    assert now.hub_proxy == "http://proxy.example:3128"
    assert not now.resume_downloads


def test_a_file_of_certificates_is_kept_only_where_it_is_one(
    section: HubSection, host: kit.FakeHost, tasks: Tasks, qtbot: QtBot, tmp_path: Path
) -> None:
    good, _ = make_certificate(tmp_path)
    enter(qtbot, section.ca_file, good)
    qtbot.waitUntil(lambda: host.settings.current.hub_ca_file == good)
    (tmp_path / "notes.pem").write_text("no certificate")
    for wrong in ("notes.pem", "nowhere.pem", ""):
        path = str(tmp_path / wrong)
        with qtbot.waitSignal(tasks.failed) as told:
            enter(qtbot, section.ca_file, path)
        (error,) = told.args
        assert (error.code, path.rstrip("/") in error.what) == ("bad-certificates", True)
        assert (section.ca_file.text(), host.settings.current.hub_ca_file) == (good, good)
    section.ca_file.clear()
    qtbot.keyClick(section.ca_file, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not host.settings.current.hub_ca_file)


def test_what_is_typed_while_a_setting_is_written_stays(
    section: HubSection, host: kit.FakeHost, tasks: Tasks, qtbot: QtBot
) -> None:
    gate, written = threading.Event(), []
    tasks.store(lambda: gate.wait(10))
    enter(qtbot, section.endpoint, "https://hub.example")
    qtbot.keyClicks(section.endpoint, "/more")
    gate.set()
    tasks.store(lambda: None, written.append)
    qtbot.waitUntil(lambda: bool(written))
    assert host.settings.current.hub_endpoint == "https://hub.example"
    assert section.endpoint.text() == "https://hub.example/more"


def test_a_token_is_checked_kept_shown_and_removed(section: HubSection, host: kit.FakeHost, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "None. Only models with a gate need one." in words(section))
    assert not section.remove.isVisible()
    section.enter.click()
    dialog = section.findChild(TokenDialog)
    assert dialog is not None
    assert dialog.field.echoMode() is QLineEdit.EchoMode.Password
    assert not dialog.yes.isEnabled()
    qtbot.keyClicks(dialog.field, "  hf_secret ")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Of ada; kept in the system's keyring." in words(section))
    assert host.token.got == ["hf_secret"]
    assert section.enter.text() == "Replace…"
    section.remove.click()
    qtbot.waitUntil(lambda: "None. Only models with a gate need one." in words(section))


def test_a_token_that_is_refused_says_why_and_can_be_mended(
    section: HubSection, host: kit.FakeHost, qtbot: QtBot
) -> None:
    host.token.refuses = UserError("The Hub does not know this token.", "Copy it again.", code="bad-token")
    dialog = section.ask_token()
    qtbot.keyClicks(dialog.field, "hf_wrong")
    dialog.yes.click()
    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text() == "The Hub does not know this token. Copy it again."
    assert not dialog.bar.isVisible()
    assert not dialog.field.isReadOnly()
    assert dialog.field.text() == "hf_wrong"
    host.token.refuses = None
    with qtbot.waitSignal(dialog.stored):
        dialog.yes.click()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (TokenState(TokenPlace.MEMORY, "ada"), "Of ada; kept until Paddock ends, because no keyring can be used."),
        (TokenState(TokenPlace.KEYRING), "There is one, kept in the system's keyring."),
    ],
)
def test_where_a_token_is_kept_is_said(qapp, state: TokenState, said: str) -> None:
    assert token_words(state) == said


def test_everything_has_a_name(section: HubSection) -> None:
    for widget in (*section.findChildren(QAbstractButton), *section.findChildren(QLineEdit)):
        assert widget.accessibleName()


def test_the_folders_are_in_the_settings(
    qtbot: QtBot, appearance: Appearance, host: kit.FakeHost, tasks: Tasks
) -> None:
    host.library.watched.append(Path("/mnt/big"))
    made = ModelFoldersSection(host, appearance, tasks)
    qtbot.addWidget(made)
    made.show()
    has: Callable[[str], bool] = lambda text: text in words(made)  # noqa: E731
    qtbot.waitUntil(lambda: has("/mnt/big"))
    assert has("Paddock's own: downloads go here")
    assert list(made.list.remove_buttons) == [Path("/mnt/big")]
