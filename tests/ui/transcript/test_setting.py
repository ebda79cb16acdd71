"""How text is set: what shows in the picture, and where."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from view_kit import Make, rows

from paddock.ui.theme import LIGHT
from paddock.ui.transcript import TranscriptView
from paddock.ui.transcript.document import MessageDocument
from paddock.ui.transcript.table_box import TableBox
from paddock.ui.transcript.text_box import TextBox

WIDE = (
    "| Name | A long text | "
    + " | ".join(f"Column{i}" for i in range(12))
    + " |\n|---|---|"
    + "---|" * 12
    + "\n| Llama 3.2 1B | "
    + "many words " * 30
    + "| "
    + " | ".join(str(10**i) for i in range(12))
    + " |"
)


def document(view: TranscriptView, number: int = 2) -> MessageDocument:
    found = rows(view)[number].document
    assert found is not None
    return found


def test_no_two_levels_of_headings_look_alike(view: TranscriptView, answer: Make) -> None:
    text = "\n\n".join("#" * level + " Heading" for level in range(1, 7))
    view.set_messages([answer(2, text)])
    widths = [box.natural_width() for i in range(6) if isinstance(box := document(view).box(i), TextBox)]
    assert widths == sorted(set(widths), reverse=True)
    assert len(widths) == 6


def test_a_table_that_scrolls_is_not_narrow_as_well(view: TranscriptView, answer: Make) -> None:
    view.set_messages([answer(2, WIDE)])
    box = document(view).box(0)
    assert isinstance(box, TableBox)
    assert box.scroll_by(10)
    name = box._rows[1][0]
    assert len(name.lines()) == 1
    long = box._rows[1][1]
    assert len(long.lines()) > 1
    assert long.natural_width() > 200


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("text", ["(`code`),", "a `code`: b", "`code`/`more`"])
def test_what_clings_to_inline_code_lies_beside_its_ground(
    view: TranscriptView, answer: Make, text: str, scale: float
) -> None:
    view.set_text_scale(scale)
    view.set_messages([answer(2, text)])
    box = document(view).box(0)
    assert isinstance(box, TextBox)
    shown = box.shown()
    start = shown.index("code")
    mono = QFontMetricsF(view._look.code)
    letter = mono.horizontalAdvance("e") * round(view._look.body.pixelSize() * 0.88) / view._look.code.pixelSize()
    (last,) = box.rects(start + 3, start + 4)
    assert last.width() >= letter + 0.9 * view._look.px(3), "there is no room behind the last letter"
    if start and shown[start - 1] != " ":
        (before,) = box.rects(start - 1, start)
        usual = QFontMetricsF(view._look.body).horizontalAdvance(shown[start - 1])
        assert before.width() >= usual + 0.9 * view._look.px(3)


def test_bullets_of_three_levels_differ(view: TranscriptView, answer: Make) -> None:
    view.set_messages([answer(2, "- a\n  - b\n    - c")])
    found, row = document(view), rows(view)[2]
    assert row.geometry_used is not None
    image = row.grab().toImage()
    shapes = set()
    for block in range(3):
        origin = found.origin(block)
        x = row.geometry_used.text_left(found) + origin.x() - view._look.px(13)
        y = row.geometry_used.above(found) + origin.y() + view._look.body_line // 2
        side = view._look.px(4)
        area = [
            image.pixelColor(x + dx, y + dy).lightness() // 40 for dx in range(-side, side) for dy in range(-side, side)
        ]
        shapes.add(tuple(area))
    assert len(shapes) == 3


def test_numbers_of_a_list_are_the_same_in_a_mirrored_window(
    qapp: QApplication, view: TranscriptView, answer: Make
) -> None:
    view.set_messages([answer(2, "7. seven\n8. eight")])
    usual = beside(view)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        view.set_text_scale(1.0)
        assert beside(view) == usual
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def beside(view: TranscriptView) -> QImage:
    """What stands beside the first block of an answer."""
    row, found = rows(view)[2], document(view)
    assert row.geometry_used is not None
    left, top = row.geometry_used.text_left(found), row.geometry_used.above(found)
    return row.grab(QRect(left, top, found.left(0) - 2, view._look.body_line)).toImage()


def test_a_press_of_the_pointer_shows_no_ring_and_a_key_does(qtbot: QtBot, view: TranscriptView, answer: Make) -> None:
    view.set_messages([answer(2)])
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: QColor(LIGHT.accent).name() in edge(view))
    view.clearFocus()
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert view.hasFocus()
    assert QColor(LIGHT.accent).name() not in edge(view)


def edge(view: TranscriptView) -> set[str]:
    image = view.viewport().grab().toImage()
    return {image.pixelColor(1, y).name() for y in range(image.height())}
