"""A window over a folder that nothing can be written to: chats are read, searched and exported, and it says so.

The lock's file is a folder here, which nobody can write, root neither; the database is opened for reading alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk, Start
from PySide6.QtCore import Qt

from paddock.core.errors import UserError
from paddock.core.searching import ChatQuery
from paddock.services.exchange.service import Format


@pytest.fixture
def desk(start: Start, home: Path) -> Desk:
    """A window over one chat with a draft, opened again where nothing can be written."""
    first = start()
    first.ask("what are giraffes")
    first.type("half a thought")
    first.window.page.composer.flush_draft()
    first.settle()
    first.close()
    lock = home / "data" / "paddock.lock"
    lock.unlink()
    lock.mkdir()
    return start()


def test_the_chats_are_shown_and_the_composer_says_why_nothing_is_sent(desk: Desk) -> None:
    composer = desk.window.page.composer
    assert desk.titles() == ["what are giraffes"]
    assert [message.text for message in desk.messages] == ["what are giraffes", "This is an answer."]
    assert composer.text() == "half a thought"
    assert composer.banner.isVisible()
    assert composer.banner.words.text() == "Nothing can be sent: the folder of your chats is read-only"
    assert not composer.plus.isEnabled()
    assert not composer.button.isEnabled()
    assert desk.window.bar.what.text().endswith("is read-only: nothing can be saved.")


def test_nothing_can_be_typed_or_sent(desk: Desk) -> None:
    composer = desk.window.page.composer
    composer.edit.setFocus()
    desk.type("more")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Up)
    desk.settle()
    assert composer.text() == "half a thought"
    assert composer.editing is None
    assert len(desk.stored()) == 2


def test_another_chat_says_it_too(desk: Desk) -> None:
    desk.window.new_chat()
    desk.wait(lambda: desk.window.conversation.chat is None)
    assert desk.window.page.composer.banner.isVisible()
    assert desk.window.page.composer.edit.isReadOnly()


def test_it_is_searched_and_exported(desk: Desk, tmp_path: Path) -> None:
    found = desk.application.places.search(ChatQuery("giraffes"))
    assert {hit.title for hit in found} == {"what are giraffes"}
    desk.application.exchange.export_to(tmp_path / "chats.md", None, Format.MARKDOWN)
    assert "This is an answer." in (tmp_path / "chats.md").read_text()


def test_a_change_is_refused_with_its_reason(desk: Desk) -> None:
    chat = desk.window.conversation.chat
    assert chat is not None
    desk.window.chats.delete([chat])
    desk.wait(lambda: desk.window.bar.what.text() != "")
    desk.settle()
    assert desk.titles() == ["what are giraffes"]
    with pytest.raises(UserError) as caught:
        desk.application.open_store().rename(chat.id, "another title")
    assert caught.value.code == "read-only-folder"


def test_settings_hold_and_are_not_written(desk: Desk, home: Path) -> None:
    before = (home / "config" / "settings.json").read_bytes()
    desk.application.settings.update(theme="dark")
    assert desk.application.settings.current.theme == "dark"
    assert (home / "config" / "settings.json").read_bytes() == before


def test_without_chats_there_is_no_window(start: Start, home: Path) -> None:
    (home / "data" / "paddock.lock").mkdir(parents=True)
    with pytest.raises(UserError) as caught:
        start()
    assert caught.value.code == "folder-not-writable"
