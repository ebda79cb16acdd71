"""The settings, page by page, and a search over all of them. One rule: what a section needs is given to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from paddock.application import Application
from paddock.core.searching import fold
from paddock.ui.i18n import tr
from paddock.ui.inspector.panel import MODEL
from paddock.ui.library.search_bar import SearchField
from paddock.ui.replacing import ChatsReplacer
from paddock.ui.settings.access import AccessSection
from paddock.ui.settings.chats import ChatsSection
from paddock.ui.settings.data import BackupSection, EraseSection, TransferSection
from paddock.ui.settings.hub import HubSection
from paddock.ui.settings.keyboard import KeyboardPage
from paddock.ui.settings.lock import LockSection
from paddock.ui.settings.models import CacheSection, ModelFoldersSection, ModelsSection
from paddock.ui.settings.network import NetworkSection
from paddock.ui.settings.pages import Page, PageList
from paddock.ui.settings.privacy import PrivacySection
from paddock.ui.settings.rows import Row, Section
from paddock.ui.settings.sections import AboutSection, AppearanceSection
from paddock.ui.settings.storage import StorageSection
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import GRID
from paddock.ui.widgets import label, line, of_kind

if TYPE_CHECKING:
    from paddock.ui.main_window import MainWindow

SIZE = (880, 680)
LEAST = (440, 360)
NARROW = 640  # px at 100 % below which the names of the pages stand above the settings


class SettingsDialog(QDialog):
    """Sentences and controls; every change takes effect at once."""

    def __init__(
        self,
        application: Application,
        appearance: Appearance,
        tasks: Tasks,
        replacer: ChatsReplacer,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Settings"))
        self._appearance = appearance
        room = parent.screen().availableSize() * 0.9
        self.setMinimumSize(QSize(*LEAST).boundedTo(room))
        self.resize((QSize(*SIZE) * appearance.scale).boundedTo(room))
        self._make_sections(application, appearance, tasks, replacer)
        self.pages = self._make_pages()
        self.hits: list[Row] = []
        self._page = self.pages[0].name
        self.search = SettingsSearch(appearance)
        self.list = PageList(appearance, self.pages)
        self.nothing = label("", "muted", wrap=True)
        self._arrange()
        self.search.textChanged.connect(self.look_for)
        self.search.first_wanted.connect(self.go_to_first)
        self.list.chosen.connect(self._choose)
        self.lock_section.changed.connect(self._look_again)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.search.focus)
        self.show_page(self._page)
        for button in self.appearance_section.themes.buttons():
            if button.isChecked():
                button.setFocus()  # else System has it, and looks as if chosen
        self.finished.connect(self.deleteLater)

    def _make_sections(
        self, application: Application, appearance: Appearance, tasks: Tasks, replacer: ChatsReplacer
    ) -> None:
        self.appearance_section = AppearanceSection(application, appearance, tasks)
        self.access_section = AccessSection(application, appearance, tasks)
        self.model_folders_section = ModelFoldersSection(application, appearance, tasks)
        self.hub_section = HubSection(application, appearance, tasks)
        self.models_section = ModelsSection(application, appearance, tasks)
        self.cache_section = CacheSection(application, appearance, tasks)
        self.chats_section = ChatsSection(application, appearance, tasks)
        self.privacy_section = PrivacySection(application, appearance, tasks)
        self.lock_section = LockSection(application, appearance, tasks)
        self.network_section = NetworkSection(application, appearance, tasks)
        self.storage_section = StorageSection(application, appearance, tasks)
        self.backup_section = BackupSection(application, appearance, tasks, replacer)
        self.transfer_section = TransferSection(application, appearance, tasks)
        self.erase_section = EraseSection(application, appearance, tasks, replacer)
        self.keyboard = KeyboardPage(appearance)
        self.keyboard_section = self.keyboard.sections[0]
        self.about_section = AboutSection(application)

    def _make_pages(self) -> tuple[Page, ...]:
        private = (self.privacy_section, self.lock_section, self.network_section, self.storage_section)
        data = (self.backup_section, self.transfer_section, self.erase_section)
        return (
            Page("appearance", tr("Appearance"), "sliders", (self.appearance_section, self.access_section)),
            Page("models", tr("Models"), "box", (self.model_folders_section, self.hub_section)),
            Page("engine", tr("Engine"), "gauge", (self.models_section, self.cache_section)),
            Page("chats", tr("Chats"), "message", (self.chats_section,)),
            Page("privacy", tr("Privacy"), "lock", private),
            Page("data", tr("Data"), "archive", data),
            Page("keyboard", tr("Keyboard"), "keyboard", self.keyboard.sections),
            Page("about", tr("About"), "info", (self.about_section,)),
        )

    def _arrange(self) -> None:
        inside = of_kind(QWidget(), "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(GRID * 7, GRID * 5, GRID * 7, GRID * 8)
        column.setSpacing(GRID * 5)
        column.addWidget(self.nothing)
        for page in self.pages:
            for section in page.sections:
                column.addWidget(section)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        top = QVBoxLayout()
        top.setContentsMargins(GRID * 4, GRID * 4, GRID * 4, GRID * 3)
        top.setSpacing(GRID * 2)
        top.addWidget(self.search)
        top.addWidget(self.list.box)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.list)
        below.addWidget(self.area, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(top)
        outer.addWidget(line())
        outer.addLayout(below, 1)

    # --- one page

    def show_page(self, name: str) -> None:
        """Show a page from its top; what was looked for is not any more."""
        self._page = name
        if self.search.text():
            self.search.clear()  # comes back here
            return
        self.nothing.hide()
        self.hits = []
        for page in self.pages:
            page.set_shown(page.name == name)
        self._draw_lines()
        self.list.show_page(name)
        self._fit()
        self.area.verticalScrollBar().setValue(0)

    def _choose(self, name: str) -> None:
        """While something is looked for, go to what a page has of it."""
        page = next(page for page in self.pages if page.name == name)
        hit = next((row for section in page.sections for row in section.rows if row in self.hits), None)
        if hit is None:
            self.show_page(name)
        else:
            self.list.buttons[name].setChecked(True)
            self._reveal(hit)

    def show_section(self, name: str) -> None:
        """Show the page of a section at that place, and give its first control the focus; "" changes nothing."""
        section = getattr(self, f"{name}_section", None)
        if isinstance(section, Section):
            self.show_page(next(page.name for page in self.pages if section in page.sections))
            self._go_to(section)

    # --- the search

    def look_for(self, text: str) -> None:
        """Show only the settings, of all pages, with all of these words in what is said of them."""
        if fold(text).split():
            self._look(text)
            self.area.verticalScrollBar().setValue(0)
        else:
            self.show_page(self._page)

    def _look_again(self) -> None:
        """What the passphrase changes is said anew, also among what was found."""
        self.privacy_section.show_place()
        if self.search.text().strip():
            self._look(self.search.text())
        if (focus := self.focusWidget()) is not None and not focus.isVisibleTo(self):
            self.search.setFocus()

    def _look(self, text: str) -> None:
        words = fold(text).split()
        found = {page.name: page.look_for(words) for page in self.pages}
        self.hits = [row for rows in found.values() for row in rows]
        self.list.show_hits({name: len(rows) for name, rows in found.items()})
        self._fit()
        self.nothing.setText(tr("Nothing found for “{query}”.", query=text.strip()))
        self.nothing.setVisible(not self.hits)
        self._draw_lines()

    def go_to_first(self) -> None:
        """The focus goes to the first setting that was found."""
        if not self.hits:
            return
        self._go_to(self.hits[0])

    def _go_to(self, place: QWidget) -> None:
        target = next((each for each in place.findChildren(QWidget) if _takes_keys(each)), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._reveal(place)

    def _reveal(self, place: QWidget) -> None:
        def reveal() -> None:
            self.area.ensureWidgetVisible(place, 0, min(place.height(), self.area.height()) // 2)

        QTimer.singleShot(0, place, reveal)  # once it has its place

    def _draw_lines(self) -> None:
        first = True
        for page in self.pages:
            for section in page.sections:
                section.set_first(first)
                first = first and section.isHidden()

    # --- Qt's events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names of the pages stand where there is room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text takes more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        narrow = self.width() < self._appearance.px(NARROW)
        self.list.setVisible(not narrow)
        self.list.box.setVisible(narrow and not self.search.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back a search before it closes."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.search.setFocus()
        else:
            super().keyPressEvent(event)


class SettingsSearch(SearchField):
    """What settings are looked for by.

    Signals:
        first_wanted: Enter or Down was pressed.
    """

    first_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "")
        self.setPlaceholderText(tr("Search the settings"))
        self.setAccessibleName(tr("Search the settings"))

    def focus(self) -> None:
        """Ctrl+F."""
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Down go to what was found; the dialog has the rest."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.first_wanted.emit()
        else:
            super().keyPressEvent(event)


def open_settings(application: Application, window: MainWindow, section: str = "") -> SettingsDialog:
    """Open them over the window, at one of their sections."""
    dialog = SettingsDialog(application, window.appearance, window.tasks, window.replacer, window)
    dialog.lock_section.lock_requested.connect(window.lock.ask)
    for wanted in (dialog.models_section.inspector_wanted, dialog.chats_section.trash_wanted):
        wanted.connect(dialog.accept)
    dialog.chats_section.trash_wanted.connect(window.places.show_trash)
    dialog.lock_section.changed.connect(window.session.lock_changed)
    dialog.models_section.inspector_wanted.connect(lambda: window.show_inspector(MODEL))
    dialog.open()
    dialog.show_section(section)
    return dialog


def _takes_keys(widget: QWidget) -> bool:
    """Whether Tab goes there; a label that can be selected takes clicks alone."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and not widget.isHidden()
