"""Formulas: what is one, how it looks while it grows, what is copied, and what a hostile one does."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from view_kit import Make, rows

from paddock.core.messages import MessageStatus
from paddock.services.formula_worker import picture
from paddock.ui.transcript import TranscriptView
from paddock.ui.transcript.formula_box import FormulaBox
from paddock.ui.transcript.formulas import Formula, Formulas, Wanted
from paddock.ui.transcript.inline import render
from paddock.ui.transcript.specs import FormulaSpec, Spec, TextSpec
from paddock.ui.transcript.splitter import BlockSplitter, make_parser


def formulas_in(text: str) -> list[str]:
    return [run.formula for run in render(text, make_parser(), {})[1] if run.formula]


def blocks(text: str) -> list[Spec]:
    splitter = BlockSplitter(make_parser())
    splitter.feed(text)
    return [*splitter.closed, *splitter.open]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("so $x^2$ is", ["x^2"]),
        (r"so \(x\) and \[y\] are", ["x", "y"]),
        ("in a line $$a+b$$, too", ["a+b"]),
        ("It costs $5 and $10.", []),
        ("from $5-$10", []),
        ("$ x $", []),
        (r"\$x\$", []),
        ("`$x$`", []),
        ("open $x^2", []),
    ],
)
def test_what_is_a_formula(text: str, found: list[str]) -> None:
    assert formulas_in(text) == found


def test_one_that_stands_by_itself_ends_with_its_mark_or_a_blank_line() -> None:
    assert [type(spec) for spec in blocks("a\n$$\nx\n- y\n$$\nb")] == [TextSpec, FormulaSpec, TextSpec]
    assert [type(spec) for spec in blocks("\\[ x \\]")] == [FormulaSpec]
    assert [type(spec) for spec in blocks("$$\nx\n\n$$")] == [TextSpec, TextSpec]
    assert [type(spec) for spec in blocks("- item\n  $$x$$\n- more")] == [TextSpec, FormulaSpec, TextSpec]


def test_however_it_comes_the_blocks_are_the_same() -> None:
    text = "a\n$$\nx\n- y\n$$\nb\n\n$$\nopen\n\n- c\n  \\[\n  z\n  \\]\n- d[^1]\n\n[^1]: note $q$\n[^2]: more\n"
    splitter = BlockSplitter(make_parser())
    for end in range(1, len(text) + 1):
        splitter.feed(text[end - 1])
        assert [*splitter.closed, *splitter.open] == blocks(text[:end])


def test_a_formula_is_drawn_at_the_baseline_and_its_latex_is_copied(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make
) -> None:
    view.set_messages([ask(1), answer(2, "Here $\\frac{a}{b}$ it is.\n\n$$\nx^2\n$$\n\n| a |\n|---|\n| $y$ |")])
    qtbot.waitUntil(lambda: not view.formulas.busy(), timeout=20_000)
    document = rows(view)[2].document
    assert document is not None
    assert isinstance(document.box(1), FormulaBox)
    plain = document.box(0).height
    view.set_messages([ask(1), answer(2, "Here it is.")])
    simple = rows(view)[2].document
    assert simple is not None
    assert plain > simple.box(0).height
    view.set_messages([answer(2, "Here $\\frac{a}{b}$ it is.\n\n$$\nx^2\n$$\n\n| a |\n|---|\n| $y$ |")])
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    wanted = "Here $\\frac{a}{b}$ it is.\n\n$$\nx^2\n$$\n\na\n$y$"
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == wanted)


def test_while_it_grows_its_source_is_shown(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    view.set_messages([ask(1), answer(2, "$$\n\\frac{1", MessageStatus.STREAMING)])
    document = rows(view)[2].document
    assert document is not None
    assert document.box(0).text(0, 99) == "$$\n\\frac{1"
    assert not view.formulas.busy()
    view.append_text(2, "}{2}\n$$\n")
    qtbot.waitUntil(lambda: isinstance(document.box(0), FormulaBox), timeout=20_000)


def test_one_that_takes_for_ever_is_given_up_and_the_next_is_drawn(qtbot: QtBot) -> None:
    formulas = Formulas()
    hostile = Wanted(r"\frac{" * 40 + "x" + "}{y}" * 40, False, 15.0, "#000000")
    broken = Wanted(r"\frac{1", False, 15.0, "#000000")
    good = Wanted("x", False, 15.0, "#000000")
    with qtbot.waitSignal(formulas.arrived, timeout=20_000) as arrived:
        assert formulas.get(hostile) is None
    assert arrived.args == [{hostile}]
    assert formulas.get(hostile) is None
    assert not formulas.awaits(hostile)
    for wanted, there in ((broken, False), (good, True)):
        formulas.get(wanted)
        qtbot.waitUntil(lambda: not formulas.busy(), timeout=20_000)
        assert (formulas.get(wanted) is not None) is there


def test_without_the_process_the_source_stays(qtbot: QtBot) -> None:
    formulas = Formulas(command=[sys.executable, "-c", "raise SystemExit(1)"])
    wanted = Wanted("x", False, 15.0, "#000000")
    formulas.get(wanted)
    qtbot.waitUntil(lambda: not formulas.busy(), timeout=20_000)
    assert formulas.get(wanted) is None


@pytest.mark.filterwarnings("ignore:path is deprecated:DeprecationWarning")  # of ziamath, in Python 3.11
def test_the_picture_has_the_colour_and_the_baseline() -> None:
    svg = picture("x_1", 15, "#123456", display=False)
    assert "#123456" in svg
    formula = Formula(svg)
    assert formula.sound
    assert formula.ascent > formula.descent > 0
    assert picture(r"\frac{1", 15, "#123456", display=False) == ""
