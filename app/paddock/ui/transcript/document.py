"""One message, laid out piece by piece as it comes into view. One rule: what nobody sees is only estimated.

Blocks have a top and a height in a `Heights` tree; a block's box is made when it is first measured, and only the blocks
that changed are made again.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QPainter

from paddock.core.messages import Message, MessageStatus, Role
from paddock.core.writing import right_to_left
from paddock.ui.transcript import decorations
from paddock.ui.transcript.asides import Asides
from paddock.ui.transcript.boxes import Box
from paddock.ui.transcript.copying import plain
from paddock.ui.transcript.divider import Divider
from paddock.ui.transcript.finding import Marks
from paddock.ui.transcript.formulas import Formulas, Wanted
from paddock.ui.transcript.geometry import in_bubble
from paddock.ui.transcript.heights import Heights
from paddock.ui.transcript.making import BoxMaker
from paddock.ui.transcript.notice_box import NoticeBox, ProgressBox
from paddock.ui.transcript.notices import Action, notice_of, too_long
from paddock.ui.transcript.specs import (
    FoldSpec,
    Inset,
    NoticeKind,
    NoticeSpec,
    Spec,
    TableSpec,
    TextSpec,
    plain_specs,
)
from paddock.ui.transcript.splitter import clean, limited
from paddock.ui.transcript.style import Style
from paddock.ui.transcript.text_box import TextBox

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

Place = tuple[int, int]  # block, position within it
B = TypeVar("B", bound=Box)
MAX_INSET = 0.6  # of the width, at most, for lists and quotes within each other


class MessageDocument(BoxMaker):
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
    """

    def __init__(self, message: Message, style: Style, parser: MarkdownIt, formulas: Formulas, *, last: bool) -> None:
        super().__init__(style, parser, formulas)
        self.message = message
        self.last = last
        self.action: Action | None = None
        self.progress = ""
        self.divider: Divider | None = None  # stands above it
        self.selection: tuple[Place, Place] | None = None  # where it began, where it ended
        self.marks: Marks | None = None  # words that somebody looks for
        self._width = 0
        self._shown = ""  # of a bubble: the text it was made of
        self.asides = Asides(parser)
        self._above: list[Spec] = []
        self._plain: list[TextSpec] = []
        self._truncated = False
        self.specs: list[Spec] = []
        self._boxes: list[Box | None] = []
        self._heights = Heights()
        self._stable = 0  # blocks that no further text can change
        self._changed: int | None = 0  # the first block that may look different, or be elsewhere, since it was painted
        self.set_message(message, last=last)

    # --- content ---

    def set_message(self, message: Message, *, last: bool) -> None:
        """Show the message as it is now; text that only became longer is read from where it was."""
        self.message, self.last = message, last
        self.asides.set_message(message)
        text = message.text
        if not in_bubble(message.role):
            before = self._splitter.references, self._splitter.notes
            if not self._reader.read(text):
                self._stable, self.selection = 0, None
            if (self._splitter.references, self._splitter.notes) != before:
                self._forget_links()
        elif text != self._shown or not self._plain:
            shown = limited(clean(text))
            self._plain = plain_specs(shown)
            self._truncated = len(shown) < len(text)
            self._shown, self.selection = text, None
        self.refresh()

    @property
    def unread(self) -> bool:
        """Whether there is more of its text, or of its thoughts, than was read."""
        return self._reader.unread or self.asides.unread

    def read_more(self) -> None:
        """Read the next pieces of a text that is too long to be read at once: see `unread`."""
        self.set_message(self.message, last=self.last)

    def read_all(self) -> None:
        """Unfold everything and read it to its end, however long that takes."""
        self.asides.open_all()
        self.read_on()

    def read_on(self) -> None:
        """Read it to its end, however long that takes."""
        self.read_more()
        while self.unread:
            self.read_more()

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
        self._touch(min(first, len(self.specs) - 1))  # the caret leaves the last one
        if first < min(len(blocks), len(self.specs)) and self._grow(first, blocks[first]):
            first += 1
        del self.specs[first:], self._boxes[first:]
        self._heights.truncate(first)
        for spec in blocks[first:]:
            before = self.specs[-1] if self.specs else None
            self.specs.append(spec)
            self._boxes.append(None)
            self._heights.append(self._style.gap(before, spec) + self._estimate(spec))
        self._stable = len(above) + len(self._splitter.closed)

    def _touch(self, block: int) -> None:
        """From this block on it has to be painted again."""
        block = max(block, 0)
        self._changed = block if self._changed is None else min(self._changed, block)

    def take_changed(self) -> int | None:
        """Where begins what has to be painted again since this was asked last, px; None where nothing has to."""
        changed, self._changed = self._changed, None
        return None if changed is None else self.top(changed)

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

    def _grow(self, block: int, spec: Spec) -> bool:
        """Code or a table that became longer keeps its box: its colours or cells, and how far it is scrolled."""
        box, old = self._boxes[block], self.specs[block]
        if box is None or old.insets != spec.insets:
            return False
        self._laying = block
        if not self._lengthen(box, old, spec):
            return False
        self.specs[block] = spec
        self._heights[block] = self.gap(block) + box.height
        return True

    def _forget_links(self) -> None:
        """A link's address became known: what may refer to it is made again."""
        for i, spec in enumerate(self.specs):
            if isinstance(spec, TableSpec) or (isinstance(spec, TextSpec) and "[" in spec.content):
                self._boxes[i] = None
                self._touch(i)

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
        self._touch(0)
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
        y = self.top(block)
        while block < len(self.specs) and y < bottom:
            if self._boxes[block] is None:
                before = self._heights[block]
                self.box(block)
                changed = changed or self._heights[block] != before
            y += self._heights[block]
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
            height = self.gap(block) + box.height
            if height != self._heights[block]:
                self._heights[block] = height
                self._touch(block)
        return box

    def left(self, block: int) -> int:
        """Where its content begins, px from the left."""
        return 0 if self._mirrored(block) else self._inset(block)

    def _inset(self, block: int) -> int:
        return min(sum(map(self._style.inset, self.specs[block].insets)), int(self._width * MAX_INSET))

    def _mirrored(self, block: int) -> bool:
        """Its bullet or bar stands on the right."""
        spec = self.specs[block]
        return bool(spec.insets) and isinstance(spec, TextSpec) and right_to_left(spec.content)

    def _is_bubble(self) -> bool:
        return in_bubble(self.message.role) and len(self.specs) == 1

    def natural_width(self) -> int:
        """The width that its text really takes, px; all of it when it is long."""
        if not self._is_bubble() or not isinstance(box := self.box(0), TextBox):
            return self._width
        return min(box.natural_width() + 1, self._width)

    def _estimate(self, spec: Spec) -> int:
        return self._style.estimate_block(spec, self._width)

    def show_formulas(self, came: Collection[Wanted]) -> bool:
        """Pictures were made: the blocks with them are laid out again; whether there are any."""
        blocks = set().union(*(self._awaited.pop(wanted, ()) for wanted in came))
        for block in blocks:
            if block < len(self._boxes):
                self._boxes[block] = None
                self._touch(block)
        return bool(blocks)

    # --- painting and pointing ---

    def paint(self, painter: QPainter, top: int, bottom: int) -> None:
        """Draw what lies between two offsets."""
        block = max(self.block_at(top), 0)
        y = self.top(block)
        while block < len(self.specs) and y < bottom:
            box, gap, left = self.box(block), self.gap(block), self.left(block)
            self._decorate(painter, block, QRect(0, y, self._inset(block), self._heights[block]))
            painter.save()
            painter.translate(left, y + gap)
            box.paint(painter, QRectF(0, top - y - gap, self._width - left, bottom - top), self._selected(block, box))
            self._paint_marks(painter, block, box, QRectF(0, top - y - gap, self._width - left, bottom - top))
            painter.restore()
            y += self._heights[block]
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
        y = self.top(block)
        while block < len(self.specs) and y < bottom:
            box = self._boxes[block]
            if isinstance(box, kind):
                found.append((block, box))
            y += self._heights[block]
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
        return plain(self, *sorted(self.selection)) if self.selection is not None else ""

    @property
    def lead(self) -> int:
        """How many blocks stand above its text."""
        return len(self._above)
