"""Every action of every menu: it has words, its keys are told on the keyboard page, and the palette has it, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from desk import Desk, Start
from every_menu import MENUS, actions_of, chat
from every_screen import here, search
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from paddock.core.chats import Folder
from paddock.ui.settings.keyboard import FIXED, groups
from paddock.ui.shortcuts import KEYS
from paddock.ui.transcript.row import MessageRow

BY_COMMAND: Mapping[str, str] = {
    "Rename": "rename",
    "Delete": "delete_chat",
    "Persona…": "persona",
    "Save as Markdown…": "export",
    "All commands…": "palette",
    "Get a real model…": "discover",
    "Open a file…": "open_file",
}
"""What the palette calls otherwise than the menu of the open chat, or of its model."""


def words_of(action: QAction) -> str:
    return action.text().partition("\t")[0].replace("&&", "&")


def keys_of(action: QAction) -> str:
    shown = action.shortcut().toString() or action.text().partition("\t")[2]
    return QKeySequence(shown).toString()


def leaves(menu: QMenu) -> list[QAction]:
    return [action for action in actions_of(menu) if action.menu() is None and action.isEnabled()]


@pytest.mark.parametrize("name", MENUS)
def test_every_action_has_words_and_no_key_is_there_twice(start: Start, name: str) -> None:
    menu = MENUS[name](start())
    actions = list(actions_of(menu))
    assert actions
    assert all(words_of(action).strip() for action in actions)
    keys = [keys for action in actions if (keys := keys_of(action))]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", MENUS)
def test_every_key_of_a_menu_is_told_on_the_keyboard_page(start: Start, name: str) -> None:
    told = {QKeySequence(key).toString() for keys in (*KEYS.values(), *FIXED.values()) for key in keys}
    assert {keys for action in actions_of(MENUS[name](start())) if (keys := keys_of(action))} <= told


def test_every_key_has_its_row_on_the_keyboard_page() -> None:
    assert {name for names in groups().values() for name in names} == {*KEYS, *FIXED}


# --- the palette


def in_composer(desk: Desk) -> None:
    desk.window.page.composer.edit.setFocus()


def in_list(desk: Desk) -> None:
    listed = desk.window.sidebar.list
    listed.setCurrentIndex(desk.window.chat_model.index_of(chat(desk).id))
    listed.setFocus()


def on_a_folder(desk: Desk) -> None:
    model, listed = desk.window.chat_model, desk.window.sidebar.list
    model.set_folders([Folder(1, "Letters"), Folder(2, "Poems")])
    listed.setCurrentIndex(model.index_of_folder(1))
    listed.setFocus()


def on_message(number: int) -> Callable[[Desk], None]:
    def focus(desk: Desk) -> None:
        rows = sorted(desk.window.page.transcript.findChildren(MessageRow), key=lambda row: row.y())
        rows[number].setFocus()

    return focus


def on_a_persona(desk: Desk) -> None:
    page = desk.window.personas.page
    assert page is not None
    page.focus()


def on_a_model(desk: Desk) -> None:
    rows = [row for row in here(desk).rows.values() if row.model.name != "guide"]
    rows[-1].setFocus()


def searching(desk: Desk) -> None:
    search(desk)
    desk.window.sidebar.filter.setFocus()


FOCUS: Mapping[str, Callable[[Desk], None]] = {
    "the open chat": in_composer,
    "its model": in_composer,
    "a message": in_composer,
    "all chats": in_composer,
    "the search": searching,
    "a chat": in_list,
    "a folder": on_a_folder,
    "a question": on_message(0),
    "an answer": on_message(-1),
    "the last message": in_composer,
    "a persona": on_a_persona,
    "a chat's persona": in_composer,
    "models": on_a_model,
    "a model": on_a_model,
}


def listed(desk: Desk, words: str) -> Iterator[str]:
    """What the palette has for these words."""
    panel = desk.window.command_palette.panel
    assert panel is not None
    panel.field.setText(words)
    return (entry.title for entry in panel.model.entries)


@pytest.mark.parametrize("name", MENUS)
def test_every_action_is_in_the_palette(start: Start, name: str) -> None:
    desk = start()
    menu = MENUS[name](desk)
    FOCUS[name](desk)
    desk.window.command_palette.open()
    titles = {command.name: command.title for command in desk.window.command_palette.commands}
    missing = []
    for action in leaves(menu):
        words = words_of(action)
        if name == "its model" and not words.endswith("…"):
            words = words.partition(" – ")[0].partition(" · ")[0].partition(" (")[0]  # "Answer with …"
        known = titles.get(BY_COMMAND.get(words, ""), words) if name in ("the open chat", "its model") else words
        if words != "All commands…" and not any(title.endswith(known) for title in listed(desk, known)):
            missing.append(words)
    assert not missing


def test_what_the_palette_has_of_a_menu_is_done_and_its_menus_go(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    desk.window.command_palette.open()
    before = len(desk.window.findChildren(QMenu))
    assert "Copy message" in listed(desk, "copy message")
    during = len(desk.window.findChildren(QMenu))
    assert during > before
    panel = desk.window.command_palette.panel
    assert panel is not None
    assert panel.model.entries[0].hint == "Last message"
    panel.field.taken.emit()
    assert QGuiApplication.clipboard().text() == "This is an answer."
    desk.wait(lambda: len(desk.window.findChildren(QMenu)) == before)
