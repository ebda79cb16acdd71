"""The buttons that fold and unfold parts of a message. One rule: only folds on the screen have any."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from paddock.ui.transcript.buttons import FlatButton
from paddock.ui.transcript.document import MessageDocument
from paddock.ui.transcript.fold_box import FoldBox
from paddock.ui.transcript.style import Style


class FoldTools(QObject):
    """The buttons of one row's folds.

    Attributes:
        buttons: all of them, one for each fold on the screen.

    Signals:
        pressed: the key of a fold. focus_changed: a button got the focus or lost it.
    """

    pressed = Signal(int)
    focus_changed = Signal()

    def __init__(self, row: QWidget) -> None:
        super().__init__(row)
        self._row = row
        self._keys: dict[FlatButton, int] = {}
        self.buttons: list[FlatButton] = []

    def arrange(self, document: MessageDocument, style: Style, at: QPoint, top: int, bottom: int) -> None:
        """Place them on the folds between two offsets of a message whose text begins `at`."""
        found = document.boxes(FoldBox, top, bottom)
        while len(self.buttons) < len(found):
            self._add()
        self._keys.clear()
        for button in self.buttons[len(found) :]:
            button.hide()
        for button, (block, box) in zip(self.buttons, found, strict=False):
            self._keys[button] = box.spec.key
            button.setChecked(box.spec.open)
            closed = "chevron-left" if style.mirrored else "chevron-right"
            icon = "chevron-down" if box.spec.open else closed
            button.set_look(style, icon, box.spec.title, name=box.spec.title)
            size = button.sizeHint()
            corner = at + document.origin(block)
            wide = min(size.width(), box.width)
            x = corner.x() + box.width - wide + style.px(8) if style.mirrored else corner.x() - style.px(8)
            button.setGeometry(x, corner.y(), wide, box.height)
            button.show()

    def _add(self) -> None:
        button = FlatButton(self._row)
        button.setCheckable(True)
        button.clicked.connect(lambda: self._press(button))
        button.focus_changed.connect(self.focus_changed)
        self.buttons.append(button)

    def _press(self, button: FlatButton) -> None:
        if button in self._keys:
            self.pressed.emit(self._keys[button])
