"""Puts messages on the clipboard: as text, as Markdown and set. Rule: however many they are, the window stays alive.

What takes longer is read in slices; the clipboard changes once, at the end.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from paddock.core.messages import Message
from paddock.services.exchange.page import Fragments
from paddock.ui.transcript.copying import END, Place, markdown, plain, rich
from paddock.ui.transcript.document import MessageDocument
from paddock.ui.transcript.notices import who_said

if TYPE_CHECKING:
    from paddock.ui.transcript.view import TranscriptView

AT_ONCE = 0.05  # s before it goes on in slices
SLICE = 0.008  # s
MARKDOWN = "text/markdown"


class Kind(StrEnum):
    """What is put on the clipboard."""

    ALL = "all"
    MARKDOWN = "markdown"
    TEXT = "text"
    RICH = "rich"


class Copying(QObject):
    """Copies messages of a view."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self._todo: Iterator[None] = iter(())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(lambda: self._go_on(SLICE))

    def busy(self) -> bool:
        """Whether it is still at it."""
        return self._timer.isActive()

    def begin(self, rows: range, edges: Mapping[int, tuple[Place, Place] | None], kind: Kind) -> None:
        """Copy these rows; of those at the edges only a part."""
        messages = [self._view.model.message(row) for row in rows]
        parts = {self._view.model.message(row).id: part for row, part in edges.items() if part is not None}
        self._todo = self._copy(messages, parts, kind)
        self._timer.start()
        self._go_on(AT_ONCE)

    def _go_on(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        for _ in self._todo:
            if time.perf_counter() > end:
                return
        self._timer.stop()

    def _copy(self, messages: list[Message], parts: Mapping[int, tuple[Place, Place]], kind: Kind) -> Iterator[None]:
        fragments = Fragments()
        taken: list[tuple[str, str, str]] = []
        named = len(messages) > 1
        for message in messages:
            document = self._view.documents.peek(message.id) if message.id in parts else None
            if document is None:
                document = self._view.documents.make(message)
                while document.unread:
                    document.read_more()
                    yield
            first, last = parts.get(message.id, ((0, 0), (max(len(document.specs) - 1, 0), END)))
            taken.append(forms(document, first, last, kind, fragments, who_said(message) if named else ""))
            yield
        put([form for form in taken if any(form)], kind)


def forms(
    document: MessageDocument, first: Place, last: Place, kind: Kind, fragments: Fragments, name: str = ""
) -> tuple[str, str, str]:
    """A part of a message as text, Markdown and HTML, as far as they are wanted; with whose it is, where told."""
    first, last = sorted((first, last))
    text = plain(document, first, last) if kind is not Kind.MARKDOWN else ""
    source = markdown(document, first, last) if kind is not Kind.TEXT else ""
    html = rich(document, source, fragments) if kind in (Kind.ALL, Kind.RICH) else ""
    if not name:
        return text, source, html
    heading = fragments.plain(f"{name}:").replace("<p>", "<p><b>").replace("</p>", "</b></p>")
    return text and f"{name}:\n{text}", source and f"**{name}:**\n\n{source}", html and heading + html


def put(taken: list[tuple[str, str, str]], kind: Kind) -> None:
    """Put what was taken on the clipboard; where only Markdown is wanted, it is the text."""
    if not taken:
        return
    texts, sources, htmls = zip(*taken, strict=True)
    text, source, html = "\n\n".join(texts), "\n\n".join(sources), "\n".join(htmls)
    data = QMimeData()
    data.setText(source if kind is Kind.MARKDOWN else text)
    if kind is not Kind.TEXT and kind is not Kind.RICH:
        data.setData(MARKDOWN, source.encode("utf-8", "replace"))
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def copy_message(document: MessageDocument, kind: Kind) -> None:
    """Copy a whole message; as all kinds its text is its Markdown, as it was written."""
    while document.unread:
        document.read_more()
    text, source, html = forms(document, (0, 0), (max(len(document.specs) - 1, 0), END), kind, Fragments())
    put([(source if kind is Kind.ALL else text, source, html)], kind)
