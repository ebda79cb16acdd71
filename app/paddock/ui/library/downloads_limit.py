"""How much of the line downloads may take. One rule: it holds at once, also for what runs."""

from __future__ import annotations

from paddock.ui.i18n import tr
from paddock.ui.keeping import Host
from paddock.ui.library.downloads_words import LIMITS, limit_words
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import ChoiceBox


class LimitBox(ChoiceBox):
    """No limit, or megabytes a second."""

    def __init__(self, host: Host, tasks: Tasks, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._host = host
        self._tasks = tasks
        self.setAccessibleName(tr("Most that downloads take of the line"))
        self.refresh()
        self.activated.connect(self._set)

    def refresh(self) -> None:
        """As the settings have it."""
        limit = self._host.settings.current.download_limit
        self.clear()
        for choice in sorted({*LIMITS, limit}):
            self.addItem(limit_words(choice), choice)
        self.setCurrentIndex(self.findData(limit))

    def _set(self) -> None:
        limit = int(self.currentData())
        self._tasks.store(lambda: self._host.settings.update(download_limit=limit))
