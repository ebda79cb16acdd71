"""Inline Markdown, the colours of code, and the widths of tables: what is computed before anything is painted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.ui.theme import LIGHT
from paddock.ui.transcript import highlight
from paddock.ui.transcript.highlight import CHUNK_LINES, Highlighter, Span
from paddock.ui.transcript.inline import MAX_INLINE, Run, len16, render, slice16
from paddock.ui.transcript.splitter import make_parser
from paddock.ui.transcript.table_box import _fit

PARSER = make_parser()
PYTHON = 'class A:\n    """Doc\n\nstring."""\n\n    def f(self):\n        return "x" + 1  # note\n\n'


def colours(code: str, language: str = "python") -> list[list[Span]]:
    lines = code.split("\n")
    highlighter = Highlighter(language)
    highlighter.set_lines(lines)
    return [highlighter.line(i) for i in range(len(lines))]


def test_inline_markup_becomes_text_and_runs() -> None:
    text, runs = render("a **b *c*** `d` ~~e~~\nf", PARSER, {})
    assert text == "a b c d e\u2028f"
    assert runs == [
        Run(2, 2, bold=True),
        Run(4, 1, bold=True, italic=True),
        Run(6, 1, code=True),
        Run(8, 1, strike=True),
    ]


def test_positions_are_counted_as_qt_counts_them() -> None:
    text, runs = render("\U0001f600 **b**", PARSER, {})
    assert runs == [Run(3, 1, bold=True)]
    assert slice16(text, 3, 4) == "b"
    assert len16(text) == 4


def test_bare_addresses_are_links_without_the_punctuation_after_them() -> None:
    text, runs = render("see https://a.example/x_y_(z)?q=1, and (http://b.example).", PARSER, {})
    assert text == "see https://a.example/x_y_(z)?q=1, and (http://b.example)."
    assert [run.href for run in runs] == ["https://a.example/x_y_(z)?q=1", "http://b.example"]


def test_addresses_in_code_are_code() -> None:
    assert render("`https://a.example`", PARSER, {})[1] == [Run(0, 17, code=True)]


def test_pictures_are_their_description() -> None:
    text, runs = render("![a cat](https://a.example/cat.png)", PARSER, {})
    assert text == "a cat"
    assert runs == [Run(0, 5, image=True, href="https://a.example/cat.png")]


def test_very_long_inline_text_is_shown_as_typed() -> None:
    text = "**a** " * MAX_INLINE
    assert render(text, PARSER, {}) == (text, [])


@given(st.text(max_size=30) | st.text(alphabet="*_~`[]()!<>&; ab🐎\n", max_size=30))
def test_any_text_is_rendered_with_runs_inside_it(text: str) -> None:
    shown, runs = render(text.encode("utf-8", "replace").decode(), PARSER, {})
    assert all(run.start >= 0 and run.start + run.length <= len16(shown) for run in runs)


def test_code_is_coloured() -> None:
    lines = colours('def f():\n    return "x" + 1  # note')
    assert lines[0] == [Span(0, 3, "keyword"), Span(4, 5, "function")]
    assert [span.kind for span in lines[1]] == ["keyword", "string", "string", "string", "number", "comment"]


def test_growing_code_is_coloured_as_the_whole_would_be() -> None:
    code = PYTHON * 10
    highlighter = Highlighter("python")
    for end in range(10, len(code), 37):
        lines = code[:end].split("\n")
        highlighter.set_lines(lines)
        shown = [highlighter.line(i) for i in range(len(lines))]
        assert shown == colours(code[:end])


def test_only_what_is_shown_is_read() -> None:
    highlighter = Highlighter("python")
    lines = (PYTHON * 1000).split("\n")
    highlighter.set_lines(lines)
    highlighter.line(10)
    assert len(highlighter._spans) <= CHUNK_LINES
    assert highlighter.line(5000) == colours(PYTHON)[5000 % 8]


@pytest.mark.parametrize(("called", "known"), [("svg", "xml"), ("JSONL", "json"), ("shellsession", "console")])
def test_languages_are_known_by_what_models_call_them(called: str, known: str) -> None:
    code = '$ echo "x"\n<a b="c"/>\n{"a": 1}'
    assert colours(code, called) == colours(code, known) != [[], [], []]


@pytest.mark.parametrize("language", ["", "text", "no-such-language", "../../etc/passwd"])
def test_an_unknown_language_has_no_colours(language: str) -> None:
    assert colours("def f(): pass", language) == [[]]


def test_every_kind_is_a_colour_of_the_palette() -> None:
    assert all(getattr(LIGHT, f"syn_{kind}") for _, kind in highlight._KINDS)


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(1, 200)), min_size=1, max_size=8), st.integers(1, 900))
def test_columns_fill_the_room_between_least_and_natural(sizes: list[tuple[int, int]], room: int) -> None:
    natural = [max(a, b) for a, b in sizes]
    least = [min(a, b) for a, b in sizes]
    widths = _fit(natural, least, room)
    assert all(a <= w <= n for a, w, n in zip(least, widths, natural, strict=True))
    assert sum(widths) == max(min(room, sum(natural)), sum(least))
