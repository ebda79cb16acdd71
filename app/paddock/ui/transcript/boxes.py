"""Laid-out blocks: what can be measured, painted, pointed at and selected. One rule: a box never touches a widget.

Positions within a box are UTF-16 code units of its text; points and widths are pixels relative to its top left corner.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextLine

from paddock.ui.transcript.style import Style

Selection = tuple[int, int] | None  # positions, first before last


def cursor_x(line: QTextLine, position: int) -> float:
    """Where a position is in a line, px."""
    x: Any = line.cursorToX(position)  # a tuple with the position in PySide6, against its own stubs
    return float(x[0] if isinstance(x, tuple) else x)


class Box(ABC):
    """One block. Subclasses fill in what differs."""

    height = 0  # px, valid after `layout`
    length = 0  # positions

    @abstractmethod
    def layout(self, width: int) -> None:
        """Set it into `width` px; computes `height`."""

    @abstractmethod
    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        """Draw what lies in `clip`."""

    @abstractmethod
    def hit(self, point: QPointF) -> int:
        """The position nearest to a point."""

    @abstractmethod
    def text(self, start: int, end: int) -> str:
        """Its plain text between two positions."""

    def shown(self) -> str:
        """Its text as positions count it, for who looks for words; formulas are masked."""
        return ""

    def rects(self, start: int, end: int) -> list[QRectF]:
        """What the text between two positions covers."""
        del start, end
        return []

    def word(self, position: int) -> tuple[int, int]:
        """First and last position of the word at `position`."""
        return position, position

    def link_at(self, point: QPointF) -> str:
        """The address under a point, "" for none."""
        del point
        return ""

    def scroll_by(self, dx: float) -> bool:
        """Scroll sideways by `dx` px; whether anything moved."""
        del dx
        return False

    def grip(self, point: QPointF) -> float:
        """Px that the text moves for one px of a pointer that drags from a point; 0: nothing can be dragged there."""
        del point
        return 0.0

    def end(self) -> tuple[QPointF, int] | None:
        """Where its last line of text ends and how high that line is; None where a caret makes no sense."""
        return None


class RuleBox(Box):
    """A horizontal rule."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._width = 0

    def layout(self, width: int) -> None:
        self._width, self.height = width, 1

    def paint(self, painter: QPainter, clip: QRectF, selection: Selection) -> None:
        del clip, selection
        painter.fillRect(QRectF(0, 0, self._width, 1), self._style.colour("border"))

    def hit(self, point: QPointF) -> int:
        del point
        return 0

    def text(self, start: int, end: int) -> str:
        del start, end
        return ""


class SideScroll:
    """How far wide content is scrolled sideways, and its thin thumb at the bottom."""

    BAR = 8  # px, kept free for the thumb

    def __init__(self) -> None:
        self.x = 0.0
        self.content = 0.0
        self.width = 0

    @property
    def needed(self) -> bool:
        return self.content > self.width

    def resize(self, content: float, width: int) -> None:
        """Both in px."""
        self.content, self.width = content, width
        self.x = min(max(self.x, 0.0), max(0.0, content - width))

    def by(self, dx: float) -> bool:
        """Scroll by `dx` px; whether anything moved."""
        before = self.x
        self.x = min(max(self.x + dx, 0.0), max(0.0, self.content - self.width))
        return self.x != before

    def grip(self, point: QPointF, bottom: float) -> float:
        """As `Box.grip`: the thumb's track in the last 12 px above `bottom`."""
        return self.content / self.width if self.needed and bottom - 12 <= point.y() <= bottom else 0.0

    def paint(self, painter: QPainter, style: Style, left: float, bottom: float) -> None:
        """Draw the thumb into the last `BAR` px above `bottom`."""
        if not self.needed:
            return
        track = self.width - 16
        length = max(24.0, track * self.width / self.content)
        x = left + 8 + (track - length) * self.x / (self.content - self.width)
        colour = QColor(style.colour("muted"))
        colour.setAlphaF(0.55)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(x, bottom - 6, length, 4), 2, 2)
