"""What the head of a code block offers: wrap, save, copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot
from view_kit import Make, button, click, rows

from paddock.core.errors import UserError
from paddock.ui.save_code import ending, write
from paddock.ui.transcript import TranscriptView
from paddock.ui.transcript.code_box import CodeBox


def box(view: TranscriptView) -> CodeBox:
    document = rows(view)[2].document
    assert document is not None
    found = document.box(0)
    assert isinstance(found, CodeBox)
    return found


def test_long_lines_are_wrapped_and_unwrapped(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make) -> None:
    long = "x = '" + "word " * 100 + "ü'"
    view.set_messages([ask(1), answer(2, f"```python\nshort\n{long}\nend\n```")])
    before = box(view)
    assert before.scroll_by(50)
    click(qtbot, button(view, 2, "Wrap long lines"))
    wrapped = box(view)
    assert wrapped.height > before.height
    assert not wrapped.scroll_by(50)
    whole = wrapped.rects(6, 6 + len(long))
    assert len(whole) > 3
    assert all(rect.right() <= wrapped.width for rect in whole)
    assert wrapped.hit(whole[1].center()) == pytest.approx(
        wrapped.hit(whole[0].center()) + len(long) / len(whole), abs=30
    )
    click(qtbot, button(view, 2, "Do not wrap long lines"))
    assert box(view).height == before.height


def test_wrapped_code_breaks_at_words_and_goes_on_further_in(
    qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make
) -> None:
    long = "    x = " + "word " * 60
    view.set_messages([ask(1), answer(2, f"```python\n{long}\n```")])
    click(qtbot, button(view, 2, "Wrap long lines"))
    wrapped = box(view)
    first, *more = wrapped.rects(0, len(long))
    assert len(more) > 2
    advance = wrapped.rects(0, 1)[0].width()
    assert [round((rect.left() - first.left()) / advance) for rect in more] == [6] * len(more)
    begins = [wrapped.hit(rect.topLeft() + QPointF(1, 3)) for rect in more]
    assert {long[at - 1 : at + 4] for at in begins} == {" word"}


def test_code_is_saved(qtbot: QtBot, view: TranscriptView, ask: Make, answer: Make, tmp_path: Path) -> None:
    view.set_messages([ask(1), answer(2, "```python\nx = 1\n```")])
    with qtbot.waitSignal(view.save_requested) as wanted:
        click(qtbot, button(view, 2, "Save code"))
    assert wanted.args == ["x = 1", "python"]
    write(tmp_path / "a.py", "x = 1")
    assert (tmp_path / "a.py").read_text() == "x = 1\n"
    with pytest.raises(UserError, match="could not be saved"):
        write(tmp_path / "no" / "a.py", "x")


def test_the_ending_is_the_languages() -> None:
    assert [ending(name) for name in ("python", "rust", "no-such-language", "", "svg", "mermaid")] == [
        ".py", ".rs", ".txt", ".txt", ".txt", ".txt"
    ]  # fmt: skip
