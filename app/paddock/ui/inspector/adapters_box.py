"""LoRA adapters: files and how strongly each acts. One rule: it shows and gives `Adapter`s; they need no reload."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QSlider, QVBoxLayout, QWidget

from paddock.core.params import Adapter
from paddock.ui.fields import NumberField, Range
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, IconButton, TextButton

STEPS = 20  # of the slider, for a scale of 1
LARGEST = 2.0
DELAY = 250  # ms after the slider's last move


class _Slider(QSlider):
    """A slider that the wheel, which scrolls the page, does not move."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to the page."""
        event.ignore()


class AdapterRow(QWidget):
    """One adapter: its file's name, a slider and a number for its scale, and a way to take it out.

    Signals:
        scaled: the person chose another scale. removed: they do not want it.
    """

    scaled = Signal()
    removed = Signal()

    def __init__(self, appearance: Appearance, adapter: Adapter) -> None:
        super().__init__()
        self.path = adapter.path
        stem = adapter.path.stem
        name = ElidedLabel(stem)
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, round(STEPS * LARGEST))
        self.slider.setAccessibleName(tr("Scale of {name}", name=stem))
        self.number = NumberField(appearance, tr("Scale of {name}", name=stem), Range(-10, 10, 0.05))
        self.remove = IconButton(appearance, "x", tr("Take {name} out", name=stem), size=14)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID)
        grid.addWidget(name, 0, 0, 1, 2)
        grid.addWidget(self.remove, 0, 2)
        grid.addWidget(self.slider, 1, 0)
        grid.addWidget(self.number, 1, 1)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self.scaled)
        self._show(adapter.scale)
        self.slider.valueChanged.connect(self._slid)
        self.number.changed.connect(self._typed)
        self.remove.clicked.connect(self.removed)

    def adapter(self) -> Adapter:
        """The file and its scale."""
        return Adapter(self.path, self.number.value)

    def _show(self, scale: float) -> None:
        self.number.set_value(scale)
        self.slider.blockSignals(True)
        self.slider.setValue(round(STEPS * scale))
        self.slider.blockSignals(False)

    def _slid(self, steps: int) -> None:
        self.number.set_value(steps / STEPS)
        self._timer.start()

    def _typed(self) -> None:
        self._show(self.number.value)
        self.scaled.emit()


class AdaptersBox(QWidget):
    """The adapters of a model.

    Signals:
        changed: the person chose other ones, or other scales.
    """

    changed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.rows: list[AdapterRow] = []
        self.add_button = TextButton(appearance, tr("Add an adapter…"), "plus")
        self.add_button.clicked.connect(self.ask_file)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID * 2)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeading)

    def adapters(self) -> tuple[Adapter, ...]:
        """Those that are chosen, in order."""
        return tuple(row.adapter() for row in self.rows)

    def set_adapters(self, adapters: tuple[Adapter, ...]) -> None:
        """Show these."""
        if adapters == self.adapters():
            return
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for adapter in adapters:
            self._insert(adapter)

    def ask_file(self) -> QFileDialog:
        """Ask for an adapter's file."""
        dialog = QFileDialog(self.window(), tr("Add a LoRA adapter"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Adapters (*.gguf)"), tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: self.add(Path(path)))
        dialog.open()
        return dialog

    def add(self, path: Path) -> None:
        """Use a file as an adapter, at its full strength; once."""
        if all(row.path != path for row in self.rows):
            self._insert(Adapter(path))
            self.changed.emit()

    def _insert(self, adapter: Adapter) -> None:
        row = AdapterRow(self._appearance, adapter)
        row.scaled.connect(self.changed)
        row.removed.connect(lambda: self._take_out(row))
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)

    def _take_out(self, row: AdapterRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self.add_button.setFocus()
        self.changed.emit()
