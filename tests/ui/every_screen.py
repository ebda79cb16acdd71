"""Every screen of the window, for what must hold on all of them. One rule: each is opened as a person opens it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desk import Desk
from PySide6.QtWidgets import QDialog, QWidget
from standin import Content, Hub, Repository, Sparse
from standin.made_up import card, header

from paddock.core.models import GUIDE, ModelFile
from paddock.core.personas import Persona
from paddock.ui.attachments import Attachment
from paddock.ui.dialogs import ask_to_open
from paddock.ui.errors import BugDialog
from paddock.ui.fields import Group
from paddock.ui.library.installed import InstalledTab
from paddock.ui.library.page import DISCOVER, HERE
from paddock.ui.lock import UnlockDialog
from paddock.ui.settings.dialog import SettingsDialog
from paddock.ui.shelf import ask_for_good

Open = Callable[[Desk], QWidget]


def empty_chat(desk: Desk) -> QWidget:
    return desk.window


def guide(desk: Desk) -> QWidget:
    desk.window.model_actions.choose("guide")
    return desk.window


def chat(desk: Desk) -> QWidget:
    desk.ask("Hello")
    return desk.window


def hidden_sidebar(desk: Desk) -> QWidget:
    desk.window.toggle_sidebar()
    return chat(desk)


def notice(desk: Desk) -> QWidget:
    desk.window.bar.say("What happened", "What to do", choices=[("One", lambda: None), ("Two", lambda: None)])
    desk.window.find_in_chat()
    return chat(desk)


def inspector(page: int) -> Open:
    def open_(desk: Desk) -> QWidget:
        desk.ask("Hello")
        desk.window.show_inspector(page)
        for group in desk.window.inspector.findChildren(Group):
            group.header.setChecked(True)
        return desk.window

    return open_


def models(tab: int) -> Open:
    def open_(desk: Desk) -> QWidget:
        desk.window.library.show().show_tab(tab)
        return desk.window

    return open_


def opened(desk: Desk, open_: Callable[[], object]) -> QDialog:
    """The dialog that comes of it."""

    def shown() -> list[QDialog]:
        return [each for each in desk.window.findChildren(QDialog) if each.isVisible()]

    before = shown()
    open_()
    desk.wait(lambda: [each for each in shown() if each not in before])
    return next(each for each in shown() if each not in before)


def run(desk: Desk, command: str) -> None:
    """As from the palette."""
    next(each for each in desk.window.command_palette.commands if each.name == command).run()


def dialog(command: str) -> Open:
    def open_(desk: Desk) -> QWidget:
        desk.ask("Hello")
        return opened(desk, lambda: run(desk, command))

    return open_


def under_settings(ask: Callable[[SettingsDialog], object]) -> Open:
    """A dialog that a button of the settings opens."""

    def open_(desk: Desk) -> QWidget:
        settings = opened(desk, lambda: run(desk, "settings"))
        assert isinstance(settings, SettingsDialog)
        return opened(desk, lambda: ask(settings))

    return open_


# --- what there is more of a chat


def palette(desk: Desk) -> QWidget:
    desk.ask("Hello")
    run(desk, "palette")
    return desk.window


def search(desk: Desk) -> QWidget:
    """Of all chats, with what was found, narrowed down."""
    desk.ask("Hello")
    run(desk, "filter")
    desk.qtbot.keyClicks(desk.window.sidebar.filter, "answer")
    filters = desk.window.sidebar.filters
    when = next(each.menu() for each in filters.menu().actions() if each.menu() is not None)
    when.actions()[0].trigger()
    return desk.window


def dates(desk: Desk) -> QWidget:
    return opened(desk, desk.window.sidebar.filters.ask_dates)


def temporary(desk: Desk) -> QWidget:
    run(desk, "temporary")
    desk.wait(lambda: desk.window.conversation.temporary)
    desk.ask("Hello")
    return desk.window


def leave_temporary(desk: Desk) -> QWidget:
    temporary(desk)
    return opened(desk, desk.window.new_chat)


def editing(desk: Desk) -> QWidget:
    desk.ask("Hello")
    desk.window.message_actions.edit_last()
    desk.window.page.composer.attach(Attachment("notes.txt", "One line. " * 400))
    return desk.window


def begun(desk: Desk) -> QWidget:
    desk.ask("Hello")
    desk.window.page.composer.show_begin(True)
    return desk.window


def undo(desk: Desk) -> QWidget:
    desk.ask("Hello")
    desk.window.message_actions.delete(desk.messages[-1].id)
    desk.wait(desk.window.page.undo.isVisible)
    return desk.window


def compare(desk: Desk) -> QWidget:
    desk.ask("Hello")
    made = opened(desk, lambda: desk.window.message_actions.compare(desk.messages[-1], GUIDE))
    desk.wait(lambda: not desk.window.conversation.answering)
    return made


def link(desk: Desk) -> QWidget:
    desk.ask("Hello")
    return opened(desk, lambda: ask_to_open(desk.appearance, "https://example.org/a/long/address", desk.window))


def delete_for_good(desk: Desk) -> QWidget:
    desk.ask("Hello")
    return opened(desk, lambda: ask_for_good(desk.appearance, 2, desk.window, lambda: None))


def bug(desk: Desk) -> QWidget:
    return opened(desk, BugDialog(desk.appearance, "ValueError\n  at a_module.py:12", desk.window).open)


# --- keys and passphrases


def locked(desk: Desk) -> QWidget:
    desk.ask("Hello")
    desk.application.set_lock("open sesame", with_keyring=False)
    return opened(desk, lambda: run(desk, "lock"))


def forgotten(desk: Desk) -> QWidget:
    asked = locked(desk)
    assert isinstance(asked, UnlockDialog)
    return opened(desk, asked.recovery.click)


def removing_passphrase(desk: Desk) -> QWidget:
    desk.application.set_lock("open sesame")
    return under_settings(lambda settings: settings.lock_section.ask_to_remove())(desk)


def asking_for_the_recovery_key(desk: Desk) -> QWidget:
    desk.application.set_lock("open sesame")
    return under_settings(lambda settings: settings.privacy_section.show_key.click())(desk)


# --- models


def offered(desk: Desk) -> Hub:
    """A Hub that the window asks from now on, with two files of one model, and what it says of them."""
    layers, width = 28, 3072
    content = Sparse(header(layers=layers, width=width, name="Llama 3.2 3B Instruct"), 2_500_000_000)
    large = Sparse(header(layers=layers, width=width, name="Llama 3.2 3B Instruct", kind=8), 4_600_000_000)
    files: dict[str, bytes | Path | Content] = {
        "Llama-3.2-3B-Instruct-Q4_K_M.gguf": content,
        "Llama-3.2-3B-Instruct-Q8_0.gguf": large,
        "README.md": card("llama3.2", "Llama 3.2 3B", "Answers questions."),
    }
    hub = desk.until_closed(Hub([Repository("someone/Llama-3.2-3B-Instruct-GGUF", files, likes=900, downloads=20_000)]))
    desk.application.settings.update(hub_endpoint=hub.url)
    return hub


def results(desk: Desk) -> QWidget:
    offered(desk)
    page = desk.window.library.show()
    page.show_tab(DISCOVER)
    page.discover.bar.field.setText("llama")
    page.discover.bar.field.returnPressed.emit()
    desk.wait(lambda: page.discover.results.model.rowCount() == 1)
    page.discover.bar.filters.click()
    return desk.window


def model_page(desk: Desk) -> QWidget:
    offered(desk)
    page = desk.window.library.show()
    page.show_tab(DISCOVER)
    page.discover.open_repo("someone/Llama-3.2-3B-Instruct-GGUF")
    repo = page.discover.repo
    desk.wait(lambda: repo.page is not None)
    desk.wait(lambda: all(row.badge.words.text() != "…" for row in repo.table.rows.values()))
    return desk.window


def here(desk: Desk) -> InstalledTab:
    """The models on this computer, with what is said of one of them."""
    page = desk.window.library.show()
    page.show_tab(HERE)
    desk.wait(lambda: page.here.rows)
    return page.here


def details(desk: Desk) -> QWidget:
    for row in here(desk).rows.values():
        row.toggle_details()
    return desk.window


def of_models(ask: Callable[[InstalledTab, ModelFile], object]) -> Open:
    def open_(desk: Desk) -> QWidget:
        tab = here(desk)
        model = next(row.model for row in tab.rows.values() if row.model.ref != GUIDE)
        return opened(desk, lambda: ask(tab, model))

    return open_


# --- personas


def personas(desk: Desk) -> QWidget:
    run(desk, "personas")
    return desk.window


def some_personas(desk: Desk) -> QWidget:
    service = desk.application.personas
    for name in ("The gardener", "A patient teacher"):
        service.save(Persona(0, name, system_prompt="You answer briefly."))
    desk.window.personas.start()
    desk.wait(lambda: len(desk.window.personas.all) == 2)
    run(desk, "personas")
    return desk.window


def persona_editor(desk: Desk) -> QWidget:
    return opened(desk, lambda: desk.window.personas.edit_new(Persona(0, "The gardener")))


SECTIONS = (
    *("access", "chats", "models", "cache", "hub", "privacy", "lock", "network", "storage", "backup", "erase"),
    *("keyboard", "about"),
)
SCREENS: dict[str, Open] = {
    "an empty chat": empty_chat,
    "the guide": guide,
    "a chat": chat,
    "the sidebar hidden": hidden_sidebar,
    "a notice": notice,
    "inspector, now": inspector(0),
    "inspector, answers": inspector(1),
    "inspector, model": inspector(2),
    "models, discover": models(0),
    "models, here": models(1),
    "models, downloads": models(2),
    "settings": dialog("settings"),
    "system prompt": dialog("system_prompt"),
    "prompt format": dialog("prompt_format"),
    "prompt templates": dialog("prompt_templates"),
    "export": dialog("export"),
    "new folder": dialog("new_folder"),
    "archive": dialog("archive"),
    "trash": dialog("trash"),
    "command palette": palette,
    "search of all chats": search,
    "search, dates": dates,
    "a temporary chat": temporary,
    "leaving a temporary chat": leave_temporary,
    "editing a question": editing,
    "beginning an answer": begun,
    "undo": undo,
    "compare": compare,
    "a link": link,
    "deleting for good": delete_for_good,
    "a mistake": bug,
    "locked": locked,
    "recovery key": forgotten,
    "models, results": results,
    "models, one": model_page,
    "models, details": details,
    "a smaller model": of_models(lambda tab, model: tab.deeds.ask_type(model)),
    "deleting a model": of_models(lambda tab, model: tab.deeds.ask_to_delete(model)),
    "models of other programs": of_models(lambda tab, model: tab.adding.find()),
    "a dropped model": of_models(lambda tab, model: tab.adding.ask_mode([model.path])),
    "folders of models": of_models(lambda tab, model: tab.show_folders()),
    "personas": personas,
    "some personas": some_personas,
    "a persona": persona_editor,
    "a chat's persona": dialog("persona"),
    "new passphrase": under_settings(lambda settings: settings.lock_section.ask()),
    "removing the passphrase": removing_passphrase,
    "backup": under_settings(lambda settings: settings.backup_section.ask_backup()),
    "restore": under_settings(lambda settings: settings.backup_section.ask_restore()),
    "copies": under_settings(lambda settings: settings.backup_section.ask_copies()),
    "salvage": under_settings(lambda settings: settings.backup_section.ask_salvage()),
    "export of all chats": under_settings(lambda settings: settings.transfer_section.ask_export()),
    "import of chats": under_settings(lambda settings: settings.transfer_section.ask_import()),
    "erase": under_settings(lambda settings: settings.erase_section.ask()),
    "token": under_settings(lambda settings: settings.hub_section.ask_token()),
    "recovery key, shown": under_settings(lambda settings: settings.privacy_section.show_key.click()),
    "recovery key, asked for": asking_for_the_recovery_key,
    "connections": under_settings(lambda settings: settings.network_section.show_list()),
    "samplers": under_settings(lambda settings: settings.models_section.change_sampling()),
    **{f"settings, {name}": dialog(f"set_{name}") for name in SECTIONS},
}
