"""From part to part and from message to message by key."""

from __future__ import annotations

from desk import Desk, Start
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from paddock.ui.transcript.row import MessageRow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def focus(desk: Desk) -> QWidget:
    widget = desk.window.focusWidget()
    assert widget is not None
    return widget


def message(desk: Desk) -> str:
    row = focus(desk)
    assert isinstance(row, MessageRow)
    assert row.document is not None
    return row.document.message.text


def test_f6_goes_round_through_all_that_is_shown(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    window = desk.window
    window.show_inspector(0)
    window.page.composer.edit.setFocus()
    seen = []
    for _ in range(5):
        desk.press(Qt.Key.Key_F6)
        seen.append(focus(desk))
    tab = window.inspector.tabs.button(0)
    assert seen == [tab, window.sidebar.list, window.header.chip, window.page.transcript, window.page.composer.edit]
    desk.press(Qt.Key.Key_F6, SHIFT)
    assert focus(desk) is window.page.transcript


def test_f6_passes_by_what_is_hidden(start: Start) -> None:
    desk = start()
    desk.window.toggle_sidebar()
    desk.press(Qt.Key.Key_F6)
    assert focus(desk) is desk.window.header.chip
    desk.press(Qt.Key.Key_F6)
    assert focus(desk) is desk.window.page.composer.edit


def test_ctrl_up_and_down_go_message_by_message(start: Start) -> None:
    desk = start(["One.", "Two."])
    desk.ask("First")
    desk.ask("Second")
    assert [message(desk) for _ in range(4) if desk.press(Qt.Key.Key_Up, CTRL) is None] == [
        "Two.", "Second", "One.", "First",
    ]  # fmt: skip
    desk.press(Qt.Key.Key_Up, CTRL)
    assert message(desk) == "First"  # there is none before
    desk.press(Qt.Key.Key_Down, CTRL)
    assert message(desk) == "One."


def test_the_message_with_the_focus_is_in_view_shows_it_and_is_read_out(start: Start) -> None:
    desk = start([f"Answer {n}.\n\n" + "A line.\n\n" * 30 for n in range(4)])
    for n in range(4):
        desk.ask(f"Question {n}")
    transcript = desk.window.page.transcript
    desk.press(Qt.Key.Key_End)
    texts = []
    for _ in range(8):
        desk.press(Qt.Key.Key_Up, CTRL)
        row = focus(desk)
        texts.append(message(desk))
        assert row.geometry().intersects(transcript.viewport().rect())
        assert row.accessibleDescription()
    assert texts[-1] == "Question 0"
    row = focus(desk)
    assert transcript.viewport().rect().contains(row.geometry())
    ring = desk.appearance.palette.accent
    picture = row.grab().toImage()
    columns = range(picture.width())
    assert any(picture.pixelColor(x, 2).name() == ring for x in columns)


def test_tab_goes_on_from_a_message_to_its_buttons(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    desk.press(Qt.Key.Key_Up, CTRL)
    row = focus(desk)
    assert isinstance(row, MessageRow)
    desk.press(Qt.Key.Key_Tab)
    assert focus(desk) is row.copy


def test_where_there_is_no_message_nothing_happens(start: Start) -> None:
    desk = start()
    desk.press(Qt.Key.Key_Up, CTRL)
    assert focus(desk) is desk.window.page.composer.edit
