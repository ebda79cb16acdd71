"""The field that a message is written in, and the frame around it. One rule: no key here removes what was sent."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from paddock.ui.style import Appearance
from paddock.ui.widgets import of_kind

LINES = 8
CORNER = 16  # px
LONG = 4000  # characters; a longer text stands beside the message instead of in it


class MessageEdit(QPlainTextEdit):
    """The text field; knows its height and which keys mean something.

    Signals:
        submitted, stopped: Enter, Esc. recalled: the key up in an empty field.
        focused: whether it has the focus now. pasted: something came in at once.
        long_text: what was pasted is too long for the field. files_dropped: paths of the files let fall on it.
    """

    submitted = Signal()
    stopped = Signal()
    recalled = Signal()
    focused = Signal(bool)
    pasted = Signal()
    long_text = Signal(str)
    files_dropped = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        of_kind(self, "composer")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take the height of the text, between one line and eight."""
        lines = 0
        block = self.document().begin()
        while block.isValid() and lines <= LINES:
            lines += max(1, block.layout().lineCount() if block.layout() else 1)
            block = block.next()
        shown = min(LINES, max(1, lines))
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(math.ceil(self.fontMetrics().lineSpacing() * shown) + 2)

    def event(self, event: QEvent) -> bool:
        """Where there is nothing to take back in the text, the key for that is the window's."""
        undo = QKeySequence.StandardKey.Undo
        free = event.type() == QEvent.Type.ShortcutOverride and not self.document().isUndoAvailable()
        if free and isinstance(event, QKeyEvent) and event.matches(undo):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends, Shift+Enter breaks, Esc stops; an input method's Enter never arrives here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
                self.insertPlainText("\n")
                self.ensureCursorVisible()
            else:
                self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.stopped.emit()
        elif event.key() == Qt.Key.Key_Up and not event.modifiers() and self.document().isEmpty():
            self.recalled.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Text was pasted or dropped: there is much to read at once. What is very long goes beside the message."""
        files = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        if files:
            self.files_dropped.emit(files)
        elif len(source.text()) > LONG:
            self.long_text.emit(source.text())
        else:
            super().insertFromMimeData(source)
        self.pasted.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files, too."""
        return source.hasUrls() or super().canInsertFromMimeData(source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the text anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame around shows the focus."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame around loses the focus."""
        super().focusOutEvent(event)
        self.focused.emit(False)


class ComposerFrame(QWidget):
    """The soft frame: rounded, a hairline that takes the accent while the field has the focus."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._focused = False
        appearance.changed.connect(self.update)

    def set_focused(self, focused: bool) -> None:
        """Draw the ring or the hairline."""
        self._focused = focused
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shadow, surface, border."""
        palette = self._appearance.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = self.rect().toRectF().adjusted(3, 2, -3, -5)
        painter.setPen(Qt.PenStyle.NoPen)
        shade = QColor(palette.text if not palette.dark else palette.code_surface)
        for spread, alpha in ((3.0, 6), (2.0, 8), (1.0, 10)):
            shade.setAlpha(alpha)
            painter.setBrush(shade)
            painter.drawRoundedRect(body.adjusted(-spread, -spread + 2, spread, spread + 2), CORNER + 2, CORNER + 2)
        painter.setBrush(QColor(palette.surface if not palette.dark else palette.raised))
        painter.setPen(QPen(QColor(palette.accent if self._focused else palette.edge), 2 if self._focused else 1))
        painter.drawRoundedRect(body, CORNER, CORNER)
        painter.end()
