"""Spelling: with which dictionary, and the person's own words.

Rule: what dictionaries there are is looked for off the GUI thread; where there is none, that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from paddock.application import Application
from paddock.services.spelling import FOLLOWS, OFF, chosen
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr
from paddock.ui.language import locale_name
from paddock.ui.settings.rows import Section
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import ChoiceBox, TextButton, label, of_kind


def name_of(tag: str) -> str:
    """A dictionary's language, in that language: "Deutsch (Deutschland)"."""
    locale = QLocale(tag)
    if locale.language() == QLocale.Language.C:
        return tag
    country = f" ({locale.nativeTerritoryName()})" if "_" in tag else ""
    return f"{locale.nativeLanguageName()}{country}"


class SpellingRows(QObject):
    """Two rows of a section."""

    def __init__(self, section: Section, application: Application, appearance: Appearance, tasks: Tasks) -> None:
        super().__init__(section)
        self._settings = application.settings
        self._appearance = appearance
        self._tasks = tasks
        self.box = ChoiceBox(appearance)
        self.box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self.box.addItem(tr("Off"), OFF)
        self.box.addItem(tr("As the window’s language"), FOLLOWS)
        self.box.activated.connect(self._choose)
        self.row = section.add_row(tr("Spelling"), _told(), self.box, settings=("spelling",))
        self.words = TextButton(appearance, tr("Change…"))
        self.words.clicked.connect(lambda: self.edit_words(section.window()))
        told = tr("Words that are right although no dictionary has them.")
        section.add_row(tr("Your words"), told, self.words, settings=("spelling_words",))
        self._mark()
        tasks.pool(application.speller.tags, self._fill)

    def _fill(self, tags: Sequence[str]) -> None:
        for tag in tags:
            self.box.addItem(name_of(tag), tag)
        self._mark()
        self.box.setEnabled(bool(tags))
        if not tags:
            self.row.set_meaning(
                tr(
                    "Off: this computer has no dictionary. Install one for Hunspell or Enchant, from where your system "
                    "has its programs, and start Paddock again."
                )
            )
        elif not chosen(FOLLOWS, locale_name(), tags):
            missing = tr("This computer has no dictionary of the window’s language; choose one that it has.")
            self.row.set_meaning(f"{_told()} {missing}")

    def _mark(self) -> None:
        self.box.setCurrentIndex(max(0, self.box.findData(self._settings.current.spelling)))

    def _choose(self) -> None:
        tag = self.box.currentData()
        self._tasks.store(lambda: self._settings.update(spelling=tag))

    def edit_words(self, parent: QWidget) -> WordsDialog:
        """Ask for the person's words."""

        def save(words: Sequence[str]) -> None:
            self._tasks.store(lambda: self._settings.update(spelling_words=tuple(words)))

        dialog = WordsDialog(self._appearance, self._settings.current.spelling_words, save, parent)
        dialog.open()
        return dialog


def _told() -> str:
    return tr("Words in a message that the computer’s dictionary does not have are underlined; their menu mends them.")


class WordsDialog(Question):
    """The person's own words, one a line. Nothing is kept before Save."""

    def __init__(
        self, appearance: Appearance, words: Sequence[str], save: Callable[[Sequence[str]], object], parent: QWidget
    ) -> None:
        super().__init__(appearance, parent)
        self.set_words(tr("Your words"), tr("Save"))
        self.field = of_kind(QPlainTextEdit("\n".join(words)), "field")
        self.field.setAccessibleName(tr("Your words"))
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(appearance.px(200))
        self.body.addWidget(label(tr("One word a line."), "muted"))
        self.body.addWidget(self.field)
        self.accepted.connect(lambda: save(self.own()))
        self.field.setFocus()

    def own(self) -> list[str]:
        """What was written, each once, in order."""
        return sorted({line.strip() for line in self.field.toPlainText().splitlines()} - {""})
