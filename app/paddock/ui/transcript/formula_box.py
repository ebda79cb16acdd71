"""Formulas in text and by themselves. One rule: what is no picture yet, or never will be, is shown as its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from paddock.ui.transcript.boxes import Box, Selection, SideScroll
from paddock.ui.transcript.formulas import Formula
from paddock.ui.transcript.inline import Run, len16, slice16
from paddock.ui.transcript.style import Style
from paddock.ui.transcript.text_box import STAND_IN, Picture


class Placed(NamedTuple):
    """Text in which a character stands for each formula."""

    text: str
    runs: list[Run]
    pictures: Mapping[int, Picture]  # by position


def placed(text: str, runs: list[Run], find: Callable[[str, bool], Formula | None]) -> Placed:
    """`text` with a stand-in for each formula of which there is a picture.

    Args:
        find: the picture of a formula, by its LaTeX and whether it is set as if by itself.
    """
    if not any(run.formula for run in runs):
        return Placed(text, runs, {})
    parts, kept, pictures = [], [], {}
    at = gone = 0
    for run in runs:
        picture = find(run.formula, run.display) if run.formula else None
        if picture is None:
            kept.append(run._replace(start=run.start - gone))
            continue
        parts += [slice16(text, at, run.start), STAND_IN]
        at = run.start + run.length
        pictures[run.start - gone] = Picture(picture, slice16(text, run.start, at))
        kept.append(run._replace(start=run.start - gone, length=1))
        gone += run.length - 1
    parts.append(slice16(text, at, len16(text)))
    return Placed("".join(parts), kept, pictures)


class FormulaBox(Box):
    """A formula in the middle of its line; too wide a one scrolls sideways."""

    length = 1

    def __init__(self, formula: Formula, source: str, style: Style) -> None:
        self.formula = formula
        self.source = source
        self._style = style
        self._scroll = SideScroll()

    def layout(self, width: int) -> None:
        self._scroll.resize(self.formula.width, width)
        bar = SideScroll.BAR if self._scroll.needed else 0
        self.height = round(self.formula.ascent + self.formula.descent) + self._style.px(8) + bar

    @property
    def _left(self) -> float:
        return -self._scroll.x if self._scroll.needed else (self._scroll.width - self.formula.width) / 2

    def rects(self, start: int, end: int) -> list[QRectF]:
        shown = QRectF(self._left, 0, self.formula.width, self.height)
        return [shown & QRectF(0, 0, self._scroll.width, self.height)] if start < end else []

    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        del clip
        painter.save()
        painter.setClipRect(QRectF(0, 0, self._scroll.width, self.height))
        if selection is not None:
            for rect in self.rects(*selection):
                painter.fillRect(rect, self._style.colour("selection"))
        self.formula.paint(painter, QPointF(self._left, self._style.px(4) + self.formula.ascent))
        self._scroll.paint(painter, self._style, 0, self.height)
        painter.restore()

    def hit(self, point: QPointF) -> int:
        return int(point.x() > self._left + self.formula.width / 2)

    def text(self, start: int, end: int) -> str:
        return self.source if start < end else ""

    def word(self, position: int) -> tuple[int, int]:
        del position
        return 0, 1

    def scroll_by(self, dx: float) -> bool:
        return self._scroll.by(dx)

    def grip(self, point: QPointF) -> float:
        return self._scroll.grip(point, self.height)
