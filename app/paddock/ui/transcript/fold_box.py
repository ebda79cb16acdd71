"""A line that unfolds something. One rule: the button itself is a real widget; the box only keeps its place."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from paddock.ui.transcript.boxes import Box, Selection
from paddock.ui.transcript.specs import FoldSpec
from paddock.ui.transcript.style import Style

HEIGHT = 28  # px


class FoldBox(Box):
    """The place of a button that folds."""

    def __init__(self, spec: FoldSpec, style: Style) -> None:
        self.spec = spec
        self.width = 0
        self.height = style.px(HEIGHT)

    def layout(self, width: int) -> None:
        self.width = width

    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        del painter, clip, selection

    def hit(self, point: QPointF) -> int:
        del point
        return 0

    def text(self, start: int, end: int) -> str:
        del start, end
        return ""
