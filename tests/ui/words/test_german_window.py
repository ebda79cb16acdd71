"""In German no sentence of the program is left in English: on no page, in no dialog, in no menu of the real window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Start
from every_menu import MENUS, actions_of
from every_screen import SCREENS
from measures import still_cut_off
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from paddock.config.paths import resource
from paddock.core.hub import Variant
from paddock.core.said import say
from paddock.ui.i18n import tr
from paddock.ui.library.repo_page_variants import BUTTON_WIDTH, VariantRow
from paddock.ui.settings.dialog import SettingsDialog
from paddock.ui.style import Appearance

SHORTEST = 2
"""Words of a sentence: one word alone may be the same in German, or a name."""


pytestmark = pytest.mark.usefixtures("german")


@pytest.fixture(scope="module")
def english() -> list[re.Pattern[str]]:
    """What would be English: every message whose German differs, with anything where a value is filled in."""
    import importlib
    import sys

    sys.path.insert(0, str(Path(__file__).parents[3] / "installers"))
    tool = importlib.import_module("translations")
    sys.path.pop(0)
    texts: dict[str, str] = tool.read(resource("translations") / "paddock_de.ts")
    found = []
    for text, german in texts.items():
        letters = re.sub(r"\{[^}]*\}", "", text)
        if german != text and len(re.findall(r"[A-Za-z’']{2,}", letters)) >= SHORTEST:
            parts = re.split(r"\{[^}]*\}", text)
            found.append(re.compile(".+?".join(re.escape(part) for part in parts), re.DOTALL))
    assert len(found) > 1000
    return found


def texts_of(root: QWidget) -> Iterator[str]:
    """What a person reads in it or is told of it."""
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisibleTo(root.window()):
            continue
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(n) for n in range(widget.count()))
        if isinstance(widget, QMenu):
            yield from (action.text() for action in widget.actions())


def left_in_english(root: QWidget, english: list[re.Pattern[str]]) -> list[str]:
    said = {part.strip() for text in texts_of(root) for part in re.split(r"\n| · ", text)}
    return sorted(part for part in said if part and any(pattern.fullmatch(part) for pattern in english))


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_of_it_is_english(start: Start, english: list[re.Pattern[str]], screen: str) -> None:
    desk = start(["Eine Antwort."], language="de")
    assert tr("New chat") == "Neuer Chat"
    root = SCREENS[screen](desk)
    desk.settle()
    assert not left_in_english(root, english)
    assert still_cut_off(desk, root) == []
    if root is not desk.window:
        root.close()


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_of_it_is_cut_off_at_150_percent(start: Start, screen: str) -> None:
    desk = start(["Eine Antwort."], language="de", text_scale=1.5)
    desk.window.resize(1280, 800)
    root = SCREENS[screen](desk)
    desk.settle()
    assert still_cut_off(desk, root) == []
    if root is not desk.window:
        root.close()


@pytest.mark.parametrize("name", MENUS)
def test_nothing_of_a_menu_is_english(start: Start, english: list[re.Pattern[str]], name: str) -> None:
    menu = MENUS[name](start(["Eine Antwort."], language="de"))
    said = [menu.title(), *(action.text().partition("\t")[0] for action in actions_of(menu))]
    assert not [text for text in said if any(pattern.fullmatch(text) for pattern in english)]
    menu.deleteLater()


def test_nothing_of_the_palette_is_english(start: Start, english: list[re.Pattern[str]]) -> None:
    desk = start(["Eine Antwort."], language="de")
    said = [command.title for command in desk.window.command_palette.commands]
    assert not [text for text in said if any(pattern.fullmatch(text) for pattern in english)]


def test_english_is_found(start: Start, english: list[re.Pattern[str]]) -> None:
    desk = start(language="de")
    desk.window.bar.say("The disk is full.", "Make room there, or choose another folder.")
    assert left_in_english(desk.window, english) == ["Make room there, or choose another folder.", "The disk is full."]
    desk.window.bar.say(say("The disk is full."), say("Make room there, or choose another folder."))
    assert left_in_english(desk.window, english) == []


@pytest.mark.parametrize("recommended", [False, True])
def test_the_button_of_a_variant_has_room_in_its_column(look: Appearance, qtbot: QtBot, recommended: bool) -> None:
    row = VariantRow(look, Variant("Q4_K_M", "Q4_K_M", ()), "Llama")
    qtbot.addWidget(row)
    row.recommend(recommended)
    row.show()
    assert row.get.download.text() == "Herunterladen"
    assert row.get.download.sizeHint().width() <= look.px(BUTTON_WIDTH)


TYPED = {
    "Eine Passphrase für deine Chats": "sperren Passwort Kennwort schützen",
    "Grafikkarte, Threads, Prompt-Format": "GPU Grafikkarte Gerät Prozessor",
    "Textgröße": "Schrift groß klein",
    "Messen, was am schnellsten ist": "langsam Leistung Kerne Geschwindigkeit",
    "Ruhende Modelle entladen": "Arbeitsspeicher",
    "Verarbeitete Chats auf der Platte aufbewahren": "Zwischenspeicher",
    "Downloads nehmen höchstens": "herunterladen Bandbreite",
    "Wann Paddock sich verbindet": "Tracking Telemetrie aktualisieren",
    "Deine Chats sind auf diesem Computer verschlüsselt": "Verschlüsselung Sicherheit",
    "Wiederherstellungsschlüssel": "vergessen drucken",
    "Paddock": "Version Lizenz",
    "Token": "anmelden Konto",
    "Farben": "dunkel Nacht",
    "Alles löschen": "löschen zurücksetzen",
}
"""What a person would type into the search of the settings, each word by itself, to get to a row."""


def test_what_a_person_would_type_finds_the_setting(start: Start) -> None:
    desk = start(language="de")
    desk.window.show_settings()
    (dialog,) = desk.window.findChildren(SettingsDialog)
    for name, words in TYPED.items():
        for word in words.split():
            dialog.search.setText(word)
            assert any(row.name.startswith(name) for row in dialog.hits), (word, [row.name for row in dialog.hits])
