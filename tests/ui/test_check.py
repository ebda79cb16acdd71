"""Marks on what can be ticked or pressed: to be told apart by more than a colour, whether it can be changed or not."""

from __future__ import annotations

import pytest
from desk import Start
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from paddock.ui.check import CheckBox
from paddock.ui.widgets import TextButton


def colours(widget: QWidget) -> set[str]:
    picture = widget.grab().toImage()
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_ticked_box_has_a_tick_also_where_it_cannot_be_changed(start: Start, theme: str) -> None:
    desk = start(theme=theme)
    box = CheckBox(desk.appearance)
    desk.qtbot.addWidget(box)
    palette = desk.appearance.palette
    tick = QColor(palette.on_accent).name()
    box.setChecked(True)
    assert {tick, QColor(palette.accent).name()} <= colours(box)
    box.setEnabled(False)
    assert QColor(palette.muted).name() in colours(box)


def test_the_icon_of_a_button_that_cannot_be_pressed_is_as_pale_as_its_words(start: Start) -> None:
    desk = start()
    button = TextButton(desk.appearance, "Download", "download", "primary")
    desk.qtbot.addWidget(button)
    button.setText("")
    palette = desk.appearance.palette
    assert QColor(palette.on_accent).name() in colours(button)
    button.setEnabled(False)
    shown = colours(button)
    assert QColor(palette.on_accent).name() not in shown
    button.setEnabled(True)
    assert QColor(palette.on_accent).name() in colours(button)
