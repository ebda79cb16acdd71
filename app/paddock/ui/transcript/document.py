"""One message, laid out piece by piece as it comes into view. One rule: what nobody sees is only estimated.

Blocks have a top and a height in a `Heights` tree; a block's box is made when it is first measured, and only the blocks
that changed are made again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from paddock.core.messages import Message, MessageStatus, Role
from paddock.ui.transcript import decorations, inline
from paddock.ui.transcript.asides import Asides
from paddock.ui.transcript.boxes import Box, RuleBox
from paddock.ui.transcript.code_box import CodeBox
from paddock.ui.transcript.divider import Divider
from paddock.ui.transcript.finding import Marks
from paddock.ui.transcript.fold_box import FoldBox
from paddock.ui.transcript.formula_box import FormulaBox, Placed, placed
from paddock.ui.transcript.formulas import Formula, Formulas, Wanted
from paddock.ui.transcript.geometry import in_bubble
from paddock.ui.transcript.grammar import latex_of
from paddock.ui.transcript.heights import Heights
from paddock.ui.transcript.notice_box import NoticeBox, ProgressBox
from paddock.ui.transcript.notices import Action, notice_of, too_long
from paddock.ui.transcript.specs import (
    CodeSpec,
    FoldSpec,
    FormulaSpec,
    Inset,
    NoticeKind,
    NoticeSpec,
    RuleSpec,
    Spec,
    TableSpec,
    TextSpec,
    plain_specs,
)
from paddock.ui.transcript.splitter import BlockSplitter, clean, limited
from paddock.ui.transcript.style import Style
from paddock.ui.transcript.table_box import TableBox
from paddock.ui.transcript.text_box import TextBox

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

Place = tuple[int, int]  # block, position within it
B = TypeVar("B", bound=Box)
READ_AT_ONCE = 30_000  # characters; takes some 20 ms
_ALIGN = {"center": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight}


class MessageDocument:
    """The blocks of one message.

    Args:
        message: what to show.
        last: it is the last one of the chat.
        style: how to show it.
        parser: reads the Markdown of answers.
        formulas: where their pictures come from.

    Attributes:
        asides: what stands around its text; call `refresh` after changing that.
        specs: its blocks, to be read only.
        text_box: what shows a text.
    """

    text_box = TextBox

    def __init__(self, message: Message, style: Style, parser: MarkdownIt, formulas: Formulas, *, last: bool) -> None:
        self.message = message
        self.last = last
        self.action: Action | None = None
        self.progress = ""
        self.divider: Divider | None = None  # stands above it
        self.selection: tuple[Place, Place] | None = None  # where it began, where it ended
        self.marks: Marks | None = None  # words that somebody looks for
        self._style = style
        self._parser = parser
        self._formulas = formulas
        self._awaited: dict[Wanted, set[int]] = {}  # formulas that are being made, and the blocks they stand in
        self._laying = 0  # the block that is being made
        self._width = 0
        self._text = ""
        self._splitter = BlockSplitter(parser)
        self.asides = Asides(parser)
        self._above: list[Spec] = []
        self._plain: list[TextSpec] = []
        self._truncated = False
        self.unread = False  # there is more of its text than was read
        self.specs: list[Spec] = []
        self._boxes: list[Box | None] = []
        self._heights = Heights()
        self._stable = 0  # blocks that no further text can change
        self.set_message(message, last=last)

    # --- content ---

    def set_message(self, message: Message, *, last: bool) -> None:
        """Show the message as it is now; text that only became longer is read from where it was."""
        self.message, self.last = message, last
        self.asides.set_message(message)
        text, end = message.text, 0
        if not text.startswith(self._text):
            self._text, self._stable = "", 0
            self._splitter = BlockSplitter(self._parser)
            self.selection = None
        if not in_bubble(message.role):
            before = self._splitter.references, self._splitter.notes
            end = len(self._text) + READ_AT_ONCE
            if len(text) > len(self._text):
                self._splitter.feed(text[len(self._text) : end])
            self.unread = end < len(text) and not self._splitter.truncated
            if (self._splitter.references, self._splitter.notes) != before:
                self._forget_links()
        elif text != self._text or not self._plain:
            shown = limited(clean(text))
            self._plain = plain_specs(shown)
            self._truncated = len(shown) < len(text)
        self._text = text[:end] if self.unread else text
        self.refresh()

    def read_more(self) -> None:
        """Read the next piece of a text that is too long to be read at once: see `unread`."""
        self.set_message(self.message, last=self.last)

    def set_progress(self, text: str) -> None:
        """What a still empty answer waits for."""
        self.progress = text
        self.refresh()

    def refresh(self) -> None:
        """Replace the blocks from the first one on that changed."""
        above = self.asides.above()
        same = above == self._above
        if len(above) != len(self._above) and 1 in (len(above), len(self._above)):
            self.selection = None  # folded, or unfolded: its blocks are others now
        self._above = above
        if in_bubble(self.message.role):
            blocks: list[Spec] = [*self._plain]
        else:
            blocks = [*above, *self._splitter.closed, *self._splitter.open, *self.asides.below()]
        blocks += self._notices(empty=not blocks)
        first = self._stable if same else 0
        while first < min(len(blocks), len(self.specs)) and blocks[first] == self.specs[first]:
            first += 1
        if first < min(len(blocks), len(self.specs)) and self._grow_code(first, blocks[first]):
            first += 1
        del self.specs[first:], self._boxes[first:]
        self._heights.truncate(first)
        for spec in blocks[first:]:
            before = self.specs[-1] if self.specs else None
            self.specs.append(spec)
            self._boxes.append(None)
            self._heights.append(self._style.gap(before, spec) + self._estimate(spec))
        self._stable = len(above) + len(self._splitter.closed) if self._text else 0

    def _notices(self, *, empty: bool) -> list[Spec]:
        self.action = None
        specs: list[Spec] = []
        if self._splitter.truncated or self._truncated:
            specs.append(too_long())
        if self.message.role is not Role.ASSISTANT:
            return specs
        if self.message.status is MessageStatus.STREAMING and empty:
            specs.append(NoticeSpec(kind=NoticeKind.PROGRESS, text=self.progress))
        notice = notice_of(self.message, last=self.last)
        if notice is not None:
            spec, self.action = notice
            specs.append(spec)
        return specs

    def _grow_code(self, block: int, spec: Spec) -> bool:
        """A code block that became longer keeps its box: its colours, and how far it is scrolled."""
        box = self._boxes[block]
        old = self.specs[block]
        if not isinstance(box, CodeBox) or not isinstance(spec, CodeSpec) or old.insets != spec.insets:
            return False
        if not box.grow(spec):
            return False
        self.specs[block] = spec
        self._heights[block] = self.gap(block) + box.height
        return True

    def _forget_links(self) -> None:
        """A link's address became known: what may refer to it is made again."""
        for i, spec in enumerate(self.specs):
            if isinstance(spec, TableSpec) or (isinstance(spec, TextSpec) and "[" in spec.content):
                self._boxes[i] = None

    # --- layout ---

    def set_style(self, style: Style) -> None:
        """Other colours or sizes: every box is made again when it is next seen."""
        self._style = style
        self._drop_boxes()

    def set_width(self, width: int) -> None:
        """The room for the text, px."""
        if width != self._width:
            self._width = width
            self._drop_boxes()

    def _drop_boxes(self) -> None:
        self._boxes = [None] * len(self.specs)
        self._heights = Heights(self.gap(i) + self._estimate(spec) for i, spec in enumerate(self.specs))

    def __len__(self) -> int:
        return len(self.specs)

    @property
    def height(self) -> int:
        """Of all blocks, px; partly estimated."""
        return self._heights.total

    def top(self, block: int) -> int:
        """Where a block begins (its gap included), px."""
        return self._heights.top(min(block, len(self.specs)))

    def block_at(self, y: int) -> int:
        """The block at an offset; -1 when there is none."""
        return self._heights.at(y)

    def is_measured(self, block: int) -> bool:
        """Whether its height is real."""
        return block < len(self._boxes) and self._boxes[block] is not None

    def gap(self, block: int) -> int:
        """The space above a block, px."""
        return self._style.gap(self.specs[block - 1] if block else None, self.specs[block])

    def measure(self, top: int, bottom: int) -> bool:
        """Lay out what lies between two offsets; whether a height changed."""
        changed = False
        block = max(self.block_at(top), 0)
        while block < len(self.specs) and self.top(block) < bottom:
            before = self._heights[block]
            self.box(block)
            changed = changed or self._heights[block] != before
            block += 1
        return changed

    def box(self, block: int) -> Box:
        """A block, laid out."""
        box = self._boxes[block]
        if box is None:
            self._laying = block
            box = self._make(self.specs[block])
            box.layout(self._width - self._inset(block))
            if isinstance(box, TextBox) and self._is_bubble():
                box.layout(min(box.natural_width() + 1, self._width))
            self._boxes[block] = box
            self._heights[block] = self.gap(block) + box.height
        return box

    def left(self, block: int) -> int:
        """Where its content begins, px from the left."""
        return 0 if self._mirrored(block) else self._inset(block)

    def _inset(self, block: int) -> int:
        return sum(map(self._style.inset, self.specs[block].insets))

    def _mirrored(self, block: int) -> bool:
        """Its bullet or bar stands on the right."""
        spec = self.specs[block]
        return bool(spec.insets) and isinstance(spec, TextSpec) and inline.right_to_left(spec.content)

    def _is_bubble(self) -> bool:
        return in_bubble(self.message.role) and len(self.specs) == 1

    def natural_width(self) -> int:
        """The width that its text really takes, px; all of it when it is long."""
        if not self._is_bubble() or not isinstance(box := self.box(0), TextBox):
            return self._width
        return min(box.natural_width() + 1, self._width)

    def _estimate(self, spec: Spec) -> int:
        return self._style.estimate_block(spec, self._width)

    def _make(self, spec: Spec) -> Box:
        style = self._style
        if isinstance(spec, TextSpec):
            return self._text_box(spec)
        if isinstance(spec, CodeSpec):
            return CodeBox(spec, style)
        if isinstance(spec, FormulaSpec):
            return self._formula_box(spec)
        if isinstance(spec, TableSpec):
            return TableBox([self._cells(row, spec.aligns, header=not i) for i, row in enumerate(spec.rows)], style)
        if isinstance(spec, FoldSpec):
            return FoldBox(spec, style)
        if isinstance(spec, NoticeSpec):
            return ProgressBox(spec, style) if spec.kind is NoticeKind.PROGRESS else NoticeBox(spec, style)
        assert isinstance(spec, RuleSpec)
        return RuleBox(style)

    def read(self, content: str) -> tuple[str, list[inline.Run]]:
        """Inline Markdown of this message, as it is shown."""
        return inline.render(content, self._parser, self._splitter.references, self._splitter.notes)

    def _render(self, content: str, font: QFont, colour: str) -> Placed:
        text, runs = self.read(content)
        return placed(text, runs, partial(self._formula, size=font.pixelSize(), colour=colour))

    def _formula(self, latex: str, display: bool, *, size: float, colour: str) -> Formula | None:
        """Its picture; None while it is being made, and where it cannot be."""
        wanted = Wanted(latex, display, size, self._style.colour(colour).name())
        formula = self._formulas.get(wanted)
        if formula is None and self._formulas.awaits(wanted):
            self._awaited.setdefault(wanted, set()).add(self._laying)
        return formula

    def show_formulas(self, came: Collection[Wanted]) -> bool:
        """Pictures were made: the blocks with them are laid out again; whether there are any."""
        blocks = set().union(*(self._awaited.pop(wanted, ()) for wanted in came))
        for block in blocks:
            if block < len(self._boxes):
                self._boxes[block] = None
        return bool(blocks)

    def _formula_box(self, spec: FormulaSpec) -> Box:
        style = self._style
        colour = "muted" if Inset.THOUGHT in spec.insets else "text"
        formula = self._formula(latex_of(spec.source), True, size=style.body.pixelSize(), colour=colour)
        if formula is not None:
            return FormulaBox(formula, spec.source, style)
        text = spec.source.replace("\n", inline.LINE_BREAK)
        return self.text_box(text, [], style, font=style.body, line_height=style.body_line, colour=colour)

    def _text_box(self, spec: TextSpec) -> TextBox:
        style = self._style
        font, line = style.body, style.body_line
        if spec.level:
            font, line = style.headings[spec.level], style.heading_line(spec.level)
        elif Inset.NOTE in spec.insets:
            font, line = style.table, style.table_line
        colour = "muted" if Inset.THOUGHT in spec.insets else "text"
        if spec.plain:
            return self.text_box(
                spec.content.replace("\n", inline.LINE_BREAK), [], style, font=font, line_height=line, colour=colour
            )
        text, runs, pictures = self._render(spec.content, font, colour)
        return self.text_box(text, runs, style, font=font, line_height=line, colour=colour, pictures=pictures)

    def _cells(self, row: Sequence[str], aligns: Sequence[str], *, header: bool) -> list[TextBox]:
        style = self._style
        font = style.table_header if header else style.table
        cells = []
        for content, align in zip(row, aligns, strict=False):
            text, runs, pictures = self._render(content, font, "text")
            side = _ALIGN.get(align, Qt.AlignmentFlag.AlignLeft)
            cells.append(
                self.text_box(text, runs, style, font=font, line_height=style.table_line, align=side, pictures=pictures)
            )
        return cells

    # --- painting and pointing ---

    def paint(self, painter: QPainter, top: int, bottom: int) -> None:
        """Draw what lies between two offsets."""
        block = max(self.block_at(top), 0)
        while block < len(self.specs) and (y := self.top(block)) < bottom:
            box, gap, left = self.box(block), self.gap(block), self.left(block)
            self._decorate(painter, block, QRect(0, y, self._inset(block), self._heights[block]))
            painter.save()
            painter.translate(left, y + gap)
            box.paint(painter, QRectF(0, top - y - gap, self._width - left, bottom - top), self._selected(block, box))
            self._paint_marks(painter, block, box, QRectF(0, top - y - gap, self._width - left, bottom - top))
            painter.restore()
            block += 1

    def _paint_marks(self, painter: QPainter, block: int, box: Box, clip: QRectF) -> None:
        """Colour the words that somebody looks for."""
        if self.marks is None or self.marks.pattern is None:
            return
        painter.setCompositionMode(self._style.mark_mode)
        for start, end in self.marks.places(box.shown()):
            now = self.marks.now == (self.message.id, (block, start, end))
            for rect in box.rects(start, end):
                if rect.intersects(clip):
                    painter.fillRect(rect, self._style.mark(now=now))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _decorate(self, painter: QPainter, block: int, area: QRect) -> None:
        mirror = self._width if self._mirrored(block) else 0
        decorations.paint(painter, self.specs[block], self._style, area, self.gap(block), mirror)

    def caret(self) -> tuple[QPointF, int] | None:
        """Where the next word will appear and the height of its line; None where no text is open."""
        if self.message.status is not MessageStatus.STREAMING or not self.specs:
            return None
        block = len(self.specs) - 1
        end = self.box(block).end()
        if end is None:
            return None
        point, height = end
        return point + QPointF(self.left(block), self.top(block) + self.gap(block)), height

    def origin(self, block: int) -> QPoint:
        """The top left corner of a block's content."""
        return QPoint(self.left(block), self.top(block) + self.gap(block))

    def place_at(self, point: QPointF) -> Place:
        """The place in the text nearest to a point."""
        block = self.block_at(int(point.y()))
        if block < 0:
            return 0, 0
        return block, self.box(block).hit(point - QPointF(self.origin(block)))

    def link_at(self, point: QPointF) -> str:
        """The address under a point, "" for none."""
        block = self.block_at(int(point.y()))
        return self.box(block).link_at(point - QPointF(self.origin(block))) if block >= 0 else ""

    def boxes(self, kind: type[B], top: int, bottom: int) -> list[tuple[int, B]]:
        """The blocks of a kind between two offsets, as far as they have been laid out."""
        found = []
        block = max(self.block_at(top), 0)
        while block < len(self.specs) and self.top(block) < bottom:
            box = self._boxes[block]
            if isinstance(box, kind):
                found.append((block, box))
            block += 1
        return found

    def fold(self, key: int) -> int:
        """The block of a fold; -1 where there is none."""
        specs = enumerate(self.specs)
        return next((block for block, spec in specs if isinstance(spec, FoldSpec) and spec.key == key), -1)

    def footnote(self, number: str) -> int:
        """The block of a footnote; -1 where there is none."""
        specs = enumerate(self.specs)
        return next((i for i, spec in specs if Inset.NOTE in spec.insets and spec.marker == f"{number}."), -1)

    def notice(self) -> tuple[int, NoticeBox, NoticeSpec] | None:
        """The notice with a button, if it has been laid out."""
        for block in range(len(self.specs) - 1, max(len(self.specs) - 3, -1), -1):
            box, spec = self._boxes[block], self.specs[block]
            if isinstance(box, NoticeBox) and isinstance(spec, NoticeSpec) and spec.button:
                return block, box, spec
        return None

    def progress_box(self) -> ProgressBox | None:
        """The dots of a still empty answer."""
        box = self._boxes[-1] if self._boxes else None
        return box if isinstance(box, ProgressBox) else None

    # --- selection ---

    def select_all(self) -> None:
        """Select the whole message."""
        last = len(self.specs) - 1
        if last >= 0:
            self.selection = (0, 0), (last, self.box(last).length)

    def select_word(self, place: Place) -> None:
        """Select the word at a place."""
        first, last = self.box(place[0]).word(place[1])
        self.selection = (place[0], first), (place[0], last)

    def select_block(self, block: int) -> None:
        """Select a whole paragraph."""
        self.selection = (block, 0), (block, self.box(block).length)

    def has_selection(self) -> bool:
        """Whether any text is selected."""
        return self.selection is not None and self.selection[0] != self.selection[1]

    def _selected(self, block: int, box: Box) -> tuple[int, int] | None:
        if self.selection is None:
            return None
        first, last = sorted(self.selection)
        if not first[0] <= block <= last[0]:
            return None
        return first[1] if block == first[0] else 0, last[1] if block == last[0] else box.length

    def selected_text(self) -> str:
        """The selected text as it is shown, with the markers of lists."""
        if self.selection is None:
            return ""
        first, last = sorted(self.selection)
        parts: list[str] = []
        for block in range(first[0], min(last[0] + 1, len(self.specs))):
            box, spec = self.box(block), self.specs[block]
            if isinstance(spec, FoldSpec):
                continue
            start, end = self._selected(block, box) or (0, 0)
            marker = f"{spec.marker} " if spec.marker and start == 0 else ""
            joined = (isinstance(spec, TextSpec) and spec.joins) or spec.tight
            glue = "" if not parts else "\n" if joined else "\n\n"
            parts.append(glue + marker + box.text(start, end))
        return "".join(parts)
