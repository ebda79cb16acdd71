"""The sidebar: new chat, filter, chats, downloads, Models, Settings. One rule: it asks; the window decides."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from paddock.ui.chat_list.model import ChatListModel
from paddock.ui.chat_list.view import ChatListView
from paddock.ui.download_bar import DownloadBar
from paddock.ui.i18n import keys, tr
from paddock.ui.search_filters import SearchFilters
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.undo_bar import UndoBar
from paddock.ui.widgets import IconButton, TextButton, label, of_kind

MIN_WIDTH = 200
WIDEST_SCALE = 1.5  # beyond it the sidebar would take the chat's room
WIDTH = 264


class FilterEdit(QLineEdit):
    """Searches the chats; Down goes to the list, Esc clears and gives the focus back."""

    left = Signal()
    to_list = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setClearButtonEnabled(True)
        for clear_button in self.findChildren(QToolButton):  # Qt makes it, and gives it no name
            clear_button.setAccessibleName(tr("Clear the search"))
            clear_button.setToolTip(tr("Clear the search"))
        appearance.changed.connect(self._dress)
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then the lens at its leading side (Qt's own icon there does not grow with the text)."""
        super().paintEvent(event)
        side = self._appearance.px(16)
        at = QRect(GRID * 2 + 2, (self.height() - side) // 2, side, side)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            at.moveRight(self.width() - GRID * 2 - 2)
        painter = QPainter(self)
        self._appearance.icon("search", size=16).paint(painter, at)
        painter.end()

    def _dress(self) -> None:
        room = self._appearance.px(16) + GRID * 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setTextMargins(0 if mirrored else room, 0, room if mirrored else 0, 0)
        for clear_button in self.findChildren(QToolButton):
            clear_button.setIcon(self._appearance.icon("x", size=16))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Down leave the field."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.to_list.emit()
        else:
            super().keyPressEvent(event)


class Sidebar(QWidget):
    """Everything at the window's leading side.

    Signals:
        hide_requested, new_chat_requested, personas_requested, models_requested, settings_requested: its buttons.
        new_folder_requested, import_requested, archive_requested, trash_requested: its menu.
        focus_returned: the person is done here; the composer may have the focus.
    """

    hide_requested = Signal()
    new_chat_requested = Signal()
    personas_requested = Signal()
    models_requested = Signal()
    settings_requested = Signal()
    new_folder_requested = Signal()
    import_requested = Signal()
    archive_requested = Signal()
    trash_requested = Signal()
    focus_returned = Signal()

    def __init__(self, appearance: Appearance, model: ChatListModel, logo: Path) -> None:
        super().__init__()
        self._appearance = appearance
        self._model = model
        self._logo = QIcon(str(logo))
        of_kind(self, "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._make()
        self._arrange()
        self._connect()
        self._dress()

    def _make(self) -> None:
        look = self._appearance
        self.mark = QLabel()
        self.hide_button = IconButton(look, "sidebar", tr("Hide the sidebar"), "Ctrl+B")
        self.new_button = TextButton(look, tr("New chat"), "compose", "row")
        self.new_button.setToolTip(keys("Ctrl+N"))
        self.filter = FilterEdit(look)
        self.filter.setPlaceholderText(tr("Search chats"))
        self.filter.setAccessibleName(tr("Search the titles and messages of all chats"))
        self.filter.setToolTip(keys("Ctrl+K"))
        self.more = IconButton(look, "more", tr("Folders, archive, trash, import"))
        self.filters = SearchFilters(look)
        self.list = ChatListView(look, self._model)
        self.empty = label("", "muted", wrap=True)
        self.undo = UndoBar(look)
        self.downloads = DownloadBar(look)
        self.personas_button = TextButton(look, tr("Personas"), "user", "row")
        self.personas_button.setToolTip(keys("Ctrl+P"))
        self.personas_button.setCheckable(True)
        self.models_button = TextButton(look, tr("Models"), "box", "row")
        self.models_button.setToolTip(keys("Ctrl+M"))
        self.models_button.setCheckable(True)
        self.settings_button = TextButton(look, tr("Settings"), "settings", "row")
        self.settings_button.setToolTip(keys("Ctrl+,"))

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(GRID * 2, 0, 0, 0)
        top.setSpacing(GRID * 2)
        top.addWidget(self.mark)
        top.addWidget(label(tr("Paddock"), "title"), 1)
        top.addWidget(self.hide_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID * 3, GRID * 2, GRID * 2)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addSpacing(GRID)
        column.addWidget(self.new_button)
        search = QHBoxLayout()
        search.setSpacing(GRID)
        search.addWidget(self.filter, 1)
        search.addWidget(self.more)
        column.addLayout(search)
        column.addWidget(self.filters)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        for foot in (self.undo, self.downloads, self.personas_button, self.models_button, self.settings_button):
            column.addWidget(foot)

    def _connect(self) -> None:
        self.hide_button.clicked.connect(self.hide_requested)
        self.new_button.clicked.connect(self.new_chat_requested)
        self.more.clicked.connect(self._show_more)
        self.personas_button.clicked.connect(self.personas_requested)
        self.models_button.clicked.connect(self.models_requested)
        self.settings_button.clicked.connect(self.settings_requested)
        self.filter.textChanged.connect(self._model.set_filter)
        self.filter.textChanged.connect(self.filters.searching)
        self.filters.changed.connect(self._model.set_narrowed)
        self.filter.left.connect(self.focus_returned)
        self.filter.to_list.connect(self._to_list)
        self._model.modelReset.connect(self._show_empty)
        self.filter.textChanged.connect(self._show_empty)  # where nothing was found before, either, no row changes
        self._appearance.changed.connect(self._dress)
        self._show_empty()

    def focus_filter(self) -> None:
        """Put the focus on the filter, showing the sidebar if need be."""
        self.show()
        self.filter.setFocus()
        self.filter.selectAll()

    def show_page(self, name: str) -> None:
        """Mark the button of the page that is shown; "" is the chat's."""
        for button in (self.personas_button, self.models_button):
            button.setChecked(button.text() == name)

    def more_menu(self) -> QMenu:
        """What can be done with chats as a whole."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        icon = self._appearance.icon
        menu.addAction(icon("folder"), tr("New folder…"), self.new_folder_requested.emit)
        menu.addAction(icon("download"), tr("Import chats…"), self.import_requested.emit)
        menu.addSeparator()
        menu.addAction(icon("archive"), tr("Archive…"), self.archive_requested.emit)
        menu.addAction(icon("trash"), tr("Trash…"), self.trash_requested.emit)
        return menu

    def offered(self) -> QMenu | None:
        """For the palette: what a search can be narrowed down by."""
        if self.filters.isHidden():
            return None
        menu = self.filters.menu()
        menu.setTitle(tr("Search all chats"))
        return menu

    def _show_more(self) -> None:
        self.more_menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _to_list(self) -> None:
        rows = (self._model.index(row, 0) for row in range(self._model.rowCount()))
        first = next((index for index in rows if index.flags() & Qt.ItemFlag.ItemIsSelectable), None)
        if first is not None:
            self.list.setCurrentIndex(first)
            self.list.setFocus()
            self.list.tell_current()

    def _show_empty(self) -> None:
        nothing = self._model.rowCount() == 0
        asked = self.filter.text().strip()
        words = tr("Nothing was found for “{text}”.", text=asked) if asked else ""
        self.empty.setText(words or tr("Your chats will be listed here."))
        self.empty.setVisible(nothing)
        self.list.setVisible(not nothing)

    def _dress(self) -> None:
        self.setMinimumWidth(round(MIN_WIDTH * min(self._appearance.scale, WIDEST_SCALE)))
        side = self._appearance.px(22)
        self.mark.setPixmap(self._logo.pixmap(QSize(side, side)))
        self.empty.setContentsMargins(GRID * 2, GRID * 3, GRID * 2, 0)
