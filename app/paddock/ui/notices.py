"""What the engine does by itself and the person should know. One rule: each thing is said once, with what helps.

A crash that is not mended by itself, a model that runs otherwise than hoped for, a context that is nearly full.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from paddock.core.errors import Remedy, UserError
from paddock.core.params import Overflow
from paddock.engine.api import EngineState
from paddock.ui.context_watch import ContextWatch
from paddock.ui.conversation import Conversation
from paddock.ui.errors import ErrorPresenter
from paddock.ui.i18n import tr
from paddock.ui.inspector.panel import MODEL, NOW
from paddock.ui.meter import NEARLY_FULL
from paddock.ui.model_state import ModelState, thousands
from paddock.ui.notice import Choice, NoticeBar


class EngineNotices(QObject):
    """Watches the engine and the context; speaks through the bar.

    Args:
        show_inspector: opens the inspector at one of its pages.
        new_chat: begin one.
    """

    def __init__(
        self,
        conversation: Conversation,
        models: ModelState,
        watch: ContextWatch,
        presenter: ErrorPresenter,
        bar: NoticeBar,
        show_inspector: Callable[[int], object],
        new_chat: Callable[[], object],
    ) -> None:
        super().__init__(bar)
        self._talk = conversation
        self._models = models
        self._watch = watch
        self._presenter = presenter
        self._bar = bar
        self._show_inspector = show_inspector
        self._new_chat = new_chat
        self._told: set[object] = set()
        self._full = ""  # what was said of the open chat's context
        models.status_changed.connect(self._status_changed)
        watch.changed.connect(self._context_changed)
        conversation.leaving.connect(self._leave)
        presenter.helps = self.choices

    def choices(self, error: UserError) -> list[Choice]:
        """What may help against an error of the engine, and what a developer would want to see of it."""
        status = self._models.status
        if str(error) != status.error and error.what != status.error:
            return []
        first = (error.remedy,) if error.remedy is not Remedy.NONE else ()
        found: list[Choice] = [self._presenter.button(remedy) for remedy in dict.fromkeys((*first, *status.remedies))]
        if status.last_words:
            details = "\n".join((status.error, *status.last_words))
            copy = tr("Copy details")
            found.append((copy, lambda: QGuiApplication.clipboard().setText(details)))
        return found

    def _status_changed(self) -> None:
        status = self._models.status
        crash = status.state is EngineState.FAILED and bool(status.last_words)
        if not crash:
            self._told.discard("crash")
        elif "crash" not in self._told:
            self._told.add("crash")
            self._presenter.present(UserError(status.error, code="engine-crashed"))
        for model in status.models:
            key = (model.path, model.notice)
            if model.notice and key not in self._told:
                self._told.add(key)
                self._bar.say(model.notice, "", tr("Show details"), lambda: self._show_inspector(NOW), of_chat=True)

    def _context_changed(self) -> None:
        """Under STOP the chat will end soon: said once, while there is a choice."""
        use, chat = self._watch.use, self._talk.chat
        if chat is None or use is None or self._talk.overflow is not Overflow.STOP or not use.n_ctx:
            return
        if use.used < NEARLY_FULL * use.n_ctx:
            self._told.discard(("full", chat.id))
        elif ("full", chat.id) not in self._told:
            self._told.add(("full", chat.id))
            counts = {"used": thousands(use.used), "whole": thousands(use.n_ctx)}
            self._full = tr("This chat nearly fills the context: {used} of {whole} tokens.", **counts)
            todo = tr("When it is full there is no answer any more, unless you choose otherwise.")
            if use.used > use.n_ctx:
                self._full = tr("This chat does not fit into the context: {used} of {whole} tokens.", **counts)
                todo = tr("There is no answer any more, unless you choose otherwise.")
            self._bar.say(self._full, todo, choices=self._ways_on(), of_chat=True)

    def _ways_on(self) -> list[Choice]:
        return [
            (tr("Leave the oldest messages out"), lambda: self._talk.set_overflow(Overflow.SHIFT)),
            (tr("Summarise them"), lambda: self._talk.set_overflow(Overflow.SUMMARISE)),
            (tr("Larger context…"), lambda: self._show_inspector(MODEL)),
            (tr("New chat"), self._new_chat),
        ]

    def _leave(self) -> None:
        if self._full and self._bar.what.text() == self._full:
            self._bar.dismiss()
