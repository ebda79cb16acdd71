"""Where the parts of a row lie. One rule: every number goes through the style, which knows the scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect

from paddock.core.messages import Message, Role, TextPart
from paddock.ui.theme import COLUMN_WIDTH
from paddock.ui.transcript.divider import HEIGHT as DIVIDER
from paddock.ui.transcript.heights import Heights
from paddock.ui.transcript.style import Style

if TYPE_CHECKING:
    from paddock.ui.transcript.document import MessageDocument

_MARGIN = 24  # px beside the column, at least
_BUBBLE = 0.8  # of the column, at most
FOLD = 34  # px: what is folded, and the space below it
CALL = 110  # px: about, of a call
EACH = 2_000  # messages, of more the height is not estimated one by one


class Anchor(NamedTuple):
    """A block (-1: the row itself) and where on the screen it begins, px."""

    row: int
    block: int
    y: int


def in_bubble(role: Role) -> bool:
    """Whether a message stands in a bubble at the trailing side; answers and results take the whole column."""
    return role in (Role.USER, Role.SYSTEM)


def has_others(message: Message) -> bool:
    """Whether there are others in its place: answers to the same question, or the question as it was before."""
    return message.role in (Role.USER, Role.ASSISTANT) and len(message.siblings) > 1


class RowGeometry:
    """Where the parts of a row lie.

    Args:
        style: the measures.
        view_width: width of the whole view, px; the column is centred in it whether or not a scroll bar shows.
    """

    def __init__(self, style: Style, view_width: int) -> None:
        self.style = style
        self.width = max(min(COLUMN_WIDTH, view_width - 2 * _MARGIN), 120)
        self.left = max((view_width - self.width) // 2, 0)
        self._rough = {role: style.estimator(self.text_width(role), self._around(role)) for role in Role}

    def _around(self, role: Role) -> int:
        """About what stands above and below a text, px."""
        return self.style.px(82 if role is Role.ASSISTANT else 42)

    def text_width(self, role: Role) -> int:
        """The room for the text of a message, px."""
        if not in_bubble(role):
            return self.width
        return round(self.width * _BUBBLE) - 2 * self.style.px(16)

    def above(self, document: MessageDocument) -> int:
        """From the row's top to its text, px."""
        top = self.top(document)
        if in_bubble(document.message.role):
            return top + self.style.px(24)
        return top + self.style.px(38 if document.message.model else 14)

    def top(self, document: MessageDocument) -> int:
        """The room of the divider, if one stands above the message, px."""
        return self.style.px(DIVIDER) if document.divider is not None else 0

    def below(self, document: MessageDocument) -> int:
        """From the end of its text to the row's bottom, px."""
        if in_bubble(document.message.role):
            return self.style.px(46 if has_others(document.message) else 18)
        return self.style.px(38 if document.message.role is Role.ASSISTANT else 18)

    def height(self, document: MessageDocument) -> int:
        """Of the whole row, px; partly estimated."""
        return self.above(document) + document.height + self.below(document)

    def estimate(self, message: Message) -> int:
        """About the height of a row whose text has not been read, px."""
        role = message.role
        if len(message.parts) == 1 and isinstance(part := message.parts[0], TextPart):  # so are nearly all of 100,000
            return self._rough[role](part.text)
        folds = bool(message.reasoning) + len(message.results)
        around = self.style.px(folds * FOLD + len(message.calls) * CALL) + self._around(role)
        return self.style.estimate(message.text, self.text_width(role)) + around

    def estimates(self, messages: Sequence[Message]) -> list[int]:
        """About the height of each row, px; of a long chat, what is usual there: nobody sees most of it."""
        if len(messages) <= EACH:
            return [self.estimate(message) for message in messages]
        usual = dict.fromkeys(Role, self._around(Role.USER))
        some = messages[:: len(messages) // EACH * 2 + 1]  # an odd step: questions and answers take turns
        for role in {message.role for message in some}:
            heights = [self.estimate(message) for message in some if message.role is role]
            usual[role] = sum(heights) // len(heights)
        return [usual[message.role] for message in messages]

    def text_left(self, document: MessageDocument) -> int:
        """Where the text begins, px from the row's left."""
        if not in_bubble(document.message.role):
            return self.left
        if self.style.mirrored:
            return self.left + self.style.px(16)
        return self.left + self.width - self.style.px(16) - document.natural_width()

    def visual(self, place: QRect) -> QRect:
        """A place in the column, on the other side of it where the window is mirrored."""
        if not self.style.mirrored:
            return place
        return place.translated(2 * self.left + self.width - place.left() - place.right() - 1, 0)


def find_anchor(
    rows: Iterable[tuple[int, MessageDocument | None]], heights: Heights, geometry: RowGeometry, top: int, bottom: int
) -> Anchor | None:
    """The first visible block whose height is real, else the first visible row.

    Args:
        rows: those that are visible, with what is laid out of each.
        top: of what is visible, px; `bottom` likewise.
    """
    first = -1
    for row, document in rows:
        first = row if first < 0 else first
        if document is None:
            continue
        text = heights.top(row) + geometry.above(document)
        block = max(document.block_at(top - text), 0)
        while block < len(document) and text + document.top(block) < bottom:
            if document.is_measured(block):
                return Anchor(row, block, text + document.top(block) - top)
            block += 1
    return Anchor(first, -1, heights.top(first) - top) if first >= 0 else None
