"""The Models page in the window: made when it is first wanted, and wired to the rest. One rule: it decides nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from paddock.application import Application
from paddock.ui.conversation import Conversation
from paddock.ui.library.page import DISCOVER, DOWNLOADS, LibraryPage
from paddock.ui.settings.token import TokenDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks


class LibraryControl(QObject):
    """Shows the page and its tabs.

    Args:
        show_page: brings a page of the stack to the front.

    Signals:
        model_chosen: the reference of the model that shall answer.
        format_requested: the reference of a model whose prompt format shall be chosen.
        settings_requested: a section of the settings.
        closed: the person wants back to the chat.
        made: the page, which now is there.
    """

    model_chosen = Signal(str)
    format_requested = Signal(str)
    settings_requested = Signal(str)
    closed = Signal()
    made = Signal(object)

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        appearance: Appearance,
        conversation: Conversation,
        stack: QStackedWidget,
        show_page: Callable[[QWidget], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._tasks = tasks
        self._appearance = appearance
        self._conversation = conversation
        self._stack = stack
        self._show_page = show_page
        self._window = window
        self.page: LibraryPage | None = None

    def show(self) -> LibraryPage:
        """The Models page, as it is now."""
        page = self.page or self._make()
        page.refresh()
        self._show_page(page)
        page.setFocus()
        return page

    def show_discover(self) -> None:
        """What there is to get, whatever was looked at last."""
        self.show().show_tab(DISCOVER)

    def show_downloads(self) -> None:
        """What is being fetched."""
        self.show().show_tab(DOWNLOADS)

    def close(self) -> None:
        """For the end of the window."""
        if self.page is not None:
            self.page.close_page()

    def _make(self) -> LibraryPage:
        page = self.page = LibraryPage(self._application, self._tasks, self._appearance)
        page.model_chosen.connect(self.model_chosen)
        page.format_requested.connect(self.format_requested)
        page.settings_requested.connect(self.settings_requested)
        page.closed.connect(self.closed)
        page.token_requested.connect(self._ask_token)
        self._stack.addWidget(page)
        page.follow(self._conversation.chat_changed, lambda: self._conversation.model_ref)
        self.made.emit(page)
        return page

    def _ask_token(self) -> TokenDialog:
        dialog = TokenDialog(self._application, self._tasks, self._appearance, self._window)
        page = self.page
        if page is not None:
            dialog.stored.connect(lambda state: page.token_changed())
        dialog.open()
        return dialog
