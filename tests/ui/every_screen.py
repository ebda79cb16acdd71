"""Every screen of the window, for what must hold on all of them. One rule: each is opened as a person opens it."""

from __future__ import annotations

from collections.abc import Callable

from desk import Desk
from PySide6.QtWidgets import QDialog, QWidget

from paddock.ui.fields import Group

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


def dialog(command: str) -> Open:
    def open_(desk: Desk) -> QWidget:
        desk.ask("Hello")
        before = set(desk.window.findChildren(QDialog))
        next(each for each in desk.window.command_palette.commands if each.name == command).run()
        desk.wait(lambda: [each for each in desk.window.findChildren(QDialog) if each.isVisible()])
        return next(each for each in desk.window.findChildren(QDialog) if each not in before and each.isVisible())

    return open_


def personas(desk: Desk) -> QWidget:
    next(each for each in desk.window.command_palette.commands if each.name == "personas").run()
    return desk.window


SECTIONS = ["access", "chats", "models", "hub", "privacy", "lock", "network", "storage", "backup", "erase", "keyboard"]
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
    "personas": personas,
    "a chat's persona": dialog("persona"),
    **{f"settings, {name}": dialog(f"set_{name}") for name in SECTIONS},
}
