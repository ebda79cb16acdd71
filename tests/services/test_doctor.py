"""What the doctor makes of a Qt that does not start."""

from __future__ import annotations

from paddock.services.doctor import WindowFacts, _window_problems, read_probe

FIRST = '{"missing_libraries": ["libxcb-cursor.so.0"]}\n'
SECOND = '{"qt": "6.11.0", "platform": "xcb", "font": "Inter", "monospace_font": "Mono", "emoji_font": ""}\n'


def test_a_window_that_starts() -> None:
    facts = read_probe('{"missing_libraries": []}\n' + SECOND, "", 0)
    assert facts == WindowFacts("6.11.0", "xcb", "Inter", "Mono", "")
    (problem,) = [problem for problem in _window_problems(facts) if problem]
    assert "emoji" in problem


def test_a_qt_that_aborts_names_what_is_missing() -> None:
    facts = read_probe(FIRST, "qt.qpa.plugin: From 6.5.0, xcb-cursor0 is needed\nAborted\n", -6)
    assert facts.missing_libraries == ("libxcb-cursor.so.0",)
    assert "xcb-cursor0 is needed" in facts.problem
    assert any("libxcb-cursor.so.0" in problem for problem in _window_problems(facts))


def test_no_qt_at_all() -> None:
    facts = read_probe(FIRST + '{"problem": "PySide6 cannot be loaded: No module"}\n', "", 1)
    assert facts.problem == "PySide6 cannot be loaded: No module"


def test_a_process_that_says_nothing() -> None:
    assert read_probe("", "", -9).problem == "Qt does not start: exit status -9"
    assert read_probe("noise\n" + FIRST, "\n", 1).problem == "Qt does not start: exit status 1"
