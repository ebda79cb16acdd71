"""What is done with models from the window: choosing, opening a file, fetching one, offering it when it is there.

One rule: nothing is fetched that the person did not ask for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from paddock.application import Application
from paddock.core.downloads import DownloadState
from paddock.core.models import GUIDE, ModelFile
from paddock.services.bus import DownloadChanged
from paddock.ui.conversation import Conversation
from paddock.ui.download_bar import DownloadBar
from paddock.ui.i18n import tr
from paddock.ui.keeping import Recommended
from paddock.ui.library.found import FoundDialog
from paddock.ui.model_state import ModelState
from paddock.ui.notice import NoticeBar
from paddock.ui.style import Appearance
from paddock.ui.taskbar import Taskbar, indicator_for
from paddock.ui.tasks import Tasks
from paddock.ui.welcome import RealModelCard


class ModelActions(QObject):
    """Connects models and downloads to the chip, the card and the sidebar's foot.

    Signals:
        chosen: another model answers in the open chat from now on.
    """

    chosen = Signal()

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        conversation: Conversation,
        state: ModelState,
        card: RealModelCard,
        downloads: DownloadBar,
        bar: NoticeBar,
        window: QWidget,
        appearance: Appearance,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._tasks = tasks
        self._conversation = conversation
        self._state = state
        self._card = card
        self._downloads = downloads
        self._bar = bar
        self._window = window
        self._appearance = appearance
        service = application.downloads
        self._end = application.bus.subscribe(
            DownloadChanged, lambda event: tasks.on_gui(lambda: self._download_changed(event))
        )
        downloads.pause_requested.connect(lambda number: tasks.pool(lambda: service.pause(number)))
        downloads.resume_requested.connect(lambda number: tasks.pool(lambda: service.resume(number)))
        self._first_choice: Callable[[], Recommended] = application.discover.first_choice
        self.taskbar = Taskbar(tasks, None)
        card.download_requested.connect(self.download)
        card.resume_requested.connect(lambda number: tasks.pool(lambda: service.resume(number)))
        card.use_requested.connect(self.choose)
        card.have_requested.connect(self.find_models)
        card.open_file_requested.connect(self.ask_file)
        card.dismissed.connect(self._dismiss_card)
        application.settings.subscribe(lambda: tasks.on_gui(self._look_whether_offline))
        state.models_changed.connect(self._choose_card)
        conversation.chat_changed.connect(self._show_card)

    def start(self) -> None:
        """After the first paint: what is there, what is being fetched, what to recommend."""
        self._state.refresh()
        self._look_whether_offline()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            self.taskbar = Taskbar(self._tasks, indicator_for(app, os.environ, self._tasks))
        for item in self._application.downloads.items():
            self._download_changed(DownloadChanged(item.id, item))

    def close(self) -> None:
        """Hear nothing more."""
        self._end()

    def preload(self) -> None:
        """Have the model that was used last ready before the first question, and downloads go on, where wanted."""
        self._tasks.pool(self._application.generation.preload)
        self._tasks.pool(self._application.continue_downloads)

    def unload(self, ref: str) -> None:
        """Have a model's memory back."""
        self._tasks.pool(lambda: self._application.generation.unload(ref))

    def choose(self, ref: str) -> None:
        """Let this model answer in the open chat, and have it ready."""
        self._conversation.set_model(ref)
        self._state.load(ref)
        self.chosen.emit()

    def ask_file(self) -> QFileDialog:
        """Ask for a model file."""
        dialog = QFileDialog(self._window, tr("Open a model"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Models (*.gguf *.llamafile)"), tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: self.open_file(Path(path)))
        dialog.open()
        return dialog

    def find_models(self) -> None:
        """Look what other programs have on this computer, and offer it."""
        dialog = FoundDialog(self._application, self._tasks, self._appearance, self._window)
        dialog.adopted.connect(self._adopted)
        dialog.open()

    def _adopted(self, models: Sequence[ModelFile]) -> None:
        self._state.refresh()
        if len(models) == 1:
            self.choose(models[0].ref)
        elif models:
            what = tr("{count} models are on the list now.", count=len(models))
            self._bar.say(what, tr("Choose one by the name at the top of the chat."))

    def open_file(self, path: Path) -> None:
        """Use a model file where it lies."""

        def opened(model: ModelFile) -> None:
            self._state.refresh()
            self.choose(model.ref)

        self._tasks.pool(lambda: self._application.models.open_file(path), opened)

    def download(self, entry_id: str) -> None:
        """Fetch a model of the catalogue."""
        self._tasks.pool(lambda: self._application.downloads.start_entry(entry_id))

    def _download_changed(self, event: DownloadChanged) -> None:
        item = event.item
        self._downloads.show_item(event.id, item)
        self.taskbar.show_item(event.id, item)
        if self._card.is_of(event.id):
            self._card.show_download(item)
        if item is not None and item.state is DownloadState.DONE and item.path:
            path = item.path
            self._tasks.pool(lambda: self._application.models.find(path), self._offer)

    def _offer(self, model: ModelFile) -> None:
        """What has just come may answer from now on."""
        what = tr("{name} is on this computer now.", name=model.name)
        self._bar.say(what, "", tr("Use it"), lambda: self.choose(model.ref))
        self._choose_card()

    def _choose_card(self) -> None:
        """Ask for the first choice where the card may be shown: judging asks the engine's process for its devices."""
        if self._card_wanted():
            self._tasks.pool(self._first_choice, self._card_chosen)
        else:
            self._show_card()

    def _card_chosen(self, choice: Recommended) -> None:
        self._card.show_choice(choice)
        self._show_card()

    def _show_card(self) -> None:
        self._card.setVisible(bool(self._card.entry_id()) and self._card_wanted())

    def _card_wanted(self) -> bool:
        real = any(not model.is_guide for model in self._state.models)
        dismissed = self._application.settings.current.real_model_card_dismissed
        return not dismissed and not real and self._conversation.model_ref == GUIDE

    def _look_whether_offline(self) -> None:
        for shown in (self._card, self._downloads):
            shown.set_offline(self._application.settings.current.offline)

    def _dismiss_card(self) -> None:
        settings = self._application.settings
        self._tasks.store(lambda: settings.update(real_model_card_dismissed=True), lambda done: self._show_card())
