"""The building blocks of a settings page. One rule: a row says what it is, what it means, then offers a control."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from paddock.ui.theme import GRID
from paddock.ui.widgets import label

BESIDE = 0.45  # share of a row's width that a control may take beside its words


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

    def add_row(self, name: str, meaning: str = "", control: QWidget | None = None) -> Row:
        """Words at the leading side, the control at the trailing one; returns the row."""
        row = Row(name, meaning, control)
        self._column.addWidget(row)
        return row

    def add_widget(self, widget: QWidget) -> None:
        """Something of its own below the rows."""
        self._column.addWidget(widget)


class Row(QWidget):
    """Words at the leading side, a control at the trailing one; below the words where there is little room."""

    def __init__(self, name: str, meaning: str, control: QWidget | None) -> None:
        super().__init__()
        self._control = control
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(name, wrap=True))
        self._meaning = label(meaning, "muted", wrap=True)
        self._meaning.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(self._meaning)
        self._meaning.setVisible(bool(meaning))
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.addLayout(words, 1)
        if control is not None:
            control.setAccessibleName(control.accessibleName() or name)
            self._across.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        self._arrange()

    def set_meaning(self, words: str) -> None:
        """Other words below the name, in a row that has some."""
        self._meaning.setText(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside or below."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self._control is not None and self._control.sizeHint().width() > self.width() * BESIDE
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if wide else QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(GRID * 2 if wide else GRID * 6)
