"""What one program has, as a list with check boxes. One rule: what cannot be used says why, and cannot be checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from paddock.core.library import Found
from paddock.ui.check import CheckBox
from paddock.ui.i18n import tr, translated
from paddock.ui.library.installed_words import count_of_models, folder_name
from paddock.ui.library.item import indent
from paddock.ui.library.words import size_of
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, label


class FoundGroup(QWidget):
    """A program's name with a box for all of its models, and a box for each.

    Signals:
        changed: other boxes are checked.
    """

    changed = Signal()

    def __init__(self, appearance: Appearance, program: str, items: Sequence[Found]) -> None:
        super().__init__()
        self._appearance = appearance
        self.boxes: dict[Path, CheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        self.all = CheckBox(appearance, program)
        self.all.setProperty("kind", "strong")
        usable = [item for item in items if not item.known and not item.problem]
        facts = count_of_models(len(items)) + " · " + size_of(sum(item.size for item in items))
        self.all.setAccessibleName(tr("All of {program}: {facts}", program=program, facts=facts))
        head = QHBoxLayout()
        head.addWidget(self.all, 1)
        head.addWidget(label(facts, "small"))
        column.addLayout(head)
        for item in sorted(items, key=lambda item: (bool(item.problem), item.known, item.name.casefold())):
            column.addWidget(self._row(item))
        self.all.setEnabled(bool(usable))
        self.all.clicked.connect(lambda: self._check_all())
        self._show_all()

    def chosen(self) -> list[Path]:
        """The files whose boxes are checked."""
        return [path for path, box in self.boxes.items() if box.isChecked()]

    def _row(self, item: Found) -> QWidget:
        box = CheckBox(self._appearance)
        facts = [item.quantization, size_of(item.size) if item.size else ""]
        if item.known:
            facts.insert(0, tr("on the list already"))
        said = [fact for fact in facts if fact]
        box.setAccessibleName(", ".join(part for part in (item.name, *said, translated(item.problem)) if part))
        usable = not item.known and not item.problem
        box.setEnabled(usable)
        if usable:
            box.setChecked(True)
            self.boxes[item.path] = box
            box.toggled.connect(self._toggled)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(item.name, "" if usable else "muted"))
        if item.problem:
            why = label(item.problem, "small", wrap=True)
            why.setStyleSheet(f"color: {self._appearance.palette.danger};")
            words.addWidget(why)
        else:
            words.addWidget(ElidedLabel(" · ".join((*said, folder_name(item.path))), "small"))
        row = BoxRow(box)
        across = QHBoxLayout(row)
        indent(across, self._appearance.px(24))
        across.setSpacing(GRID)
        across.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        return row

    def _check_all(self) -> None:
        """None where all were checked, else all."""
        wanted = not all(box.isChecked() for box in self.boxes.values())
        for box in self.boxes.values():
            box.blockSignals(True)
            box.setChecked(wanted)
            box.blockSignals(False)
        self._show_all()
        self.changed.emit()

    def _toggled(self) -> None:
        self._show_all()
        self.changed.emit()

    def _show_all(self) -> None:
        checked = [box.isChecked() for box in self.boxes.values()]
        some = any(checked)
        self.all.setTristate(some and not all(checked))
        whole = Qt.CheckState.Checked if some and all(checked) else Qt.CheckState.Unchecked
        self.all.setCheckState(Qt.CheckState.PartiallyChecked if some and not all(checked) else whole)


class BoxRow(QWidget):
    """A press anywhere on it presses its box."""

    def __init__(self, box: CheckBox) -> None:
        super().__init__()
        self._box = box

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """As on the box itself."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._box.click()
