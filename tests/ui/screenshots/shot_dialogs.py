"""States in which a dialog is open. One rule: each is opened as a person opens it."""

from __future__ import annotations

from collections.abc import Callable

from desk import Desk
from PySide6.QtWidgets import QDialog, QWidget
from shot_chats import usual
from shot_scene import Scene

from paddock.core.models import GUIDE
from paddock.core.personas import Persona
from paddock.ui.lock import UnlockDialog
from paddock.ui.settings.dialog import SettingsDialog
from paddock.ui.settings.passphrase import ShowKeyQuestion


def settings(section: str) -> Callable[[Scene], QWidget]:
    def open_(scene: Scene) -> QWidget:
        desk = scene.open(chats=usual())
        desk.window.show_settings(section)
        desk.wait(lambda: any(each.isVisible() for each in desk.window.findChildren(QDialog)))
        return next(each for each in desk.window.findChildren(QDialog) if each.isVisible())

    return open_


def passphrase(scene: Scene) -> QWidget:
    """Another one is being chosen, and is too short yet."""
    desk = scene.open(chats=usual())
    desk.application.set_lock("correct horse battery")
    settings = settings_dialog(desk, "lock")
    dialog = settings.lock_section.ask()
    desk.wait(dialog.keyring.isVisible)
    dialog.first.setText("horse")
    return dialog


def passphrase_removal(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual())
    desk.application.set_lock("correct horse battery")
    dialog = settings_dialog(desk, "lock").lock_section.ask_to_remove()
    dialog.present.setText("another one")
    dialog.yes.click()
    desk.wait(dialog.problem.isVisible)
    return dialog


def locked(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual())
    desk.application.set_lock("correct horse battery")
    desk.window.lock.ask()
    desk.wait(lambda: desk.window.findChildren(UnlockDialog))
    return desk.window.findChildren(UnlockDialog)[0]


def recovery_key_question(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual())
    desk.application.set_lock("correct horse battery")
    settings = settings_dialog(desk, "privacy")
    desk.settle()
    settings.privacy_section.show_key.click()
    return settings.findChildren(ShowKeyQuestion)[0]


def settings_dialog(desk: Desk, section: str) -> SettingsDialog:
    desk.window.show_settings(section)
    (dialog,) = desk.window.findChildren(SettingsDialog)
    return dialog


def guided_persona(scene: Scene) -> QWidget:
    """A persona is wanted where the guide answers."""
    desk = scene.open()
    desk.application.personas.save(Persona(0, "The gardener"))
    desk.window.personas.refresh()
    desk.window.conversation.set_model(GUIDE)
    desk.ask("Hello")
    desk.wait(lambda: desk.window.personas.all)
    dialog = desk.window.personas.ask()
    assert dialog is not None
    dialog.list.setCurrentRow(1)
    assert dialog.hint.isVisible()
    return dialog
