"""A bar that says something in a few sentences and offers what helps. One rule: how long it stands is what it asks.

An error, and a choice between several buttons, stand until they are answered; what informs and has a button, until the
person goes on; what only informs goes by itself, but never from under the pointer or the focus.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from paddock.ui.i18n import tr, translated
from paddock.ui.style import Appearance
from paddock.ui.theme import COLUMN_WIDTH, GRID
from paddock.ui.widgets import FlowLayout, IconButton, TextButton, label, of_kind

MAX_WIDTH = COLUMN_WIDTH + GRID * 12  # the composer's
SHOWN_FOR = 12_000  # ms of what only informs
Choice = tuple[str, Callable[[], object]]  # what a button says and does


class NoticeBar(QFrame):
    """Icon, what happened, what to do, a button, and a way to close it. Hidden until it has something to say.

    One button stands beside the words; several stand below them.

    Signals:
        answered: the person pressed a button or closed it; the focus has to go elsewhere.
        passed: the person went on; nobody answered.
        said: what it says now, and whether that is an error.
    """

    answered = Signal()
    passed = Signal()
    said = Signal(str, bool)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._action: Callable[[], object] | None = None
        self._icon_name = "info"
        self._speaks = self._stays = self._of_chat = False
        self._chat_shown = True
        self.icon = label("")
        self.what = label("", "strong", wrap=True)
        self.todo = label("", "", wrap=True)
        self.button = TextButton(appearance, "")
        self.close_button = IconButton(appearance, "x", tr("Close"), size=16)
        inside = QWidget()
        words = QVBoxLayout(inside)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(self.what)
        words.addWidget(self.todo)
        self._choices = QWidget()
        self._flow = FlowLayout(GRID * 2)
        self._choices.setLayout(self._flow)
        self._choices.setContentsMargins(0, GRID * 2, 0, 0)
        words.addWidget(self._choices)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 4, GRID * 3, GRID * 2, GRID * 3)
        row.setSpacing(GRID * 3)
        row.addWidget(self.icon)
        row.addWidget(_Inside(inside), 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        self.setMaximumWidth(MAX_WIDTH)
        self.button.clicked.connect(self._press)
        self.close_button.clicked.connect(self._close)
        self.timer = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self.timer.timeout.connect(self._time_over)
        appearance.changed.connect(self._dress)
        self.hide()

    def say(
        self,
        what: str,
        todo: str = "",
        button: str = "",
        action: Callable[[], object] | None = None,
        error: bool = False,
        choices: Sequence[Choice] = (),
        stays: bool = False,
        of_chat: bool = False,
    ) -> None:
        """Show this instead of what was shown before; `choices` are several buttons, in place of the one.

        Args:
            stays: until it is answered, as errors and choices do in any case.
            of_chat: it matters beside the chat alone; on other pages it is not shown.
        """
        self._action = action
        self._speaks, self._stays, self._of_chat = True, stays or error or bool(choices), of_chat
        self._offer(choices)
        self._icon_name = "alert-triangle" if error else "info"
        of_kind(self, "error" if error else "bar")
        what, todo = translated(what), translated(todo)
        self.what.setText(what)
        self.todo.setText(todo)
        self.todo.setVisible(bool(todo))
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(f"{what} {todo}".strip())
        self._dress()
        self.timer.stop() if self._stays or button else self.timer.start()
        self._show()
        self.said.emit(self.accessibleName(), error)

    def set_chat_shown(self, shown: bool) -> None:
        """Whether the window shows the chat, or another page."""
        self._chat_shown = shown
        self._show()

    def go_on(self) -> None:
        """The person goes on, with a message: what only informs has been read."""
        if self._speaks and not self._stays:
            self.dismiss()
            self.passed.emit()

    def _offer(self, choices: Sequence[Choice]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for words, action in choices:
            made = TextButton(self._appearance, words)
            made.clicked.connect(lambda checked=False, action=action: self._do(action))
            self._flow.addWidget(made)
        self._choices.setVisible(bool(choices))

    def dismiss(self) -> None:
        """Close the bar."""
        self._action = None
        self._speaks = False
        self.timer.stop()
        self.hide()

    def _show(self) -> None:
        self.setVisible(self._speaks and (self._chat_shown or not self._of_chat))

    def _time_over(self) -> None:
        focus = self.window().focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self.timer.start()
        else:
            self.dismiss()

    def _close(self) -> None:
        self.dismiss()
        self.answered.emit()

    def _press(self) -> None:
        if self._action is not None:
            self._do(self._action)
        else:
            self._close()

    def _do(self, action: Callable[[], object]) -> None:
        self._close()
        action()

    def _dress(self) -> None:
        palette = self._appearance.palette
        colour = palette.danger if self.property("kind") == "error" else palette.muted
        size = self._appearance.px(20)
        self.icon.setPixmap(self._appearance.icon(self._icon_name, colour, 20).pixmap(size, size))
        self.style().unpolish(self)
        self.style().polish(self)


class _Inside(QScrollArea):
    """As high as what it holds, and scrolls where a small window with large text has no room for all of it."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons come into view by themselves
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(of_kind(inside, "scrolled"))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        inside.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It says something else, so another height is due."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What it holds, whole."""
        inside = self._inside
        return inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()

    def sizeHint(self) -> QSize:
        """What it holds, whole."""
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Some lines; all of the widest button."""
        least = self._inside.minimumSizeHint()
        return QSize(least.width(), min(least.height(), 3 * self.fontMetrics().lineSpacing()))


def centred(widget: QWidget, side: int = GRID * 3 + 3) -> QHBoxLayout:
    """A row that keeps a widget in the column, centred, with room at its sides."""
    row = QHBoxLayout()
    row.setContentsMargins(side, 0, side, 0)
    row.setSpacing(0)
    row.addStretch(1)
    row.addWidget(widget, 100)
    row.addStretch(1)
    return row
