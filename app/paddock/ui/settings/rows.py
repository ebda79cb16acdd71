"""The building blocks of a settings page. One rule: a row says what it is, what it means, then offers a control."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from paddock.core.searching import fold
from paddock.ui.settings.keywords import keywords_of
from paddock.ui.theme import GRID
from paddock.ui.widgets import label, line

BESIDE = 0.45  # share of a row's width that a control may take beside its words


class Section(QWidget):
    """A heading and rows.

    Attributes:
        rows: in their order.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._title = label("", "section")
        self._line = line()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID * 4)
        self._column.addWidget(self._line)
        self._column.addWidget(self._title)

    @property
    def title(self) -> str:
        """The heading."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """The heading."""
        self._title.setText(title)

    def set_first(self, first: bool) -> None:
        """Whether it stands at the top: only the others have a line above."""
        self._line.setVisible(not first)

    def add_row(
        self,
        name: str,
        meaning: str = "",
        control: QWidget | None = None,
        *,
        settings: Sequence[str] = (),
        also: str = "",
        below: bool = False,
    ) -> Row:
        """Words at the leading side, the control at the trailing one; returns the row.

        Args:
            settings: the names of those that it changes.
            also: further words that it is found by.
            below: the control always stands below the words, as wide as the row.
        """
        row = Row(name, meaning, control, settings, also, below)
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def look_for(self, words: Sequence[str]) -> list[Row]:
        """Show only rows with all of these words (folded) in what is said of them; those that are shown."""
        heading = fold(self.title)
        hits = [row for row in self.rows if row.look_for([word for word in words if word not in heading])]
        self.setVisible(bool(hits))
        return hits


class Row(QWidget):
    """Words at the leading side, a control at the trailing one; below the words where there is little room.

    Attributes:
        settings: the names of those that it changes.
    """

    def __init__(
        self, name: str, meaning: str, control: QWidget | None, settings: Sequence[str], also: str, below: bool
    ) -> None:
        super().__init__()
        self.name = name
        self.control = control
        self.settings = tuple(settings)
        self._also = also
        self._below = below
        self._available = self._found = True
        words = QVBoxLayout()
        words.setSpacing(2)
        named = label(name, wrap=True)
        words.addWidget(named)
        self._meaning = label(meaning, "muted", wrap=True)
        self._meaning.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(self._meaning)
        self._meaning.setVisible(bool(meaning))
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.addLayout(words, 1)
        if control is not None:
            control.setAccessibleName(control.accessibleName() or name)
            named.setBuddy(control)  # on Linux a choice is named by its label alone
            side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
            self._across.addWidget(control, 0, Qt.AlignmentFlag(0) if below else side)
        self._arrange()

    @property
    def meaning(self) -> str:
        """The sentence below the name."""
        return self._meaning.text()

    def set_meaning(self, words: str) -> None:
        """Another sentence below the name."""
        self._meaning.setText(words)
        self._meaning.setVisible(bool(words))

    def set_available(self, available: bool) -> None:
        """Whether there is such a thing now; else the row is not shown at all."""
        self._available = available
        self._show()

    def look_for(self, words: Sequence[str]) -> bool:
        """Show it only if all of these words (folded) are in what is said of it; whether it is shown."""
        said = fold(" ".join((self.name, self.meaning, self._also, *map(keywords_of, self.settings), *self.settings)))
        self._found = all(word in said for word in words)
        self._show()
        return self._available and self._found

    def _show(self) -> None:
        self.setVisible(self._available and self._found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside or below."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        control = self.control
        wide = control is not None and (self._below or control.sizeHint().width() > self.width() * BESIDE)
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if wide else QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(GRID * 2 if wide else GRID * 6)
