"""The Data page over the real services: backups there and back, chats out and in, salvage, erasing."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from desk import Desk, Start
from PySide6.QtCore import Qt

from paddock.engine.fake import FakeAnswer
from paddock.services.exchange.service import Format
from paddock.ui.settings.dialog import SettingsDialog
from paddock.ui.settings.restore import RestoreDialog
from paddock.ui.settings.transfer import ImportDialog
from paddock.ui.settings.work import WorkDialog

WORDS = "correct horse battery staple"


def settings_of(desk: Desk) -> SettingsDialog:
    desk.window.show_settings("backup")
    return desk.window.findChildren(SettingsDialog)[-1]


def talk(desk: Desk, *questions: str) -> None:
    for question in questions:
        desk.window.new_chat()
        desk.settle()
        desk.ask(question)
        desk.wait(lambda question=question: question in desk.titles())


def end(desk: Desk, dialog: WorkDialog) -> None:
    """It has worked, one way or the other."""
    desk.wait(lambda: not dialog.working and (dialog.is_done or not dialog.problem.isHidden()))


def back_up(desk: Desk, path: Path) -> None:
    dialog = settings_of(desk).backup_section.ask_backup()
    for field in (dialog.first, dialog.second):
        desk.qtbot.keyClicks(field, WORDS)
    dialog.file.set_path(path)
    dialog.yes.click()
    end(desk, dialog)
    assert dialog.is_done, dialog.problem.what.text()
    dialog.yes.click()
    desk.window.findChildren(SettingsDialog)[-1].close()


def look_inside(desk: Desk, path: Path) -> RestoreDialog:
    dialog = settings_of(desk).backup_section.ask_restore()
    dialog.file.set_path(path)
    desk.qtbot.keyClicks(dialog.passphrase, WORDS)
    dialog.yes.click()
    desk.wait(lambda: dialog.contents.isVisible())
    return dialog


class TestBackup:
    def test_it_is_written_verified_and_remembered(self, start: Start, tmp_path: Path) -> None:
        desk = start()
        talk(desk, "one", "two")
        dialog = settings_of(desk)
        section = dialog.backup_section
        assert "There is none yet." in section.rows[0].meaning
        asked = section.ask_backup()
        assert not asked.yes.isEnabled()
        desk.qtbot.keyClicks(asked.first, "short")
        assert "Too short" in asked.hint.text()
        asked.first.setText(WORDS)
        assert asked.hint.text() == "Strong."
        asked.second.setText("another")
        assert asked.hint.text() == "The two differ."
        assert not asked.yes.isEnabled()
        asked.second.setText(WORDS)
        target = tmp_path / "stick" / "mine.backup"
        asked.file.set_path(target)
        asked.yes.click()
        end(desk, asked)
        assert str(target.parent) in asked.problem.what.text()  # there is no such folder
        target.parent.mkdir()
        asked.yes.click()
        end(desk, asked)
        assert asked.is_done
        assert "2 chats with 4 messages" in asked.outcome.text()
        assert asked.first.text() == ""
        asked.yes.click()
        assert target.exists()
        desk.wait(lambda: f"mine.backup in {target.parent}" in section.rows[0].meaning)
        again = section.ask_backup()
        assert again.file.path is not None
        assert again.file.path.parent == target.parent

    def test_a_file_that_is_there_is_only_replaced_when_that_is_said(self, start: Start, tmp_path: Path) -> None:
        desk = start()
        talk(desk, "one")
        target = tmp_path / "b.backup"
        target.write_text("something else")
        asked = settings_of(desk).backup_section.ask_backup()
        for field in (asked.first, asked.second):
            field.setText(WORDS)
        asked.file.set_path(target)
        asked.yes.click()
        end(desk, asked)
        assert target.read_text() == "something else"
        asked.problem.button.click()
        desk.wait(lambda: asked.is_done)
        assert target.read_bytes().startswith(b"PADDOCK BACKUP")

    def test_it_can_be_stopped(self, start: Start, tmp_path: Path) -> None:
        desk = start()
        talk(desk, "one")
        asked = settings_of(desk).backup_section.ask_backup()
        for field in (asked.first, asked.second):
            field.setText(WORDS)
        asked.file.set_path(tmp_path / "b.backup")
        busy = threading.Event()
        for _ in range(4):  # as many as may run at once, so that it has not begun when it is stopped
            desk.window.tasks.pool(busy.wait)
        asked.yes.click()
        assert asked.bar.isVisible()
        assert not asked.first.isEnabled()
        asked.no.click()
        assert not asked.no.isEnabled()
        busy.set()
        desk.wait(lambda: not asked.working)
        assert "was stopped" in asked.doing.text()
        assert asked.first.text() == WORDS
        assert not list(tmp_path.glob("*.backup"))
        asked.no.click()
        assert not asked.isVisible()


class TestRestore:
    def test_one_reads_what_comes_and_then_it_is_here(self, start: Start, tmp_path: Path) -> None:
        desk = start(theme="dark")
        talk(desk, "one", "two")
        back_up(desk, tmp_path / "b.backup")
        desk.application.settings.update(theme="light")
        talk(desk, "three")
        desk.type("half a thought")
        dialog = look_inside(desk, tmp_path / "b.backup")
        assert "2 chats with 4 messages" in dialog.contents.text()
        assert "first kept as a copy" in dialog.contents.text()
        assert dialog.yes.text() == "Restore"
        assert desk.titles() == ["three", "two", "one"]
        dialog.yes.click()
        end(desk, dialog)
        assert dialog.is_done, dialog.problem.what.text()
        assert "Here now: 2 chats with 4 messages." in dialog.outcome.text()
        desk.wait(lambda: desk.titles() == ["two", "one"])
        assert desk.appearance.choice == "dark"
        dialog.yes.click()
        assert not desk.window.findChildren(SettingsDialog)[-1].isVisible()
        desk.ask("goes on")

        copies = settings_of(desk).backup_section.ask_copies()
        desk.wait(lambda: copies.list.count() >= 1)
        row = next(row for row in range(copies.list.count()) if "took its place" in copies.list.item(row).text())
        copies.list.setCurrentRow(row)
        copies.yes.click()
        end(desk, copies)
        assert copies.is_done, copies.problem.what.text()
        copies.yes.click()
        desk.wait(lambda: desk.titles() == ["three", "two", "one"])
        desk.window.open_chat(desk.application.open_store().chats()[0].id)
        desk.wait(lambda: desk.window.page.composer.text() == "half a thought")

    def test_a_wrong_passphrase_and_another_file_change_nothing(self, start: Start, tmp_path: Path) -> None:
        desk = start()
        talk(desk, "one")
        back_up(desk, tmp_path / "b.backup")
        dialog = settings_of(desk).backup_section.ask_restore()
        assert dialog.file.path == tmp_path / "b.backup"
        dialog.passphrase.setText("incorrect horse")
        dialog.yes.click()
        end(desk, dialog)
        assert "does not open this backup" in dialog.problem.what.text()
        (tmp_path / "other").write_text("no backup")
        dialog.file.set_path(tmp_path / "other")
        dialog.yes.click()
        desk.wait(lambda: "not a backup" in dialog.problem.what.text())
        assert dialog.yes.text() == "Look inside"
        assert desk.titles() == ["one"]

    def test_what_was_looked_at_is_what_is_restored(self, start: Start, tmp_path: Path) -> None:
        desk = start()
        talk(desk, "one")
        back_up(desk, tmp_path / "b.backup")
        dialog = look_inside(desk, tmp_path / "b.backup")
        dialog.passphrase.setText("another")
        assert not dialog.contents.isVisible()
        assert dialog.yes.text() == "Look inside"

    def test_a_damaged_backup_leaves_the_chats_open(self, start: Start, tmp_path: Path) -> None:
        desk = start()
        talk(desk, "one")
        back_up(desk, tmp_path / "b.backup")
        dialog = look_inside(desk, tmp_path / "b.backup")
        content = bytearray((tmp_path / "b.backup").read_bytes())
        content[-100] ^= 1
        (tmp_path / "b.backup").write_bytes(content)
        dialog.yes.click()
        end(desk, dialog)
        assert "damaged" in dialog.problem.what.text()
        desk.wait(lambda: desk.titles() == ["one"])
        dialog.reject()
        desk.window.findChildren(SettingsDialog)[-1].close()
        desk.ask("goes on")

    def test_while_an_answer_comes_it_waits(self, start: Start, tmp_path: Path) -> None:
        gate = threading.Event()
        desk = start(("One.", FakeAnswer("Two words", gate=gate)))
        talk(desk, "one")
        back_up(desk, tmp_path / "b.backup")
        desk.type("two")
        desk.press(Qt.Key.Key_Return)
        desk.wait(lambda: desk.window.conversation.live_chats)
        dialog = look_inside(desk, tmp_path / "b.backup")
        dialog.yes.click()
        end(desk, dialog)
        assert "An answer is on its way" in dialog.problem.what.text()
        gate.set()
        desk.wait(lambda: not desk.window.conversation.live_chats)
        dialog.yes.click()
        desk.wait(lambda: dialog.is_done)

    def test_a_temporary_chat_is_not_lost_by_it(self, start: Start, tmp_path: Path) -> None:
        desk = start()
        talk(desk, "one")
        back_up(desk, tmp_path / "b.backup")
        desk.window.new_chat()
        desk.settle()
        desk.window.page.temporary.toggle.click()
        desk.wait(lambda: desk.window.conversation.temporary)
        desk.ask("a secret")
        dialog = look_inside(desk, tmp_path / "b.backup")
        dialog.yes.click()
        end(desk, dialog)
        assert "temporary chat is open" in dialog.problem.what.text()
        assert desk.messages[0].text == "a secret"
        dialog.reject()
        desk.window.conversation.discard()


class TestTransfer:
    @pytest.mark.parametrize("packed", [False, True])
    def test_all_chats_out_and_in_again(self, start: Start, tmp_path: Path, packed: bool) -> None:
        desk = start()
        talk(desk, "one", "two")
        section = settings_of(desk).transfer_section
        out = section.ask_export()
        out.kind.setCurrentIndex(2)
        out.packed.setCurrentIndex(int(packed))
        out.folder.set_path(tmp_path)
        out.yes.click()
        end(desk, out)
        assert out.is_done, out.problem.what.text()
        assert "2 chats are in" in out.outcome.text()
        assert out.made.suffix == (".zip" if packed else "")
        assert out.made.is_dir() is not packed
        out.yes.click()

        numbers = [chat.id for chat in desk.application.open_store().chats()]
        desk.application.places.trash(numbers)
        desk.application.places.purge(numbers)
        desk.wait(lambda: desk.titles() == [])
        back = section.ask_import()
        back.kind.setCurrentIndex(0 if packed else 1)
        back.chosen.set_path(out.made)
        back.yes.click()
        end(desk, back)
        assert "2 chats with 4 messages came in from Paddock." in back.outcome.text()
        desk.wait(lambda: sorted(desk.titles()) == ["one", "two"])
        back.yes.click()

        desk.application.places.trash([desk.application.open_store().chats()[0].id])
        desk.wait(lambda: len(desk.titles()) == 1)
        desk.window.sidebar.import_requested.emit()
        (again,) = desk.window.findChildren(ImportDialog)
        again.kind.setCurrentIndex(0 if packed else 1)
        again.chosen.set_path(out.made)
        again.yes.click()
        end(desk, again)
        assert again.outcome.text() == "One chat that was in the trash is back.\n\nOne was here already."
        desk.wait(lambda: sorted(desk.titles()) == ["one", "two"])

    def test_enter_in_the_field_does_it_and_after_a_refusal_the_field_has_the_focus_again(
        self, start: Start, tmp_path: Path
    ) -> None:
        desk = start()
        talk(desk, "one")
        section = settings_of(desk).transfer_section
        out = section.ask_export()
        out.folder.set_path(tmp_path)
        desk.qtbot.keyClick(out.folder.field, Qt.Key.Key_Return)
        end(desk, out)
        assert out.is_done
        out.yes.click()
        (tmp_path / "broken.json").write_text("{")
        back = section.ask_import()
        back.file.set_path(tmp_path / "broken.json")
        back.file.field.setFocus()
        desk.qtbot.keyClick(back.file.field, Qt.Key.Key_Return)
        end(desk, back)
        assert "is not JSON" in back.problem.what.text()
        assert back.focusWidget() is back.file.field
        back.reject()

    def test_several_files_come_in_at_once_and_a_broken_one_is_named(self, start: Start, tmp_path: Path) -> None:
        desk = start()
        talk(desk, "one", "two")
        exchange = desk.application.exchange
        numbers = [chat.id for chat in desk.application.open_store().chats()]
        names = ["first.json", "the second.json", "broken.json"]
        for number, name in zip(numbers, names, strict=False):
            (tmp_path / name).write_bytes(exchange.export([number], Format.JSON))
        (tmp_path / "broken.json").write_text("{")
        desk.application.places.trash(numbers)
        desk.application.places.purge(numbers)
        desk.wait(lambda: desk.titles() == [])
        dialog = settings_of(desk).transfer_section.ask_import()
        chooser = dialog.file.ask()
        chooser.filesSelected.emit([str(tmp_path / name) for name in names])
        chooser.reject()
        assert dialog.file.paths == [tmp_path / name for name in names]
        dialog.yes.click()
        end(desk, dialog)
        assert "2 chats with 4 messages came in from Paddock." in dialog.outcome.text()
        assert "• broken.json: " in dialog.outcome.text()
        desk.wait(lambda: sorted(desk.titles()) == ["one", "two"])
        dialog.yes.click()

        again = settings_of(desk).transfer_section.ask_import()
        again.file.field.setText(f'"{tmp_path / "broken.json"}" "{tmp_path / "nowhere.json"}"')
        again.yes.click()
        end(desk, again)
        assert again.problem.what.text() == "No chat came in."
        assert again.problem.todo.text().count("\n") == 1

    def test_what_is_left_out_is_said(self, start: Start, tmp_path: Path) -> None:
        desk = start()
        talk(desk, "one")
        exchange = desk.application.exchange
        written = json.loads(exchange.export(None, Format.JSON))
        written["chats"][0]["uid"] = ""
        written["chats"].append({"title": "cut off"})
        (tmp_path / "a.json").write_text(json.dumps(written))
        dialog = settings_of(desk).transfer_section.ask_import()
        dialog.file.set_path(tmp_path / "a.json")
        dialog.yes.click()
        end(desk, dialog)
        assert "One chat with 2 messages came in from Paddock." in dialog.outcome.text()
        assert "Chat 2 of the file cannot be read" in dialog.outcome.text()
        dialog.yes.click()
        (tmp_path / "b.json").write_text('{"none": 1}')
        dialog = settings_of(desk).transfer_section.ask_import()
        dialog.file.set_path(tmp_path / "b.json")
        dialog.yes.click()
        end(desk, dialog)
        assert "holds no chats" in dialog.problem.what.text()
        assert "Choose an export" in dialog.problem.todo.text()


class TestSalvage:
    def test_sound_chats_are_left_alone(self, start: Start) -> None:
        desk = start()
        talk(desk, "one")
        dialog = settings_of(desk).backup_section.ask_salvage()
        dialog.yes.click()
        end(desk, dialog)
        assert "not damaged" in dialog.problem.what.text()
        desk.wait(lambda: desk.titles() == ["one"])

    def test_a_damaged_file_is_found_at_the_start_and_what_can_be_read_is_brought_back(
        self, start: Start, home: Path
    ) -> None:
        desk = start()
        talk(desk, *(f"question {number}" for number in range(3)))
        desk.close()
        path = home / "data" / "chats.db"
        content = bytearray(path.read_bytes())
        content[4096 + 200] ^= 0xFF  # the table of tables, or its next page: nothing opens any more
        path.write_bytes(content)
        again = start(ready=False)
        bar = again.window.bar
        again.wait(lambda: bar.isVisible() and bar.button.text() == "Bring back…")
        bar.button.click()
        shown = again.window.findChildren(SettingsDialog)[-1]
        assert shown.list.buttons["data"].isChecked()
        dialog = shown.backup_section.ask_salvage()
        dialog.yes.click()
        end(again, dialog)
        assert dialog.is_done, dialog.problem.what.text()
        assert "kept as" in dialog.outcome.text()
        again.wait(lambda: again.titles())


class TestErase:
    def test_the_word_is_typed_and_then_nothing_is_left(self, start: Start, home: Path, tmp_path: Path) -> None:
        desk = start()
        talk(desk, "one")
        back_up(desk, tmp_path / "b.backup")
        dialog = settings_of(desk).erase_section.ask()
        desk.wait(lambda: "Chats and drafts" in dialog.goes.text())
        assert str(tmp_path / "b.backup") in dialog.stays.text()
        assert not dialog.yes.isEnabled()
        desk.qtbot.keyClicks(dialog.field, "eras")
        desk.qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
        assert desk.titles() == ["one"]
        desk.qtbot.keyClicks(dialog.field, "e")
        dialog.yes.click()
        end(desk, dialog)
        assert dialog.is_done, dialog.problem.what.text()
        assert "is gone" in dialog.outcome.text()
        assert desk.titles() == []
        assert dialog.yes.text() == "Close Paddock"
        dialog.yes.click()
        desk.wait(lambda: not desk.window.isVisible())
        desk.close()
        left = {path.name for path in home.rglob("*") if path.is_file()}
        assert left <= {"small.gguf", "paddock.lock"}
        assert (tmp_path / "b.backup").exists()
