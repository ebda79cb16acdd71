"""What the engine does by itself: said once, with the buttons that may help and its last words to copy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from desk import Desk, Start, TellingEngine
from PySide6.QtGui import QGuiApplication

from paddock.core.errors import Remedy, UserError
from paddock.engine.api import EngineState, EngineStatus

GAVE_UP = "The engine ended three times within five minutes."
CRASH = EngineStatus(
    EngineState.FAILED,
    error=GAVE_UP,
    remedies=(Remedy.SMALLER_CONTEXT, Remedy.USE_CPU, Remedy.OPEN_MODELS),
    last_words=("ggml_abort", "out of memory"),
)


def crashed(start: Start) -> Desk:
    engine = TellingEngine()
    desk = start(engine=engine)
    desk.ask("Hello")
    engine.tell(CRASH)
    desk.wait(desk.window.bar.isVisible)
    return desk


def test_a_crash_that_is_not_mended_offers_what_may_help(start: Start) -> None:
    desk = crashed(start)
    assert desk.window.bar.what.text() == GAVE_UP
    for words in ("Try with a smaller context", "Use the processor", "Open Models", "Copy details"):
        assert [b for b in desk.window.bar.findChildren(type(desk.window.bar.button)) if b.text() == words], words
    desk.click("Copy details")
    assert QGuiApplication.clipboard().text() == f"{GAVE_UP}\nggml_abort\nout of memory"


def test_it_is_said_once(start: Start) -> None:
    desk = crashed(start)
    desk.click("Close")
    assert isinstance(desk.engine, TellingEngine)
    with desk.qtbot.waitSignal(desk.window.models.status_changed):
        desk.engine.tell(replace(CRASH, pid=7))
    assert not desk.window.bar.isVisible()


@pytest.mark.parametrize(
    ("button", "field", "value"),
    [("Use the processor", "device", "CPU"), ("Try with a smaller context", "n_ctx", 2048)],
)
def test_a_button_changes_how_that_model_is_loaded_and_asks_again(
    start: Start, button: str, field: str, value: object
) -> None:
    desk = crashed(start)
    desk.click(button)
    desk.wait(lambda: len(desk.engine.requests) == 2)
    assert getattr(desk.engine.loads[-1][1], field) == value
    desk.wait(lambda: not desk.window.conversation.answering)


def test_the_context_gets_smaller_with_each_try(start: Start) -> None:
    desk = crashed(start)
    for n_ctx in (2048, 1024, 512):  # the first time it had 4096, which the engine had chosen
        desk.click("Try with a smaller context")
        desk.wait(lambda n_ctx=n_ctx: desk.engine.loads[-1][1].n_ctx == n_ctx and bool(desk.engine.status.models))
        desk.wait(lambda: not desk.window.conversation.answering)
        assert isinstance(desk.engine, TellingEngine)
        desk.engine.tell(EngineStatus())
        desk.engine.tell(CRASH)
        desk.wait(desk.window.bar.isVisible)
        assert desk.window.bar.what.text() == GAVE_UP
    desk.click("Try with a smaller context")
    desk.wait(lambda: desk.window.bar.what.text() == "The context cannot be smaller.")


def test_another_file_is_chosen_among_the_models(start: Start) -> None:
    desk = crashed(start)
    desk.click("Open Models")
    assert desk.window.stack.currentWidget() is desk.window.library.page


def test_a_restart_needs_no_words_of_its_own(start: Start) -> None:
    engine = TellingEngine()
    desk = start(engine=engine)
    desk.ask("Hello")
    with desk.qtbot.waitSignal(desk.window.models.status_changed):
        engine.die()
    assert not desk.window.bar.isVisible()


def test_what_could_not_be_had_is_said_once(start: Start) -> None:
    engine = TellingEngine()
    desk = start(engine=engine)
    desk.ask("Hello")
    status = engine.status
    assert status.model is not None
    model = replace(status.model, notice="The GPU has too little memory, so the processor is used.")
    engine.tell(replace(status, model=model, models=(model,)))
    desk.wait(desk.window.bar.isVisible)
    assert desk.window.bar.what.text() == model.notice
    desk.click("Show details")
    assert desk.window.inspector.now.isVisible()
    with desk.qtbot.waitSignal(desk.window.models.status_changed):
        engine.tell(replace(engine.status, pid=3))
    assert not desk.window.bar.isVisible()


def test_an_error_of_loading_has_the_buttons_that_the_engine_names(start: Start) -> None:
    engine = TellingEngine()
    desk = start(engine=engine)
    desk.ask("Hello")
    error = UserError("The model does not fit.", "Use less.", remedy=Remedy.USE_CPU)
    remedies = (Remedy.USE_CPU, Remedy.OPEN_FILE)
    with desk.qtbot.waitSignal(desk.window.models.status_changed):
        engine.tell(EngineStatus(EngineState.FAILED, error=str(error), remedies=remedies))
    desk.window.presenter.present(error)
    texts = [b.text() for b in desk.window.bar.findChildren(type(desk.window.bar.button)) if b.isVisible()]
    assert texts == ["Use the processor", "Open a file…"]
    desk.window.presenter.present(UserError("Another error."))
    assert not [b for b in desk.window.bar.findChildren(type(desk.window.bar.button)) if b.isVisible()]


# --- the chip


def test_the_chip_says_how_far_a_model_is_loaded_and_then_its_memory(start: Start) -> None:
    engine = TellingEngine()
    desk = start(engine=engine, preload=False)
    chip = desk.window.header.chip
    assert chip.fact() == ""
    engine.tell(EngineStatus(EngineState.LOADING, progress=0.43, pid=1))
    desk.wait(lambda: chip.fact() == "43 %")
    assert chip.accessibleName() == "Model: Small Llama, loading 43 %"
    engine.tell(EngineStatus(pid=1))
    desk.ask("Hello")
    assert chip.fact() == "1.2 GB"
    assert chip.accessibleName() == "Model: Small Llama, 1.2 GB of memory"
    engine.tell(replace(engine.status, state=EngineState.LOADING, progress=0.1))
    with desk.qtbot.waitSignal(desk.window.models.status_changed):
        engine.tell(replace(engine.status, progress=0.2))
    assert chip.fact() == "1.2 GB", "it is another model that is being loaded"


def test_a_model_can_be_unloaded_from_the_chips_menu(start: Start, home: Path) -> None:
    desk = start()
    desk.ask("Hello")
    menu = desk.window.header.chip.make_menu()
    action = next(action for action in menu.actions() if action.text().startswith("Unload"))
    assert action.text() == "Unload Small Llama (1.2 GB)"
    assert action.isEnabled()
    action.trigger()
    desk.wait(lambda: not desk.engine.status.models)
    desk.wait(lambda: desk.window.header.chip.fact() == "")
    assert not [a for a in desk.window.header.chip.make_menu().actions() if a.text().startswith("Unload")]
