"""From one part of the window to the next by key. One rule: whatever is shown is reached, and nothing else.

F6 goes sidebar, header, chat, composer, inspector and round again; Ctrl+Up and Ctrl+Down go message by message.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from paddock.ui.chat_page import ChatPage
from paddock.ui.header import Header
from paddock.ui.inspector.panel import Inspector
from paddock.ui.sidebar import Sidebar
from paddock.ui.transcript.stepping import Stepper


class Ways(QObject):
    """Moves the focus."""

    def __init__(
        self, sidebar: Sidebar, header: Header, pages: QStackedWidget, chat: ChatPage, inspector: Inspector
    ) -> None:
        super().__init__(pages)
        self._sidebar = sidebar
        self._header = header
        self._pages = pages
        self._chat = chat
        self._inspector = inspector
        self._stepper = Stepper(chat.transcript)

    def step_part(self, by: int) -> None:
        """To the next part of the window that is shown, or the one before."""
        parts = list(self._parts())
        now = next((at for at, (part, _) in enumerate(parts) if _has_focus(part)), -1 if by > 0 else 0)
        parts[(now + by) % len(parts)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step_message(self, by: int) -> None:
        """To the next message of the open chat, or the one before."""
        if self._pages.currentWidget() is self._chat and not self._chat.transcript.isHidden():
            self._stepper.step(by)

    def _parts(self) -> Iterator[tuple[QWidget, QWidget]]:
        """What is shown, and what gets the focus there."""
        side, head, page = self._sidebar, self._header, self._pages.currentWidget()
        if side.isVisible():
            yield side, side.list if side.list.isVisible() else side.new_button
        if head.isVisible():
            yield head, head.chip if head.chip.isVisible() else head.sidebar_button
        if page is self._chat:
            if self._chat.transcript.isVisible():
                yield self._chat.transcript, self._chat.transcript
            yield self._chat, self._chat.composer
        elif page is not None:
            yield page, page
        tab = self._inspector.tabs.checkedButton()
        if self._inspector.isVisible() and tab is not None:
            yield self._inspector, tab


def _has_focus(part: QWidget) -> bool:
    focus = part.window().focusWidget()
    return focus is not None and (focus is part or part.isAncestorOf(focus))
