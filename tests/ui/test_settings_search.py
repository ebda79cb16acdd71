"""The search in the settings, their pages, and that every setting is there with a name and a sentence."""

from __future__ import annotations

from desk import Desk, Start
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from paddock.config.catalogue import described, names
from paddock.ui.inspector.panel import MODEL
from paddock.ui.settings.dialog import SettingsDialog
from paddock.ui.settings.keyboard import FIXED
from paddock.ui.settings.rows import Row
from paddock.ui.shelf import ShelfDialog
from paddock.ui.shortcuts import KEYS

ELSEWHERE = {
    "default_model": "the model's chip above the chat",
    "opened_models": "Models, On this computer",
    "model_params": "the inspector",
}
"""Settings that a person changes where they are used."""


APPEARANCE = ["Theme", "Language", "Text size", "Contrast", "Keep everything still", "Direction", "Screen readers"]


def settings_of(desk: Desk) -> SettingsDialog:
    desk.window.show_settings()
    dialog = desk.window.findChildren(SettingsDialog)[-1]
    desk.wait(dialog.isActiveWindow)
    return dialog


def every_row(dialog: SettingsDialog) -> list[Row]:
    return [row for page in dialog.pages for section in page.sections for row in section.rows]


def shown(dialog: SettingsDialog) -> list[str]:
    return [row.name for row in every_row(dialog) if row.isVisible()]


def type_into(desk: Desk, dialog: SettingsDialog, text: str) -> None:
    desk.qtbot.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert dialog.search.hasFocus()
    desk.qtbot.keyClicks(dialog.search, text)


def test_every_setting_is_in_the_window_and_on_the_command_line(start: Start) -> None:
    dialog = settings_of(start())
    of_rows = {name: row for row in every_row(dialog) for name in row.settings}
    by_hand = set(names())
    assert by_hand == {name for name in of_rows if not described(name).remembered} | ELSEWHERE.keys()
    assert not ELSEWHERE.keys() & of_rows.keys()
    for name in names(remembered=True):
        about = described(name)
        assert about.words.endswith(".")
        assert about.title or about.remembered
        if name in of_rows and name != "temperature":  # one of the samplers, which have a dialog of their own
            assert of_rows[name].name == about.title


def test_every_row_has_a_name_and_a_sentence(start: Start) -> None:
    desk = start()
    desk.application.set_lock("correct horse battery")
    dialog = settings_of(desk)
    desk.wait(lambda: not [row for row in every_row(dialog) if "…" in row.meaning[:2]])
    for row in every_row(dialog):
        assert row.name
        assert len(row.meaning.strip()) > 8, row.name
        assert row.meaning.strip().endswith((".", "yet", "files", "file")), row.name
    for page in dialog.pages:
        for section in page.sections:
            assert len({row.name for row in section.rows}) == len(section.rows)


def test_one_page_is_shown_and_a_click_shows_another(start: Start) -> None:
    desk = start()
    dialog = settings_of(desk)
    assert shown(dialog) == APPEARANCE
    for page in dialog.pages:
        desk.qtbot.mouseClick(dialog.list.buttons[page.name], Qt.MouseButton.LeftButton)
        expected = [row.name for section in page.sections for row in section.rows]
        assert set(shown(dialog)) <= set(expected)
        assert shown(dialog)
        assert dialog.list.buttons[page.name].isChecked()


def test_all_words_count_and_neither_case_nor_accents(start: Start) -> None:
    desk = start()
    dialog = settings_of(desk)
    type_into(desk, dialog, "ZOOM text")
    assert "Text size" in shown(dialog)
    assert "Theme" not in shown(dialog)
    dialog.search.setText("téxt zoöm font")
    assert shown(dialog) == ["Text size"]
    dialog.search.setText("context full")
    assert shown(dialog) == ["When the context is full"]
    dialog.search.setText("mirror")  # a word that stands nowhere in sight
    assert shown(dialog) == ["Address of the Hub"]
    dialog.search.setText("n_ctx")  # as the command line calls it
    assert shown(dialog) == ["Context"]


def test_hits_of_all_pages_are_shown_and_their_names_marked(start: Start) -> None:
    desk = start()
    dialog = settings_of(desk)
    type_into(desk, dialog, "passphrase")
    pages = {page.name for page in dialog.pages if dialog.list.buttons[page.name].isEnabled()}
    assert pages == {name for name, button in dialog.list.buttons.items() if button.isChecked()}
    assert {"privacy", "data", "keyboard"} <= pages
    assert "appearance" not in pages
    assert dialog.list.buttons["keyboard"].text() == "Keyboard (1)"
    assert {"A passphrase for your chats", "Back up now"} <= set(shown(dialog))
    assert len(shown(dialog)) == len(dialog.hits)


def test_enter_goes_to_the_first_and_esc_takes_the_search_back(start: Start) -> None:
    desk = start()
    dialog = settings_of(desk)
    dialog.show_page("engine")
    type_into(desk, dialog, "night")
    desk.qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.focusWidget() in dialog.appearance_section.themes.buttons()
    desk.qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.search.text() == ""
    assert dialog.search.hasFocus()
    assert "Context" in shown(dialog)
    assert all(button.isEnabled() for button in dialog.list.buttons.values())
    desk.qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_nothing_found_keeps_what_was_typed(start: Start) -> None:
    desk = start()
    dialog = settings_of(desk)
    type_into(desk, dialog, "xylophone")
    assert dialog.nothing.isVisible()
    assert dialog.nothing.text() == "Nothing found for “xylophone”."
    assert dialog.search.text() == "xylophone"
    assert shown(dialog) == []
    desk.qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.search.hasFocus()
    desk.qtbot.keyClick(dialog.search, Qt.Key.Key_Backspace)
    dialog.search.clear_button.click()
    assert not dialog.nothing.isVisible()
    assert shown(dialog) == APPEARANCE


def test_a_narrow_dialog_has_the_pages_above(start: Start) -> None:
    desk = start()
    dialog = settings_of(desk)
    dialog.resize(dialog.minimumSize())
    assert not dialog.list.isVisible()
    box = dialog.list.box
    box.setCurrentIndex(box.findText("Keyboard"))
    box.activated.emit(box.currentIndex())
    assert "New chat" in shown(dialog)
    dialog.search.setText("theme")
    assert not box.isVisible()
    dialog.search.clear()
    assert box.isVisible()
    assert box.currentText() == "Keyboard"
    for page in dialog.pages:
        dialog.show_page(page.name)
        dialog.area.widget().layout().activate()
        assert dialog.area.widget().minimumSizeHint().width() <= dialog.area.viewport().width(), page.name


def test_every_key_of_the_window_is_listed_with_what_it_does(start: Start) -> None:
    desk = start()
    dialog = settings_of(desk)
    dialog.show_page("keyboard")
    assert dialog.keyboard.shown == set(KEYS)
    assert not set(KEYS) & set(FIXED)
    type_into(desk, dialog, "ctrl+b")
    assert shown(dialog) == ["Show or hide the sidebar"]


def test_everything_in_the_settings_has_a_name(start: Start) -> None:
    desk = start()
    desk.application.set_lock("correct horse battery")
    dialog = settings_of(desk)
    for page in dialog.pages:
        dialog.show_page(page.name)
        buttons = [each for each in dialog.findChildren(QAbstractButton) if each.isVisible()]
        nameless = [each for each in buttons if not each.accessibleName() and not each.objectName().startswith("qt_")]
        assert not nameless, page.name


TYPED = {
    "A passphrase for your chats": "lock password PIN protect secure",
    "Graphics card, threads, prompt format": "GPU graphics CUDA Vulkan VRAM device offload CPU",
    "Text size": "font zoom big small",
    "Measure what is fastest": "slow fast speed performance cores threads",
    "Unload idle models": "memory RAM",
    "When Paddock connects": "tracking telemetry update crash cloud",
    "Your chats are encrypted on this computer": "encryption security",
    "Recovery key": "forgotten print",
    "Paddock": "version license open source",
    "Spelling": "autocorrect typo",
    "Token": "login account",
    "Theme": "dark night colour",
    "Every connection so far": "network log",
    "Erase everything": "delete reset uninstall remove wipe",
    "Screen readers": "accessibility blind reader",
    "Deleted chats": "trash delete bin",
    "Proxy": "proxy network",
}
"""What a person would type, each word by itself, to get to a row."""


def test_what_a_person_would_type_finds_the_row(start: Start) -> None:
    dialog = settings_of(start())
    for name, words in TYPED.items():
        for word in words.split():
            dialog.search.setText(word)
            assert any(hit.startswith(name) for hit in shown(dialog)), (word, shown(dialog))


def test_the_trash_is_a_step_away(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    dialog = settings_of(desk)
    dialog.chats_section.trash.click()
    assert not dialog.isVisible()
    desk.wait(lambda: any(shelf.isVisible() for shelf in desk.window.findChildren(ShelfDialog)))


def test_the_graphics_card_leads_to_the_inspector(start: Start) -> None:
    desk = start()
    dialog = settings_of(desk)
    dialog.models_section.inspect.click()
    assert not dialog.isVisible()
    assert desk.window.inspector.isVisible()
    assert desk.window.inspector.tabs.checkedId() == MODEL
