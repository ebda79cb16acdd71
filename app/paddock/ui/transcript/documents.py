"""The layouts of the messages that were needed last. One rule: whoever is on the screen is never forgotten."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Container
from typing import TYPE_CHECKING

from paddock.core.messages import Message
from paddock.ui.transcript.document import MessageDocument
from paddock.ui.transcript.finding import Marks
from paddock.ui.transcript.formulas import Formulas, Wanted
from paddock.ui.transcript.splitter import make_parser
from paddock.ui.transcript.style import Style

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

KEPT = 64  # messages whose layout is kept


class Documents:
    """Makes and keeps the layouts of messages, by message id."""

    def __init__(self, style: Style, formulas: Formulas) -> None:
        self._style = style
        self._formulas = formulas
        self._parser: MarkdownIt | None = None  # made when the first message is shown: importing it takes time
        self._documents: OrderedDict[int, MessageDocument] = OrderedDict()
        self.marks = Marks()

    def __len__(self) -> int:
        return len(self._documents)

    def peek(self, message_id: int) -> MessageDocument | None:
        """The layout of a message, if there is one."""
        return self._documents.get(message_id)

    def get(self, message: Message, *, last: bool, used: Container[int]) -> MessageDocument:
        """The layout of a message, made when there is none.

        Args:
            last: it is the last one of the chat.
            used: ids of messages that must not be forgotten now.
        """
        document = self._documents.get(message.id)
        if document is None:
            document = self.make(message, last=last)
            document.marks = self.marks
            self._documents[message.id] = document
            for old in [i for i in list(self._documents)[:-KEPT] if i not in used]:
                del self._documents[old]
        self._documents.move_to_end(message.id)
        return document

    def show_formulas(self, came: Collection[Wanted]) -> list[int]:
        """Pictures of formulas were made: ids of the messages that have to be laid out again."""
        return [number for number, document in self._documents.items() if document.show_formulas(came)]

    def make(self, message: Message, *, last: bool = False) -> MessageDocument:
        """A layout that is not kept."""
        self._parser = self._parser or make_parser()
        return MessageDocument(message, self._style, self._parser, self._formulas, last=last)

    def set_style(self, style: Style) -> None:
        """Other colours or sizes."""
        self._style = style
        for document in self._documents.values():
            document.set_style(style)

    def clear(self) -> None:
        """Forget all."""
        self._documents.clear()
