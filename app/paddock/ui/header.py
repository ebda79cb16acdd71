"""The line above a chat: its title, the model that answers, and what can be done with it. One rule: it only asks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from paddock.core.chats import Chat
from paddock.ui.i18n import tr
from paddock.ui.model_chip import ModelChip
from paddock.ui.model_state import ModelState
from paddock.ui.personas.chip import PersonaChip
from paddock.ui.shortcuts import KEYS
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, IconButton, label, of_kind, pop_below

HEIGHT_PX = 56
TITLE_WIDTH = 64  # px at 100 %: a few letters, before the chip becomes narrower
TITLE_FROM = 280  # px at 100 %: a narrower line has no room for a title, which the list shows too


class Header(QWidget):
    """Title, chip, ⋯; and the two buttons of a hidden sidebar.

    Signals:
        inspector_requested: show or hide it.
        sidebar_requested, new_chat_requested: the buttons that stand in for a hidden sidebar.
        speed_requested, format_requested, rename_requested, prompt_requested, persona_requested, export_requested,
            delete_requested: the ⋯ menu; palette_requested: all commands.
    """

    sidebar_requested = Signal()
    new_chat_requested = Signal()
    inspector_requested = Signal()
    speed_requested = Signal()
    format_requested = Signal()
    rename_requested = Signal()
    prompt_requested = Signal()
    persona_requested = Signal()
    export_requested = Signal()
    delete_requested = Signal()
    palette_requested = Signal()

    def __init__(self, appearance: Appearance, state: ModelState) -> None:
        super().__init__()
        self._appearance = appearance
        self._chat: Chat | None = None
        self._temporary = False
        self._told = True  # the model is given a system prompt
        self._page = ""
        self._scrolled = False
        of_kind(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sidebar_button = IconButton(appearance, "sidebar", tr("Show the sidebar"), "Ctrl+B")
        self.new_button = IconButton(appearance, "compose", tr("New chat"), "Ctrl+N")
        self.title = ElidedLabel(kind="title")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.mark = label(tr("Temporary"), "mark")
        self.mark.setToolTip(tr("Nothing of this chat is kept"))
        self.mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.persona = PersonaChip(appearance)
        self.chip = ModelChip(appearance, state)
        self.inspector_button = IconButton(appearance, "inspector", tr("Inspector"), "Ctrl+I")
        self.inspector_button.setCheckable(True)
        self.more = IconButton(appearance, "more", tr("More about this chat"))
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 4, 0, GRID * 3, 0)
        row.setSpacing(GRID * 2)
        row.addWidget(self.sidebar_button)
        row.addWidget(self.new_button)
        row.addWidget(self.mark)
        row.addWidget(self.persona)
        row.addWidget(self.title, 1)
        row.addWidget(self.chip)
        row.addWidget(self.more)
        row.addWidget(self.inspector_button)
        self.sidebar_button.clicked.connect(self.sidebar_requested)
        self.new_button.clicked.connect(self.new_chat_requested)
        self.inspector_button.clicked.connect(self.inspector_requested)
        self.more.clicked.connect(self._show_menu)
        appearance.changed.connect(self._dress)
        self.show_chat(None)
        self.set_sidebar_shown(True)
        self._dress()

    def set_scrolled(self, scrolled: bool) -> None:
        """A hairline below, where text runs under this line."""
        if scrolled != self._scrolled:
            self._scrolled = scrolled
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Title or none."""
        super().resizeEvent(event)
        self.title.setVisible(self.width() >= self._appearance.px(TITLE_FROM))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface, and the hairline."""
        super().paintEvent(event)
        if self._scrolled and not self._page:
            painter = QPainter(self)
            line = self.rect().adjusted(0, self.height() - 1, 0, 0)
            painter.fillRect(line, QColor(self._appearance.palette.border))
            painter.end()

    def show_chat(self, chat: Chat | None, *, temporary: bool = False) -> None:
        """The title of the open chat; None is the one that does not exist yet."""
        self._chat = chat
        self._temporary = temporary
        self._renew()

    def set_told(self, told: bool) -> None:
        """Whether the model that answers is given a system prompt."""
        self._told = told

    def set_page(self, name: str) -> None:
        """The name of another page than the chat's; "" for the chat's. Chip and ⋯ belong to a chat."""
        self._page = name
        self.more.setVisible(not name)
        self.chip.setVisible(not name)
        self.persona.setVisible(not name and self.persona.persona is not None)
        self.inspector_button.setVisible(not name)
        self._renew()
        self._place()

    def _renew(self) -> None:
        self.mark.setVisible(self._temporary and not self._page)
        title = self._chat.title if self._chat else ""
        self.title.setText("" if self._page else title or tr("New chat"))

    def set_sidebar_shown(self, shown: bool) -> None:
        """Without the sidebar its two most used buttons stand here."""
        self.sidebar_button.setVisible(not shown)
        self.new_button.setVisible(not shown)
        self._place()

    def _place(self) -> None:
        """Another page has a heading of its own; then the line is only there for the sidebar's two buttons."""
        self.setVisible(not self._page or not self.sidebar_button.isHidden())

    def make_menu(self) -> QMenu:
        """What can be done with the open chat."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        icon = self._appearance.icon
        there = self._chat is not None and not self._temporary
        menu.addAction(icon("pencil"), tr("Rename"), self.rename_requested.emit).setEnabled(there)
        prompt = menu.addAction(icon("message"), tr("System prompt…"), self.prompt_requested.emit)
        prompt.setEnabled(self._told)
        prompt.setToolTip("" if self._told else tr("The guide is given no system prompt."))
        menu.setToolTipsVisible(not self._told)
        menu.addAction(icon("user"), tr("Persona…"), self.persona_requested.emit).setEnabled(not self._temporary)
        menu.addAction(icon("braces"), tr("Prompt format…"), self.format_requested.emit)
        menu.addAction(icon("file"), tr("Save as Markdown…"), self.export_requested.emit).setEnabled(there)
        menu.addAction(icon("gauge"), tr("Why is this slow?"), self.speed_requested.emit)
        everything = menu.addAction(icon("search"), tr("All commands…"), self.palette_requested.emit)
        everything.setShortcut(KEYS["palette"][0])
        menu.addSeparator()
        menu.addAction(icon("trash"), tr("Delete"), self.delete_requested.emit).setEnabled(there)
        return menu

    def _show_menu(self) -> None:
        pop_below(self.make_menu(), self.more)

    def _dress(self) -> None:
        self.title.setMinimumWidth(self._appearance.px(TITLE_WIDTH))
        self.setFixedHeight(max(HEIGHT_PX, self._appearance.px(34) + GRID * 4))
