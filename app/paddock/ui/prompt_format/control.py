"""Opens the dialog of a model's prompt format and applies what is chosen there.

One rule: the prompt is made off the GUI thread; a choice holds at once, also for a model that is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from paddock.application import Application
from paddock.core.errors import UserError
from paddock.core.models import ModelFile
from paddock.core.params import Overflow
from paddock.core.prompts import TemplateReport
from paddock.services.context import room
from paddock.ui.conversation import Conversation
from paddock.ui.i18n import tr, translated
from paddock.ui.model_state import ModelState
from paddock.ui.prompt_format.dialog import FormatDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks


class PromptFormats(QObject):
    """One dialog at a time.

    Signals:
        changed: another prompt format is set for a model.
        chosen: the dialog has been closed, and another one was chosen in it.
    """

    changed = Signal()
    chosen = Signal()

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        conversation: Conversation,
        models: ModelState,
        appearance: Appearance,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._tasks = tasks
        self._talk = conversation
        self._models = models
        self._appearance = appearance
        self._window = window
        self._asked = 0  # counts reports; one that comes late is not shown
        self.dialog: FormatDialog | None = None

    def show(self, ref: str = "", then: Callable[[], object] = lambda: None) -> None:
        """Show the prompt of the open chat, as the model of this reference gets it.

        Args:
            ref: "" is the model of the open chat.
            then: done once the dialog is closed, if another prompt format was chosen.
        """
        model = self._models.find(ref or self._talk.model_ref)
        if self.dialog is not None or model is None:
            return
        chosen = self._application.generation.load_params_for(model).prompt_format
        name, fixed = self._models.name(model.ref), model.is_guide
        dialog = self.dialog = FormatDialog(self._appearance, name, chosen, fixed, self._window)
        dialog.tools.given.connect(lambda: self._ask(model, dialog.choice.currentData()))
        dialog.format_chosen.connect(lambda format_id: self._choose(model, format_id))
        dialog.finished.connect(lambda: self._closed(model, chosen, then))
        dialog.open()
        self._ask(model, chosen)

    def _ask(self, model: ModelFile, format_id: str) -> None:
        self._asked += 1
        asked, service, templates = self._asked, self._talk.service, self._application.templates
        chat_id = self._talk.chat.id if self._talk.chat is not None else None
        tools = self.dialog.tools.tools if self.dialog is not None else ()

        def work() -> tuple[TemplateReport, bool]:
            turns = service.asked(chat_id) if service is not None and chat_id is not None else ()
            return templates.report(model.ref, turns, tools, format_id), not turns

        def done(result: tuple[TemplateReport, bool]) -> None:
            if asked == self._asked and self.dialog is not None:
                report, sample = result
                self.dialog.show_report(report, self._told(model.ref, len(report.tokens), sample))

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                self._tasks.failed.emit(error)
            elif asked == self._asked and self.dialog is not None:
                self.dialog.show_problem(translated(error.said))

        self._tasks.pool(work, done, failed)

    def _told(self, ref: str, n_tokens: int, sample: bool) -> str:
        """What the prompt is: nothing was sent, and of a long chat less will be."""
        if sample:
            return tr("The prompt of a short sample, since nothing has been asked in this chat yet.")
        what = tr("What this model would be given for this chat, up to its last question.")
        if self._models.is_guide(ref):
            less = tr("The guide gets only the last questions, the beginning of each, and no system prompt.")
        else:
            less = self._beyond(ref, n_tokens)
        return f"{what} {less}".strip()

    def _beyond(self, ref: str, n_tokens: int) -> str:
        """What becomes of a prompt that does not fit; "" where it is known that it does."""
        loaded = self._models.loaded(ref)
        if loaded is not None and n_tokens <= room(loaded.n_ctx):
            return ""
        return {
            Overflow.SHIFT: tr("What does not fit into the context is left out, the oldest messages first."),
            Overflow.SUMMARISE: tr("A summary takes the place of the oldest messages if they do not fit."),
            Overflow.STOP: tr("If it does not fit into the context, there is no answer."),
        }[self._talk.overflow]

    def _choose(self, model: ModelFile, format_id: str) -> None:
        generation = self._application.generation
        params = replace(generation.load_params_for(model), prompt_format=format_id)

        def written(done: object) -> None:
            self.changed.emit()
            if self._models.is_loaded(model.ref):
                self._models.load(model.ref)

        self._tasks.store(lambda: generation.set_load_params(model.ref, params), written)
        self._ask(model, format_id)

    def _closed(self, model: ModelFile, before: str, then: Callable[[], object]) -> None:
        chosen = self.dialog.choice.currentData() if self.dialog is not None else before
        self.dialog = None
        if chosen != before:
            self.chosen.emit()
            self._tasks.store(lambda: None, lambda done: then())  # after it has been written
