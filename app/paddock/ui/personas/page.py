"""The page with all personas. One rule: it shows and asks; the control does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from paddock.core.personas import Persona
from paddock.ui.i18n import tr
from paddock.ui.library.drop import DropVeil, dropped_paths
from paddock.ui.notice import NoticeBar
from paddock.ui.personas.cards import PersonaCards
from paddock.ui.personas.words import about
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.undo_bar import UndoBar
from paddock.ui.widgets import IconButton, TextButton, label, of_kind

WIDEST = 1080  # px at 100 %, of the cards
EMPTY_WIDTH = 420


class PersonasPage(QWidget):
    """A heading, a filter, the cards; or, while there are none, what they are and how to get one.

    Signals:
        begin_requested, edit_requested, duplicate_requested, export_requested, delete_requested: a persona.
        new_requested, import_requested, models_requested, closed: buttons.
        dropped: files that were dropped here.
    """

    begin_requested = Signal(object)
    edit_requested = Signal(object)
    duplicate_requested = Signal(object)
    export_requested = Signal(object)
    delete_requested = Signal(object)
    new_requested = Signal()
    import_requested = Signal()
    models_requested = Signal()
    closed = Signal()
    dropped = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._personas: Sequence[Persona] = ()
        of_kind(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Personas"))
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Esc is heard also before something in it has the focus
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Search personas"))
        self.filter.setAccessibleName(tr("Search personas"))
        self.new = TextButton(appearance, tr("New persona"), "plus", "primary")
        self.bring = TextButton(appearance, tr("Import a card…"), "download")
        self.close_button = IconButton(appearance, "x", tr("Back to the chat"), "Esc")
        self.guided = QWidget()
        self.models = TextButton(appearance, tr("Get a real model…"), "download")
        self.notice = NoticeBar(appearance)
        self.cards = PersonaCards(appearance)
        self.nothing = label("", "muted")
        self.undo = UndoBar(appearance)
        self.empty = _Empty(appearance)
        self._veil = DropVeil(appearance, self, tr("Drop the character card (PNG or JSON) to import it"))
        self._arrange()
        self._connect()
        self.show_personas(())

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(GRID + 1, 0, GRID + 1, 0)  # flush with the cards
        top.setSpacing(GRID * 2)
        top.addWidget(label(tr("Personas"), "section"), 1)
        top.addWidget(self.close_button)
        tools = QHBoxLayout()
        tools.setContentsMargins(GRID + 1, 0, GRID + 1, 0)
        tools.setSpacing(GRID * 2)
        tools.addWidget(self.filter, 100)
        tools.addStretch(1)
        tools.addWidget(self.bring)
        tools.addWidget(self.new)
        hint = QHBoxLayout(self.guided)
        hint.setContentsMargins(GRID + 1, 0, GRID + 1, 0)
        told = tr("New chats are answered by the guide, which plays nobody: a persona needs a real model.")
        hint.addWidget(label(told, wrap=True), 1)
        hint.addWidget(self.models)
        self.guided.hide()
        column = QVBoxLayout()
        column.setSpacing(GRID * 3)
        column.addLayout(top)
        column.addLayout(tools)
        column.addWidget(self.guided)
        column.addWidget(self.notice)
        column.addWidget(self.cards, 1)
        column.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.empty, 1)
        column.addWidget(self.undo)
        self._row = QHBoxLayout(self)
        self._row.addLayout(column)
        self._dress()

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda text: self._renew())
        self.new.clicked.connect(self.new_requested)
        self.bring.clicked.connect(self.import_requested)
        self.models.clicked.connect(self.models_requested)
        self.empty.new.clicked.connect(self.new_requested)
        self.empty.bring.clicked.connect(self.import_requested)
        self.close_button.clicked.connect(self.closed)
        self.cards.chosen.connect(self.begin_requested)
        self.cards.edit_wanted.connect(self.edit_requested)
        self.cards.delete_wanted.connect(self.delete_requested)
        self.cards.menu_wanted.connect(self._show_menu)
        self._appearance.changed.connect(self._dress)

    def show_guided(self, guided: bool) -> None:
        """Whether new chats are the guide's, unless a persona has a model of its own."""
        self.guided.setVisible(guided)

    def show_personas(self, personas: Sequence[Persona]) -> None:
        """All there are."""
        self._personas = personas
        self._renew()

    def _renew(self) -> None:
        words = self.filter.text().casefold().split()
        found = [one for one in self._personas if all(word in f"{one.name} {about(one)}".casefold() for word in words)]
        some = bool(self._personas)
        had = next((widget for widget in (self.cards, self.empty.new, self.empty.bring) if widget.hasFocus()), None)
        self.cards.show_personas(found)
        self.nothing.setText(tr("Nothing was found for “{words}”.", words=self.filter.text().strip()))
        self.cards.setVisible(bool(found))
        self.nothing.setVisible(some and not found)
        self.empty.setVisible(not some)
        for widget in (self.filter, self.new, self.bring):
            widget.setVisible(some)
        if had is not None and not had.isVisible():
            (self.cards if found else self.filter if some else self.empty.new).setFocus()

    def focus(self) -> None:
        """Put the focus where the keys are of use."""
        (self.cards if self._personas else self.empty.new).setFocus()

    def menu_for(self, persona: Persona) -> QMenu:
        """What can be done with a persona."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        icon = self._appearance.icon
        menu.addAction(icon("message"), tr("New chat"), lambda: self.begin_requested.emit(persona))
        menu.addAction(icon("pencil"), tr("Edit…"), lambda: self.edit_requested.emit(persona))
        menu.addAction(icon("copy"), tr("Duplicate"), lambda: self.duplicate_requested.emit(persona))
        menu.addAction(icon("file"), tr("Export as a card…"), lambda: self.export_requested.emit(persona))
        menu.addSeparator()
        menu.addAction(icon("trash"), tr("Delete"), lambda: self.delete_requested.emit(persona))
        return menu

    def offered(self) -> QMenu | None:
        """For the palette: the menu of the card that the keys act on."""
        persona = self.cards.current()
        if persona is None:
            return None
        menu = self.menu_for(persona)
        menu.setTitle(persona.name)
        return menu

    def _show_menu(self, persona: Persona, where: QPoint) -> None:
        self.menu_for(persona).popup(where)

    # --- dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self._veil.setGeometry(self.rect())
            self._veil.show()
            self._veil.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Not here, then."""
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        self._veil.hide()
        paths: list[Path] = dropped_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    # --- Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the chat."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """No wider than can be looked over."""
        super().resizeEvent(event)
        self._dress()

    def _dress(self) -> None:
        beside = max(GRID * 6, (self.width() - self._appearance.px(WIDEST)) // 2)
        self._row.setContentsMargins(beside, GRID * 5, beside, GRID * 4)
        self.filter.setMaximumWidth(self._appearance.px(320))


class _Empty(QWidget):
    """What a persona is, and the two ways to get one."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._mark = QLabel()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = label(tr("Nobody is here yet"), "section")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = label(
            tr(
                "A persona is a part that a model plays: who it is, how it begins, which model plays it and how it "
                "answers. Write one, or import a character card (PNG or JSON); a card can be dropped here, too."
            ),
            "muted",
            wrap=True,
        )
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.new = TextButton(appearance, tr("New persona"), "plus", "primary")
        self.bring = TextButton(appearance, tr("Import a card…"), "download")
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID * 2)
        buttons.addStretch(1)
        buttons.addWidget(self.bring)
        buttons.addWidget(self.new)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(GRID * 3)
        column.addStretch(2)
        for widget in (self._mark, title):
            column.addWidget(widget)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._words)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addLayout(buttons)
        column.addStretch(3)
        appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._mark.setPixmap(self._appearance.icon("user", size=40).pixmap(self._appearance.icon_size(40)))
        self._words.setFixedWidth(self._appearance.px(EMPTY_WIDTH))
