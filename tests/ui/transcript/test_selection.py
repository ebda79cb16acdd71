"""Selecting over several messages with pointer and keys, and what is on the clipboard then."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from view_kit import Make, rows

from paddock.core.messages import MessageStatus
from paddock.ui.transcript import TranscriptView
from paddock.ui.transcript.clipboard import Copying, Kind

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
RICH = (
    "# Head\n\nSome **bold** and `code` [link](https://example.org).\n\n1. one\n   - two\n\n> said\n\n```py\nx = 1\n```"
)


def spot(view: TranscriptView, number: int, block: int, x: int) -> QPoint:
    """A point in the first line of a block, in the row's coordinates."""
    row = rows(view)[number]
    assert row.document is not None
    assert row.geometry_used is not None
    corner = QPoint(row.geometry_used.text_left(row.document), row.geometry_used.above(row.document))
    return corner + row.document.origin(block) + QPoint(x, 8)


def drag(qtbot: QtBot, view: TranscriptView, begin: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    row, other = rows(view)[begin[0]], rows(view)[end[0]]
    target = row.mapFrom(view.viewport(), other.mapTo(view.viewport(), spot(view, *end)))
    qtbot.mousePress(row, Qt.MouseButton.LeftButton, pos=spot(view, *begin))
    qtbot.mouseMove(row, target)
    qtbot.mouseRelease(row, Qt.MouseButton.LeftButton, pos=target)


def copied(qtbot: QtBot, view: TranscriptView) -> str:
    qtbot.keyClick(view, Qt.Key.Key_C, CTRL)
    (copying,) = view.findChildren(Copying)
    qtbot.waitUntil(lambda: not copying.busy())  # in slices, where it takes longer
    return QGuiApplication.clipboard().text()


def formats() -> tuple[str, str, str]:
    data = QGuiApplication.clipboard().mimeData()
    return data.text(), bytes(data.data("text/markdown").data()).decode(), data.html()


@pytest.mark.parametrize("back", [False, True])
def test_dragging_selects_over_messages_either_way(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make, back: bool
) -> None:
    view.set_messages([ask(1), answer(2, "First **one**.\n\nAnd more."), ask(3, "And?"), answer(4, "Last one.")])
    ends = [(2, 1, 0), (4, 0, 2000)]
    drag(qtbot, view, *(reversed(ends) if back else ends))
    assert copied(qtbot, view) == "Guide:\nAnd more.\n\nYou:\nAnd?\n\nGuide:\nLast one."
    assert formats()[1] == "**Guide:**\n\nAnd more.\n\n**You:**\n\nAnd?\n\n**Guide:**\n\nLast one."
    assert rows(view)[1].document.selected_text() == ""  # type: ignore[union-attr]


def test_shift_click_extends_to_another_message(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1, "Why?"), answer(2, "First one."), ask(3, "And?"), answer(4, "Last one.")])
    qtbot.mouseClick(rows(view)[2], Qt.MouseButton.LeftButton, pos=spot(view, 2, 0, 0))
    qtbot.mouseClick(rows(view)[3], Qt.MouseButton.LeftButton, SHIFT, pos=spot(view, 3, 0, 1000))
    assert copied(qtbot, view) == "Guide:\nFirst one.\n\nYou:\nAnd?"


def test_keys_alone_select(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([answer(2, "Hello wide 🙂 world\n\nSecond line"), ask(3, "And?")])
    qtbot.mouseClick(rows(view)[2], Qt.MouseButton.LeftButton, pos=spot(view, 2, 0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Right, SHIFT | CTRL)
    assert copied(qtbot, view) == "Hello"
    qtbot.keyClick(view, Qt.Key.Key_Left, SHIFT)
    assert copied(qtbot, view) == "Hell"
    qtbot.keyClick(view, Qt.Key.Key_End, SHIFT)
    assert copied(qtbot, view) == "Hello wide 🙂 world"
    qtbot.keyClick(view, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert copied(qtbot, view) == "Hello wide 🙂 world\n\nS"
    qtbot.keyClick(view, Qt.Key.Key_End, SHIFT | CTRL)
    assert copied(qtbot, view) == "Guide:\nHello wide 🙂 world\n\nSecond line\n\nYou:\nAnd?"
    qtbot.keyClick(view, Qt.Key.Key_Home, SHIFT | CTRL)
    assert QGuiApplication.clipboard().text().startswith("Guide")


def test_down_goes_line_by_line_and_scrolls(qtbot: QtBot, view: TranscriptView, answer: Make) -> None:
    view.set_messages([answer(2, "\n\n".join(f"Line {number}" for number in range(200)))])
    view.verticalScrollBar().setValue(0)
    qtbot.mouseClick(rows(view)[2], Qt.MouseButton.LeftButton, pos=spot(view, 2, 0, 0))
    for _ in range(60):
        qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert copied(qtbot, view).split("\n\n")[:60] == [f"Line {number}" for number in range(60)]
    assert view.verticalScrollBar().value() > 0
    for _ in range(59):
        qtbot.keyClick(view, Qt.Key.Key_Up, SHIFT)
    assert copied(qtbot, view).strip() == "Line 0"


def test_all_of_a_chat_of_ten_thousand_is_copied_without_laying_it_out(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make
) -> None:
    view.set_messages([ask(n, f"Q{n}") if n % 2 else answer(n, f"A **{n}**") for n in range(1, 10_001)])
    made = len(view.documents)
    qtbot.keyClick(view, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(view, Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().endswith("A 10000"), timeout=60_000)
    text, source, html = formats()
    assert text.startswith("You:\nQ1\n\nGuide:\nA 2\n\nYou:\nQ3")
    assert source.count("\n\nA **") == 5000
    assert html.count("<strong>") == 5000
    assert len(view.documents) <= made + 2


def test_a_selection_stays_while_the_answer_comes(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1, "Why?"), answer(2, "First paragraph.\n\nSec", MessageStatus.STREAMING)])
    drag(qtbot, view, (1, 0, 0), (2, 0, 2000))
    for piece in ("ond", " one.\n\n", "- list", "\n\n```\ncode"):
        view.append_text(2, piece)
        assert copied(qtbot, view) == "You:\nWhy?\n\nGuide:\nFirst paragraph."
    qtbot.keyClick(view, Qt.Key.Key_A, CTRL)
    view.append_text(2, " and more")
    assert copied(qtbot, view).endswith("code and more")


def test_a_message_that_gets_its_number_stays_selected(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make
) -> None:
    view.set_messages([ask(-5, "Why?"), answer(2, "So.")])
    drag(qtbot, view, (-5, 0, 0), (-5, 0, 2000))
    view.renumber(-5, ask(7, "Why?"))
    assert copied(qtbot, view) == "Why?"


def test_a_part_is_copied_as_markdown_that_says_the_same(qtbot: QtBot, view: TranscriptView, answer: Make) -> None:
    view.set_messages([answer(2, RICH)])
    qtbot.keyClick(view, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(view, Qt.Key.Key_C, CTRL)
    assert formats()[1] == RICH
    rows(view)[2].part_selected.emit(2, (1, 5), (5, 5))
    qtbot.keyClick(view, Qt.Key.Key_C, CTRL)
    text, source, html = formats()
    assert text == "bold and code link.\n\n1. one\n• two\n\nsaid\n\nx = 1"
    assert source == RICH.split("Some ")[1]
    assert all(piece in html for piece in ("<strong>bold</strong>", "<code>", "<li>", "<blockquote>", "<pre>"))


def test_copy_as_takes_one_kind(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1, "a **b** <i>c</i>"), answer(2, "**Yes**")])
    rows(view)[2].part_selected.emit(2, (0, 0), (0, 3))
    rows(view)[2].copy_selection(Kind.MARKDOWN)
    assert formats() == ("**Yes**", "**Yes**", "")
    rows(view)[2].copy_selection(Kind.TEXT)
    assert formats() == ("Yes", "", "")
    rows(view)[2].copy_selection(Kind.RICH)
    assert formats() == ("Yes", "", "<p><strong>Yes</strong></p>\n")
    rows(view)[1].copy.click()
    assert formats() == ("a **b** <i>c</i>", "a **b** <i>c</i>", "<p>a **b** &lt;i&gt;c&lt;/i&gt;</p>\n")
