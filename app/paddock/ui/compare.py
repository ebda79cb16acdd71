"""Two models on one question, side by side. One rule: both answers stay; one of them is chosen to go on with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from paddock.core.messages import Message, Part
from paddock.ui.announcer import Announcer
from paddock.ui.conversation import Conversation
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.transcript.view import TranscriptView
from paddock.ui.widgets import TextButton, label

SHARE = 0.92  # of the window
QUESTION = 300  # characters that are shown of it


class CompareDialog(QDialog):
    """A column for each answer, while they come and afterwards.

    Esc stops the answers that still come; pressed again, it closes without a choice.
    """

    def __init__(
        self,
        appearance: Appearance,
        conversation: Conversation,
        question: Message,
        answers: Sequence[Message],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Compare"))
        self.resize(parent.size() * SHARE)
        self._talk = conversation
        self._ids = [answer.id for answer in answers]
        self._wanted: int | None = None
        self.columns = [self._column(appearance, answer) for answer in answers]
        asked = label(" ".join(question.text[:QUESTION].split()), "muted", wrap=True)
        asked.setTextFormat(Qt.TextFormat.PlainText)
        self.close_button = TextButton(appearance, tr("Close"), kind="quiet")
        self.keep = [TextButton(appearance, tr("Keep this")) for _ in answers]
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GRID * 5, GRID * 4, GRID * 5, GRID * 4)
        outer.setSpacing(GRID * 2)
        outer.addWidget(asked)
        across = QHBoxLayout()
        across.setSpacing(GRID * 4)
        for answer, view, keep in zip(answers, self.columns, self.keep, strict=True):
            keep.setAccessibleName(tr("Keep this, the answer of {name}", name=answer.model))
            keep.clicked.connect(lambda checked=False, number=answer.id: self._keep(number))
            column = QVBoxLayout()
            column.addWidget(view, 1)
            column.addWidget(keep, 0, Qt.AlignmentFlag.AlignHCenter)
            across.addLayout(column, 1)
        outer.addLayout(across, 1)
        outer.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self._ended)
        self._connect()

    def _column(self, appearance: Appearance, answer: Message) -> TranscriptView:
        view = TranscriptView(appearance.palette, appearance.icons)
        view.offers = False
        view.set_text_scale(appearance.scale)
        view.setAccessibleName(answer.model)
        view.still = appearance.still
        view.set_messages([answer])
        view.announced.connect(Announcer(self).say)
        return view

    def _connect(self) -> None:
        talk = self._talk
        talk.text_added.connect(self._text)
        talk.part_added.connect(self._part)
        talk.progress_changed.connect(self._progress)
        talk.message_updated.connect(self._updated)

    def _ended(self) -> None:
        """Shown no more: the answers that still come go on in the chat."""
        talk = self._talk
        talk.text_added.disconnect(self._text)
        talk.part_added.disconnect(self._part)
        talk.progress_changed.disconnect(self._progress)
        talk.message_updated.disconnect(self._updated)
        self.deleteLater()

    def _text(self, message_id: int, text: str) -> None:
        for view in self.columns:
            view.append_text(message_id, text)

    def _part(self, message_id: int, part: Part) -> None:
        for view in self.columns:
            view.append_part(message_id, part)

    def _progress(self, message_id: int, words: str) -> None:
        for view in self.columns:
            view.set_progress(message_id, words)

    def _updated(self, message: Message) -> None:
        for view in self.columns:
            view.update_message(message)
        if self._wanted is not None and not self._running():
            self._keep(self._wanted)

    def _running(self) -> bool:
        return not set(self._ids).isdisjoint(self._talk.live_messages)

    def _keep(self, message_id: int) -> None:
        """Go on with this answer; what still comes is stopped first."""
        self._wanted = message_id
        if self._running():
            self._talk.stop()
            return
        self._talk.show_sibling(message_id)
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops what comes, then closes."""
        if event.key() == Qt.Key.Key_Escape and self._running():
            self._talk.stop()
            return
        super().keyPressEvent(event)
