"""The app lock in the window: set in the settings, asked for, and nothing of the chats is shown while it holds."""

from __future__ import annotations

import threading

from desk import Desk, Start
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from paddock.engine.fake import FakeAnswer
from paddock.ui.dialogs import Question
from paddock.ui.lock import UnlockDialog
from paddock.ui.settings.dialog import SettingsDialog

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


def test_a_passphrase_is_set_and_removed_in_the_settings(start: Start) -> None:
    desk = start()
    desk.window.show_settings()
    section = desk.window.findChild(SettingsDialog).lock_section
    assert not section.lock_now.isVisibleTo(section)
    dialog = section.ask()
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
    question = next(q for q in section.window().findChildren(Question) if q.isVisible())
    question.yes.click()
    desk.wait(lambda: not desk.application.has_lock and not section.lock_now.isVisibleTo(section))


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
    desk.wait(lambda: dialog.problem.isVisibleTo(dialog) and dialog.field.isEnabled())
    dialog.field.setText(PASSPHRASE)
    dialog.yes.click()
    desk.wait(lambda: desk.messages and desk.messages[0].text == "A secret question")
    desk.wait(lambda: window.page.composer.text() == "half a thought")
    desk.wait(lambda: desk.titles() == ["A secret question"])
    desk.ask("goes on")


def test_whoever_put_it_off_finds_the_way_back(start: Start) -> None:
    desk = locked_desk(start)
    desk.window.lock.lock()
    first = unlock_dialog(desk)
    first.field.setText("wrong")
    first.yes.click()
    desk.wait(lambda: first.problem.isVisibleTo(first) and first.field.isEnabled())
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
    assert desk.messages[0].text == "A secret question"


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
    desk.application.settings.update(lock_after_minutes=5)
    key = QKeyEvent(QEvent.Type.KeyPress, 0x41, QApplication.keyboardModifiers(), "a")
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
