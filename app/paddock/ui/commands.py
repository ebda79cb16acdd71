"""What can be done in the window, by name. One rule: a command is written down here once; keys and palette read it.

To add one is one line in `commands_of`; a key of its own is one more in `shortcuts.KEYS`, under the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from paddock.ui.i18n import tr
from paddock.ui.inspector.panel import ANSWERS, MODEL, NOW
from paddock.ui.library.page import DISCOVER, DOWNLOADS, HERE
from paddock.ui.palette.offers import Offers, of_focus
from paddock.ui.style import SCALE_STEP
from paddock.ui.theme import ThemeChoice
from paddock.ui.undo_bar import UndoBar

if TYPE_CHECKING:
    from paddock.ui.main_window import MainWindow


def always() -> bool:
    """Enabled at any time."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the person can ask of the window.

    Attributes:
        name: what keys and the count of its uses know it by; never shown, never changed.
        title: what the palette calls it; "" for one that is only a key.
        run: does it. enabled: whether it can be done now.
        icon: of the family.
    """

    name: str
    title: str
    run: Callable[[], object]
    icon: str = ""
    enabled: Callable[[], bool] = always


def commands_of(window: MainWindow) -> tuple[Command, ...]:
    """Every command of a window, in the order in which an unused palette lists them."""
    return (*_chat(window), *_messages(window), *_places(window), *_pages(window), *_look(window), *_settings(window))


def offers_of(window: MainWindow) -> Offers:
    """The menus whose actions are no commands: of what has the focus, of the last message, and of the open chat."""

    def of_chat(focus: QWidget | None) -> Iterator[QMenu]:
        del focus
        chat, persona = window.conversation.chat, window.header.persona
        if chat is not None and not window.conversation.temporary:
            yield window.sidebar.list.places_of(chat)
        if persona.persona is not None:
            yield persona.make_menu()

    return Offers((of_focus, window.message_actions.offered, of_chat))


def _chat(window: MainWindow) -> tuple[Command, ...]:
    talk, page, chats = window.conversation, window.page, window.chats

    def there() -> bool:
        return talk.chat is not None and not talk.temporary

    def fresh() -> bool:
        return talk.chat is None or talk.temporary

    def shown() -> bool:
        return not page.transcript.isHidden()

    def delete() -> None:
        window.with_chat(lambda chat: chats.delete([chat]))

    def begin() -> None:
        window.back_to_chat()
        page.composer.show_begin(True)

    def export() -> None:
        window.with_chat(lambda chat: chats.ask_export([chat]))

    return (
        Command("new_chat", tr("New chat"), window.new_chat, "compose"),
        Command("stop", tr("Stop the answer"), talk.stop, "square", lambda: talk.answering),
        Command("write", tr("Write a message"), window.back_to_chat, "message"),
        Command("temporary", tr("Temporary chat: on or off"), page.temporary.toggle.click, "lock", fresh),
        Command("find", tr("Find in this chat"), lambda: window.find_in_chat(), "search", shown),
        Command("find_next", "", lambda: window.find_in_chat(1)),
        Command("find_previous", "", lambda: window.find_in_chat(-1)),
        Command(
            "previous_message", tr("To the previous message"), lambda: window.ways.step_message(-1), "arrow-up", shown
        ),
        Command("next_message", tr("To the next message"), lambda: window.ways.step_message(1), "arrow-down", shown),
        Command("to_end", tr("To the end of this chat"), page.transcript.scroll_to_end, "arrow-down", shown),
        Command("rename", tr("Rename this chat"), window.rename, "pencil", there),
        Command("delete_chat", tr("Delete this chat"), delete, "trash", there),
        Command("export", tr("Export this chat…"), export, "file", there),
        Command("system_prompt", tr("System prompt…"), chats.ask_prompt, "message"),
        Command("prompt_format", tr("Prompt format…"), lambda: window.formats.show(), "braces"),
        Command("prompt_templates", tr("Prompt templates…"), page.composer.templates_wanted.emit, "message"),
        Command("attach", tr("Attach a text file…"), page.composer.file_wanted.emit, "file"),
        Command("begin", tr("Begin the answer…"), begin, "pencil", lambda: not talk.answering),
        Command("speed", tr("Why is this slow?"), lambda: window.explain_speed(), "gauge"),
    )


def _messages(window: MainWindow) -> tuple[Command, ...]:
    """What is done with the last messages; the menu of a message does it with any."""
    deeds, side, page = window.message_actions, window.sidebar, window.page

    def asked() -> bool:
        return deeds.last_answer() is not None

    def some() -> bool:
        return deeds.last() is not None

    def forkable() -> bool:
        return some() and not window.conversation.temporary

    def undo() -> UndoBar | None:
        return next((bar for bar in (side.undo, page.undo) if bar.isVisible()), None)

    return (
        Command("again", tr("Answer again"), deeds.again_last, "refresh", asked),
        Command("again_with", tr("Answer again with…"), deeds.offer_again, "refresh", asked),
        Command("compare", tr("Compare two models…"), deeds.offer_comparison, "box", asked),
        Command("continue", tr("Continue the answer"), deeds.resume_last, "play", asked),
        Command("edit_last", tr("Edit your last question"), deeds.edit_last, "pencil", some),
        Command("fork", tr("Fork this chat"), deeds.fork_last, "compose", forkable),
        Command("delete_message", tr("Delete the last message"), deeds.delete_last, "trash", some),
        Command(
            "undo", tr("Undo"), lambda: bar.button.click() if (bar := undo()) else None, "reset", lambda: bool(undo())
        ),
    )


def _places(window: MainWindow) -> tuple[Command, ...]:
    chats, places, talk = window.chats, window.places, window.conversation
    return (
        Command("filter", tr("Search all chats"), window.focus_filter, "search"),
        Command("new_folder", tr("New folder…"), places.new_folder, "folder"),
        Command("import", tr("Import chats…"), chats.ask_import, "download"),
        Command("archive", tr("Archive…"), places.show_archive, "archive"),
        Command("trash", tr("Trash…"), places.show_trash, "trash"),
        Command("lock", tr("Lock the chats"), window.lock.ask, "lock", lambda: talk.service is not None),
        Command("open_chats", tr("Open the chats"), window.session.open, "lock", lambda: talk.service is None),
    )


def _pages(window: MainWindow) -> tuple[Command, ...]:
    def tab(number: int) -> Callable[[], object]:
        return lambda: window.library.show().show_tab(number)

    def listed() -> bool:
        return not window.conversation.temporary

    def inspect(number: int) -> Callable[[], object]:
        return lambda: window.show_inspector(number)

    return (
        Command("personas", tr("Personas"), window.personas.toggle, "user"),
        Command("persona", tr("Persona of this chat…"), window.header.persona_requested.emit, "user", listed),
        Command("models", tr("Models"), window.toggle_models, "box"),
        Command("discover", tr("Models: discover"), tab(DISCOVER), "search"),
        Command("models_here", tr("Models: on this computer"), tab(HERE), "computer"),
        Command("downloads", tr("Models: downloads"), tab(DOWNLOADS), "download"),
        Command("open_file", tr("Open a model’s file…"), window.model_actions.ask_file, "file"),
        Command("model", tr("Choose the model that answers"), window.header.chip.open_menu, "box"),
        Command("inspector", tr("Show or hide the inspector"), window.inspector_control.toggle, "inspector"),
        Command("inspect_now", tr("Inspector: now"), inspect(NOW), "gauge"),
        Command("inspect_answers", tr("Inspector: answers"), inspect(ANSWERS), "sliders"),
        Command("inspect_model", tr("Inspector: model"), inspect(MODEL), "sliders"),
        Command("sidebar", tr("Show or hide the sidebar"), window.toggle_sidebar, "sidebar"),
        Command("palette", "", window.command_palette.open),
        Command("next_part", "", lambda: window.ways.step_part(1)),
        Command("previous_part", "", lambda: window.ways.step_part(-1)),
        Command("quit", tr("Quit Paddock"), window.close, "power"),
    )


def _look(window: MainWindow) -> tuple[Command, ...]:
    look, looks = window.appearance, window.looks

    def theme(choice: ThemeChoice) -> Callable[[], object]:
        return lambda: looks.set_theme(choice)

    return (
        Command("larger", tr("Larger text"), lambda: looks.set_scale(look.scale + SCALE_STEP), "plus"),
        Command("smaller", tr("Smaller text"), lambda: looks.set_scale(look.scale - SCALE_STEP), "search"),
        Command("normal_size", tr("Text at 100 %"), lambda: looks.set_scale(1.0), "reset"),
        Command("light", tr("Theme: light"), theme(ThemeChoice.LIGHT), "settings"),
        Command("dark", tr("Theme: dark"), theme(ThemeChoice.DARK), "settings"),
        Command("system_theme", tr("Theme: as the system"), theme(ThemeChoice.SYSTEM), "settings"),
        Command("contrast", tr("High contrast: on or off"), looks.toggle_contrast, "settings"),
    )


def _settings(window: MainWindow) -> tuple[Command, ...]:
    def at(section: str) -> Callable[[], object]:
        return lambda: window.show_settings(section)

    return (
        Command("settings", tr("Settings"), window.show_settings, "settings"),
        Command("set_appearance", tr("Settings: appearance"), at("appearance"), "settings"),
        Command("set_access", tr("Settings: contrast, motion, direction"), at("access"), "settings"),
        Command("set_chats", tr("Settings: chats"), at("chats"), "settings"),
        Command("set_models", tr("Settings: models"), at("models"), "settings"),
        Command("set_model_folders", tr("Settings: folders of models"), at("model_folders"), "settings"),
        Command("set_hub", tr("Settings: downloads"), at("hub"), "settings"),
        Command("set_cache", tr("Settings: processed chats"), at("cache"), "settings"),
        Command("set_privacy", tr("Settings: privacy"), at("privacy"), "settings"),
        Command("set_lock", tr("Settings: passphrase"), at("lock"), "settings"),
        Command("set_network", tr("Settings: connections"), at("network"), "settings"),
        Command("set_storage", tr("Settings: what is stored where"), at("storage"), "settings"),
        Command("set_backup", tr("Settings: backup and restore"), at("backup"), "settings"),
        Command("set_transfer", tr("Settings: export and import"), at("transfer"), "settings"),
        Command("set_erase", tr("Settings: erase everything"), at("erase"), "settings"),
        Command("set_keyboard", tr("Settings: keyboard"), at("keyboard"), "settings"),
        Command("set_about", tr("Settings: about Paddock"), at("about"), "settings"),
    )
