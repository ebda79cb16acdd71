"""Appearance, About. One rule: a change is applied first and written off the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from paddock import __version__
from paddock.application import Application
from paddock.config.settings import SYSTEM_LANGUAGE
from paddock.ui.i18n import tr
from paddock.ui.language import NAMES
from paddock.ui.settings.rows import Section
from paddock.ui.style import SCALE_MAX, SCALE_MIN, SCALE_STEP, Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import ThemeChoice
from paddock.ui.widgets import ChoiceBox, TextButton, of_kind


class AppearanceSection(Section):
    """System, light or dark; the language; the size of all text."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks) -> None:
        super().__init__()
        self._settings = application.settings
        self._appearance = appearance
        self._tasks = tasks
        self.set_title(tr("Appearance"))
        self.themes = QButtonGroup(self)
        choices = QWidget()
        row = QHBoxLayout(choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        names = {
            ThemeChoice.SYSTEM: tr("System"),
            ThemeChoice.LIGHT: tr("Light"),
            ThemeChoice.DARK: tr("Dark"),
        }
        for number, (choice, name) in enumerate(names.items()):
            button = of_kind(TextButton(appearance, name), "choice")
            button.setCheckable(True)
            button.setChecked(appearance.choice is choice)
            self.themes.addButton(button, number)
            row.addWidget(button)
        self.themes.idClicked.connect(lambda number: self._set_theme(list(names)[number]))
        told = tr("System follows your desktop, also while Paddock runs.")
        self.add_row(tr("Theme"), told, choices, settings=("theme",))
        self._add_language()
        self.scale = ChoiceBox(appearance)
        steps = round((SCALE_MAX - SCALE_MIN) / SCALE_STEP) + 1
        for step in range(steps):
            value = round(SCALE_MIN + step * SCALE_STEP, 1)
            self.scale.addItem(tr("{percent} %", percent=round(value * 100)), value)
        self.scale.setCurrentIndex(self.scale.findData(appearance.scale))
        self.scale.activated.connect(lambda: self._set_scale(self.scale.currentData()))
        told = tr("Also Ctrl++ and Ctrl+-; Ctrl+0 is 100 %.")
        self.add_row(tr("Text size"), told, self.scale, settings=("text_scale",))

    def _add_language(self) -> None:
        self.language = ChoiceBox(self._appearance)
        for code, name in {SYSTEM_LANGUAGE: tr("System"), **NAMES}.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(self._settings.current.language))
        self.language.activated.connect(lambda: self._set_language(self.language.currentData()))
        self.add_row(
            tr("Language"), tr("Of the window, from its next start on."), self.language, settings=("language",)
        )

    def _set_language(self, language: str) -> None:
        self._tasks.store(lambda: self._settings.update(language=language))

    def _set_theme(self, choice: ThemeChoice) -> None:
        self._appearance.set_choice(choice)
        self._tasks.store(lambda: self._settings.update(theme=choice.value))

    def _set_scale(self, scale: float) -> None:
        self._appearance.set_scale(scale)
        self._tasks.store(lambda: self._settings.update(text_scale=scale))


class AboutSection(Section):
    """Version, licence, what it stands on."""

    def __init__(self, application: Application) -> None:
        super().__init__()
        self.set_title(tr("About"))
        self.add_row(
            tr("Paddock {version}", version=__version__),
            tr(
                "Free software under the Apache License 2.0. The window is Qt {qt} (PySide6), the engine is llama.cpp. "
                "Llama models come under Meta's Llama Community License.",
                qt=qVersion(),
            ),
            also=tr("version update licence license open source"),
        )
