"""How the window's parts end. One rule: what was typed and answered is stored before anything is taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paddock.application import Application
    from paddock.ui.main_window import MainWindow

STOP_PATIENCE = 1.5  # s; then the engine is ended, which ends whatever still waits for it


def end(window: MainWindow, application: Application) -> bool:
    """Keep the draft and the shape, let answers be stored, then end the engine; whether everything ended in time."""
    window.page.composer.flush_draft()
    window.prefiller.close()
    window.memory.save()
    window.hide()
    if not window.bridge.close(STOP_PATIENCE):
        application.generation.close()
        window.bridge.close(STOP_PATIENCE)
    for part in (window.library, window.models, window.chats, window.places, window.personas, window.model_actions):
        part.close()
    return window.tasks.close()


def let_go(window: MainWindow) -> None:
    """The chats were locked: show nothing of them."""
    window.chats.let_go()
    window.places.let_go()
    window.personas.let_go()
    window.page.composer.take()
    window.sidebar.filter.clear()
    window.sidebar.undo.hide()
    window.page.undo.hide()
    for bar in (window.bar, window.format_bar):
        bar.dismiss()  # what it says may name a chat
    window.back_to_chat()
