"""What a person's line asks for, and what is shown around a match."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.core.chats import Chat
from paddock.core.messages import Role
from paddock.core.searching import SNIPPET, ChatQuery, Term, fold, indexable, snippet_of, terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ()),
        ("  \t ", ()),
        ("!?", ()),
        ("memory", (Term(("memory",), prefix=True),)),
        ("memory ", (Term(("memory",)),)),
        ("GPU memo", (Term(("gpu",)), Term(("memo",), prefix=True))),
        ('"out of memory"', (Term(("out", "of", "memory")),)),
        ('"out of', (Term(("out", "of")),)),
        ("mem* leak ", (Term(("mem",), prefix=True), Term(("leak",)))),
        ("leak -java ", (Term(("leak",)), Term(("java",), without=True))),
        ("a", (Term(("a",)),)),
        ("a*", (Term(("a",), prefix=True),)),
        ("Émigré ", (Term(("emigre",)),)),
        ("don't ", (Term(("don", "t")),)),
        ("你好", (Term(("你", "好")),)),
        ("OR AND NOT ", (Term(("or",)), Term(("and",)), Term(("not",)))),
    ],
)
def test_terms(text: str, terms: tuple[Term, ...]) -> None:
    assert terms_of(text) == terms


@given(st.text(max_size=300))
def test_any_line_is_understood(text: str) -> None:
    for term in terms_of(text):
        assert term.words
        assert all(term.words)


def test_scripts_without_spaces_are_cut_into_characters() -> None:
    assert indexable("plain words") == "plain words"
    assert indexable("機械学習 model").split() == ["機", "械", "学", "習", "model"]
    assert indexable("Zürich") == "Zürich"
    assert indexable("e\u0301") == "é"


def test_a_snippet_shows_the_first_match_and_marks_all() -> None:
    text = "word " * 100 + "the Memory is full, memory!" + " word" * 100
    snippet, marks = snippet_of(text, terms_of("memory "))
    assert [snippet[begin:end] for begin, end in marks] == ["Memory", "memory"]
    assert snippet.startswith("… word ")
    assert snippet.endswith(" …")
    assert len(snippet) <= SNIPPET + 4


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Das Gedächtnis", "gedachtnis ", ["Gedächtnis"]),
        ("remembering", "remem", ["remembering"]),
        ("我想学习机器学习", "学习 ", ["学习", "学习"]),
        ("two\nlines here", '"lines here"', ["lines", "here"]),
        ("nothing", "absent ", []),
        ("not this -", "-this not ", ["not"]),
    ],
)
def test_marks(text: str, query: str, marked: list[str]) -> None:
    snippet, marks = snippet_of(text, terms_of(query))
    assert [snippet[begin:end] for begin, end in marks] == marked


@given(st.text(max_size=600), st.text(max_size=20))
def test_marks_lie_within_the_snippet_and_in_order(text: str, query: str) -> None:
    snippet, marks = snippet_of(text, terms_of(query))
    assert "\n" not in snippet
    ends = [0]
    for begin, end in marks:
        assert ends[-1] <= begin < end <= len(snippet)
        ends.append(end)


def test_fold_leaves_letters_that_have_no_base() -> None:
    assert [fold(text) for text in ("Ärger", "ß", "Ł", "ΑΒΓ", "İ")] == ["arger", "ß", "ł", "αβγ", "i"]


@pytest.mark.parametrize(
    ("narrow", "takes"),
    [
        ({}, True),
        ({"role": Role.USER}, False),
        ({"model": "Guide"}, False),
        ({"folder_id": 1}, True),
        ({"folder_id": 2}, False),
        ({"tag": "work"}, True),
        ({"tag": "other"}, False),
        ({"after": 10.0, "before": 10.5}, True),
        ({"after": 10.5}, False),
        ({"before": 10.0}, False),
    ],
)
def test_which_titles_are_found(narrow: dict[str, Any], takes: bool) -> None:
    chat = Chat(1, "Title", folder_id=1, tags=("work",), updated_at=10.0)
    assert ChatQuery("title", **narrow).takes(chat) is takes


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Look into *Archive…* first.", "Look into Archive… first."),
        ("*All* of it (*really*), _said_ he.", "All of it (really), said he."),
        ("***Both*** and **bold**", "Both and bold"),
        ("2 * 3 * 4, a*b*c", "2 * 3 * 4, a*b*c"),
        ("*.gguf and *.txt, snake_case_name, __init__", "*.gguf and *.txt, snake_case_name, __init__"),
        ("* one\n* two", "* one * two"),
    ],
)
def test_a_snippet_shows_stressed_words_as_words(text: str, shown: str) -> None:
    assert snippet_of(text, ()) == (shown, ())


def test_a_snippet_shows_no_half_of_what_stresses_words() -> None:
    stressed = f"*{'word ' * 20}needle {'word ' * 40}end*"
    shown, _ = snippet_of(stressed, terms_of("needle"))
    assert "*" not in shown
    shown, _ = snippet_of(f"needle {'word ' * 25}*{'word ' * 20}end*", terms_of("needle"))
    assert "*" not in shown
    shown, _ = snippet_of(f"*{'word ' * 20}end* {'word ' * 8}needle", terms_of("needle"))
    assert "*" not in shown


def test_a_snippet_shows_words_and_not_how_they_are_set() -> None:
    text = (
        "## Necks\n\nIt has **seven** `vertebrae`:\n\n| a | b |\n|---|:-:|\n| 2 * 3 | __init__ |\n\n> ~~no~~ #1 - yes"
    )
    shown, marks = snippet_of(text, terms_of("seven"))
    assert shown == "Necks It has seven vertebrae: a b 2 * 3 __init__ no #1 - yes"
    assert [shown[begin:end] for begin, end in marks] == ["seven"]
