"""On this computer: the models that are here, and what can be done with them.

One rule: everything that touches the disk happens off the GUI thread; the tab shows the outcome.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from paddock.core.errors import UserError
from paddock.core.library import Copies, Verified
from paddock.core.models import GUIDE, ModelFile
from paddock.services.bus import ModelsChanged
from paddock.ui.i18n import tr
from paddock.ui.keeping import Host
from paddock.ui.library.installed_actions import ModelDeeds
from paddock.ui.library.installed_add import Adding
from paddock.ui.library.installed_details import Strip
from paddock.ui.library.installed_disk import Disk, DiskPanel, disks_of
from paddock.ui.library.installed_folders import FoldersDialog
from paddock.ui.library.installed_jobs import Jobs
from paddock.ui.library.installed_row import InstalledRow
from paddock.ui.library.installed_watch import FolderWatch
from paddock.ui.library.installed_words import searchable
from paddock.ui.library.page_scroll import scrolled
from paddock.ui.library.words import size_of
from paddock.ui.notice import NoticeBar
from paddock.ui.sidebar import FilterEdit
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import GRID
from paddock.ui.widgets import ChoiceBox, TextButton, label, of_kind, pop_below

AT_ONCE = 12  # rows made in one turn of the event loop; 12 take some 20 ms

ORDERS: dict[str, Callable[[ModelFile], Any]] = {
    "used": lambda model: (-model.last_used, model.name.casefold()),
    "name": lambda model: model.name.casefold(),
    "size": lambda model: -model.size,
    "origin": lambda model: (model.program or model.source.value, model.name.casefold()),
}


class InstalledTab(QWidget):
    """Disk use, what is here twice, a filter, and a row for each model.

    Args:
        open_url: shows a folder; QDesktopServices but in tests.

    Signals:
        model_chosen: the reference of the model that shall answer.
        search_requested: a SearchQuery for GGUF versions of a model in another format.
        format_requested: the reference of a model whose prompt format shall be chosen.
        refreshed: what is shown is what is there.
    """

    model_chosen = Signal(str)
    search_requested = Signal(object)
    format_requested = Signal(str)
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
        self._in_use = ""
        self._asked = 0  # refreshes; only the newest answer is shown
        self._models: tuple[ModelFile, ...] = ()
        self._twice: dict[str, list[str]] = {}  # by reference: the names of the models that hold the same
        self._copies: tuple[Copies, ...] = ()
        self._only_twice = False
        self._looking = self._copies_stale = False
        self._stop = threading.Event()
        self._strips: dict[str, Strip] = {}  # of files that come into the library
        self.rows: dict[str, InstalledRow] = {}
        of_kind(self, "page")
        self.jobs = Jobs(tasks, self)
        self.deeds = ModelDeeds(application, tasks, appearance, self.jobs, self, open_url)
        self.adding = Adding(application, tasks, appearance, self.deeds, self)
        self._watch = FolderWatch(self)
        self._make()
        self._arrange()
        self._connect()

    # --- what others call

    def refresh(self) -> None:
        """Look again what is there."""
        self._asked += 1
        number = self._asked
        self._tasks.pool(self._host.models.models, lambda models: self._show(models, number), self._failed)
        library = self._host.library
        self._tasks.pool(lambda: disks_of(library.disk_use()), self._show_disks, self._failed)
        self._look_for_copies()
        self._tasks.pool(library.watch_paths, self._watch.watch, self._failed)

    def set_in_use(self, ref: str) -> None:
        """Which model answers in the open chat."""
        self._in_use = ref
        for row in self.rows.values():
            row.show_in_use(row.model.ref == ref)

    def close_tab(self) -> None:
        """Stop what is at work and hear nothing more; for the end of the window."""
        self._end()
        self._stop.set()
        self.jobs.close()
        self._watch.close()

    def drop(self, paths: list[Path]) -> None:
        """Files and folders that were dropped on the window."""
        self.adding.drop(paths, {model.path for model in self._models})

    # --- building

    def _make(self) -> None:
        look = self._appearance
        self.filter = FilterEdit(look)
        self.filter.setPlaceholderText(tr("Filter models"))
        self.filter.setAccessibleName(tr("Filter the models on this computer"))
        self.order = ChoiceBox(look)
        for key, words in (
            ("used", tr("Last used")),
            ("name", tr("Name")),
            ("size", tr("Largest")),
            ("origin", tr("Where from")),
        ):
            self.order.addItem(words, key)
        self.order.setAccessibleName(tr("Order of the models"))
        self.add_button = TextButton(look, tr("Add"), "plus", "primary")
        self.notice = NoticeBar(look)
        self.twice = NoticeBar(look)
        self.disks = DiskPanel(look)
        self.empty = label("", "muted", wrap=True)
        self.empty.hide()
        self._incoming = QVBoxLayout()
        self._incoming.setSpacing(GRID * 2)
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID * 2)
        head.addWidget(self.filter, 1)
        head.addWidget(self.order)
        head.addWidget(self.add_button)
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, GRID * 5, 0, GRID * 12)
        column.setSpacing(GRID * 3)
        column.addLayout(head)
        for widget in (self.notice, self.disks, self.twice):
            column.addWidget(widget)
        column.addLayout(self._incoming)
        column.addWidget(self.empty)
        column.addWidget(self._list)
        column.addStretch(1)
        area = self._area = scrolled(self._appearance, self._column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda: self._filter())
        self.filter.left.connect(self.setFocus)
        self.filter.to_list.connect(self._to_list)
        self.order.activated.connect(lambda: self._sort())
        self.add_button.clicked.connect(lambda: pop_below(self.adding.make_menu(), self.add_button))
        self.disks.folders.clicked.connect(self.show_folders)
        self.adding.folders_requested.connect(self.show_folders)
        self.adding.opened.connect(lambda ref: self.model_chosen.emit(ref))
        self.deeds.model_chosen.connect(self.model_chosen)
        self.deeds.search_requested.connect(self.search_requested)
        self.deeds.format_requested.connect(self.format_requested)
        self.deeds.said.connect(lambda words: self._say(words))
        self.deeds.verified.connect(self._show_verified)
        self.deeds.failed.connect(self._failed)
        self.adding.failed.connect(self._could_not_open)
        self.jobs.changed.connect(self._job_changed)
        self._watch.changed.connect(lambda: self._tasks.pool(self._host.library.refresh, None, self._failed))
        self._end = self._host.bus.subscribe(ModelsChanged, lambda event: self._tasks.on_gui(self.refresh))

    def offered(self) -> QMenu:
        """For the palette: what can be added."""
        menu = self.adding.make_menu()
        menu.setTitle(self.add_button.text())
        return menu

    def show_folders(self) -> FoldersDialog:
        """The list of folders that models are looked for in."""
        dialog = FoldersDialog(self._host, self._tasks, self._appearance, self.window())
        dialog.list.changed.connect(self.refresh)
        dialog.open()
        return dialog

    # --- the rows

    def _show(self, models: tuple[ModelFile, ...], number: int) -> None:
        if number != self._asked:
            return
        self._models = models
        here = {model.ref for model in models}
        for ref in [ref for ref in self.rows if ref not in here]:
            row = self.rows.pop(ref)
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        for model in models:
            row_there = self.rows.get(model.ref)
            if row_there is not None and row_there.model != model:
                row_there.show_model(model)
        self._name_copies()
        self._fill(number)

    def _fill(self, number: int) -> None:
        """Make some of the missing rows, then let the window breathe."""
        if number != self._asked:
            return
        missing = [model for model in self._sorted() if model.ref not in self.rows]
        for model in missing[:AT_ONCE]:
            self._add_row(model)
        if missing:
            self._sort()
        if len(missing) > AT_ONCE:
            QTimer.singleShot(0, lambda: self._fill(number))
        else:
            self._filter()
            self.refreshed.emit()

    def _add_row(self, model: ModelFile) -> None:
        row = self.rows[model.ref] = InstalledRow(self._appearance, model)
        row.asked.connect(self.deeds.do)
        row.renamed.connect(self.deeds.rename)
        row.show_in_use(model.ref == self._in_use)
        row.show_twice(self._twice.get(model.ref, ()))
        self._rows.addWidget(row)
        row.show_progress(self.jobs.progress_of(model.ref))

    def _sorted(self) -> list[ModelFile]:
        """All models in the order that was chosen; the guide last, since it came by itself."""
        key = ORDERS[self.order.currentData()]
        found = sorted((model for model in self._models if model.ref != GUIDE), key=key)
        return [*found, *(model for model in self._models if model.ref == GUIDE)]

    def _sort(self) -> None:
        for index, row in enumerate([self.rows[m.ref] for m in self._sorted() if m.ref in self.rows]):
            if self._rows.indexOf(row) != index:
                self._rows.removeWidget(row)
                self._rows.insertWidget(index, row)

    def _filter(self) -> None:
        words = self.filter.text().casefold().split()
        shown = 0
        for model in self._models:
            row = self.rows.get(model.ref)
            if row is None:
                continue
            text = " ".join(
                (model.name, model.short_name, model.origin.repo_id, model.program, model.architecture)
            ).casefold()
            wanted = all(word in text for word in words) and (not self._only_twice or model.ref in self._twice)
            row.setVisible(wanted)
            shown += wanted
        nothing = not shown and bool(self._models)
        self.empty.setText(tr("No model has “{text}” in its name.", text=self.filter.text().strip()))
        self.empty.setVisible(nothing)

    def _to_list(self) -> None:
        first = next((row for m in self._sorted() if (row := self.rows.get(m.ref)) and row.isVisible()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    # --- what is said

    def _show_disks(self, disks: tuple[Disk, ...]) -> None:
        self.disks.show_disks(disks)

    def _look_for_copies(self) -> None:
        """One search at a time, for it may hash files; what changed meanwhile is looked at after it."""
        self._copies_stale = self._looking
        if not self._looking:
            self._looking = True
            library, stop = self._host.library, self._stop
            self._tasks.pool(lambda: library.copies(stop=stop), self._show_copies, self._no_copies)

    def _no_copies(self, error: Exception) -> None:
        self._looking = False
        self._failed(error)

    def _show_copies(self, copies: tuple[Copies, ...]) -> None:
        self._looking = False
        if self._copies_stale:
            self._look_for_copies()
        if copies == self._copies:
            return
        self._copies = copies
        self._name_copies()
        self._only_twice = self._only_twice and bool(copies)
        self._say_twice()
        self._filter()

    def _name_copies(self) -> None:
        """Which models hold the same, by the names that they have now."""
        names = {model.ref: model.name for model in self._models}
        self._twice = {
            ref: [names.get(other, other) for other in found.refs if other != ref]
            for found in self._copies
            for ref in found.refs
        }
        for ref, row in self.rows.items():
            row.show_twice(self._twice.get(ref, ()))

    def _say_twice(self) -> None:
        """What could be had back, with the way to see only those; it comes back when that is another amount."""
        copies = self._copies
        wasted = sum(found.wasted for found in copies)
        if not copies:
            self.twice.dismiss()
            return
        what = (
            tr("A model is here twice; {size} could be had back.")
            if len(copies) == 1
            else tr("{count} models are here twice; {size} could be had back.")
        )
        button = tr("Show all") if self._only_twice else tr("Show them")
        self.twice.say(what.format(count=len(copies), size=size_of(wasted)), "", button, self._toggle_twice)

    def _toggle_twice(self) -> None:
        self._only_twice = not self._only_twice
        self._say_twice()
        self._filter()

    def _show_verified(self, verified: Verified) -> None:
        row = self.rows.get(verified.ref)
        if row is not None:
            row.show_verified(verified)

    def _job_changed(self, key: str) -> None:
        progress = self.jobs.progress_of(key)
        row = self.rows.get(key)
        if row is not None:
            row.show_progress(progress)
        elif progress is not None:
            if key not in self._strips:
                strip = self._strips[key] = Strip(self._appearance, Path(key).name)
                strip.stop_requested.connect(lambda: self.jobs.stop(key))
                self._incoming.addWidget(strip)
            self._strips[key].show_progress(progress)
        if progress is None and key in self._strips:
            strip = self._strips.pop(key)
            strip.hide()
            strip.deleteLater()

    def _say(self, words: str) -> None:
        self.notice.say(words)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._tasks.failed.emit(error)
            return
        self.notice.say(error.what, error.todo, tr("Look again"), self.refresh, error=True)
        self._area.verticalScrollBar().setValue(0)

    def _could_not_open(self, path: Path, error: UserError) -> None:
        """Something that was opened or dropped is no model that can be used."""
        if searchable(error.code):
            words = tr("Search for GGUF versions")
            self.notice.say(error.what, error.todo, words, lambda: self.deeds.search_gguf(path), error=True)
        else:
            self.notice.say(error.what, error.todo, tr("Open another file…"), self.adding.ask_file, error=True)
        self._area.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+F goes to the filter."""
        if event.key() == Qt.Key.Key_F and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.filter.setFocus()
            self.filter.selectAll()
        else:
            super().keyPressEvent(event)
