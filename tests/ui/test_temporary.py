"""Temporary chats: nothing of them is ever on the disk, in the list or in the search."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from desk import Desk, Start
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from paddock.core.searching import ChatQuery
from paddock.engine.fake import FakeAnswer
from paddock.ui.dialogs import Question

SECRET = "xylophonic"


def switch(desk: Desk) -> None:
    talk = desk.window.conversation
    wanted = not talk.temporary
    desk.qtbot.mouseClick(desk.window.page.temporary.toggle, Qt.MouseButton.LeftButton)
    desk.wait(lambda: talk.temporary is wanted and not talk.loading)


def question(desk: Desk) -> Question:
    desk.wait(lambda: [each for each in desk.window.findChildren(Question) if each.isVisible()])
    return next(each for each in desk.window.findChildren(Question) if each.isVisible())


def on_disk(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


def test_nothing_of_it_is_kept(start: Start, home: Path, caplog: pytest.LogCaptureFixture) -> None:
    desk = start([f"Yes, {SECRET}."], model_titles=True)
    before = desk.application.open_store().chats()
    switch(desk)
    assert desk.window.header.mark.isVisible()
    desk.ask(f"Is this {SECRET}?")
    assert [message.text for message in desk.messages] == [f"Is this {SECRET}?", f"Yes, {SECRET}."]
    desk.type(f"more {SECRET}")
    desk.window.page.composer.flush_draft()
    desk.settle()
    assert desk.titles() == []
    assert desk.application.open_store().chats() == before
    assert desk.application.open_store().draft(None) == ""
    assert not desk.application.places.search(ChatQuery(SECRET))
    assert desk.application.settings.current.open_chat is None
    assert all(request.private for request in desk.engine.requests)
    assert all(ahead is None or ahead.private for ahead in desk.engine.prefills)
    assert len(desk.engine.requests) == 1  # no title was asked for
    assert SECRET.encode() not in on_disk(home)
    assert SECRET not in caplog.text


def test_it_is_asked_once_before_it_is_left(start: Start) -> None:
    desk = start(["One.", "Two."])
    desk.ask("Kept")
    kept = desk.messages[0].chat_id
    desk.window.new_chat()
    desk.settle()
    switch(desk)
    desk.ask("Not kept")
    talk = desk.window.conversation
    gone = talk.chat
    assert gone is not None
    desk.window.open_chat(kept)
    dialog = question(desk)
    dialog.reject()
    assert talk.chat == gone
    desk.window.open_chat(kept)
    question(desk).accept()
    desk.wait(lambda: talk.chat is not None and talk.chat.id == kept)
    desk.settle()
    assert not desk.window.header.mark.isVisible()
    assert desk.application.temporary_chats().chats.chats() == []


def test_leaving_while_it_answers_stops_the_answer_and_forgets_it(start: Start) -> None:
    desk = start([FakeAnswer("A long one.", gate=threading.Event())])
    switch(desk)
    desk.type("Go on")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.window.conversation.live_message is not None)
    desk.window.new_chat()
    question(desk).accept()
    desk.wait(lambda: not desk.window.conversation.live_chats)
    desk.settle()
    assert desk.application.temporary_chats().chats.chats() == []
    assert desk.messages == []


def test_what_was_typed_comes_along_both_ways(start: Start) -> None:
    desk = start()
    desk.type("a thought")
    switch(desk)
    composer = desk.window.page.composer
    assert composer.text() == "a thought"
    desk.settle()
    assert desk.application.open_store().draft(None) == ""
    switch(desk)
    assert composer.text() == "a thought"
    desk.wait(lambda: not [each for each in desk.window.findChildren(QDialog) if each.isVisible()])


def test_closing_the_window_asks_too(start: Start) -> None:
    desk = start(["One."])
    switch(desk)
    desk.ask("Not kept")
    desk.window.close()
    assert desk.window.isVisible()
    question(desk).accept()
    desk.wait(lambda: not desk.window.isVisible())


def test_its_system_prompt_and_its_edits_are_its_own(start: Start) -> None:
    desk = start(["One.", "Two."])
    desk.ask("Kept")
    desk.window.new_chat()
    desk.settle()
    switch(desk)
    desk.window.conversation.set_prompt("Be brief.")
    desk.ask("Not kept")
    assert desk.engine.requests[-1].turns[0].text == "Be brief."
    dialog = desk.window.chats.ask_prompt()
    assert dialog.field.toPlainText() == "Be brief."
    dialog.reject()
    menu = desk.window.header.make_menu()
    enabled = {action.text(): action.isEnabled() for action in menu.actions()}
    assert not enabled["Rename"]
    assert not enabled["Delete"]
    menu.deleteLater()
