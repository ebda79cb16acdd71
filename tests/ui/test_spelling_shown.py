"""Spelling in the composer: wavy lines, the menu that mends, the person's words, and what the settings say of it."""

from __future__ import annotations

import pytest
from desk import Desk, Start
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication

from paddock.ui.settings.dialog import SettingsDialog
from paddock.ui.spelling import SpellingField

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)

WAVY = QTextCharFormat.UnderlineStyle.SpellCheckUnderline


def field_of(desk: Desk) -> SpellingField:
    return desk.window.spelling.fields[0]


def write(desk: Desk, text: str) -> None:
    """As an input method does: QTest has no keys for such characters."""
    desk.window.page.composer.edit.insertPlainText(text)


def menu_over(desk: Desk, word: str) -> dict[str, QAction]:
    """What the menu of a word offers, opened as a click of the right button opens it."""
    edit = desk.window.page.composer.edit
    cursor = edit.textCursor()
    cursor.setPosition(edit.toPlainText().encode("utf-16-le").index(word.encode("utf-16-le")) // 2 + 1)
    at = edit.cursorRect(cursor).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, edit.viewport().mapToGlobal(at))
    QApplication.sendEvent(edit.viewport(), event)
    desk.wait(lambda: field_of(desk).menu is not None)
    menu = field_of(desk).menu
    assert menu is not None
    return {action.text(): action for action in menu.actions()}


def choose(desk: Desk, action: QAction) -> None:
    action.trigger()
    menu = field_of(desk).menu
    assert menu is not None
    menu.close()
    desk.wait(lambda: field_of(desk).menu is None)


def settings_of(desk: Desk) -> SettingsDialog:
    desk.window.show_settings("chats")
    dialog = desk.window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    return dialog


def test_wrong_words_get_a_wavy_line_but_not_the_one_being_typed(start: Start) -> None:
    desk = start()
    write(desk, "🙂 teh cat, teh dog qwxz")
    desk.wait(lambda: field_of(desk).marked() == ["teh", "teh"])
    first = desk.window.page.composer.edit.extraSelections()[0]
    assert first.format.underlineStyle() == WAVY
    desk.type(" ")
    desk.wait(lambda: field_of(desk).marked() == ["teh", "teh", "qwxz"])


def test_the_menu_mends_a_word(start: Start) -> None:
    desk = start()
    write(desk, "🙂 teh cat")
    desk.wait(lambda: field_of(desk).marked() == ["teh"])
    entries = menu_over(desk, "teh")
    assert list(entries)[:2] == ["the", "ten"]
    choose(desk, entries["the"])
    assert desk.window.page.composer.edit.toPlainText() == "🙂 the cat"
    desk.wait(lambda: not field_of(desk).marked())
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.page.composer.edit.toPlainText() == "🙂 teh cat"


def test_a_word_can_be_ignored_added_and_taken_out_again(start: Start) -> None:
    desk = start()
    desk.type("teh Paddok qwxz ")
    desk.wait(lambda: field_of(desk).marked() == ["teh", "Paddok", "qwxz"])
    entries = menu_over(desk, "qwxz")
    assert not entries["No suggestions"].isEnabled()
    choose(desk, entries["Ignore “qwxz”"])
    desk.wait(lambda: field_of(desk).marked() == ["teh", "Paddok"])
    choose(desk, menu_over(desk, "Paddok")["Add “Paddok” to your words"])
    desk.wait(lambda: field_of(desk).marked() == ["teh"])
    assert desk.application.settings.current.spelling_words == ("Paddok",)
    choose(desk, menu_over(desk, "Paddok")["Take “Paddok” out of your words"])
    desk.wait(lambda: field_of(desk).marked() == ["teh", "Paddok"])


def test_a_right_word_has_the_usual_menu(start: Start) -> None:
    desk = start()
    desk.type("a cat ")
    entries = menu_over(desk, "cat")
    assert entries
    assert not [name for name in entries if "cat" in name or name == "No suggestions"]


def test_the_keyboard_opens_the_menu_of_the_word_under_the_cursor(start: Start) -> None:
    desk = start()
    desk.type("teh")
    edit = desk.window.page.composer.edit
    at = edit.cursorRect().center() - QPoint(2, 0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, edit.mapToGlobal(at))
    QApplication.sendEvent(edit.viewport(), event)
    desk.wait(lambda: field_of(desk).menu is not None)
    menu = field_of(desk).menu
    assert menu is not None
    assert menu.actions()[0].text() == "the"
    menu.close()


def test_how_the_answer_begins_is_checked_too(start: Start) -> None:
    desk = start()
    desk.window.page.composer.show_begin(True)
    desk.qtbot.keyClicks(desk.window.page.composer.begin, "teh ")
    desk.wait(lambda: desk.window.spelling.fields[1].marked() == ["teh"])


def test_the_settings_choose_the_dictionary_and_turn_it_off(start: Start) -> None:
    desk = start()
    desk.type("teh ")
    desk.wait(lambda: field_of(desk).marked() == ["teh"])
    box = settings_of(desk).chats_section.spelling.box
    desk.wait(lambda: box.count() == 3)
    assert [box.itemData(row) for row in range(3)] == ["off", "language", "en_US"]
    assert box.currentData() == "language"
    box.setCurrentIndex(0)
    box.activated.emit(0)
    desk.wait(lambda: desk.application.settings.current.spelling == "off")
    settings_of(desk).close()
    desk.type("x ")
    desk.wait(lambda: not field_of(desk).marked())


def test_the_words_can_be_written_in_the_settings(start: Start) -> None:
    desk = start()
    dialog = settings_of(desk)
    words = dialog.chats_section.spelling.edit_words(dialog)
    words.field.setPlainText("teh\n\n Paddok \nteh")
    words.yes.click()
    desk.wait(lambda: desk.application.settings.current.spelling_words == ("Paddok", "teh"))
    dialog.close()


def test_without_a_dictionary_it_is_off_and_the_settings_say_so(start: Start) -> None:
    desk = start(dictionaries=None)
    desk.type("teh ")
    rows = settings_of(desk).chats_section.spelling
    desk.wait(lambda: not rows.box.isEnabled())
    assert rows.row.meaning.startswith("Off: this computer has no dictionary.")
    assert field_of(desk).marked() == []
    settings_of(desk).close()
