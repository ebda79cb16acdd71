"""What a newcomer meets: the guide's questions, one model to fetch, and a way for those who have one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from desk import Desk, Start
from gguf_bytes import LLAMA, gguf
from PySide6.QtCore import Qt, QUrl

from paddock.application import Application
from paddock.config.paths import resource
from paddock.core.downloads import DownloadItem, DownloadState
from paddock.core.library import Found
from paddock.core.models import GUIDE, ModelFile
from paddock.services.bus import DownloadChanged, ModelsChanged
from paddock.ui.dialogs import ask_to_open
from paddock.ui.library.found import FoundDialog
from paddock.ui.library.page import HERE, LibraryPage

with_guide = pytest.mark.skipif(not resource("guide/guide.gguf").exists(), reason="resources/guide/guide.gguf")


@pytest.fixture
def desk(start: Start, home: Path) -> Desk:
    """The guide and no other model."""
    (home / "models" / "small.gguf").unlink()
    made = start(["Paddock is a program."], default_model=GUIDE)
    made.wait(lambda: made.window.page.suggestions.card.entry_id())
    return made


class KeptElsewhere:
    """Stands for the services that look for other programs' models, which nobody's real home may be scanned with."""

    def __init__(self, application: Application, *found: Found) -> None:
        self._models = application.models
        self._found = found
        self.scanned = False
        nothing = SimpleNamespace()
        for name in ("quantizer", "discover", "token"):
            if not hasattr(application, name):
                setattr(application, name, nothing)
        application.library = self  # type: ignore[attr-defined]

    def scan(self, report: Callable[[str], None] | None = None) -> tuple[Found, ...]:
        self.scanned = True
        return self._found

    def adopt(self, paths: Sequence[Path]) -> tuple[ModelFile, ...]:
        return tuple(self._models.open_file(path) for path in paths)


def test_the_composer_has_the_focus_and_the_welcome_is_there(desk: Desk) -> None:
    page = desk.window.page
    assert page.composer.edit.hasFocus()
    assert page.greeting.isVisible()
    assert page.suggestions.questions.isVisible()
    assert page.composer.model_line.text() == "The guide: answers questions about Paddock"
    assert page.composer.place_line.text() == "on this computer"
    assert desk.window.header.chip.label() == "Guide"


@with_guide
def test_a_suggested_question_is_asked_at_once(desk: Desk) -> None:
    desk.click("What is Paddock?")
    desk.wait(lambda: len(desk.messages) == 2 and not desk.window.conversation.answering)
    assert [message.text for message in desk.stored()] == ["What is Paddock?", "Paddock is a program."]
    assert desk.window.page.composer.edit.hasFocus()
    assert not desk.window.page.suggestions.isVisible()


def test_the_card_names_the_model_its_size_and_why(desk: Desk) -> None:
    card = desk.window.page.suggestions.card
    choice = desk.application.discover.first_choice()
    assert card.isVisible()
    assert card.name.text() == choice.entry.name
    assert f"{choice.entry.size / 1e9:.1f} GB" in card.facts.text()
    assert choice.why in card.facts.text()


def test_the_card_can_be_sent_away_for_good(desk: Desk, start: Start) -> None:
    desk.click("Do not show this again")
    desk.wait(lambda: not desk.window.page.suggestions.card.isVisible())
    desk.close()
    again = start()
    again.settle()
    assert again.window.page.suggestions.card.isHidden()


def test_i_already_have_one_looks_for_it_and_uses_it(desk: Desk, home: Path) -> None:
    other = home / "ollama" / "blob"
    other.parent.mkdir()
    other.write_bytes(gguf({**LLAMA, "general.name": "From elsewhere"}))
    keep = KeptElsewhere(desk.application, Found("Ollama", other, "llama3.2:1b", 1_321_082_688))
    desk.click("I already have one")
    desk.wait(lambda: desk.window.findChild(FoundDialog))
    dialog = desk.window.findChild(FoundDialog)
    desk.wait(dialog.yes.isEnabled)
    assert keep.scanned
    dialog.yes.click()
    desk.wait(lambda: desk.window.conversation.model_ref == str(other))


def test_other_models_leads_to_the_models(desk: Desk) -> None:
    desk.click("Other models…")
    assert desk.window.stack.currentWidget() is not desk.window.page
    assert desk.window.sidebar.models_button.isChecked()
    desk.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.stack.currentWidget() is desk.window.page
    assert desk.window.page.composer.edit.hasFocus()


def test_a_download_runs_in_the_sidebar_and_is_offered_when_done(desk: Desk) -> None:
    choice = desk.application.discover.first_choice()
    entry = choice.entry
    path = desk.application.paths.models / entry.filename

    def move(state: DownloadState, done: int = 0, speed: float = 0.0, error: str = "") -> None:
        item = DownloadItem(entry.id, entry.name, state, done, 2_000_000_000, speed, error, path=str(path))
        desk.application.bus.publish(DownloadChanged(entry.id, item))

    downloads, card = desk.window.sidebar.downloads, desk.window.page.suggestions.card
    move(DownloadState.RUNNING)
    desk.wait(downloads.isVisible)
    assert downloads.words.text() == "Connecting…"
    move(DownloadState.RUNNING, 500_000_000, 10_000_000)
    desk.wait(lambda: downloads.words.text() != "Connecting…")
    assert downloads.words.text() == "10 MB/s · 2 min left"
    assert downloads.bar.value() == 250
    assert card.facts.text() == "0.5 of 2.0 GB · 10 MB/s · 2 min left"
    assert card.bar.isVisible()
    assert card.action.text() == "Show the download"
    move(DownloadState.PAUSED, 500_000_000)
    desk.wait(lambda: downloads.toggle.accessibleName() == "Resume")
    assert card.action.text() == "Go on with it"
    move(DownloadState.FAILED, 500_000_000, error="The connection broke off.")
    desk.wait(lambda: downloads.words.text() == "The connection broke off.")
    path.write_bytes(gguf({**LLAMA, "general.name": entry.name}))
    desk.application.bus.publish(ModelsChanged())
    move(DownloadState.DONE, 2_000_000_000)
    desk.wait(desk.window.bar.isVisible)
    assert downloads.isHidden()
    desk.click("Use it")
    desk.wait(lambda: desk.window.conversation.model_ref == str(path))
    desk.wait(lambda: desk.window.models.is_loaded(str(path)))


def test_a_real_model_has_a_welcome_of_its_own(start: Start) -> None:
    desk = start()
    page = desk.window.page
    assert page.greeting.isVisible()
    assert not page.suggestions.questions.isVisible()
    assert not page.suggestions.card.isVisible()
    assert "Small Llama" in page.greeting.below.text()
    assert desk.window.header.chip.label() == "Small Llama"


def test_the_chip_offers_every_model_and_a_choice_holds(start: Start, home: Path) -> None:
    (home / "models" / "other.gguf").write_bytes(gguf({**LLAMA, "general.name": "Other Llama"}))
    desk = start()
    menu = desk.window.header.chip.make_menu()
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert list(actions)[-2:] == ["Get a real model…", "Open a file…"]
    assert next(iter(actions)).startswith("Guide")
    other = next(action for text, action in actions.items() if text.startswith("Other Llama"))
    desk.window.header.chip.setFocus()
    other.trigger()
    assert desk.window.page.composer.edit.hasFocus()
    desk.wait(lambda: desk.window.header.chip.label() == "Other Llama")
    desk.wait(lambda: desk.engine.loads and desk.engine.loads[-1][0].name == "other.gguf")
    desk.ask("Hello")
    assert desk.stored()[-1].model == "Other Llama"
    desk.wait(lambda: "context" in desk.window.page.composer.model_line.text())


def test_a_file_opened_over_the_models_page_shows_the_chat_it_is_for(start: Start, home: Path) -> None:
    elsewhere = home / "other.gguf"
    elsewhere.write_bytes(gguf({**LLAMA, "general.name": "Other Llama"}))
    desk = start()
    desk.window.show_models()
    desk.window.model_actions.open_file(elsewhere)
    desk.wait(lambda: desk.window.stack.currentWidget() is desk.window.page)
    desk.wait(lambda: desk.window.header.chip.label() == "Other Llama")
    assert desk.window.page.composer.edit.hasFocus()


def test_the_models_page_follows_the_model_in_use(start: Start, home: Path) -> None:
    other = home / "models" / "other.gguf"
    other.write_bytes(gguf({**LLAMA, "general.name": "Other Llama"}))
    desk = start()
    desk.window.show_models()
    page = desk.window.stack.currentWidget()
    assert isinstance(page, LibraryPage)
    desk.wait(lambda: page.here.rows and page.here.rows[desk.window.conversation.model_ref].use.text() == "In use")
    page.show_tab(HERE)
    desk.wait(page.here.rows[str(other)].use.isVisible)
    desk.click("Use: Other Llama")
    desk.wait(lambda: page.here.rows[str(other)].use.text() == "In use")
    assert [row.use.text() for row in page.here.rows.values()].count("In use") == 1


def test_a_link_shows_its_real_host_first(start: Start) -> None:
    desk = start()
    opened: list[str] = []

    def take(url: QUrl) -> None:
        opened.append(url.toString())

    dialog = ask_to_open(desk.appearance, "https://github.com@evil.example/paddock", desk.window, take)
    assert dialog is not None
    assert dialog.host.text() == "evil.example"
    dialog.reject()
    assert not opened
    dialog = ask_to_open(desk.appearance, "https://xn--pple-43d.com/", desk.window, take)
    assert dialog is not None
    assert dialog.host.text() == "xn--pple-43d.com"
    dialog.yes.click()
    assert len(opened) == 1


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "smb://host/share", "not a link"])
def test_other_links_are_not_opened_at_all(start: Start, address: str) -> None:
    desk = start()
    assert ask_to_open(desk.appearance, address, desk.window) is None
