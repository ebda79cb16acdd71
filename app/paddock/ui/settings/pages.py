"""The pages of the settings: their names, and which one is shown. One rule: a page without a hit cannot be chosen.

Names stand in a column beside the settings; where there is little room, they are a choice above them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from paddock.ui.i18n import tr, trn
from paddock.ui.settings.rows import Row, Section
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ChoiceBox, TextButton, of_kind

WIDTH = 176  # px of the column at 100 %


@dataclass(frozen=True, slots=True)
class Page:
    """Some sections under one name."""

    name: str
    title: str
    icon: str
    sections: Sequence[Section]

    def look_for(self, words: Sequence[str]) -> list[Row]:
        """Show only what has all of these words; the rows that are shown."""
        return [row for section in self.sections for row in section.look_for(words)]

    def set_shown(self, shown: bool) -> None:
        """All of it, or nothing."""
        for section in self.sections:
            section.look_for(())
            section.setVisible(shown)


class PageList(QWidget):
    """The names in a column; the one that is shown is marked, and so are those with hits while something is looked for.

    Signals:
        chosen: the name of a page.
    """

    chosen = Signal(str)

    def __init__(self, appearance: Appearance, pages: Sequence[Page]) -> None:
        super().__init__()
        self._appearance = appearance
        self._pages = pages
        self._group = QButtonGroup(self)
        self.buttons: dict[str, TextButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID * 3, GRID * 2, GRID * 3)
        column.setSpacing(GRID)
        for page in pages:
            button = of_kind(TextButton(appearance, page.title, page.icon), "row")
            button.setCheckable(True)
            button.clicked.connect(lambda checked=False, name=page.name: self.chosen.emit(name))
            self._group.addButton(button)
            self.buttons[page.name] = button
            column.addWidget(button)
        column.addStretch(1)
        self.box = ChoiceBox(appearance).shrinkable()
        self.box.setAccessibleName(tr("Page of the settings"))
        for page in pages:
            self.box.addItem(page.title, page.name)
        self.box.activated.connect(lambda: self.chosen.emit(self.box.currentData()))
        of_kind(self, "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        appearance.changed.connect(self._dress)
        self._dress()

    def show_page(self, name: str) -> None:
        """That one is shown, and nothing is looked for."""
        for page in self._pages:
            self._say(page, page.title, True)
            self.buttons[page.name].setChecked(page.name == name)
        self.box.setCurrentIndex(self.box.findData(name))

    def show_hits(self, hits: Mapping[str, int]) -> None:
        """How many each page has."""
        for page in self._pages:
            count = hits.get(page.name, 0)
            self._say(page, f"{page.title} ({count})" if count else page.title, bool(count))
            button = self.buttons[page.name]
            self._group.setExclusive(False)
            button.setChecked(bool(count))
            self._group.setExclusive(True)
            button.setAccessibleDescription(trn("{n} setting found", "{n} settings found", count))

    def _say(self, page: Page, words: str, enabled: bool) -> None:
        button = self.buttons[page.name]
        button.setText(words)
        button.setAccessibleName(words)
        button.setAccessibleDescription("")
        button.setEnabled(enabled)

    def _dress(self) -> None:
        self.setFixedWidth(self._appearance.px(WIDTH))
