"""Prompt templates: which variables they have, and what comes of them."""

from __future__ import annotations

from paddock.services.prompt_templates import asked_of, filled, found, uses_clipboard


def test_only_what_nobody_knows_is_asked_for() -> None:
    text = "On {{date}}: {{ topic }}, again {{topic}} and {{who}}. {{clipboard}} {not} {{}}"
    assert asked_of(text) == ("topic", "who")
    assert uses_clipboard(text)
    assert not uses_clipboard("{{date}} clipboard")


def test_braces_in_a_value_are_text() -> None:
    assert filled("{{a}} and {{ b }}", {"a": "{{b}}", "b": r"\1"}) == r"{{b}} and \1"


def test_a_variable_without_a_value_stays() -> None:
    assert filled("{{a}}", {}) == "{{a}}"


def test_names_that_begin_with_what_was_typed_come_first() -> None:
    assert found(["Summary", "A sum", "Letter", "sums"], "SUM") == ["Summary", "sums", "A sum"]
    assert found(["b", "A"], "") == ["A", "b"]
