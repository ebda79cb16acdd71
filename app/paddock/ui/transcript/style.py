"""Fonts, colours and measures of the transcript for one palette and one text scale. One rule: no number of the look
stands anywhere else, and every length goes through `px`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QIcon, QPainter

from paddock.ui.theme import BODY_PX, SMALL_PX, Palette
from paddock.ui.transcript.specs import (
    CodeSpec,
    FoldSpec,
    FormulaSpec,
    Inset,
    NoticeSpec,
    RuleSpec,
    Spec,
    TableSpec,
    TextSpec,
)

Icons = Callable[[str, str, int], QIcon]  # name, colour as "#rrggbb", size in px
LINE_HEIGHT = 1.5  # of the body's font size
_HEADINGS = {1: 23, 2: 20, 3: 18, 4: 16, 5: 15, 6: 14}  # px
_HEADING_LINE = 1.3
CODE_PX = 13
FORMULA = 1.12  # of the size of the text around it: its letters are smaller
_CODE_LINE = 1.5


class Style:
    """How the transcript is set.

    Args:
        palette: its colours.
        scale: of all text and measures, 1.0 to 2.0.
        font: the application's font; only its family is used.
        icons: the application's icon set.
        wrap: long lines of code are wrapped; else they scroll.

    Attributes:
        mirrored: lines of the window begin at the right; those of a message where its own script begins.
    """

    def __init__(self, palette: Palette, scale: float, font: QFont, icons: Icons, *, wrap: bool = False) -> None:
        self.wrap = wrap
        self.mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.palette = palette
        self.scale = scale
        self._family = font
        self._icons = icons
        self.colour = cache(self._colour)
        self.body = self._font(BODY_PX)
        self.small = self._font(SMALL_PX)
        self.small_bold = self._font(SMALL_PX, QFont.Weight.DemiBold)
        self.code = self._mono(CODE_PX)
        self.table = self._font(BODY_PX - 1)
        self.table_header = self._font(BODY_PX - 1, QFont.Weight.DemiBold)
        self.headings = {level: self._font(px, QFont.Weight.DemiBold) for level, px in _HEADINGS.items()}
        self.body_line = round(self.body.pixelSize() * LINE_HEIGHT)
        self.table_line = round(self.table.pixelSize() * 1.4)
        self.small_line = round(self.small.pixelSize() * LINE_HEIGHT)
        self.code_line = round(self.code.pixelSize() * _CODE_LINE)
        self.code_advance = QFontMetricsF(self.code).horizontalAdvance("M")
        self.body_advance = QFontMetricsF(self.body).horizontalAdvance("n") * 0.93  # an average character

    def px(self, length: float) -> int:
        """A length of the design, in pixels at this scale."""
        return round(length * self.scale)

    def icon(self, name: str, colour: str, px: float = 16) -> QIcon:
        """An icon in a colour of the palette (named by its use)."""
        return self._icons(name, getattr(self.palette, colour), self.px(px))

    def mark(self, *, now: bool) -> QColor:
        """Of words that were looked for; those the person is at `now` are stronger."""
        colour = self._colour("found")
        colour.setAlphaF(1.0 if now else 0.65 if self.palette.dark else 0.4)
        return colour

    @property
    def mark_mode(self) -> QPainter.CompositionMode:
        """How a mark is laid over the text, so that the text stays as it is: like a felt pen, on dark like light."""
        modes = QPainter.CompositionMode
        return modes.CompositionMode_Lighten if self.palette.dark else modes.CompositionMode_Multiply

    def _colour(self, name: str) -> QColor:
        return QColor(getattr(self.palette, name))

    def _font(self, px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont(self._family)
        font.setPixelSize(self.px(px))
        font.setWeight(weight)
        return font

    def _mono(self, px: float) -> QFont:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setHintingPreference(self._family.hintingPreference())
        font.setPixelSize(self.px(px))
        return font

    def heading_line(self, level: int) -> int:
        """Line height of a heading, px."""
        return round(self.headings[level].pixelSize() * _HEADING_LINE)

    def inset(self, inset: Inset) -> int:
        """How far its content is moved in, px."""
        return self.px(24 if inset in (Inset.LIST, Inset.NOTE) else 18)

    def gap(self, before: Spec | None, spec: Spec) -> int:
        """The space above `spec`, px."""
        if before is None or (isinstance(spec, TextSpec) and spec.joins):
            return 0
        if isinstance(before, FoldSpec):
            return self.px(4 if spec.insets else 8)
        if isinstance(spec, FoldSpec) or (Inset.THOUGHT in before.insets and Inset.THOUGHT not in spec.insets):
            return self.px(14)
        if isinstance(spec, TextSpec) and spec.level:
            return self.px(24 if spec.level < 3 else 20)
        if isinstance(before, TextSpec) and before.level:
            return self.px(8)
        if isinstance(spec, RuleSpec) or isinstance(before, RuleSpec):
            return self.px(20)
        if isinstance(spec, CodeSpec | TableSpec) or isinstance(before, CodeSpec | TableSpec):
            return self.px(14)
        if spec.starts:
            return self.px(12 if Inset.LIST in before.insets else 8)
        if spec.tight and spec.insets and before.insets:
            return self.px(4)
        return self.px(8 if spec.marker and Inset.LIST in before.insets else 12)

    def estimate(self, text: str, width: int, level: int = 0) -> int:
        """About how high `text` will be in `width` px, without laying it out."""
        return self.estimator(width, level=level)(text)

    def estimator(self, width: int, around: int = 0, level: int = 0) -> Callable[[str], int]:
        """Says of many texts about how high each will be in `width` px, with `around` px above and below it."""
        per_line = max(int(width / self.body_advance), 10)
        line = self.heading_line(level) if level else self.body_line

        def height(text: str) -> int:
            breaks = text.count("\n")
            rest = len(text) - breaks * per_line // 2
            return (breaks + 1 + (rest // per_line if rest > 0 else 0)) * line + around

        return height

    def estimate_block(self, spec: Spec, width: int) -> int:
        """About how high a block will be in `width` px."""
        if isinstance(spec, CodeSpec):
            return (spec.code.count("\n") + 1) * self.code_line + self.px(56)
        if isinstance(spec, TableSpec):
            return len(spec.rows) * (self.body_line + self.px(15))
        if isinstance(spec, TextSpec):
            return self.estimate(spec.content, width, spec.level)
        if isinstance(spec, FormulaSpec):
            return self.px(60)
        return self.px(30) if isinstance(spec, NoticeSpec | FoldSpec) else 1
