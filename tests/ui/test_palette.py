"""The command palette: everything by name, and the focus back where it was."""

from __future__ import annotations

import pytest
from desk import Desk, Start
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from paddock.ui.commands import commands_of
from paddock.ui.palette.control import CommandPalette, key_of
from paddock.ui.palette.entries import Entry, ranked
from paddock.ui.palette.matching import match
from paddock.ui.palette.panel import PalettePanel
from paddock.ui.settings.dialog import SettingsDialog
from paddock.ui.shortcuts import KEYS
from paddock.ui.theme import DARK

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def opened(desk: Desk) -> PalettePanel:
    desk.press(Qt.Key.Key_P, CTRL_SHIFT)
    panel = desk.window.command_palette.panel
    assert panel is not None
    assert panel.isVisible()
    assert panel.field.hasFocus()
    return panel


def listed(panel: PalettePanel) -> list[str]:
    return [entry.title for entry in panel.model.entries]


def type_into(desk: Desk, panel: PalettePanel, text: str) -> None:
    desk.qtbot.keyClicks(panel.field, text)


# --- what is meant


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("new", "New chat"),
        ("NEW CHAT", "New chat"),
        ("chat new", "New chat"),
        ("sos", "Show or hide the sidebar"),
        ("hide side", "Show or hide the sidebar"),
        ("inspctr", "Show or hide the inspector"),
        ("mo disc", "Models: discover"),
        ("schließen", "Fenster SCHLIESSEN"),
        ("", "Anything"),
    ],
)
def test_what_is_typed_finds(asked: str, title: str) -> None:
    assert match(asked, title) is not None


@pytest.mark.parametrize(
    ("asked", "title"), [("newx", "New chat"), ("chat old", "New chat"), ("edibis", "Show or hide the sidebar")]
)
def test_what_is_typed_does_not_find(asked: str, title: str) -> None:
    assert match(asked, title) is None


def test_the_beginning_of_the_title_counts_most_then_of_a_word_then_the_middle_then_scattered_letters() -> None:
    titles = ["Models", "Open a model", "Remodel", "My own dull elephant"]
    found = [match("model", title) for title in titles]
    points = [each.points for each in found if each is not None]
    assert points == sorted(points, reverse=True)
    assert len(set(points)) == len(titles)


def test_the_letters_that_were_meant_are_known() -> None:
    found = match("op mod", "Open a model")
    assert found is not None
    assert found.places == (0, 1, 7, 8, 9)


def test_among_equals_what_was_used_most_comes_first_then_their_own_order() -> None:
    entries = [Entry(f"Chat {name}", "", "", lambda: None, name) for name in "abc"]
    assert [entry.name for entry in ranked(entries, "chat", {"c": 2, "b": 1})] == ["c", "b", "a"]
    assert [entry.name for entry in ranked(entries, "", {})] == ["a", "b", "c"]
    assert ranked(entries, "chat a", {"c": 2})[0].name == "a"


# --- the registry


def test_every_key_has_a_command_and_no_command_is_there_twice(start: Start) -> None:
    names = [command.name for command in commands_of(start().window)]
    assert len(names) == len(set(names))
    assert set(KEYS) <= set(names)


def test_every_command_has_an_icon_of_the_family_and_a_title_of_its_own(start: Start) -> None:
    desk = start()
    shown = [command for command in commands_of(desk.window) if command.title]
    assert len({command.title for command in shown}) == len(shown)
    for command in shown:
        assert not desk.appearance.icon(command.icon).isNull()


# --- in the window


def test_it_opens_by_key_and_esc_brings_the_focus_back(start: Start) -> None:
    desk = start()
    desk.window.sidebar.filter.setFocus()
    panel = opened(desk)
    assert "New chat" in listed(panel)
    desk.press(Qt.Key.Key_Escape)
    assert panel.isHidden()
    assert desk.window.sidebar.filter.hasFocus()


def test_the_same_key_puts_it_away(start: Start) -> None:
    desk = start()
    panel = opened(desk)
    desk.press(Qt.Key.Key_P, CTRL_SHIFT)
    assert panel.isHidden()
    assert desk.window.page.composer.edit.hasFocus()


def test_a_click_elsewhere_puts_it_away_and_the_focus_stays_there(start: Start) -> None:
    desk = start()
    panel = opened(desk)
    desk.qtbot.mouseClick(desk.window.sidebar.filter, Qt.MouseButton.LeftButton)
    assert panel.isHidden()
    assert desk.window.sidebar.filter.hasFocus()


def test_it_stands_in_the_menu_with_its_key(start: Start) -> None:
    desk = start()
    menu = desk.window.header.make_menu()
    action = next(action for action in menu.actions() if action.text() == "All commands…")
    assert action.shortcut().toString() == "Ctrl+Shift+P"
    action.trigger()
    assert desk.window.command_palette.panel is not None
    assert desk.window.command_palette.panel.isVisible()


def test_enter_runs_the_first_and_counts_it(start: Start) -> None:
    desk = start()
    panel = opened(desk)
    type_into(desk, panel, "dark")
    assert listed(panel)[0] == "Theme: dark"
    desk.press(Qt.Key.Key_Return)
    assert panel.isHidden()
    assert desk.appearance.palette is DARK
    desk.wait(lambda: desk.application.settings.current.command_uses == {"dark": 1})
    desk.wait(lambda: desk.application.settings.current.theme == "dark")
    assert listed(opened(desk))[0] == "Theme: dark"


def test_the_arrows_choose_and_go_round(start: Start) -> None:
    desk = start()
    panel = opened(desk)
    type_into(desk, panel, "inspector:")
    titles = listed(panel)[:3]
    assert titles == ["Inspector: now", "Inspector: answers", "Inspector: model"]
    last = len(panel.model.entries) - 1
    for key, row in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Tab, 2), (Qt.Key.Key_Up, 1), (Qt.Key.Key_Up, 0)):
        desk.press(key)
        assert panel.list.currentIndex().row() == row
        assert panel.field.hasFocus()
    desk.press(Qt.Key.Key_Up)
    assert panel.list.currentIndex().row() == last
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert desk.window.inspector.stack.currentIndex() == 1


def test_a_click_on_a_row_runs_it(start: Start) -> None:
    desk = start()
    panel = opened(desk)
    type_into(desk, panel, "models: downloads")
    place = panel.list.visualRect(panel.model.index(0)).center()
    desk.qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.window.library.page is not None
    assert desk.window.stack.currentWidget() is desk.window.library.page


def test_what_cannot_be_done_now_is_not_listed(start: Start) -> None:
    desk = start()
    panel = opened(desk)
    assert "Rename this chat" not in listed(panel)
    assert "Stop the answer" not in listed(panel)
    desk.press(Qt.Key.Key_Escape)
    desk.ask("Hello")
    assert "Rename this chat" in listed(opened(desk))


def test_chats_are_found_by_their_titles_and_open(start: Start) -> None:
    desk = start(["One.", "Two."])
    desk.ask("The weather in Oslo")
    oslo = desk.window.conversation.chat
    desk.window.new_chat()
    desk.wait(lambda: not desk.messages)
    desk.ask("Something else")
    panel = opened(desk)
    type_into(desk, panel, "weath")
    desk.wait(lambda: "The weather in Oslo" in listed(panel))
    row = listed(panel).index("The weather in Oslo")
    assert panel.model.entries[row].hint == "Chat"
    while panel.list.currentIndex().row() != row:
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert oslo is not None
    desk.wait(lambda: desk.window.conversation.chat is not None and desk.window.conversation.chat.id == oslo.id)
    assert desk.window.page.composer.edit.hasFocus()


def test_an_answer_to_an_earlier_question_is_not_shown(start: Start) -> None:
    desk = start()
    desk.ask("The weather in Oslo")
    panel = opened(desk)
    type_into(desk, panel, "weather")
    panel.field.setText("settings")
    desk.settle()
    done: list[None] = []
    desk.window.tasks.pool(lambda: None, done.append)
    desk.wait(lambda: done)
    assert "The weather in Oslo" not in listed(panel)


def test_models_are_found_and_answer(start: Start) -> None:
    desk = start(default_model="guide")
    desk.wait(lambda: len(desk.window.models.models) > 0)
    panel = opened(desk)
    type_into(desk, panel, "small llama")
    assert listed(panel)[0] == "Answer with Small Llama"
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.window.models.name(desk.window.conversation.model_ref) == "Small Llama")


def test_nothing_fits_is_said(start: Start) -> None:
    desk = start()
    panel = opened(desk)
    type_into(desk, panel, "qqqqzzzz")
    assert panel.nothing.isVisible()
    desk.press(Qt.Key.Key_Return)
    assert panel.isVisible()


def test_a_page_of_the_settings_opens_with_its_first_control_focused(start: Start) -> None:
    desk = start()
    panel = opened(desk)
    type_into(desk, panel, "settings: privacy")
    desk.press(Qt.Key.Key_Return)
    dialog = desk.window.findChild(SettingsDialog)
    assert dialog is not None
    assert dialog.isVisible()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(560, 420), (1280, 800)])
def test_it_fits_the_window(start: Start, scale: float, size: tuple[int, int]) -> None:
    desk = start(text_scale=scale)
    desk.window.resize(*size)
    panel = opened(desk)
    assert desk.window.rect().contains(panel.geometry())
    assert panel.rect().contains(panel.list.geometry())
    desk.window.resize(size[0] + 40, size[1] + 40)
    assert desk.window.rect().contains(panel.geometry())


def test_a_screen_reader_hears_the_row_that_is_chosen(start: Start) -> None:
    desk = start()
    said: list[str] = []
    desk.window.announcer.said.connect(said.append)
    panel = opened(desk)
    type_into(desk, panel, "new chat")
    assert said[-1] == f"New chat, {key_of('new_chat')}"
    tree = QAccessible.queryAccessibleInterface(panel.list)
    assert tree.role() is QAccessible.Role.List
    assert tree.child(0).text(QAccessible.Text.Name) == said[-1]


def test_nothing_is_searched_before_something_is_typed(start: Start) -> None:
    desk = start()
    window, app = desk.window, desk.application
    asked: list[str] = []
    palette = CommandPalette(
        window, desk.appearance, app.settings, window.tasks, window.announcer, window.models,
        window.model_actions.choose, window.model_actions.unload,
        lambda text, found: asked.append(text), window.open_chat,
    )  # fmt: skip
    palette.commands = commands_of(window)
    palette.open()
    assert palette.panel is not None
    assert not asked
    type_into(desk, palette.panel, "x")
    assert asked == ["x"]
