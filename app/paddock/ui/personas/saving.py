"""Saving a persona as a character card. One rule: see `ui/saving.py`; only one with a picture can lie in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from paddock.core.personas import Persona
from paddock.core.progress import Progress
from paddock.services.exchange.names import file_name
from paddock.services.personas import PersonaService
from paddock.ui.i18n import tr
from paddock.ui.saving import SaveDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks


class SaveCard(SaveDialog):
    """Asks where to, and as what where there is a choice; writes the card and closes."""

    def __init__(
        self, service: PersonaService, persona: Persona, appearance: Appearance, tasks: Tasks, parent: QWidget
    ) -> None:
        kinds = {"json": tr("Character card: text (JSON)")}
        if persona.icon.startswith("data:"):
            kinds["png"] = tr("Character card in its picture (PNG)")
        told = tr("Paddock and other programs that know character cards can read it.")
        super().__init__(kinds, file_name(persona.name), told, appearance, tasks, parent)
        self._service = service
        self._persona = persona
        self.set_words(tr("Export as a card"), tr("Export"))

    def write(self, path: Path, ending: str, progress: Progress) -> None:
        """Write the card."""
        del ending, progress
        self._service.export_card(self._persona.id, path)
