"""How a model fits this computer. One rule: said in words and by an icon; the colour only repeats it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from paddock.core.hardware import Fit
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID, SMALL_PX, Palette
from paddock.ui.widgets import label

ICON_PX = 14
BAR_PX = 4
_ICONS = {Fit.FITS: "check", Fit.TIGHT: "alert-triangle", Fit.NO: "x"}


class FitBadge(QWidget):
    """An icon and two or three words; "…" while nobody knows yet."""

    def __init__(self, appearance: Appearance, fit: Fit | None = None) -> None:
        super().__init__()
        self._appearance = appearance
        self._fit = fit
        self._icon = label("")
        self.words = label("")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._icon)
        row.addWidget(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._dress)
        self.show_fit(fit)

    @property
    def fit(self) -> Fit | None:
        """What is shown."""
        return self._fit

    def show_fit(self, fit: Fit | None, words: str = "") -> None:
        """How it fits; None with `words` says why nobody knows."""
        self._fit = fit
        self.words.setText(fit_words(fit) if fit is not None else words or "…")
        self.setAccessibleName(self.words.text())
        self._dress()

    def _dress(self) -> None:
        look = self._appearance
        colour = fit_colour(self._fit, look.palette)
        side = look.px(ICON_PX)
        self._icon.setVisible(self._fit is not None)
        if self._fit is not None:
            self._icon.setPixmap(look.icon(_ICONS[self._fit], colour, ICON_PX).pixmap(side, side))
        self.words.setStyleSheet(f"color: {colour}; font-size: {look.px(SMALL_PX)}px;")


class MemoryBar(QWidget):
    """What a model takes of the memory there is, as a thin bar in its badge's colour."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._share = 0.0
        self._fit: Fit | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.updateGeometry)

    @property
    def share(self) -> float:
        """What is shown, 0 to 1."""
        return self._share

    def show_use(self, memory: int, total: int, fit: Fit | None, words: str = "") -> None:
        """`memory` of `total` bytes; `words` say it to those who do not see it."""
        self._share = min(1.0, memory / total) if total else 0.0
        self._fit = fit
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """A few px high."""
        return QSize(self._appearance.px(80), self._appearance.px(BAR_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The track, and what is taken from its leading end on."""
        del event
        palette = self._appearance.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(self.rect())
        radius = track.height() / 2
        painter.setBrush(QColor(palette.selected))
        painter.drawRoundedRect(track, radius, radius)
        if self._share:
            used = QRectF(track)
            used.setWidth(max(track.height(), track.width() * self._share))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                used.moveRight(track.right())
            painter.setBrush(QColor(fit_colour(self._fit, palette)))
            painter.drawRoundedRect(used, radius, radius)
        painter.end()


def fit_colour(fit: Fit | None, palette: Palette) -> str:
    """The colour that repeats the words."""
    if fit is None:
        return palette.muted
    return {Fit.FITS: palette.accent, Fit.TIGHT: palette.warning, Fit.NO: palette.danger}[fit]


def fit_words(fit: Fit) -> str:
    """The words of a badge."""
    return {
        Fit.FITS: tr("Fits this computer"),
        Fit.TIGHT: tr("Tight on this computer"),
        Fit.NO: tr("Does not fit"),
    }[fit]
