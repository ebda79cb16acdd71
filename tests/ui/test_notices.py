"""How long a notice stands, and where: errors stay, what only informs goes, and what is of the chat stays beside it."""

from __future__ import annotations

import pytest
from desk import Desk, Start
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from paddock.ui.notice import SHOWN_FOR, NoticeBar
from paddock.ui.style import Appearance
from paddock.ui.widgets import TextButton


@pytest.fixture
def bar(look: Appearance, qtbot: QtBot) -> NoticeBar:
    made = NoticeBar(look)
    qtbot.addWidget(made)
    return made


def test_what_only_informs_goes_by_itself(bar: NoticeBar) -> None:
    bar.say("Saved as letter.md.")
    assert bar.isVisible()
    assert bar.timer.interval() == SHOWN_FOR
    assert bar.timer.isActive()
    bar.timer.timeout.emit()
    assert bar.isHidden()


def test_it_does_not_go_from_under_the_focus(bar: NoticeBar, qtbot: QtBot) -> None:
    bar.say("Saved as letter.md.")
    qtbot.waitExposed(bar)
    bar.activateWindow()
    bar.close_button.setFocus()
    bar.timer.timeout.emit()
    assert bar.isVisible()
    assert bar.timer.isActive()


@pytest.mark.parametrize("kind", ["error", "choices", "stays"])
def test_what_wants_an_answer_stays(bar: NoticeBar, kind: str) -> None:
    if kind == "choices":
        bar.say("It is full.", choices=[("One", lambda: None), ("Two", lambda: None)])
    else:
        bar.say("It broke.", error=kind == "error", stays=kind == "stays")
    assert not bar.timer.isActive()
    bar.go_on()
    assert bar.isVisible()


def test_what_has_a_button_goes_once_the_person_goes_on(bar: NoticeBar) -> None:
    bar.say("It lies in a file.", "", "I understand")
    assert not bar.timer.isActive()
    bar.go_on()
    assert bar.isHidden()
    bar.set_chat_shown(True)
    assert bar.isHidden()


def test_what_has_no_room_in_a_small_window_with_large_text_is_scrolled_to(start: Start) -> None:
    desk = start(text_scale=2.0)
    desk.window.resize(1120, 760)
    words = "The engine ended again and again within a few minutes, so it is not started by itself any more."
    choices = [(name, lambda: None) for name in ("Try with a smaller context", "Use the processor", "Another", "Copy")]
    bar = desk.window.bar
    bar.say(words, words, error=True, choices=choices)
    buttons = [button for button in bar.findChildren(TextButton) if button.text() in dict(choices)]
    desk.wait(lambda: not _whole(buttons[-1]))
    buttons[0].setFocus()
    for _ in buttons[1:]:
        desk.press(Qt.Key.Key_Tab)
    assert buttons[-1].hasFocus()
    assert _whole(buttons[-1])
    desk.window.resize(1120, 1200)
    desk.wait(lambda: all(map(_whole, buttons)))


def _whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_an_error_after_a_hint_has_no_time(bar: NoticeBar) -> None:
    bar.say("Saved.")
    bar.say("It broke.", error=True)
    assert not bar.timer.isActive()


def test_what_is_of_the_chat_is_not_shown_beside_other_pages(start: Start) -> None:
    window = start().window
    window.bar.say("This chat nearly fills the context.", "", "Show", of_chat=True)
    assert window.bar.isVisible()
    window.show_models()
    assert window.bar.isHidden()
    window.format_bar.say("This model has no format.", "", "Choose…", stays=True, of_chat=True)
    assert window.format_bar.isHidden()
    window.back_to_chat()
    assert window.bar.isVisible()
    assert window.format_bar.isVisible()


def test_an_error_is_shown_on_every_page(start: Start) -> None:
    window = start().window
    window.show_models()
    window.bar.say("It broke.", error=True)
    assert window.bar.isVisible()


def test_a_message_takes_what_only_informs_away(start: Start) -> None:
    desk: Desk = start()
    desk.window.bar.say("It lies in a file.", "", "I understand", of_chat=True)
    desk.ask("Hello")
    assert desk.window.bar.isHidden()


def test_locked_chats_leave_no_name_in_a_notice(start: Start) -> None:
    desk = start()
    desk.ask("A secret")
    desk.application.set_lock("correct horse battery")
    desk.window.bar.say("Saved as A secret.md.")
    desk.window.lock.ask()
    desk.wait(lambda: desk.messages == [])
    assert desk.window.bar.isHidden()
