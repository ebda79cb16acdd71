"""How much is done for what a person sees: counted, never timed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from view_kit import Make, rows, tops

from paddock.core.messages import Message, MessageStatus, ReasoningPart
from paddock.ui.transcript import TranscriptView, inline
from paddock.ui.transcript.geometry import EACH, RowGeometry
from paddock.ui.transcript.row import MessageRow
from paddock.ui.transcript.splitter import make_parser
from paddock.ui.transcript.table_box import TableBox
from paddock.ui.transcript.text_box import TextBox

LONG = "Words of an answer that goes on.\n\n" * 60


class Painted(QObject):
    """The parts of rows that are painted: top and bottom on the screen, px."""

    def __init__(self) -> None:
        super().__init__()
        self.areas: list[tuple[int, int]] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, MessageRow) and isinstance(event, QPaintEvent):
            area = event.rect().translated(watched.pos())
            self.areas.append((area.top(), area.bottom()))
        return False


@contextmanager
def painted() -> Iterator[list[tuple[int, int]]]:
    watcher, app = Painted(), QApplication.instance()
    assert app is not None
    app.processEvents()
    app.installEventFilter(watcher)
    yield watcher.areas
    app.processEvents()
    app.removeEventFilter(watcher)


def test_of_an_answer_that_grows_only_the_end_is_painted(qtbot: QtBot, view: TranscriptView, answer: Make) -> None:
    view.set_messages([answer(2, LONG, MessageStatus.STREAMING)])
    qtbot.waitUntil(lambda: not view.reading)
    middle = view.viewport().height() // 2
    with painted() as areas:
        view.append_text(2, "A word")
    assert areas
    assert min(top for top, _ in areas) > middle
    with painted() as areas:
        view.append_text(2, "\n\nA line that moves all the others up.")
    assert areas
    assert min(top for top, _ in areas) > middle


def test_what_is_painted_by_pieces_looks_as_if_painted_at_once(
    qtbot: QtBot, view: TranscriptView, answer: Make
) -> None:
    text = LONG + "> A quote with `code`\n\n| a | b |\n|---|---|\n| c | d |\n\n- an item\n- **another**\n\n```sh\nls\n"
    view.set_messages([answer(2, "", MessageStatus.STREAMING)])
    bar = view.verticalScrollBar()
    for step, at in enumerate(range(0, len(text), 37)):
        view.append_text(2, text[at : at + 37])
        if step == 50:
            bar.setValue(bar.value() - 120)  # the reader looks up, and comes back
        elif step == 60:
            view.scroll_to_end()
        QApplication.processEvents()
    on_screen = view.screen().grabWindow(view.winId()).toImage()
    anew = view.grab().toImage().convertToFormat(on_screen.format())
    assert not on_screen.isNull()
    assert on_screen == anew
    assert tops(view)


def test_a_table_that_grows_keeps_the_cells_it_has(view: TranscriptView, answer: Make) -> None:
    view.set_messages([answer(2, "| a | b |\n|---|--:|\n", MessageStatus.STREAMING)])
    for number in range(20):
        view.append_text(2, f"| row {number} | {number} |\n")
    document = view.documents.peek(2)
    assert document is not None
    box = document.box(0)
    assert isinstance(box, TableBox)
    cells = [id(cell) for row in box._rows for cell in row]
    view.append_text(2, "| one more row, much wider than the others | 1 |\n")
    assert document.box(0) is box
    assert [id(cell) for row in box._rows for cell in row][: len(cells)] == cells
    whole = view.documents.make(answer(3, document.message.text))
    whole.set_width(view._geometry.text_width(document.message.role))
    fresh = whole.box(0)
    assert isinstance(fresh, TableBox)
    assert (box.height, box._columns, box._tops) == (fresh.height, fresh._columns, fresh._tops)
    assert box.text(0, box.length) == fresh.text(0, fresh.length)


@pytest.mark.parametrize("thought", [False, True])
def test_a_text_without_end_is_read_in_slices(qtbot: QtBot, view: TranscriptView, answer: Make, thought: bool) -> None:
    text = "- *one* thing\n- another\n\n" * 8_000
    message = answer(2, "" if thought else text, MessageStatus.STREAMING)
    if thought:
        message = Message(2, 1, None, message.role, (ReasoningPart(text),), status=MessageStatus.STREAMING)
    view.set_messages([message])
    assert view.reading, "the window has its turn before all of it was read"
    document = view.documents.peek(2)
    assert document is not None
    before = len(document)
    qtbot.waitUntil(lambda: len(document) > before)
    qtbot.waitUntil(lambda: not view.reading, timeout=60_000)
    assert sum(getattr(spec, "marker", "") == "•" for spec in document.specs) == 16_000


def test_the_heights_of_a_long_chat_are_not_estimated_one_by_one(view: TranscriptView, ask: Make, answer: Make) -> None:
    seen: list[Message] = []

    class Counting(RowGeometry):
        def estimate(self, message: Message) -> int:
            seen.append(message)
            return super().estimate(message)

    chat = [ask(n) if n % 2 else answer(n, LONG) for n in range(1, 20_001)]
    heights = Counting(view._look, view.width()).estimates(chat)
    assert len(heights) == len(chat)
    assert 0 < len(seen) <= EACH
    assert heights[0] < heights[1], "answers are longer than questions here"
    assert Counting(view._look, view.width()).estimates(chat[:4])[1] == heights[1]


def test_brackets_without_end_are_read_once_a_level() -> None:
    parser, calls = make_parser(), [0]

    def count(state: object, silent: bool) -> bool:
        calls[0] += 1
        return False

    parser.inline.ruler.before("text", "count", count)  # type: ignore[arg-type]
    for text in ("[" * 1000, "![" * 500, "[[[a](b)](c)]" * 80):
        calls[0] = 0
        assert inline.render(text, parser, {})[0]
        assert calls[0] < 20 * len(text)
    assert parser.options["maxNesting"] > inline.MAX_NESTING, "blocks may still be nested deeper"


def test_text_that_is_nothing_but_marks_is_shown_as_typed() -> None:
    text = "*a* _b_ " * 700
    assert inline.render(text, make_parser(), {}) == (text, [])


def test_deep_quotes_leave_room_for_words(view: TranscriptView, answer: Make) -> None:
    view.set_messages([answer(2, "> " * 50 + "words " * 100)])
    document = view.documents.peek(2)
    assert document is not None
    assert document.left(0) < 0.7 * view._geometry.width
    assert rows(view)[2].height() < 1_000, "else every line holds a single letter"


def test_places_in_text_are_found_by_line(view: TranscriptView, answer: Make) -> None:
    view.set_messages([answer(2, "some `code` and words, " * 60)])
    document = view.documents.peek(2)
    assert document is not None
    box = document.box(0)
    assert isinstance(box, TextBox)
    lines = [(line.line.textStart(), line.line.textStart() + line.line.textLength()) for line in box._lines]
    for start, end in ((0, 5), (10, 400), (95, 300), (0, box.length), (7, 7)):
        touched = [1 for first, last in lines if max(start, first) < min(end, last)]
        assert len(box.rects(start, end)) == len(touched)
