"""Where a search is said: the field, the order, the filters. One rule: it says what is wanted and asks nobody.

A pause of 300 ms in typing counts as said; Enter does at once. Nothing is said before the person types or chooses.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from paddock.core.hub import SearchQuery
from paddock.ui.i18n import keys, tr
from paddock.ui.library.search_filters import Chips, FilterPanel, narrows, sorts
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ChoiceBox, ElidedLabel, IconButton, TextButton

PAUSE_MS = 200  # in typing; results are wanted within 300 ms of it
ICON_PX = 18
MOST_TEXT = 200  # characters of a search


class SearchField(QLineEdit):
    """One line with a magnifier before it and, when there is text, a cross behind.

    Signals:
        down: Down was pressed.
    """

    down = Signal()

    def __init__(self, appearance: Appearance, host: str) -> None:
        super().__init__()
        self._appearance = appearance
        self.setMaxLength(MOST_TEXT)
        self.setAccessibleName(tr("Search {host} for models", host=host))
        self.setPlaceholderText(tr("Search for a model, an author, a family…"))
        self.setToolTip(keys("Ctrl+F"))
        self.clear_button = IconButton(appearance, "x", tr("Clear the search"), size=14)
        self.clear_button.setParent(self)
        self.clear_button.hide()
        self.clear_button.clicked.connect(self.clear)
        self.textChanged.connect(lambda text: self.clear_button.setVisible(bool(text)))
        appearance.changed.connect(self._dress)
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then the magnifier at its leading side."""
        super().paintEvent(event)
        look = self._appearance
        side = look.px(ICON_PX)
        x = self.width() - side - GRID * 3 if self.isRightToLeft() else GRID * 3
        painter = QPainter(self)
        look.icon("search", size=ICON_PX).paint(painter, x, (self.height() - side) // 2, side, side)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes to the results."""
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cross stays at the trailing side."""
        super().resizeEvent(event)
        size = self.clear_button.sizeHint()
        x = GRID if self.isRightToLeft() else self.width() - size.width() - GRID
        self.clear_button.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())

    def _dress(self) -> None:
        leading, trailing = self._appearance.px(ICON_PX) + GRID * 2, self.clear_button.sizeHint().width()
        margins = (trailing, leading) if self.isRightToLeft() else (leading, trailing)
        self.setTextMargins(QMargins(margins[0], GRID, margins[1], GRID))


class SearchBar(QWidget):
    """Field, Filters, order, and the host that will be asked.

    Signals:
        wanted: a SearchQuery.
        left: the field is empty and nothing narrows down: back to what is recommended.
        down: the person wants into the results.
    """

    wanted = Signal(object)
    left = Signal()
    down = Signal()

    def __init__(self, appearance: Appearance, host: str) -> None:
        super().__init__()
        self._said = SearchQuery()
        self._browsing = False  # the person asked for a list without words
        self.field = SearchField(appearance, host)
        self.filters = TextButton(appearance, tr("Filters"), "sliders")
        self.filters.setCheckable(True)
        self.sort = ChoiceBox(appearance)
        self.sort.setAccessibleName(tr("Order of the results"))
        for value, words in sorts():
            self.sort.addItem(words, value)
        self._host = host
        self.host = ElidedLabel("", "small")
        self.set_offline(False)
        self.panel = FilterPanel(appearance)
        self.chips = Chips(appearance, self._take)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._arrange()
        self.panel.hide()
        self.chips.hide()
        self.sort.hide()
        self.filters.toggled.connect(self.panel.setVisible)
        self.field.textEdited.connect(lambda text: self._pause.start())
        self.field.textChanged.connect(self._changed)
        self.field.returnPressed.connect(self.say)
        self.field.down.connect(self.down)
        self._pause.timeout.connect(self.say)
        self.panel.changed.connect(self.say)
        self.sort.activated.connect(self.say)

    @property
    def query(self) -> SearchQuery:
        """What stands in the field and is chosen."""
        plain = SearchQuery(text=self.field.text().strip(), sort=self.sort.currentData())
        return self.panel.apply(plain)

    def show_query(self, query: SearchQuery) -> None:
        """Set the field, the filters and the order, and say it."""
        self.field.setText(query.text)
        self.panel.show_query(query)
        self.sort.setCurrentIndex(self.sort.findData(query.sort))
        self._browsing = not narrows(query)
        self.say()

    def set_offline(self, offline: bool) -> None:
        """Say who will be asked: the host, or nobody."""
        told = tr("Searches what was read before") if offline else tr("Searches {host}", host=self._host)
        self.host.setText(told)

    def clear(self) -> None:
        """Back to nothing said."""
        self._pause.stop()
        self._browsing = False
        self.panel.show_query(SearchQuery())
        self.field.clear()
        self.say()

    def say(self) -> None:
        """What is wanted now."""
        self._pause.stop()
        query = self.query
        self._said = query
        asks = narrows(query) or self._browsing
        active = tuple(self.panel.active(query))
        self.chips.show_active(active)
        self.sort.setVisible(asks)
        count = len(active)
        self.filters.setText(tr("Filters ({count})", count=count) if count else tr("Filters"))
        if asks:
            self.wanted.emit(query)
        else:
            self.left.emit()

    def _changed(self, text: str) -> None:
        if not text and self._said.text:  # emptied: there is nothing to wait for
            self._browsing = False
            self.say()

    def _take(self, query: SearchQuery) -> None:
        self.panel.show_query(query)
        self.say()
        self.field.setFocus()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        row.addWidget(self.filters)
        row.addWidget(self.sort)
        row.addStretch(1)
        row.addWidget(self.host)
        self.sort.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        column.addWidget(self.field)
        column.addLayout(row)
        column.addWidget(self.panel)
        column.addWidget(self.chips)
