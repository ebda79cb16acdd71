"""Find in chat, by its keys, in the real window."""

from __future__ import annotations

from desk import Desk, Start
from PySide6.QtCore import QPoint, Qt

from paddock.ui.find_bar import FindBar
from paddock.ui.theme import GRID

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def opened(desk: Desk) -> FindBar:
    bar = desk.window.page.find_bar
    desk.press(Qt.Key.Key_F, CTRL)
    desk.wait(bar.isVisible)
    return bar


def test_keys_open_it_go_round_and_close_it(start: Start) -> None:
    desk = start()
    desk.ask("needle, needle and needle")
    bar = opened(desk)
    assert bar.field.hasFocus()
    before = bar.count.text()
    assert before == ""
    desk.qtbot.keyClicks(bar.field, "needle")
    desk.wait(lambda: bar.count.text().startswith("1 of") and not bar.count.text().endswith("…"))
    total = bar.count.text().removeprefix("1 of ")
    desk.press(Qt.Key.Key_Return)
    assert bar.count.text() == f"2 of {total}"
    desk.press(Qt.Key.Key_Return, SHIFT)
    desk.press(Qt.Key.Key_Return, SHIFT)
    assert bar.count.text() == f"{total} of {total}"
    bar.next.click()
    assert bar.count.text() == f"1 of {total}"
    desk.press(Qt.Key.Key_Escape)
    assert bar.isHidden()
    marks = desk.window.page.transcript.documents.marks
    assert marks.pattern is None
    opened(desk)
    assert marks.pattern is not None


def test_it_does_not_touch_what_is_above_and_takes_no_room_while_it_is_hidden(start: Start) -> None:
    desk = start()
    desk.ask("needle")
    page = desk.window.page
    without = page.transcript.mapTo(page, QPoint()).y()
    bar = opened(desk)
    desk.wait(lambda: bar.field.mapTo(page, QPoint()).y() >= without + 3 * GRID)
    assert bar.mapTo(page, QPoint()).y() == without == 0
    desk.press(Qt.Key.Key_Escape)
    desk.wait(lambda: page.transcript.mapTo(page, QPoint()).y() == without)


def test_it_goes_with_the_chat(start: Start) -> None:
    desk = start()
    desk.ask("needle")
    bar = opened(desk)
    desk.qtbot.keyClicks(bar.field, "needle")
    desk.window.new_chat()
    desk.settle()
    desk.wait(bar.isHidden)
    assert desk.window.page.transcript.documents.marks.pattern is None


def test_words_that_the_sidebar_found_are_marked(start: Start) -> None:
    desk = start()
    desk.ask("needle in hay")
    chat = desk.window.conversation.chat
    assert chat is not None
    message = desk.messages[0]
    desk.window.new_chat()
    desk.settle()
    desk.window.places.look_for('"needle" hay')
    desk.window.conversation.show_message(chat.id, message.id)
    desk.settle()
    pattern = desk.window.page.transcript.documents.marks.pattern
    assert pattern is not None
    assert [match.group() for match in pattern.finditer("the needle, Hay")] == ["needle", "Hay"]
