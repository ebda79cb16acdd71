"""Whose part is played in the open chat, beside its title. One rule: it shows and asks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy

from paddock.core.personas import Persona
from paddock.ui.i18n import tr
from paddock.ui.personas.avatar import Avatars
from paddock.ui.style import Appearance
from paddock.ui.widgets import TextButton, pop_below

AVATAR = 20  # px at 100 %
LONGEST = 18  # letters of a name


class PersonaChip(TextButton):
    """Picture and name; its menu changes or removes the persona. Hidden where nobody plays.

    Signals:
        edit_requested: the persona's number. change_requested, remove_requested: of the open chat.
    """

    edit_requested = Signal(int)
    change_requested = Signal()
    remove_requested = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "", kind="chip")
        self._avatars = Avatars(appearance)
        self.persona: Persona | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: pop_below(self.make_menu(), self))
        appearance.changed.connect(lambda: self.show_persona(self.persona))
        self.hide()

    def show_persona(self, persona: Persona | None) -> None:
        """Whose part is played; None: nobody's."""
        self.persona = persona
        self.setVisible(persona is not None)
        if persona is not None:
            name = persona.name
            self.setText(name if len(name) <= LONGEST else name[: LONGEST - 1] + "…")
            self.setIcon(self._avatars.icon(persona, AVATAR))
            self.setIconSize(self._appearance.icon_size(AVATAR))
            self.setAccessibleName(tr("Persona: {name}", name=name))
            self.setToolTip(persona.description[:200] or name)

    def make_menu(self) -> QMenu:
        """What can be done with the persona of this chat."""
        menu = QMenu(self.persona.name if self.persona is not None else "", self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        icon = self._appearance.icon
        if self.persona is not None:
            number = self.persona.id
            menu.addAction(icon("pencil"), tr("Edit the persona…"), lambda: self.edit_requested.emit(number))
        menu.addAction(icon("user"), tr("Another persona…"), self.change_requested.emit)
        menu.addSeparator()
        menu.addAction(icon("x"), tr("No persona in this chat"), self.remove_requested.emit)
        return menu
