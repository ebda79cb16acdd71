"""A message as it stands on paper. Rule: nothing is folded, and nothing can be pressed but links."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from paddock.ui.paper.boxes import PaperCode, PaperFold, PaperFormula, PaperTable, PaperText
from paddock.ui.transcript import decorations
from paddock.ui.transcript.boxes import Box
from paddock.ui.transcript.code_box import CodeBox
from paddock.ui.transcript.document import MessageDocument
from paddock.ui.transcript.fold_box import FoldBox
from paddock.ui.transcript.formula_box import FormulaBox
from paddock.ui.transcript.specs import CodeSpec, FoldSpec, NoticeKind, NoticeSpec, Spec, TableSpec, TextSpec

_LINES_BELOW = 3  # of text that stand on one page with the heading above them


class PaperDocument(MessageDocument):
    """The blocks of one message, all of them read."""

    text_box = PaperText

    def needs(self, block: int) -> int:
        """What has to be free on a page below the top of a block for it to begin there, px; 0: what it takes itself."""
        spec = self.specs[block]
        if isinstance(spec, FoldSpec) or (isinstance(spec, TextSpec) and spec.level):
            return self.box(block).height + _LINES_BELOW * self._style.body_line
        return 0

    def decorate(self, painter: QPainter, block: int, above: float, height: float, *, first: bool) -> None:
        """Draw the bullet and the bars beside what is shown of a block, the space above it included."""
        spec = self.specs[block] if first else replace(self.specs[block], marker="", opens=0)
        mirror = self._width if self._mirrored(block) else 0
        area = QRect(0, round(-above), self._inset(block), round(above + height))
        decorations.paint(painter, spec, self._style, area, round(above), mirror)

    def forget(self, block: int) -> None:
        """It is on paper."""
        self._boxes[block] = None

    def _is_bubble(self) -> bool:
        return False

    def _notices(self, *, empty: bool) -> list[Spec]:
        notices = [spec for spec in super()._notices(empty=empty) if isinstance(spec, NoticeSpec)]
        return [replace(spec, button="") for spec in notices if spec.kind is not NoticeKind.PROGRESS]

    def _make(self, spec: Spec) -> Box:
        if isinstance(spec, CodeSpec):
            return PaperCode(spec, self._style)
        if isinstance(spec, TableSpec):
            rows = [self._cells(row, spec.aligns, header=not i) for i, row in enumerate(spec.rows)]
            return PaperTable(rows, self._style)
        box = super()._make(spec)
        if isinstance(box, FoldBox):
            return PaperFold(box, self._style)
        if isinstance(box, FormulaBox):
            return PaperFormula(box.formula, box.source, self._style)
        assert not isinstance(box, CodeBox)
        return box
