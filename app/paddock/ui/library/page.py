"""The Models page: find a model, see what is here, watch what comes.

One rule: everything that touches the disk or the network happens off the GUI thread; the page shows the outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal, SignalInstance
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from paddock.application import Application
from paddock.core.downloads import DownloadState
from paddock.core.errors import Remedy, UserError
from paddock.core.hub import SearchQuery
from paddock.core.models import ModelFile
from paddock.services.bus import DownloadChanged, ModelsChanged
from paddock.ui.i18n import tr
from paddock.ui.library.discover_parts import Parts
from paddock.ui.library.discover_service import Choice, Discovery
from paddock.ui.library.discover_shelf import Shelf
from paddock.ui.library.discover_tab import DiscoverTab
from paddock.ui.library.downloads import DownloadsTab
from paddock.ui.library.drop import DropVeil, dropped_paths
from paddock.ui.library.installed import InstalledTab
from paddock.ui.library.offline import OfflineNote
from paddock.ui.library.page_scroll import BAR, in_column, keep_width
from paddock.ui.library.page_tabs import PageTabs
from paddock.ui.notice import NoticeBar
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import GRID
from paddock.ui.widgets import IconButton, of_kind

DISCOVER, HERE, DOWNLOADS = range(3)  # the tabs
_TAB_KEYS = {Qt.Key.Key_1: DISCOVER, Qt.Key.Key_2: HERE, Qt.Key.Key_3: DOWNLOADS}


@dataclass(frozen=True, slots=True)
class _Picture:
    """What the services said at one moment."""

    models: tuple[ModelFile, ...]
    choices: Sequence[Choice]


class LibraryPage(QWidget):
    """Three tabs: Discover, On this computer, Downloads.

    Args:
        open_url: shows a folder, or a page in the browser; QDesktopServices but in tests.
        service: finds models; the application's but in tests.

    Attributes:
        discover, here, moving: what the tabs show.

    Signals:
        model_chosen: the reference of the model that shall answer.
        token_requested: the person has a token of the Hub and wants to give it.
        format_requested: the reference of a model whose prompt format shall be chosen.
        settings_requested: a section of the settings.
        closed: the person wants back to the chat.
        refreshed: what is shown is what is there.
    """

    model_chosen = Signal(str)
    token_requested = Signal()
    format_requested = Signal(str)
    settings_requested = Signal(str)
    closed = Signal()
    refreshed = Signal()

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        appearance: Appearance,
        parent: QWidget | None = None,
        open_url: Callable[[QUrl], object] = QDesktopServices.openUrl,
        service: Discovery | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._tasks = tasks
        self._appearance = appearance
        self._asked = 0  # refreshes; only the newest answer is shown
        downloads = application.downloads
        self._service: Discovery = service or application.discover
        self.shelf = Shelf(downloads.items(), self)
        of_kind(self, "page")
        self.setAccessibleName(tr("Models"))
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Esc is heard also before a button has the focus
        names = (tr("Discover"), tr("On this computer"), tr("Downloads"))
        self.tabs = PageTabs(appearance, names)
        self.offline = OfflineNote(appearance)
        self.notice = NoticeBar(appearance)
        self.close_button = IconButton(appearance, "x", tr("Back to the chat"), "Esc")
        parts = Parts(self._service, downloads, tasks, appearance, self.shelf, self._do, open_url)
        self.discover = DiscoverTab(parts)
        self.here = InstalledTab(application, tasks, appearance, open_url)
        self.moving = DownloadsTab(application, tasks, appearance, open_url)
        self.stack = QStackedWidget()
        self._arrange()
        self._veil = DropVeil(appearance, self)
        self._connect()
        self._ends = (
            application.bus.subscribe(ModelsChanged, lambda event: tasks.on_gui(self.refresh)),
            application.bus.subscribe(DownloadChanged, lambda event: tasks.on_gui(lambda: self._moved(event))),
        )

    def refresh(self) -> None:
        """Look again what is there; touches no network."""
        self._asked += 1
        number = self._asked
        self._tasks.pool(self._look, lambda picture: self._show(picture, number), self._failed)
        self.here.refresh()
        self.moving.refresh()

    def follow(self, changed: SignalInstance, ref: Callable[[], str]) -> None:
        """Mark the model that `ref` names, now and whenever it has `changed`."""
        changed.connect(lambda: self.set_in_use(ref()))
        self.set_in_use(ref())

    def set_in_use(self, ref: str) -> None:
        """Which model answers in the open chat."""
        self.shelf.set_in_use(ref)
        self.here.set_in_use(ref)

    def show_tab(self, number: int) -> None:
        """DISCOVER, HERE or DOWNLOADS."""
        self.tabs.choose(number)

    def token_changed(self) -> None:
        """The Hub's token is another one: what it opens is looked at again, if it is being looked at."""
        self.discover.reload()

    def open_file(self) -> None:
        """Ask for a model file and use it where it lies."""
        self.here.adding.ask_file()

    def drop(self, paths: Sequence[Path]) -> None:
        """Use what was dropped, wherever that was."""
        self.show_tab(HERE)
        self.here.drop(list(paths))

    def search(self, query: SearchQuery) -> None:
        """Look on the Hub: the person asked for it elsewhere."""
        self.show_tab(DISCOVER)
        self.discover.search(query)

    def close_page(self) -> None:
        """Hear nothing more; for the end of the window."""
        for tab in (self.discover, self.here, self.moving):
            tab.close_tab()
        for end in self._ends:
            end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, at last to the chat; Ctrl+1 to 3 choose a tab; Ctrl+F searches."""
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            if self.tabs.current != DISCOVER or not self.discover.step_back():
                self.closed.emit()
        elif ctrl and key in _TAB_KEYS:
            self.show_tab(_TAB_KEYS[key])
        elif ctrl and key == Qt.Key.Key_F:
            self.show_tab(DISCOVER)
            self.discover.focus_search()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders are taken."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self._veil.setGeometry(self.rect())
            self._veil.show()
            self._veil.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The file was taken elsewhere."""
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Use what was dropped."""
        self._veil.hide()
        event.acceptProposedAction()
        self.drop(dropped_paths(event.mimeData()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The veil covers all of the page."""
        self._veil.setGeometry(self.rect())
        super().resizeEvent(event)

    def _arrange(self) -> None:
        look = self._appearance
        top = QWidget()
        head = QHBoxLayout(top)
        head.setContentsMargins(0, GRID * 3, 0, GRID * 3)
        head.setSpacing(GRID * 2)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        told = QWidget()
        below = QVBoxLayout(told)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.offline)
        below.addWidget(self.notice)
        keep_width(look, self.notice)
        self.stack.addWidget(self.discover)
        self.stack.addWidget(self.here)
        self.stack.addWidget(self.moving)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(in_column(look, top, BAR))
        outer.addLayout(in_column(look, told, BAR))
        outer.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.stack.setCurrentIndex)
        self.close_button.clicked.connect(self.closed)
        self.discover.model_chosen.connect(self.model_chosen)
        self.discover.token_requested.connect(self.token_requested)
        self.here.model_chosen.connect(self.model_chosen)
        self.here.search_requested.connect(self.search)
        self.here.format_requested.connect(self.format_requested)
        self.moving.model_chosen.connect(self.model_chosen)
        self.moving.models_requested.connect(lambda: self.show_tab(DISCOVER))
        self.shelf.changed.connect(self._count)
        self._count()
        self.offline.settings_requested.connect(lambda: self.settings_requested.emit("network"))
        self._application.settings.subscribe(lambda: self._tasks.on_gui(self._look_whether_offline))
        self._look_whether_offline()

    def _look(self) -> _Picture:
        return _Picture(self._application.models.models(), self._service.recommended())

    def _show(self, picture: _Picture, number: int) -> None:
        if number != self._asked:
            return
        self.shelf.set_models(picture.models)
        self.discover.home.show_choices(picture.choices)
        self.refreshed.emit()

    def _moved(self, event: DownloadChanged) -> None:
        self.shelf.set_item(event.id, event.item)

    def _count(self) -> None:
        moving = [item for item in self.shelf.items if item.state is not DownloadState.DONE]
        self.tabs.set_count(DOWNLOADS, len(moving))

    def _look_whether_offline(self) -> None:
        if not isValid(self):
            return
        offline = self._application.settings.current.offline
        self.offline.setVisible(offline)
        self.shelf.set_offline(offline)
        self.moving.set_offline(offline)

    def _do(self, work: Callable[[], None]) -> None:
        """Run a service's call, which may touch the disk, off the GUI thread."""
        self._tasks.pool(work, None, self._failed)

    def _failed(self, error: Exception) -> None:
        self.discover.home.waiting.hide()
        if not isinstance(error, UserError):
            self._tasks.failed.emit(error)
            return
        to_file = error.remedy in (Remedy.OPEN_FILE, Remedy.CHOOSE_MODEL)
        action = self.open_file if to_file else self.refresh if error.remedy is Remedy.RETRY else None
        words = tr("Open a file…") if to_file else tr("Look again")
        self.notice.say(error.what, error.todo, words if action else "", action, error=True)
