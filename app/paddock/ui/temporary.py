"""Temporary chats in the window: the switch of a new chat, and the question before one is left.

One rule: it is asked once, before anything is gone.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from paddock.application import Application
from paddock.ui.conversation import Conversation
from paddock.ui.dialogs import Question
from paddock.ui.fields import Toggle
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import GRID
from paddock.ui.widgets import label


class TemporarySwitch(QWidget):
    """Whether the chat that does not exist yet shall be temporary.

    Signals:
        switched: the person wants it so, or not so.
    """

    switched = Signal(bool)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        words = tr("Temporary: nothing of this chat is kept")
        self.toggle = Toggle(appearance, words)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 4, GRID * 2, GRID * 4, 0)
        row.setSpacing(GRID * 2)
        row.addStretch(1)
        row.addWidget(self.toggle)
        row.addWidget(label(words, "muted", wrap=False))
        row.addStretch(1)
        self.toggle.clicked.connect(self.switched)


class TemporaryChats(QObject):
    """Opens them, and lets go of them."""

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        conversation: Conversation,
        switch: TemporarySwitch,
        appearance: Appearance,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._tasks = tasks
        self._talk = conversation
        self._switch = switch
        self._appearance = appearance
        self._window = window
        self._dialog: Question | None = None
        switch.switched.connect(self._switched)
        conversation.chat_changed.connect(self._show)
        conversation.leave_asked.connect(self.ask)

    def _switched(self, wanted: bool) -> None:
        if self._talk.service is None:  # the switch never promises what does not hold
            self._show()
            self._talk.closed.emit()
        elif wanted:
            self._tasks.store(self._application.temporary_chats, self._talk.show_temporary)
        else:
            self._talk.show(None)

    def _show(self) -> None:
        self._switch.toggle.setChecked(self._talk.temporary)

    def ask(self, leave: Callable[[], object], then: Callable[[], object] = lambda: None) -> None:
        """Ask whether the open temporary chat may go, and leave it then."""
        if self._dialog is not None:
            return
        dialog = self._dialog = Question(self._appearance, self._window)
        dialog.set_words(tr("Leave this temporary chat?"), tr("Leave it"))
        dialog.setMinimumWidth(min(self._appearance.px(400), round(self._window.width() * 0.9)))
        told = tr("It will be gone. Nothing of it was kept, and nothing brings it back.")
        dialog.body.addWidget(label(told, wrap=True))
        dialog.accepted.connect(leave)
        dialog.accepted.connect(then)
        dialog.finished.connect(self._asked)
        dialog.open()

    def _asked(self) -> None:
        self._dialog = None
        self._show()
