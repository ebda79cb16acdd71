"""Long texts and files beside a message: they come with it, and come back with a draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk, Start
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QAbstractButton

from paddock.core.errors import UserError
from paddock.ui.attachments import MOST_BYTES, Attachment, read_text, taken_apart, written_out

LONG = "a line of a log\n" * 400


def paste(desk: Desk, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    desk.window.page.composer.edit.insertFromMimeData(data)


def drop(desk: Desk, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    desk.window.page.composer.edit.insertFromMimeData(data)


def chips(desk: Desk) -> list[QAbstractButton]:
    return [each for each in desk.window.page.composer.chips.findChildren(QAbstractButton) if each.isVisible()]


def test_a_long_paste_becomes_a_chip_and_is_in_the_prompt(start: Start) -> None:
    desk = start()
    desk.type("What does it say?")
    paste(desk, LONG)
    composer = desk.window.page.composer
    assert composer.edit.toPlainText() == "What does it say?"
    desk.wait(lambda: [each.text() for each in chips(desk)] == ["Pasted text, 6 KB", ""])
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.messages) == 2 and not desk.window.conversation.answering)
    expected = f"What does it say?\n\nPasted text, 6 KB:\n```\n{LONG.strip()}\n```"
    assert desk.stored()[0].text == expected
    assert desk.engine.requests[-1].turns[-1].text == expected
    assert not composer.chips.isVisible()


def test_a_short_paste_stays_text(start: Start) -> None:
    desk = start()
    paste(desk, "short")
    assert desk.window.page.composer.edit.toPlainText() == "short"
    assert not desk.window.page.composer.chips.isVisible()


def test_a_draft_comes_back_with_its_chip_which_can_be_removed(start: Start) -> None:
    desk = start()
    desk.type("What does it say?")
    paste(desk, LONG)
    desk.close()
    again = start()
    composer = again.window.page.composer
    again.wait(lambda: len(chips(again)) == 2)
    assert composer.edit.toPlainText() == "What does it say?"
    chips(again)[1].click()
    again.wait(lambda: not composer.chips.isVisible())
    assert composer.text() == "What does it say?"


def test_a_text_file_that_is_dropped_is_attached(start: Start, tmp_path: Path) -> None:
    desk = start()
    path = tmp_path / "notes.md"
    path.write_bytes(b"\xef\xbb\xbf# Notes\r\n```\r\ncode\r\n```\r\n")
    drop(desk, path)
    desk.wait(lambda: chips(desk))
    assert desk.window.page.composer.text() == "notes.md:\n````\n# Notes\n```\ncode\n```\n````"


def test_what_is_no_text_is_said(start: Start, tmp_path: Path) -> None:
    desk = start()
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\xff\x00")
    drop(desk, path)
    desk.wait(lambda: "picture.png is not a text." in desk.window.bar.what.text())
    assert not desk.window.page.composer.chips.isVisible()


def test_files_that_cannot_be_attached(tmp_path: Path) -> None:
    zeros, long = tmp_path / "zeros", tmp_path / "long"
    zeros.write_bytes(b"a\0b")
    long.write_bytes(b"a" * (MOST_BYTES + 1))
    for path, code in ((zeros, "not-text"), (long, "too-long"), (tmp_path / "none", "cannot-read")):
        with pytest.raises(UserError) as error:
            read_text(path)
        assert error.value.code == code


def long(edge: str) -> str:
    """A text that stands beside a message, with this at its beginning and end."""
    return f"{edge}{'a word ' * 600}{edge}"


@given(st.text(max_size=20), st.lists(st.text(alphabet="`\n: aé", max_size=20).map(long), max_size=3))
def test_what_is_written_out_reads_back(text: str, texts: list[str]) -> None:
    attachments = [Attachment(f"Text {number}", each) for number, each in enumerate(texts)]
    message = written_out(text, attachments)
    typed, found = taken_apart(message)
    assert written_out(typed, found) == message
    assert found == attachments
    assert typed == text
