"""Footnotes: numbered in their order, known only where they are written, and followed within the message."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from view_kit import Make, rows

from paddock.ui.transcript import TranscriptView
from paddock.ui.transcript.inline import render
from paddock.ui.transcript.specs import Inset, TextSpec
from paddock.ui.transcript.splitter import BlockSplitter, make_parser


def test_a_mark_is_a_number_once_its_note_is_there() -> None:
    parser = make_parser()
    splitter = BlockSplitter(parser)
    splitter.feed("Text[^why] and[^b], not[^c].\n\n")
    assert render("Text[^why]", parser, {}, splitter.notes)[0] == "Text[^why]"
    splitter.feed("[^why]: Because.\n\n[^b]: *More*.\n")
    text, runs = render("Text[^why] and[^b], not[^c].", parser, {}, splitter.notes)
    assert text == "Text1 and2, not[^c]."
    assert [run.href for run in runs if run.note] == ["#note-1", "#note-2"]
    notes = [spec for spec in (*splitter.closed, *splitter.open) if Inset.NOTE in spec.insets]
    assert [(spec.marker, spec.content) for spec in notes if isinstance(spec, TextSpec)] == [
        ("1.", "Because."),
        ("2.", "*More*."),
    ]


def test_a_mark_leads_to_its_note_and_never_out(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, "[^a]\n\n" + "Some words.\n\n" * 60 + "[^a]: The note.")])
    view.verticalScrollBar().setValue(0)
    row = rows(view)[2]
    assert row.document is not None
    assert row.geometry_used is not None
    place = QPoint(row.geometry_used.text_left(row.document) + 3, row.geometry_used.above(row.document) + 8)
    with qtbot.assertNotEmitted(view.link_activated):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=place)
    assert view.verticalScrollBar().value() > 500
