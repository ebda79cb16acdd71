"""“Why is this slow?” is reached from the answer, the inspector and the menu, and its advice has buttons."""

from __future__ import annotations

import pytest
from desk import Desk, Start
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from paddock.core.errors import Remedy
from paddock.services.slowness import Advice, SpeedReport
from paddock.ui.speed import SpeedDialog
from paddock.ui.style import Appearance


def dialog_of(desk: Desk) -> SpeedDialog:
    desk.wait(lambda: desk.window.findChild(SpeedDialog))
    dialog = desk.window.findChild(SpeedDialog)
    assert isinstance(dialog, SpeedDialog)
    desk.wait(lambda: dialog.accessibleName())
    return dialog


@pytest.mark.parametrize("way", ["answer", "inspector", "menu"])
def test_it_is_explained_from_three_places(start: Start, way: str) -> None:
    desk = start(["An answer that is long enough to be timed."])
    desk.ask("Hello")
    if way == "answer":
        desk.click("100 tok/s")
    elif way == "inspector":
        desk.window.show_inspector(0)
        desk.window.inspector.now.speed_button.click()
    else:
        menu = desk.window.header.make_menu()
        next(action for action in menu.actions() if action.text() == "Why is this slow?").trigger()
    dialog = dialog_of(desk)
    assert dialog.headline.text()
    desk.qtbot.keyClick(dialog, "\x1b")
    desk.wait(lambda: desk.window.speed._dialog is None)


def test_without_a_model_it_says_so(start: Start) -> None:
    desk = start(preload=False)
    desk.window.explain_speed()
    assert dialog_of(desk).headline.text() == "No model is loaded."


def test_advice_has_the_button_that_does_it(qtbot: QtBot, look: Appearance, start: Start) -> None:
    desk = start()
    dialog = SpeedDialog(look, desk.window.presenter.remedy_label, desk.window)
    advice = (Advice("Use less.", Remedy.SMALLER_CONTEXT), Advice("Wait."))
    dialog.explain(SpeedReport("There is too little memory.", ("The model takes 9 GB of 8 GB.",), advice))
    words = [label.text() for label in dialog.findChildren(QLabel)]
    for text in ("There is too little memory.", "The model takes 9 GB of 8 GB.", "Use less.", "Wait."):
        assert text in words
    assert [button.text() for button in dialog.remedies] == ["Try with a smaller context"]
    with qtbot.waitSignal(dialog.remedy_chosen) as chosen:
        dialog.remedies[0].click()
    assert chosen.args == [Remedy.SMALLER_CONTEXT]


def test_the_advice_to_use_another_model_opens_the_models(start: Start) -> None:
    desk = start()
    desk.window.speed.remedy_chosen.emit(Remedy.OPEN_MODELS)
    assert desk.window.stack.currentWidget() is not desk.window.page
