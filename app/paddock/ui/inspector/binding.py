"""Connects the inspector to the open chat, its model and the engine. One rule: at most five times a second, and cheap.

What is set is written on the store's thread; until then it is remembered here, so that nothing jumps back.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from paddock.application import Application
from paddock.config.overrides import sampling_fields
from paddock.config.settings import Settings
from paddock.core.messages import Message
from paddock.core.models import GUIDE
from paddock.core.params import LoadParams, Overflow, SamplingParams
from paddock.core.personas import Persona
from paddock.engine.api import DeviceReport
from paddock.services.insight import answer_facts, engine_facts_of
from paddock.services.levels import Level, of_chat, of_model
from paddock.ui.context_watch import ContextWatch
from paddock.ui.conversation import Conversation
from paddock.ui.fields import Origin
from paddock.ui.i18n import tr
from paddock.ui.inspector.levels import back_words, origin_words
from paddock.ui.inspector.panel import MODEL, Inspector
from paddock.ui.model_state import ModelState
from paddock.ui.personas.control import PersonaControl
from paddock.ui.tasks import Tasks

EVERY = 200  # ms between two pictures of the engine


class InspectorBinding(QObject):
    """Services on one side, the panel on the other.

    Args:
        personas: knows those that play in chats.

    Signals:
        refreshed: a picture of the engine was shown.
    """

    refreshed = Signal()

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        conversation: Conversation,
        models: ModelState,
        watch: ContextWatch,
        panel: Inspector,
        personas: PersonaControl,
    ) -> None:
        super().__init__(panel)
        self._personas = personas
        self._application = application
        self._tasks = tasks
        self._talk = conversation
        self._models = models
        self._watch = watch
        self._panel = panel
        self._shown_ref = ""
        self._devices_asked = False
        self._unwritten: dict[tuple[str, str], Any] = {}
        self._timer = QTimer(self, singleShot=True, interval=EVERY)
        self._timer.timeout.connect(self._show_engine)
        panel.built.connect(self._connect)

    def _connect(self) -> None:
        talk, panel = self._talk, self._panel
        self._models.status_changed.connect(self._engine_changed)
        self._models.models_changed.connect(self.show_model)
        talk.chat_changed.connect(self.show_model)
        self._personas.changed.connect(self.show_model)
        talk.messages_changed.connect(self._show_answer)
        talk.finished.connect(lambda message: self._show_answer())
        talk.answering_changed.connect(self._show_busy)
        self._watch.changed.connect(self._show_context)
        panel.page_shown.connect(self.show_all)
        panel.answers.overflow_chosen.connect(self._set_overflow)
        panel.answers.prompt_reset.connect(lambda: talk.set_prompt(self._playing().system_prompt))
        panel.answers.sampling_changed.connect(self._set_sampling)
        panel.answers.level.chosen.connect(self.show_model)
        panel.model.editor.applied.connect(lambda params: self._set_load(params, load=True))
        panel.model.editor.adapters_changed.connect(lambda params: self._set_load(params, load=False))

    # --- showing

    def show_all(self) -> None:
        """The panel came into view."""
        self._show_engine()
        self.show_model()
        self._show_answer()
        self._show_context()
        self._show_busy()
        if self._panel.stack.currentIndex() == MODEL and not self._devices_asked:
            self._devices_asked = True
            self._tasks.pool(self._application.generation.devices, self._show_devices)

    def _engine_changed(self) -> None:
        if self._panel.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _show_engine(self) -> None:
        model = self._models.find(self._talk.model_ref)
        chosen = self._application.generation.load_params_for(model).prompt_format if model is not None else ""
        self._panel.now.set_engine(engine_facts_of(self._models.status, model.path if model else None, chosen))
        self.refreshed.emit()

    def _show_devices(self, report: DeviceReport) -> None:
        self._panel.model.editor.set_devices(report)

    def show_model(self) -> None:
        """Whose settings are shown, and what they are."""
        if not self._panel.isVisible():
            return
        talk, answers, page = self._talk, self._panel.answers, self._panel.model
        ref, settings = talk.model_ref, self._application.settings.current
        name, fixed = self._models.name(ref), self._models.is_guide(ref)
        answers.show_overflow(talk.overflow)
        answers.show_model(name, fixed)
        self._show_told()
        page.show_model(name, fixed)
        self._engine_changed()
        model = self._models.find(ref)
        if fixed or model is None:
            return
        self._show_sampling(ref)
        generation = self._application.generation
        if ref != self._shown_ref:
            self._shown_ref = ref
            page.editor.forget()
            page.editor.set_models([other for other in self._models.models if other.ref not in (ref, GUIDE)])
        load = self._unwritten.get(("load", ref)) or generation.load_params_for(model)
        page.editor.show_params(load, LoadParams(n_ctx=settings.n_ctx))

    def _show_told(self) -> None:
        """Where the chat's system prompt and its policy come from."""
        talk, answers, settings = self._talk, self._panel.answers, self._application.settings.current
        persona = self._playing()
        own, theirs = talk.prompt, persona.system_prompt
        level = Level.CHAT if own != theirs else Level.PERSONA
        said = origin_words(level, persona.name) if own or persona.id else tr("None")
        answers.show_prompt(Origin(said, back_words(Level.PERSONA, persona.name)), inherited=own == theirs)
        usual = talk.overflow == settings.overflow
        said = tr("As in the settings") if usual else origin_words(Level.CHAT)
        answers.show_overflow_origin(Origin(said, tr("back to what the settings say")), inherited=usual)

    def _show_sampling(self, ref: str) -> None:
        """What holds at the level that is chosen, and where it comes from."""
        answers, persona = self._panel.answers, self._playing()
        if answers.level.level is Level.CHAT:
            levels = of_chat(self._kept(ref), ref, persona.sampling, self._talk.sampling)
        else:
            levels = of_model(self._kept(ref), ref)
        answers.show_sampling(levels, persona.name)

    def _kept(self, ref: str) -> Settings:
        """The settings, with what is on its way to them."""
        settings = self._application.settings.current
        if ("sampling", ref) not in self._unwritten:
            return settings
        params = self._unwritten[("sampling", ref)]
        inherited = of_model(settings, ref).inherited
        fields = sampling_fields(params, inherited) if params is not None else {}
        return replace(settings, sampling={**settings.sampling, ref: fields})

    def _playing(self) -> Persona:
        """The persona of the open chat; one that says nothing where nobody plays."""
        number = self._talk.chat.persona_id if self._talk.chat is not None else None
        return self._personas.known.get(number or 0, Persona(0, ""))

    def _show_answer(self) -> None:
        answer = self.last_answer()
        self._panel.now.set_answer(answer_facts(answer) if answer is not None else ())

    def last_answer(self) -> Message | None:
        """The newest answer of the open chat that has ended."""
        ended = (m for m in reversed(self._talk.messages) if m.model and m.id != self._talk.live_message)
        return next(ended, None)

    def _show_context(self) -> None:
        self._panel.now.set_context(self._watch.use, self._watch.left_out())

    def _show_busy(self) -> None:
        self._panel.model.editor.set_busy(bool(self._talk.live_chats))

    # --- setting

    def _set_overflow(self, overflow: Overflow | None) -> None:
        self._talk.set_overflow(overflow or Overflow(self._application.settings.current.overflow))

    def _set_sampling(self, params: SamplingParams | None) -> None:
        """For the chat or for its model; None: what is inherited there."""
        ref, generation = self._talk.model_ref, self._application.generation
        if self._panel.answers.level.level is Level.CHAT:
            own = sampling_fields(params, generation.sampling_of(ref)) if params is not None else {}
            told = "" if params is not None else self._playing().sampling
            self._talk.set_sampling(json.dumps(own) if own else told)
            return
        self._write("sampling", ref, params, lambda: generation.set_sampling(ref, params))

    def _set_load(self, params: LoadParams, *, load: bool) -> None:
        """Adapters act on a model that is loaded; everything else loads it again."""
        ref, generation = self._talk.model_ref, self._application.generation
        again = load or self._models.is_loaded(ref)
        then = (lambda: self._models.load(ref)) if again else (lambda: None)
        self._write("load", ref, params, lambda: generation.set_load_params(ref, params), then)

    def _write(self, what: str, ref: str, params: Any, work: Any, then: Any = lambda: None) -> None:
        key = what, ref
        self._unwritten[key] = params

        def written(done: object) -> None:
            if self._unwritten.get(key) is params:
                self._unwritten.pop(key, None)
            self.show_model()
            then()

        self._tasks.store(work, written)
