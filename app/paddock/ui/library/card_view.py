"""A model's card, set as text. One rule: it loads nothing; a picture is words that say where it would come from.

Read and laid out in slices of a few ms, so that a long card never holds up the window.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from paddock.core.messages import Message, Role, TextPart
from paddock.ui.i18n import tr
from paddock.ui.library.card_text import plain_card
from paddock.ui.style import Appearance
from paddock.ui.transcript.document import MessageDocument
from paddock.ui.transcript.formulas import Formulas, Wanted
from paddock.ui.transcript.geometry import RowGeometry
from paddock.ui.transcript.grammar import safe_link
from paddock.ui.transcript.row import MessageRow
from paddock.ui.transcript.splitter import make_parser
from paddock.ui.transcript.style import Style

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

SLICE = 1200  # px of text that are laid out at once


class _Geometry(RowGeometry):
    """The card takes all the width there is and has nothing around it."""

    def __init__(self, style: Style, width: int) -> None:
        super().__init__(style, width)
        self.width, self.left = width, 0

    def above(self, document: MessageDocument) -> int:
        del document
        return 0

    def below(self, document: MessageDocument) -> int:
        del document
        return 0


class CardView(MessageRow):
    """Shows one card; its links are asked about by `link_activated` (a MessageRow's).

    Signals:
        laid_out: all of it has its height.
    """

    laid_out = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._parser: MarkdownIt | None = None  # importing it takes time
        self._formulas = Formulas(self)
        self._formulas.arrived.connect(self._show_formulas)
        self._measured = 0  # px from the top
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._measure)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._restyle)

    def show_card(self, card: str) -> None:
        """Set this card; "" shows none."""
        self._parser = self._parser or card_parser()
        message = Message(0, 0, None, Role.TOOL, (TextPart(plain_card(card)),))
        self._lay_out(MessageDocument(message, self._style(), self._parser, self._formulas, last=False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width sets it anew."""
        super().resizeEvent(event)
        if self.document is not None and event.size().width() != event.oldSize().width():
            self._lay_out(self.document)

    def _show_formulas(self, came: Collection[Wanted]) -> None:
        if self.document is not None and self.document.show_formulas(came):
            self._lay_out(self.document)

    def _lay_out(self, document: MessageDocument) -> None:
        geometry = _Geometry(self._style(), max(self.width(), 120))
        document.set_width(geometry.width)
        self.bind(document, geometry)
        self.copy.hide()
        self.setAccessibleName(tr("What its authors say"))
        self._measured = 0
        self._measure()

    def _measure(self) -> None:
        document = self.document
        if document is None:
            return
        if document.unread:
            document.read_more()
            self._measured = 0  # what is read next may change the last blocks, so measuring waits for the end
        document.measure(self._measured, self._measured + SLICE)
        self._measured += SLICE
        if self.height() != document.height:
            self.setFixedHeight(document.height)
        self.arrange(0, self._measured)
        self.copy.hide()
        self.update()
        if document.unread or self._measured < document.height:
            self._slices.start()
        else:
            self.laid_out.emit()

    def _restyle(self) -> None:
        if self.document is not None:
            self.document.set_style(self._style())
            self._lay_out(self.document)

    def _style(self) -> Style:
        look = self._appearance
        return Style(look.palette, look.scale, self.font(), look.icons)


def card_parser() -> MarkdownIt:
    """The transcript's Markdown, with words and a host in place of each picture, and no link but to a web page."""
    parser = make_parser()
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # else [a](b.md) would stand there as typed
    parser.inline.ruler2.push("pictures", _name_pictures)
    return parser


def _name_pictures(state: StateInline) -> None:
    for token in state.tokens:
        for key in ("href", "src"):
            if key in token.attrs and not safe_link(str(token.attrs[key])):
                token.attrs[key] = ""
        if token.type == "image":
            host = urlsplit(str(token.attrs.get("src", ""))).hostname or ""
            words = token.content.strip() or tr("Picture")
            token.content = tr("{picture} (picture on {host})", picture=words, host=host) if host else words
