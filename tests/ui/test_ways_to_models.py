"""The ways to models, from wherever somebody is."""

from __future__ import annotations

from pathlib import Path

from desk import Start
from gguf_bytes import LLAMA, gguf

from paddock.ui.library.page import DISCOVER, DOWNLOADS


def test_the_way_to_a_real_model_leads_to_what_can_be_got_whatever_was_looked_at_last(start: Start) -> None:
    desk = start()
    card = desk.window.page.suggestions.card
    for wanted, tab in (
        (card.downloads_requested, DOWNLOADS),
        (desk.window.message_actions.models_wanted, DISCOVER),
        (card.downloads_requested, DOWNLOADS),
        (desk.window.header.chip.models_requested, DISCOVER),
    ):
        wanted.emit()
        page = desk.window.library.page
        assert page is not None
        assert page.tabs.current == tab


def test_a_model_that_another_program_put_here_answers_once_models_was_looked_at(start: Start, home: Path) -> None:
    desk = start()
    (home / "models" / "later.gguf").write_bytes(gguf({**LLAMA, "general.name": "Later"}))
    desk.window.show_models()
    desk.wait(lambda: any(model.name == "Later" for model in desk.window.models.models))
