"""Words for where a setting comes from, and the switch between the levels. One rule: it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from paddock.services.levels import Level, SamplingLevels
from paddock.ui.fields import Origin
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton


def origin_words(level: Level, persona: str = "") -> str:
    """Who says so."""
    return {
        Level.PROGRAM: tr("Paddock's default"),
        Level.ALL_MODELS: tr("Set for all models"),
        Level.MODEL: tr("Set for this model"),
        Level.PERSONA: tr("From {name}", name=persona),
        Level.CHAT: tr("Set for this chat"),
    }[level]


def back_words(level: Level, persona: str = "") -> str:
    """What the way back leads to."""
    return {
        Level.PROGRAM: tr("back to the default"),
        Level.ALL_MODELS: tr("back to what is set for all models"),
        Level.MODEL: tr("back to what is set for the model"),
        Level.PERSONA: tr("back to what {name} has", name=persona),
        Level.CHAT: tr("back to what is set for the chat"),
    }[level]


def origins_of(levels: SamplingLevels, persona: str) -> Mapping[str, Origin]:
    """Both for every field."""
    return {
        name: Origin(origin_words(level, persona), back_words(levels.below[name], persona))
        for name, level in levels.origins.items()
    }


class LevelSwitch(QWidget):
    """Whether what is set holds in this chat, or in all chats with its model.

    Signals:
        chosen: the level is another one.
    """

    chosen = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._levels = (Level.CHAT, Level.MODEL)
        self.buttons = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for number, words in enumerate((tr("This chat"), tr("All chats with it"))):
            button = TextButton(appearance, words, kind="choice")
            button.setCheckable(True)
            button.setChecked(number == 0)
            self.buttons.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self.buttons.idClicked.connect(lambda number: self.chosen.emit())

    @property
    def level(self) -> Level:
        """CHAT or MODEL."""
        return self._levels[self.buttons.checkedId()]
