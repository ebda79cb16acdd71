"""Contrast, motion and direction: in the dialog, in the settings, and in what is seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, Start
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QProgressBar

from paddock.config.paths import resource
from paddock.engine.fake import FakeAnswer
from paddock.ui.icons import DIRECTED, IconSet
from paddock.ui.motion import Busy
from paddock.ui.settings.dialog import SettingsDialog
from paddock.ui.style import Appearance
from paddock.ui.theme import LIGHT, LIGHT_HIGH, Contrast, Motion


def dialog_of(desk: Desk) -> SettingsDialog:
    desk.window.show_settings()
    dialog = desk.window.findChild(SettingsDialog)
    assert dialog is not None
    return dialog


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    """Everything begins at the right."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_contrast_is_chosen_and_there_again(start: Start) -> None:
    desk = start(theme="light")
    box = dialog_of(desk).access_section.contrast
    assert box.currentData() == Contrast.SYSTEM
    box.setCurrentIndex(box.findData(Contrast.HIGH))
    box.activated.emit(box.currentIndex())
    assert desk.appearance.palette is LIGHT_HIGH
    desk.wait(lambda: desk.application.settings.current.contrast == "high")


def test_stillness_is_chosen_and_there_again(start: Start) -> None:
    desk = start()
    toggle = dialog_of(desk).access_section.still
    toggle.click()
    assert desk.appearance.still
    assert desk.window.page.transcript.still
    desk.wait(lambda: desk.application.settings.current.motion == "reduced")
    toggle.click()
    assert not desk.appearance.still
    desk.wait(lambda: desk.application.settings.current.motion == "system")


def test_what_the_system_wants_holds_unless_more_is_chosen(look: Appearance) -> None:
    assert not look.still
    look.set_system_still(True)
    assert look.still
    look.set_system_still(False)
    assert not look.still
    look.set_motion(Motion.REDUCED)
    assert look.still


def test_a_bar_of_which_nobody_knows_how_long_stands_still_where_nothing_may_move(look: Appearance) -> None:
    bar = QProgressBar()
    busy = Busy(bar, look)
    assert bar.maximum() == 0  # Qt moves it
    look.set_motion(Motion.REDUCED)
    assert (bar.value(), bar.maximum()) == (1, 2)
    look.set_motion(Motion.SYSTEM)
    assert bar.maximum() == 0
    busy.deleteLater()


def test_the_dots_of_an_answer_stand_still_where_nothing_may_move(start: Start) -> None:
    desk = start([FakeAnswer("One.")], motion="reduced")
    desk.window.looks.set_motion(Motion.REDUCED)
    dots = desk.window.page.transcript._dots
    dots.run()
    assert not dots._timer.isActive()


def test_the_direction_is_kept_for_the_next_start(start: Start) -> None:
    desk = start()
    box = dialog_of(desk).access_section.direction
    box.setCurrentIndex(box.findData("right-to-left"))
    box.activated.emit(box.currentIndex())
    desk.wait(lambda: desk.application.settings.current.direction == "right-to-left")


def picture(icons: IconSet, name: str) -> QImage:
    return icons(name, LIGHT.text, 24).pixmap(24, 24).toImage()


def test_icons_that_point_somewhere_are_mirrored_and_no_others(qapp: QApplication, mirrored: None) -> None:
    icons = IconSet(resource("icons"))
    names = sorted(path.stem for path in resource("icons").glob("*.svg"))
    there = {name: picture(icons, name) for name in names}
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    usual = {name: picture(icons, name) for name in names}  # of the same set: it keeps both
    turned = {name for name in names if there[name] != usual[name]}
    assert turned == DIRECTED
    for name in turned:
        assert closeness(there[name], usual[name].flipped(Qt.Orientation.Horizontal)) > closeness(
            there[name], usual[name]
        )


def closeness(one: QImage, other: QImage) -> int:
    """How many pixels are the same, near enough."""
    places = [(x, y) for x in range(one.width()) for y in range(one.height())]
    return sum(abs(one.pixelColor(x, y).alpha() - other.pixelColor(x, y).alpha()) < 48 for x, y in places)


@pytest.mark.usefixtures("mirrored")
def test_the_window_is_mirrored_and_messages_follow_their_own_script(start: Start) -> None:
    desk = start(["שלום, זו תשובה."])
    desk.ask("A question")
    window = desk.window
    side, chat = window.sidebar, window.page
    assert side.mapTo(window, side.rect().center()).x() > chat.mapTo(window, chat.rect().center()).x()
    question, answer = sorted(window.page.transcript._rows.values(), key=lambda row: row.y())
    middle = question.width() / 2
    assert question.geometry_used is not None
    assert question.document is not None
    assert question.geometry_used.text_left(question.document) < middle  # the person's bubble: the trailing side
    assert answer.copy.x() > answer.again.x() > answer.more.x()  # from the leading side on
    assert answer.copy.x() > middle
    composer = window.page.composer
    assert composer.plus.x() > composer.button.x()
