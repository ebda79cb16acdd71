"""Colours can be read, come from one place, and change while the window is open."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from desk import Start
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

import paddock.ui
from paddock.config.paths import resource
from paddock.core.errors import BugError
from paddock.ui.icons import IconSet
from paddock.ui.style import Appearance
from paddock.ui.stylesheet import stylesheet
from paddock.ui.theme import (
    CONTROL_PAIRS,
    DARK,
    DARK_HIGH,
    LIGHT,
    LIGHT_HIGH,
    TEXT_PAIRS,
    Contrast,
    Palette,
    ThemeChoice,
    contrast,
)

AA, AAA, MARKS = 4.5, 7.0, 3.0  # WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11
PALETTES = {"light": LIGHT, "dark": DARK, "light, high": LIGHT_HIGH, "dark, high": DARK_HIGH}
FOLDER = Path(paddock.ui.__file__).parent
COLOUR = re.compile(
    r"""["'{ ]\#[0-9a-fA-F]{3,8}\b|\brgba?\(|QColor\(\s*["'\d]|GlobalColor\.(?!transparent)\w+|:\s*(?:white|black)\b"""
)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(("text", "surface"), TEXT_PAIRS)
def test_every_text_can_be_read(palette: Palette, text: str, surface: str) -> None:
    assert contrast(getattr(palette, text), getattr(palette, surface)) >= (AAA if palette.high else AA)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(("mark", "surface"), CONTROL_PAIRS)
def test_the_focus_and_the_edges_of_controls_can_be_seen(palette: Palette, mark: str, surface: str) -> None:
    assert contrast(getattr(palette, mark), getattr(palette, surface)) >= (AAA if palette.high else MARKS)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("file", sorted(FOLDER.rglob("*.py")), ids=lambda file: str(file.relative_to(FOLDER)))
def test_no_colour_is_written_outside_the_theme(file: Path) -> None:
    if file.name != "theme.py":
        assert not COLOUR.findall(file.read_text(encoding="utf-8"))


def test_the_colour_pattern_finds_colours() -> None:
    for line in ('"#fff"', "QColor(255, 0, 0)", 'QColor("red")', "Qt.GlobalColor.red", "rgb(1,2,3)", "color: white"):
        assert COLOUR.search(line), line


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_the_stylesheet_is_only_the_palettes_colours(palette: Palette) -> None:
    known = {getattr(palette, field.name) for field in fields(palette)}
    used = set(re.findall(r"#[0-9a-f]{6}", stylesheet(palette, 1.0)))
    assert used
    assert used <= known


def test_the_theme_changes_while_the_window_is_open(start: Start) -> None:
    desk = start()
    look = desk.appearance
    look.set_choice(ThemeChoice.DARK)
    assert look.palette is DARK
    assert desk.window.palette().color(QPalette.ColorRole.Window).name() == DARK.surface
    look.set_choice(ThemeChoice.LIGHT)
    assert desk.window.palette().color(QPalette.ColorRole.Window).name() == LIGHT.surface


def test_the_contrast_changes_while_the_window_is_open_and_stays(start: Start) -> None:
    desk = start(theme="light")
    look = desk.appearance
    assert look.palette is LIGHT
    desk.window.looks.toggle_contrast()
    assert look.palette is LIGHT_HIGH
    look.set_choice(ThemeChoice.DARK)
    assert look.palette is DARK_HIGH
    desk.wait(lambda: desk.application.settings.current.contrast == "high")
    desk.window.looks.toggle_contrast()
    assert look.contrast is Contrast.SYSTEM
    assert look.palette is DARK


def test_the_track_of_the_chats_scroll_bar_has_the_themes_colour(start: Start) -> None:
    desk = start(["\n\n".join(["A paragraph."] * 200)])
    desk.ask("Hello")
    transcript = desk.window.page.transcript
    bar = transcript.verticalScrollBar()
    desk.wait(bar.isVisible)
    for choice, palette in ((ThemeChoice.DARK, DARK), (ThemeChoice.LIGHT, LIGHT)):
        desk.appearance.set_choice(choice)
        stale = QPalette(transcript.palette())
        stale.setColor(QPalette.ColorRole.Window, QColor(palette.danger))  # as a desktop's own theme may set it
        transcript.setPalette(stale)
        seen = transcript.grab(bar.parentWidget().geometry()).toImage()
        assert seen.pixelColor(bar.width() // 2, 2).name() == palette.surface


def test_keys_make_text_larger_and_it_stays(start: Start) -> None:
    desk = start()
    before = desk.window.page.composer.edit.fontMetrics().height()
    for _ in range(15):
        desk.press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert desk.appearance.scale == 2.0
    assert desk.window.page.composer.edit.fontMetrics().height() > 1.8 * before
    desk.wait(lambda: desk.application.settings.current.text_scale == 2.0)
    desk.close()
    again = start()
    assert again.appearance.scale == 2.0
    again.press(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert again.appearance.scale == 1.0
    again.press(Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert again.appearance.scale == 0.9


def test_icons_take_the_colour_asked_for(look: Appearance) -> None:
    image = look.icons("square", DARK.accent, 24).pixmap(24, 24).toImage()
    assert image.pixelColor(12, 12).name() == DARK.accent
    assert image.pixelColor(0, 0).alpha() == 0


def test_the_family_of_icons_is_drawn_alike() -> None:
    files = sorted(resource("icons").glob("*.svg"))
    assert len(files) >= 26
    for file in files:
        svg = file.read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in svg
        assert 'stroke-width="1.75"' in svg
        assert 'stroke-linecap="round"' in svg
        assert not re.search(r"#[0-9a-fA-F]{3}", svg)


def test_an_icon_that_is_not_there_is_our_mistake(look: Appearance) -> None:
    with pytest.raises(BugError):
        IconSet(resource("icons"))("no-such-icon", DARK.text, 16)
