"""Exporting chats in the window: the ending and the format never differ, and nothing is replaced unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk, Start
from PySide6.QtCore import Qt

from paddock.services.exchange.service import Format
from paddock.ui.export_chats import ExportChats

FIRST_BYTES = {Format.MARKDOWN: b"# ", Format.HTML: b"<!doctype html", Format.PDF: b"%PDF", Format.JSON: b"{"}


@pytest.fixture
def desk(start: Start) -> Desk:
    made = start()
    made.ask("A question")
    return made


def asked(desk: Desk) -> ExportChats:
    chat = desk.window.conversation.chat
    assert chat is not None
    return desk.window.chats.ask_export([chat])


def choose(dialog: ExportChats, kind: Format) -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))


def export(desk: Desk, dialog: ExportChats) -> Path:
    written: list[Path] = []
    dialog.written.connect(written.append)
    desk.qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: bool(written), timeout=60_000)
    return written[0]


@pytest.mark.parametrize("kind", Format)
@pytest.mark.parametrize("first", [Format.MARKDOWN, Format.JSON])
def test_the_ending_that_is_typed_decides(desk: Desk, tmp_path: Path, kind: Format, first: Format) -> None:
    dialog = asked(desk)
    choose(dialog, first)
    dialog.file.field.setText(str(tmp_path / f"talk.{kind.value.upper()}"))
    assert dialog.ending == kind
    path = export(desk, dialog)
    assert path == tmp_path / f"talk.{kind.value.upper()}"
    assert path.read_bytes().lower().startswith(FIRST_BYTES[kind].lower())


@pytest.mark.parametrize("kind", Format)
def test_another_format_is_another_ending(desk: Desk, tmp_path: Path, kind: Format) -> None:
    dialog = asked(desk)
    dialog.file.set_path(tmp_path / "version 1.2.md")
    choose(dialog, kind)
    assert dialog.file.path == tmp_path / f"version 1.2.{kind.value}"
    assert dialog.file.ending == kind.value


@pytest.mark.parametrize("name", ["talk", "talk.txt", "version 1.2"])
def test_an_ending_that_is_no_formats_gets_one(desk: Desk, tmp_path: Path, name: str) -> None:
    dialog = asked(desk)
    choose(dialog, Format.HTML)
    dialog.file.field.setText(str(tmp_path / name))
    assert dialog.ending == Format.HTML
    assert export(desk, dialog) == tmp_path / f"{name}.html"


def test_what_is_there_is_replaced_only_once_the_person_says_so(desk: Desk, tmp_path: Path) -> None:
    dialog = asked(desk)
    there = tmp_path / "talk.md"
    there.write_text("mine", encoding="utf-8")
    dialog.file.set_path(there)
    dialog.yes.click()
    desk.wait(dialog.problem.isVisible)
    assert "is there already" in dialog.problem.what.text()
    assert there.read_text(encoding="utf-8") == "mine"
    dialog.problem.button.click()
    desk.wait(lambda: not desk.window.findChildren(ExportChats))
    assert there.read_text(encoding="utf-8").startswith("# A question")
    assert desk.window.bar.what.text() == "Saved as talk.md."


def test_without_a_name_there_is_nothing_to_press(desk: Desk) -> None:
    dialog = asked(desk)
    for text in ("", " ", "/"):
        dialog.file.field.setText(text)
        assert not dialog.yes.isEnabled()


def test_a_folder_that_is_not_there_can_be_mended(desk: Desk, tmp_path: Path) -> None:
    dialog = asked(desk)
    dialog.file.set_path(tmp_path / "no" / "talk.md")
    dialog.yes.click()
    desk.wait(dialog.problem.isVisible)
    assert "cannot be written" in dialog.problem.what.text()
    dialog.file.set_path(tmp_path / "talk.md")
    assert dialog.problem.isHidden()
    assert export(desk, dialog).exists()
