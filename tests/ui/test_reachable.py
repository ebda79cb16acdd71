"""Everything can be reached: by key, by name, and by Tab; and the focus comes back to the composer."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk, Start
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QWidget,
)

from paddock.ui.fields import Group
from paddock.ui.settings.dialog import SettingsDialog
from paddock.ui.shortcuts import KEYS

INTERACTIVE = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QSlider)


def nameless(root: QWidget) -> list[str]:
    widgets = [widget for kind in INTERACTIVE for widget in root.findChildren(kind)]
    named = ("qt_", "ScrollBar")  # Qt's own insides
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in widgets
        if widget.isVisible() and not widget.accessibleName() and not widget.objectName().startswith(named)
    ]


def test_every_widget_that_can_be_used_has_a_name(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    assert not nameless(desk.window)
    desk.window.show_models()
    desk.window.show_settings()
    assert not nameless(desk.window)


def test_everything_in_the_inspector_has_a_name(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    for page in range(3):
        desk.window.show_inspector(page)
        for group in desk.window.inspector.findChildren(Group):
            group.header.setChecked(True)
        desk.window.inspector.model.editor.adapters.add(Path("pirate.gguf"))
        assert not nameless(desk.window.inspector)
    desk.window.show_settings()
    dialog = desk.window.findChild(SettingsDialog)
    assert dialog is not None
    assert not nameless(dialog.models_section.change_sampling())


def test_tab_goes_through_the_window_and_back(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    composer = desk.window.page.composer.edit
    seen: list[QWidget] = []
    for _ in range(60):
        desk.press(Qt.Key.Key_Tab)
        focus = desk.window.focusWidget()
        assert focus is not None
        assert focus.isVisible()
        if focus is composer:
            break
        seen.append(focus)
    assert desk.window.focusWidget() is composer
    for widget in (desk.window.sidebar.new_button, desk.window.sidebar.list, desk.window.header.chip):
        assert widget in seen


def test_no_key_means_two_things() -> None:
    keys = [QKeySequence(text).toString() for texts in KEYS.values() for text in texts]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("key", "page"), [(Qt.Key.Key_M, "models"), (Qt.Key.Key_Comma, "settings")])
def test_keys_open_and_the_focus_comes_back(start: Start, key: Qt.Key, page: str) -> None:
    desk = start()
    desk.press(key, Qt.KeyboardModifier.ControlModifier)
    if page == "models":
        assert desk.window.stack.currentWidget() is not desk.window.page
        desk.press(Qt.Key.Key_Escape)
        assert desk.window.stack.currentWidget() is desk.window.page
    else:
        dialog = desk.window.findChild(SettingsDialog)
        assert dialog is not None
        desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        desk.window.activateWindow()
    desk.wait(desk.window.page.composer.edit.hasFocus)


def test_ctrl_n_is_an_empty_chat_with_the_focus_in_the_composer(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    desk.window.sidebar.list.setFocus()
    desk.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: desk.window.conversation.chat is None)
    assert desk.window.page.greeting.isVisible()
    assert desk.window.page.composer.edit.hasFocus()


def test_ctrl_o_asks_for_a_file(start: Start) -> None:
    desk = start()
    desk.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialogs = [widget for widget in desk.window.findChildren(QWidget) if widget.windowTitle() == "Open a model"]
    assert dialogs
    dialogs[0].close()


def test_ctrl_q_closes_the_window(start: Start) -> None:
    desk = start()
    desk.press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not desk.window.isVisible()


def test_esc_stops_wherever_the_focus_is(start: Start) -> None:
    desk: Desk = start()
    stopped: list[bool] = []
    desk.window.conversation.text_returned.connect(lambda text: stopped.append(True))
    desk.window.header.chip.setFocus()
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.page.composer.edit.hasFocus()


def test_the_composer_grows_to_eight_lines_and_then_scrolls(start: Start) -> None:
    edit = start().window.page.composer.edit
    one = edit.height()
    edit.setPlainText("\n".join("abc"))
    three = edit.height()
    edit.setPlainText("\n".join("abcdefgh"))
    eight = edit.height()
    edit.setPlainText("\n".join("abcdefghijkl"))
    assert one < three < eight == edit.height()
    assert edit.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
    edit.setPlainText("word " * 200)  # wrapped lines count as well
    assert edit.height() == eight
    edit.setPlainText("")
    assert edit.height() == one
