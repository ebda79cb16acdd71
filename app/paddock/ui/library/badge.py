"""How a model fits this computer. One rule: said in words and by an icon; the colour only repeats it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from paddock.core.hardware import Fit
from paddock.ui.library.words import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID, SMALL_PX
from paddock.ui.widgets import label

ICON_PX = 14
_ICONS = {Fit.FITS: "check", Fit.TIGHT: "alert-triangle", Fit.NO: "x"}


class FitBadge(QWidget):
    """An icon and two or three words."""

    def __init__(self, appearance: Appearance, fit: Fit) -> None:
        super().__init__()
        self._appearance = appearance
        self._fit = fit
        self._icon = label("")
        self.words = label(fit_words(fit))
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._icon)
        row.addWidget(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.words.text())
        appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        look = self._appearance
        palette = look.palette
        colour = {Fit.FITS: palette.accent, Fit.TIGHT: palette.muted, Fit.NO: palette.danger}[self._fit]
        side = look.px(ICON_PX)
        self._icon.setPixmap(look.icon(_ICONS[self._fit], colour, ICON_PX).pixmap(side, side))
        self.words.setStyleSheet(f"color: {colour}; font-size: {look.px(SMALL_PX)}px;")


def fit_words(fit: Fit) -> str:
    """The words of a badge."""
    return {
        Fit.FITS: tr("Fits this computer"),
        Fit.TIGHT: tr("Tight on this computer"),
        Fit.NO: tr("Does not fit"),
    }[fit]
