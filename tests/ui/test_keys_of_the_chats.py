"""Opening the chats: where the key lies is said, a lost key is asked for, and nothing is ever overwritten."""

from __future__ import annotations

from desk import Desk, Start
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from paddock.config.recovery import parse_recovery, recovery_text
from paddock.config.secrets import MemoryBackend, SecretsUnavailable
from paddock.ui.recovery import RecoveryDialog, ShowKeyDialog, in_lines
from paddock.ui.settings.dialog import SettingsDialog


def with_a_chat(start: Start) -> str:
    """Make a chat, close, and return the recovery key."""
    desk = start()
    desk.ask("Keep me")
    key = desk.application.recovery_key()
    desk.close()
    return key


def dialog_of(desk: Desk) -> RecoveryDialog:
    desk.wait(lambda: any(dialog.isVisible() for dialog in desk.window.findChildren(RecoveryDialog)))
    return desk.window.findChildren(RecoveryDialog)[0]


def test_a_lost_key_is_asked_for_and_the_chats_open(start: Start) -> None:
    key = with_a_chat(start)
    desk = start(secrets=MemoryBackend(), ready=False)
    dialog = dialog_of(desk)
    assert dialog.heading.text()
    assert dialog.todo.text()
    assert not dialog.yes.isEnabled()
    dialog.field.setText(key.lower().replace("-", " "))
    desk.qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    desk.wait(lambda: len(desk.messages) == 2)
    assert not dialog.isVisible()
    assert desk.messages[0].text == "Keep me"


def test_a_wrong_key_is_refused_beside_the_field(start: Start) -> None:
    with_a_chat(start)
    before = start(secrets=MemoryBackend(), ready=False)
    dialog = dialog_of(before)
    for wrong in ("not a key", "AAAA-AAAA-AAAA"):
        dialog.field.setText(wrong)
        desk_click = before.qtbot.mouseClick
        desk_click(dialog.yes, Qt.MouseButton.LeftButton)
        before.wait(dialog.problem.isVisible)
        assert dialog.field.isEnabled()
        assert dialog.field.text() == wrong
    assert before.application.paths.database.exists()
    dialog.no.click()


def test_what_is_sent_while_the_key_is_missing_is_sent_afterwards(start: Start) -> None:
    key = with_a_chat(start)
    desk = start(secrets=MemoryBackend(), ready=False)
    dialog = dialog_of(desk)
    dialog.no.click()
    desk.window.activateWindow()
    desk.type("Meanwhile")
    desk.press(Qt.Key.Key_Return)
    desk.click("Enter the recovery key…")
    dialog = dialog_of(desk)
    dialog.field.setText(key)
    dialog.yes.click()
    desk.wait(lambda: len(desk.messages) == 2 and not desk.window.conversation.answering)
    assert desk.stored()[0].text == "Meanwhile"  # in the new chat that was seen, not in the one that was open before
    desk.wait(lambda: len(desk.titles()) == 2)


def test_a_key_in_a_file_is_said_until_it_was_understood(start: Start) -> None:
    no_keyring = MemoryBackend(SecretsUnavailable("there is none"))
    desk = start(secrets=no_keyring)
    desk.wait(desk.window.bar.isVisible)
    assert "file" in desk.window.bar.what.text()
    desk.click("I understand")
    assert desk.window.page.composer.edit.hasFocus()
    desk.wait(lambda: desk.application.settings.current.key_notice_shown)
    desk.close()
    again = start(secrets=no_keyring)
    assert again.window.bar.isHidden()
    again.window.show_settings()
    settings = again.window.findChild(SettingsDialog)
    assert settings is not None
    assert "file" in again.application.store_key.detail
    settings.close()


def test_settings_show_the_recovery_key_on_request(start: Start) -> None:
    desk = start()
    desk.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    settings = desk.window.findChild(SettingsDialog)
    assert settings is not None
    assert settings.isVisible()
    settings.privacy_section.show_key.click()
    desk.wait(lambda: settings.findChildren(ShowKeyDialog))
    shown = settings.findChildren(ShowKeyDialog)[0]
    assert parse_recovery(shown.shown.text()) == desk.application.store_key.key
    shown.copy.click()
    assert QGuiApplication.clipboard().text() == desk.application.recovery_key()
    shown.yes.click()
    settings.close()


def test_the_chats_are_opened_once_however_often_it_is_asked(start: Start) -> None:
    desk = start(ready=False)
    opened: list[object] = []
    desk.window.session.opened.connect(opened.append)
    desk.window.session.open()
    desk.wait(lambda: opened)
    desk.window.session.open()
    done: list[None] = []
    desk.window.tasks.store(lambda: None, done.append)
    desk.wait(lambda: done)
    assert len(opened) == 1


def test_the_key_is_shown_in_even_lines_of_whole_groups() -> None:
    key = recovery_text(bytes(range(32)))
    lines = in_lines(key).split("\n")
    assert "-".join(lines) == key
    lengths = [len(line.split("-")) for line in lines]
    assert len(set(lengths)) == 1
    assert not any(line.endswith("-") for line in lines)
