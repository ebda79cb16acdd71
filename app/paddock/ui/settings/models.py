"""What holds for all models: context, overflow, sampling, and what is kept ready. One rule: all of it at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from paddock.application import Application
from paddock.core.params import Overflow, SamplingParams
from paddock.core.sizes import GB, size_text
from paddock.services.generation import ALL_MODELS
from paddock.ui.fields import Toggle
from paddock.ui.i18n import tr, translated
from paddock.ui.inspector.answers_page import overflow_names
from paddock.ui.inspector.sampling_editor import SamplingEditor
from paddock.ui.keeping import Host
from paddock.ui.library.installed_folders import FolderList
from paddock.ui.settings.rows import Section
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import GRID
from paddock.ui.widgets import ChoiceBox, TextButton, label, of_kind

CONTEXTS = (0, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072)
LIMITS = (0, GB, 2 * GB, 4 * GB, 8 * GB, 16 * GB, 32 * GB, 64 * GB)
IDLE_MINUTES = (0, 5, 15, 30, 60, 240)
SAMPLING_SIZE = (420, 620)  # px at 100 %


class ModelFoldersSection(Section):
    """Where models lie."""

    def __init__(self, application: Host, appearance: Appearance, tasks: Tasks) -> None:
        super().__init__()
        self.set_title(tr("Folders with models"))
        self.list = FolderList(application, tasks, appearance)
        told = tr("Models in these folders, and in folders in them, are on the list as soon as they are there.")
        self.add_row(tr("Where models are looked for"), told, self.list, settings=("model_folders",), below=True)


class ModelsSection(Section):
    """Context, what happens when it is full, sampling, preloading, unloading, tuning.

    Signals:
        inspector_wanted: the person wants to see what is set for one model.
    """

    inspector_wanted = Signal()

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks) -> None:
        super().__init__()
        self._application = application
        self._settings = application.settings
        self._appearance = appearance
        self._tasks = tasks
        self.set_title(tr("For all models"))
        self._add_context()
        self._add_overflow()
        self.sampling = TextButton(appearance, tr("Change…"))
        self.sampling.clicked.connect(self.change_sampling)
        self.add_row(
            tr("Sampling"),
            tr("How lively answers are, for every model that has nothing of its own set in the inspector."),
            self.sampling,
            settings=("sampling", "temperature"),
        )
        self.inspect = TextButton(appearance, tr("Open the inspector"))
        self.inspect.clicked.connect(self.inspector_wanted)
        self.add_row(
            tr("Graphics card, threads, prompt format"),
            tr("Paddock chooses them for each model. The inspector says what it chose and why, and changes it."),
            self.inspect,
            also=tr("GPU CPU device layers offload CUDA Vulkan Metal VRAM processor acceleration LoRA draft model"),
        )
        self._add_ready()

    def _add_context(self) -> None:
        chosen = self._settings.current.n_ctx
        names = {tokens: tr("{count} tokens", count=tokens) for tokens in sorted({*CONTEXTS, chosen})}
        names[0] = tr("Automatic")
        self.context = self._choice(names, chosen, "n_ctx")
        meaning = tr(
            "How much of a chat a model sees at once. Automatic takes up to 8192 tokens; more needs more memory. "
            "Holds from the next question on."
        )
        self.add_row(tr("Context"), meaning, self.context, settings=("n_ctx",))

    def _add_overflow(self) -> None:
        chosen = Overflow(self._settings.current.overflow)
        names = {overflow.value: name for overflow, name in overflow_names().items()}
        self.overflow = self._choice(names, chosen.value, "overflow")
        meaning = tr("When a new chat grows beyond the context. The inspector changes it for each chat.")
        self.add_row(tr("When the context is full"), meaning, self.overflow, settings=("overflow",))

    def _add_ready(self) -> None:
        current = self._settings.current
        self.preload = self._toggle("preload", tr("Load models before they are asked"))
        meaning = tr("The last one when the window opens, a chat's when you stay there and there is room for it.")
        self.add_row(tr("Load models before they are asked"), meaning, self.preload, settings=("preload",))
        names = {minutes: self._minutes(minutes) for minutes in sorted({*IDLE_MINUTES, current.idle_unload_minutes})}
        names = {**{key: name for key, name in names.items() if key}, 0: tr("Never")}
        self.idle = self._choice(names, current.idle_unload_minutes, "idle_unload_minutes")
        meaning = tr("Gives the memory of a model back that nobody used for so long.")
        self.add_row(tr("Unload idle models"), meaning, self.idle, settings=("idle_unload_minutes",))
        self.tune = self._toggle("tune", tr("Measure what is fastest"))
        meaning = tr("Tries in idle seconds, once for each model, how many threads work best on this computer.")
        self.add_row(tr("Measure what is fastest"), meaning, self.tune, settings=("tune",))

    def _minutes(self, minutes: int) -> str:
        if minutes >= 120 and minutes % 60 == 0:
            return tr("After {count} hours", count=minutes // 60)
        return tr("After an hour") if minutes == 60 else tr("After {count} minutes", count=minutes)

    def _choice(self, names: dict[Any, str], chosen: Any, field: str) -> ChoiceBox:
        box = ChoiceBox(self._appearance)
        for value, name in names.items():
            box.addItem(name, value)
        box.setCurrentIndex(box.findData(chosen))
        box.activated.connect(lambda: self._set(field, box.currentData()))
        return box

    def _toggle(self, field: str, name: str) -> Toggle:
        made = Toggle(self._appearance, name)
        made.setChecked(getattr(self._settings.current, field))
        made.toggled.connect(lambda on: self._set(field, on))
        return made

    def _set(self, field: str, value: Any) -> None:
        self._tasks.store(lambda: self._settings.update(**{field: value}))

    def change_sampling(self) -> SamplingDialog:
        """The samplers of all models."""
        dialog = SamplingDialog(self._application, self._appearance, self._tasks, self.window())
        dialog.open()
        return dialog


class CacheSection(Section):
    """Processed chats on the disk."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks) -> None:
        super().__init__()
        self._application = application
        self._appearance = appearance
        self._tasks = tasks
        settings = application.settings
        self.set_title(tr("Processed chats"))
        self.keep = Toggle(appearance, tr("Keep them on the disk"))
        self.keep.setChecked(settings.current.kv_on_disk)
        self.keep.toggled.connect(self._set_keep)
        meaning = tr(
            "A long chat answers at once when it is opened again, also after a restart. Encrypted as the chats are."
        )
        self.add_row(tr("Keep processed chats on the disk"), meaning, self.keep, settings=("kv_on_disk",))
        self.limit = ChoiceBox(appearance)
        for size in sorted({*LIMITS, settings.current.kv_limit}):
            self.limit.addItem(_limit_words(size), size)
        self.limit.setCurrentIndex(self.limit.findData(settings.current.kv_limit))
        self.limit.activated.connect(lambda: self._set_limit(self.limit.currentData()))
        meaning = tr("What was not used for the longest time goes first. Automatic is 4 GB or 5 % of the disk.")
        self.add_row(tr("Processed chats take at most"), meaning, self.limit, settings=("kv_limit",))
        self.clear_button = TextButton(appearance, tr("Clear"), "trash")
        self.clear_button.setAccessibleName(tr("Clear the processed chats"))
        self.clear_button.clicked.connect(self._clear)
        self.used = label("…", "muted")
        side = QWidget()
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID * 3)
        row.addWidget(self.used)
        row.addWidget(self.clear_button)
        self.add_row(tr("Used now"), tr("Nothing of the chats is lost: it is only processed again."), side)
        self.refresh()

    def refresh(self) -> None:
        """Look how much it is, off the GUI thread."""
        self._tasks.pool(self._application.cache_size, self._show_size)

    def _show_size(self, size: int) -> None:
        if not isValid(self.used):
            return  # the dialog was closed meanwhile
        self.used.setText(translated(size_text(size)) if size else tr("nothing"))
        self.clear_button.setEnabled(size > 0)
        self.limit.setEnabled(self.keep.isChecked())

    def _set_keep(self, on: bool) -> None:
        self.limit.setEnabled(on)
        self._tasks.store(lambda: self._application.settings.update(kv_on_disk=on), lambda done: self.refresh())

    def _set_limit(self, size: int) -> None:
        self._tasks.store(lambda: self._application.settings.update(kv_limit=size), lambda done: self.refresh())

    def _clear(self) -> None:
        self.clear_button.setEnabled(False)
        self._tasks.pool(self._application.clear_cache, lambda done: self.refresh(), self._not_cleared)

    def _not_cleared(self, error: Exception) -> None:
        self.refresh()
        self._tasks.failed.emit(error)


class SamplingDialog(QDialog):
    """The samplers that hold for all models but the guide."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._application = application
        self._tasks = tasks
        self.setWindowTitle(tr("Sampling"))
        self.resize(appearance.px(SAMPLING_SIZE[0]), appearance.px(SAMPLING_SIZE[1]))
        self.editor = SamplingEditor(appearance)
        self.reset = TextButton(appearance, tr("All back to the default"), "reset")
        close = TextButton(appearance, tr("Close"), kind="primary")
        inside = of_kind(QWidget(), "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(GRID * 5, GRID * 5, GRID * 5, GRID * 3)
        column.addWidget(self.editor)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        foot = QHBoxLayout()
        foot.setContentsMargins(GRID * 5, GRID * 2, GRID * 5, GRID * 4)
        foot.addWidget(self.reset)
        foot.addStretch(1)
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area, 1)
        outer.addLayout(foot)
        self.editor.changed.connect(self._set)
        self.reset.clicked.connect(lambda: self._set(None))
        close.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        self._show(application.generation.sampling_of(ALL_MODELS))
        close.setFocus()

    def _show(self, params: SamplingParams) -> None:
        usual = SamplingParams(temperature=self._application.settings.current.temperature)
        self.editor.show_params(params, usual)
        self.reset.setEnabled(params != usual)

    def _set(self, params: SamplingParams | None) -> None:
        generation = self._application.generation
        usual = SamplingParams(temperature=self._application.settings.current.temperature)
        self._show(params or usual)
        self._tasks.store(lambda: generation.set_sampling(ALL_MODELS, params))


def _limit_words(size: int) -> str:
    if not size:
        return tr("Automatic")
    return tr("{count:.0f} GB", count=size / GB) if size % GB == 0 else translated(size_text(size))
