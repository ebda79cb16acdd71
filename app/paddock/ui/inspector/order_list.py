"""The order of the samplers, to be dragged. One rule: it is a tuple of names; what is not ticked is not in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from paddock.ui.i18n import tr, translated
from paddock.ui.inspector.sampling_fields import ALL_SAMPLERS, NAMES
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import of_kind

_NAME = Qt.ItemDataRole.UserRole


class OrderList(QListWidget):
    """Every sampler; those that are used are ticked. Dragged with the pointer, or moved with Alt+Up and Alt+Down.

    Signals:
        changed: the person moved or ticked something.
    """

    changed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._filling = False
        of_kind(self, "order")
        self.setAccessibleName(tr("Order of the samplers"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(lambda item: self._say())
        appearance.changed.connect(self._dress)

    def order(self) -> tuple[str, ...]:
        """The samplers that are used, in order."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(str(i.data(_NAME)) for i in items if i.checkState() is Qt.CheckState.Checked)

    def set_order(self, order: Sequence[str]) -> None:
        """Show an order; what is not used stands below."""
        if self.count() and tuple(order) == self.order():
            return
        self._filling = True
        self.clear()
        for name in (*order, *(name for name in ALL_SAMPLERS if name not in order)):
            item = QListWidgetItem(translated(NAMES[name]))
            item.setData(_NAME, name)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags | Qt.ItemFlag.ItemIsDragEnabled)
            item.setCheckState(Qt.CheckState.Checked if name in order else Qt.CheckState.Unchecked)
            self.addItem(item)
        self._filling = False
        self._dress()

    def dropEvent(self, event: QDropEvent) -> None:
        """Something was dragged to another place."""
        super().dropEvent(event)
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the sampler that has the focus."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(step)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        row = self.currentRow()
        if not 0 <= row + step < self.count():
            return
        self._filling = True
        item = self.takeItem(row)
        self.insertItem(row + step, item)
        self.setCurrentRow(row + step)
        self._filling = False
        self._say()

    def _say(self) -> None:
        if not self._filling:
            self.changed.emit()

    def _dress(self) -> None:
        """High enough for all of them: the panel scrolls, not the list."""
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(rows + 2 * GRID + 4)
