"""Selecting, copying, links, the look, and text from strangers."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from view_kit import APP, CODE, Make, button, colours, rows, tops

from paddock.core.messages import Message, MessageStatus, TextPart
from paddock.ui.theme import DARK
from paddock.ui.transcript import TranscriptView

# --- text ---


def place_of(view: TranscriptView, number: int, block: int, x: int = 2) -> QPoint:
    """A point in a row: in the first line of a block."""
    row = rows(view)[number]
    assert row.document is not None
    assert row.geometry_used is not None
    origin = row.document.origin(block)
    return QPoint(row.geometry_used.text_left(row.document) + x, row.geometry_used.above(row.document) + 8) + origin


def test_text_is_selected_across_blocks_and_copied(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, "First **one**.\n\n- item\n\n```sh\nls\n```\n\nLast one.")])
    row = rows(view)[2]
    qtbot.mousePress(row, Qt.MouseButton.LeftButton, pos=place_of(view, 2, 0))
    qtbot.mouseMove(row, place_of(view, 2, 3, x=700))
    qtbot.mouseRelease(row, Qt.MouseButton.LeftButton, pos=place_of(view, 2, 3, x=700))
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    wanted = "First one.\n\n• item\n\nls\n\nLast one."
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == wanted)


def test_a_double_click_selects_a_word_and_only_one_message_is_selected(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make
) -> None:
    view.set_messages([ask(1), answer(2, "Hello wide world"), ask(3), answer(4, "Second")])
    qtbot.mouseDClick(rows(view)[2], Qt.MouseButton.LeftButton, pos=place_of(view, 2, 0, x=60))
    first = rows(view)[2].document
    assert first is not None
    assert first.selected_text() == "wide"
    qtbot.mouseDClick(rows(view)[4], Qt.MouseButton.LeftButton, pos=place_of(view, 4, 0))
    assert not first.has_selection()
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    wanted = "Hello wide world\n\nYou:\nA question\n\nGuide:\nSecond"
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().endswith(wanted))


@pytest.mark.parametrize(
    "source",
    [
        "[here](https://example.org/a)",
        "https://example.org/a",
        "<https://example.org/a>",
        "![here](https://example.org/a)",
    ],
)
def test_a_link_goes_out_as_a_signal_only(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make, source: str
) -> None:
    view.set_messages([ask(1), answer(2, source)])
    with qtbot.waitSignal(view.link_activated) as activated:
        qtbot.mouseClick(rows(view)[2], Qt.MouseButton.LeftButton, pos=place_of(view, 2, 0, x=10))
    assert activated.args == ["https://example.org/a"]


@pytest.mark.parametrize(
    "source",
    [
        "[here](file:///etc/passwd)",
        "[here](javascript:alert)",
        "![here](file://host/share/x.png)",
        "![here](data:image/png;base64,AAAA)",
        "[here](//host/share)",
        "<file:///etc/passwd>",
    ],
)
def test_every_other_address_is_text(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make, source: str) -> None:
    view.set_messages([ask(1), answer(2, source)])
    with qtbot.assertNotEmitted(view.link_activated):
        qtbot.mouseClick(rows(view)[2], Qt.MouseButton.LeftButton, pos=place_of(view, 2, 0, x=10))
    document = rows(view)[2].document
    assert document is not None
    document.select_all()
    assert document.selected_text() == source


def test_what_the_person_wrote_is_never_markdown(view: TranscriptView, ask: Make) -> None:
    text = "# no heading\n**no bold** [no](https://link.example)\n\n\n```\nno code"
    view.set_messages([ask(1, text)])
    document = rows(view)[1].document
    assert document is not None
    document.select_all()
    assert document.selected_text() == text


def test_wide_code_scrolls_sideways_with_the_keyboard(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make
) -> None:
    view.set_messages([ask(1), answer(2, "```\n" + "wide " * 200 + "\n```\n")])
    qtbot.waitActive(view)
    copy = button(view, 2, "Copy code")
    copy.setFocus()
    before = view.viewport().grab().toImage()
    qtbot.keyClick(copy, Qt.Key.Key_Right)
    assert view.viewport().grab().toImage() != before
    qtbot.keyClick(copy, Qt.Key.Key_Left)
    assert view.viewport().grab().toImage() == before


def test_wide_blocks_scroll_sideways_with_the_pointer(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make
) -> None:
    view.set_messages([ask(1), answer(2, "```\n" + "wide " * 200 + "\n```\n")])
    row = rows(view)[2]
    assert row.document is not None
    before = view.viewport().grab().toImage()
    thumb = place_of(view, 2, 0, x=60) + QPoint(0, row.document.box(0).height - 12)
    qtbot.mousePress(row, Qt.MouseButton.LeftButton, pos=thumb)
    qtbot.mouseMove(row, thumb + QPoint(50, 0))
    qtbot.mouseRelease(row, Qt.MouseButton.LeftButton, pos=thumb + QPoint(50, 0))
    assert view.viewport().grab().toImage() != before
    assert not row.document.has_selection()


def test_only_text_that_is_shown_needs_the_parsers() -> None:
    program = (
        "import sys; import paddock.ui.transcript; from PySide6.QtWidgets import QApplication;"
        "app = QApplication([]); from paddock.ui.theme import LIGHT; from PySide6.QtGui import QIcon;"
        "view = paddock.ui.transcript.TranscriptView(LIGHT, lambda *_: QIcon()); view.show();"
        "sys.exit(any(name.startswith(('markdown_it', 'pygments')) for name in sys.modules))"
    )
    assert (
        subprocess.run([sys.executable, "-c", program], check=False, env=os.environ | {"PYTHONPATH": APP}).returncode
        == 0
    )


# --- look ---


def test_the_theme_can_be_switched_while_it_streams(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, CODE, MessageStatus.STREAMING)])
    assert "#ffffff" in colours(view)
    view.set_palette_colours(DARK)
    shown = colours(view)
    assert {DARK.surface, DARK.raised, DARK.code_surface, DARK.code_header} <= shown
    assert "#ffffff" not in shown
    view.append_text(2, " more")
    assert view.model.message(1).text == CODE + " more"


def test_text_grows_with_its_scale_and_the_reader_stays(view: TranscriptView, long_chat: list[Message]) -> None:
    view.set_messages(long_chat)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    place, y = min(tops(view).items(), key=lambda item: item[1])
    total = len(tops(view))
    view.set_text_scale(2.0)
    assert abs(tops(view)[place] - y) <= 1
    assert len(tops(view)) < total


@pytest.mark.parametrize(
    "text",
    [
        "> " * 10_000 + "deep",
        "- " * 10_000 + "deep",
        "[" * 10_000,
        "![a](" * 3_000,
        "*a " * 5_000,
        "x" * 10_000_000,
        "\n" * 1_000_000,
        "|a" * 500 + "\n" + "|-" * 500 + "\n" + ("|b" * 500 + "\n") * 20,
        "lone \ud83d surrogate \udc00, NUL \0 and \x1b[31m",
        "```python\n" + '"""' * 30_000,
        "```\n" + "x" * 300_000,
        "\u202eright to left\u2066 and \u200b nothing",
        "a\u0300" * 20_000,
        "\U0001f469\u200d\U0001f4bb " * 3_000,
        "שלום עולם\n\n- مرحبا",
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_hostile_text_is_shown_without_harm(view: TranscriptView, ask: Make, answer: Make, text: str) -> None:
    view.set_messages([ask(1, text), answer(2, text), ask(3, "after")])
    view.viewport().grab()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 3)
    view.viewport().grab()
    view.append_message(answer(4, "", MessageStatus.STREAMING))
    view.append_text(4, text)
    view.append_text(4, text[:100])
    view.scroll_to_end()
    view.viewport().grab()
    assert 4 in rows(view)
    assert view.model.message(3).parts == (TextPart(text + text[:100]),)
