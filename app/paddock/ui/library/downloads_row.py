"""One download in the list. One rule: it shows one `DownloadItem` and the buttons that its state has a use for.

A row takes the focus: Space pauses and resumes, Alt+Up and Alt+Down move it, Delete cancels; it can be dragged
(`downloads_drag.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from paddock.core.downloads import DownloadItem, DownloadState
from paddock.ui.i18n import tr, translated
from paddock.ui.library.downloads_words import STOPPED, UNDER_WAY, remedy_words, share_of, words_of
from paddock.ui.library.item import Item
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, FlowLayout, IconButton, TextButton, label

ICON_PX, STEPS = 20, 1000
BESIDE = 0.4  # share of a row's width that buttons may take beside the words
MOVES = (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut)
GATED = ("gated", "bad-token")  # codes of errors that a token mends


class DownloadCard(Item):
    """Icon, name, bar, words, buttons.

    Signals:
        pause_requested, resume_requested, cancel_requested, forget_requested: the download's id.
        moved: the id, and by how many places (-1 is up).
        use_requested, folder_requested, page_requested, token_requested, remedy_requested: the DownloadItem.
    """

    pause_requested = Signal(str)
    resume_requested = Signal(str)
    cancel_requested = Signal(str)
    forget_requested = Signal(str)
    moved = Signal(str, int)
    use_requested = Signal(object)
    folder_requested = Signal(object)
    page_requested = Signal(object)
    token_requested = Signal(object)
    remedy_requested = Signal(object)

    def __init__(self, appearance: Appearance, item: DownloadItem) -> None:
        super().__init__(appearance)
        self.item = item
        self._icon = label("")
        self.name = ElidedLabel(item.name, "strong")
        self.source = ElidedLabel(item.repo_id, "small")
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.words = label("", "muted", wrap=True)
        self.notice = label("", "small", wrap=True)
        self._make_buttons()
        self._arrange()
        self._connect()
        appearance.changed.connect(self._dress)
        self.show_item(item)

    def show_item(self, item: DownloadItem) -> None:
        """The download as it is now."""
        self.item = item
        self.name.setText(item.name)
        self.source.setText(item.repo_id)
        self.source.setVisible(bool(item.repo_id))
        words = words_of(item)
        if self.words.text() != words:
            self.words.setText(words)
        self.notice.setText(translated(item.notice))
        self.notice.setVisible(bool(item.notice))
        share = share_of(item)
        self.bar.setVisible(item.state is not DownloadState.DONE)
        self.bar.setValue(round(STEPS * share))
        self.bar.setAccessibleName(tr("{percent} % of {name}", percent=round(100 * share), name=item.name))
        self.setAccessibleName(f"{item.name}: {words}")
        self._show_buttons()
        self._dress()

    def allow_moves(self, up: bool, down: bool) -> None:
        """Whether there is somewhere to go in the queue."""
        for button, possible in ((self.up, up), (self.down, down)):
            if button.hasFocus() and not possible:
                self.setFocus()
            button.setEnabled(possible)
        self._show_moves()

    def allow_resume(self, barred: str) -> None:
        """Whether it can go on; why not, else ""."""
        self.resume.setEnabled(not barred)
        self.resume.setToolTip(barred)
        self.resume.setAccessibleDescription(barred)

    @property
    def can_move(self) -> bool:
        """Whether it stands in a queue with others."""
        return self.up.isEnabled() or self.down.isEnabled()

    def _show_moves(self) -> None:
        """While the pointer or the focus is on the row: two more buttons in every row would be unrest."""
        focused = self.hasFocus() or self.isAncestorOf(self.window().focusWidget() or self.window())
        for button in (self.up, self.down):
            button.setVisible((self.pointed or focused) and self.can_move)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons beside the words, or below them."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """The words above the buttons where those are many, or the text is large."""
        wide = self._buttons.sizeHint().width() > BESIDE * self.width()
        self._foot.setDirection(QBoxLayout.Direction.TopToBottom if wide else QBoxLayout.Direction.LeftToRight)

    def event(self, event: QEvent) -> bool:
        """The pointer or the focus came or went."""
        kind = event.type()
        done = super().event(event)
        if kind in MOVES:
            self._show_moves()
        return done

    def _make_buttons(self) -> None:
        look, name = self._appearance, self.item.name
        self.pause = TextButton(look, tr("Pause"), "pause")
        self.resume = TextButton(look, tr("Resume"), "play")
        self.mend = TextButton(look, "", "key")
        self.page = TextButton(look, tr("Open its page"), "external")
        self.use = TextButton(look, tr("Use"), "", "primary")
        self.folder = TextButton(look, tr("Show in folder"), "folder")
        for button in (self.pause, self.resume, self.page, self.use, self.folder):
            button.setAccessibleName(f"{button.text()}: {name}")
        self.up = IconButton(look, "arrow-up", tr("Earlier: {name}", name=name), "Alt+↑", 16)
        self.down = IconButton(look, "arrow-down", tr("Later: {name}", name=name), "Alt+↓", 16)
        self.cancel = IconButton(look, "x", tr("Cancel the download of {name}", name=name), "Del", 16)
        self.clear = IconButton(look, "x", tr("Take {name} off this list", name=name), "Del", 16)

    def _show_buttons(self) -> None:
        item = self.item
        state = item.state
        gated = state is DownloadState.FAILED and item.code in GATED
        mending = remedy_words(item.remedy) if state is DownloadState.FAILED and not gated else ""
        shown = {
            self.pause: state in UNDER_WAY and state is not DownloadState.VERIFYING,
            self.resume: state in STOPPED,
            self.mend: gated or bool(mending),
            self.page: gated,
            self.use: state is DownloadState.DONE,
            self.folder: state is DownloadState.DONE,
            self.cancel: state is not DownloadState.DONE,
            self.clear: state is DownloadState.DONE,
        }
        self.mend.set_icon("key" if gated else "box")
        self.mend.setText(tr("Enter a token…") if gated else mending)
        self.mend.setAccessibleName(f"{self.mend.text()}: {item.name}")
        self._turn()
        focused = any(button.hasFocus() and not visible for button, visible in shown.items())
        for button, visible in shown.items():
            if button.isHidden() == visible:
                button.setVisible(visible)
        if focused:  # the button that was pressed has gone; the one in its place has the focus
            wanted = next((b for b in (self.pause, self.resume, self.use) if shown[b]), None)
            (wanted or self).setFocus()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.name)
        names.addWidget(self.source)
        head.addLayout(names, 1)
        for button in (self.up, self.down, self.cancel, self.clear):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._buttons = Buttons((self.page, self.mend, self.folder, self.pause, self.resume, self.use))
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setSpacing(GRID * 2)
        self._foot.addWidget(self.words, 1)
        self._foot.addWidget(self._buttons)
        column = QVBoxLayout()
        column.setSpacing(GRID * 2)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addLayout(self._foot)
        column.addWidget(self.notice)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID * 3, GRID * 2, GRID * 3)
        row.setSpacing(GRID * 3)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def _connect(self) -> None:
        self.pause.clicked.connect(lambda: self.pause_requested.emit(self.item.id))
        self.resume.clicked.connect(lambda: self.resume_requested.emit(self.item.id))
        self.cancel.clicked.connect(lambda: self.cancel_requested.emit(self.item.id))
        self.clear.clicked.connect(lambda: self.forget_requested.emit(self.item.id))
        self.up.clicked.connect(lambda: self.moved.emit(self.item.id, -1))
        self.down.clicked.connect(lambda: self.moved.emit(self.item.id, 1))
        self.use.clicked.connect(lambda: self.use_requested.emit(self.item))
        self.folder.clicked.connect(lambda: self.folder_requested.emit(self.item))
        self.page.clicked.connect(lambda: self.page_requested.emit(self.item))
        self.mend.clicked.connect(self._mend)

    def _mend(self) -> None:
        gated = self.item.code in GATED
        (self.token_requested if gated else self.remedy_requested).emit(self.item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, Alt with an arrow, Delete."""
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and key == Qt.Key.Key_Up and self.up.isEnabled():
            self.up.click()
        elif alt and key == Qt.Key.Key_Down and self.down.isEnabled():
            self.down.click()
        elif key == Qt.Key.Key_Space:
            (self.resume if self.item.state in STOPPED else self.pause).click()
        elif key == Qt.Key.Key_Delete:
            (self.clear if self.item.state is DownloadState.DONE else self.cancel).click()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        look, state = self._appearance, self.item.state
        palette = look.palette
        name, colour = {
            DownloadState.FAILED: ("alert-triangle", palette.danger),
            DownloadState.WAITING: ("refresh", palette.muted),
            DownloadState.DONE: ("check", palette.accent),
            DownloadState.PAUSED: ("pause", palette.muted),
        }.get(state, ("download", palette.muted))
        side = look.px(ICON_PX)
        self._icon.setPixmap(look.icon(name, colour, ICON_PX).pixmap(side, side))
        told = palette.danger if state is DownloadState.FAILED else palette.muted
        self.words.setStyleSheet(f"color: {told}; font-size: {look.px(13)}px;")


class Buttons(QWidget):
    """Buttons side by side, in several lines where there is no room for one."""

    def __init__(self, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self._all = buttons
        flow = FlowLayout(GRID * 2)
        for button in buttons:
            flow.addWidget(button)
        self.setLayout(flow)

    def sizeHint(self) -> QSize:
        """All that are shown in one line."""
        shown = [button.sizeHint() for button in self._all if not button.isHidden()]
        width = sum(size.width() for size in shown) + GRID * 2 * (len(shown) - 1)
        return QSize(max(0, width), max((size.height() for size in shown), default=0))
