"""Downloads: what runs, what waits, what failed and what is done. One rule: nothing is fetched that was not asked for.

The order is the queue's; what is done stands below it until the person clears it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from paddock.core.downloads import DownloadItem, DownloadState
from paddock.core.errors import UserError
from paddock.services.bus import DownloadChanged
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr
from paddock.ui.keeping import Host
from paddock.ui.library.downloads_drag import RowDrag
from paddock.ui.library.downloads_limit import LimitBox
from paddock.ui.library.downloads_row import DownloadCard
from paddock.ui.library.downloads_words import STOPPED, UNDER_WAY, others, size_words, summary
from paddock.ui.library.offline import offline_words
from paddock.ui.library.page_scroll import scrolled
from paddock.ui.notice import NoticeBar
from paddock.ui.settings.token import TokenDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import GRID
from paddock.ui.widgets import FlowLayout, TextButton, label, of_kind

LITTLE = 100_000_000  # bytes that are soon fetched again


class DownloadsTab(QWidget):
    """The queue, a line that sums it up, and what holds for all of it.

    Args:
        open_url: shows a folder, or a page in the browser; QDesktopServices but in tests.

    Signals:
        model_chosen: the reference of the model that shall answer.
        models_requested: another model shall be looked for.
        refreshed: what is shown is what is there.
    """

    model_chosen = Signal(str)
    models_requested = Signal()
    refreshed = Signal()

    def __init__(
        self,
        application: Host,
        tasks: Tasks,
        appearance: Appearance,
        open_url: Callable[[QUrl], object] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__()
        self._host = application
        self._tasks = tasks
        self._appearance = appearance
        self._open_url = open_url
        self.rows: dict[str, DownloadCard] = {}
        self._drag = RowDrag(self)
        self._offline = False
        self._before: list[str] = []  # the queue as it was before a row was dragged
        of_kind(self, "page")
        self._make()
        self._arrange()
        self._connect()
        for item in application.downloads.items():
            self._put(item)
        self._renew()

    # --- what others call

    def refresh(self) -> None:
        """Ask for the queue, and its order, again."""
        self._tasks.pool(self._host.downloads.items, self._show, self._failed)
        self.limit.refresh()

    def set_offline(self, offline: bool) -> None:
        """Whether the person forbids every connection: then nothing can go on."""
        self._offline = offline
        self._renew()

    def close_tab(self) -> None:
        """Hear nothing more; for the end of the window."""
        self._end()

    # --- building

    def _make(self) -> None:
        look = self._appearance
        self.summary = label("", "strong", wrap=True)
        self.others = label("", "muted", wrap=True)
        self.pause_all = TextButton(look, tr("Pause all"), "pause", "quiet")
        self.resume_all = TextButton(look, tr("Resume all"), "play", "quiet")
        self.cancel_all = TextButton(look, tr("Cancel all"), "x", "quiet")
        self.clear_done = TextButton(look, tr("Clear"), kind="quiet")
        self.clear_done.setAccessibleName(tr("Take all that are done off this list"))
        self.limit = LimitBox(self._host, self._tasks, look)
        self.notice = NoticeBar(look)
        self.empty = label(
            tr("Nothing is being downloaded. Choose a model under Discover; it is listed here as it comes."),
            "muted",
            wrap=True,
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._queue, self._done = QVBoxLayout(), QVBoxLayout()
        for layout in (self._queue, self._done):
            layout.setSpacing(0)

    def _arrange(self) -> None:
        buttons = QWidget()
        flow = FlowLayout(GRID)
        for button in (self.pause_all, self.resume_all, self.cancel_all):
            flow.addWidget(button)
        buttons.setLayout(flow)
        limit = QHBoxLayout()
        limit.setSpacing(GRID * 2)
        limit.addWidget(label(tr("At most"), "muted"))
        limit.addWidget(self.limit)
        head = QHBoxLayout()
        head.setSpacing(GRID * 3)
        head.addWidget(buttons, 1)
        head.addLayout(limit)
        self._done_head = QWidget()
        done = QHBoxLayout(self._done_head)
        done.setContentsMargins(GRID * 2, GRID * 5, GRID * 2, 0)
        done.addWidget(label(tr("Done"), "title"), 1)
        done.addWidget(self.clear_done)
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, GRID * 5, 0, GRID * 12)
        column.setSpacing(GRID * 2)
        column.addWidget(self.summary)
        column.addWidget(self.others)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addLayout(self._queue)
        column.addWidget(self._done_head)
        column.addLayout(self._done)
        column.addSpacing(GRID * 12)
        column.addWidget(self.empty)
        column.addStretch(1)
        area = self._area = scrolled(self._appearance, self._column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _connect(self) -> None:
        service = self._host.downloads
        self.pause_all.clicked.connect(lambda: self._each(service.pause, UNDER_WAY))
        self.resume_all.clicked.connect(lambda: self._each(service.resume, STOPPED))
        self.cancel_all.clicked.connect(lambda: self.ask_to_cancel([row.item.id for row in self._queued()]))
        self.clear_done.clicked.connect(lambda: self._each(service.forget, (DownloadState.DONE,)))
        self._drag.held.connect(self._hold)
        self._drag.dropped.connect(self._drop)
        self._end = self._host.bus.subscribe(
            DownloadChanged, lambda event: self._tasks.on_gui(lambda: self._changed(event))
        )

    # --- what is shown

    def _show(self, items: tuple[DownloadItem, ...]) -> None:
        here = {item.id for item in items}
        for number in [number for number in self.rows if number not in here]:
            self._remove(number)
        for item in items:
            self._put(item)
        self._order([item.id for item in items])
        self._renew()
        self.refreshed.emit()

    def _changed(self, event: DownloadChanged) -> None:
        if event.item is None:
            self._remove(event.id)
        else:
            self._put(event.item)
        self._renew()

    def _put(self, item: DownloadItem) -> None:
        """Show, renew, or carry a download to those that are done."""
        row = self.rows.get(item.id)
        if row is None:
            row = self.rows[item.id] = self._row(item)
            self._home(item).addWidget(row)
            return
        before = self._home(row.item)
        row.show_item(item)
        after = self._home(item)
        if after is not before:
            before.removeWidget(row)
            after.insertWidget(0, row)

    def _home(self, item: DownloadItem) -> QVBoxLayout:
        return self._done if item.state is DownloadState.DONE else self._queue

    def _row(self, item: DownloadItem) -> DownloadCard:
        row = DownloadCard(self._appearance, item)
        service = self._host.downloads
        row.pause_requested.connect(lambda number: self._do(lambda: service.pause(number)))
        row.resume_requested.connect(lambda number: self._do(lambda: service.resume(number)))
        row.cancel_requested.connect(lambda number: self.ask_to_cancel([number]))
        row.forget_requested.connect(lambda number: self._do(lambda: service.forget(number)))
        row.moved.connect(self._move)
        self._drag.watch(row)
        row.use_requested.connect(lambda done: self.model_chosen.emit(done.path))
        row.folder_requested.connect(lambda done: self._open_url(QUrl.fromLocalFile(str(Path(done.path).parent))))
        row.page_requested.connect(lambda failed: self._open_page(failed.repo_id))
        row.token_requested.connect(lambda failed: self.ask_token(failed.id))
        row.remedy_requested.connect(lambda failed: self.models_requested.emit())
        return row

    def _remove(self, number: str) -> None:
        row = self.rows.pop(number, None)
        if row is not None:
            if row.isAncestorOf(self.focusWidget() or self):
                self.focusNextChild()
            self._home(row.item).removeWidget(row)
            row.hide()
            row.deleteLater()

    def _order(self, numbers: list[str]) -> None:
        place = 0
        for number in numbers:
            row = self.rows[number]
            if self._home(row.item) is self._queue:
                if self._queue.indexOf(row) != place:
                    self._queue.removeWidget(row)
                    self._queue.insertWidget(place, row)
                place += 1

    def _queued(self) -> list[DownloadCard]:
        """The rows of what is not done, in the order of the queue."""
        rows = [row for row in self.rows.values() if self._home(row.item) is self._queue]
        return sorted(rows, key=self._queue.indexOf)

    def _renew(self) -> None:
        queue = self._queued()
        items = [row.item for row in queue]
        self.summary.setText(summary(items))
        self.summary.setVisible(bool(items))
        self.others.setText(others(items))
        self.others.setVisible(bool(self.others.text()))
        for index, row in enumerate(queue):
            row.allow_moves(index > 0, index < len(queue) - 1)
        for row in self.rows.values():
            row.allow_resume("" if not self._offline else offline_words())
            if row.item.state is DownloadState.DONE:
                row.allow_moves(False, False)
        self._allow(self.pause_all, any(item.state in UNDER_WAY for item in items))
        self._allow(self.resume_all, not self._offline and any(item.state in STOPPED for item in items))
        self._allow(self.cancel_all, len(items) > 1)
        self._done_head.setVisible(len(queue) < len(self.rows))
        self.empty.setVisible(not self.rows)

    def _allow(self, button: TextButton, possible: bool) -> None:
        if button.hasFocus() and not possible:
            self.focusNextChild()
        button.setVisible(possible)

    # --- what is done

    def _move(self, number: str, by: int) -> None:
        queue = [row.item.id for row in self._queued()]
        position = queue.index(number) + by
        if not 0 <= position < len(queue):
            return
        neighbour = queue[position]
        queue.insert(position, queue.pop(queue.index(number)))
        self._order(queue)
        self._renew()
        self._do(lambda: self._move_to(number, neighbour))

    def _hold(self, number: str, height: int) -> None:
        """A row is dragged: it stands where it would be dropped."""
        queue = self._queued()
        self._before = self._before or [row.item.id for row in queue]
        others = [row for row in queue if row.item.id != number]
        place = sum(row.geometry().center().y() < height for row in others)
        numbers = [row.item.id for row in others]
        self._order([*numbers[:place], number, *numbers[place:]])

    def _drop(self, number: str) -> None:
        before, self._before = self._before, []
        queue = [row.item.id for row in self._queued()]
        self._renew()
        if number in queue and set(before) == set(queue) and before != queue:
            neighbour = before[queue.index(number)]
            self._do(lambda: self._move_to(number, neighbour))

    def _move_to(self, number: str, neighbour: str) -> None:
        """To the place of another one; the service counts those that are done as well."""
        service = self._host.downloads
        places = [item.id for item in service.items()]
        if neighbour in places:
            service.move(number, places.index(neighbour))

    def ask_to_cancel(self, numbers: list[str]) -> None:
        """At once where little is lost by it; else it says how much first."""
        items = [self.rows[number].item for number in numbers]
        lost = sum(item.done_bytes for item in items)

        def cancel() -> None:
            for number in numbers:
                self._host.downloads.cancel(number)

        if lost < LITTLE:
            self._do(cancel)
            return
        one, several = tr("Cancel the download of {name}?"), tr("Cancel {count} downloads?")
        dialog = Question(self._appearance, self.window())
        heading = (one if len(items) == 1 else several).format(name=items[0].name, count=len(items))
        dialog.set_words(heading, tr("Cancel and delete"))
        told = tr("What is here of it, {size}, is deleted. Paused, it could go on from there.")
        dialog.body.addWidget(label(told.format(size=size_words(lost)), wrap=True))
        dialog.no.setText(tr("Keep it"))
        dialog.accepted.connect(lambda: self._do(cancel))
        dialog.no.setFocus()
        dialog.open()

    def ask_token(self, number: str) -> TokenDialog:
        """Take a token, then try that download again."""
        dialog = TokenDialog(self._host, self._tasks, self._appearance, self.window())
        dialog.stored.connect(lambda state: self._do(lambda: self._host.downloads.resume(number)))
        dialog.open()
        return dialog

    def _open_page(self, repo_id: str) -> None:
        """Where its licence is accepted; in the browser, since only there an account can be signed in."""
        self._open_url(QUrl(f"https://{self._host.downloads.host}/{repo_id}"))

    def _each(self, call: Callable[[str], object], states: tuple[DownloadState, ...]) -> None:
        numbers = [number for number, row in self.rows.items() if row.item.state in states]

        def work() -> None:
            for number in numbers:
                call(number)

        self._do(work)

    def _do(self, work: Callable[[], object]) -> None:
        """Run a service's call, which may touch the disk, off the GUI thread."""
        self._tasks.pool(work, None, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._tasks.failed.emit(error)
            return
        self.notice.say(error.what, error.todo, error=True)
        self._area.verticalScrollBar().setValue(0)
