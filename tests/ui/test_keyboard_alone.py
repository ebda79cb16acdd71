"""With the keyboard alone: on every screen Tab reaches each control that can be used, and one sees where it is.

A group of choices is one stop of Tab, with the arrows within it, as everywhere; so is a list.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from desk import Desk, Start
from every_screen import SCREENS
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QScrollArea, QWidget

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
    if desk.window.page.composer.isVisible() and root is desk.window:
        desk.window.page.composer.edit.setFocus()
    elif root is desk.window:
        QTest.keyClick(desk.window.focusWidget() or root, Qt.Key.Key_Tab)  # a page may have it at first, for its keys
    reached = stops(root)
    groups = [group_of(widget) for widget in reached]
    missed = [widget for widget in can_be_used(root) if widget not in reached and group_of(widget) not in groups]
    assert not [f"{type(widget).__name__} {widget.accessibleName()}" for widget in missed]
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
