"""What a reader sees and can do in the transcript."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from paddock.core.events import Timings
from paddock.core.messages import Message, MessageStatus, TextPart
from paddock.ui.theme import COLUMN_WIDTH, DARK
from paddock.ui.transcript import TranscriptView
from paddock.ui.transcript.buttons import FlatButton, Pill
from paddock.ui.transcript.row import MessageRow

Make = Callable[..., Message]
APP = str(Path(__file__).parents[3] / "app")
CODE = "Look:\n\n```python\nprint('hello')\n```\n\nDone."


def rows(view: TranscriptView) -> dict[int, MessageRow]:
    """The rows on the screen by message id."""
    found = [row for row in view.findChildren(MessageRow) if row.isVisibleTo(view) and row.document is not None]
    return {row.document.message.id: row for row in found if row.document is not None}


def tops(view: TranscriptView) -> dict[tuple[int, int], int]:
    """Where on the screen every laid-out visible block begins, by message and number of the block."""
    places = {}
    for number, row in rows(view).items():
        document = row.document
        assert document is not None
        assert row.geometry_used is not None
        for block in range(len(document)):
            if document.is_measured(block):
                places[number, block] = row.y() + row.geometry_used.above(document) + document.top(block)
    return {place: y for place, y in places.items() if 0 <= y < view.viewport().height()}


def button(view: TranscriptView, number: int, name: str) -> FlatButton:
    (found,) = [b for b in rows(view)[number].findChildren(FlatButton) if b.accessibleName() == name and b.isVisible()]
    return found


def names(view: TranscriptView, number: int) -> list[str]:
    return [b.accessibleName() for b in rows(view)[number].buttons() if b.isVisible()]


def pill(view: TranscriptView) -> Pill:
    found = view.findChild(Pill)
    assert found is not None
    return found


def click(qtbot: QtBot, target: FlatButton | Pill) -> None:
    qtbot.mouseClick(target, Qt.MouseButton.LeftButton)


def colours(view: TranscriptView) -> set[str]:
    image = view.viewport().grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


# --- opening and scrolling ---


def test_a_chat_opens_at_its_end(view: TranscriptView, long_chat: list[Message]) -> None:
    view.set_messages(long_chat)
    assert view.follow()
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum() > 0
    last = rows(view)[100]
    assert last.geometry().bottom() < view.viewport().height()
    assert not pill(view).isVisible()


def test_ten_thousand_messages_need_few_widgets_and_layouts(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(i) if i % 2 else answer(i, CODE) for i in range(1, 10_001)])
    bar = view.verticalScrollBar()
    for value in (*range(bar.maximum(), bar.maximum() - 20_000, -400), bar.maximum() // 2, 0, 333):
        bar.setValue(value)
    assert len(view.findChildren(MessageRow)) < 20
    assert len(view._documents) < 90
    assert set(rows(view)) == set(range(min(rows(view)), max(rows(view)) + 1))


def test_scrolling_into_unseen_text_moves_nothing_that_was_seen(view: TranscriptView, long_chat: list[Message]) -> None:
    view.set_messages(long_chat)
    bar = view.verticalScrollBar()
    for _ in range(60):
        before = tops(view)
        bar.setValue(bar.value() - 90)
        after = tops(view)
        common = set(before) & set(after)
        assert common
        assert {after[place] - before[place] for place in common} == {90}


def test_the_wheel_scrolls_pixel_by_pixel(view: TranscriptView, long_chat: list[Message]) -> None:
    view.set_messages(long_chat)
    value = view.verticalScrollBar().value()
    wheel = QWheelEvent(
        QPointF(100, 100),
        QPointF(100, 100),
        QPoint(0, 7),
        QPoint(0, 14),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.ScrollUpdate,
        False,
    )
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.verticalScrollBar().value() == value - 7


def test_the_keyboard_scrolls(qtbot: QtBot, view: TranscriptView, long_chat: list[Message]) -> None:
    view.set_messages(long_chat)
    bar = view.verticalScrollBar()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert bar.value() == 0
    assert 1 in rows(view)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert bar.value() == bar.pageStep()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert bar.value() == 0
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    assert view.follow()


def test_resizing_keeps_the_top_visible_text_in_place(view: TranscriptView, long_chat: list[Message]) -> None:
    view.set_messages(long_chat)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    before = min(tops(view).items(), key=lambda item: item[1])
    for width in (500, 1400, 333, 900):
        view.resize(width, 600)
        assert abs(tops(view).get(before[0], 10_000) - before[1]) <= 1


def test_resizing_at_the_end_stays_at_the_end(view: TranscriptView, long_chat: list[Message]) -> None:
    view.set_messages(long_chat)
    view.resize(400, 500)
    assert view.follow()
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()


def test_the_column_is_centred_and_never_wider_than_the_design(view: TranscriptView, answer: Make) -> None:
    for width in (300, 900, 2000):
        view.resize(width, 600)
        view.set_messages([answer(2)])
        geometry = rows(view)[2].geometry_used
        assert geometry is not None
        assert geometry.width <= COLUMN_WIDTH
        assert abs(2 * geometry.left + geometry.width - width) <= 1


# --- streaming ---


def test_a_reader_at_the_end_is_taken_along(view: TranscriptView, long_chat: list[Message], answer: Make) -> None:
    view.set_messages(long_chat)
    view.append_message(answer(102, "", MessageStatus.STREAMING))
    for _ in range(30):
        view.append_text(102, "some words\n\n")
        assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()


def test_a_reader_who_scrolled_up_stays(
    qtbot: QtBot, view: TranscriptView, long_chat: list[Message], answer: Make
) -> None:
    view.set_messages(long_chat)
    view.append_message(answer(102, "", MessageStatus.STREAMING))
    view.append_text(102, "Begin.\n\n" * 20)
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert not view.follow()
    assert pill(view).isVisible()
    assert pill(view).text() == ""
    before = tops(view)
    value = view.verticalScrollBar().value()
    for _ in range(30):
        view.append_text(102, "more words\n\n- a\n")
    view.update_message(replace(view.model.message(100), status=MessageStatus.COMPLETE))
    assert tops(view) == before
    assert view.verticalScrollBar().value() == value
    assert pill(view).text() == "New"
    click(qtbot, pill(view))
    assert view.follow()
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    assert not pill(view).isVisible()


def test_ones_own_message_brings_to_the_end(view: TranscriptView, long_chat: list[Message], ask: Make) -> None:
    view.set_messages(long_chat)
    view.verticalScrollBar().setValue(0)
    view.append_message(ask(101))
    assert view.follow()
    assert 101 in rows(view)


def test_streamed_text_is_the_text_of_the_message(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, "", MessageStatus.STREAMING)])
    for piece in ("# He", "ad\n\nte", "xt **bo", "ld**"):
        view.append_text(2, piece)
    document = rows(view)[2].document
    assert document is not None
    document.select_all()
    assert document.selected_text() == "Head\n\ntext bold"
    view.update_message(answer(2, "# Head\n\ntext **bold**"))
    assert rows(view)[2].document is document


def test_only_the_last_block_is_laid_out_again(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, "", MessageStatus.STREAMING)])
    view.append_text(2, "one\n\ntwo\n\nthree")
    document = rows(view)[2].document
    assert document is not None
    kept = [document.box(0), document.box(1)]
    view.append_text(2, " and more\n\nfour")
    assert [document.box(0), document.box(1)] == kept


def test_growing_code_keeps_its_box(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, "```python\nx = 1\n", MessageStatus.STREAMING)])
    document = rows(view)[2].document
    assert document is not None
    box, height = document.box(0), document.height
    view.append_text(2, "y = 2\nz = 3\n")
    assert document.box(0) is box
    assert document.height > height


def test_a_link_that_is_defined_later_becomes_one(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, "see [docs]\n\nmore\n\n", MessageStatus.STREAMING)])
    document = rows(view)[2].document
    assert document is not None
    assert document.box(0).text(0, 99) == "see [docs]"
    view.append_text(2, "[docs]: https://example.org\n")
    assert document.box(0).text(0, 99) == "see docs"


def test_progress_is_told_until_the_first_word(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, "", MessageStatus.STREAMING)])
    view.set_progress(2, "Reading the prompt 512 of 2,048")
    document = rows(view)[2].document
    assert document is not None
    assert document.progress == "Reading the prompt 512 of 2,048"
    assert document.progress_box() is not None
    view.append_text(2, "Hello")
    assert document.progress_box() is None
    assert document.caret() is not None
    view.update_message(answer(2, "Hello"))
    assert document.caret() is None


def test_progress_of_another_chat_is_ignored(view: TranscriptView, ask: Make) -> None:
    view.set_messages([ask(1)])
    view.set_progress(77, "Loading")
    view.append_text(77, "text")
    assert set(rows(view)) == {1}


def test_another_chat_takes_nothing_from_the_one_before(
    view: TranscriptView, long_chat: list[Message], ask: Make
) -> None:
    view.set_messages(long_chat)
    view.verticalScrollBar().setValue(0)
    view.set_messages([ask(500, "Other chat")])
    assert set(rows(view)) == {500}
    assert view.follow()
    view.clear()
    assert rows(view) == {}
    assert view.verticalScrollBar().maximum() == 0


# --- actions ---


def test_actions_of_the_last_answer_and_of_others(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2), ask(3), answer(4, siblings=(4, 6))])
    assert names(view, 2) == ["Copy"]
    assert names(view, 4) == ["Copy", "Again: write another answer", "Previous answer", "Next answer"]
    assert not button(view, 4, "Copy").quiet
    assert button(view, 2, "Copy").quiet


def test_a_streaming_answer_offers_nothing(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, "Half", MessageStatus.STREAMING, siblings=(2, 3))])
    assert names(view, 2) == []


def test_again_and_siblings_are_asked_for(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(4, siblings=(2, 4, 9))])
    with qtbot.waitSignal(view.again_requested) as again:
        click(qtbot, button(view, 4, "Again: write another answer"))
    with qtbot.waitSignal(view.sibling_requested) as before:
        click(qtbot, button(view, 4, "Previous answer"))
    with qtbot.waitSignal(view.sibling_requested) as after:
        click(qtbot, button(view, 4, "Next answer"))
    assert (again.args, before.args, after.args) == ([4], [2], [9])
    view.set_messages([ask(1), answer(9, siblings=(2, 4, 9))])
    assert not button(view, 9, "Next answer").isEnabled()


def test_copy_gives_the_markdown_source(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    source = "# Title\n\nsome **bold** text\n\n- [x] done\n"
    view.set_messages([ask(1, "line one\n**not** Markdown"), answer(2, source)])
    click(qtbot, button(view, 2, "Copy"))
    assert QGuiApplication.clipboard().text() == source
    assert button(view, 2, "Copy").is_done()
    click(qtbot, button(view, 1, "Copy"))
    assert QGuiApplication.clipboard().text() == "line one\n**not** Markdown"


def test_code_has_its_own_copy(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, CODE)])
    copy = button(view, 2, "Copy code")
    click(qtbot, copy)
    assert QGuiApplication.clipboard().text() == "print('hello')"
    assert copy.is_done()
    qtbot.waitUntil(lambda: not copy.is_done(), timeout=5000)


@pytest.mark.parametrize(
    ("status", "reason", "label"),
    [
        (MessageStatus.STOPPED, "cancelled", "Continue"),
        (MessageStatus.STOPPED, "length", "Continue"),
        (MessageStatus.INTERRUPTED, "interrupted", "Continue"),
    ],
)
def test_an_unfinished_answer_can_be_continued(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make, status: MessageStatus, reason: str, label: str
) -> None:
    view.set_messages([ask(1), answer(2, "Half", status, finish_reason=reason)])
    with qtbot.waitSignal(view.continue_requested) as asked:
        click(qtbot, button(view, 2, label))
    assert asked.args == [2]
    view.append_message(ask(3))
    assert label not in names(view, 2), "only the last answer can go on"


def test_a_full_context_offers_a_new_chat(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, "Half", MessageStatus.STOPPED, finish_reason="context")])
    with qtbot.waitSignal(view.remedy_requested) as asked:
        click(qtbot, button(view, 2, "New chat"))
    assert asked.args == ["new-chat"]


@pytest.mark.parametrize(
    ("remedy", "label"),
    [
        ("open-models", "Open Models"),
        ("open-file", "Open a file…"),
        ("smaller-context", "Try with a smaller context"),
        ("retry", "Try again"),
        ("new-chat", "New chat"),
        ("enter-recovery-key", "Enter the recovery key…"),
    ],
)
def test_a_failed_answer_offers_what_mends_it(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make, remedy: str, label: str
) -> None:
    failed = answer(2, "", MessageStatus.FAILED, error="Not enough memory.", finish_reason=remedy)
    view.set_messages([ask(1), failed])
    with qtbot.waitSignal(view.remedy_requested) as asked:
        click(qtbot, button(view, 2, label))
    assert asked.args == [remedy]
    document = rows(view)[2].document
    assert document is not None
    document.select_all()
    assert document.selected_text() == "Not enough memory."


def test_a_failed_answer_without_a_remedy_has_no_button(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, "", MessageStatus.FAILED, error="Broken.")])
    assert names(view, 2) == ["Again: write another answer"]


def test_tab_goes_through_the_buttons_from_top_to_bottom(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make
) -> None:
    view.set_messages([ask(1), answer(2, CODE), ask(3), answer(4)])
    qtbot.waitActive(view)
    view.setFocus()
    reached = []
    for _ in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert isinstance(focused, FlatButton)
        row = focused.parentWidget()
        assert isinstance(row, MessageRow)
        assert row.document is not None
        assert not focused.quiet
        reached.append((row.document.message.id, focused.accessibleName()))
    assert reached == [
        (1, "Copy"),
        (2, "Copy code"),
        (2, "Copy"),
        (3, "Copy"),
        (4, "Copy"),
        (4, "Again: write another answer"),
    ]


def test_a_row_that_scrolls_away_gives_the_focus_to_the_view(
    qtbot: QtBot, view: TranscriptView, long_chat: list[Message]
) -> None:
    view.set_messages(long_chat)
    qtbot.waitActive(view)
    button(view, 100, "Copy").setFocus()
    view.verticalScrollBar().setValue(0)
    assert view.hasFocus()


def test_rows_say_who_speaks(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1, "Hello?"), answer(2, "Hi!")])
    described = [(row.accessibleName(), row.accessibleDescription()) for _, row in sorted(rows(view).items())]
    assert described == [("You", "Hello?"), ("Guide", "Hi!")]


def test_the_end_of_an_answer_is_announced_once(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    told: list[str] = []
    view.announced.connect(told.append)
    view.set_messages([ask(1), answer(2, "", MessageStatus.STREAMING)])
    view.append_text(2, "Hello")
    assert told == []
    view.update_message(answer(2, "Hello"))
    view.update_message(answer(2, "Hello", siblings=(2, 3)))
    assert told == ["Answer finished: Hello"]
    view.update_message(answer(2, "Hello", MessageStatus.STREAMING))
    view.update_message(answer(2, "Hello", MessageStatus.FAILED, error="No memory."))
    assert told[1:] == ["The answer failed: No memory."]


def test_text_from_right_to_left_stands_on_the_right(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1, "שלום"), answer(2, "שלום עולם\n\n- מרחבא\n\nhello")])
    row = rows(view)[2]
    assert row.document is not None
    assert row.geometry_used is not None
    width = row.geometry_used.width
    assert row.document.place_at(QPointF(width - 1, 8)) == (0, 0)
    assert row.document.left(1) == 0
    last = row.document.origin(2)
    assert row.document.place_at(QPointF(0, last.y() + 8)) == (2, 0)


def test_speed_is_shown_once_it_is_known(view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2)])
    without = view.viewport().grab().toImage()
    view.set_messages([ask(1), answer(2, timings=Timings(decode_tok_s=41.3))])
    assert view.viewport().grab().toImage() != without


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
    assert QGuiApplication.clipboard().text() == "First one.\n\n• item\n\nls\n\nLast one."


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
    assert QGuiApplication.clipboard().text() == "Second"


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
