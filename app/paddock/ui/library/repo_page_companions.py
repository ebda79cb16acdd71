"""What can be downloaded along with a model. One rule: nothing is chosen that the person did not choose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from paddock.core.hub import Part, Variant
from paddock.ui.fields import Toggle
from paddock.ui.i18n import tr
from paddock.ui.library.words import size_of
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import label


class Companions(QWidget):
    """A switch for each thing that goes with the model."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.toggles: list[tuple[Toggle, Variant]] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID * 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        column.addWidget(label(tr("Also download"), "title"))
        column.addLayout(self._rows)

    @property
    def chosen(self) -> tuple[Variant, ...]:
        """What is switched on."""
        return tuple(variant for toggle, variant in self.toggles if toggle.isChecked())

    def show_variants(self, variants: Sequence[Variant]) -> None:
        """Offer these, all switched off."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.toggles = []
        for variant in variants:
            self._rows.addWidget(self._row(variant))
        self.setVisible(bool(variants))

    def _row(self, variant: Variant) -> QWidget:
        name = variant.files[0].filename.rsplit("/", 1)[-1] if variant.files else variant.id
        toggle = Toggle(self._appearance, tr("Also download {name}", name=name))
        self.toggles.append((toggle, variant))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(part_words(variant.part)))
        facts = " · ".join(part for part in (name, size_of(variant.size) if variant.size else "") if part)
        words.addWidget(label(facts, "small", wrap=True))
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID * 3)
        row.addWidget(toggle)
        row.addLayout(words, 1)
        return made


def part_words(part: Part) -> str:
    """What it adds to the model."""
    return {
        Part.MODEL: tr("Another model"),
        Part.MMPROJ: tr("Lets the model see pictures (mmproj)"),
        Part.DRAFT: tr("Makes answers faster (draft model)"),
        Part.ADAPTER: tr("Changes how the model writes (LoRA adapter)"),
    }[part]
