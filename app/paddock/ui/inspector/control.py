"""Shows and hides the inspector, and remembers it. One rule: it is there only beside a chat."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from paddock.config.settings import SettingsFile
from paddock.ui.frame import Frame
from paddock.ui.header import Header
from paddock.ui.inspector.panel import Inspector
from paddock.ui.tasks import Tasks


class InspectorControl(QObject):
    """The header's button, Ctrl+I and whoever sends the person to one of the pages.

    Args:
        back: gets the focus when the inspector is closed.
    """

    def __init__(
        self, frame: Frame, panel: Inspector, header: Header, settings: SettingsFile, tasks: Tasks, back: QWidget
    ) -> None:
        super().__init__(panel)
        self._frame = frame
        self._panel = panel
        self._header = header
        self._settings = settings
        self._tasks = tasks
        self._back = back
        self._want(settings.current.inspector_visible)

    def toggle(self) -> None:
        """Show it, or hide it and go back to the message."""
        shown = not self._frame.inspector_wanted
        self._want(shown)
        self._tasks.store(lambda: self._settings.update(inspector_visible=shown))
        tab = self._panel.tabs.checkedButton()
        (tab if shown and tab is not None else self._back).setFocus()

    def show_page(self, page: int) -> None:
        """Show it, at one of its pages."""
        if not self._frame.inspector_wanted:
            self.toggle()
        self._panel.show_page(page)

    def _want(self, shown: bool) -> None:
        self._frame.want_inspector(shown)
        self._header.inspector_button.setChecked(shown)
