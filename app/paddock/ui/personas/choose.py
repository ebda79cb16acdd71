"""Who shall play in the open chat. One rule: it shows and asks; nothing changes before the button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from paddock.core.personas import Persona
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr
from paddock.ui.personas.avatar import Avatars
from paddock.ui.personas.words import about, guide_plays_nobody
from paddock.ui.style import Appearance
from paddock.ui.widgets import label, of_kind

AVATAR = 24  # px at 100 %
MOST_WITHOUT_FILTER = 8


class ChoosePersona(Question):
    """A list of all personas, and nobody.

    Args:
        guided: the guide answers in the chat, where the persona has no model of its own.
    """

    def __init__(
        self, appearance: Appearance, personas: Sequence[Persona], now: int | None, guided: bool, parent: QWidget
    ) -> None:
        super().__init__(appearance, parent)
        self.set_words(tr("Who plays in this chat?"), tr("Choose"))
        self._personas = personas
        self._now = now
        self._guided = guided
        self._appearance = appearance
        self._avatars = Avatars(appearance)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Search personas"))
        self.filter.setAccessibleName(tr("Search personas"))
        self.filter.setVisible(len(personas) > MOST_WITHOUT_FILTER)
        self.list = of_kind(QListWidget(), "order")
        self.list.setAccessibleName(tr("Personas"))
        self.list.setIconSize(appearance.icon_size(AVATAR))
        self.list.setMinimumHeight(appearance.px(260))
        told = tr("From the next answer on, the model is told what the persona is told. What was said stays.")
        self.body.addWidget(label(told, "muted", wrap=True))
        self.body.addWidget(self.filter)
        self.body.addWidget(self.list)
        self.hint = label(guide_plays_nobody(), wrap=True)
        room = self.hint.sizePolicy()
        room.setRetainSizeWhenHidden(guided)  # what is chosen decides whether it is shown
        self.hint.setSizePolicy(room)
        self.body.addWidget(self.hint)
        self.filter.textChanged.connect(lambda text: self._fill())
        self.list.itemActivated.connect(lambda item: self.accept())
        self.list.currentRowChanged.connect(self._judge)
        self._fill()
        self.list.setFocus()

    def chosen(self) -> int | None:
        """The number of a persona; None: nobody."""
        item = self.list.currentItem()
        number = item.data(Qt.ItemDataRole.UserRole) if item is not None else 0
        return int(number) or None

    def _judge(self, row: int) -> None:
        """Whether one is chosen, and whether it would change anything."""
        self.yes.setEnabled(row >= 0)
        number = self.chosen()
        model = next((persona.model for persona in self._personas if persona.id == number), "")
        self.hint.setVisible(self._guided and number is not None and not model)

    def _fill(self) -> None:
        words = self.filter.text().casefold()
        self.list.clear()
        if not words:
            self._add(tr("Nobody: the model itself"), 0)
        for persona in self._personas:
            if words in persona.name.casefold():
                item = self._add(persona.name, persona.id)
                item.setIcon(self._avatars.icon(persona, AVATAR))
                item.setToolTip(about(persona))
        numbers = [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]
        current = self._now or 0
        self.list.setCurrentRow(numbers.index(current) if current in numbers else 0)

    def _add(self, words: str, number: int) -> QListWidgetItem:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, number)
        self.list.addItem(item)
        return item
