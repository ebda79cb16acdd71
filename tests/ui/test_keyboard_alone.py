"""With the keyboard alone: on every screen Tab reaches each control that can be used, and one sees where it is.

What is reached has a name, which is what is written on it.

A group of choices is one stop of Tab, with the arrows within it, as everywhere; so is a list.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from desk import Desk, Start
from every_screen import SCREENS
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QMenu,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from told import misnamed, nameless

from paddock.ui.transcript.buttons import FlatButton

MOST = 400  # stops of Tab on one screen
MARGIN = 4  # px around a control in which its ring may be


def can_be_used(root: QWidget) -> list[QWidget]:
    """What Tab has to reach, but for those of a group that are not its stop."""
    found = []
    for widget in root.findChildren(QWidget):
        inside = widget.objectName().startswith("qt_") or widget.inherits("QScrollBar")
        tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        if widget.window() is root.window() and widget.isVisible() and widget.isEnabled() and tabbed and not inside:
            found.append(widget)
    return found


def stops(root: QWidget) -> list[QWidget]:
    """What gets the focus, Tab by Tab, until it comes round."""
    seen: list[QWidget] = []
    for _ in range(MOST):
        focus = root.window().focusWidget()
        assert focus is not None
        if focus in seen:
            return seen
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come round: {seen[-3:]}")


def group_of(widget: QWidget) -> object:
    """A choice stands for its group: the arrows go on from there."""
    if isinstance(widget, QAbstractButton):
        if widget.group() is not None and widget.group().exclusive():
            return widget.group()
        if widget.autoExclusive():
            return widget.parentWidget()
    return widget


def hears_enter(button: QAbstractButton) -> bool:
    """Qt's own buttons hear Space alone, but for those that choose."""
    own = [kind for kind in type(button).__mro__ if kind.__module__.startswith("paddock.")]
    return isinstance(button, QCheckBox | QRadioButton) or any("keyPressEvent" in vars(kind) for kind in own)


def picture(widget: QWidget) -> QImage:
    """The control and what is around it."""
    window = widget.window()
    QApplication.processEvents()
    area = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return window.grab(area.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)).toImage()


def shows_its_focus(widget: QWidget) -> bool:
    """Whether it looks otherwise with the focus than without, by more than a caret: on its edge or beyond it."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    reveal(widget)
    marked = picture(widget)
    widget.clearFocus()
    plain = picture(widget)
    assert marked.size() == plain.size()
    different = 0
    for x in range(0, marked.width(), 2):
        for y in range(0, marked.height(), 2):
            different += marked.pixel(x, y) != plain.pixel(x, y)
            if different >= 8:
                return True
    return False


def reveal(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
    QApplication.processEvents()


@pytest.mark.parametrize("screen", SCREENS)
def test_tab_reaches_everything_comes_round_and_is_seen(start: Start, screen: str) -> None:
    desk = start()
    desk.window.resize(1280, 800)
    root = SCREENS[screen](desk)
    desk.settle()
    QApplication.processEvents()
    assert not nameless(root)
    assert not misnamed(root)
    if desk.window.page.composer.isVisible() and root is desk.window:
        desk.window.page.composer.edit.setFocus()
    elif root is desk.window:
        QTest.keyClick(desk.window.focusWidget() or root, Qt.Key.Key_Tab)  # a page may have it at first, for its keys
    reached = stops(root)
    groups = [group_of(widget) for widget in reached]
    missed = [widget for widget in can_be_used(root) if widget not in reached and group_of(widget) not in groups]
    assert not [f"{type(widget).__name__} {widget.accessibleName()}" for widget in missed]
    deaf = [widget for widget in reached if isinstance(widget, QAbstractButton) and not hears_enter(widget)]
    assert not [f"{type(widget).__name__} {widget.accessibleName()}" for widget in deaf]
    unseen = [widget for widget in reached if not shows_its_focus(widget)]
    assert not [f"{type(widget).__name__} {widget.accessibleName()}" for widget in unseen]


@pytest.mark.parametrize("command", ["system_prompt", "prompt_templates", "new_folder", "archive", "trash", "settings"])
def test_esc_leaves_a_dialog_and_the_focus_is_where_it_was(start: Start, command: str) -> None:
    desk = start()
    desk.ask("Hello")
    desk.window.header.more.setFocus()
    root = dialog_only(desk, command)
    QTest.keyClick(root.focusWidget() or root, Qt.Key.Key_Escape)
    desk.wait(root_gone(desk))
    desk.window.activateWindow()
    desk.wait(desk.window.header.more.hasFocus)


def dialog_only(desk: Desk, command: str) -> QDialog:
    next(each for each in desk.window.command_palette.commands if each.name == command).run()
    desk.wait(lambda: [each for each in desk.window.findChildren(QDialog) if each.isVisible()])
    return next(each for each in desk.window.findChildren(QDialog) if each.isVisible())


def root_gone(desk: Desk) -> Callable[[], bool]:
    return lambda: not [each for each in desk.window.findChildren(QDialog) if each.isVisible()]


def test_what_can_be_done_with_a_message_is_reached_message_by_message(start: Start) -> None:
    desk = start(["One.", "Two."])
    desk.ask("First")
    desk.ask("Second")
    names = [
        widget.accessibleName()
        for widget in stops(desk.window)
        if isinstance(widget, FlatButton) and isinstance(widget.window().focusWidget(), QWidget)
    ]
    assert names.count("Copy") == 4
    assert names.count("Edit and ask again") == 2
    assert names.count("Again: write another answer") == 1


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, of popups
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_a_button_as_space_does(start: Start, key: Qt.Key) -> None:
    desk = start()
    desk.ask("Hello")
    window = desk.window
    copy = next(each for each in window.findChildren(FlatButton) if each.accessibleName() == "Copy")
    for button in (window.header.more, window.sidebar.new_button, copy):
        pressed: list[QAbstractButton] = []
        button.clicked.connect(partial(pressed.append, button))
        QTest.keyClick(button, key)
        assert pressed, button.accessibleName()
        for menu in window.findChildren(QMenu):
            menu.close()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down])
def test_a_key_opens_the_models_with_the_first_chosen(start: Start, key: Qt.Key) -> None:
    desk = start()
    chip = desk.window.header.chip
    chip.setFocus()
    desk.press(key)
    menu = next(each for each in chip.findChildren(QMenu) if each.isVisible())
    assert menu.activeAction() is menu.actions()[0]
    menu.close()
