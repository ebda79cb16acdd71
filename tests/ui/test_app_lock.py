"""The app lock in the window: set in the settings, asked for, and nothing of the chats is shown while it holds."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from desk import Desk, Start, TellingEngine
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from paddock.config.secrets import MemoryBackend, SecretsUnavailable, parse_recovery, recovery_text
from paddock.core.errors import UserError
from paddock.engine.api import GenerationRequest, PromptMeasure
from paddock.engine.fake import FakeAnswer, FakeEngine
from paddock.ui.lock import UnlockDialog
from paddock.ui.recovery import ShowKeyDialog
from paddock.ui.settings.dialog import SettingsDialog
from paddock.ui.settings.passphrase import PassphraseDialog, RemovePassphraseDialog, ShowKeyQuestion
from paddock.ui.settings.rows import Row

PASSPHRASE = "correct horse battery"


def unlock_dialog(desk: Desk) -> UnlockDialog:
    desk.wait(lambda: any(d.isVisible() for d in desk.window.findChildren(UnlockDialog)))
    return next(d for d in desk.window.findChildren(UnlockDialog) if d.isVisible())


def locked_desk(start: Start) -> Desk:
    """A window with a chat and a passphrase."""
    desk = start()
    desk.ask("A secret question")
    desk.application.set_lock(PASSPHRASE)
    return desk


def settings_of(desk: Desk) -> SettingsDialog:
    desk.window.show_settings("lock")
    return desk.window.findChildren(SettingsDialog)[-1]


def refused(desk: Desk, dialog: PassphraseDialog) -> str:
    desk.wait(lambda: not dialog.working and dialog.problem.isVisible())
    return dialog.problem.accessibleName()


def test_a_passphrase_is_set_and_removed_in_the_settings(start: Start) -> None:
    desk = start()
    section = settings_of(desk).lock_section
    assert not section.lock_now.isVisibleTo(section)
    dialog = section.ask()
    assert not dialog.present.isVisible()
    assert not dialog.yes.isEnabled()
    dialog.first.setText(PASSPHRASE)
    dialog.second.setText(PASSPHRASE + "x")
    assert not dialog.yes.isEnabled()
    dialog.second.setText(PASSPHRASE)
    dialog.yes.click()
    desk.wait(lambda: desk.application.has_lock and section.lock_now.isVisibleTo(section))
    section.ask_to_remove().no.click()
    desk.settle()
    assert desk.application.has_lock
    section.remove.click()
    dialog = next(q for q in section.window().findChildren(RemovePassphraseDialog) if q.isVisible())
    assert not dialog.yes.isEnabled()
    dialog.present.setText("not this one")
    dialog.yes.click()
    told = "The passphrase does not open your chats. Try it again, or enter the recovery key."
    assert refused(desk, dialog) == told
    assert desk.application.has_lock
    dialog.present.setText(PASSPHRASE)
    dialog.yes.click()
    desk.wait(lambda: not desk.application.has_lock and not section.lock_now.isVisibleTo(section))


def test_another_passphrase_is_only_set_by_who_knows_the_present_one(start: Start) -> None:
    desk = locked_desk(start)
    dialog = settings_of(desk).lock_section.ask()
    for field in (dialog.first, dialog.second):
        field.setText("another one entirely")
    assert not dialog.yes.isEnabled()
    dialog.present.setText("not this one")
    dialog.yes.click()
    assert "Try it again" in refused(desk, dialog)
    desk.application.check_passphrase(PASSPHRASE)  # raises where it was changed
    dialog.present.setText(PASSPHRASE)
    with desk.qtbot.waitSignal(dialog.accepted):
        dialog.yes.click()
    desk.application.check_passphrase("another one entirely")


def test_who_has_the_recovery_key_changes_and_removes_a_passphrase_that_is_forgotten(start: Start) -> None:
    desk = locked_desk(start)
    section = settings_of(desk).lock_section
    recovery = desk.application.recovery_key()
    change = section.ask()
    for field in (change.first, change.second):
        field.setText("another one entirely")
    change.present.setText(recovery_text(bytes(32)))
    change.yes.click()
    assert "does not open your chats" in refused(desk, change)
    change.present.setText(recovery.lower().replace("-", " "))
    with desk.qtbot.waitSignal(change.accepted):
        change.yes.click()
    desk.application.check_passphrase("another one entirely")  # raises where it was not changed
    removal = section.ask_to_remove()
    removal.present.setText(recovery)
    with desk.qtbot.waitSignal(removal.accepted):
        removal.yes.click()
    assert not desk.application.has_lock


def test_an_open_window_is_not_enough_to_see_the_recovery_key(start: Start) -> None:
    desk = locked_desk(start)
    settings = settings_of(desk)
    settings.privacy_section.show_key.click()
    (question,) = settings.findChildren(ShowKeyQuestion)
    assert not question.yes.isEnabled()
    question.present.setText("not this one")
    question.yes.click()
    assert "does not open your chats" in refused(desk, question)
    assert not settings.findChildren(ShowKeyDialog)
    question.present.setText(PASSPHRASE)
    question.yes.click()
    desk.wait(lambda: settings.findChildren(ShowKeyDialog))
    (shown,) = settings.findChildren(ShowKeyDialog)
    assert parse_recovery(shown.shown.text()) == desk.application.store_key.key
    shown.yes.click()


def test_a_passphrase_that_cannot_be_set_says_why(start: Start) -> None:
    desk = start()
    dialog = settings_of(desk).lock_section.ask()
    assert not dialog.hint.isVisible()
    dialog.first.setText("short")
    assert (dialog.hint.isVisible(), dialog.hint.text()) == (True, "Too short: 8 characters or more.")
    dialog.first.setText(PASSPHRASE)
    dialog.second.setText("short")
    assert dialog.hint.text() == "The two differ."


@pytest.mark.parametrize("missing", [False, True])
def test_the_keyring_is_offered_where_there_is_one(start: Start, missing: bool) -> None:
    keyring = MemoryBackend(SecretsUnavailable("there is none", missing=True) if missing else None)
    desk = start(secrets=keyring)
    dialog = settings_of(desk).lock_section.ask()
    desk.settle()
    assert dialog.keyring.isVisible() is not missing
    if missing:
        return
    for field in (dialog.first, dialog.second):
        field.setText(PASSPHRASE)
    dialog.keyring.setChecked(True)
    keyring.failure = SecretsUnavailable("it is locked")
    dialog.yes.click()
    assert "The keyring cannot take its half of the lock: it is locked." in refused(desk, dialog)
    keyring.failure = None
    with desk.qtbot.waitSignal(dialog.accepted):
        dialog.yes.click()
    assert desk.application.lock_needs_keyring
    again = settings_of(desk).lock_section.ask()
    desk.wait(again.keyring.isChecked)  # a change of the passphrase alone leaves that as it is


def test_what_was_found_in_the_settings_is_true_after_the_removal(start: Start) -> None:
    desk = locked_desk(start)
    dialog = settings_of(desk)
    dialog.search.setText("passphrase")
    section = dialog.lock_section
    section.remove.setFocus()
    removal = section.ask_to_remove()
    removal.present.setText(PASSPHRASE)
    with desk.qtbot.waitSignal(removal.accepted):
        removal.yes.click()
    assert dialog.focusWidget() is section.choose
    assert section.choose.text() == "Set…"
    assert not section.remove.isVisible()
    told = [row for row in dialog.privacy_section.rows if "locked with your passphrase" in row.meaning]
    assert not told
    assert len(dialog.hits) == len([row for row in dialog.findChildren(Row) if row.isVisible()])
    assert dialog.list.buttons["privacy"].text() == f"Privacy ({sum(row.isVisible() for row in private(dialog))})"


def private(dialog: SettingsDialog) -> list[Row]:
    page = next(page for page in dialog.pages if page.name == "privacy")
    return [row for section in page.sections for row in section.rows]


def test_that_the_key_lies_in_a_file_is_said_no_longer_once_there_is_a_passphrase(start: Start) -> None:
    desk = start(secrets=MemoryBackend(SecretsUnavailable("there is none", missing=True)))
    desk.wait(desk.window.bar.isVisible)
    dialog = settings_of(desk).lock_section.ask()
    for field in (dialog.first, dialog.second):
        field.setText(PASSPHRASE)
    dialog.yes.click()
    desk.wait(lambda: desk.application.has_lock and desk.window.bar.isHidden())


def test_a_key_that_lies_in_a_file_again_is_told_again(start: Start) -> None:
    keyring = MemoryBackend(SecretsUnavailable("there is none", missing=True))
    desk = start(secrets=keyring, key_notice_shown=True)
    desk.ask("A question")
    desk.application.set_lock(PASSPHRASE)
    removal = settings_of(desk).lock_section.ask_to_remove()
    removal.present.setText(PASSPHRASE)
    removal.yes.click()
    desk.wait(lambda: removal.is_done)
    assert "it lies in a file" in removal.outcome.text()
    removal.yes.click()
    desk.close()
    again = start(secrets=keyring)
    assert "their key lies in a file" in again.window.bar.what.text()


def test_locked_chats_are_gone_until_the_passphrase_comes(start: Start) -> None:
    desk = locked_desk(start)
    window = desk.window
    desk.type("half a thought")
    window.lock.lock()
    dialog = unlock_dialog(desk)
    assert desk.titles() == []
    assert desk.messages == []
    assert window.page.composer.text() == ""
    assert window.header.title.text() == "New chat"
    dialog.field.setText("wrong")
    dialog.yes.click()
    assert dialog.problem.text() == "Checking the passphrase…"
    assert (dialog.focusWidget() is dialog.field, dialog.yes.isEnabled(), dialog.recovery.isEnabled()) == (
        True,
        False,
        False,
    )
    desk.wait(dialog.yes.isEnabled)
    assert (dialog.field.isReadOnly(), dialog.recovery.isEnabled()) == (False, True)
    assert "does not open your chats" in dialog.problem.text()
    dialog.field.setText(PASSPHRASE)
    dialog.yes.click()
    desk.wait(lambda: desk.messages and desk.messages[0].text == "A secret question")
    desk.wait(lambda: window.page.composer.text() == "half a thought")
    desk.wait(lambda: desk.titles() == ["A secret question"])
    desk.ask("goes on")


class Counting(FakeEngine):
    """Counts tokens only once it may."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Event()
        self.gate = threading.Event()

    def measure(self, request: GenerationRequest) -> PromptMeasure:
        self.begun.set()
        self.gate.wait(10)
        raise UserError("No model is loaded.", code="no-model")


def test_locking_while_the_context_is_counted_is_told_by_the_question_alone(start: Start) -> None:
    desk = start(engine=(engine := Counting()))
    desk.ask("A secret question")
    desk.application.set_lock(PASSPHRASE)
    desk.window.bar.dismiss()
    said: list[object] = []
    desk.window.tasks.failed.connect(said.append)
    desk.type("half a thought")
    desk.wait(engine.begun.is_set)
    desk.window.lock.ask()
    unlock_dialog(desk)
    engine.gate.set()
    desk.settle()
    assert (said, desk.window.bar.isHidden()) == ([], True)


def test_whoever_put_it_off_finds_the_way_back(start: Start) -> None:
    desk = locked_desk(start)
    desk.window.lock.lock()
    first = unlock_dialog(desk)
    first.field.setText("wrong")
    first.yes.click()
    desk.wait(first.yes.isEnabled)
    first.no.click()
    desk.wait(lambda: "not open" in desk.window.bar.what.text())
    desk.window.bar.dismiss()
    desk.window.activateWindow()
    desk.wait(desk.window.isActiveWindow)
    desk.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    second = unlock_dialog(desk)
    assert (second.field.text(), second.problem.isVisibleTo(second)) == ("", False)
    desk.wait(second.field.hasFocus)
    second.no.click()
    desk.wait(lambda: not second.isVisible())
    desk.window.bar.dismiss()
    desk.type("Are you there?")
    desk.press(Qt.Key.Key_Return)
    third = unlock_dialog(desk)
    third.field.setText(PASSPHRASE)
    third.yes.click()
    desk.wait(lambda: any(message.text == "Are you there?" for message in desk.messages))
    desk.wait(lambda: not desk.window.conversation.answering)
    assert desk.messages[0].text == "Are you there?"  # it was written into a new chat
    desk.wait(lambda: len(desk.titles()) == 2)


def test_a_locked_window_promises_no_temporary_chat(start: Start) -> None:
    desk = locked_desk(start)
    desk.window.lock.lock()
    unlock_dialog(desk).no.click()
    desk.wait(lambda: "not open" in desk.window.bar.what.text())
    toggle = desk.window.page.temporary.toggle
    desk.qtbot.mouseClick(toggle, Qt.MouseButton.LeftButton)
    assert not toggle.isChecked()
    dialog = unlock_dialog(desk)
    dialog.field.setText(PASSPHRASE)
    dialog.yes.click()
    desk.wait(lambda: desk.messages and desk.messages[0].text == "A secret question")
    assert not toggle.isChecked()


def test_no_dialog_shows_anything_of_the_chats_while_they_are_locked(start: Start) -> None:
    desk = locked_desk(start)
    settings = settings_of(desk)
    settings.privacy_section.show_key.click()
    (question,) = settings.findChildren(ShowKeyQuestion)
    question.present.setText(PASSPHRASE)
    question.yes.click()
    desk.wait(lambda: settings.findChildren(ShowKeyDialog))
    (shown,) = settings.findChildren(ShowKeyDialog)
    desk.window.lock.lock()
    unlock_dialog(desk).no.click()
    desk.wait(lambda: "not open" in desk.window.bar.what.text())
    assert (settings.isVisible(), shown.isVisible()) == (True, False)
    desk.window.session.open()
    dialog = unlock_dialog(desk)
    dialog.field.setText(PASSPHRASE)
    dialog.yes.click()
    desk.wait(shown.isVisible)
    desk.window.lock.lock()
    dialog = unlock_dialog(desk)
    assert not shown.isVisible()
    settings.reject()  # what belongs to it goes with it
    dialog.field.setText(PASSPHRASE)
    dialog.yes.click()
    desk.wait(lambda: desk.messages)
    desk.settle()
    assert not desk.window.findChildren(ShowKeyDialog)


def test_a_start_asks_for_the_passphrase(start: Start) -> None:
    desk = locked_desk(start)
    desk.close()
    again = start(ready=False)
    dialog = unlock_dialog(again)
    dialog.field.setText(PASSPHRASE)
    dialog.yes.click()
    again.wait(lambda: again.messages and again.messages[0].text == "A secret question")


def test_nobody_there_locks_and_a_key_begins_anew(start: Start) -> None:
    desk = locked_desk(start)
    watch = desk.window.lock.watch
    assert watch is not None
    assert not watch.timer.isActive()
    key = QKeyEvent(QEvent.Type.KeyPress, 0x41, QApplication.keyboardModifiers(), "a")
    QApplication.sendEvent(desk.window.page.composer.edit, key)
    assert not watch.timer.isActive()
    desk.application.settings.update(lock_after_minutes=5)
    desk.wait(watch.timer.isActive)
    watch.timer.stop()
    QApplication.sendEvent(desk.window.page.composer.edit, key)
    assert watch.timer.isActive()
    assert watch.timer.interval() == 5 * 60_000
    watch.timer.timeout.emit()
    unlock_dialog(desk)
    assert desk.messages == []


def test_without_a_passphrase_nothing_is_locked_and_idle_says_nothing(start: Start) -> None:
    desk = start()
    desk.ask("A question")
    desk.window.bar.dismiss()
    desk.window.lock.lock()
    desk.settle()
    assert desk.messages[0].text == "A question"
    assert desk.window.bar.isHidden()


def test_the_key_without_a_passphrase_leads_to_setting_one(start: Start) -> None:
    desk = start()
    desk.ask("A question")
    desk.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: "no passphrase yet" in desk.window.bar.what.text())
    desk.click("Set a passphrase…")
    (dialog,) = desk.window.findChildren(SettingsDialog)
    desk.wait(lambda: dialog.lock_section.choose.hasFocus())
    assert desk.messages[0].text == "A question"


def test_the_key_while_an_answer_is_on_its_way_locks_after_it(start: Start) -> None:
    desk = start([FakeAnswer("One two three", gate=(gate := threading.Event()))])
    desk.application.set_lock(PASSPHRASE)
    desk.type("A question")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.window.conversation.live_chats)
    desk.window.lock.ask()
    assert "once the answer has ended" in desk.window.bar.what.text()
    gate.set()
    unlock_dialog(desk)
    assert desk.messages == []
    assert desk.window.bar.isHidden()


def test_what_finds_the_chats_just_locked_says_nothing_beside_the_dialog(start: Start) -> None:
    desk = locked_desk(start)
    desk.window.lock.lock()
    desk.window.conversation.refresh()
    unlock_dialog(desk)
    assert desk.window.bar.isHidden()


@pytest.mark.parametrize("asked", ["while the chat is quiet", "while it is answered"])
def test_the_key_locks_once_the_engine_has_told_that_nothing_is_answered(start: Start, asked: str) -> None:
    gate = threading.Event()
    engine = TellingEngine([FakeAnswer("One two three", gate=gate)])
    desk = start(engine=engine, preload=False)
    desk.application.set_lock(PASSPHRASE)
    desk.type("A question")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: engine.requests)  # it has told all that it tells of the model by itself
    desk.wait(lambda: desk.window.conversation.live_chats)
    quiet = engine.status
    engine.tell(replace(quiet, activity=(replace(quiet.activity[0], running=1),)))
    if asked == "while it is answered":
        desk.window.lock.ask()
    gate.set()
    desk.wait(lambda: not desk.window.conversation.live_chats)
    if asked == "while the chat is quiet":
        desk.window.lock.ask()
    desk.settle()
    assert not desk.window.findChildren(UnlockDialog)
    engine.tell(quiet)
    unlock_dialog(desk)
    assert desk.messages == []
