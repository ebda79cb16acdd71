"""The building blocks of a settings page. One rule: a row says what it is, what it means, then offers a control."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from paddock.ui.theme import GRID
from paddock.ui.widgets import label


class Section(QWidget):
    """A heading and rows."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "section")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID * 4)
        self._column.addWidget(self._title)

    def set_title(self, title: str) -> None:
        """The heading."""
        self._title.setText(title)

    def add_row(self, name: str, meaning: str = "", control: QWidget | None = None) -> QWidget:
        """Words at the leading side, the control at the trailing one; returns the row."""
        row = QWidget()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(name, wrap=True))
        if meaning:
            said = label(meaning, "muted", wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(said)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GRID * 6)
        across.addLayout(words, 1)
        if control is not None:
            control.setAccessibleName(control.accessibleName() or name)
            across.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addWidget(row)
        return row
