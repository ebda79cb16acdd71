"""Opening, scrolling and streaming: what stays in place, and how little is done again."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from view_kit import CODE, Make, click, pill, rows, tops

from paddock.core.messages import Message, MessageStatus
from paddock.ui.theme import COLUMN_WIDTH
from paddock.ui.transcript import TranscriptView
from paddock.ui.transcript.divider import Divider
from paddock.ui.transcript.row import MessageRow

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


def test_the_beginning_comes_after_the_end_and_moves_nothing(view: TranscriptView, long_chat: list[Message]) -> None:
    view.set_messages(long_chat[60:])
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() - 900)
    view.set_divider(20, Divider("above"))
    before, seen = tops(view), [view.model.message(row).id for row in view._visible()]
    view.prepend_messages(long_chat[:60])
    assert tops(view) == before
    assert [view.model.message(row).id for row in view._visible()] == seen
    assert view._divider == (80, Divider("above"))
    assert view.model.messages() == long_chat
    bar.setValue(0)
    assert min(rows(view)) == long_chat[0].id


def test_whoever_is_at_the_end_stays_there_when_the_beginning_comes(
    view: TranscriptView, long_chat: list[Message], answer: Make
) -> None:
    view.set_messages(long_chat[60:])
    before = tops(view)
    view.prepend_messages(long_chat[:60])
    assert view.follow()
    assert tops(view) == before
    assert not pill(view).isVisible()
    view.append_message(answer(900, "The next one"))
    assert 900 in rows(view)


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
    view.set_messages([])
    assert rows(view) == {}
    assert view.verticalScrollBar().maximum() == 0
