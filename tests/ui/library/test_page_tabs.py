"""The three tabs of the Models page: by pointer, by key, and as they were when one comes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from paddock.ui.library.page import DISCOVER, DOWNLOADS, HERE


def test_it_opens_with_what_can_be_found(shown) -> None:
    assert shown.page.tabs.current == DISCOVER
    assert shown.page.stack.currentIndex() == DISCOVER
    assert shown.hub.asked == []


@pytest.mark.parametrize("tab", [DISCOVER, HERE, DOWNLOADS])
def test_keys_choose_a_tab_wherever_the_focus_is(shown, qtbot: QtBot, tab: int) -> None:
    shown.page.show_tab(HERE if tab == DISCOVER else DISCOVER)
    shown.page.discover.bar.field.setFocus()
    focus = shown.page.focusWidget() or shown.page
    qtbot.keyClick(focus, Qt.Key(Qt.Key.Key_1 + tab), Qt.KeyboardModifier.ControlModifier)
    assert shown.page.stack.currentIndex() == tab
    assert shown.page.tabs.current == tab


def test_arrows_go_from_tab_to_tab(shown, qtbot: QtBot) -> None:
    first = shown.page.tabs.group.button(DISCOVER)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert shown.page.stack.currentIndex() == HERE
    assert shown.page.tabs.group.button(HERE).hasFocus()
    qtbot.keyClick(shown.page.tabs.group.button(HERE), Qt.Key.Key_Left)
    assert shown.page.stack.currentIndex() == DISCOVER


def test_a_tab_is_remembered_while_the_window_is_open(shown) -> None:
    shown.page.show_tab(HERE)
    shown.page.hide()
    shown.page.show()
    assert shown.page.stack.currentIndex() == HERE


def test_ctrl_f_searches_from_every_tab(shown, qtbot: QtBot) -> None:
    shown.page.show_tab(HERE)
    qtbot.keyClick(shown.page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shown.page.stack.currentIndex() == DISCOVER
    assert shown.page.discover.bar.field.hasFocus()


def test_every_button_of_every_tab_has_a_name(shown) -> None:
    for tab in (DISCOVER, HERE, DOWNLOADS):
        shown.page.show_tab(tab)
        buttons = [b for b in shown.page.findChildren(QAbstractButton) if b.isVisible()]
        assert len(buttons) >= 4
        assert all(b.accessibleName() for b in buttons)


@pytest.mark.parametrize("height", [400, 5000])
def test_everything_stands_in_one_line_whether_or_not_there_is_a_scroll_bar(shown, qtbot: QtBot, height: int) -> None:
    page = shown.page
    page.resize(900, height)

    def left(widget: QWidget) -> int:
        return widget.mapTo(page, QPoint(0, 0)).x()

    bar = page.discover.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.isVisible() == (height == 400), timeout=10_000)
    offer = next(iter(page.discover.home.offers.values()))
    qtbot.waitUntil(lambda: left(page.discover.home) == left(page.tabs) == left(page.discover.bar), timeout=10_000)
    assert offer.isVisible()
