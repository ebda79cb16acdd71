"""The inspector: three pages behind three tabs. One rule: it shows and asks; it knows no service."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from paddock.ui.i18n import tr
from paddock.ui.inspector.answers_page import AnswersPage
from paddock.ui.inspector.model_page import ModelPage
from paddock.ui.inspector.now_page import NowPage
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import IconButton, TextButton, label, line, of_kind

NOW, ANSWERS, MODEL = range(3)  # the pages
WIDTH = 336  # px at 100 %


class Inspector(QWidget):
    """Now · Answers · Model. The pages are made when it is first shown: they take a tenth of a second.

    Attributes:
        now, answers, model: the pages.

    Signals:
        close_requested: the person is done with it.
        built: the pages are there.
        speed_requested, prompt_requested, format_requested: buttons of the pages.
        page_shown: another page, or the panel itself, came into view.
        resized: it wants another width.
    """

    close_requested = Signal()
    built = Signal()
    speed_requested = Signal()
    prompt_requested = Signal()
    format_requested = Signal()
    page_shown = Signal()
    resized = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        of_kind(self, "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Inspector"))
        self.close_button = IconButton(appearance, "x", tr("Close the inspector"), "Ctrl+I", 16)
        self.close_button.clicked.connect(self.close_requested)
        self.tabs = QButtonGroup(self)
        self.stack = QStackedWidget()
        self._build()
        self.tabs.idClicked.connect(self.show_page)
        appearance.changed.connect(self.resized)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(GRID * 4, GRID * 3, GRID * 2, 0)
        top.addWidget(label(tr("Inspector"), "title"), 1)
        top.addWidget(self.close_button)
        row = QHBoxLayout()
        row.setContentsMargins(GRID * 3, GRID, GRID * 3, GRID * 2)
        row.setSpacing(GRID)
        for number, name in enumerate((tr("Now"), tr("Answers"), tr("Model"))):
            button = TextButton(self._appearance, name, kind="tab")
            button.setCheckable(True)
            button.setChecked(number == 0)
            self.tabs.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(line(vertical=True))
        across.addLayout(column, 1)

    def make_pages(self) -> None:
        """Make the pages, once."""
        if self.stack.count():
            return
        self.now = NowPage(self._appearance)
        self.answers = AnswersPage(self._appearance)
        self.model = ModelPage(self._appearance)
        for page in (self.now, self.answers, self.model):
            self.stack.addWidget(self._scrolled(page))
        self.now.speed_requested.connect(self.speed_requested)
        self.now.format_requested.connect(self.format_requested)
        self.answers.prompt_requested.connect(self.prompt_requested)
        self.built.emit()

    def _scrolled(self, page: QWidget) -> QScrollArea:
        layout = page.layout()
        assert layout is not None
        layout.setContentsMargins(GRID * 4, GRID * 2, GRID * 4, GRID * 5)
        of_kind(page, "scrolled")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        return area

    def show_page(self, number: int) -> None:
        """Show one of the three pages."""
        self.make_pages()
        self.tabs.button(number).setChecked(True)
        self.stack.setCurrentIndex(number)
        self.page_shown.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """What is shown has to be so."""
        super().showEvent(event)
        self.make_pages()
        self.page_shown.emit()

    def preferred_width(self) -> int:
        """Px that it wants: its words grow with the text."""
        return self._appearance.px(WIDTH)
