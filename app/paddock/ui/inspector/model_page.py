"""How the model of the open chat is loaded. One rule: Apply loads it again; nothing else does."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from paddock.ui.i18n import tr
from paddock.ui.inspector.load_editor import LoadEditor
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import label


class ModelPage(QWidget):
    """The model's name, what is said of its settings, and the editor."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.title = label("", "strong", wrap=True)
        self.told = label("", "small", wrap=True)
        self.editor = LoadEditor(appearance)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        for widget in (self.title, self.told, self.editor):
            column.addWidget(widget)
        column.addStretch(1)

    def show_model(self, name: str, fixed: bool) -> None:
        """Whose settings these are; those of the guide are `fixed`."""
        self.title.setText(tr("Loading {name}", name=name))
        told = tr("Paddock chooses what is automatic from this computer's memory. Apply loads the model again.")
        self.told.setText(tr("The guide is small; there is nothing to set.") if fixed else told)
        self.editor.setVisible(not fixed)
