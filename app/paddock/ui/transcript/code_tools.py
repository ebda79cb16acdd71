"""The buttons in the heads of code blocks: wrap, save, copy. One rule: only code on the screen has any."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from paddock.ui.i18n import tr
from paddock.ui.transcript.buttons import FlatButton
from paddock.ui.transcript.code_box import CodeBox
from paddock.ui.transcript.document import MessageDocument
from paddock.ui.transcript.style import Style

WRAP, SAVE, COPY = range(3)


class CodeTools(QObject):
    """The buttons of one row's code blocks.

    Attributes:
        buttons: all of them, three for each block on the screen.
        blocks: the block of each.

    Signals:
        save_requested: code and language. wrap_requested: wrap long lines, or stop it, in all code.
        focus_changed: a button got the focus or lost it.
    """

    save_requested = Signal(str, str)
    wrap_requested = Signal()
    focus_changed = Signal()

    def __init__(self, row: QWidget) -> None:
        super().__init__(row)
        self._row = row
        self._document: MessageDocument | None = None
        self._placed: tuple[object, ...] = ()
        self.buttons: list[FlatButton] = []
        self.blocks: dict[FlatButton, int] = {}

    def arrange(self, document: MessageDocument, style: Style, at: QPoint, top: int, bottom: int) -> None:
        """Place them in the heads of the code between two offsets of a message whose text begins `at`."""
        self._document = document
        found = document.boxes(CodeBox, top, bottom)
        places = [(block, document.origin(block), box.width, box.header) for block, box in found]
        placed = document, style, at, places
        if placed == self._placed:
            return  # an answer grows many times a second
        self._placed = placed
        while len(self.buttons) < 3 * len(found):
            self._add()
        self.blocks.clear()
        for button in self.buttons[3 * len(found) :]:
            button.hide()
        for number, (block, origin, width, header) in enumerate(places):
            tools = self.buttons[3 * number : 3 * number + 3]
            wrap = tr("Do not wrap long lines") if style.wrap else tr("Wrap long lines")
            tools[WRAP].set_look(style, "wrap", name=wrap)
            tools[SAVE].set_look(style, "download", name=tr("Save code"))
            label, later = tr("Copy"), tr("Copied")
            tools[COPY].set_look(style, "copy", label, name=tr("Copy code"), later=later)
            corner = at + origin
            x = corner.x() + width - style.px(4)
            for button in reversed(tools):
                size = button.sizeHint()
                x -= size.width()
                button.setGeometry(x, corner.y() + (header - size.height()) // 2, size.width(), size.height())
                button.show()
                self.blocks[button] = block

    def _add(self) -> None:
        for press in (self._wrap, self._save, self._copy):
            button = FlatButton(self._row)
            button.clicked.connect(lambda _=False, b=button, press=press: press(b))
            button.focus_changed.connect(self.focus_changed)
            self.buttons.append(button)

    def _box(self, button: FlatButton) -> CodeBox | None:
        box = self._document.box(self.blocks[button]) if self._document is not None and button in self.blocks else None
        return box if isinstance(box, CodeBox) else None

    def _wrap(self, button: FlatButton) -> None:
        del button
        self.wrap_requested.emit()

    def _save(self, button: FlatButton) -> None:
        if (box := self._box(button)) is not None:
            self.save_requested.emit(box.spec.code, box.spec.language)

    def _copy(self, button: FlatButton) -> None:
        if (box := self._box(button)) is not None:
            QGuiApplication.clipboard().setText(box.spec.code)
            button.show_done(tr("Copied"))
