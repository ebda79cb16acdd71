"""What is written into a file speaks as the window does, and what was said in a chat stays as it was."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from desk import Desk, Start

from paddock.services.exchange.service import Format
from paddock.ui.settings.transfer import ExportDialog

pytestmark = pytest.mark.usefixtures("german")


@pytest.fixture
def desk(start: Start) -> Desk:
    desk = start()
    for question in ("You and the System prompt", "New chat"):
        desk.window.new_chat()
        desk.settle()
        desk.ask(question)
        desk.wait(lambda question=question: question in desk.titles())
    return desk


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Format.MARKDOWN, "## Du\n\nYou and"),
        (Format.HTML, "<title>2 Chats</title>"),
        (Format.HTML, '<!DOCTYPE html>\n<html lang="de">'),
    ],
)
def test_chats_in_one_file(desk: Desk, tmp_path: Path, kind: Format, words: str) -> None:
    dialog = desk.window.chats.ask_export(desk.application.open_store().chats())
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
    path = tmp_path / f"all.{kind.value}"
    dialog.file.set_path(path)
    written: list[Path] = []
    dialog.written.connect(written.append)
    dialog.yes.click()
    desk.wait(lambda: written)
    text = path.read_text(encoding="utf-8")
    assert words in text
    assert "You and the System prompt" in text
    assert ">You<" not in text
    assert "## You" not in text


@pytest.mark.parametrize("kind", [Format.MARKDOWN, Format.PDF])
def test_all_chats(desk: Desk, tmp_path: Path, kind: Format) -> None:
    dialog = ExportDialog(desk.application, desk.appearance, desk.window.tasks, desk.window)
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
    dialog.folder.set_path(tmp_path)
    dialog.open()
    dialog.yes.click()
    desk.qtbot.waitUntil(lambda: dialog.is_done, timeout=60_000)
    if kind is Format.PDF:
        document = pypdfium2.PdfDocument(dialog.made.read_bytes())
        assert document.get_metadata_value("Title") == "2 Chats"
        assert document[0].get_textpage().get_text_bounded().count("Du") == 1
    else:
        assert "\n## Du\n" in (dialog.made / "New chat.md").read_text(encoding="utf-8")
