"""The column of the Models page stands in one line, whether a page scrolls or not."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from paddock.ui.library.page_scroll import scrolled
from paddock.ui.style import Appearance


def test_a_scroll_bar_moves_nothing(look: Appearance, qtbot: QtBot) -> None:
    places = []
    for high in (100, 5000, 100):
        inside = QWidget()
        inside.setMinimumHeight(high)
        area = scrolled(look, inside)
        qtbot.addWidget(area)
        area.resize(1200, 600)
        with qtbot.waitExposed(area):
            area.show()
        bar = area.verticalScrollBar()
        qtbot.waitUntil(lambda bar=bar, high=high: bar.isVisible() is (high > 600))
        places.append((inside.mapTo(area, QPoint()).x(), inside.width()))
    assert len(set(places)) == 1, places


def test_a_page_that_grows_keeps_its_place(look: Appearance, qtbot: QtBot) -> None:
    inside = QWidget()
    inside.setMinimumHeight(100)
    area = scrolled(look, inside)
    qtbot.addWidget(area)
    area.resize(700, 600)
    with qtbot.waitExposed(area):
        area.show()
    before = (inside.mapTo(area, QPoint()).x(), inside.width())
    inside.setMinimumHeight(5000)
    qtbot.waitUntil(area.verticalScrollBar().isVisible)
    assert (inside.mapTo(area, QPoint()).x(), inside.width()) == before
