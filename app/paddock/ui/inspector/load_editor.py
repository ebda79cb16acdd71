"""How a model is loaded: context, device, KV cache and the rest. One rule: it shows and gives `LoadParams`.

Nothing is loaded anew before the person says so; only adapters take effect at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from paddock.core.errors import UserError
from paddock.core.models import ModelFile
from paddock.core.params import KvType, LoadParams, Switch
from paddock.engine.api import DeviceReport
from paddock.services.levels import Level
from paddock.ui.fields import FieldRow, Group, NumberField, Origin, Range
from paddock.ui.i18n import tr, translated
from paddock.ui.inspector.adapters_box import AdaptersBox
from paddock.ui.inspector.levels import back_words, origin_words
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ChoiceBox, TextButton, label, of_kind

AUTOMATIC = LoadParams()
ASK_FILE = "ask"  # the entry that asks for a draft model's file
Options = Sequence[tuple[str, Any]]  # words and the value they stand for
AT_ONCE = ("adapters", "prompt_format")  # what needs no reload


class LoadEditor(QWidget):
    """Groups that fold, and Apply.

    Signals:
        applied: the person wants the model loaded with these `LoadParams`.
        adapters_changed: `LoadParams` whose adapters are other ones; needs no reload.
    """

    applied = Signal(object)
    adapters_changed = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._params = AUTOMATIC  # what holds
        self._edited = AUTOMATIC  # what the controls show
        self._defaults = AUTOMATIC
        self._busy = False
        self._rows: dict[str, FieldRow] = {}
        self.numbers: dict[str, NumberField] = {}
        self.choices: dict[str, ChoiceBox] = {}
        self.problem = label("", "small", wrap=True)
        self.apply_button = TextButton(appearance, tr("Apply"), kind="primary")
        self.automatic_button = TextButton(appearance, tr("All automatic"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._make_memory()
        self._make_device()
        self._make_work()
        self._make_draft()
        self._make_foot()
        self._make_adapters()
        self.set_devices(None)
        self.set_models(())
        self.show_params(AUTOMATIC, AUTOMATIC)

    # --- building

    def _group(self, title: str, meaning: str = "", open_: bool = False) -> Group:
        made = Group(self._appearance, title, meaning, open_)
        self._column.addWidget(made)
        return made

    def _add_number(self, group: Group, field: str, name: str, meaning: str, possible: Range) -> None:
        made = self.numbers[field] = NumberField(self._appearance, name, possible, tr("auto"))
        made.changed.connect(lambda: self._edit(**{field: int(made.value)}))
        group.body.addWidget(self._row(field, name, made, meaning))

    def _add_choice(self, group: Group, field: str, name: str, meaning: str, options: Options = ()) -> None:
        made = self.choices[field] = of_kind(ChoiceBox(self._appearance), "small")
        if not options:
            made.shrinkable()  # names of devices and files can be long
        for words, value in options:
            made.addItem(words, value)
        made.activated.connect(lambda: self._choose(field, made.currentData()))
        group.body.addWidget(self._row(field, name, made, meaning, wide=not options))

    def _row(self, field: str, name: str, control: QWidget, meaning: str, wide: bool = False) -> FieldRow:
        row = self._rows[field] = FieldRow(self._appearance, name, control, meaning, wide)
        row.reset_requested.connect(lambda: self._edit(**{field: getattr(self._defaults, field)}))
        return row

    def _make_memory(self) -> None:
        group = self._group(tr("Context and its cache"), open_=True)
        told = tr("How many tokens the model sees at once. More needs more memory.")
        self._add_number(group, "n_ctx", tr("Context"), told, Range(256, 1 << 24, 1024, whole=True, blank=0))
        kinds = (
            (tr("Automatic"), KvType.AUTO),
            *((kind.value, kind) for kind in KvType if kind is not KvType.AUTO),
        )
        told = tr("How the cache's numbers are stored: q8_0 halves its memory; q4_0 quarters it, at some cost.")
        self._add_choice(group, "type_k", tr("KV cache, keys"), told, kinds)
        self._add_choice(group, "type_v", tr("KV cache, values"), told, kinds)
        switches = ((tr("Automatic"), Switch.AUTO), (tr("On"), Switch.ON), (tr("Off"), Switch.OFF))
        told = tr("Computes attention with less memory; a q8_0 or q4_0 cache of values needs it.")
        self._add_choice(group, "flash_attention", tr("Flash attention"), told, switches)
        told = tr(
            "Keeps the weights in a second order made for the processor. Off loads sooner, takes less memory, and "
            "reads prompts much faster on some processors; answers come a little slower."
        )
        self._add_choice(group, "repack", tr("Weights reordered"), told, switches)
        told = tr("How many chats, and branches of them, are kept ready in the cache.")
        self._add_number(group, "n_seq_max", tr("Chats in the cache"), told, Range(1, 256, 1, whole=True))

    def _make_device(self) -> None:
        group = self._group(tr("Device"))
        self._add_choice(group, "device", tr("Runs on"), tr("Where the model is computed."))
        possible = Range(-1, 1000, 1, whole=True, blank=-1)
        told = tr("How many layers the graphics card takes; the rest stay with the processor.")
        self._add_number(group, "n_gpu_layers", tr("Layers on the graphics card"), told, possible)
        told = tr("Of how many layers the experts stay in main memory; only some models have experts.")
        self._add_number(group, "n_cpu_moe", tr("Experts in main memory"), told, possible)

    def _make_work(self) -> None:
        group = self._group(tr("Threads and batch"))
        told = tr("How many processor cores work. Automatic measures what is fastest, once.")
        self._add_number(group, "n_threads", tr("Threads"), told, Range(1, 1024, 1, whole=True, blank=0))
        told = tr("How many tokens of a question are read at once.")
        self._add_number(group, "n_batch", tr("Batch"), told, Range(8, 16384, 64, whole=True, blank=0))

    def _make_draft(self) -> None:
        told = tr("A small model of the same family guesses ahead, this one checks. The answer is the same.")
        group = self._group(tr("Draft model"), told)
        self._add_choice(group, "draft", tr("Guesses ahead"), told)

    def _make_foot(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(GRID, GRID, GRID, GRID * 2)
        row.addWidget(self.apply_button)
        row.addWidget(self.automatic_button)
        row.addStretch(1)
        self._column.addWidget(self.problem)
        self._column.addLayout(row)
        self.apply_button.clicked.connect(lambda: self.applied.emit(self._edited))
        self.automatic_button.clicked.connect(self._all_automatic)

    def _make_adapters(self) -> None:
        told = tr("LoRA files that change how the model writes. They act at once, without loading it again.")
        group = self._group(tr("Adapters"), told)
        self.adapters = AdaptersBox(self._appearance)
        self.adapters.changed.connect(self._adapt)
        group.body.addWidget(self.adapters)

    # --- what can be chosen

    def set_devices(self, report: DeviceReport | None) -> None:
        """The devices there are; None while they are not known."""
        box = self.choices["device"]
        box.clear()
        box.addItem(tr("Automatic"), "")
        devices = report.devices if report is not None else ()
        names = {
            "CPU": tr("The processor"),
            **{d.name: f"{d.description} ({d.name})" for d in devices if d.kind != "CPU"},
        }
        if self._edited.device and self._edited.device not in names:
            names[self._edited.device] = self._edited.device
        for name, words in names.items():
            box.addItem(words, name)
        self._select("device", self._edited.device)

    def set_models(self, models: Sequence[ModelFile]) -> None:
        """The models that may guess ahead."""
        box = self.choices["draft"]
        box.clear()
        box.addItem(tr("None"), None)
        for model in models:
            box.addItem(model.name, model.path)
        if self._edited.draft is not None and box.findData(self._edited.draft) < 0:
            box.addItem(self._edited.draft.stem, self._edited.draft)
        box.addItem(tr("Choose a file…"), ASK_FILE)
        self._select("draft", self._edited.draft)

    # --- showing

    def show_params(self, params: LoadParams, defaults: LoadParams) -> None:
        """Show what holds for a model, unless the person is changing just that."""
        kept = self._edited != self._params and params == self._params
        self._params, self._defaults = params, defaults
        self._edited = self._edited if kept else params
        self.adapters.set_adapters(params.adapters)
        self._show()

    def set_busy(self, busy: bool) -> None:
        """While an answer comes the model is not taken from under it."""
        self._busy = busy
        told = tr("Loads the model again")
        self.apply_button.setToolTip(tr("As soon as the answer is there") if busy else told)
        self._show()

    def forget(self) -> None:
        """Another model is shown: what was not applied goes."""
        self._edited = self._params

    def _show(self) -> None:
        for name, number in self.numbers.items():
            number.set_value(getattr(self._edited, name))
        for name in self.choices:
            self._select(name, getattr(self._edited, name))
        for name, row in self._rows.items():
            inherited = getattr(self._edited, name) == getattr(self._defaults, name)
            below = Level.PROGRAM if getattr(self._defaults, name) == getattr(AUTOMATIC, name) else Level.ALL_MODELS
            row.set_default(inherited)
            row.set_origin(Origin(origin_words(below if inherited else Level.MODEL), back_words(below)))
        self.apply_button.setEnabled(self._edited != self._params and not self._busy)
        without = replace(self._edited, **{name: getattr(self._defaults, name) for name in AT_ONCE})
        self.automatic_button.setEnabled(without != self._defaults)
        self.problem.setVisible(bool(self.problem.text()))

    def _select(self, field: str, value: Any) -> None:
        box = self.choices[field]
        place = next((row for row in range(box.count()) if box.itemData(row) == value), -1)
        if place < 0 and value is not None:
            place = max(0, box.count() - 1)
            box.insertItem(place, value.stem if isinstance(value, Path) else str(value), value)
        box.setCurrentIndex(max(place, 0))

    # --- choosing

    def _choose(self, field: str, value: Any) -> None:
        if value == ASK_FILE:
            self._select("draft", self._edited.draft)
            self.ask_draft()
        else:
            kind = type(getattr(AUTOMATIC, field))
            self._edit(**{field: kind(value) if issubclass(kind, StrEnum) else value})  # Qt keeps plain text of it

    def ask_draft(self) -> QFileDialog:
        """Ask for a draft model's file."""
        dialog = QFileDialog(self.window(), tr("Choose a draft model"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Models (*.gguf)"), tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: self._edit(draft=Path(path)))
        dialog.open()
        return dialog

    def _edit(self, **changes: Any) -> None:
        try:
            self._edited = replace(self._edited, **changes)
            self.problem.setText("")
        except UserError as error:
            self.problem.setText(translated(error.said))
        self._show()

    def _all_automatic(self) -> None:
        keep = {name: getattr(self._edited, name) for name in AT_ONCE}
        self._edit(**{f.name: getattr(self._defaults, f.name) for f in fields(LoadParams)} | keep)

    def _adapt(self) -> None:
        chosen = self.adapters.adapters()
        self._edited = replace(self._edited, adapters=chosen)
        self._params = replace(self._params, adapters=chosen)
        self.adapters_changed.emit(self._params)
        self._show()
