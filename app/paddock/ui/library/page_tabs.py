"""The tabs of the Models page. One rule: they say which is chosen and show nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from paddock.ui.i18n import keys
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import FlowLayout, TextButton


class PageTabs(QWidget):
    """Buttons of which one is down; the arrow keys go from one to the next.

    Signals:
        chosen: the number of another tab.
    """

    chosen = Signal(int)

    def __init__(self, appearance: Appearance, names: Sequence[str]) -> None:
        super().__init__()
        self._names = tuple(names)
        self.group = QButtonGroup(self)
        flow = FlowLayout(GRID)
        self.setLayout(flow)
        for number, name in enumerate(names):
            button = TextButton(appearance, name, kind="tab")
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setToolTip(f"{name}  {keys(f'Ctrl+{number + 1}')}")
            self.group.addButton(button, number)
            flow.addWidget(button)
        self.group.idToggled.connect(self._toggled)

    @property
    def current(self) -> int:
        """The number of the tab that is chosen."""
        return self.group.checkedId()

    def choose(self, number: int) -> None:
        """Choose a tab; nothing happens where there is none of that number."""
        button = self.group.button(number)
        if button is not None:
            button.setChecked(True)

    def set_count(self, number: int, count: int) -> None:
        """How many there are behind a tab; 0 says nothing."""
        button = self.group.button(number)
        words = f"{self._names[number]}  {count}" if count else self._names[number]
        if button.text() != words:
            button.setText(words)
            button.setAccessibleName(words)
            self.updateGeometry()

    def _toggled(self, number: int, down: bool) -> None:
        if not down:
            return
        for button in self.group.buttons():  # Tab goes to the chosen one, as when a person has pressed it
            chosen = button is self.group.button(number)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        self.chosen.emit(number)
