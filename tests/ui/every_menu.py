"""Every menu of the window, for what must hold in all of them. One rule: each is made as when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desk import Desk
from every_screen import here, some_personas
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from paddock.core.chats import Chat, Folder

Make = Callable[[Desk], QMenu]


def chat(desk: Desk) -> Chat:
    """The open one, with something in it."""
    if desk.window.conversation.chat is None:
        desk.ask("Hello")
    found = desk.window.conversation.chat
    assert found is not None
    return found


def header(desk: Desk) -> QMenu:
    chat(desk)
    return desk.window.header.make_menu()


def model(desk: Desk) -> QMenu:
    chat(desk)
    desk.wait(lambda: desk.window.models.all_loaded())
    return desk.window.header.chip.make_menu()


def search(desk: Desk) -> QMenu:
    chat(desk)
    return desk.window.sidebar.filters.menu()


def in_list(desk: Desk) -> QMenu:
    return desk.window.sidebar.list.menu_for(chat(desk))


def folder(desk: Desk) -> QMenu:
    return desk.window.sidebar.list.folder_menu(Folder(1, "Letters"))


def message(number: int) -> Make:
    def make(desk: Desk) -> QMenu:
        chat(desk)
        menu = QMenu(desk.window)
        desk.window.page.transcript.menu_requested.emit(desk.messages[number].id, menu)
        return menu

    return make


def last_message(desk: Desk) -> QMenu:
    chat(desk)
    (made,) = desk.window.message_actions.offered(None)
    return made


def persona(desk: Desk) -> QMenu:
    some_personas(desk)
    page = desk.window.personas.page
    assert page is not None
    return page.menu_for(desk.window.personas.all[0])


def playing(desk: Desk) -> QMenu:
    some_personas(desk)
    desk.window.header.persona.show_persona(desk.window.personas.all[0])
    return desk.window.header.persona.make_menu()


def installed(desk: Desk) -> QMenu:
    rows = [row for row in here(desk).rows.values() if row.model.name != "guide"]
    return rows[-1].make_menu()


MENUS: dict[str, Make] = {
    "the open chat": header,
    "its model": model,
    "a message": lambda desk: desk.window.page.composer.make_menu(),
    "all chats": lambda desk: desk.window.sidebar.more_menu(),
    "the search": search,
    "a chat": in_list,
    "a folder": folder,
    "a question": message(0),
    "an answer": message(-1),
    "the last message": last_message,
    "a persona": persona,
    "a chat's persona": playing,
    "models": lambda desk: here(desk).adding.make_menu(),
    "a model": installed,
}


def actions_of(menu: QMenu) -> Iterator[QAction]:
    """All of a menu, and of the menus within it."""
    for action in menu.actions():
        if not action.isSeparator():
            yield action
            inner = action.menu()
            if isinstance(inner, QMenu):
                yield from actions_of(inner)
